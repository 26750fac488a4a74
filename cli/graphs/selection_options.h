// The options that say which part of a graph is exported or loaded.
#pragma once

#include <string>

#include "cli/command_line.h"
#include "export/format.h"
#include "graph/model/graph_view.h"

namespace trama::cli {

// Adds --top, --around, --hops, --min-evidence and --min-confidence. `options` must outlive `line`. `top_note` stands
// behind the help of --top.
void add_selection_options(CommandLine& line, ExportOptions& options, const std::string& top_note = {});

// Says on `io.err` whom --around means if several fit.
void say_who_is_meant(const GraphView& graph, const ExportOptions& options, Streams& io);

}  // namespace trama::cli
