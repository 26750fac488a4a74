// A graph as triples for a server: those of `turtle`, one a line. Private to trama.
#pragma once

#include <cstdint>
#include <iosfwd>

#include "export/format.h"
#include "graph/model/graph_view.h"

namespace trama {

struct TripleCounts {
  std::int64_t entities = 0, relations = 0;
  std::int64_t documents = 0, statements = 0;  // None unless ExportOptions::evidence.
};

// N-Triples of the selected part: entities, verbs and relations, with ExportOptions::evidence all that `turtle` has.
TripleCounts write_triples(const GraphView& graph, const ExportOptions& options, std::ostream& out);

}  // namespace trama
