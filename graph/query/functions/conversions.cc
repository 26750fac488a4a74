// From one type to another.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "graph/query/functions/functions.h"
#include "graph/query/graphs/format.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<double> read_number(std::string_view text) {
  text = without_spaces(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Value to_whole(double value) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (!(value >= -kTwoTo63 && value < kTwoTo63)) throw Problem("the number is too large for an integer");
  return static_cast<std::int64_t>(value);
}

Value to_integer(Run&, Arguments a) {
  switch (a[0].type()) {
    case Type::kInteger:
      return a[0];
    case Type::kFloat:
      return std::isnan(a[0].real()) ? Value() : to_whole(a[0].real());
    case Type::kBoolean:
      return std::int64_t{a[0].boolean() ? 1 : 0};
    case Type::kString: {
      const std::string_view text = without_spaces(a[0].text());
      std::int64_t whole = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
      if (error == std::errc() && end == text.data() + text.size()) return whole;
      const std::optional<double> value = read_number(text);
      return value && std::fabs(*value) < 9.2e18 ? to_whole(*value) : Value();
    }
    default:
      throw Problem("toInteger() cannot be had of a " + std::string(type_name(a[0].type())));
  }
}

Value to_float(Run&, Arguments a) {
  if (a[0].is_number()) return a[0].number();
  if (!a[0].is(Type::kString)) throw Problem("toFloat() cannot be had of a " + std::string(type_name(a[0].type())));
  const std::optional<double> value = read_number(a[0].text());
  return value ? Value(*value) : Value();
}

Value to_boolean(Run&, Arguments a) {
  if (a[0].is(Type::kBoolean)) return a[0];
  if (a[0].is(Type::kInteger)) return a[0].integer() != 0;
  if (!a[0].is(Type::kString)) throw Problem("toBoolean() cannot be had of a " + std::string(type_name(a[0].type())));
  const std::string text = to_lower(without_spaces(a[0].text()));
  return text == "true" ? Value(true) : text == "false" ? Value(false) : Value();
}

Value to_string(Run&, Arguments a) {
  return text_of(a[0]);
}

// The same, with null where it cannot be done.
template <Value (*convert)(Run&, Arguments)>
Value or_null(Run& run, Arguments a) {
  try {
    return convert(run, a);
  } catch (const Problem&) {
    return {};
  }
}

template <Value (*convert)(Run&, Arguments)>
Value of_list(Run& run, Arguments a) {
  List list;
  for (const Value& item : a[0].list()) {
    run.budget.step();
    list.push_back(item.is_null() ? Value() : or_null<convert>(run, {&item, 1}));
  }
  return list;
}

Value value_type(Run&, Arguments a) {
  std::string name(type_name(a[0].type()));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name;
}

}  // namespace

std::string text_of(const Value& value) {
  switch (value.type()) {
    case Type::kBoolean:
    case Type::kInteger:
    case Type::kFloat:
    case Type::kDate:
    case Type::kLocalTime:
    case Type::kTime:
    case Type::kLocalDateTime:
    case Type::kDateTime:
    case Type::kDuration:
      return plain_text(value);
    case Type::kString:
      return value.text();
    default:
      throw Problem("toString() cannot be had of a " + std::string(type_name(value.type())));
  }
}

std::span<const Function> conversion_functions() {
  constexpr TypeMask kNumeric = types::kNumber | types::kString | types::kBoolean;
  constexpr TypeMask kWithText = types::kNumber | types::kString | types::kBoolean | types::kTemporal;
  static const std::vector<Function> kTable = {
      {"tointeger", 1, 1, {kNumeric}, {types::kInteger}, true, to_integer},
      {"toint", 1, 1, {kNumeric}, {types::kInteger}, true, to_integer},
      {"tofloat", 1, 1, {types::kNumber | types::kString}, {types::kFloat}, true, to_float},
      {"toboolean", 1, 1, {types::kInteger | types::kString | types::kBoolean}, {types::kBoolean}, true, to_boolean},
      {"tostring", 1, 1, {kWithText}, {types::kString}, true, to_string},
      {"tointegerornull", 1, 1, {types::kAny}, {types::kInteger}, true, or_null<to_integer>},
      {"tofloatornull", 1, 1, {types::kAny}, {types::kFloat}, true, or_null<to_float>},
      {"tobooleanornull", 1, 1, {types::kAny}, {types::kBoolean}, true, or_null<to_boolean>},
      {"tostringornull", 1, 1, {types::kAny}, {types::kString}, true, or_null<to_string>},
      {"tointegerlist", 1, 1, {types::kList}, {types::kList, types::kInteger}, true, of_list<to_integer>},
      {"tofloatlist", 1, 1, {types::kList}, {types::kList, types::kFloat}, true, of_list<to_float>},
      {"tobooleanlist", 1, 1, {types::kList}, {types::kList, types::kBoolean}, true, of_list<to_boolean>},
      {"tostringlist", 1, 1, {types::kList}, {types::kList, types::kString}, true, of_list<to_string>},
      {"valuetype", 1, 1, {types::kAny}, {types::kString}, false, value_type},
  };
  return kTable;
}

}  // namespace trama::cypher
