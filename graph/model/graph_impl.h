// What a Graph holds. Private to graph/.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/model/boost_view.h"
#include "graph/model/graph.h"

namespace trama {

struct Graph::Impl {
  std::vector<Entity> entities;
  std::vector<std::vector<NameMerge>> merges;  // Of each entity.
  std::vector<RelationEdge> relations;
  std::vector<Statement> statements;        // By relation, then document, then offset.
  std::vector<std::size_t> evidence_begin;  // Of each relation, and one past the last.
  std::map<std::string, std::string, std::less<>>
      copies;  // The story of a document that is one of several copies, by the ids of documents.
  std::vector<RelationId> relations_by_key;
  BoostGraph boost;                                               // Edges by key.
  std::unordered_map<std::string, std::vector<EntityId>> by_key;  // Keys of names and aliases.

  // Fills `relations_by_key`, `boost`, `by_key` and Entity::relation_count from the rest.
  void make_indices();
};

}  // namespace trama
