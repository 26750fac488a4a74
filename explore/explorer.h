// The explorer's answers over a graph file (docs/explorer.md): what the page asks for, without a socket.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "explore/guard.h"
#include "explore/message.h"
#include "graph/model/graph_view.h"
#include "graph/names/user_decisions.h"
#include "graph/query/limits.h"

namespace trama {

struct Completed {
  std::size_t begin = 0;  // Byte of the text where the word begins that is completed.
  std::vector<std::string> candidates;
};

struct ExploreOptions {
  std::filesystem::path graph;
  std::string_view page;  // The HTML that "/" answers.
  bool edit = false;      // Whether the graph may be changed.

  // A decision of whoever runs the server, now. Needed for `edit`.
  std::function<UserDecision(DecisionKind kind, const std::string& left, const std::string& right)> decision;
  // Groups of actors, the greatest first, in each the best known first; without it there are none.
  std::function<std::vector<std::vector<EntityId>>(const GraphView&)> communities;
  // Makes what completes the end of a query that is being typed; without it nothing is completed. The view outlives it.
  std::function<std::function<Completed(std::string_view)>(const GraphView&)> completer;
  cypher::Limits limits = {.max_bytes = std::int64_t{1} << 27, .timeout = std::chrono::seconds(30)};  // Of a query.
};

class Explorer {
 public:
  // Throws Error if the graph cannot be read.
  explicit Explorer(ExploreOptions options);
  ~Explorer();
  Explorer(const Explorer&) = delete;
  Explorer& operator=(const Explorer&) = delete;

  // Whom it answers, known once the server has its port.
  void listen_at(int port);
  const Guard& guard() const;

  // Never throws: what cannot be done is told in the answer. Any thread; a request that takes long keeps no other
  // waiting, but for those of its kind.
  Answer answer(const Request& request);

  // Stops the queries in hand and takes no new ones.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
