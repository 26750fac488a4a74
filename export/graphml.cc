// GraphML, through Boost.
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <charconv>
#include <cmath>
#include <functional>

#include "export/selection.h"
#include "export/text.h"
#include "export/writers.h"

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

class Columns {
 public:
  Columns(const Graph& graph, const Selected& selected) : graph_(graph), selected_(selected) {}

  template <typename Value, typename Read>
  void node(const char* name, Read read) {
    insert<Vertex, Value>(name, [this, read](const Vertex& v) -> Value { return read(graph_.entity(selected_[v])); });
  }
  template <typename Value, typename Read>
  void edge(const char* name, Read read) {
    insert<Edge, Value>(name, [this, read](const Edge& e) -> Value { return read(graph_.relation(selected_[e])); });
  }
  const boost::dynamic_properties& properties() const { return properties_; }

 private:
  template <typename Key, typename Value>
  void insert(const char* name, std::function<Value(const Key&)> read) {
    properties_.insert(name, boost::make_shared<Column<Key, Value>>(std::move(read)));
  }

  const Graph& graph_;
  const Selected& selected_;
  boost::dynamic_properties properties_;
};

// GraphML has no lists.
std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : "|").append(text);
  return all;
}

void add_node_columns(Columns& columns) {
  columns.node<std::string>("label", [](const Entity& e) { return e.name; });  // Where Gephi looks for the name.
  columns.node<std::string>("type", [](const Entity& e) { return to_string(e.type); });
  columns.node<bool>("named", [](const Entity& e) { return e.named; });
  columns.node<std::string>("aliases", [](const Entity& e) { return joined(e.aliases); });
  columns.node<std::int64_t>("mention_count", [](const Entity& e) { return e.mention_count; });
  columns.node<std::int64_t>("document_count", [](const Entity& e) { return e.document_count; });
}

void add_edge_columns(Columns& columns, const Graph& graph) {
  const auto text = [&](const char* name, auto read) { columns.edge<std::string>(name, read); };
  text("label", [](const RelationEdge& r) { return r.label; });
  text("lemma", [](const RelationEdge& r) { return r.lemma; });
  text("preposition", [](const RelationEdge& r) { return r.preposition; });
  text("event_class", [](const RelationEdge& r) { return r.event_class; });
  text("event_root", [](const RelationEdge& r) { return r.event_root; });
  text("event_direction", [](const RelationEdge& r) { return r.event_direction; });
  text("relation_class", [](const RelationEdge& r) { return r.relation_class; });
  text("polarity", [](const RelationEdge& r) { return to_string(r.polarity); });
  text("modality", [](const RelationEdge& r) { return to_string(r.modality); });
  text("first_date", [](const RelationEdge& r) { return r.first_date; });
  text("last_date", [](const RelationEdge& r) { return r.last_date; });
  text("themes", [](const RelationEdge& r) { return joined(r.themes); });
  text("sources", [](const RelationEdge& r) { return joined(r.sources); });
  text("relation_id", [](const RelationEdge& r) { return "r" + std::to_string(static_cast<std::uint32_t>(r.id)); });
  columns.edge<bool>("symmetric", [](const RelationEdge& r) { return r.symmetric; });
  columns.edge<std::int64_t>("count", [](const RelationEdge& r) { return r.count; });
  columns.edge<std::int64_t>("document_count", [](const RelationEdge& r) { return r.document_count; });
  columns.edge<double>("confidence", [](const RelationEdge& r) { return r.confidence; });
  columns.edge<double>("weight", [](const RelationEdge& r) { return static_cast<double>(r.count); });  // Gephi's.
  const auto first = [&graph](const RelationEdge& r) {
    return graph.evidence(r.id).empty() ? Evidence() : graph.evidence(r.id).front().evidence;
  };
  text("document", [first](const RelationEdge& r) { return first(r).document; });
  text("url", [first](const RelationEdge& r) { return first(r).url; });
  text("sentence", [first](const RelationEdge& r) { return first(r).sentence; });
}

Selected take(const Graph& graph, const Selection& selection) {
  const std::vector<EntityId>& entities = selection.entities;
  Selected selected(entities.size());
  for (std::size_t i = 0; i < entities.size(); ++i) selected[i] = entities[i];
  const auto vertex = [&](EntityId id) {
    return static_cast<Vertex>(std::lower_bound(entities.begin(), entities.end(), id) - entities.begin());
  };
  for (const RelationId id : selection.relations) {
    const RelationEdge& relation = graph.relation(id);
    boost::add_edge(vertex(relation.subject), vertex(relation.object), id, selected);
  }
  return selected;
}

}  // namespace

void write_graphml(const Graph& graph, const ExportOptions& options, Output& out) {
  const Selected selected = take(graph, select(graph, options));
  Columns columns(graph, selected);
  add_node_columns(columns);
  add_edge_columns(columns, graph);
  // The number in a node's id is the entity's, as in the other formats.
  const auto number = [&](const Vertex& v) { return static_cast<std::uint32_t>(selected[v]); };
  boost::write_graphml(out.stream(), selected, boost::make_function_property_map<Vertex>(number), columns.properties(),
                       true);
}

}  // namespace trama
