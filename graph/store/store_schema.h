// The tables of a graph file (docs/graph-model.md, "The file"). Private to graph/.
#pragma once

#include <cstdint>

namespace trama {

inline constexpr std::int64_t kApplicationId = 0x7472616D;  // "tram"
inline constexpr std::int64_t kSchemaVersion = 2;

// Documents and statements are the graph; settings hold the alias rules. The rest is derived from them.
inline constexpr const char* kSchema = R"sql(
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT NOT NULL,
  url TEXT NOT NULL,
  publisher TEXT NOT NULL,
  fingerprint BLOB NOT NULL
);
CREATE INDEX documents_by_id ON documents (id);
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  lemma TEXT NOT NULL,
  object TEXT NOT NULL,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  confidence REAL NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX statements_by_document ON statements (document);
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  named INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL
);
CREATE TABLE aliases (
  entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  alias TEXT NOT NULL,
  PRIMARY KEY (entity, alias)
) WITHOUT ROWID;
CREATE TABLE merges (
  entity INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  with_name TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE VIRTUAL TABLE names USING fts5 (name, entity UNINDEXED, tokenize = "unicode61 remove_diacritics 2");
)sql";

// Made anew in a file of version 1, whose relations have no root, direction or relation class.
inline constexpr const char* kRelationSchema = R"sql(
CREATE TABLE relations (
  id INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  object INTEGER NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  lemma TEXT NOT NULL,
  preposition TEXT NOT NULL,
  label TEXT NOT NULL,
  event_class TEXT NOT NULL,
  event_root TEXT NOT NULL,
  event_direction TEXT NOT NULL,
  relation_class TEXT NOT NULL,
  symmetric INTEGER NOT NULL,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  count INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  confidence REAL NOT NULL,
  first_date TEXT NOT NULL,
  last_date TEXT NOT NULL
);
CREATE INDEX relations_by_subject ON relations (subject);
CREATE INDEX relations_by_object ON relations (object);
CREATE TABLE evidence (
  relation INTEGER NOT NULL REFERENCES relations (id) ON DELETE CASCADE,
  document TEXT NOT NULL,
  url TEXT NOT NULL,
  date TEXT NOT NULL,
  sentence TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL
);
CREATE INDEX evidence_by_relation ON evidence (relation);
)sql";

}  // namespace trama
