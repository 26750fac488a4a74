// Equality, comparison, order and identity of values.
#include <cmath>
#include <cstring>

#include "graph/query/values/value.h"

namespace trama::cypher {
namespace {

// Rank of a type in the order of all values.
int rank(Type type) {
  switch (type) {
    case Type::kMap:
      return 0;
    case Type::kNode:
      return 1;
    case Type::kRelationship:
      return 2;
    case Type::kList:
      return 3;
    case Type::kPath:
      return 4;
    case Type::kDateTime:
      return 5;
    case Type::kLocalDateTime:
      return 6;
    case Type::kDate:
      return 7;
    case Type::kTime:
      return 8;
    case Type::kLocalTime:
      return 9;
    case Type::kDuration:
      return 10;
    case Type::kString:
      return 11;
    case Type::kBoolean:
      return 12;
    case Type::kInteger:
    case Type::kFloat:
      return 13;
    case Type::kNull:
      break;
  }
  return 14;
}

// Exact, though a double does not hold every integer.
std::partial_ordering compare_mixed(std::int64_t left, double right) {
  if (std::isnan(right)) return std::partial_ordering::unordered;
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (right >= kTwoTo63) return std::partial_ordering::less;
  if (right < -kTwoTo63) return std::partial_ordering::greater;
  const double whole = std::floor(right);
  const auto integer = static_cast<std::int64_t>(whole);
  if (left != integer) return left <=> integer;
  return whole < right ? std::partial_ordering::less : std::partial_ordering::equivalent;
}

std::partial_ordering reverse(std::partial_ordering order) {
  return 0 <=> order;
}

std::partial_ordering compare_numbers(const Value& left, const Value& right) {
  const bool a = left.is(Type::kInteger);
  const bool b = right.is(Type::kInteger);
  if (a && b) return left.integer() <=> right.integer();
  if (a) return compare_mixed(left.integer(), right.real());
  if (b) return reverse(compare_mixed(right.integer(), left.real()));
  return left.real() <=> right.real();
}

// NaN is the greatest number.
std::weak_ordering order_numbers(const Value& left, const Value& right) {
  const bool a = left.is(Type::kFloat) && std::isnan(left.real());
  const bool b = right.is(Type::kFloat) && std::isnan(right.real());
  if (a || b) return a <=> b;
  const std::partial_ordering order = compare_numbers(left, right);
  return order < 0   ? std::weak_ordering::less
         : order > 0 ? std::weak_ordering::greater
                     : std::weak_ordering::equivalent;
}

std::optional<bool> equal_lists(const List& left, const List& right) {
  if (left.size() != right.size()) return false;
  bool open = false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::optional<bool> same = equal(left[i], right[i]);
    if (same && !*same) return false;
    open = open || !same;
  }
  return open ? std::nullopt : std::optional(true);
}

std::optional<bool> equal_maps(const Map& left, const Map& right) {
  if (left.size() != right.size()) return false;
  bool open = false;
  for (auto a = left.begin(), b = right.begin(); a != left.end(); ++a, ++b) {
    if (a->first != b->first) return false;
    const std::optional<bool> same = equal(a->second, b->second);
    if (same && !*same) return false;
    open = open || !same;
  }
  return open ? std::nullopt : std::optional(true);
}

std::optional<std::partial_ordering> compare_lists(const List& left, const List& right) {
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    const std::optional<bool> same = equal(left[i], right[i]);
    if (!same) return std::nullopt;
    if (!*same) return compare(left[i], right[i]);
  }
  return left.size() <=> right.size();
}

std::weak_ordering order_lists(const List& left, const List& right, const ElementOrder* elements) {
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (const std::weak_ordering item = order(left[i], right[i], elements); item != 0) return item;
  }
  return left.size() <=> right.size();
}

std::weak_ordering order_maps(const Map& left, const Map& right, const ElementOrder* elements) {
  if (left.size() != right.size()) return left.size() <=> right.size();
  for (auto a = left.begin(), b = right.begin(); a != left.end(); ++a, ++b) {
    if (const std::weak_ordering key = a->first <=> b->first; key != 0) return key;
  }
  for (auto a = left.begin(), b = right.begin(); a != left.end(); ++a, ++b) {
    if (const std::weak_ordering item = order(a->second, b->second, elements); item != 0) return item;
  }
  return std::weak_ordering::equivalent;
}

std::weak_ordering order_paths(const Path& left, const Path& right, const ElementOrder* elements) {
  if (elements == nullptr) return left <=> right;
  for (std::size_t i = 0; i < left.nodes.size() && i < right.nodes.size(); ++i) {
    if (const auto node = elements->compare_nodes(left.nodes[i], right.nodes[i]); node != 0) return node;
    if (i >= left.relationships.size() || i >= right.relationships.size()) break;
    const auto one = elements->compare_relationships(left.relationships[i], right.relationships[i]);
    if (one != 0) return one;
  }
  return left.nodes.size() <=> right.nodes.size();
}

std::weak_ordering order_same_type(const Value& left, const Value& right, const ElementOrder* elements) {
  switch (left.type()) {
    case Type::kBoolean:
      return left.boolean() <=> right.boolean();
    case Type::kInteger:
    case Type::kFloat:
      return order_numbers(left, right);
    case Type::kString:
      return left.text() <=> right.text();
    case Type::kList:
      return order_lists(left.list(), right.list(), elements);
    case Type::kMap:
      return order_maps(left.map(), right.map(), elements);
    case Type::kNode:
      if (elements != nullptr) return elements->compare_nodes(left.node(), right.node());
      return left.node() <=> right.node();
    case Type::kRelationship:
      if (elements != nullptr) return elements->compare_relationships(left.relationship(), right.relationship());
      return left.relationship() <=> right.relationship();
    case Type::kPath:
      return order_paths(left.path(), right.path(), elements);
    case Type::kDate:
      return left.get<Date>() <=> right.get<Date>();
    case Type::kLocalTime:
      return left.get<LocalTime>() <=> right.get<LocalTime>();
    case Type::kTime:
      return order(left.get<Time>(), right.get<Time>());
    case Type::kLocalDateTime:
      return left.get<LocalDateTime>() <=> right.get<LocalDateTime>();
    case Type::kDateTime:
      return order(left.get<DateTime>(), right.get<DateTime>());
    case Type::kDuration:
      return order(left.get<Duration>(), right.get<Duration>());
    case Type::kNull:
      break;
  }
  return std::weak_ordering::equivalent;
}

template <typename T>
void append_bytes(const T& value, std::string& key) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  key.append(bytes, sizeof(T));
}

void append_number(const Value& value, std::string& key) {
  if (value.is(Type::kInteger)) {
    key.push_back('i');
    append_bytes(value.integer(), key);
    return;
  }
  const double real = value.real();
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (std::isnan(real)) {
    key.push_back('n');
  } else if (real == std::floor(real) && real >= -kTwoTo63 && real < kTwoTo63) {
    key.push_back('i');  // 1.0 is 1.
    append_bytes(static_cast<std::int64_t>(real), key);
  } else {
    key.push_back('f');
    append_bytes(real, key);
  }
}

}  // namespace

std::optional<bool> equal(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return std::nullopt;
  if (left.is_number() && right.is_number()) return compare_numbers(left, right) == 0;
  if (left.type() != right.type()) return false;
  if (left.is(Type::kList)) return equal_lists(left.list(), right.list());
  if (left.is(Type::kMap)) return equal_maps(left.map(), right.map());
  if (left.is(Type::kDuration)) return left.get<Duration>() == right.get<Duration>();
  return order_same_type(left, right, nullptr) == 0;
}

std::optional<std::partial_ordering> compare(const Value& left, const Value& right) {
  if (left.is_number() && right.is_number()) return compare_numbers(left, right);
  if (left.type() != right.type()) return std::nullopt;
  switch (left.type()) {
    case Type::kList:
      return compare_lists(left.list(), right.list());
    case Type::kNull:
    case Type::kMap:
    case Type::kNode:
    case Type::kRelationship:
    case Type::kPath:
    case Type::kDuration:
      return std::nullopt;
    default:
      return order_same_type(left, right, nullptr);
  }
}

std::weak_ordering order(const Value& left, const Value& right, const ElementOrder* elements) {
  const int a = rank(left.type());
  const int b = rank(right.type());
  return a != b ? std::weak_ordering(a <=> b) : order_same_type(left, right, elements);
}

void append_key(const Value& value, std::string& key) {
  const auto append_text = [&](std::string_view text) {
    append_bytes(text.size(), key);
    key.append(text);
  };
  if (value.is_number()) return append_number(value, key);
  key.push_back(static_cast<char>('A' + static_cast<int>(value.type())));
  switch (value.type()) {
    case Type::kBoolean:
      key.push_back(value.boolean() ? '1' : '0');
      break;
    case Type::kString:
      append_text(value.text());
      break;
    case Type::kList:
      append_bytes(value.list().size(), key);
      for (const Value& item : value.list()) append_key(item, key);
      break;
    case Type::kMap:
      append_bytes(value.map().size(), key);
      for (const auto& [name, item] : value.map()) {
        append_text(name);
        append_key(item, key);
      }
      break;
    case Type::kNode:
      append_bytes(value.node(), key);
      break;
    case Type::kRelationship:
      append_bytes(value.relationship(), key);
      break;
    case Type::kPath:
      append_bytes(value.path().nodes.size(), key);
      for (const Node node : value.path().nodes) append_bytes(node, key);
      for (const Relationship one : value.path().relationships) append_bytes(one, key);
      break;
    case Type::kDate:
      append_bytes(value.get<Date>(), key);
      break;
    case Type::kLocalTime:
      append_bytes(value.get<LocalTime>(), key);
      break;
    case Type::kTime:
      append_bytes(value.get<Time>().nanos, key);
      append_bytes(value.get<Time>().offset, key);
      break;
    case Type::kLocalDateTime:
      append_bytes(value.get<LocalDateTime>(), key);
      break;
    case Type::kDateTime: {
      const auto& moment = value.get<DateTime>();
      append_bytes(moment.days, key);
      append_bytes(moment.nanos, key);
      append_bytes(moment.offset, key);
      append_text(moment.zone != nullptr ? *moment.zone : std::string());
      break;
    }
    case Type::kDuration: {
      const auto& span = value.get<Duration>();
      append_bytes(span.months, key);
      append_bytes(span.days, key);
      append_bytes(span.seconds, key);
      append_bytes(span.nanos, key);
      break;
    }
    default:
      break;
  }
}

}  // namespace trama::cypher
