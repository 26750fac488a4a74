#include "export/pictures/graphviz.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "export/pictures/legend.h"

namespace trama {

namespace {

// Beyond these sizes the engine dot gives pictures too wide to read, and needs minutes.
constexpr std::size_t kMaxLayerEntities = 120;
constexpr std::size_t kMaxLayerArrows = 300;
// Beyond this many arrows their labels hide each other; what they say is still in the tooltips.
constexpr std::size_t kMaxLabelledArrows = 400;
constexpr double kMaxPenWidth = 5;
// Verdana has the same widths, for viewers that lack DejaVu Sans.
constexpr const char* kFont = "DejaVu Sans,Verdana,sans-serif";

std::mutex graphviz_mutex;
std::string graphviz_messages;  // Guarded by graphviz_mutex.
constexpr std::size_t kMaxMessages = 2000;

int collect_message(char* text) {
  if (graphviz_messages.size() < kMaxMessages) graphviz_messages += text;
  return 0;
}

int append_to_string(void* channel, const char* text) {
  static_cast<std::string*>(channel)->append(text);
  return 0;
}

int flush_nothing(void*) {
  return 0;
}

Agraph_t* open_graph() {
  static Agiodisc_t io = {nullptr, append_to_string, flush_nothing};
  static Agdisc_t discipline = {&AgMemDisc, &AgIdDisc, &io};
  Agraph_t* graph = agopen(const_cast<char*>("trama"), Agdirected, &discipline);
  if (graph == nullptr) throw Error(ErrorCode::kInvalid, "Graphviz cannot make a graph");
  return graph;
}

// cgraph's functions take char* but only read.
char* mutable_text(const std::string& text) {
  return const_cast<char*>(text.c_str());
}

void set_default(Agraph_t* graph, int kind, const char* name, const std::string& value) {
  agattr(graph, kind, const_cast<char*>(name), mutable_text(value));
}

void set(void* object, const char* name, const std::string& value) {
  agsafeset(object, const_cast<char*>(name), mutable_text(value), const_cast<char*>(""));
}

// Whether an "&" here would be read as the start of a character entity such as "&lt;" or "&#60;".
bool starts_entity(std::string_view text) {
  const std::size_t end = text.find(';', 1);
  if (end == text.npos || end < 2) return false;
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(end), [](unsigned char c) {
    return c == '#' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

// Graphviz replaces "\N", "\G", "\n" and character entities: in labels once, in tooltips it does so with backslashes
// twice, hence `backslash`.
std::string escape(std::string_view text, std::string_view backslash) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      out += backslash;
    } else if (text[i] == '&' && starts_entity(text.substr(i))) {
      out += "&amp;";
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string escape_label(std::string_view text) {
  return escape(text, R"(\\)");
}

std::string escape_tooltip(std::string_view text) {
  return escape(text, R"(\\\\)");
}

// Graphviz writes addresses as they are into the XML of a picture. (What else would need escaping, they do not have.)
std::string escape_url(std::string_view url) {
  std::string out;
  for (const char c : url) {
    if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : "\\n").append(escape_label(text));
  return all;
}

std::string number(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2).ptr};
}

void set_graph_attributes(Agraph_t* graph, Layout layout) {
  const auto set_graph = [&](const char* name, const char* value) { set_default(graph, AGRAPH, name, value); };
  set_graph("charset", "UTF-8");
  set_graph("fontname", kFont);
  set_graph("bgcolor", "white");
  set_graph("labelloc", "t");
  set_graph("labeljust", "l");
  set_graph("pad", "0.3");
  set_graph("linelength", "0");  // agwrite must not break long lines: it would do so inside an escape.
  set_graph("layout", engine(layout));
  if (layout == Layout::kLayers) {
    set_graph("rankdir", "LR");
    set_graph("nodesep", "0.3");
    set_graph("ranksep", "0.7");
  } else {
    set_graph("overlap", "prism");
    set_graph("sep", "+36,+22");  // Points around each entity: room for the arrows' labels.
    set_graph("smoothing", "spring");
    set_graph("repulsiveforce", "1.6");
    set_graph("K", "1.6");
    set_graph("splines", "line");
    set_graph("outputorder", "edgesfirst");
  }
}

void set_common_attributes(Agraph_t* graph) {
  set_default(graph, AGNODE, "fontname", kFont);
  set_default(graph, AGNODE, "fontsize", "12");
  set_default(graph, AGNODE, "fontcolor", "#1A1A1A");
  set_default(graph, AGNODE, "height", "0.4");
  set_default(graph, AGNODE, "width", "0.5");
  set_default(graph, AGNODE, "penwidth", "1.4");
  set_default(graph, AGEDGE, "fontname", kFont);
  set_default(graph, AGEDGE, "fontsize", "10");
  set_default(graph, AGEDGE, "arrowsize", "0.8");
}

void set_html_label(Agraph_t* graph, const std::string& markup) {
  char* label = agstrdup_html(graph, mutable_text(markup));
  agattr(graph, AGRAPH, const_cast<char*>("label"), const_cast<char*>(""));
  agset(graph, const_cast<char*>("label"), label);
  agstrfree(graph, label);
}

void add_entity(Agraph_t* graph, const DrawnEntity& entity) {
  Agnode_t* node = agnode(graph, mutable_text(entity.id), 1);
  const EntityStyle& style = entity_style(entity.type);
  set(node, "id", entity.id);
  set(node, "label", lines(entity.label));
  set(node, "shape", style.shape);
  set(node, "margin", style.margin);
  set(node, "style", std::string(style.style).append(entity.named ? "" : ",dashed"));
  set(node, "fillcolor", style.fill);
  set(node, "color", style.outline);
  set(node, "tooltip", escape_tooltip(entity.tooltip));
}

void add_arrow(Agraph_t* graph, const DrawnArrow& arrow, bool labelled) {
  Agnode_t* tail = agnode(graph, mutable_text(arrow.subject), 0);
  Agnode_t* head = agnode(graph, mutable_text(arrow.object), 0);
  Agedge_t* edge = agedge(graph, tail, head, mutable_text(arrow.id), 1);
  const std::string colour = arrow_colour(arrow.style);
  const std::string tooltip = escape_tooltip(arrow.tooltip);
  const double count = static_cast<double>(std::max<std::int64_t>(arrow.count, 1));
  set(edge, "id", arrow.id);
  if (labelled) set(edge, "label", lines(arrow.label));
  set(edge, "color", colour);
  set(edge, "fontcolor", arrow.style.negated ? colour : "#1A1A1A");
  set(edge, "style", arrow.style.uncertain ? "dashed" : "solid");
  set(edge, "penwidth", number(std::min(1 + 0.7 * std::log2(count), kMaxPenWidth)));
  set(edge, "dir", arrow.style.symmetric ? "both" : "forward");
  set(edge, "tooltip", tooltip);
  set(edge, "labeltooltip", tooltip);
  if (!arrow.url.empty()) {
    set(edge, "URL", escape_url(arrow.url));
    set(edge, "target", "_blank");
  }
}

}  // namespace

GraphvizLock::GraphvizLock() : guard_(graphviz_mutex) {
  graphviz_messages.clear();
  agseterr(AGWARN);
  agseterrf(collect_message);
}

GraphvizLock::~GraphvizLock() {
  agseterrf(nullptr);
}

std::string GraphvizLock::message() const {
  return graphviz_messages.substr(0, graphviz_messages.find('\n'));
}

Layout choose_layout(const Drawing& drawing) {
  const bool small = drawing.entities.size() <= kMaxLayerEntities && drawing.arrows.size() <= kMaxLayerArrows;
  return small ? Layout::kLayers : Layout::kForces;
}

const char* engine(Layout layout) {
  return layout == Layout::kLayers ? "dot" : "sfdp";
}

GraphvizGraph make_graphviz(const Drawing& drawing, Layout layout, const GraphvizLock&) {
  GraphvizGraph graph(open_graph());
  set_graph_attributes(graph.get(), layout);
  set_common_attributes(graph.get());
  set_html_label(graph.get(), make_legend(drawing));
  for (const DrawnEntity& entity : drawing.entities) add_entity(graph.get(), entity);
  const bool labelled = drawing.arrows.size() <= kMaxLabelledArrows;
  for (const DrawnArrow& arrow : drawing.arrows) add_arrow(graph.get(), arrow, labelled);
  return graph;
}

}  // namespace trama
