#include "export/graphs/columns.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace trama {

const std::vector<NodeColumn>& node_columns() {
  static const std::vector<NodeColumn> kColumns = [] {
    std::vector<NodeColumn> columns;
    for (const EntityProperty& property : entity_properties()) {
      if (property.name != "id") columns.push_back({property.name == "name" ? "label" : property.name, &property});
    }
    return columns;
  }();
  return kColumns;
}

const std::vector<EdgeColumn>& edge_columns() {
  static const std::vector<EdgeColumn> kColumns = [] {
    constexpr std::string_view kOfFirstStatement[] = {"document", "url", "sentence"};
    std::vector<EdgeColumn> columns;
    for (const RelationProperty& property : relation_properties()) {
      const bool wanted = property.get != nullptr ||
                          std::find(std::begin(kOfFirstStatement), std::end(kOfFirstStatement), property.name) !=
                              std::end(kOfFirstStatement);
      if (wanted) columns.push_back({property.name == "id" ? "relation_id" : property.name, &property});
    }
    columns.push_back({"weight", nullptr});
    return columns;
  }();
  return kColumns;
}

Value edge_value(const EdgeColumn& column, const RelationEdge& relation, EvidenceReader& evidence) {
  if (column.property == nullptr) return static_cast<double>(relation.count);
  return property_value(*column.property, relation, evidence);
}

std::string number_text(double number) {
  char buffer[32];
  const double finite = std::isfinite(number) ? number : 0;
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, finite).ptr};
}

}  // namespace trama
