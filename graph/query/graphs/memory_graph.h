// A plain property graph in memory.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/query/graphs/property_graph.h"

namespace trama::cypher {

class MemoryGraph final : public PropertyGraph {
 public:
  // Properties that are null are left out.
  Node add_node(const std::vector<std::string>& labels, const Map& properties);
  // Both ends must be of this graph.
  Relationship add_relationship(Node start, std::string_view type, Node end, const Map& properties);

  int label_number(std::string_view name) const override;
  int type_number(std::string_view name) const override;
  int node_property_number(std::string_view name) const override;
  int relationship_property_number(std::string_view name) const override;

  const std::vector<Node>& nodes() const override { return all_; }
  bool has_label(Node node, int label) const override;
  std::vector<std::string> labels(Node node) const override;
  bool has_type(Relationship relationship, int type) const override;
  std::string type(Relationship relationship) const override;
  Node start(Relationship relationship) const override;
  Node end(Relationship relationship) const override;
  Value property(Node node, int number) const override;
  Value property(Relationship relationship, int number) const override;
  Map properties(Node node) const override;
  Map properties(Relationship relationship) const override;
  void expand(Node from, Way way, std::vector<Hop>& hops) const override;
  void between(Node from, Node to, Way way, std::vector<Hop>& hops) const override;
  bool is_indexed(int) const override { return false; }
  std::optional<std::vector<Node>> lookup(int property, const Value& value, bool forgiving) const override;
  bool is_called(Node node, std::string_view name) const override;

 private:
  using Properties = std::vector<std::pair<int, Value>>;

  class Names {
   public:
    int add(std::string_view name);
    int find(std::string_view name) const;
    const std::string& text(int number) const { return texts_[static_cast<std::size_t>(number)]; }

   private:
    std::unordered_map<std::string, int> numbers_;
    std::vector<std::string> texts_;
  };
  struct NodeData {
    std::vector<int> labels;
    Properties properties;
    std::vector<Relationship> out;
    std::vector<Relationship> in;
  };
  struct RelationshipData {
    Node start;
    Node end;
    int type = 0;
    Properties properties;
  };

  Properties numbered(const Map& properties);
  Map named(const Properties& properties) const;
  static Value find(const Properties& properties, int number);

  Names labels_;
  Names types_;
  Names properties_;
  std::vector<NodeData> node_data_;
  std::vector<RelationshipData> relationship_data_;
  std::vector<Node> all_;
};

}  // namespace trama::cypher
