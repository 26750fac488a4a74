#include <algorithm>
#include <tuple>

#include "graph/model/boost_view.h"
#include "graph/query/query.h"

namespace trama {
namespace {

template <typename Item, typename Key>
std::vector<const Item*> best(std::span<const Item> items, int limit, Key key) {
  std::vector<const Item*> order;
  for (const Item& item : items) order.push_back(&item);
  const std::size_t count = std::min(order.size(), static_cast<std::size_t>(std::max(limit, 0)));
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](const Item* left, const Item* right) { return key(*left) < key(*right); });
  order.resize(count);
  return order;
}

}  // namespace

Table top_entities(const Graph& graph, const TopOptions& options) {
  const BoostGraph& view = boost_view(graph);
  const auto degree = [&](const Entity& entity) {
    const auto vertex = static_cast<BoostGraph::vertex_descriptor>(entity.id);
    return static_cast<std::int64_t>(boost::out_degree(vertex, view) + boost::in_degree(vertex, view));
  };
  Table table;
  table.columns = {"name", "type", "relations", "mentions", "documents"};
  const auto rank = [&](const Entity& entity) {
    return std::make_tuple(-degree(entity), -entity.mention_count, entity.id);
  };
  for (const Entity* entity : best(graph.entities(), options.limit, rank)) {
    table.rows.push_back({entity->name, std::string(to_string(entity->type)), degree(*entity), entity->mention_count,
                          entity->document_count});
  }
  return table;
}

Table top_relations(const Graph& graph, const TopOptions& options) {
  Table table;
  table.columns = {"subject", "relation",  "object",     "polarity", "modality",
                   "count",   "documents", "confidence", "first",    "last"};
  const auto rank = [](const RelationEdge& relation) {
    return std::make_tuple(-relation.document_count, -relation.count, -relation.confidence, relation.id);
  };
  for (const RelationEdge* relation : best(graph.relations(), options.limit, rank)) {
    table.rows.push_back({graph.entity(relation->subject).name, relation->label, graph.entity(relation->object).name,
                          std::string(to_string(relation->polarity)), std::string(to_string(relation->modality)),
                          relation->count, relation->document_count, relation->confidence, relation->first_date,
                          relation->last_date});
  }
  return table;
}

}  // namespace trama
