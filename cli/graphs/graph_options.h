// Parts of what add_graph_source() adds to a command line.
#pragma once

#include "cli/graphs/graph_reading.h"

namespace trama::cli {

// GRAPH, --things and --detail, without bounds on time.
void add_graph_file(CommandLine& line, GraphSource& source);
// Takes days of the calendar.
CLI::Validator day_validator();

}  // namespace trama::cli
