#include "graph/query/values/value.h"

#include <algorithm>

#include "graph/query/values/problem.h"

namespace trama::cypher {

struct Value::ListData {
  List items;
  int depth = 1;
  std::size_t bytes = 0;
};
struct Value::MapData {
  Map items;
  int depth = 1;
  std::size_t bytes = 0;
};

namespace {

// Of a cell and what allocations cost beside it.
constexpr std::size_t kBytesOfValue = sizeof(Value);
constexpr std::size_t kBytesOfEntry = 64;

void check_depth(int depth) {
  if (depth > Value::kDeepest) {
    throw Problem("lists and maps nest more than " + std::to_string(Value::kDeepest) + " times");
  }
}

}  // namespace

std::string_view type_name(Type type) {
  constexpr std::string_view kNames[] = {"Null", "Boolean",       "Integer",      "Float",   "String", "List",
                                         "Map",  "Node",          "Relationship", "Path",    "Date",   "LocalTime",
                                         "Time", "LocalDateTime", "DateTime",     "Duration"};
  return kNames[static_cast<std::size_t>(type)];
}

Value::Value(Path value) : data_(std::make_shared<const Path>(std::move(value))) {}

Value::Value(const std::vector<std::string>& texts) : Value(List(texts.begin(), texts.end())) {}

Value::Value(std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>> value) {
  std::visit([this](auto& known) { *this = Value(std::move(known)); }, value);
}

Value::Value(List value) {
  auto data = std::make_shared<ListData>();
  for (const Value& item : value) {
    data->depth = std::max(data->depth, item.depth() + 1);
    data->bytes += item.bytes();
  }
  check_depth(data->depth);
  data->items = std::move(value);
  data_ = std::shared_ptr<const ListData>(std::move(data));
}

Value::Value(Map value) {
  auto data = std::make_shared<MapData>();
  for (const auto& [key, item] : value) {
    data->depth = std::max(data->depth, item.depth() + 1);
    data->bytes += item.bytes() + key.size() + kBytesOfEntry;
  }
  check_depth(data->depth);
  data->items = std::move(value);
  data_ = std::shared_ptr<const MapData>(std::move(data));
}

double Value::number() const {
  return is(Type::kInteger) ? static_cast<double>(integer()) : real();
}
const List& Value::list() const {
  return std::get<std::shared_ptr<const ListData>>(data_)->items;
}
const Map& Value::map() const {
  return std::get<std::shared_ptr<const MapData>>(data_)->items;
}
const Path& Value::path() const {
  return *std::get<std::shared_ptr<const Path>>(data_);
}

std::size_t Value::bytes() const {
  switch (type()) {
    case Type::kString:
      return kBytesOfValue + text().size();
    case Type::kList:
      return kBytesOfValue + std::get<std::shared_ptr<const ListData>>(data_)->bytes;
    case Type::kMap:
      return kBytesOfValue + std::get<std::shared_ptr<const MapData>>(data_)->bytes;
    case Type::kPath:
      return kBytesOfValue + 16 * path().nodes.size();
    default:
      return kBytesOfValue;
  }
}

int Value::depth() const {
  if (is(Type::kList)) return std::get<std::shared_ptr<const ListData>>(data_)->depth;
  if (is(Type::kMap)) return std::get<std::shared_ptr<const MapData>>(data_)->depth;
  return 0;
}

}  // namespace trama::cypher
