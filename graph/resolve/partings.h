// Homonyms whom people told apart by document, office or country: who bears a name in one document. Private to graph/.
//
// What a parting says depends on one document's statements alone. Names that it parts get its label as their sense
// (sense_of() in graph/resolve/name_source.h) and are other names from then on, which decisions of resolution look at
// only together with names of the same sense.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/statement.h"
#include "graph/names/user_decisions.h"
#include "graph/resolve/decisions.h"

namespace trama {

class Partings {
 public:
  Partings() = default;
  // Of those that are partings. Their order does not matter.
  explicit Partings(std::span<const UserDecision> decisions);

  bool empty() const { return rules_.empty(); }
  // Whether there may be a document in which this name, whatever its sense, is parted.
  bool may_part(const NameKey& name) const;

  struct DocumentTold {
    std::string_view id;
    std::string_view identity;                     // In hexadecimal: tells documents of one id apart ("a17#3f2a91c0").
    std::span<const Statement* const> statements;  // All of them.
  };
  // Gives names their senses, or takes them, as the partings want it.
  void apply(const DocumentTold& document, std::span<StatementNames> names) const;

  // What the document says that bearers of the name of the first parting are, for people: "presidente de Perú".
  std::vector<std::string> offices(const DocumentTold& document) const;

 private:
  struct Rule {
    Parting parting;
    NameKey name;
    bool any_class = false;          // Of a decision that names no class.
    std::vector<std::string> words;  // Of an office.
    std::string country;             // Its code.

    auto operator<=>(const Rule&) const = default;
  };
  static bool is_about(const Rule& rule, const NameKey& name);
  static bool holds(const Rule& rule, const DocumentTold& document);

  std::vector<Rule> rules_;  // What tells most exactly first.
};

}  // namespace trama
