// What a graph is made of: entities, and relations between them. Plain data, whoever answers
// (graph/model/graph_view.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/statement.h"

namespace trama {

// Handles of one view of a graph: without meaning in another view, and their order means nothing. What stays the same
// from graph to graph is the key.
enum class EntityId : std::uint32_t {};
enum class RelationId : std::uint32_t {};

struct Entity {
  EntityId id{};
  std::uint64_t key = 0;  // Of content: the id of one of its names (graph/resolve/decisions.h). Below 2^63.
  std::string name;       // The name to show: unique among the entities of a graph.
  EntityType type = EntityType::kMisc;
  bool named = true;                 // False for nominal actors ("altos funcionarios rusos").
  std::vector<std::string> aliases;  // Other names seen, sorted, without `name`.
  std::int64_t mention_count = 0;    // Statements in which it takes part.
  std::int64_t document_count = 0;   // Documents in which it takes part in a statement; copies of one story are one.
  std::int64_t relation_count = 0;   // Relations that go out or come in; one to itself counts twice.
};

// Why a name belongs to an entity: it was merged with another of the entity's names.
struct NameMerge {
  std::string name;    // "EE.UU."
  std::string with;    // "Estados Unidos"
  std::string reason;  // "names of one country"

  auto operator<=>(const NameMerge&) const = default;
};

// What merges statements into one edge: (subject, lemma, preposition, object, polarity, modality).
struct RelationEdge {
  RelationId id{};
  std::uint64_t key = 0;  // Of content: relation_key() in graph/model/merge.h. Below 2^63.
  EntityId subject{};
  EntityId object{};
  std::string lemma;        // "visitar"
  std::string preposition;  // "con"
  std::string label;        // The most frequent label of its statements (ties: the smallest): "visitó".
  // What kind of relation its statements tell of, most frequent of those that are classified (ties: the smallest). The
  // first three and the fourth as in Relation; all may be empty.
  std::string event_class;
  std::string event_root;
  std::string event_direction;
  std::string relation_class;
  bool symmetric = false;
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kAsserted;
  std::int64_t count = 0;           // Sum of Statement::count; of the copies of one story the greatest.
  std::int64_t evidence_count = 0;  // Statements.
  std::int64_t document_count = 0;  // Distinct documents; copies of one story are one.
  double confidence = 0;            // 1 - product of (1 - c) over documents, c the best statement of each.
  double salience = 1;              // Of its most salient statement.
  std::string first_date;           // Earliest and latest date (event time if known, else publication); may be empty.
  std::string last_date;
  std::vector<std::string> themes;   // Distinct, sorted.
  std::vector<std::string> sources;  // Canonical names of who says so, distinct, sorted; not the document itself.
};

}  // namespace trama
