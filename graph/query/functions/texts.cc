// Functions of texts. Positions and lengths count characters.
#include <algorithm>

#include "base/utf8.h"
#include "graph/query/functions/functions.h"
#include "graph/query/values/problem.h"

namespace trama::cypher {
namespace {

using Arguments = std::span<const Value>;

// Byte behind the first `characters` of a text.
std::size_t byte_of(const std::string& text, std::int64_t characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) decode_utf8(text, at);
  return at;
}

std::int64_t not_negative(const Value& value, std::string_view what) {
  if (value.integer() < 0) throw Problem(std::string(what) + " cannot be negative");
  return value.integer();
}

Value substring(Run&, Arguments a) {
  const std::string& text = a[0].text();
  const std::size_t begin = byte_of(text, not_negative(a[1], "where a part begins"));
  if (a.size() == 2) return text.substr(begin);
  const std::string rest = text.substr(begin);
  return rest.substr(0, byte_of(rest, not_negative(a[2], "a length")));
}

Value left(Run&, Arguments a) {
  return a[0].text().substr(0, byte_of(a[0].text(), not_negative(a[1], "a length")));
}

Value right(Run&, Arguments a) {
  const std::string& text = a[0].text();
  std::int64_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++length) decode_utf8(text, at);
  return text.substr(byte_of(text, length - not_negative(a[1], "a length")));
}

Value split(Run& run, Arguments a) {
  const std::string& text = a[0].text();
  std::vector<std::string> separators;
  if (a[1].is(Type::kString)) {
    separators.push_back(a[1].text());
  } else {
    for (const Value& one : a[1].list()) {
      if (!one.is(Type::kString)) throw Problem("split() needs texts to split at");
      separators.push_back(one.text());
    }
  }
  List parts;
  std::string part;
  for (std::size_t at = 0; at < text.size();) {
    run.budget.step();
    const auto found = std::find_if(separators.begin(), separators.end(), [&](const std::string& one) {
      return !one.empty() && text.compare(at, one.size(), one) == 0;
    });
    if (found != separators.end()) {
      parts.emplace_back(std::move(part));
      part.clear();
      at += found->size();
      continue;
    }
    const std::size_t begin = at;
    decode_utf8(text, at);
    part.append(text, begin, at - begin);
    const bool each = std::find(separators.begin(), separators.end(), std::string()) != separators.end();
    if (each && at < text.size()) {  // Nothing is between any two characters.
      parts.emplace_back(std::move(part));
      part.clear();
    }
  }
  parts.emplace_back(std::move(part));
  return parts;
}

Value replace(Run& run, Arguments a) {
  const std::string& text = a[0].text();
  const std::string& from = a[1].text();
  const std::string& to = a[2].text();
  if (from.empty()) return text;
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(from, at), text.size());
    result.append(text, at, found - at);
    if (found == text.size()) break;
    result += to;
    run.budget.check_size(result.size());
    run.budget.step();
    at = found + from.size();
  }
  return result;
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string trimmed(std::string text, bool at_left, bool at_right) {
  if (at_right) {
    while (!text.empty() && is_space(text.back())) text.pop_back();
  }
  std::size_t begin = 0;
  while (at_left && begin < text.size() && is_space(text[begin])) ++begin;
  return text.substr(begin);
}

Function of_text(std::string_view name, Value (*call)(Run&, Arguments)) {
  return {name, 1, 1, {types::kString}, {types::kString}, true, call};
}

}  // namespace

std::span<const Function> text_functions() {
  static const std::vector<Function> kTable = {
      {"substring", 2, 3, {types::kString, types::kInteger}, {types::kString}, true, substring},
      {"left", 2, 2, {types::kString, types::kInteger}, {types::kString}, true, left},
      {"right", 2, 2, {types::kString, types::kInteger}, {types::kString}, true, right},
      {"split", 2, 2, {types::kString, types::kString | types::kList}, {types::kList, types::kString}, true, split},
      {"replace", 3, 3, {types::kString}, {types::kString}, true, replace},
      of_text("tolower", [](Run&, Arguments a) -> Value { return to_lower(a[0].text()); }),
      of_text("lower", [](Run&, Arguments a) -> Value { return to_lower(a[0].text()); }),
      of_text("toupper", [](Run&, Arguments a) -> Value { return to_upper(a[0].text()); }),
      of_text("upper", [](Run&, Arguments a) -> Value { return to_upper(a[0].text()); }),
      of_text("trim", [](Run&, Arguments a) -> Value { return trimmed(a[0].text(), true, true); }),
      of_text("btrim", [](Run&, Arguments a) -> Value { return trimmed(a[0].text(), true, true); }),
      of_text("ltrim", [](Run&, Arguments a) -> Value { return trimmed(a[0].text(), true, false); }),
      of_text("rtrim", [](Run&, Arguments a) -> Value { return trimmed(a[0].text(), false, true); }),
  };
  return kTable;
}

}  // namespace trama::cypher
