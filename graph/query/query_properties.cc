// Properties of entities and relations as queries see them: those of graph/model/properties.h.
#include "graph/query/query_value.h"

namespace trama::query {
namespace {

// Empty texts are null: there is none.
Cell to_cell(Value value) {
  if (auto* list = std::get_if<std::vector<std::string>>(&value)) {
    CellList cells;
    for (std::string& text : *list) cells.push_back(Cell{std::move(text)});
    return Cell{std::move(cells)};
  }
  Cell cell;
  std::visit(
      [&](auto& known) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(known)>, std::vector<std::string>>) {
          cell.value = std::move(known);
        }
      },
      value);
  const auto* text = std::get_if<std::string>(&cell.value);
  return text != nullptr && text->empty() ? Cell{} : cell;
}

}  // namespace

std::vector<std::string_view> property_names(bool of_node) {
  std::vector<std::string_view> names;
  if (of_node) {
    for (const EntityProperty& property : entity_properties()) names.push_back(property.name);
  } else {
    for (const RelationProperty& property : relation_properties()) names.push_back(property.name);
  }
  return names;
}

bool is_name(const std::string& property) {
  const EntityProperty* found = find_entity_property(property);
  return found != nullptr && found->name == "name";
}

bool is_id(const std::string& property) {
  const EntityProperty* found = find_entity_property(property);
  return found != nullptr && found->name == "id";
}

std::optional<Cell> find_property(const GraphView& graph, EvidenceReader& evidence, const Cell& of,
                                  const std::string& name) {
  if (const auto* entity = std::get_if<EntityId>(&of.value)) {
    const EntityProperty* property = find_entity_property(name);
    if (property != nullptr) return to_cell(property->get(graph.entity(*entity)));
  }
  if (const auto* relation = std::get_if<RelationId>(&of.value)) {
    const RelationProperty* property = find_relation_property(name);
    if (property != nullptr) return to_cell(property_value(*property, graph.relation(*relation), evidence));
  }
  return std::nullopt;
}

}  // namespace trama::query
