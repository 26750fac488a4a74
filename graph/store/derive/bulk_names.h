// The names of a whole graph file in memory, in few and plain arrays, for building it anew; writes their tables. A
// graph of ten million statements takes some hundred bytes for each of its names and twenty for each mention. Private
// to graph/.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/resolve/name_source.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/name_tables.h"

namespace trama::store {

class BulkNames : public NameSource {
 public:
  // Reads all statements. `stories` must be filled: it has the days of documents.
  BulkNames(sqlite::Database& database, Dictionary& dictionary);

  // Fills name_facts (without entities), name_surfaces, name_documents, name_aliases and blocks, which are empty.
  void write();

  // Names that occur, by number.
  std::vector<NameId> present() const;
  // The same with those beside each other whose last words agree: their decisions look at the same names.
  std::vector<NameId> by_last_word() const;
  std::int64_t statements(NameId name) const { return statements_[name]; }
  // Documents in which the name takes part in a statement, ascending.
  void acting_documents(NameId name, std::vector<std::uint32_t>& into) const;
  // Call between decisions: forgets what was read for the last ones if it is much.
  void trim();

  const NameFacts& facts(NameId name) override;
  std::shared_ptr<const NameForm> form(NameId name) override;
  std::vector<NameId> with_block(std::string_view block, std::size_t limit) override;
  std::vector<AliasUse> aliases(NameId name) override;
  std::vector<AliasUse> bearers(std::string_view alias_key) override;
  std::int64_t documents_apart(NameId left, NameId right) override;
  const std::vector<std::pair<std::int32_t, std::int32_t>>& weeks(NameId name) override;
  const std::vector<std::pair<NameId, std::int32_t>>& context(NameId name) override;

 private:
  struct Alias {
    std::uint32_t name = 0, alias = 0;
    std::int64_t key = 0;
    std::uint32_t documents = 0;
  };
  struct Block {
    std::int64_t block = 0, id = 0;
    std::uint32_t name = 0;
  };
  using Occurrence = std::uint64_t;  // Name, document, and whether it only says something.
  static Occurrence occurrence(std::int64_t name, std::int64_t document, bool acts) {
    return static_cast<std::uint64_t>(name) << 32 | static_cast<std::uint64_t>(document) << 1 | (acts ? 0 : 1);
  }
  static std::uint32_t document_of(Occurrence one) { return static_cast<std::uint32_t>(one) >> 1; }

  void read_names();
  void read_statements();
  void end_document(std::vector<Occurrence>& of_document, std::vector<std::uint64_t>& aliases);
  void make_aliases();
  void make_blocks();
  std::pair<std::size_t, std::size_t> occurrences(NameId name) const { return {first_[name], first_[name + 1]}; }
  AliasUse use_of(const std::vector<Alias>& from, std::size_t begin, std::size_t end);

  sqlite::Database& database_;
  Dictionary& dictionary_;
  std::string keys_;  // Of all names, one after the other, each followed by its qualifier.
  struct Name {
    std::int64_t id = 0;
    std::size_t key = 0;
    std::uint32_t key_size = 0, qualifier_size = 0, surface = 0;
    NameClass name_class = NameClass::kNeutral;
  };
  std::vector<Name> names_;         // By number.
  std::vector<std::int32_t> days_;  // By document; kNoDay for none.
  std::vector<std::uint32_t> statements_, first_surface_;
  std::vector<std::array<std::uint32_t, 5>> types_;
  std::unordered_map<std::uint64_t, std::uint32_t> surfaces_;  // Other than the first: name and text to mentions.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted_surfaces_;
  std::vector<Occurrence> occurrences_;        // By name, then document.
  std::vector<std::size_t> first_;             // Of each name in them.
  std::vector<std::uint32_t> document_names_;  // Names by document,
  std::vector<std::size_t> document_first_;    // and where those of each begin.
  std::vector<std::uint64_t> raw_aliases_;     // Name and alias, once a document.
  std::vector<Alias> aliases_, by_key_;
  std::vector<Block> blocks_;
  std::unordered_map<NameId, NameFacts> facts_;
  std::unordered_map<NameId, std::vector<std::pair<std::int32_t, std::int32_t>>> weeks_;
  std::unordered_map<NameId, std::vector<std::pair<NameId, std::int32_t>>> contexts_;
};

}  // namespace trama::store
