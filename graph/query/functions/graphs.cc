// Functions of nodes, relationships, paths and maps; names as the graph understands them.
#include <algorithm>

#include "base/utf8.h"
#include "graph/names/names.h"
#include "graph/query/functions/functions.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

Map properties_of(const Run& run, const Value& value) {
  if (value.is(Type::kNode)) return run.graph.properties(value.node());
  if (value.is(Type::kRelationship)) return run.graph.properties(value.relationship());
  return value.map();
}

Value labels(Run& run, Arguments a) {
  List list;
  for (std::string& label : run.graph.labels(a[0].node())) list.emplace_back(std::move(label));
  return list;
}

Value keys(Run& run, Arguments a) {
  List list;
  for (const auto& [key, value] : properties_of(run, a[0])) list.emplace_back(key);
  return list;
}

Value nodes(Run&, Arguments a) {
  return List(a[0].path().nodes.begin(), a[0].path().nodes.end());
}

Value relationships(Run&, Arguments a) {
  return List(a[0].path().relationships.begin(), a[0].path().relationships.end());
}

Value length(Run&, Arguments a) {
  if (a[0].is(Type::kList)) return static_cast<std::int64_t>(a[0].list().size());
  return static_cast<std::int64_t>(a[0].path().relationships.size());
}

// The graph's own id where it has one, else the handle.
Value id(Run& run, Arguments a) {
  if (a[0].is(Type::kNode)) {
    const Value own = run.graph.property(a[0].node(), run.graph.node_property_number("id"));
    return own.is_null() ? Value(static_cast<std::int64_t>(a[0].node().number)) : own;
  }
  const Value own = run.graph.property(a[0].relationship(), run.graph.relationship_property_number("id"));
  return own.is_null() ? Value(static_cast<std::int64_t>(a[0].relationship().number)) : own;
}

Value element_id(Run& run, Arguments a) {
  const Value value = id(run, a);
  return value.is(Type::kInteger) ? Value(std::to_string(value.integer())) : value;
}

Value same_name(Run& run, Arguments a) {
  if (a[0].is(Type::kNode)) return run.graph.is_called(a[0].node(), a[1].text());
  return fold_name(a[0].text()) == fold_name(a[1].text());
}

}  // namespace

std::span<const Function> graph_functions() {
  constexpr TypeMask kWithProperties = types::kNode | types::kRelationship | types::kMap;
  static const std::vector<Function> kTable = {
      {"labels", 1, 1, {types::kNode}, {types::kList, types::kString}, true, labels},
      {"type",
       1,
       1,
       {types::kRelationship},
       {types::kString},
       true,
       [](Run& run, Arguments a) -> Value { return run.graph.type(a[0].relationship()); }},
      {"keys", 1, 1, {kWithProperties}, {types::kList, types::kString}, true, keys},
      {"properties",
       1,
       1,
       {kWithProperties},
       {types::kMap},
       true,
       [](Run& run, Arguments a) -> Value { return properties_of(run, a[0]); }},
      {"nodes", 1, 1, {types::kPath}, {types::kList, types::kNode}, true, nodes},
      {"relationships", 1, 1, {types::kPath}, {types::kList, types::kRelationship}, true, relationships},
      {"rels", 1, 1, {types::kPath}, {types::kList, types::kRelationship}, true, relationships},
      {"length", 1, 1, {types::kPath | types::kList}, {types::kInteger}, true, length},
      {"startnode",
       1,
       1,
       {types::kRelationship},
       {types::kNode},
       true,
       [](Run& run, Arguments a) -> Value { return run.graph.start(a[0].relationship()); }},
      {"endnode",
       1,
       1,
       {types::kRelationship},
       {types::kNode},
       true,
       [](Run& run, Arguments a) -> Value { return run.graph.end(a[0].relationship()); }},
      {"id", 1, 1, {types::kElement}, {types::kInteger | types::kString}, true, id},
      {"elementid", 1, 1, {types::kElement}, {types::kString}, true, element_id},
      {"exists",
       1,
       1,
       {types::kAny},
       {types::kBoolean},
       false,
       [](Run&, Arguments a) -> Value { return !a[0].is_null(); }},
      {"same_name", 2, 2, {types::kNode | types::kString, types::kString}, {types::kBoolean}, true, same_name},
      {"fold",
       1,
       1,
       {types::kString},
       {types::kString},
       true,
       [](Run&, Arguments a) -> Value { return fold_name(a[0].text()); }},
  };
  return kTable;
}

}  // namespace trama::cypher
