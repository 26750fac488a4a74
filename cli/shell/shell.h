// The shell of `trama query`: queries and commands that a person types.
#pragma once

#include <string>

#include "cli/command.h"
#include "graph/model/graph_view.h"
#include "graph/query/query.h"

namespace trama::cli {

struct ShellOptions {
  std::string graph;  // As the user calls it.
  QueryOptions query;
  TableFormat format = TableFormat::kTable;
  bool history = true;
  bool pager = true;
};

// Until the user leaves. Standard input must be a terminal.
void run_shell(const GraphView& graph, ShellOptions options, Streams& io);

// An error of a query for a terminal: nothing in it steers the terminal, line by line.
std::string harmless_lines(const std::string& message);

}  // namespace trama::cli
