// What entity resolution asks about the names of a graph, whether they are held in memory or in a graph file.
//
// Resolution is made of decisions, one for each name, that look at that name and at the names that share a block with
// it, and at nothing else: no totals over the graph, no clusters, no third names' statistics. That is what makes adding
// ten documents to a million cheap, and its result equal to that of building anew.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trama {

// A handle of one NameSource; its order means nothing.
using NameId = std::uint32_t;

// What one mention says of the kind of name. Each class of one key is a name of its own; decisions join them.
enum class NameClass : std::uint8_t {
  kPerson,   // Named, PER.
  kOther,    // Named, ORG or LOC.
  kNeutral,  // Named, MISC or GROUP.
  kNominal,  // Without a name.
};

// What identifies a name for good: it depends on one document alone.
struct NameKey {
  std::string key;  // name_key() of the canonical name.
  NameClass name_class = NameClass::kNeutral;
  // Tells bearers of one key apart ("ES" for a bare "Tribunal Supremo"); else empty. "~" and a label after it are a
  // sense that people gave (graph/resolve/partings.h).
  std::string qualifier;

  auto operator<=>(const NameKey&) const = default;
};

// The label of a sense that people gave: "Perú" of "~Perú" and of "VE~Perú"; empty for most names.
std::string_view sense_of(const NameKey& name);
NameKey without_sense(NameKey name);
NameKey with_sense(NameKey name, std::string_view label);  // In the place of the one that it has.

struct NameForm;  // What the NameKey alone tells of a name (graph/resolve/name_form.h).

struct NameFacts {
  std::uint64_t id = 0;  // Hash of the NameKey: the same in every graph.
  NameKey name;
  std::map<std::string, std::int64_t> surfaces;  // Canonical names as written, with their mentions.
  std::array<std::int64_t, 5> type_counts{};     // Mentions by EntityType.
  std::int64_t mentions = 0;
  std::int64_t documents = 0;
};

// A name for which a chain of coreferent mentions has a second one.
struct AliasUse {
  NameId name = 0;             // Of the chain's canonical name.
  std::string alias;           // As written; of several spellings with one key the smallest.
  std::int64_t documents = 0;  // In which it is so.
};

// Names with at most so many documents are rare: only for them are contexts known.
inline constexpr std::int64_t kRareDocuments = 64;

// A document with more names is a list or a register, which says nothing of who belongs with whom: it is no context,
// and the work for a document stays even with its length.
inline constexpr std::size_t kContextNames = 256;

// A block with more names is ambiguous: only aliases speak for any of them.
inline constexpr std::size_t kBlockLimit = 200;

class NameSource {
 public:
  virtual ~NameSource() = default;

  // Takes less than facts().
  virtual std::shared_ptr<const NameForm> form(NameId name) = 0;

  // References live until the source changes.
  virtual const NameFacts& facts(NameId name) = 0;
  // Names that have this block key (block_keys() in graph/resolve/decisions.h), by NameFacts::id; at most `limit`.
  virtual std::vector<NameId> with_block(std::string_view block, std::size_t limit) = 0;
  // The names of a block with their forms, by NameFacts::id; none if there are more than kBlockLimit.
  using BlockForms = std::vector<std::pair<NameId, std::shared_ptr<const NameForm>>>;
  std::shared_ptr<const BlockForms> forms_of_block(const std::string& block);
  // Aliases that chains of this canonical name bear, by key of the alias.
  virtual std::vector<AliasUse> aliases(NameId name) = 0;
  // Names whose chains bear an alias with this key (name_key), by NameFacts::id.
  virtual std::vector<AliasUse> bearers(std::string_view alias_key) = 0;
  // In how many documents both are canonical names of chains: the documents tell them apart. At least one of the two
  // should be rare: takes time in the documents of the rarer one.
  virtual std::int64_t documents_apart(NameId left, NameId right) = 0;
  // Weeks since 1970 in which dated documents have the name, with the number of documents; sorted.
  virtual const std::vector<std::pair<std::int32_t, std::int32_t>>& weeks(NameId name) = 0;
  // Other names in the documents of a rare name that have at most kContextNames, with the number of documents they
  // share, by NameFacts::id; empty for names that are not rare.
  virtual const std::vector<std::pair<NameId, std::int32_t>>& context(NameId name) = 0;

 protected:
  // To be called when names came or went.
  void forget_forms() { forms_.clear(); }

 private:
  std::unordered_map<std::string, std::shared_ptr<const BlockForms>> forms_;  // Of blocks asked for last.
};

}  // namespace trama
