// Graphs and statements out of graph files, whole. Private to graph/.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/model/graph.h"
#include "graph/model/graph_view.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/statement_reader.h"
#include "graph/store/tables/writer.h"

namespace trama::store {

// All that a view shows, in memory.
Graph load_graph(const GraphView& view);

// Documents with their statements, as the file keeps them, in the order in which they came.
class StoredDocuments {
 public:
  explicit StoredDocuments(sqlite::Database& from);
  // False if there are no more. What is left of an earlier document is overwritten.
  bool next(WrittenDocument& document, std::vector<Statement>& statements);

 private:
  Dictionary dictionary_;
  WholeStatements statements_;
  sqlite::Query documents_, numbers_;
  std::int64_t last_ = 0;
};

// Copies documents with their statements from one file to another.
class Copier {
 public:
  struct Counts {
    std::int64_t added = 0, present = 0;
  };
  Copier(sqlite::Database& from, Writer& to) : from_(from), to_(to) {}
  // The next documents, at most so many; counts nothing when there are no more.
  Counts copy(std::size_t documents);

 private:
  StoredDocuments from_;
  Writer& to_;
};

}  // namespace trama::store
