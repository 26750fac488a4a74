// tck SCENARIOS.jsonl: answers scenarios of openCypher's Technology Compatibility Kit, a line of JSON for each. A
// scenario is a line: {"id", "graph": {"nodes": [{"id", "labels", "properties"}], "relationships": [{"id", "type",
// "start", "end", "properties"}]}, "parameters": {name: literal}, "query"}; a value {"$cypher": "date('2025-07-01')"}
// is one that the engine makes. An answer: {"id", "columns", "rows"} with cells as openCypher writes them, or {"id",
// "error"}.
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "base/json.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/format.h"
#include "graph/query/graphs/memory_graph.h"

namespace {

namespace json = trama::json;
using namespace trama::cypher;
using Writer = json::Writer<json::StringBuffer>;

std::string text_of(const json::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// A value as JSON has it; {"$cypher": "date('…')"} is one that the engine makes.
Value value_of(const json::Value& value) {
  if (value.IsBool()) return value.GetBool();
  if (value.IsInt64()) return std::int64_t{value.GetInt64()};
  if (value.IsNumber()) return value.GetDouble();
  if (value.IsString()) return text_of(value);
  if (value.IsArray()) {
    List list;
    for (const json::Value& item : value.GetArray()) list.push_back(value_of(item));
    return list;
  }
  if (!value.IsObject()) return {};
  if (value.HasMember("$cypher")) return constant(MemoryGraph(), text_of(value["$cypher"]));
  Map map;
  for (const auto& member : value.GetObject()) map.emplace(text_of(member.name), value_of(member.value));
  return map;
}

Map map_of(const json::Value& value) {
  const Value map = value_of(value);
  return map.is(Type::kMap) ? map.map() : Map();
}

MemoryGraph graph_of(const json::Value& described) {
  MemoryGraph graph;
  std::map<std::int64_t, Node> nodes;
  for (const json::Value& node : described["nodes"].GetArray()) {
    std::vector<std::string> labels;
    for (const json::Value& label : node["labels"].GetArray()) labels.push_back(text_of(label));
    nodes.emplace(node["id"].GetInt64(), graph.add_node(labels, map_of(node["properties"])));
  }
  for (const json::Value& one : described["relationships"].GetArray()) {
    graph.add_relationship(nodes.at(one["start"].GetInt64()), text_of(one["type"]), nodes.at(one["end"].GetInt64()),
                           map_of(one["properties"]));
  }
  return graph;
}

void answer(const json::Value& scenario, Writer& out) {
  const MemoryGraph graph = graph_of(scenario["graph"]);
  Map parameters;
  for (const auto& member : scenario["parameters"].GetObject()) {
    parameters.emplace(text_of(member.name), constant(graph, text_of(member.value)));
  }
  Answer given(graph, text_of(scenario["query"]), std::move(parameters));
  std::vector<std::vector<Value>> rows;
  std::vector<Value> row;
  while (given.next(row)) rows.push_back(row);
  out.Key("columns");
  out.StartArray();
  for (const std::string& column : given.columns()) out.String(column.c_str());
  out.EndArray();
  out.Key("rows");
  out.StartArray();
  for (const std::vector<Value>& values : rows) {
    out.StartArray();
    for (const Value& value : values) out.String(literal_text(value, graph).c_str());
    out.EndArray();
  }
  out.EndArray();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: tck SCENARIOS.jsonl\n";
    return 2;
  }
  std::ifstream in(arguments[1]);
  if (!in) {
    std::cerr << "tck: " << arguments[1] << " cannot be read\n";
    return 1;
  }
  for (std::string line; std::getline(in, line);) {
    json::Document scenario;
    scenario.Parse(line.c_str());
    if (scenario.HasParseError()) continue;
    json::StringBuffer buffer;
    Writer out(buffer);
    out.StartObject();
    out.Key("id");
    out.String(scenario["id"].GetString());
    try {
      answer(scenario, out);
    } catch (const std::exception& error) {
      out.Key("error");
      out.String(error.what());
    }
    out.EndObject();
    std::cout << buffer.GetString() << '\n';
  }
}
