#include "explore/handlers/fragments.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "export/explorer/fragment.h"

namespace trama {

bool admits(const GraphView& view, const Filters& filters, const RelationEdge& relation,
            std::optional<EntityId> exempt) {
  if (!filters.admits(relation)) return false;
  for (const EntityId end : {relation.subject, relation.object}) {
    if (!filters.types.empty() && end != exempt && !filters.admits(view.entity(end))) return false;
  }
  return !filters.asks_statements() || filters.admits(view.weights(relation.id));
}

void take_between(const GraphView& view, EntityId left, EntityId right, const Filters& filters,
                  std::vector<RelationId>& relations) {
  const auto take = [&](const std::vector<RelationId>& ids) {
    for (const RelationId id : ids) {
      if (admits(view, filters, view.relation(id))) relations.push_back(id);
    }
  };
  take(view.relations_between(left, right));
  if (left != right) take(view.relations_between(right, left));
}

void add_relations_among(const GraphView& view, const Survey* survey, const Filters& filters, Fragment& fragment,
                         std::optional<EntityId> done) {
  struct Node {
    EntityId id;
    std::uint64_t key;
    std::optional<std::uint32_t> place;
  };
  struct Pair {
    std::uint32_t documents;
    const Node* left;
    const Node* right;
  };
  std::vector<Node> nodes;
  for (const EntityId id : fragment.nodes) {
    const std::uint64_t key = view.entity(id).key;
    if (id != done) nodes.push_back({id, key, survey == nullptr ? std::nullopt : survey->place(key)});
  }
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t k = i; k < nodes.size(); ++k) {
      if (survey == nullptr) {
        pairs.push_back({0, &nodes[i], &nodes[k]});
      } else if (nodes[i].place && nodes[k].place) {
        const std::uint32_t documents = survey->support(*nodes[i].place, *nodes[k].place);
        if (documents > 0) pairs.push_back({documents, &nodes[i], &nodes[k]});
      }
    }
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tie(b.documents, a.left->key, a.right->key) < std::tie(a.documents, b.left->key, b.right->key);
  });
  for (const Pair& pair : pairs) {
    if (fragment.edges.size() >= kMostEdges) {
      ++fragment.edges_left_out;
    } else {
      take_between(view, pair.left->id, pair.right->id, filters, fragment.edges);
    }
  }
}

void write_node(Json& json, const GraphView& view, EntityId id, const Survey::Groups* groups) {
  const Entity& entity = view.entity(id);
  Community community;
  if (groups != nullptr) {
    if (const auto found = groups->of.find(entity.key); found != groups->of.end()) community = found->second;
  }
  json.object([&] { write_node_fields(json, entity, community); });
}

void write_edge(Json& json, Context& context, const GraphView& view, const RelationEdge& relation) {
  context.seen.add(relation.key, {view.entity(relation.subject).key, view.entity(relation.object).key});
  write_edge_fields(json, view, relation);
}

void write_fragment(Json& json, Context& context, Desk::Seat& seat, const Fragment& fragment) {
  const GraphView& view = seat.view();
  const std::shared_ptr<const Survey::Groups> groups = context.surveyor.groups();
  seat.spend(fragment.nodes.size() + fragment.edges.size());
  json.array("nodes", [&] {
    for (const EntityId id : fragment.nodes) write_node(json, view, id, groups.get());
  });
  json.array("edges", [&] {
    // What is chosen by looking at a relation is remembered by the view: to read it again takes half of the time.
    for (const RelationId id : fragment.edges) json.object([&] { write_edge(json, context, view, view.relation(id)); });
  });
  write_left_out(json, fragment.nodes_left_out, fragment.edges_left_out);
}

Neighbours neighbours_of(const GraphView& view, const Survey& survey, EntityId of, std::size_t limit) {
  Neighbours result;
  const auto place = survey.place(view.entity(of).key);
  if (!place) return result;
  std::vector<Survey::Link> links(survey.links(*place).begin(), survey.links(*place).end());
  std::erase_if(links, [&](const Survey::Link& link) { return link.actor == *place; });
  result.all = links.size();
  const auto rank = [&](const Survey::Link& link) {
    const Survey::Actor& actor = survey.actor(link.actor);
    return std::make_tuple(-std::int64_t{link.documents}, -actor.mentions, actor.key);
  };
  limit = std::min(limit, links.size());
  std::partial_sort(links.begin(), links.begin() + static_cast<std::ptrdiff_t>(limit), links.end(),
                    [&](const Survey::Link& left, const Survey::Link& right) { return rank(left) < rank(right); });
  for (std::size_t i = 0; i < limit; ++i) {
    // Somebody may have decided about it since the survey.
    const std::vector<EntityId> found = view.find(key_text('n', survey.actor(links[i].actor).key));
    if (!found.empty() && std::find(result.best.begin(), result.best.end(), found.front()) == result.best.end()) {
      result.best.push_back(found.front());
    }
  }
  return result;
}

std::vector<RelationId> best_relations(const GraphView& view, const Survey& survey, EntityId of, std::size_t limit) {
  std::vector<RelationId> relations;
  take_between(view, of, of, {}, relations);
  for (const EntityId other : neighbours_of(view, survey, of, limit).best) {
    if (relations.size() >= limit) break;
    take_between(view, of, other, {}, relations);
  }
  std::vector<std::pair<std::tuple<std::int64_t, std::int64_t, std::uint64_t>, RelationId>> ranked;
  view.for_each_relation(relations, [&](const RelationEdge& one) {
    ranked.push_back({{-one.document_count, -one.count, one.key}, one.id});
  });
  std::sort(ranked.begin(), ranked.end());
  if (ranked.size() > limit) ranked.resize(limit);
  relations.clear();
  for (const auto& [rank, id] : ranked) relations.push_back(id);
  return relations;
}

}  // namespace trama
