#include "graph/query/query.h"

#include "base/error.h"
#include "base/json.h"
#include "graph/query/engine.h"
#include "graph/query/evidence/evidence_graph.h"
#include "graph/query/graphs/memory_graph.h"
#include "graph/query/held_rows.h"

namespace trama {
namespace {

cypher::Value of_json(const json::Value& value, int depth = 0) {
  if (depth > cypher::Value::kDeepest) throw Error(ErrorCode::kFormat, "the parameters nest too deeply");
  if (value.IsBool()) return value.GetBool();
  if (value.IsInt64()) return std::int64_t{value.GetInt64()};
  if (value.IsNumber()) return value.GetDouble();
  if (value.IsString()) return std::string(value.GetString(), value.GetStringLength());
  if (value.IsArray()) {
    cypher::List list;
    for (const json::Value& item : value.GetArray()) list.push_back(of_json(item, depth + 1));
    return list;
  }
  if (!value.IsObject()) return {};
  cypher::Map map;
  for (const auto& member : value.GetObject()) {
    map.insert_or_assign(std::string(member.name.GetString(), member.name.GetStringLength()),
                         of_json(member.value, depth + 1));
  }
  return map;
}

// Evidence is there only for queries that name it.
std::unique_ptr<const cypher::ViewGraph> make_asked(const GraphView& graph, std::string_view query, bool strict) {
  const cypher::EvidenceKinds kinds = cypher::evidence_kinds(query);
  if (!kinds.any()) return std::make_unique<cypher::ViewGraph>(graph, strict);
  return std::make_unique<cypher::EvidenceGraph>(graph, kinds, strict);
}

}  // namespace

void run_query(const GraphView& graph, std::string_view query, const QueryOptions& options, RowSink& sink) {
  const std::unique_ptr<const cypher::ViewGraph> asked = make_asked(graph, query, options.strict);
  cypher::Answer answer(*asked, query, options.parameters, options.limits);
  sink.begin(answer.columns());
  std::vector<cypher::Value> row;
  while (answer.next(row)) {
    for (cypher::Value& value : row) value = asked->shown(value);
    sink.row(row);
  }
  sink.end();
}

ResultTable run_query(const GraphView& graph, std::string_view query, const QueryOptions& options) {
  HeldRows held(options.limits);
  run_query(graph, query, options, held);
  return held.take();
}

cypher::Value parse_parameter(std::string_view text) {
  try {
    return cypher::constant(cypher::MemoryGraph(), text);
  } catch (const Error&) {
    return text;
  }
}

cypher::Map parse_parameters(std::string_view text) {
  json::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document.HasParseError() || !document.IsObject()) {
    throw Error(ErrorCode::kFormat, "parameters are a JSON object such as {\"name\": \"Kim\"}");
  }
  return of_json(document).map();
}

}  // namespace trama
