// GraphML in the shape that all programs read alike (docs/formats.md): booleans as words, no defaults, ids that are no
// numbers, all edges directed. With the flavour yEd, also what yEd draws.
#include <algorithm>
#include <ostream>

#include "export/graphs/columns.h"
#include "export/graphs/xml.h"
#include "export/pictures/legend.h"
#include "export/selection.h"
#include "export/text.h"
#include "export/text_flush.h"
#include "export/writers.h"

namespace trama {
namespace {

constexpr std::size_t kYedWidth = 24;
constexpr std::size_t kYedLines = 3;

const char* graphml_type(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return "boolean";
    case PropertyType::kInteger:
      return "long";
    case PropertyType::kReal:
      return "double";
    default:
      return "string";
  }
}

// GraphML has no lists: elements are joined by "|"; a stroke or backslash within one has a backslash before it.
std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) all += '|';
    for (const char c : texts[i]) {
      if (c == '|' || c == '\\') all += '\\';
      all += c;
    }
  }
  return all;
}

class GraphMl {
 public:
  GraphMl(const GraphView& graph, const ExportOptions& options, std::ostream& out)
      : graph_(graph), yed_(options.flavour == "yed"), out_(out), evidence_(graph) {}

  void write(const Selection& selection) {
    text_ = R"(<?xml version="1.0" encoding="UTF-8"?>)"
            "\n"
            R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns")";
    if (yed_) text_ += R"( xmlns:y="http://www.yworks.com/xml/graphml")";
    text_ += ">\n";
    declare();
    text_ += "<graph id=\"G\" edgedefault=\"directed\">\n";
    for (const EntityId id : selection.entities) write_node(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) { write_edge(relation); });
    text_ += "</graph>\n</graphml>\n";
    flush_text(text_, out_);
  }

 private:
  void declare() {
    std::size_t number = 0;
    const auto key = [&](std::string_view of, std::string_view name, PropertyType type) {
      text_ += "<key id=\"k" + std::to_string(number++) + "\" for=\"";
      text_.append(of).append("\" attr.name=\"").append(name).append("\" attr.type=\"").append(graphml_type(type));
      text_ += "\"/>\n";
    };
    for (const NodeColumn& column : node_columns()) key("node", column.name, column.property->type);
    for (const EdgeColumn& column : edge_columns()) {
      key("edge", column.name, column.property == nullptr ? PropertyType::kReal : column.property->type);
    }
    if (yed_) {
      text_ +=
          "<key id=\"yn\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n"
          "<key id=\"ye\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n";
    }
  }

  void write_node(const Entity& entity) {
    text_ += "<node id=\"" + id_text(entity) + "\">";
    std::size_t number = 0;
    for (const NodeColumn& column : node_columns()) write_data(number++, column.property->get(entity));
    if (yed_) draw_node(entity);
    text_ += "</node>\n";
    flush_long_text(text_, out_);
  }

  void write_edge(const RelationEdge& relation) {
    text_ += "<edge id=\"" + id_text(relation) + "\" source=\"" + id_text(graph_.entity(relation.subject)) +
             "\" target=\"" + id_text(graph_.entity(relation.object)) + "\">";
    std::size_t number = node_columns().size();
    for (const EdgeColumn& column : edge_columns()) write_data(number++, edge_value(column, relation, evidence_));
    if (yed_) draw_edge(relation);
    text_ += "</edge>\n";
    flush_long_text(text_, out_);
  }

  void write_data(std::size_t key, const Value& value) {
    text_ += "<data key=\"k" + std::to_string(key) + "\">";
    if (const auto* truth = std::get_if<bool>(&value)) text_ += *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) text_ += std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) text_ += number_text(*number);
    if (const auto* text = std::get_if<std::string>(&value)) append_xml(text_, *text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) append_xml(text_, joined(*texts));
    text_ += "</data>";
  }

  static const char* yed_shape(EntityType type) {
    switch (type) {
      case EntityType::kPerson:
        return "ellipse";
      case EntityType::kLocation:
        return "hexagon";
      case EntityType::kGroup:
        return "roundrectangle";
      default:
        return "rectangle";
    }
  }

  void append_lines(const std::string& text) {
    const std::vector<std::string> lines = wrap(plain_text(text), kYedWidth, kYedLines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) text_ += '\n';
      append_xml(text_, lines[i]);
    }
  }

  void draw_node(const Entity& entity) {
    const EntityStyle& style = entity_style(entity.type);
    const std::vector<std::string> lines = wrap(plain_text(entity.name), kYedWidth, kYedLines);
    const std::size_t width = std::max_element(lines.begin(), lines.end(), [](const auto& left, const auto& right) {
                                return left.size() < right.size();
                              })->size();
    text_ += "<data key=\"yn\"><y:ShapeNode><y:Geometry width=\"" + std::to_string(30 + 7 * width) + "\" height=\"" +
             std::to_string(14 + 16 * lines.size()) + "\"/><y:Fill color=\"" + style.fill +
             "\" transparent=\"false\"/><y:BorderStyle color=\"" + style.outline +
             "\" type=\"line\" width=\"1.0\"/><y:NodeLabel>";
    append_lines(entity.name);
    text_ += std::string("</y:NodeLabel><y:Shape type=\"") + yed_shape(entity.type) + "\"/></y:ShapeNode></data>";
  }

  void draw_edge(const RelationEdge& relation) {
    const ArrowStyle style = arrow_style(relation);
    text_ += std::string("<data key=\"ye\"><y:PolyLineEdge><y:LineStyle color=\"") + arrow_colour(style) +
             "\" type=\"" + (style.uncertain ? "dashed" : "line") + "\" width=\"1.0\"/><y:Arrows source=\"" +
             (style.symmetric ? "standard" : "none") + "\" target=\"standard\"/><y:EdgeLabel>";
    append_lines(relation.label);
    text_ += "</y:EdgeLabel></y:PolyLineEdge></data>";
  }

  const GraphView& graph_;
  bool yed_;
  std::ostream& out_;
  EvidenceReader evidence_;
  std::string text_;
};

}  // namespace

void write_graphml(const GraphView& graph, const ExportOptions& options, Output& out) {
  GraphMl(graph, options, out.stream()).write(select(graph, options));
}

}  // namespace trama
