// The export formats, one function each.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/output.h"
#include "export/output_folder.h"
#include "graph/model/graph_view.h"

namespace trama {

class Store;

// Which part of a graph is written. What is left out is counted in the picture's legend.
struct ExportOptions {
  int top = 0;         // Only the N entities with the most support; 0: all.
  std::string around;  // Only what lies within `hops` of this name; empty: all.
  int hops = 1;
  int min_evidence = 1;       // Only relations with at least so many statements.
  double min_confidence = 0;  // Only relations at least so sure.
  std::string title;          // For pictures.

  // What some formats leave open; Format::choices says which.
  std::string flavour;    // Of GraphML: "yed" adds looks; empty: plain.
  std::string dialect;    // Of Cypher: "neo4j" (also empty), "memgraph", "falkordb", "ladybug".
  bool evidence = false;  // Documents, statements and their sources as nodes of a database.
  bool rdf12 = false;     // Relations as triple terms of RDF 1.2 too.

  // The file that the graph is of, if the whole of it is exported: Parquet has what it is made of, too, so that trama
  // import makes the same graph of it. Else null.
  const Store* whole = nullptr;

  // For html: groups of actors that have most to do with each other, the greatest first, in each the best known first.
  // Without it none are told.
  std::function<std::vector<std::vector<EntityId>>(const GraphView&)> communities;
};

struct Format {
  std::string_view name;         // As typed after --to, e.g. "dot".
  std::string_view extension;    // Of output files, without the dot; empty for folders.
  std::string_view description;  // One line of help.
  bool binary;                   // Not for a terminal.
  bool picture;                  // For the eye: too many entities make it unreadable.
  std::string_view choices;      // Of `flavour dialect evidence rdf12` those that it looks at.

  // Writes the selected part of `graph`: entities by name, then relations by subject and lemma, so that equal
  // graphs give equal bytes. Reads as it writes: the statements of one relation at a time.
  // Throws Error: kIo if `out` fails, kInvalid if `around` names nobody.
  void (*write)(const GraphView& graph, const ExportOptions& options, Output& out);
  // Instead of `write`, which is null then, where a format takes several files.
  void (*write_folder)(const GraphView& graph, const ExportOptions& options, OutputFolder& out) = nullptr;
  int default_top = 0;  // What to write if nobody said how much: so many entities; 0: all.
};

std::span<const Format> formats();                 // In the order of the help text.
const Format* find_format(std::string_view name);  // By name or extension; null if none.

}  // namespace trama
