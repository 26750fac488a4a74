// Takes out of a database of Neo4j what a graph does not hold: actors that were merged, documents that were removed.
// Private to load/.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "export/databases/property_graph.h"
#include "load/neo4j_session.h"

namespace trama {

// The ids of all that a graph holds, by hash.
class Neo4jKeys {
 public:
  void add(const NodeRow& row);
  void add(const LinkRow& row);
  bool has(NodeKind kind, std::string_view id) const;
  bool has_relation(std::string_view id) const;

 private:
  std::array<std::unordered_set<std::uint64_t>, std::size(kNodeKinds)> nodes_;
  std::unordered_set<std::uint64_t> relations_;
};

// Gives how many were removed. Only nodes and relations with an id are looked at.
std::int64_t prune_database(Neo4jSession& session, const Neo4jKeys& keys, bool evidence);

}  // namespace trama
