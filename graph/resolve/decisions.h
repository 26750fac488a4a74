// Entity resolution as local decisions (docs/graph-model.md, "When two names are one entity").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/statement.h"
#include "graph/model/graph.h"
#include "graph/resolve/name_source.h"

namespace trama {

// The names of one document's statements: of every statement its subject, object and source, in this order; a statement
// without a source has an empty key there. Looks at this document alone. `document`: its id.
struct StatementNames {
  NameKey subject;
  NameKey object;
  NameKey source;

  bool operator==(const StatementNames&) const = default;
};
std::vector<StatementNames> name_statements(std::span<const Statement* const> of_one_document,
                                            std::string_view document);

NameClass class_of(const Mention& mention);
std::uint64_t name_id(const NameKey& name);

// Keys under which decisions of other names find this one. Depends on the NameKey alone. Sorted, without repetitions,
// not more than a few dozen.
std::vector<std::string> block_keys(const NameKey& name);

// That `from` is another name of `to`, or that it was weighed and refused.
struct Link {
  NameId from = 0;
  NameId to = 0;
  double probability = 0;  // That they are one actor; at least 0.5: a link that clustering may use.
  std::string reason;      // For people: "both names in 12 documents, apart in 1".
  bool certain = false;    // Known from tables or spelling: kept whatever the weights.
};

// All links that the decision about `name` makes, in an order that depends on content alone.
std::vector<Link> decide(NameId name, NameSource& source);

// Names whose decision may look at `name`: when its facts, aliases or documents change, or it comes or goes, these are
// to be decided again, and itself. A name that shares no block and no alias with it is not here. Of a name that goes it
// is to be asked before it goes. `changed_names`: how many names come or go at a time, 0 if this one stays; a block
// that was and stays too large to be looked at has no dependents, and one that crosses the limit with them has.
std::vector<NameId> dependents(NameId name, NameSource& source, std::size_t changed_names = 1);

// All that the decisions of others see of a name, apart from what both their documents say: a name that was touched,
// but whose state is what it was, need not have all its dependents decided again; only, of the aliases that the changed
// documents write, the names with that key and its bearers.
std::uint64_t visible_state(NameId name, NameSource& source);

// What people decided of two names, by id (name_id).
struct NameDecision {
  std::uint64_t left = 0;
  std::uint64_t right = 0;
  bool same = true;
};

struct ActorCluster {
  std::vector<NameId> members;    // By NameFacts::id.
  std::vector<NameMerge> merges;  // That made it, sorted.
};

// Divides names that are connected by links or by decisions into actors. The result depends on the set of names, links
// and decisions, not on their order. What people decided holds, contradictions aside (`same` wins; they are refused
// before they are stored). Clusters in the order of their smallest member id.
std::vector<ActorCluster> cluster(std::span<const NameId> names, std::span<const Link> links,
                                  std::span<const NameDecision> decisions, NameSource& source);

// Why two actors are not one although names of them are linked.
struct Refusal {
  std::string reason;      // For people; empty if clustering would join them.
  bool by_people = false;  // Somebody has decided so.
};
Refusal why_apart(std::span<const NameId> left, std::span<const NameId> right, std::span<const NameDecision> decisions,
                  NameSource& source);

// What to show of a cluster. Besides its names it looks at those that have or bear one of their aliases: it changes at
// most when one of its names was touched, is among the dependents of one that was, or bears an alias that the changed
// documents write. `aliases`: names that look-up may use, sorted, without `name`.
struct ActorDescription {
  std::uint64_t key = 0;  // The id of one of its names, that with most documents: an old key always finds its actor.
  std::string name;       // Not yet unique in the graph.
  std::string sense;      // That of the name whose id `key` is: what tells the actor from namesakes; empty for most.
  EntityType type = EntityType::kMisc;
  bool named = true;
  std::vector<std::string> aliases;
};
ActorDescription describe(const ActorCluster& cluster, NameSource& source);

}  // namespace trama
