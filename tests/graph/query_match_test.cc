// Patterns over random graphs, beside an evaluator that tries every node for every variable and every trail for every
// relationship.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "graph/query/engine.h"
#include "graph/query/graphs/format.h"
#include "graph/query/graphs/memory_graph.h"

namespace trama::cypher {
namespace {

struct RandomEdge {
  int from = 0;
  int to = 0;
  std::string type;
};

struct RandomGraph {
  std::vector<std::vector<std::string>> labels;  // Of each node.
  std::vector<int> weights;
  std::vector<RandomEdge> edges;
};

struct NodeAsked {
  std::string variable;
  std::string label;  // Empty: any.
  int weight = -1;    // -1: any.
};

struct EdgeAsked {
  std::size_t left = 0;  // Of the clause's nodes.
  std::size_t right = 0;
  std::string type;
  int direction = 0;  // 1 to the right, -1 to the left, 0 either.
  bool walk = false;
  int least = 1;
  int most = 1;
};

struct ClauseAsked {
  bool optional = false;
  std::vector<std::vector<std::size_t>> parts;  // Numbers of nodes; between two of them stands the next edge.
  std::vector<NodeAsked> nodes;
  std::vector<EdgeAsked> edges;
  std::string x, y;
};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(engine_); }

 private:
  std::mt19937 engine_;
};

RandomGraph random_graph(Random& random) {
  RandomGraph graph;
  const int nodes = 2 + random.below(4);
  for (int i = 0; i < nodes; ++i) {
    std::vector<std::string> labels;
    if (random.below(2) == 0) labels.emplace_back("A");
    if (random.below(3) == 0) labels.emplace_back("B");
    graph.labels.push_back(std::move(labels));
    graph.weights.push_back(random.below(2));
  }
  const int edges = random.below(7);
  for (int i = 0; i < edges; ++i) {
    graph.edges.push_back({random.below(nodes), random.below(nodes), random.below(2) == 0 ? "R" : "S"});
  }
  return graph;
}

ClauseAsked random_clause(Random& random, bool optional, const std::vector<std::string>& known) {
  ClauseAsked clause;
  clause.optional = optional;
  const char* const kNames[] = {"a", "b", "c"};
  const int parts = 1 + random.below(2);
  for (int part = 0; part < parts; ++part) {
    std::vector<std::size_t> numbers;
    const int length = random.below(3);
    for (int i = 0; i <= length; ++i) {
      NodeAsked node;
      const bool again = !known.empty() && random.below(3) == 0;
      node.variable = again ? known[static_cast<std::size_t>(random.below(static_cast<int>(known.size())))]
                            : (optional ? std::string("o") : std::string()) + kNames[random.below(3)];
      if (random.below(3) == 0) node.label = random.below(2) == 0 ? "A" : "B";
      if (random.below(4) == 0) node.weight = random.below(2);
      clause.nodes.push_back(node);
      numbers.push_back(clause.nodes.size() - 1);
      if (i == 0) continue;
      EdgeAsked edge{clause.nodes.size() - 2, clause.nodes.size() - 1, "", random.below(3) - 1, false, 1, 1};
      if (random.below(2) == 0) edge.type = random.below(2) == 0 ? "R" : "S";
      if (random.below(4) == 0) {
        edge.walk = true;
        edge.least = random.below(2);
        edge.most = edge.least + random.below(3);
      }
      clause.edges.push_back(edge);
    }
    clause.parts.push_back(std::move(numbers));
  }
  if (random.below(3) == 0) {
    clause.x = clause.nodes.front().variable;
    clause.y = clause.nodes.back().variable;
  }
  return clause;
}

std::string text_of(const ClauseAsked& clause, const std::string& prefix) {
  std::string text = clause.optional ? "OPTIONAL MATCH " : "MATCH ";
  std::size_t edge = 0;
  for (std::size_t part = 0; part < clause.parts.size(); ++part) {
    if (part > 0) text += ", ";
    for (std::size_t i = 0; i < clause.parts[part].size(); ++i) {
      if (i > 0) {
        const EdgeAsked& one = clause.edges[edge];
        text += one.direction < 0 ? "<-[" : "-[";
        text += prefix + std::to_string(edge++);
        if (!one.type.empty()) text += ":" + one.type;
        if (one.walk) text += "*" + std::to_string(one.least) + ".." + std::to_string(one.most);
        text += one.direction > 0 ? "]->" : "]-";
      }
      const NodeAsked& node = clause.nodes[clause.parts[part][i]];
      text += "(" + node.variable + (node.label.empty() ? "" : ":" + node.label);
      if (node.weight >= 0) text += " {weight: " + std::to_string(node.weight) + "}";
      text += ")";
    }
  }
  if (!clause.x.empty()) text += " WHERE " + clause.x + " <> " + clause.y;
  return text + " ";
}

using Binding = std::map<std::string, std::string>;  // Nodes by number, relationships and walks as text.

// Every way to find a clause, given what is found already.
class BruteForce {
 public:
  BruteForce(const RandomGraph& graph, const ClauseAsked& clause, const std::string& prefix)
      : graph_(graph), clause_(clause), prefix_(prefix) {}

  std::vector<Binding> run(const Binding& given) {
    found_.clear();
    binding_ = given;
    choose_node(0);
    if (!found_.empty() || !clause_.optional) return found_;
    Binding none = given;
    for (const NodeAsked& node : clause_.nodes) none.emplace(node.variable, "null");
    for (std::size_t i = 0; i < clause_.edges.size(); ++i) none[prefix_ + std::to_string(i)] = "null";
    return {none};
  }

 private:
  bool fits(const NodeAsked& node, int number) const {
    const auto& labels = graph_.labels[static_cast<std::size_t>(number)];
    const bool label = node.label.empty() || std::find(labels.begin(), labels.end(), node.label) != labels.end();
    return label && (node.weight < 0 || node.weight == graph_.weights[static_cast<std::size_t>(number)]);
  }

  void choose_node(std::size_t i) {
    if (i == clause_.nodes.size()) {
      if (clause_.x.empty() || binding_.at(clause_.x) != binding_.at(clause_.y)) choose_edge(0);
      return;
    }
    const NodeAsked& node = clause_.nodes[i];
    const auto known = binding_.find(node.variable);
    if (known != binding_.end()) {
      if (known->second != "null" && fits(node, std::stoi(known->second))) choose_node(i + 1);
      return;
    }
    for (int number = 0; number < static_cast<int>(graph_.labels.size()); ++number) {
      if (!fits(node, number)) continue;
      binding_[node.variable] = std::to_string(number);
      choose_node(i + 1);
      binding_.erase(node.variable);
    }
  }

  void choose_edge(std::size_t i) {
    if (i == clause_.edges.size()) {
      found_.push_back(binding_);
      return;
    }
    const EdgeAsked& edge = clause_.edges[i];
    const int from = std::stoi(binding_.at(clause_.nodes[edge.left].variable));
    const int to = std::stoi(binding_.at(clause_.nodes[edge.right].variable));
    std::vector<int> walked;
    walk(i, edge, from, to, walked);
  }

  void walk(std::size_t i, const EdgeAsked& edge, int at, int to, std::vector<int>& walked) {
    if (static_cast<int>(walked.size()) >= edge.least && at == to) {
      std::string text;
      for (const int one : walked) text += (text.empty() ? "" : ", ") + std::to_string(one);
      const std::string name = prefix_ + std::to_string(i);
      binding_[name] = edge.walk ? "[" + text + "]" : text;
      choose_edge(i + 1);
      binding_.erase(name);
    }
    if (static_cast<int>(walked.size()) == edge.most) return;
    for (int number = 0; number < static_cast<int>(graph_.edges.size()); ++number) {
      const RandomEdge& one = graph_.edges[static_cast<std::size_t>(number)];
      if (used_.contains(number) || (!edge.type.empty() && one.type != edge.type)) continue;
      const bool along = one.from == at && edge.direction >= 0;
      const bool against = one.to == at && edge.direction <= 0;
      if (!along && !against) continue;
      used_.insert(number);
      walked.push_back(number);
      walk(i, edge, along ? one.to : one.from, to, walked);
      walked.pop_back();
      used_.erase(number);
    }
  }

  const RandomGraph& graph_;
  const ClauseAsked& clause_;
  std::string prefix_;
  std::set<int> used_;
  Binding binding_;
  std::vector<Binding> found_;
};

MemoryGraph made(const RandomGraph& random) {
  MemoryGraph graph;
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < random.labels.size(); ++i) {
    nodes.push_back(
        graph.add_node(random.labels[i], {{"id", static_cast<std::int64_t>(i)}, {"weight", random.weights[i]}}));
  }
  for (std::size_t i = 0; i < random.edges.size(); ++i) {
    const RandomEdge& one = random.edges[i];
    graph.add_relationship(nodes[static_cast<std::size_t>(one.from)], one.type, nodes[static_cast<std::size_t>(one.to)],
                           {{"id", static_cast<std::int64_t>(i)}});
  }
  return graph;
}

TEST(QueryMatch, FindsWhatTryingEverythingFinds) {
  Random random(5);
  int rows_seen = 0;
  for (int round = 0; round < 4000; ++round) {
    const RandomGraph described = random_graph(random);
    const ClauseAsked first = random_clause(random, false, {});
    std::vector<std::string> known;
    for (const NodeAsked& node : first.nodes) known.push_back(node.variable);
    const bool two = random.below(2) == 0;
    const ClauseAsked second = two ? random_clause(random, true, known) : ClauseAsked{};

    std::vector<Binding> expected;
    BruteForce of_first(described, first, "r");
    for (const Binding& one : of_first.run({})) {
      if (!two) {
        expected.push_back(one);
        continue;
      }
      BruteForce of_second(described, second, "s");
      for (const Binding& both : of_second.run(one)) expected.push_back(both);
    }

    std::string query = text_of(first, "r") + (two ? text_of(second, "s") : "") + "RETURN ";
    std::set<std::string> columns;
    for (const ClauseAsked* clause : {&first, &second}) {
      for (const NodeAsked& node : clause->nodes) columns.insert(node.variable);
    }
    std::string list;
    for (const std::string& name : columns) list += (list.empty() ? "" : ", ") + name + ".id AS " + name;
    for (const auto& [clause, prefix] : {std::pair(&first, "r"), std::pair(&second, "s")}) {
      for (std::size_t i = 0; i < clause->edges.size(); ++i) {
        const std::string name = prefix + std::to_string(i);
        list += ", " + (clause->edges[i].walk ? "[x IN " + name + " | x.id]" : name + ".id") + " AS " + name;
      }
    }
    query += list;

    const MemoryGraph graph = made(described);
    Answer answer(graph, query);
    std::vector<std::string> given;
    std::vector<Value> row;
    while (answer.next(row)) {
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i) {
        text += answer.columns()[i] + "=" + literal_text(row[i], graph) + ";";
      }
      given.push_back(std::move(text));
    }
    std::vector<std::string> wanted;
    for (const Binding& one : expected) {
      std::string text;
      for (const std::string& column : answer.columns()) text += column + "=" + one.at(column) + ";";
      wanted.push_back(std::move(text));
    }
    std::sort(given.begin(), given.end());
    std::sort(wanted.begin(), wanted.end());
    ASSERT_EQ(given, wanted) << query << ", round " << round;
    rows_seen += static_cast<int>(given.size());
  }
  EXPECT_GT(rows_seen, 5'000);
}

}  // namespace
}  // namespace trama::cypher
