#include "graph/query/query.h"

#include "base/error.h"
#include "base/json.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/memory_graph.h"
#include "graph/query/graphs/view_graph.h"

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

}  // namespace

ResultTable run_query(const GraphView& graph, std::string_view query, const QueryOptions& options) {
  const cypher::ViewGraph asked(graph, options.strict);
  cypher::Answer answer(asked, query, options.parameters, options.limits);
  ResultTable table;
  table.columns = answer.columns();
  std::int64_t bytes = 0;
  std::vector<cypher::Value> row;
  while (answer.next(row)) {
    if (static_cast<std::int64_t>(table.rows.size()) == options.limits.max_rows) {
      throw Error(ErrorCode::kInvalid, "the result has more than " + std::to_string(options.limits.max_rows) +
                                           " rows; use LIMIT, or narrow the query");
    }
    table.rows.emplace_back();
    for (const cypher::Value& value : row) {
      table.rows.back().push_back(asked.shown(value));
      bytes += static_cast<std::int64_t>(table.rows.back().back().bytes());
    }
    if (bytes > options.limits.max_bytes) {
      throw Error(ErrorCode::kInvalid, "the result takes more than " + std::to_string(options.limits.max_bytes) +
                                           " bytes; use LIMIT, or return fewer texts");
    }
  }
  return table;
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
