// What is looked at: the graph as a whole, actors found by name, and what lies around, between and on the way.
#include <algorithm>
#include <chrono>
#include <unordered_map>

#include "base/hash.h"
#include "explore/handlers/fragments.h"
#include "explore/handlers/handlers.h"
#include "explore/part_view.h"
#include "export/explorer/fragment.h"
#include "graph/query/query.h"

namespace trama {
namespace {

constexpr std::size_t kMostNodes = 1000;
constexpr std::size_t kFewNodes = 100;  // Of so many each pair can be looked at.
constexpr std::size_t kMostHits = 200;
constexpr std::size_t kMostGroups = 200;
constexpr std::chrono::seconds kPathTime(10);
constexpr std::size_t kMostStatementsAsked = 5000;  // Relations whose statements a focus with filters looks at.

// With filters all relations of the actor are looked at, and its neighbours are those that are left.
Fragment focus_filtered(Desk::Seat& seat, EntityId centre, const Filters& filters, std::size_t limit) {
  const GraphView& view = seat.view();
  struct Found {
    std::int64_t documents = 0;
    std::vector<RelationId> relations;
  };
  std::unordered_map<EntityId, Found> others;
  std::size_t asked = 0, read = 0;
  const auto take = [&](const RelationEdge& one) {
    ++read;
    const EntityId other = one.subject == centre ? one.object : one.subject;
    if (filters.asks_statements() && ++asked > kMostStatementsAsked) return;
    if (!admits(view, filters, one, centre)) return;
    Found& found = others[other];
    found.documents = std::max(found.documents, one.document_count);
    found.relations.push_back(one.id);
  };
  view.for_each_relation(view.relations_from(centre), take);
  view.for_each_relation(view.relations_to(centre), [&](const RelationEdge& one) {
    if (one.subject != one.object) take(one);
  });
  seat.spend(read);
  Fragment fragment;
  fragment.nodes.push_back(centre);
  std::vector<std::pair<std::tuple<std::int64_t, std::int64_t, std::uint64_t>, EntityId>> ranked;
  for (const auto& [other, found] : others) {
    if (other == centre) {
      fragment.edges = found.relations;
      continue;
    }
    const Entity& entity = view.entity(other);
    ranked.push_back({{-found.documents, -entity.mention_count, entity.key}, other});
  }
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [rank, other] : ranked) {
    if (fragment.nodes.size() > limit) break;
    fragment.nodes.push_back(other);
    const std::vector<RelationId>& relations = others[other].relations;
    fragment.edges.insert(fragment.edges.end(), relations.begin(), relations.end());
  }
  fragment.nodes_left_out = ranked.size() - (fragment.nodes.size() - 1);
  return fragment;
}

Fragment focus(Desk::Seat& seat, const Survey& survey, EntityId centre, std::size_t limit) {
  const Neighbours neighbours = neighbours_of(seat.view(), survey, centre, limit);
  Fragment fragment;
  fragment.nodes.push_back(centre);
  take_between(seat.view(), centre, centre, {}, fragment.edges);
  for (const EntityId other : neighbours.best) {
    fragment.nodes.push_back(other);
    take_between(seat.view(), centre, other, {}, fragment.edges);
  }
  fragment.nodes_left_out = neighbours.all - neighbours.best.size();
  return fragment;
}

bool has_filters(const Request& request) {
  for (const char* name : {"since", "until", "class", "direction", "polarity", "modality", "source", "publisher",
                           "min_stories", "min_confidence", "type", "detail"}) {
    if (!request.parameter(name).empty()) return true;
  }
  return false;
}

}  // namespace

Answer answer_graph(Context& context, const Request& /*request*/) {
  const std::shared_ptr<const Survey> survey = context.surveyor.survey_soon();
  auto seat = context.quick.sit();
  return json_answer([&](Json& json) {
    json.field("format", "trama-explorer");
    json.field("version", kExplorerVersion);
    json.field("name", context.options.graph.filename().string());
    json.field("entities", seat.view().entity_count());
    json.field("relations", seat.view().relation_count());
    json.field("first_date", survey ? survey->first_date() : std::string());
    json.field("last_date", survey ? survey->last_date() : std::string());
    json.field("edit", context.options.edit);
    json.field("served", true);
    if (context.options.edit) json.field("token", context.guard.token);
  });
}

Answer answer_top(Context& context, const Request& request) {
  const std::size_t limit = number_of(request, "limit", 60, kMostNodes);
  const Filters filters = Filters::read(request);
  const std::shared_ptr<const Survey> survey =
      limit <= kFewNodes ? context.surveyor.survey_soon() : context.surveyor.survey();
  auto seat = context.quick.sit();
  Fragment fragment;
  fragment.nodes = seat.view().most_mentioned(limit);
  fragment.nodes_left_out = seat.view().entity_count() - fragment.nodes.size();
  add_relations_among(seat.view(), survey.get(), filters, fragment);
  fragment.edges_left_out = seat.view().relation_count() - fragment.edges.size();
  return json_answer([&](Json& json) { write_fragment(json, context, seat, fragment); });
}

Answer answer_search(Context& context, const Request& request) {
  const std::size_t limit = number_of(request, "limit", 20, kMostHits);
  const std::string text = request.parameter("q");
  const std::shared_ptr<const Survey> survey = context.surveyor.survey();
  const std::shared_ptr<const Survey::Groups> groups = context.surveyor.groups();
  std::vector<NamesIndex::Hit> found = survey->names().find(text, limit);
  auto seat = context.quick.sit();
  const GraphView& view = seat.view();
  std::vector<std::pair<EntityId, std::string>> hits;
  const auto add = [&](EntityId id, const std::string& matched) {
    const bool known = std::any_of(hits.begin(), hits.end(), [&](const auto& hit) { return hit.first == id; });
    if (!known && hits.size() < limit) hits.emplace_back(id, matched);
  };
  // Whom the command line would find: also by other spellings, names of countries and ids.
  if (!text.empty()) {
    for (const EntityId id : view.find(text)) add(id, view.entity(id).name);
  }
  for (const NamesIndex::Hit& hit : found) {
    for (const EntityId id : view.find(key_text('n', hit.key))) {
      const auto same = std::find_if(hits.begin(), hits.end(), [&](const auto& one) { return one.first == id; });
      if (same != hits.end()) same->second = hit.matched;
      add(id, hit.matched);
    }
  }
  seat.spend(hits.size());
  return json_answer([&](Json& json) {
    json.array("hits", [&] {
      for (const auto& hit : hits) {
        const Entity& entity = view.entity(hit.first);
        const auto place = survey->place(entity.key);
        const auto group = groups ? groups->of.find(entity.key) : decltype(groups->of.end()){};
        json.object([&] {
          const bool grouped = groups && group != groups->of.end();
          write_node_fields(json, entity, grouped ? Community(group->second) : Community());
          json.field("first_date", place ? survey->actor(*place).first_date : std::string());
          json.field("last_date", place ? survey->actor(*place).last_date : std::string());
          json.field("matched", hit.second);
        });
      }
    });
  });
}

Answer answer_focus(Context& context, const Request& request) {
  const std::size_t limit = number_of(request, "limit", 40, kMostNodes);
  const Filters filters = Filters::read(request);
  const std::shared_ptr<const Survey> survey = context.surveyor.survey();
  auto seat = context.quick.sit();
  const EntityId centre = actor_of(seat.view(), request.parameter("id"));
  Fragment fragment =
      has_filters(request) ? focus_filtered(seat, centre, filters, limit) : focus(seat, *survey, centre, limit);
  add_relations_among(seat.view(), survey.get(), filters, fragment, centre);
  return json_answer([&](Json& json) { write_fragment(json, context, seat, fragment); });
}

Answer answer_between(Context& context, const Request& request) {
  const Filters filters = Filters::read(request);
  const std::shared_ptr<const Survey> survey = context.surveyor.survey();
  auto seat = context.quick.sit();
  Fragment fragment;
  const std::string ids = request.parameter("ids");
  for (std::size_t begin = 0; begin < ids.size();) {
    const std::size_t end = std::min(ids.find(',', begin), ids.size());
    const EntityId id = actor_of(seat.view(), ids.substr(begin, end - begin));
    const auto known = std::find(fragment.nodes.begin(), fragment.nodes.end(), id);
    if (known == fragment.nodes.end()) fragment.nodes.push_back(id);
    if (fragment.nodes.size() > kMostNodes) throw Refused(400, "too many actors");
    begin = end + 1;
  }
  add_relations_among(seat.view(), survey.get(), filters, fragment);
  return json_answer([&](Json& json) { write_fragment(json, context, seat, fragment); });
}

Answer answer_path(Context& context, const Request& request) {
  const Filters filters = Filters::read(request);
  auto seat = context.slow.sit();
  const GraphView& view = seat.view();
  const EntityId from = actor_of(view, request.parameter("from"));
  const EntityId to = actor_of(view, request.parameter("to"));
  const auto until = std::chrono::steady_clock::now() + kPathTime;
  const auto has = [&](const RelationEdge& relation) {
    if (std::chrono::steady_clock::now() > until) throw Refused(400, "no path was found within the time allowed");
    for (const EntityId end : {relation.subject, relation.object}) {
      if (end != from && end != to && !filters.types.empty() && !filters.admits(view.entity(end))) return false;
    }
    return filters.admits(relation) && (!filters.asks_statements() || filters.admits(view.weights(relation.id)));
  };
  const PartView part(view, {has, {}, {}});
  const auto steps = find_path(has_filters(request) ? static_cast<const GraphView&>(part) : view, from, to);
  Fragment fragment;
  if (steps) {
    fragment.nodes.push_back(from);
    view.for_each_relation(*steps, [&](const RelationEdge& step) {
      fragment.nodes.push_back(step.subject == fragment.nodes.back() ? step.object : step.subject);
    });
    for (std::size_t i = 0; i + 1 < fragment.nodes.size(); ++i) {
      for (const auto& ids : {view.relations_between(fragment.nodes[i], fragment.nodes[i + 1]),
                              view.relations_between(fragment.nodes[i + 1], fragment.nodes[i])}) {
        view.for_each_relation(ids, [&](const RelationEdge& one) {
          if (has(one)) fragment.edges.push_back(one.id);
        });
      }
    }
  }
  seat.spend(view.entity_count() / 4);  // It may have looked far around.
  return json_answer([&](Json& json) {
    write_fragment(json, context, seat, fragment);
    json.array("path", [&] {
      for (const EntityId id : fragment.nodes) json.value(id_text(view.entity(id)));
    });
  });
}

Answer answer_communities(Context& context, const Request& /*request*/) {
  const std::shared_ptr<const Survey::Groups> groups = context.surveyor.groups();
  return json_answer([&](Json& json) {
    json.array("communities", [&] {
      for (std::size_t i = 0; groups && i < std::min(groups->groups.size(), kMostGroups); ++i) {
        json.object([&] {
          json.field("id", i);
          json.field("size", groups->groups[i].size);
          json.field("names", groups->groups[i].names);
        });
      }
    });
    json.field("known", groups != nullptr);
  });
}

}  // namespace trama
