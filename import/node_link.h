// Graphs as `trama export --to json` writes them: nodes and edges, the evidence of each edge within it. Private to
// import/.
#pragma once

#include <string>
#include <string_view>

#include "import/statement_files.h"

namespace trama {

// Whether a text that begins so (more than some hundred bytes are not needed) is such a graph.
bool is_node_link(std::string_view head);

// Nodes must come before edges. What an edge's evidence does not tell of its ends (type, whether they are named, other
// names) is that of the nodes.
void import_node_link(InputFile& file, const std::string& name, const ImportSink& sink);

}  // namespace trama
