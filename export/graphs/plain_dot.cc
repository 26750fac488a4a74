// DOT for programs other than Graphviz: no default attributes (Gephi reads nothing then, pydot makes nodes of them), no
// HTML-like labels, every text in quotes.
#include <ostream>

#include "base/utf8.h"
#include "export/graphs/columns.h"
#include "export/selection.h"
#include "export/text_flush.h"
#include "export/writers.h"

namespace trama {
namespace {

class PlainDot {
 public:
  PlainDot(const GraphView& graph, std::ostream& out) : graph_(graph), out_(out), evidence_(graph) {}

  void write(const Selection& selection) {
    text_ = "digraph trama {\n";
    for (const EntityId id : selection.entities) write_node(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) { write_edge(relation); });
    text_ += "}\n";
    flush_text(text_, out_);
  }

 private:
  void write_node(const Entity& entity) {
    text_ += '"' + id_text(entity) + "\" [";
    bool first = true;
    for (const NodeColumn& column : node_columns()) write_value(column.name, column.property->get(entity), first);
    text_ += "];\n";
    flush_long_text(text_, out_);
  }

  void write_edge(const RelationEdge& relation) {
    text_ +=
        '"' + id_text(graph_.entity(relation.subject)) + "\" -> \"" + id_text(graph_.entity(relation.object)) + "\" [";
    bool first = true;
    for (const EdgeColumn& column : edge_columns()) {
      write_value(column.name, edge_value(column, relation, evidence_), first);
    }
    text_ += "];\n";
    flush_long_text(text_, out_);
  }

  void write_value(std::string_view name, const Value& value, bool& first) {
    text_.append(first ? "" : ", ").append(name).append("=\"");
    first = false;
    if (const auto* truth = std::get_if<bool>(&value)) text_ += *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) text_ += std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value)) text_ += number_text(*number);
    if (const auto* text = std::get_if<std::string>(&value)) append_text(*text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
      for (std::size_t i = 0; i < texts->size(); ++i) {
        if (i > 0) text_ += '|';
        append_text((*texts)[i]);
      }
    }
    text_ += '"';
  }

  // Quotes have a backslash before them: DOT knows no other escape, and its readers differ about backslashes, so that
  // one in the text becomes a stroke. Control characters become spaces.
  void append_text(const std::string& text) {
    if (!is_valid_utf8(text)) return append_text(repair_utf8(text).text);
    for (const char c : text) {
      if (c == '"') {
        text_ += "\\\"";
      } else if (c == '\\') {
        text_ += '/';
      } else {
        text_ += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
      }
    }
  }

  const GraphView& graph_;
  std::ostream& out_;
  EvidenceReader evidence_;
  std::string text_;
};

}  // namespace

void write_plain_dot(const GraphView& graph, const ExportOptions& options, Output& out) {
  PlainDot(graph, out.stream()).write(select(graph, options));
}

}  // namespace trama
