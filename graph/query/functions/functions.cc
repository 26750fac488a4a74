#include "graph/query/functions/functions.h"

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"

namespace trama::cypher {
namespace {

constexpr StaticType kAnything{};

std::span<const Aggregate> aggregates() {
  using enum Aggregate::Kind;
  static const std::vector<Aggregate> kAll = {
      {"count", kCount, 1, types::kAny, {types::kInteger}},
      {"collect", kCollect, 1, types::kAny, {types::kList}},
      {"sum", kSum, 1, types::kNumber | types::kDuration, {types::kNumber | types::kDuration}},
      {"avg", kAverage, 1, types::kNumber | types::kDuration, {types::kNumber | types::kDuration}},
      {"min", kLeast, 1, types::kAny, kAnything},
      {"max", kGreatest, 1, types::kAny, kAnything},
      {"stdev", kDeviation, 1, types::kNumber, {types::kFloat}},
      {"stdevp", kDeviationOfAll, 1, types::kNumber, {types::kFloat}},
      {"percentiledisc", kPercentileDiscrete, 2, types::kNumber, {types::kNumber}},
      {"percentilecont", kPercentileContinuous, 2, types::kNumber, {types::kFloat}},
  };
  return kAll;
}

const std::unordered_map<std::string_view, const Function*>& by_name() {
  static const auto kByName = [] {
    std::unordered_map<std::string_view, const Function*> map;
    for (const auto table : {number_functions(), text_functions(), list_functions(), graph_functions(),
                             conversion_functions(), temporal_functions(), duration_functions()}) {
      for (const Function& function : table) map.emplace(function.name, &function);
    }
    return map;
  }();
  return kByName;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = by_name().find(name);
  return found == by_name().end() ? nullptr : found->second;
}

const Aggregate* find_aggregate(std::string_view name) {
  for (const Aggregate& aggregate : aggregates()) {
    if (aggregate.name == name) return &aggregate;
  }
  return nullptr;
}

const Aggregate& count_star() {
  static const Aggregate kCountStar{"count", Aggregate::Kind::kCount, 0, types::kAny, {types::kInteger}};
  return kCountStar;
}

std::string_view spelt(std::string_view name) {
  constexpr std::string_view kOfSeveralWords[] = {"btrim",
                                                  "datetime.fromEpoch",
                                                  "datetime.fromEpochMillis",
                                                  "duration.inDays",
                                                  "duration.inMonths",
                                                  "duration.inSeconds",
                                                  "elementId",
                                                  "endNode",
                                                  "isEmpty",
                                                  "isNaN",
                                                  "lTrim",
                                                  "nullIf",
                                                  "percentileCont",
                                                  "percentileDisc",
                                                  "rTrim",
                                                  "startNode",
                                                  "stDev",
                                                  "stDevP",
                                                  "toBoolean",
                                                  "toBooleanList",
                                                  "toBooleanOrNull",
                                                  "toFloat",
                                                  "toFloatList",
                                                  "toFloatOrNull",
                                                  "toInteger",
                                                  "toIntegerList",
                                                  "toIntegerOrNull",
                                                  "toLower",
                                                  "toString",
                                                  "toStringList",
                                                  "toStringOrNull",
                                                  "toUpper",
                                                  "valueType"};
  const auto* const found = std::find_if(std::begin(kOfSeveralWords), std::end(kOfSeveralWords),
                                         [&](std::string_view one) { return to_lower(one) == name; });
  return found == std::end(kOfSeveralWords) ? name : *found;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const auto& [name, function] : by_name()) names.emplace_back(name);
  for (const Aggregate& aggregate : aggregates()) names.emplace_back(aggregate.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace trama::cypher
