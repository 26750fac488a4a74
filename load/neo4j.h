// Neo4j by its HTTP Query API. Private to load/.
#pragma once

#include <memory>
#include <string>

#include "load/http.h"
#include "load/target.h"

namespace trama {

// `base`: "http://host:7474"; `database`: its name.
std::unique_ptr<LoadTarget> open_neo4j(const std::string& base, const std::string& database, bool prune,
                                       std::unique_ptr<HttpClient> http, LoadListener listener);

}  // namespace trama
