// What queries know of a graph: nodes with labels, relationships with types, properties of both. Queries ask nothing
// else, so any store can answer them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/values/value.h"

namespace trama::cypher {

// Which way a relationship is taken from a node: outwards, inwards, either.
enum class Way { kOut, kIn, kBoth };

struct LabelExpression;  // graph/query/syntax/ast.h

struct Hop {
  Relationship relationship;
  Node other;
};

// Labels, types and properties are asked for by numbers that a query looks up once; -1 stands for a name that nothing
// in the graph bears. All orders depend on what the graph holds alone. One thread at a time.
class PropertyGraph : public ElementOrder {
 public:
  virtual int label_number(std::string_view name) const = 0;
  virtual int type_number(std::string_view name) const = 0;
  virtual int node_property_number(std::string_view name) const = 0;
  virtual int relationship_property_number(std::string_view name) const = 0;
  // Names that a query may use, if the graph knows them beforehand: others are mistakes. Empty if any may be used.
  virtual std::vector<std::string> known_labels() const { return {}; }
  virtual std::vector<std::string> known_node_properties() const { return {}; }
  virtual std::vector<std::string> known_relationship_properties() const { return {}; }

  virtual const std::vector<Node>& nodes() const = 0;
  // Of nodes(), in their order, at least those that these labels admit; null is any.
  virtual const std::vector<Node>& nodes_with(const LabelExpression* /*labels*/) const { return nodes(); }
  virtual bool has_label(Node node, int label) const = 0;
  virtual std::vector<std::string> labels(Node node) const = 0;
  virtual bool has_type(Relationship relationship, int type) const = 0;
  virtual std::string type(Relationship relationship) const = 0;
  virtual Node start(Relationship relationship) const = 0;
  virtual Node end(Relationship relationship) const = 0;
  // Whether its direction means nothing. Such a relationship is found by expand() whatever the way.
  virtual bool is_symmetric(Relationship) const { return false; }

  virtual Value property(Node node, int number) const = 0;
  virtual Value property(Relationship relationship, int number) const = 0;
  virtual Map properties(Node node) const = 0;  // Those that are not null.
  virtual Map properties(Relationship relationship) const = 0;

  // Appends the relationships of a node; one to itself once.
  virtual void expand(Node from, Way way, std::vector<Hop>& hops) const = 0;
  // Of these at least those whose type is admitted; null is any.
  virtual void expand_of(Node from, Way way, const LabelExpression* /*types*/, std::vector<Hop>& hops) const {
    expand(from, way, hops);
  }
  // Of all of a node's, those to `to`.
  virtual void between(Node from, Node to, Way way, std::vector<Hop>& hops) const = 0;
  // Every other node with a relationship in either direction once, if the graph knows that without looking at the
  // relationships.
  virtual std::optional<std::vector<Node>> neighbours(Node) const { return std::nullopt; }
  // How many relationships a node has, one to itself counted twice; nullopt if they would have to be counted.
  virtual std::optional<std::size_t> degree(Node) const { return std::nullopt; }

  virtual bool is_indexed(int property) const = 0;  // Whether lookup() knows it.
  // By an index: the nodes that have this value of a property, in the order of nodes(), and perhaps others. Nullopt if
  // there is no such index. With `forgiving` what the pattern {property: value} admits (see admits()).
  virtual std::optional<std::vector<Node>> lookup(int property, const Value& value, bool forgiving) const = 0;
  // Whether {property: value} in a pattern admits the node though it may not be equal; nullopt if equality decides.
  virtual std::optional<bool> admits(Node, int, const Value&) const { return std::nullopt; }
  virtual std::optional<bool> admits(Relationship, int, const Value&) const { return std::nullopt; }
  // Whether the node is called so, in the graph's own understanding of names.
  virtual bool is_called(Node node, std::string_view name) const = 0;

  // Handles are ordered unless the graph has a better order.
  std::weak_ordering compare_nodes(Node left, Node right) const override { return left <=> right; }
  std::weak_ordering compare_relationships(Relationship left, Relationship right) const override {
    return left <=> right;
  }
};

}  // namespace trama::cypher
