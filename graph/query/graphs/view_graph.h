// A graph of actors and relations as a property graph: asks the view for what a query needs and for nothing else.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/model/properties.h"
#include "graph/query/graphs/property_graph.h"

namespace trama::cypher {

// What is derived from it may number properties in its own way; in the functions of this class they have its own
// numbers.
//
// Labels are the types of actors, types are lemmas, labels and classes of relations, properties those of
// graph/model/properties.h, all by any of their names (docs/query.md). An empty text is null.
class ViewGraph : public PropertyGraph {
 public:
  // The view must outlive the graph. Unless `strict`, {name: 'x'} admits whoever is called so in any spelling, and
  // {id: 'x'} what had that id earlier.
  explicit ViewGraph(const GraphView& view, bool strict = false);

  int label_number(std::string_view name) const override;
  int type_number(std::string_view name) const override;
  int node_property_number(std::string_view name) const override;
  int relationship_property_number(std::string_view name) const override;
  std::vector<std::string> known_labels() const override;
  std::vector<std::string> known_node_properties() const override;
  std::vector<std::string> known_relationship_properties() const override;

  const std::vector<Node>& nodes() const override;
  bool has_label(Node node, int label) const override;
  std::vector<std::string> labels(Node node) const override;
  bool has_type(Relationship relationship, int type) const override;
  std::string type(Relationship relationship) const override;
  Node start(Relationship relationship) const override;
  Node end(Relationship relationship) const override;
  bool is_symmetric(Relationship relationship) const override;
  Value property(Node node, int number) const override;
  Value property(Relationship relationship, int number) const override;
  Map properties(Node node) const override;
  Map properties(Relationship relationship) const override;
  void expand(Node from, Way way, std::vector<Hop>& hops) const override;
  void between(Node from, Node to, Way way, std::vector<Hop>& hops) const override;
  std::optional<std::vector<Node>> neighbours(Node node) const override;
  std::optional<std::size_t> degree(Node node) const override;
  bool is_indexed(int property) const override;
  std::optional<std::vector<Node>> lookup(int property, const Value& value, bool forgiving) const override;
  std::optional<bool> admits(Node node, int property, const Value& wanted) const override;
  std::optional<bool> admits(Relationship relationship, int property, const Value& wanted) const override;
  bool is_called(Node node, std::string_view name) const override;
  std::weak_ordering compare_nodes(Node left, Node right) const override;
  std::weak_ordering compare_relationships(Relationship left, Relationship right) const override;

  // As results show them: nodes by name, relationships by label, paths as a list of both in turn. Of lists and maps
  // what is in them.
  Value shown(const Value& value) const;

 protected:
  // One of each, as results show it.
  virtual std::string text_of(Node node) const { return entity(node).name; }
  virtual std::string text_of(Relationship one) const { return relation(one).label; }

  const GraphView& view() const { return view_; }
  bool is_strict() const { return strict_; }

 private:
  const Entity& entity(Node node) const { return view_.entity(static_cast<EntityId>(node.number)); }
  const RelationEdge& relation(Relationship one) const { return view_.relation(static_cast<RelationId>(one.number)); }
  const std::string& folded(const std::string& text) const;
  const std::vector<Node>& bearers(const std::string& name) const;
  const std::unordered_set<std::uint64_t>& relations_with_id(const std::string& id) const;

  const GraphView& view_;
  bool strict_;
  mutable EvidenceReader evidence_;
  mutable std::optional<std::vector<Node>> nodes_;
  mutable std::vector<std::string> types_;  // Folded, by number.
  mutable std::unordered_map<std::string, std::string> folded_;
  mutable std::unordered_map<std::string, std::vector<Node>> bearers_;                      // By name, in order.
  mutable std::unordered_map<std::string, std::unordered_set<std::uint64_t>> bearer_sets_;  // The same.
  mutable std::unordered_map<std::string, std::unordered_set<std::uint64_t>> by_id_;
};

}  // namespace trama::cypher
