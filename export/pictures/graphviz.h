// A drawing as a Graphviz graph: the only place that sets attributes of cgraph.
#pragma once

#include <graphviz/cgraph.h>

#include <memory>
#include <mutex>
#include <string>

#include "export/pictures/drawing.h"

namespace trama {

// Graphviz 2.42 keeps state in global variables: whoever calls any of its functions holds this lock meanwhile. While it
// is held, Graphviz's messages are collected and not printed.
class GraphvizLock {
 public:
  GraphvizLock();
  ~GraphvizLock();
  // The first line of the messages since the lock was taken; empty if there were none.
  std::string message() const;

 private:
  std::lock_guard<std::mutex> guard_;
};

// How the picture is laid out.
enum class Layout {
  kLayers,  // Engine dot, from left to right: the most readable, for graphs of up to about a hundred entities.
  kForces,  // Engine sfdp with overlaps removed: for more.
};

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
using GraphvizGraph = std::unique_ptr<Agraph_t, CloseGraph>;

Layout choose_layout(const Drawing& drawing);
const char* engine(Layout layout);

// Builds the graph with all attributes: texts of the drawing are escaped so that they show as they are. Nodes and
// edges are named by their ids. The graph's channel for agwrite is a std::string, which it is appended to:
// a stream could throw, and there is C code in between.
GraphvizGraph make_graphviz(const Drawing& drawing, Layout layout, const GraphvizLock& lock);

}  // namespace trama
