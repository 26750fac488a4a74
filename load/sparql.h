// RDF stores by the SPARQL 1.1 Graph Store HTTP Protocol. Private to load/.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "load/http.h"
#include "load/target.h"

namespace trama {

// Whether this is the path of a graph store of a server whose address for queries is known from it.
bool is_graph_store(std::string_view path);

// `store`: an address for which is_graph_store() holds. `graph`: the IRI of a named graph, ASCII; empty for the default
// graph. Throws Error: kIo if queries are not answered there.
std::unique_ptr<LoadTarget> open_sparql(const std::string& store, const std::string& graph,
                                        std::unique_ptr<HttpClient> http, LoadListener listener);

}  // namespace trama
