// Servers that a graph can be loaded into. A new kind is one file, and one row in load/target.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "export/format.h"
#include "graph/model/graph_view.h"

namespace trama {

struct LoadCounts {
  std::int64_t actors = 0;
  std::int64_t relations = 0;
  std::int64_t documents = 0;  // These three only with evidence.
  std::int64_t statements = 0;
  std::int64_t sources = 0;  // Who says so and is no actor.

  bool operator==(const LoadCounts&) const = default;
};

struct LoadResult {
  LoadCounts sent;
  LoadCounts held;  // As the server counts when all is sent; other graphs may be in it too.
  std::int64_t batches = 0;
  std::int64_t repeated = 0;  // Requests that had to be sent again.
  std::int64_t removed = 0;   // By `prune`: actors, relations, documents, statements.
  double waited = 0;          // Seconds in which the server had to do, and we had not.
};

struct LoadOptions {
  std::string url;
  std::string user;  // Empty: nobody logs in.
  std::string password;
  bool prune = false;  // Takes away what the server holds and the graph does not.
};

// What a loader tells while it works. Both may be empty.
struct LoadListener {
  std::function<void(const LoadCounts& sent)> progress;  // After each batch.
  std::function<void(const std::string& line)> tell;     // "no connection …; again in 2 s"
};

class LoadTarget {
 public:
  virtual ~LoadTarget() = default;

  // "Neo4j 5.26.30, database neo4j"
  virtual std::string name() const = 0;
  // Adds the selected part of the graph, or brings it up to date. Each batch is there wholly or not at all, and twice
  // is as once, so after an Error the same again goes on. Throws Error: kIo if the server does not answer or refuses.
  virtual LoadResult load(const GraphView& graph, const ExportOptions& options) = 0;
};

// Connects and logs in. Throws Error: kInvalid for a URL that is none or that names a user; kIo.
std::unique_ptr<LoadTarget> open_target(const LoadOptions& options, const LoadListener& listener);

}  // namespace trama
