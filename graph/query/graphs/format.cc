#include "graph/query/graphs/format.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "graph/query/graphs/property_graph.h"

namespace trama::cypher {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string quoted_name(const std::string& name) {
  const bool plain =
      !name.empty() && !(name[0] >= '0' && name[0] <= '9') && std::all_of(name.begin(), name.end(), [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
      });
  if (plain) return name;
  std::string out = "`";
  for (const char c : name) out.append(c == '`' ? 2 : 1, c);
  return out + "`";
}

class Writer {
 public:
  explicit Writer(const PropertyGraph& graph) : graph_(graph) {}

  std::string value(const Value& value) const {
    switch (value.type()) {
      case Type::kNull:
        return "null";
      case Type::kString:
        return quoted(value.text());
      case Type::kList: {
        std::string out;
        for (const Value& item : value.list()) out += (out.empty() ? "" : ", ") + this->value(item);
        return "[" + out + "]";
      }
      case Type::kMap:
        return map(value.map());
      case Type::kNode:
        return node(value.node());
      case Type::kRelationship:
        return relationship(value.relationship());
      case Type::kPath:
        return path(value.path());
      case Type::kBoolean:
      case Type::kInteger:
      case Type::kFloat:
        return plain_text(value);
      default:
        return quoted(plain_text(value));
    }
  }

 private:
  std::string map(const Map& map) const {
    std::string out;
    for (const auto& [key, item] : map) out += (out.empty() ? "" : ", ") + quoted_name(key) + ": " + value(item);
    return "{" + out + "}";
  }

  std::string node(Node node) const {
    std::string out;
    for (const std::string& label : graph_.labels(node)) out += ":" + quoted_name(label);
    const Map properties = graph_.properties(node);
    if (!properties.empty()) out += (out.empty() ? "" : " ") + map(properties);
    return "(" + out + ")";
  }

  std::string relationship(Relationship one) const {
    const Map properties = graph_.properties(one);
    return "[:" + quoted_name(graph_.type(one)) + (properties.empty() ? "" : " " + map(properties)) + "]";
  }

  std::string path(const Path& path) const {
    std::string out = "<" + node(path.nodes.front());
    for (std::size_t i = 0; i < path.relationships.size(); ++i) {
      const bool along = graph_.start(path.relationships[i]) == path.nodes[i];
      out +=
          (along ? "-" : "<-") + relationship(path.relationships[i]) + (along ? "->" : "-") + node(path.nodes[i + 1]);
    }
    return out + ">";
  }

  const PropertyGraph& graph_;
};

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  std::string text(buffer, end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string plain_text(const Value& value) {
  switch (value.type()) {
    case Type::kBoolean:
      return value.boolean() ? "true" : "false";
    case Type::kInteger:
      return std::to_string(value.integer());
    case Type::kFloat:
      return number_text(value.real());
    case Type::kDate:
      return to_text(value.get<Date>());
    case Type::kLocalTime:
      return to_text(value.get<LocalTime>());
    case Type::kTime:
      return to_text(value.get<Time>());
    case Type::kLocalDateTime:
      return to_text(value.get<LocalDateTime>());
    case Type::kDateTime:
      return to_text(value.get<DateTime>());
    case Type::kDuration:
      return to_text(value.get<Duration>());
    default:
      return {};
  }
}

std::string literal_text(const Value& value, const PropertyGraph& graph) {
  return Writer(graph).value(value);
}

}  // namespace trama::cypher
