// DOT, and pictures drawn by Graphviz.
#include <graphviz/gvc.h>

#include <algorithm>
#include <ostream>
#include <unordered_set>

#include "base/error.h"
#include "export/pictures/drawing.h"
#include "export/pictures/graphviz.h"
#include "export/writers.h"

namespace trama {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kDotsPerInch = 110;
constexpr double kMaxPixels = 8000;  // Of the longer side: what image viewers open and cairo draws without trouble.

// Without the entities that no arrow reaches (those that are named only as sources): they would say nothing.
Selection visible(const GraphView& graph, const ExportOptions& options) {
  Selection selection = select(graph, options);
  std::unordered_set<EntityId> reached;
  for (const RelationId id : selection.relations) {
    reached.insert(graph.relation(id).subject);
    reached.insert(graph.relation(id).object);
  }
  if (reached.empty()) return selection;
  selection.entities_left_out += selection.entities.size() - reached.size();
  std::erase_if(selection.entities, [&](EntityId id) { return !reached.contains(id); });
  return selection;
}

Drawing draw_selection(const GraphView& graph, const ExportOptions& options) {
  return make_drawing(graph, visible(graph, options), options.title);
}

// One for the whole process: it holds the loaded plug-ins. Used under the GraphvizLock only.
GVC_t* context() {
  static GVC_t* const shared = gvContext();
  return shared;
}

[[noreturn]] void fail(const GraphvizLock& lock) {
  std::string message = "Graphviz cannot draw the graph";
  if (!lock.message().empty()) message.append(": ").append(lock.message());
  throw Error(ErrorCode::kIo, message);
}

class LaidOut {
 public:
  LaidOut(Agraph_t* graph, Layout layout, const GraphvizLock& lock) : graph_(graph) {
    if (gvLayout(context(), graph_, engine(layout)) != 0) fail(lock);
  }
  LaidOut(const LaidOut&) = delete;
  LaidOut& operator=(const LaidOut&) = delete;
  ~LaidOut() { gvFreeLayout(context(), graph_); }

  // So many that neither side gets longer than kMaxPixels.
  void limit_resolution() {
    const boxf& bounds = GD_bb(graph_);
    const double longer = std::max({bounds.UR.x - bounds.LL.x, bounds.UR.y - bounds.LL.y, 1.0});
    GD_drawing(graph_)->dpi = std::min(kDotsPerInch, kMaxPixels * kPointsPerInch / longer);
  }

  std::string render(const char* format, const GraphvizLock& lock) {
    char* data = nullptr;
    unsigned int length = 0;
    if (gvRenderData(context(), graph_, format, &data, &length) != 0 || data == nullptr) fail(lock);
    std::string picture(data, length);
    gvFreeRenderData(data);
    return picture;
  }

 private:
  Agraph_t* graph_;
};

std::string render(const GraphView& graph, const ExportOptions& options, const char* format, bool pixels) {
  const Drawing drawing = draw_selection(graph, options);
  const Layout layout = choose_layout(drawing);
  const GraphvizLock lock;
  const GraphvizGraph graphviz = make_graphviz(drawing, layout, lock);
  LaidOut picture(graphviz.get(), layout, lock);
  if (pixels) picture.limit_resolution();
  return picture.render(format, lock);
}

}  // namespace

void write_dot(const GraphView& graph, const ExportOptions& options, Output& out) {
  const Drawing drawing = draw_selection(graph, options);
  std::string text;
  {
    const GraphvizLock lock;
    const GraphvizGraph graphviz = make_graphviz(drawing, choose_layout(drawing), lock);
    if (agwrite(graphviz.get(), &text) != 0) fail(lock);
  }
  out.stream() << text;
}

void write_svg(const GraphView& graph, const ExportOptions& options, Output& out) {
  out.stream() << render(graph, options, "svg", false);
}

void write_png(const GraphView& graph, const ExportOptions& options, Output& out) {
  out.stream() << render(graph, options, "png", true);
}

}  // namespace trama
