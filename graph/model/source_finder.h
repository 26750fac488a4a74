// Which actor says what a statement tells. Private to trama.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/statement.h"
#include "graph/model/graph_view.h"

namespace trama {

// Remembers names that it was asked for.
class SourceFinder {
 public:
  explicit SourceFinder(const GraphView& graph) : graph_(graph) {}

  // Nothing if the document itself tells it, or somebody who is no entity. `statement`: of `relation`'s evidence.
  std::optional<EntityId> find(const RelationEdge& relation, const Statement& statement);

 private:
  const GraphView& graph_;
  std::map<std::string, std::vector<EntityId>> found_;
};

}  // namespace trama
