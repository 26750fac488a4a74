// The values of queries: one recursive type. Public.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "graph/query/values/temporal.h"

namespace trama::cypher {

class Value;
using List = std::vector<Value>;
using Map = std::map<std::string, Value, std::less<>>;

// Handles of one graph (graph/query/graphs/property_graph.h).
struct Node {
  std::uint64_t number = 0;
  auto operator<=>(const Node&) const = default;
};
struct Relationship {
  std::uint64_t number = 0;
  auto operator<=>(const Relationship&) const = default;
};

// nodes.size() == relationships.size() + 1. A relationship may be walked against its direction.
struct Path {
  std::vector<Node> nodes;
  std::vector<Relationship> relationships;
  auto operator<=>(const Path&) const = default;
};

// In the order of Value's alternatives.
enum class Type : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
};
// "Boolean", "List" … as messages call it.
std::string_view type_name(Type type);

// Immutable; copies of lists, maps and paths share them. Texts are UTF-8.
class Value {
 public:
  Value() = default;  // Null. Converted from plain values by intention: NOLINTBEGIN(google-explicit-constructor)
  Value(bool value) : data_(value) {}
  Value(std::int64_t value) : data_(value) {}
  Value(int value) : data_(std::int64_t{value}) {}
  Value(double value) : data_(value) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(Node value) : data_(value) {}
  Value(Relationship value) : data_(value) {}
  Value(Date value) : data_(value) {}
  Value(LocalTime value) : data_(value) {}
  Value(Time value) : data_(value) {}
  Value(LocalDateTime value) : data_(value) {}
  Value(DateTime value) : data_(value) {}
  Value(Duration value) : data_(value) {}
  Value(Path value);
  // As properties of graph/model have them.
  Value(std::monostate) {}
  Value(const std::vector<std::string>& texts);
  Value(std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>> value);
  // Throw Problem if lists and maps would nest more than kDeepest times.
  Value(List value);
  Value(Map value);

  static constexpr int kDeepest = 500;  // NOLINTEND(google-explicit-constructor)

  Type type() const { return static_cast<Type>(data_.index()); }
  bool is_null() const { return data_.index() == 0; }
  bool is(Type type) const { return this->type() == type; }
  bool is_number() const { return is(Type::kInteger) || is(Type::kFloat); }
  bool is_true() const { return is(Type::kBoolean) && boolean(); }

  // Of that type; std::bad_variant_access if it is of another.
  bool boolean() const { return std::get<bool>(data_); }
  std::int64_t integer() const { return std::get<std::int64_t>(data_); }
  double real() const { return std::get<double>(data_); }
  double number() const;  // Of either type of numbers.
  const std::string& text() const { return std::get<std::string>(data_); }
  const List& list() const;
  const Map& map() const;
  const Path& path() const;
  Node node() const { return std::get<Node>(data_); }
  Relationship relationship() const { return std::get<Relationship>(data_); }
  template <typename T>
  const T& get() const {
    return std::get<T>(data_);
  }

  // About as many bytes as it takes, what it shares included.
  std::size_t bytes() const;
  int depth() const;  // 0 for what is no list and no map.

 private:
  struct ListData;
  struct MapData;
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const ListData>,
               std::shared_ptr<const MapData>, Node, Relationship, std::shared_ptr<const Path>, Date, LocalTime, Time,
               LocalDateTime, DateTime, Duration>
      data_;
};

// openCypher's equality, as of `=`: nullopt where a null leaves it open.
std::optional<bool> equal(const Value& left, const Value& right);
// As of `<`: nullopt if the two cannot be compared, unordered beside a NaN.
std::optional<std::partial_ordering> compare(const Value& left, const Value& right);
// How a graph puts its nodes and relationships in order.
class ElementOrder {
 public:
  virtual ~ElementOrder() = default;
  virtual std::weak_ordering compare_nodes(Node left, Node right) const = 0;
  virtual std::weak_ordering compare_relationships(Relationship left, Relationship right) const = 0;
};

// As of ORDER BY, min and max: total, nulls last. Values that are even in it are one for DISTINCT and grouping. Without
// `elements` nodes and relationships stand in the order of their handles.
std::weak_ordering order(const Value& left, const Value& right, const ElementOrder* elements = nullptr);
// Appends bytes that are equal for values that are even in that order, and for no others.
void append_key(const Value& value, std::string& key);

}  // namespace trama::cypher
