// The graph file: one SQLite database of documents, statements, evidence, entities and aliases.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/statement.h"
#include "graph/model/graph.h"
#include "graph/names/alias_rules.h"

namespace trama {

// What extraction made of one document.
struct DocumentStatements {
  Document document;  // `text` is needed for the content hash; the store keeps the hash and the metadata, not the text.
  std::vector<Statement> statements;
};

struct StoreCounts {
  std::int64_t documents = 0;
  std::int64_t statements = 0;
  std::int64_t added = 0;            // By the last add().
  std::int64_t already_present = 0;  // By the last add(): skipped, same content.
  std::int64_t copies = 0;           // As of update_entities(): documents that are near-copies of another one. They are
                                     // kept, but where documents are counted, a story and its copies are one.
  std::int64_t entities = 0;         // As of update_entities().
  std::int64_t relations = 0;        // As of update_entities().
};

class Store {
 public:
  // Opens `file`, or makes it. Throws Error: kIo if it cannot be opened, kFormat if it is no graph file, kVersion if it
  // was made by a newer version.
  static Store open(const std::filesystem::path& file);
  static Store open_read_only(const std::filesystem::path& file);  // kIo if it does not exist.
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  // SHA-256 of the text, in hexadecimal: what `contains` asks for. The text is taken in Unicode's normal form C and
  // with each run of white space as one space: same words, same hash, whatever the id.
  static std::string content_hash(const Document& document);
  bool contains(std::string_view content_hash) const;

  // Adds a batch in one transaction: after a crash it is there wholly or not at all. Documents whose content is already
  // present are skipped and counted.
  StoreCounts add(std::span<const DocumentStatements> batch);
  // Takes a document and all that it contributed out of the graph; what other documents support stays. Names
  // all documents with this id, or the one with this content hash; gives their number.
  std::int64_t remove(std::string_view id_or_hash);

  // What the user decided about names (docs/graph-model.md); stored in the file, and in force from the next load() and
  // update_entities().
  AliasRules alias_rules() const;
  void set_alias_rules(const AliasRules& rules);

  // Resolves entities over all statements and writes the entity and alias tables (which are derived data: `load` does
  // not need them, other SQLite programs do). Does nothing if nothing has changed since the last time.
  void update_entities();
  StoreCounts counts() const;

  // All statements and alias rules of another store, in one transaction; documents with the same content are skipped
  // and counted.
  StoreCounts merge(const Store& other);

  // Builds the graph: entity resolution and merging over all statements (graph/resolve/resolve.h).
  // `things`: with things that are no actors (graph/model/builder.h).
  Graph load(bool things = false) const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
