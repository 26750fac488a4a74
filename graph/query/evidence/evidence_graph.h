// What a graph was read from, as nodes beside its actors: statements, their documents, who published and who said them.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/model/source_finder.h"
#include "graph/query/graphs/view_graph.h"

namespace trama::cypher {

// Which kinds of nodes a query names, by a label or by a type of links that leads to them.
struct EvidenceKinds {
  bool statements = false;
  bool documents = false;
  bool publishers = false;
  bool sources = false;  // Also the links SAID_BY, to actors too.

  bool any() const { return statements || documents || publishers || sources; }
};
// Nothing of a text that is no query.
EvidenceKinds evidence_kinds(std::string_view query);

// A graph for queries that ask for evidence (docs/query.md, "Evidence"). Nodes and links are those of the exports to
// databases (export/databases/property_graph.h). Statements are told apart by their relation and their place in its
// evidence, so that they are counted and walked without being read; the evidence of a relation is read when a property
// or a link asks for it, and that of all relations only where a query begins at documents, publishers or sources.
class EvidenceGraph final : public ViewGraph {
 public:
  EvidenceGraph(const GraphView& view, EvidenceKinds kinds, bool strict = false);
  ~EvidenceGraph() override;

  int label_number(std::string_view name) const override;
  int type_number(std::string_view name) const override;
  int node_property_number(std::string_view name) const override;
  std::vector<std::string> known_node_properties() const override;

  const std::vector<Node>& nodes() const override { return nodes_with(nullptr); }
  const std::vector<Node>& nodes_with(const LabelExpression* labels) const override;
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
  void expand(Node from, Way way, std::vector<Hop>& hops) const override { expand_of(from, way, nullptr, hops); }
  void expand_of(Node from, Way way, const LabelExpression* types, std::vector<Hop>& hops) const override;
  void between(Node from, Node to, Way way, std::vector<Hop>& hops) const override;
  std::optional<std::vector<Node>> neighbours(Node) const override { return std::nullopt; }
  std::optional<std::size_t> degree(Node) const override { return std::nullopt; }
  bool is_indexed(int property) const override;
  std::optional<std::vector<Node>> lookup(int property, const Value& value, bool forgiving) const override;
  std::optional<bool> admits(Node node, int property, const Value& wanted) const override;
  std::optional<bool> admits(Relationship relationship, int property, const Value& wanted) const override;
  bool is_called(Node node, std::string_view name) const override;
  std::weak_ordering compare_nodes(Node left, Node right) const override;
  std::weak_ordering compare_relationships(Relationship left, Relationship right) const override;

 protected:
  std::string text_of(Node node) const override;
  std::string text_of(Relationship one) const override;

 private:
  struct Name;      // Of a property: its number in each kind of nodes.
  struct Document;  // What is known of one.
  struct Whole;     // What is known once the evidence of all relations was read.

  const Statement& statement(Node node) const;
  std::uint64_t document_of(const Statement& statement) const;
  std::optional<Node> teller_of(Node statement) const;
  void add_statements(std::span<const RelationId> relations, std::uint64_t link, Node from,
                      std::vector<Hop>& hops) const;
  void expand_actor(Node from, const LabelExpression* types, std::vector<Hop>& hops) const;
  void expand_statement(Node from, const LabelExpression* types, std::vector<Hop>& hops) const;
  bool wants(const LabelExpression* types, std::uint64_t link) const;
  const Whole& whole() const;
  Value value_of(Node node, int number) const;
  std::string statement_id(Node node) const;

  EvidenceKinds kinds_;
  mutable EvidenceReader reader_;
  mutable SourceFinder finder_;
  mutable std::vector<Name> names_;
  mutable std::vector<int> link_types_;  // By number of a type: the kind of link that is called so, or 0.
  mutable std::vector<Document> documents_;
  mutable std::unordered_map<std::string, std::uint64_t> document_numbers_;
  mutable std::vector<std::string> publishers_;
  mutable std::unordered_map<std::string, std::uint64_t> publisher_numbers_;
  mutable std::vector<std::string> sources_;
  mutable std::unordered_map<std::string, std::uint64_t> source_numbers_;
  mutable std::map<unsigned, std::vector<Node>> nodes_;  // By which kinds are in it.
  mutable std::unique_ptr<Whole> whole_;
};

}  // namespace trama::cypher
