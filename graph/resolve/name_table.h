// All names of a set of statements, each with what entity resolution asks about it. Private to graph/.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/statement.h"

namespace trama {

using NameIndex = std::uint32_t;
inline constexpr NameIndex kNoName = ~NameIndex{0};

// Mentions whose canonical name folds to the same key, except that a person and something else of the same name are
// two nodes where both are well attested.
struct NameNode {
  std::string key;
  bool person = false;                           // Which of the two, or what the majority says.
  EntityType type = EntityType::kMisc;           // Of most mentions; ties: the first of the enumeration.
  bool named = true;                             // False if most mentions are nominal.
  std::map<std::string, std::int64_t> surfaces;  // Names as written, with their frequency.
  std::array<std::int64_t, 5> type_counts{};
  std::int64_t named_count = 0;
  std::int64_t nominal_count = 0;
  std::vector<std::uint32_t> documents;   // Sorted.
  std::vector<NameIndex> neighbours;      // At the other end of a statement; sorted.
  std::vector<std::string> person_words;  // Of a named person, else empty.
  std::string_view country;               // ISO code, empty for others.

  std::int64_t mention_count() const { return named_count + nominal_count; }
  // The most frequent surface; ties: the smallest.
  std::string surface() const;
};

// Documents in which a chain of coreferent mentions bears an alias, by the node of the chain's canonical name.
using AliasUses = std::map<NameIndex, std::vector<std::uint32_t>>;

struct NameTable {
  std::vector<NameNode> nodes;      // By key, non-persons first.
  std::vector<NameIndex> subjects;  // Of each statement.
  std::vector<NameIndex> objects;
  std::vector<NameIndex> sources;            // kNoName where the document itself is the source.
  std::vector<std::string> document_ids;     // By document index.
  std::vector<std::int64_t> document_days;   // Days since 1970 of the first date given; kNoDay if none.
  std::map<std::string, AliasUses> aliases;  // By the key of the alias.
  std::vector<std::map<std::string, std::int64_t>> written_aliases;  // Of each node: aliases as written.

  // Nodes with this key: none, one or two.
  std::vector<NameIndex> find(std::string_view key) const;
};

inline constexpr std::int64_t kNoDay = INT64_MIN;

NameTable make_name_table(std::span<const Statement> statements);

// The key under which a mention of this name is counted.
std::string name_key(std::string_view canonical, bool named);

}  // namespace trama
