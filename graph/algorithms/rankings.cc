#include <algorithm>

#include "graph/query/query.h"

namespace trama {
namespace {

std::size_t limit_of(const TopOptions& options) {
  return static_cast<std::size_t>(std::max(options.limit, 0));
}

}  // namespace

ResultTable top_entities(const GraphView& graph, const TopOptions& options) {
  ResultTable table;
  table.columns = {"name", "type", "relations", "mentions", "documents"};
  for (const EntityId id : graph.most_connected(limit_of(options))) {
    const Entity& entity = graph.entity(id);
    table.rows.push_back({entity.name, std::string(to_string(entity.type)), entity.relation_count, entity.mention_count,
                          entity.document_count});
  }
  return table;
}

ResultTable top_relations(const GraphView& graph, const TopOptions& options) {
  ResultTable table;
  table.columns = {"subject", "relation",  "object",     "polarity", "modality",
                   "count",   "documents", "confidence", "first",    "last"};
  for (const RelationId id : graph.best_supported(limit_of(options))) {
    const RelationEdge& relation = graph.relation(id);
    table.rows.push_back({graph.entity(relation.subject).name, relation.label, graph.entity(relation.object).name,
                          std::string(to_string(relation.polarity)), std::string(to_string(relation.modality)),
                          relation.count, relation.document_count, relation.confidence, relation.first_date,
                          relation.last_date});
  }
  return table;
}

}  // namespace trama
