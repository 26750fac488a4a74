// The functions and aggregates that queries may call. Private to graph/query.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/query/run/run.h"
#include "graph/query/values/static_type.h"

namespace trama::cypher {

struct Function {
  std::string_view name;  // In small letters.
  int fewest = 0;
  int most = 0;                   // -1: any number.
  std::vector<TypeMask> accepts;  // Of each argument; further ones are as the last.
  StaticType result;
  bool null_for_null = true;  // Null if an argument is null, without a call.
  Value (*call)(Run& run, std::span<const Value> arguments) = nullptr;
  bool varies = false;  // Gives another value each time.
};

struct Aggregate {
  enum class Kind {
    kCount,
    kCollect,
    kSum,
    kAverage,
    kLeast,
    kGreatest,
    kDeviation,
    kDeviationOfAll,
    kPercentileDiscrete,
    kPercentileContinuous
  };
  std::string_view name;
  Kind kind = Kind::kCount;
  int arguments = 1;
  TypeMask accepts = types::kAny;
  StaticType result;
};

// Null if there is none. Names are in small letters.
const Function* find_function(std::string_view name);
const Aggregate* find_aggregate(std::string_view name);
const Aggregate& count_star();
// For "did you mean".
std::vector<std::string> function_names();
// The name as people write it, "toLower"; itself for names of one word.
std::string_view spelt(std::string_view name);

// One table in each file of this folder.
std::span<const Function> number_functions();
std::span<const Function> text_functions();
std::span<const Function> list_functions();
std::span<const Function> graph_functions();
std::span<const Function> conversion_functions();
std::span<const Function> temporal_functions();
std::span<const Function> duration_functions();

// A component such as `.year`; nullopt if the type has none of that name.
std::optional<Value> temporal_component(const Value& value, std::string_view name);

// As of toString(): throws Problem for what has no text.
std::string text_of(const Value& value);

}  // namespace trama::cypher
