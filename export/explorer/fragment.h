// What the explorer's page is told of actors and relations: the JSON of docs/explorer.md. Private to trama.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/graphs/json_records.h"
#include "export/json_writer.h"
#include "graph/model/graph_view.h"
#include "graph/model/properties.h"

namespace trama {

inline constexpr int kExplorerVersion = 1;  // Grows when a page made for the old form would misread the new one.

// What the statements of a relation tell of time and origin.
struct Origin {
  static constexpr std::size_t kMostDays = 200;
  static constexpr std::size_t kMostPublishers = 50;

  std::vector<std::string> days;        // Of the events, sorted, one for each statement; at most kMostDays.
  std::vector<std::string> publishers;  // Distinct, sorted; at most kMostPublishers.
  std::int64_t stories = 0;             // Distinct: a story and its copies are one.
};
Origin origin_of(std::span<const StatementWeight> statements);

// The group of an actor, if it is in one.
using Community = std::optional<std::int64_t>;

template <typename Stream>
void write_node_fields(JsonWriter<Stream>& json, const Entity& entity, Community community) {
  json.field("id", id_text(entity));
  write_entity_fields(json, entity);
  if (community) json.field("community", *community);
}

template <typename Stream>
void write_edge_fields(JsonWriter<Stream>& json, const GraphView& graph, const RelationEdge& relation) {
  json.field("source", id_text(graph.entity(relation.subject)));
  json.field("target", id_text(graph.entity(relation.object)));
  json.field("key", id_text(relation));
  write_relation_fields(json, relation);
  const Origin origin = origin_of(graph.weights(relation.id));
  json.field("days", origin.days);
  json.field("publishers", origin.publishers);
  json.field("story_count", origin.stories);
}

// Members of what is known of an actor beside its relations.
template <typename Stream>
void write_merges(JsonWriter<Stream>& json, const GraphView& graph, EntityId id) {
  json.array("merges", [&] {
    for (const NameMerge& merge : graph.merges(id)) {
      json.object([&] {
        json.field("name", merge.name);
        json.field("other", merge.with);
        json.field("reason", merge.reason);
      });
    }
  });
}

// The relations of the class OFFICE in which the actor is the subject, first to last.
std::vector<RelationEdge> offices_of(const GraphView& graph, std::span<const RelationId> relations);
template <typename Stream>
void write_offices(JsonWriter<Stream>& json, const GraphView& graph, std::span<const RelationId> relations) {
  json.array("offices", [&] {
    for (const RelationEdge& office : offices_of(graph, relations)) {
      json.object([&] {
        json.field("text", office.label + " " + graph.entity(office.object).name);
        json.field("first_date", office.first_date);
        json.field("last_date", office.last_date);
        json.field("relation", id_text(office));
      });
    }
  });
}

template <typename Stream>
void write_left_out(JsonWriter<Stream>& json, std::size_t nodes, std::size_t edges) {
  json.key("left_out").object([&] {
    json.field("nodes", nodes);
    json.field("edges", edges);
  });
}

}  // namespace trama
