// GEXF 1.3 with time: an edge lasts on the days of its statements (docs/formats.md). Every relation has a kind of its
// own among those of its ends, or Gephi would make one edge of parallel ones.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ostream>
#include <unordered_map>
#include <utility>

#include "export/graphs/columns.h"
#include "export/graphs/xml.h"
#include "export/pictures/legend.h"
#include "export/selection.h"
#include "export/text_flush.h"
#include "export/writers.h"
#include "graph/model/dates.h"

namespace trama {
namespace {

const char* gexf_type(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return "boolean";
    case PropertyType::kInteger:
      return "long";
    case PropertyType::kReal:
      return "double";
    case PropertyType::kTexts:
      return "liststring";
    default:
      return "string";  // Readers pass over columns of the type "date".
  }
}

// As a list of JSON, which Gephi and graphology read back exactly.
std::string list_text(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    list += i > 0 ? ", \"" : "\"";
    for (const char c : texts[i]) {
      if (c == '"' || c == '\\') list += '\\';
      if (c == '\n') {
        list += "\\n";
      } else if (c == '\r') {
        list += "\\r";
      } else if (c == '\t') {
        list += "\\t";
      } else {
        list += c;
      }
    }
    list += '"';
  }
  return list + "]";
}

// First and last days of what a relation's statements tell, none within or beside another.
using Days = std::vector<std::pair<std::int64_t, std::int64_t>>;

Days days_of_statements(const GraphView& graph, RelationId id) {
  Days days;
  for (const StatementWeight& weight : graph.weights(id)) {
    const auto first = days_of(weight.first_day);
    const auto last = days_of(weight.last_day);
    if (first || last) days.emplace_back(first ? *first : *last, last ? *last : *first);
  }
  std::sort(days.begin(), days.end());
  Days apart;
  for (const auto& [first, last] : days) {
    if (!apart.empty() && first <= apart.back().second + 1) {
      apart.back().second = std::max(apart.back().second, last);
    } else {
      apart.emplace_back(first, last);
    }
  }
  return apart;
}

int channel(const char* colour, int index) {
  int value = 0;
  const char* digits = colour + 1 + 2 * index;
  std::from_chars(digits, digits + 2, value, 16);
  return value;
}

class Gexf {
 public:
  Gexf(const GraphView& graph, const ExportOptions& options, std::ostream& out)
      : graph_(graph), options_(options), out_(out), evidence_(graph) {}

  void write(const Selection& selection) {
    text_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" "
        "xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n<meta><creator>trama</creator>";
    if (!options_.title.empty()) {
      text_ += "<description>";
      append_xml(text_, options_.title);
      text_ += "</description>";
    }
    text_ +=
        "</meta>\n<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" "
        "timerepresentation=\"interval\">\n";
    declare();
    text_ += "<nodes>\n";
    for (const EntityId id : selection.entities) write_node(graph_.entity(id));
    text_ += "</nodes>\n<edges>\n";
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) { write_edge(relation); });
    text_ += "</edges>\n</graph>\n</gexf>\n";
    flush_text(text_, out_);
  }

 private:
  void declare() {
    const auto attribute = [&](std::string_view id, std::string_view name, PropertyType type) {
      text_.append("<attribute id=\"").append(id).append("\" title=\"").append(name).append("\" type=\"");
      text_.append(gexf_type(type)).append("\"/>\n");
    };
    text_ += "<attributes class=\"node\" mode=\"static\">\n";
    for (const NodeColumn& column : node_columns()) {
      if (column.name != "label") attribute(column.name, column.name, column.property->type);
    }
    text_ += "</attributes>\n<attributes class=\"edge\" mode=\"static\">\n";
    for (const EdgeColumn& column : edge_columns()) {
      if (is_attribute(column)) attribute(column.name, column.name, column.property->type);
    }
    text_ += "</attributes>\n";
  }

  // What GEXF has a place for is no attribute besides.
  static bool is_attribute(const EdgeColumn& column) { return column.name != "label" && column.name != "weight"; }

  void write_node(const Entity& entity) {
    text_ += "<node id=\"" + id_text(entity) + "\" label=\"";
    append_xml(text_, entity.name);
    text_ += "\"><attvalues>";
    for (const NodeColumn& column : node_columns()) {
      if (column.name != "label") write_value(column.name, column.property->get(entity));
    }
    const char* colour = entity_style(entity.type).outline;
    text_ +=
        "</attvalues><viz:color r=\"" + std::to_string(channel(colour, 0)) + "\" g=\"" +
        std::to_string(channel(colour, 1)) + "\" b=\"" + std::to_string(channel(colour, 2)) + "\"/><viz:size value=\"" +
        number_text(std::round(10 + 10 * std::log2(1.0 + static_cast<double>(entity.mention_count)))) + "\"/></node>\n";
    flush_long_text(text_, out_);
  }

  void write_edge(const RelationEdge& relation) {
    text_ += "<edge id=\"" + id_text(relation) + "\" source=\"" + id_text(graph_.entity(relation.subject)) +
             "\" target=\"" + id_text(graph_.entity(relation.object)) + "\" type=\"directed\" kind=\"";
    append_kind(relation);
    text_ += "\" label=\"";
    append_xml(text_, relation.label);
    text_ += "\" weight=\"" + number_text(static_cast<double>(relation.count)) + "\"";
    const Days days = days_of_statements(graph_, relation.id);
    if (days.size() == 1) {
      text_ += " start=\"" + iso_of(days[0].first) + "\" end=\"" + iso_of(days[0].second) + "\"";
    }
    text_ += "><attvalues>";
    for (const EdgeColumn& column : edge_columns()) {
      if (is_attribute(column)) write_value(column.name, edge_value(column, relation, evidence_));
    }
    text_ += "</attvalues>";
    if (days.size() > 1) {
      text_ += "<spells>";
      for (const auto& [first, last] : days) {
        text_ += "<spell start=\"" + iso_of(first) + "\" end=\"" + iso_of(last) + "\"/>";
      }
      text_ += "</spells>";
    }
    const char* colour = arrow_colour(arrow_style(relation));
    text_ += "<viz:color r=\"" + std::to_string(channel(colour, 0)) + "\" g=\"" + std::to_string(channel(colour, 1)) +
             "\" b=\"" + std::to_string(channel(colour, 2)) + "\"/></edge>\n";
    flush_long_text(text_, out_);
  }

  // All that tells a relation from others of its ends: "reunir con", "enviar promised", "apoyar negative".
  void append_kind(const RelationEdge& relation) {
    append_xml(text_, relation.lemma);
    if (relation.symmetric) {
      text_ += " (symmetric)";
    } else if (!relation.preposition.empty()) {
      text_ += ' ';
      append_xml(text_, relation.preposition);
    }
    if (relation.polarity != Polarity::kPositive) text_.append(" ").append(to_string(relation.polarity));
    if (relation.modality != Modality::kAsserted) text_.append(" ").append(to_string(relation.modality));
  }

  void write_value(std::string_view id, const Value& value) {
    text_.append("<attvalue for=\"").append(id).append("\" value=\"");
    if (const auto* truth = std::get_if<bool>(&value)) text_ += *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) text_ += std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) text_ += number_text(*number);
    if (const auto* text = std::get_if<std::string>(&value)) append_xml(text_, *text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) append_xml(text_, list_text(*texts));
    text_ += "\"/>";
  }

  const GraphView& graph_;
  const ExportOptions& options_;
  std::ostream& out_;
  EvidenceReader evidence_;
  std::string text_;
};

}  // namespace

void write_gexf(const GraphView& graph, const ExportOptions& options, Output& out) {
  Gexf(graph, options, out.stream()).write(select(graph, options));
}

}  // namespace trama
