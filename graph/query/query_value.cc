#include "graph/query/query_value.h"

#include <cmath>
#include <cstdio>
#include <tuple>

#include "graph/names/names.h"

namespace trama::query {
namespace {

// Orders kinds of values; null is last.
int kind_rank(const Cell& cell) {
  switch (cell.value.index()) {
    case 0:
      return 6;
    case 1:
      return 2;
    case 2:
    case 3:
      return 0;
    case 4:
      return 1;
    case 5:
      return 3;
    case 6:
      return 4;
    default:
      return 5;
  }
}

template <typename T>
int three_way(const T& left, const T& right) {
  return left < right ? -1 : (right < left ? 1 : 0);
}

double as_double(const Cell& cell) {
  const auto* integer = std::get_if<std::int64_t>(&cell.value);
  return integer != nullptr ? static_cast<double>(*integer) : std::get<double>(cell.value);
}

int order_numbers(const Cell& left, const Cell& right) {
  const auto* a = std::get_if<std::int64_t>(&left.value);
  const auto* b = std::get_if<std::int64_t>(&right.value);
  return a != nullptr && b != nullptr ? three_way(*a, *b) : three_way(as_double(left), as_double(right));
}

int order_texts(const std::string& left, const std::string& right) {
  const int folded = three_way(fold_name(left), fold_name(right));
  return folded != 0 ? folded : three_way(left, right);
}

int order_entities(const GraphView& graph, EntityId left, EntityId right) {
  if (left == right) return 0;
  const int names = order_texts(graph.entity(left).name, graph.entity(right).name);
  return names != 0 ? names : three_way(graph.entity(left).key, graph.entity(right).key);
}

int order_relations(const GraphView& graph, RelationId left, RelationId right) {
  if (left == right) return 0;
  const RelationEdge& a = graph.relation(left);
  const RelationEdge& b = graph.relation(right);
  if (const int subjects = order_entities(graph, a.subject, b.subject); subjects != 0) return subjects;
  if (const int lemmas = three_way(a.lemma, b.lemma); lemmas != 0) return lemmas;
  if (const int objects = order_entities(graph, a.object, b.object); objects != 0) return objects;
  const auto rest = [](const RelationEdge& one) { return std::make_tuple(one.polarity, one.modality, one.key); };
  return three_way(rest(a), rest(b));
}

std::string display(const GraphView& graph, const Cell& cell) {
  const Value value = to_value(graph, cell);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) {
    char text[40];
    std::snprintf(text, sizeof(text), "%.15g", *real);
    return text;
  }
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
    std::string text;
    for (const std::string& item : *list) text += (text.empty() ? "" : ", ") + item;
    return "[" + text + "]";
  }
  return "null";
}

}  // namespace

int order(const GraphView& graph, const Cell& left, const Cell& right) {
  if (kind_rank(left) != kind_rank(right)) return three_way(kind_rank(left), kind_rank(right));
  switch (left.value.index()) {
    case 0:
      return 0;
    case 1:
      return three_way(std::get<bool>(left.value), std::get<bool>(right.value));
    case 2:
    case 3:
      return order_numbers(left, right);
    case 4:
      return order_texts(std::get<std::string>(left.value), std::get<std::string>(right.value));
    case 5:
      return order_entities(graph, std::get<EntityId>(left.value), std::get<EntityId>(right.value));
    case 6:
      return order_relations(graph, std::get<RelationId>(left.value), std::get<RelationId>(right.value));
    default:
      break;
  }
  const auto& a = std::get<CellList>(left.value);
  const auto& b = std::get<CellList>(right.value);
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const int item = order(graph, a[i], b[i]); item != 0) return item;
  }
  return three_way(a.size(), b.size());
}

Value to_value(const GraphView& graph, const Cell& cell) {
  switch (cell.value.index()) {
    case 1:
      return std::get<bool>(cell.value);
    case 2:
      return std::get<std::int64_t>(cell.value);
    case 3:
      return std::get<double>(cell.value);
    case 4:
      return std::get<std::string>(cell.value);
    case 5:
      return graph.entity(std::get<EntityId>(cell.value)).name;
    case 6:
      return graph.relation(std::get<RelationId>(cell.value)).label;
    case 7: {
      std::vector<std::string> texts;
      for (const Cell& item : std::get<CellList>(cell.value)) texts.push_back(display(graph, item));
      return texts;
    }
    default:
      return std::monostate();
  }
}

std::string identity(const Cell& cell) {
  std::string text = std::to_string(cell.value.index()) + ":";
  switch (cell.value.index()) {
    case 1:
      return text + (std::get<bool>(cell.value) ? "1" : "0");
    case 2:
      return text + std::to_string(std::get<std::int64_t>(cell.value));
    case 3: {
      char digits[40];
      std::snprintf(digits, sizeof(digits), "%.17g", std::get<double>(cell.value));
      return text + digits;
    }
    case 4: {
      const auto& value = std::get<std::string>(cell.value);
      return text + std::to_string(value.size()) + ":" + value;
    }
    case 5:
      return text + std::to_string(static_cast<std::uint32_t>(std::get<EntityId>(cell.value)));
    case 6:
      return text + std::to_string(static_cast<std::uint32_t>(std::get<RelationId>(cell.value)));
    case 7:
      for (const Cell& item : std::get<CellList>(cell.value)) text += identity(item) + ",";
      return text + ";";
    default:
      return text;
  }
}

}  // namespace trama::query
