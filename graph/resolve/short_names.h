// The steps of entity resolution that need more than a key: short names of people, aliases within documents, acronyms.
// Private to graph/.
#pragma once

#include "graph/resolve/clusters.h"
#include "graph/resolve/name_table.h"

namespace trama {

// Joins "Shoigu" with "Sergei Shoigu" where it is the only name in the whole graph that it shortens and something
// speaks for it: a document that uses both, a common neighbour, or publication in the same days. Longer short names
// first, so that "Obrador" finds "López Obrador" and "Andrés Manuel López Obrador" to be one.
void join_short_names(const NameTable& table, Clusters& clusters);

// Joins names that documents use for one actor ("AMLO" in a chain of "Andrés Manuel López Obrador") where all documents
// agree on whom it means, and acronyms with the one name that they stand for.
void join_document_aliases(const NameTable& table, Clusters& clusters);

}  // namespace trama
