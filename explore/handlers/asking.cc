// Questions in the query language: answered row by row within bounds, stopped when asked to, completed while typed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "explore/handlers/fragments.h"
#include "explore/handlers/handlers.h"
#include "export/explorer/fragment.h"
#include "graph/query/engine.h"
#include "graph/query/evidence/evidence_graph.h"
#include "graph/query/graphs/format.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama {
namespace {

constexpr std::size_t kMostRows = 5000;
constexpr std::size_t kMostDrawn = 1000;        // Actors of a fragment.
constexpr std::size_t kLongestBefore = 20'000;  // Bytes of a query that is completed.

// Rows as JSON: nodes and relationships with what they are drawn by, dates and the like as texts.
class Rows {
 public:
  Rows(Json& json, const cypher::PropertyGraph& graph)
      : json_(json),
        graph_(graph),
        node_id_(graph.node_property_number("id")),
        node_name_(graph.node_property_number("name")),
        relation_id_(graph.relationship_property_number("id")),
        relation_label_(graph.relationship_property_number("label")) {}

  void write(const cypher::Value& value) {
    switch (value.type()) {
      case cypher::Type::kNull:
        json_.null();
        return;
      case cypher::Type::kBoolean:
        json_.value(value.boolean());
        return;
      case cypher::Type::kInteger:
        json_.value(value.integer());
        return;
      case cypher::Type::kFloat:
        json_.value(value.real());
        return;
      case cypher::Type::kString:
        json_.value(value.text());
        return;
      case cypher::Type::kList:
        json_.array([&] {
          for (const cypher::Value& item : value.list()) write(item);
        });
        return;
      case cypher::Type::kMap:
        json_.object([&] {
          for (const auto& [name, item] : value.map()) {
            json_.key(name);
            write(item);
          }
        });
        return;
      case cypher::Type::kNode:
        write(value.node());
        return;
      case cypher::Type::kRelationship:
        write(value.relationship());
        return;
      case cypher::Type::kPath:
        json_.array([&] {
          const cypher::Path& path = value.path();
          for (std::size_t i = 0; i < path.nodes.size(); ++i) {
            write(path.nodes[i]);
            if (i < path.relationships.size()) write(path.relationships[i]);
          }
        });
        return;
      default:
        json_.value(cypher::plain_text(value));
    }
  }

  // What was written of the graph, by keys of their ids.
  const std::set<std::string>& actors() const { return actors_; }
  const std::vector<cypher::Relationship>& relations() const { return relations_; }

 private:
  void write(cypher::Node node) {
    const cypher::Value id = graph_.property(node, node_id_);
    const cypher::Value name = graph_.property(node, node_name_);
    const bool has_id = id.is(cypher::Type::kString);
    if (has_id && find_key('n', id.text())) actors_.insert(id.text());
    json_.object([&] {
      json_.key("_node");
      write(id);
      json_.key("name");
      write(name.is_null() ? id : name);
      const std::vector<std::string> labels = graph_.labels(node);
      if (!labels.empty()) json_.field("type", labels.front());
    });
  }

  void write(cypher::Relationship relationship) {
    const cypher::Value id = graph_.property(relationship, relation_id_);
    const cypher::Value label = graph_.property(relationship, relation_label_);
    if (id.is(cypher::Type::kString) && find_key('r', id.text())) relations_.push_back(relationship);
    json_.object([&] {
      json_.key("_relation");
      write(id);
      json_.key("label");
      write(label.is_null() ? cypher::Value(graph_.type(relationship)) : label);
      json_.key("source");
      write(graph_.property(graph_.start(relationship), node_id_));
      json_.key("target");
      write(graph_.property(graph_.end(relationship), node_id_));
    });
  }

  Json& json_;
  const cypher::PropertyGraph& graph_;
  int node_id_, node_name_, relation_id_, relation_label_;
  std::set<std::string> actors_;
  std::vector<cypher::Relationship> relations_;
};

// Actors and relations of the rows. Relations bring their ends.
Fragment fragment_of(const GraphView& view, const Rows& rows) {
  Fragment fragment;
  std::set<EntityId> nodes;
  const auto add = [&](EntityId id) {
    if (nodes.contains(id)) return true;
    if (nodes.size() >= kMostDrawn) {
      ++fragment.nodes_left_out;
      return false;
    }
    nodes.insert(id);
    fragment.nodes.push_back(id);
    return true;
  };
  std::set<RelationId> edges;
  for (const cypher::Relationship& one : rows.relations()) {
    const auto id = static_cast<RelationId>(one.number);
    if (!edges.insert(id).second) continue;
    const RelationEdge& edge = view.relation(id);
    if (fragment.edges.size() < kMostEdges && add(edge.subject) && add(edge.object)) {
      fragment.edges.push_back(id);
    } else {
      ++fragment.edges_left_out;
    }
  }
  for (const std::string& id : rows.actors()) {
    for (const EntityId found : view.find(id)) add(found);
  }
  return fragment;
}

// "line 1, column 20: expected …; did you mean RETURN?", the line and a caret: told apart for the page.
Answer syntax_answer(const std::string& told) {
  const std::string first = told.substr(0, told.find('\n'));
  int line = 0, column = 0, read = 0;
  if (std::sscanf(first.c_str(), "line %d, column %d: %n", &line, &column, &read) != 2) read = 0;
  std::string message = first.substr(static_cast<std::size_t>(read));
  std::string hint;
  if (const std::size_t sign = message.rfind("; "); sign != std::string::npos) {
    hint = message.substr(sign + 2);
    message.erase(sign);
  }
  return json_answer(
      [&](Json& json) {
        json.key("error").object([&] {
          json.field("message", message);
          json.field("line", line);
          json.field("column", column);
          json.field("hint", hint);
        });
      },
      400);
}

cypher::Map parameters_of(const json::Document& body) {
  const auto found = body.FindMember("parameters");
  if (found == body.MemberEnd() || found->value.IsNull()) return {};
  if (!found->value.IsObject()) throw Refused(400, "'parameters' is no object");
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  found->value.Accept(writer);
  return parse_parameters(std::string_view(buffer.GetString(), buffer.GetSize()));
}

}  // namespace

Answer answer_query(Context& context, const Request& request) {
  const json::Document body = body_of(request);
  const std::string query = text_of(body, "query", true);
  const RunningQueries::Run run(context.queries, text_of(body, "id"));
  cypher::Limits limits = context.options.limits;
  limits.stop = run.token();
  const auto begin = std::chrono::steady_clock::now();
  // A view of its own, so that nobody waits for it; it goes with what it has read.
  Desk desk(context.options.graph);
  auto seat = desk.sit();
  const GraphView& view = seat.view();
  const cypher::EvidenceKinds kinds = cypher::evidence_kinds(query);
  const std::unique_ptr<const cypher::ViewGraph> graph =
      kinds.any() ? std::make_unique<cypher::EvidenceGraph>(view, kinds) : std::make_unique<cypher::ViewGraph>(view);
  try {
    cypher::Answer rows(*graph, query, parameters_of(body), limits);
    return json_answer([&](Json& json) {
      json.field("columns", rows.columns());
      Rows written(json, *graph);
      bool truncated = false;
      json.array("rows", [&] {
        std::vector<cypher::Value> row;
        for (std::size_t count = 0; rows.next(row); ++count) {
          truncated = count == kMostRows;
          if (truncated) break;
          json.array([&] {
            for (const cypher::Value& value : row) written.write(value);
          });
        }
      });
      json.field("truncated", truncated);
      const auto took = std::chrono::steady_clock::now() - begin;
      json.field("milliseconds", std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(took).count()});
      json.key("fragment").object([&] { write_fragment(json, context, seat, fragment_of(view, written)); });
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kSyntax) throw;
    return syntax_answer(error.what());
  }
}

Answer answer_cancel(Context& context, const Request& request) {
  const std::string id = text_of(body_of(request), "id", true);
  const bool stopped = context.queries.cancel(id);
  return json_answer([&](Json& json) { json.field("stopped", stopped); });
}

Answer answer_complete(Context& context, const Request& request) {
  const std::string before = request.parameter("before");
  if (before.size() > kLongestBefore) throw Refused(400, "the query is too long to be completed");
  Completed completed{before.size(), {}};
  if (context.options.completer) {
    auto seat = context.slow.sit();
    if (!seat.completer()) seat.completer() = context.options.completer(seat.view());
    completed = seat.completer()(before);
  }
  constexpr std::size_t kMostCandidates = 200;
  if (completed.candidates.size() > kMostCandidates) completed.candidates.resize(kMostCandidates);
  // The page counts in UTF-16, as JavaScript does.
  std::size_t begin = 0;
  for (std::size_t at = 0; at < std::min(completed.begin, before.size());) {
    begin += decode_utf8(before, at) > 0xFFFF ? 2 : 1;
  }
  return json_answer([&](Json& json) {
    json.field("candidates", completed.candidates);
    json.field("begin", begin);
  });
}

}  // namespace trama
