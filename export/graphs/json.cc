// Node-link JSON and Cytoscape.js JSON (docs/formats.md), written as it comes: nothing of the graph is held twice.
#include <rapidjson/ostreamwrapper.h>

#include <ostream>

#include "export/graphs/json_records.h"
#include "export/json_writer.h"
#include "export/selection.h"
#include "export/writers.h"

namespace trama {

namespace {

// Grows when a reader of the old form would misread the new one.
constexpr int kJsonVersion = 1;

using JsonStream = JsonWriter<rapidjson::OStreamWrapper>;

void write_graph_fields(JsonStream& json, const Selection& selection, const ExportOptions& options) {
  json.field("format", "trama");
  json.field("version", kJsonVersion);
  json.optional_field("title", options.title);
  json.field("entities", selection.entities.size());
  json.field("relations", selection.relations.size());
  json.field("entities_left_out", selection.entities_left_out);
  json.field("relations_left_out", selection.relations_left_out);
}

void write_node_link_edge(JsonStream& json, const GraphView& graph, const RelationEdge& relation) {
  json.object([&] {
    json.field("source", id_text(graph.entity(relation.subject)));
    json.field("target", id_text(graph.entity(relation.object)));
    json.field("key", id_text(relation));
    write_relation_fields(json, relation);
    write_evidence(json, graph, relation.id);
  });
}

void write_cytoscape_node(JsonStream& json, const Entity& entity) {
  json.object([&] {
    json.key("data").object([&] {
      json.field("id", id_text(entity));
      json.field("label", entity.name);
      write_entity_fields(json, entity);
    });
    json.field("classes", to_string(entity.type));
  });
}

void write_cytoscape_edge(JsonStream& json, const GraphView& graph, const RelationEdge& relation) {
  json.object([&] {
    json.key("data").object([&] {
      json.field("id", id_text(relation));
      json.field("source", id_text(graph.entity(relation.subject)));
      json.field("target", id_text(graph.entity(relation.object)));
      write_relation_fields(json, relation);
      write_evidence(json, graph, relation.id);
    });
    json.field("classes", std::string(to_string(relation.polarity)) + " " + to_string(relation.modality));
  });
}

}  // namespace

void write_json(const GraphView& graph, const ExportOptions& options, Output& out) {
  const Selection selection = select(graph, options);
  rapidjson::OStreamWrapper stream(out.stream());
  JsonStream json(stream);
  json.object([&] {
    json.field("directed", true);
    json.field("multigraph", true);
    json.key("graph").object([&] { write_graph_fields(json, selection, options); });
    json.key("nodes").array([&] {
      for (const EntityId id : selection.entities) {
        json.object([&] {
          json.field("id", id_text(graph.entity(id)));
          write_entity_fields(json, graph.entity(id));
        });
      }
    });
    json.key("edges").array([&] {
      graph.for_each_relation(selection.relations,
                              [&](const RelationEdge& relation) { write_node_link_edge(json, graph, relation); });
    });
  });
  out.stream() << '\n';
}

void write_cytoscape(const GraphView& graph, const ExportOptions& options, Output& out) {
  const Selection selection = select(graph, options);
  rapidjson::OStreamWrapper stream(out.stream());
  JsonStream json(stream);
  json.object([&] {
    json.key("data").object([&] { write_graph_fields(json, selection, options); });
    json.key("elements").object([&] {
      json.key("nodes").array([&] {
        for (const EntityId id : selection.entities) write_cytoscape_node(json, graph.entity(id));
      });
      json.key("edges").array([&] {
        graph.for_each_relation(selection.relations,
                                [&](const RelationEdge& relation) { write_cytoscape_edge(json, graph, relation); });
      });
    });
  });
  out.stream() << '\n';
}

}  // namespace trama
