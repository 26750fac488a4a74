// Functions of lists, and of what has a size.
#include <algorithm>

#include "base/utf8.h"
#include "graph/query/functions/functions.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

std::int64_t characters(const std::string& text) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) decode_utf8(text, at);
  return count;
}

Value size(Run&, Arguments a) {
  if (a[0].is(Type::kString)) return characters(a[0].text());
  if (a[0].is(Type::kMap)) return static_cast<std::int64_t>(a[0].map().size());
  return static_cast<std::int64_t>(a[0].list().size());
}

Value is_empty(Run&, Arguments a) {
  if (a[0].is(Type::kString)) return a[0].text().empty();
  return a[0].is(Type::kMap) ? a[0].map().empty() : a[0].list().empty();
}

Value head(Run&, Arguments a) {
  return a[0].list().empty() ? Value() : a[0].list().front();
}

Value last(Run&, Arguments a) {
  return a[0].list().empty() ? Value() : a[0].list().back();
}

Value tail(Run&, Arguments a) {
  const List& list = a[0].list();
  return list.empty() ? List() : List(list.begin() + 1, list.end());
}

Value reverse(Run&, Arguments a) {
  if (a[0].is(Type::kList)) return List(a[0].list().rbegin(), a[0].list().rend());
  const std::string& text = a[0].text();
  std::string result;
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    decode_utf8(text, at);
    parts.push_back(std::string_view(text).substr(begin, at - begin));
  }
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) result += *part;
  return result;
}

Value range(Run& run, Arguments a) {
  const std::int64_t from = a[0].integer();
  const std::int64_t to = a[1].integer();
  const std::int64_t step = a.size() > 2 ? a[2].integer() : 1;
  if (step == 0) throw Problem("the step of a range cannot be 0");
  List list;
  if (step > 0 ? from > to : from < to) return list;
  const auto distance = step > 0 ? static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from)
                                 : static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to);
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  const std::uint64_t steps = distance / stride;
  constexpr std::uint64_t kTooMany = std::uint64_t{1} << 40;
  run.budget.check_size((std::min(steps, kTooMany) + 1) * sizeof(Value));
  list.reserve(steps + 1);
  for (std::int64_t value = from; step > 0 ? value <= to : value >= to;) {
    run.budget.step();
    list.emplace_back(value);
    if (__builtin_add_overflow(value, step, &value)) break;
  }
  return list;
}

// coalesce(a, b, …) is told by the evaluator's rule for nulls: the first that is none.
Value coalesce(Run&, Arguments a) {
  const auto found = std::find_if(a.begin(), a.end(), [](const Value& one) { return !one.is_null(); });
  return found == a.end() ? Value() : *found;
}

Value null_if(Run&, Arguments a) {
  return equal(a[0], a[1]).value_or(false) ? Value() : a[0];
}

}  // namespace

std::span<const Function> list_functions() {
  constexpr TypeMask kSized = types::kString | types::kList | types::kMap;
  static const std::vector<Function> kTable = {
      {"size", 1, 1, {types::kString | types::kList}, {types::kInteger}, true, size},
      {"char_length", 1, 1, {types::kString}, {types::kInteger}, true, size},
      {"character_length", 1, 1, {types::kString}, {types::kInteger}, true, size},
      {"isempty", 1, 1, {kSized}, {types::kBoolean}, true, is_empty},
      {"head", 1, 1, {types::kList}, {}, true, head},
      {"last", 1, 1, {types::kList}, {}, true, last},
      {"tail", 1, 1, {types::kList}, {types::kList}, true, tail},
      {"reverse", 1, 1, {types::kString | types::kList}, {types::kString | types::kList}, true, reverse},
      {"range", 2, 3, {types::kInteger}, {types::kList, types::kInteger}, true, range},
      {"coalesce", 1, -1, {types::kAny}, {}, false, coalesce},
      {"nullif", 2, 2, {types::kAny}, {}, false, null_if},
  };
  return kTable;
}

}  // namespace trama::cypher
