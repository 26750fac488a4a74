// Node-link JSON and Cytoscape.js JSON (docs/formats.md), written as it comes: nothing of the graph is held twice.
#include <rapidjson/ostreamwrapper.h>

#include <ostream>

#include "export/json_writer.h"
#include "export/selection.h"
#include "export/writers.h"
#include "graph/model/properties.h"

namespace trama {

namespace {

// Grows when a reader of the old form would misread the new one.
constexpr int kJsonVersion = 1;

using JsonStream = JsonWriter<rapidjson::OStreamWrapper>;

void write_value(JsonStream& json, std::string_view name, const Value& value) {
  json.key(name);
  std::visit(
      [&](const auto& known) {
        if constexpr (std::is_same_v<std::decay_t<decltype(known)>, std::monostate>) {
          json.value(std::string_view());
        } else {
          json.value(known);
        }
      },
      value);
}

// All but the id, which each form calls and places in its own way.
void write_entity_fields(JsonStream& json, const Entity& entity) {
  for (const EntityProperty& property : entity_properties()) {
    if (property.name != "id") write_value(json, property.name, property.get(entity));
  }
}

void write_mention(JsonStream& json, std::string_view name, const Mention& mention) {
  json.key(name).object([&] {
    json.field("text", mention.text);
    json.field("canonical", mention.canonical);
    json.field("kind", to_string(mention.kind));
    json.optional_field("via", mention.via);
    json.field("span", mention.span);
  });
}

void write_quantity(JsonStream& json, const Quantity& quantity) {
  json.object([&] {
    json.field("text", quantity.text);
    json.field("low", quantity.low);
    json.field("high", quantity.high);
    json.optional_field("unit", quantity.unit);
    json.field("approximate", quantity.approximate);
  });
}

void write_time(JsonStream& json, const TimeExpression& time) {
  json.key("time").object([&] {
    json.field("text", time.text);
    json.optional_field("begin", time.begin);
    json.optional_field("end", time.end);
  });
}

void write_source(JsonStream& json, const Attribution& source) {
  json.key("source").object([&] {
    json.field("who", source.who.canonical);
    json.field("verb", source.verb);
    json.optional_field("through", source.through);
    if (source.time) write_time(json, *source.time);
  });
}

void write_statement(JsonStream& json, const Statement& statement) {
  const Evidence& evidence = statement.evidence;
  json.object([&] {
    json.field("document", evidence.document);
    json.optional_field("url", evidence.url);
    json.optional_field("title", evidence.title);
    json.optional_field("date", evidence.date);
    json.optional_field("publisher", evidence.publisher);
    json.field("sentence", evidence.sentence);
    json.field("span", evidence.span);
    if (evidence.in_title) json.field("in_title", true);
    write_mention(json, "subject", statement.subject);
    json.key("relation").object([&] {
      json.field("label", statement.relation.label);
      json.field("span", statement.relation.span);
    });
    write_mention(json, "object", statement.object);
    json.optional_field("theme", statement.theme);
    if (!statement.quantities.empty()) {
      json.key("quantities").array([&] {
        for (const Quantity& quantity : statement.quantities) write_quantity(json, quantity);
      });
    }
    if (statement.time) write_time(json, *statement.time);
    json.optional_field("place", statement.place);
    json.field("count", statement.count);
    if (statement.source) write_source(json, *statement.source);
    json.field("confidence", statement.confidence);
    json.field("salience", statement.salience);
  });
}

// What its statements tell stands in "evidence".
void write_relation_fields(JsonStream& json, const RelationEdge& relation) {
  for (const RelationProperty& property : relation_properties()) {
    if (property.get != nullptr && property.name != "id") write_value(json, property.name, property.get(relation));
  }
}

void write_evidence(JsonStream& json, const GraphView& graph, RelationId id) {
  json.key("evidence").array([&] {
    for (const Statement& statement : graph.evidence(id)) write_statement(json, statement);
  });
}

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
