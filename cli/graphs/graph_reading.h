// What the commands that read a graph file have in common.
#pragma once

#include <memory>
#include <string>

#include "cli/command_line.h"
#include "graph/model/bounded_view.h"
#include "graph/model/graph_view.h"
#include "graph/query/query.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama::cli {

// Adds the operand GRAPH, --things, --since, --until, --as-of and --detail. `source` must outlive `line`.
struct GraphSource {
  std::string file;
  bool things = false;
  GraphBounds bounds;
  std::string detail = "all";

  // Says on `io.err` if the graph lacks documents that are in the file. Throws Error if the file cannot be read or is
  // no graph file, UsageError if the time is none.
  std::unique_ptr<const GraphView> open(Streams& io) const;
};
void add_graph_source(CommandLine& line, GraphSource& source);

// Before a graph file is written to: if it is there and an older one, makes one of this version of it and says so.
void upgrade_first(const std::string& file, Streams& io);

// Gives what upgrade_graph() and the like find out line by line to a person.
Tell tell_on(Streams& io);

// Adds --format table|json|jsonl|csv|tsv. `format` must outlive `line`.
void add_format_option(CommandLine& line, TableFormat& format);

// The entity of this name or alias: with an exact name if there is one, else the most mentioned. `others` gets the
// names of the others of that name. Throws Error (kInvalid) that suggests similar names if there is none.
EntityId find_entity(const GraphView& graph, const std::string& name, std::vector<std::string>* others = nullptr);

// One relation as a line of text: "Kim Jong Un –apoya→ Rusia". A symmetric one is seen from the side of `from`.
std::string arrow_text(const GraphView& graph, const RelationEdge& relation, EntityId from);

// What a reader wants to know of a relation beside its names: "promised, 2 statements in 2 documents, 2025-07-01 to …".
std::string summary_text(const RelationEdge& relation);

// Where a sentence stands: "d1, 2025-07-01, bytes 10 to 80, https://…".
std::string place_text(const Evidence& evidence);

}  // namespace trama::cli
