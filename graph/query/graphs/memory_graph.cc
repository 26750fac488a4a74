#include "graph/query/graphs/memory_graph.h"

#include <algorithm>

namespace trama::cypher {

int MemoryGraph::Names::add(std::string_view name) {
  const auto [place, is_new] = numbers_.emplace(name, static_cast<int>(texts_.size()));
  if (is_new) texts_.emplace_back(name);
  return place->second;
}

int MemoryGraph::Names::find(std::string_view name) const {
  const auto found = numbers_.find(std::string(name));
  return found == numbers_.end() ? -1 : found->second;
}

Node MemoryGraph::add_node(const std::vector<std::string>& labels, const Map& properties) {
  NodeData data;
  for (const std::string& label : labels) data.labels.push_back(labels_.add(label));
  data.properties = numbered(properties);
  const Node node{node_data_.size()};
  node_data_.push_back(std::move(data));
  all_.push_back(node);
  return node;
}

Relationship MemoryGraph::add_relationship(Node start, std::string_view type, Node end, const Map& properties) {
  const Relationship relationship{relationship_data_.size()};
  relationship_data_.push_back({start, end, types_.add(type), numbered(properties)});
  node_data_[start.number].out.push_back(relationship);
  node_data_[end.number].in.push_back(relationship);
  return relationship;
}

MemoryGraph::Properties MemoryGraph::numbered(const Map& properties) {
  Properties result;
  for (const auto& [name, value] : properties) {
    if (!value.is_null()) result.emplace_back(properties_.add(name), value);
  }
  return result;
}

Map MemoryGraph::named(const Properties& properties) const {
  Map map;
  for (const auto& [number, value] : properties) map.emplace(properties_.text(number), value);
  return map;
}

Value MemoryGraph::find(const Properties& properties, int number) {
  for (const auto& [one, value] : properties) {
    if (one == number) return value;
  }
  return {};
}

int MemoryGraph::label_number(std::string_view name) const {
  return labels_.find(name);
}
int MemoryGraph::type_number(std::string_view name) const {
  return types_.find(name);
}
int MemoryGraph::node_property_number(std::string_view name) const {
  return properties_.find(name);
}
int MemoryGraph::relationship_property_number(std::string_view name) const {
  return properties_.find(name);
}

bool MemoryGraph::has_label(Node node, int label) const {
  const std::vector<int>& labels = node_data_[node.number].labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::vector<std::string> MemoryGraph::labels(Node node) const {
  std::vector<std::string> texts;
  for (const int label : node_data_[node.number].labels) texts.push_back(labels_.text(label));
  return texts;
}

bool MemoryGraph::has_type(Relationship relationship, int type) const {
  return relationship_data_[relationship.number].type == type;
}
std::string MemoryGraph::type(Relationship relationship) const {
  return types_.text(relationship_data_[relationship.number].type);
}
Node MemoryGraph::start(Relationship relationship) const {
  return relationship_data_[relationship.number].start;
}
Node MemoryGraph::end(Relationship relationship) const {
  return relationship_data_[relationship.number].end;
}

Value MemoryGraph::property(Node node, int number) const {
  return find(node_data_[node.number].properties, number);
}
Value MemoryGraph::property(Relationship relationship, int number) const {
  return find(relationship_data_[relationship.number].properties, number);
}
Map MemoryGraph::properties(Node node) const {
  return named(node_data_[node.number].properties);
}
Map MemoryGraph::properties(Relationship relationship) const {
  return named(relationship_data_[relationship.number].properties);
}

void MemoryGraph::expand(Node from, Way way, std::vector<Hop>& hops) const {
  const NodeData& data = node_data_[from.number];
  if (way != Way::kIn) {
    for (const Relationship one : data.out) hops.push_back({one, end(one)});
  }
  if (way == Way::kOut) return;
  for (const Relationship one : data.in) {
    if (way == Way::kBoth && start(one) == from) continue;
    hops.push_back({one, start(one)});
  }
}

void MemoryGraph::between(Node from, Node to, Way way, std::vector<Hop>& hops) const {
  std::vector<Hop> all;
  expand(from, way, all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(hops), [&](const Hop& hop) { return hop.other == to; });
}

std::optional<std::vector<Node>> MemoryGraph::lookup(int, const Value&, bool) const {
  return std::nullopt;
}

bool MemoryGraph::is_called(Node node, std::string_view name) const {
  const Value value = property(node, properties_.find("name"));
  return value.is(Type::kString) && value.text() == name;
}

}  // namespace trama::cypher
