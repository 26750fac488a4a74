// The explorer over HTTP, for this machine alone.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "explore/explorer.h"

namespace trama {

struct ServerOptions {
  int port = 0;  // 0: one that is free.
};

// Bound to the loopback addresses only. Requests are answered by several threads; those that change the graph one after
// the other.
class ExploreServer {
 public:
  // Throws Error (kIo) if the port is taken. `explorer` must outlive the server.
  ExploreServer(Explorer& explorer, const ServerOptions& options);
  ~ExploreServer();
  ExploreServer(const ExploreServer&) = delete;
  ExploreServer& operator=(const ExploreServer&) = delete;

  int port() const;
  std::string address() const;  // "http://127.0.0.1:8417/"

  // Answers until stop(). Throws Error (kIo) if the socket fails.
  void run();
  // From any thread. Queries in hand are stopped; run() returns when what is in hand is answered.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
