// What is read: the sentences behind a relation, the dossier of an actor, the documents.
#include <algorithm>
#include <tuple>

#include "explore/handlers/fragments.h"
#include "explore/handlers/handlers.h"
#include "export/explorer/fragment.h"
#include "graph/store/store.h"

namespace trama {
namespace {

constexpr std::size_t kMostRelations = 200;
constexpr std::size_t kMostEvents = 200;
constexpr std::size_t kMostStatements = 1000;
constexpr std::int64_t kAllLookedAt = 5000;  // Relations of an actor among all of which offices are looked for.
constexpr std::size_t kMostDocuments = 1000;

struct Event {
  std::string date, label, relation;
  EntityId other{};
};

// What the actor took part in, day by day, of its best supported relations.
std::vector<Event> timeline(const GraphView& view, EntityId of, const std::vector<RelationId>& relations) {
  std::vector<Event> events;
  view.for_each_relation(relations, [&](const RelationEdge& one) {
    if (events.size() >= kMostEvents) return;
    std::string last;
    for (const std::string& day : origin_of(view.weights(one.id)).days) {
      if (day == last) continue;
      last = day;
      events.push_back({day, one.label, id_text(one), one.subject == of ? one.object : one.subject});
    }
  });
  if (events.size() > kMostEvents) events.resize(kMostEvents);
  std::sort(events.begin(), events.end(), [](const Event& left, const Event& right) {
    return std::tie(left.date, left.relation) < std::tie(right.date, right.relation);
  });
  return events;
}

}  // namespace

Answer answer_relation(Context& context, const Request& request) {
  auto seat = context.quick.sit();
  const GraphView& view = seat.view();
  const RelationId id = relation_of(context, view, request.parameter("key"));
  const std::vector<Statement> evidence = view.evidence(id);
  seat.spend(evidence.size());
  return json_answer([&](Json& json) {
    view.for_each_relation(std::span(&id, 1), [&](const RelationEdge& one) { write_edge(json, context, view, one); });
    json.array("evidence", [&] {
      for (std::size_t i = 0; i < std::min(evidence.size(), kMostStatements); ++i) write_statement(json, evidence[i]);
    });
    json.field("evidence_left_out", evidence.size() - std::min(evidence.size(), kMostStatements));
  });
}

Answer answer_entity(Context& context, const Request& request) {
  const std::shared_ptr<const Survey> survey = context.surveyor.survey();
  const std::shared_ptr<const Survey::Groups> groups = context.surveyor.groups();
  auto seat = context.quick.sit();
  const GraphView& view = seat.view();
  const EntityId id = actor_of(view, request.parameter("id"));
  const Entity& entity = view.entity(id);
  Fragment fragment;
  fragment.edges = best_relations(view, *survey, id, kMostRelations);
  fragment.nodes.push_back(id);
  view.for_each_relation(fragment.edges, [&](const RelationEdge& one) {
    const EntityId other = one.subject == id ? one.object : one.subject;
    if (std::find(fragment.nodes.begin(), fragment.nodes.end(), other) == fragment.nodes.end()) {
      fragment.nodes.push_back(other);
    }
  });
  const std::size_t all = static_cast<std::size_t>(entity.relation_count);
  fragment.edges_left_out = all - std::min(all, fragment.edges.size());
  const std::vector<RelationId> looked_at =
      entity.relation_count <= kAllLookedAt ? view.relations_from(id) : fragment.edges;
  seat.spend(looked_at.size());
  const Community community = [&]() -> Community {
    if (!groups) return {};
    const auto found = groups->of.find(entity.key);
    return found == groups->of.end() ? Community() : Community(found->second);
  }();
  return json_answer([&](Json& json) {
    write_node_fields(json, entity, community);
    write_merges(json, view, id);
    std::vector<RelationId> own;
    view.for_each_relation(looked_at, [&](const RelationEdge& one) {
      if (one.subject == id) own.push_back(one.id);
    });
    write_offices(json, view, own);
    json.key("relations").object([&] { write_fragment(json, context, seat, fragment); });
    json.array("timeline", [&] {
      for (const Event& event : timeline(view, id, fragment.edges)) {
        json.object([&] {
          json.field("date", event.date);
          json.field("label", event.label);
          json.field("relation", event.relation);
          json.field("other", id_text(view.entity(event.other)));
        });
      }
    });
  });
}

Answer answer_documents(Context& context, const Request& request) {
  const std::size_t limit = number_of(request, "limit", 100, kMostDocuments);
  const std::size_t offset = number_of(request, "offset", 0, INT32_MAX);
  std::size_t count = 0;
  std::vector<DocumentRecord> shown;
  Store::open_read_only(context.options.graph).documents([&](const DocumentRecord& document) {
    if (count >= offset && shown.size() < limit) shown.push_back(document);
    ++count;
  });
  return json_answer([&](Json& json) {
    json.array("documents", [&] {
      for (const DocumentRecord& document : shown) {
        json.object([&] {
          json.field("id", document.id);
          json.field("date", document.date);
          json.field("publisher", document.publisher);
          json.field("title", document.title);
          json.field("url", document.url);
          json.field("statements", document.statements);
        });
      }
    });
    json.field("count", count);
  });
}

}  // namespace trama
