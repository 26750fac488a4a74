// Entities, relations and statements as members of JSON objects (docs/formats.md). Private to trama.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/statement.h"
#include "export/json_writer.h"
#include "graph/model/graph_view.h"
#include "graph/model/properties.h"

namespace trama {

template <typename Stream>
void write_value(JsonWriter<Stream>& json, std::string_view name, const Value& value) {
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
template <typename Stream>
void write_entity_fields(JsonWriter<Stream>& json, const Entity& entity) {
  for (const EntityProperty& property : entity_properties()) {
    if (property.name != "id") write_value(json, property.name, property.get(entity));
  }
}

template <typename Stream>
void write_mention(JsonWriter<Stream>& json, std::string_view name, const Mention& mention) {
  json.key(name).object([&] {
    json.field("text", mention.text);
    json.field("canonical", mention.canonical);
    json.field("kind", to_string(mention.kind));
    json.optional_field("via", mention.via);
    json.field("span", mention.span);
  });
}

template <typename Stream>
void write_quantity(JsonWriter<Stream>& json, const Quantity& quantity) {
  json.object([&] {
    json.field("text", quantity.text);
    json.field("low", quantity.low);
    json.field("high", quantity.high);
    json.optional_field("unit", quantity.unit);
    json.field("approximate", quantity.approximate);
  });
}

template <typename Stream>
void write_time(JsonWriter<Stream>& json, const TimeExpression& time) {
  json.key("time").object([&] {
    json.field("text", time.text);
    json.optional_field("begin", time.begin);
    json.optional_field("end", time.end);
  });
}

template <typename Stream>
void write_source(JsonWriter<Stream>& json, const Attribution& source) {
  json.key("source").object([&] {
    json.field("who", source.who.canonical);
    json.field("verb", source.verb);
    json.optional_field("through", source.through);
    if (source.time) write_time(json, *source.time);
  });
}

template <typename Stream>
void write_statement(JsonWriter<Stream>& json, const Statement& statement) {
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
template <typename Stream>
void write_relation_fields(JsonWriter<Stream>& json, const RelationEdge& relation) {
  for (const RelationProperty& property : relation_properties()) {
    if (property.get != nullptr && property.name != "id") write_value(json, property.name, property.get(relation));
  }
}

template <typename Stream>
void write_evidence(JsonWriter<Stream>& json, const GraphView& graph, RelationId id) {
  json.key("evidence").array([&] {
    for (const Statement& statement : graph.evidence(id)) write_statement(json, statement);
  });
}

}  // namespace trama
