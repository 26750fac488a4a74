// The tables of a graph file (docs/graph-model.md, "The file"). Private to graph/.
#pragma once

#include <cstdint>

namespace trama::store {

inline constexpr std::int64_t kApplicationId = 0x7472616D;  // "tram"
inline constexpr std::int64_t kSchemaVersion = 4;

// Sentences and statements are numbered by their document and their place in it, so that those of one document lie
// together: number = document << kOrdinalBits | ordinal.
inline constexpr int kOrdinalBits = 20;
// A confidence or salience is kept as so many parts, or as it is where that would change it.
inline constexpr double kConfidenceScale = 10000;

// What the texts said: all else can be derived from it. `settings` also says whether that was done.
inline constexpr const char* kBaseTables = R"sql(
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE texts (
  number INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX texts_by_hash ON texts (hash);
CREATE TABLE predicates (
  number INTEGER PRIMARY KEY,
  verb INTEGER NOT NULL REFERENCES verbs (number),
  preposition INTEGER NOT NULL REFERENCES texts (number),
  label INTEGER NOT NULL REFERENCES texts (number),
  class INTEGER NOT NULL REFERENCES classes (number),
  UNIQUE (verb, label, preposition, class)
);
CREATE TABLE verbs (
  number INTEGER PRIMARY KEY,
  lemma INTEGER NOT NULL REFERENCES texts (number),
  preposition INTEGER NOT NULL REFERENCES texts (number),
  symmetric INTEGER NOT NULL,
  UNIQUE (lemma, preposition, symmetric)
);
CREATE TABLE classes (
  number INTEGER PRIMARY KEY,
  event_class TEXT NOT NULL,
  event_root TEXT NOT NULL,
  event_direction TEXT NOT NULL,
  relation_class TEXT NOT NULL,
  UNIQUE (event_class, event_root, event_direction, relation_class)
);
CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE,
  hash BLOB NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT NOT NULL,
  url TEXT NOT NULL,
  publisher TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES texts (number),
  sketch BLOB NOT NULL,
  pending INTEGER NOT NULL
);
CREATE INDEX documents_by_id ON documents (id);
CREATE INDEX documents_by_hash ON documents (hash);
CREATE INDEX documents_pending ON documents (number) WHERE pending;
CREATE TABLE sentences (
  number INTEGER PRIMARY KEY,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE statements (
  number INTEGER PRIMARY KEY,
  sentence INTEGER NOT NULL,
  subject INTEGER REFERENCES names (number),
  predicate INTEGER NOT NULL REFERENCES predicates (number),
  object INTEGER REFERENCES names (number),
  source INTEGER REFERENCES names (number),
  polarity INTEGER NOT NULL,
  modality INTEGER NOT NULL,
  count INTEGER NOT NULL,
  confidence NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  theme INTEGER REFERENCES texts (number),
  rest BLOB NOT NULL,
  salience NOT NULL DEFAULT 10000
);
CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  key TEXT NOT NULL,
  class INTEGER NOT NULL,
  qualifier TEXT NOT NULL,
  surface INTEGER NOT NULL REFERENCES texts (number)
);
CREATE INDEX names_by_id ON names (id);
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  left TEXT NOT NULL,
  right TEXT NOT NULL,
  left_key INTEGER NOT NULL,
  right_key INTEGER NOT NULL,
  author TEXT NOT NULL,
  time TEXT NOT NULL,
  undone INTEGER NOT NULL
);
)sql";

// Made when a file is opened for writing that has it not: it changes no answer.
inline constexpr const char* kAddressIndex =
    "CREATE INDEX IF NOT EXISTS documents_by_url ON documents (url) WHERE url <> ''";

// What is derived. Dropped and made again when the graph is built anew.
inline constexpr const char* kDerivedTables = R"sql(
CREATE TABLE stories (
  document INTEGER PRIMARY KEY,
  day INTEGER,
  story INTEGER NOT NULL
);
CREATE TABLE story_keys (
  key INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  day INTEGER NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (key, rank, day, document)
) WITHOUT ROWID;
CREATE TABLE name_facts (
  name INTEGER PRIMARY KEY,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  types BLOB NOT NULL,
  entity INTEGER,
  state INTEGER
);
CREATE TABLE name_surfaces (
  name INTEGER NOT NULL,
  text INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (name, text)
) WITHOUT ROWID;
CREATE TABLE name_documents (
  name INTEGER NOT NULL,
  document INTEGER NOT NULL,
  acts INTEGER NOT NULL,
  PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE TABLE name_aliases (
  name INTEGER NOT NULL,
  key INTEGER NOT NULL,
  alias INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (name, key, alias)
) WITHOUT ROWID;
CREATE TABLE blocks (
  block INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (block, id)
) WITHOUT ROWID;
CREATE TABLE links (
  name INTEGER NOT NULL,
  other INTEGER NOT NULL,
  probability REAL NOT NULL,
  certain INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (name, other)
) WITHOUT ROWID;
CREATE TABLE entities (
  number INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  name TEXT NOT NULL,
  base TEXT NOT NULL,
  folded TEXT NOT NULL,
  type INTEGER NOT NULL,
  named INTEGER NOT NULL,
  hidden INTEGER NOT NULL,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  relations INTEGER NOT NULL
);
CREATE TABLE entity_names (
  number INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL,
  name TEXT NOT NULL
);
CREATE TABLE lookup (
  key INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (key, entity)
) WITHOUT ROWID;
CREATE TABLE merges (
  number INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL,
  name TEXT NOT NULL,
  with_name TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE TABLE relations (
  number INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL,
  object INTEGER NOT NULL,
  verb INTEGER NOT NULL,
  polarity INTEGER NOT NULL,
  modality INTEGER NOT NULL,
  label INTEGER NOT NULL,
  preposition INTEGER NOT NULL,
  class INTEGER NOT NULL,
  count INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  confidence REAL NOT NULL,
  first_day INTEGER,
  last_day INTEGER,
  reported INTEGER NOT NULL,
  salience REAL NOT NULL
);
CREATE TABLE evidence (
  relation INTEGER NOT NULL,
  statement INTEGER NOT NULL,
  PRIMARY KEY (relation, statement)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE names_text USING fts5 (name, content = 'entity_names', content_rowid = 'number',
  tokenize = "unicode61 remove_diacritics 2", detail = 'column');
)sql";

// For people who open the file with a program of SQLite: words instead of numbers. Ids of relations are hashes of
// content that SQL cannot work out; `number` is that of this file alone.
inline constexpr const char* kViews = R"sql(
CREATE VIEW graph_entities AS
SELECT printf('n%016x', key) AS id, name,
  CASE type WHEN 0 THEN 'PER' WHEN 1 THEN 'ORG' WHEN 2 THEN 'LOC' WHEN 3 THEN 'MISC' ELSE 'GROUP' END AS type,
  named, mentions AS mention_count, documents AS document_count, relations AS relation_count
FROM entities WHERE relations > 0 AND NOT hidden;
CREATE VIEW graph_relations AS
SELECT r.number, s.name AS subject, l.text AS label, p.text AS preposition, o.name AS object, m.text AS lemma,
  c.event_class, c.event_direction, c.relation_class, v.symmetric,
  CASE r.polarity WHEN 0 THEN 'positive' ELSE 'negative' END AS polarity,
  CASE r.modality WHEN 0 THEN 'asserted' WHEN 1 THEN 'promised' WHEN 2 THEN 'planned' WHEN 3 THEN 'possible'
    WHEN 4 THEN 'alleged' WHEN 5 THEN 'conditional' WHEN 6 THEN 'ordered' ELSE 'denied' END AS modality,
  r.count, r.statements AS evidence_count, r.documents AS document_count, r.confidence,
  r.salience,
  date(r.first_day * 86400, 'unixepoch') AS first_date, date(r.last_day * 86400, 'unixepoch') AS last_date,
  printf('n%016x', s.key) AS subject_id, printf('n%016x', o.key) AS object_id
FROM relations r JOIN entities s ON s.number = r.subject JOIN entities o ON o.number = r.object
  JOIN verbs v ON v.number = r.verb JOIN texts m ON m.number = v.lemma JOIN texts l ON l.number = r.label
  JOIN texts p ON p.number = r.preposition JOIN classes c ON c.number = r.class
WHERE NOT s.hidden AND NOT o.hidden;
CREATE VIEW graph_evidence AS
SELECT r.number AS relation, r.subject, r.label, r.object, r.polarity, r.modality, x.text AS sentence, d.date,
  d.publisher, d.title, d.url, d.id AS document
FROM graph_relations r JOIN evidence e ON e.relation = r.number JOIN statements t ON t.number = e.statement
  JOIN documents d ON d.number = t.number >> 20
  JOIN sentences x ON x.number = (t.number >> 20 << 20) + t.sentence;
)sql";

// Made after the rows when many are written.
inline constexpr const char* kDerivedIndices = R"sql(
CREATE INDEX stories_by_story ON stories (story) WHERE story <> document;
CREATE INDEX name_facts_by_entity ON name_facts (entity);
CREATE INDEX name_aliases_by_key ON name_aliases (key);
CREATE INDEX links_by_other ON links (other);
CREATE INDEX entities_by_base ON entities (base);
CREATE INDEX entities_hidden ON entities (number) WHERE hidden;
CREATE INDEX entity_names_by_entity ON entity_names (entity);
CREATE INDEX merges_by_entity ON merges (entity);
CREATE INDEX relations_by_subject ON relations (subject, object, documents);
CREATE INDEX relations_by_object ON relations (object, subject, documents);
CREATE INDEX relations_by_support ON relations (documents, count) WHERE documents > 1;
)sql";

inline constexpr const char* kDropDerived = R"sql(
DROP TABLE IF EXISTS names_text; DROP TABLE IF EXISTS evidence; DROP TABLE IF EXISTS relations;
DROP TABLE IF EXISTS merges; DROP TABLE IF EXISTS lookup; DROP TABLE IF EXISTS entity_names;
DROP TABLE IF EXISTS entities; DROP TABLE IF EXISTS links; DROP TABLE IF EXISTS blocks;
DROP TABLE IF EXISTS name_aliases; DROP TABLE IF EXISTS name_documents; DROP TABLE IF EXISTS name_surfaces;
DROP TABLE IF EXISTS name_facts; DROP TABLE IF EXISTS story_keys; DROP TABLE IF EXISTS stories;
)sql";
inline constexpr const char* kDropViews = R"sql(
DROP VIEW IF EXISTS graph_evidence; DROP VIEW IF EXISTS graph_relations; DROP VIEW IF EXISTS graph_entities;
)sql";

}  // namespace trama::store
