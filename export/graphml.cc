// GraphML, through Boost.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <charconv>
#include <cmath>
#include <functional>
#include <unordered_map>

#include "export/selection.h"
#include "export/text.h"
#include "export/writers.h"
#include "graph/model/properties.h"

namespace trama {

namespace {

// Only the selected part, and of it only the ids. (bidirectionalS keeps the edges in the order they were added in.)
using Selected = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, EntityId, RelationId>;
using Vertex = Selected::vertex_descriptor;
using Edge = Selected::edge_descriptor;

std::string to_text(std::int64_t number) {
  return std::to_string(number);
}
// XML Schema allows "true" as well, but Boost's reader does not.
std::string to_text(bool truth) {
  return truth ? "1" : "0";
}
// XML cannot hold control characters, escaped or not.
std::string to_text(const std::string& text) {
  return plain_text(text);
}
std::string to_text(double number) {
  char buffer[32];
  const double finite = std::isfinite(number) ? number : 0;
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, finite).ptr};  // The shortest text that reads back.
}

// One <key>: a property of all nodes or of all edges, worked out when it is written.
template <typename Key, typename Value>
class Column : public boost::dynamic_property_map {
 public:
  explicit Column(std::function<Value(const Key&)> read) : read_(std::move(read)) {}

  boost::any get(const boost::any& key) override { return read_(boost::any_cast<const Key&>(key)); }
  std::string get_string(const boost::any& key) override { return to_text(read_(boost::any_cast<const Key&>(key))); }
  void put(const boost::any&, const boost::any&) override {}  // Nothing is ever read into it.
  const std::type_info& key() const override { return typeid(Key); }
  const std::type_info& value() const override { return typeid(Value); }

 private:
  std::function<Value(const Key&)> read_;
};

// GraphML has no lists.
std::string to_text(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : "|").append(plain_text(text));
  return all;
}

class Columns {
 public:
  Columns(const GraphView& graph, const Selected& selected) : graph_(graph), selected_(selected), evidence_(graph) {}

  // Boost finds out the type of a column by that of its values.
  void add_nodes(std::string_view name, PropertyType type, Value (*get)(const Entity&)) {
    add<Vertex>(name, type, [this, get](const Vertex& v) { return get(graph_.entity(selected_[v])); });
  }
  void add_edges(std::string_view name, const RelationProperty& property) {
    add<Edge>(name, property.type, [this, &property](const Edge& e) {
      return property_value(property, graph_.relation(selected_[e]), evidence_);
    });
  }
  void add_edges(std::string_view name, PropertyType type, Value (*get)(const RelationEdge&)) {
    add<Edge>(name, type, [this, get](const Edge& e) { return get(graph_.relation(selected_[e])); });
  }
  const boost::dynamic_properties& properties() const { return properties_; }

 private:
  template <typename Key, typename Read>
  void add(std::string_view name, PropertyType type, Read read) {
    switch (type) {
      case PropertyType::kTruth:
        return insert<Key, bool>(name, read);
      case PropertyType::kInteger:
        return insert<Key, std::int64_t>(name, read);
      case PropertyType::kReal:
        return insert<Key, double>(name, read);
      case PropertyType::kText:
        return insert<Key, std::string>(name, read);
      case PropertyType::kTexts:
        return insert<Key, std::string>(
            name, [read](const Key& key) -> Value { return to_text(std::get<std::vector<std::string>>(read(key))); });
    }
  }
  template <typename Key, typename T, typename Read>
  void insert(std::string_view name, Read read) {
    const auto known = [read](const Key& key) {
      const Value value = read(key);
      const T* known_value = std::get_if<T>(&value);
      return known_value != nullptr ? *known_value : T();
    };
    properties_.insert(std::string(name), boost::make_shared<Column<Key, T>>(known));
  }

  const GraphView& graph_;
  const Selected& selected_;
  EvidenceReader evidence_;
  boost::dynamic_properties properties_;
};

// Gephi looks for the name of a node under "label".
void add_node_columns(Columns& columns) {
  for (const EntityProperty& property : entity_properties()) {
    if (property.name == "id") continue;
    columns.add_nodes(property.name == "name" ? "label" : property.name, property.type, property.get);
  }
}

void add_edge_columns(Columns& columns) {
  constexpr std::string_view kOfFirstStatement[] = {"document", "url", "sentence"};
  for (const RelationProperty& property : relation_properties()) {
    const bool wanted = property.get != nullptr || std::find(std::begin(kOfFirstStatement), std::end(kOfFirstStatement),
                                                             property.name) != std::end(kOfFirstStatement);
    // Boost numbers the edges on its own.
    if (wanted) columns.add_edges(property.name == "id" ? "relation_id" : property.name, property);
  }
  columns.add_edges("weight", PropertyType::kReal, [](const RelationEdge& r) -> Value {  // Where Gephi looks for it.
    return static_cast<double>(r.count);
  });
}

Selected take(const GraphView& graph, const Selection& selection) {
  Selected selected(selection.entities.size());
  std::unordered_map<EntityId, Vertex> vertices;
  for (const EntityId id : selection.entities) {
    const Vertex vertex = vertices.size();
    selected[vertex] = id;
    vertices.emplace(id, vertex);
  }
  for (const RelationId id : selection.relations) {
    const RelationEdge& relation = graph.relation(id);
    boost::add_edge(vertices.at(relation.subject), vertices.at(relation.object), id, selected);
  }
  return selected;
}

}  // namespace

void write_graphml(const GraphView& graph, const ExportOptions& options, Output& out) {
  const Selected selected = take(graph, select(graph, options));
  Columns columns(graph, selected);
  add_node_columns(columns);
  add_edge_columns(columns);
  // Ids as in the other formats; Boost writes the "n" before them.
  const auto id = [&](const Vertex& v) { return id_text(graph.entity(selected[v])).substr(1); };
  boost::write_graphml(out.stream(), selected, boost::make_function_property_map<Vertex>(id), columns.properties(),
                       true);
}

}  // namespace trama
