// What exports that write documents and statements as records have in common. Private to export/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/statement.h"
#include "graph/model/graph_view.h"

namespace trama {

// Of a document: "d" and 16 hexadecimal digits, a hash of its id, which may be any text.
std::string document_key(std::string_view id);

// Tells documents that come for the first time, by hash: a million take some 50 MB.
class NewDocuments {
 public:
  bool add(std::string_view id);

 private:
  std::unordered_set<std::uint64_t> seen_;
};

// Which entity of the graph is said to tell a statement. Remembers names that it was asked for.
class SourceFinder {
 public:
  explicit SourceFinder(const GraphView& graph) : graph_(graph) {}

  // Nothing if the document itself tells it, or somebody who is no entity. `statement`: of `relation`'s evidence.
  std::optional<EntityId> find(const RelationEdge& relation, const Statement& statement);

 private:
  const GraphView& graph_;
  std::map<std::string, std::vector<EntityId>> found_;
};

// A whole ISO day as it is, else nothing: "2025" and "ayer" are no days for programs that want one.
std::string_view whole_day(std::string_view date);

}  // namespace trama
