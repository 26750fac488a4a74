// Nodes and links of a property graph as openCypher that puts them into a database in batches, or brings what is there
// up to date: doing it twice changes nothing. Private to trama.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/databases/property_graph.h"

namespace trama {

enum class CypherDialect { kNeo4j, kMemgraph, kFalkorDb, kLadybug };

// By the name that --dialect has; empty: Neo4j.
CypherDialect find_dialect(std::string_view name);

// Statements without a final semicolon that make constraints, indices or tables where there are none yet.
std::vector<std::string> schema_statements(CypherDialect dialect, bool evidence);

// "UNWIND [<rows>] AS row <clauses>" is a statement. So is the same with `removal`, which comes first if there is one.
struct UpsertBatch {
  std::string_view removal;
  std::string_view clauses;
  std::string_view rows;  // Maps with commas between them, as append_row() wrote them.
  std::size_t count = 0;
  std::optional<NodeKind> node_kind;  // One of the two is set.
  std::optional<LinkKind> link_kind;
};

// Gathers rows of one kind. Memory is bounded; a batch of links comes after all nodes that were given before it.
class UpsertBatches : public DatabaseSink {
 public:
  UpsertBatches(CypherDialect dialect, std::size_t rows) : dialect_(dialect), rows_(rows) {}

  void node(const NodeRow& row) override;
  void link(const LinkRow& row) override;
  void finish();

 protected:
  // Appends a map: of a node its values, of a link also `from` and `to`, which are empty for nodes.
  virtual void append_row(std::string& rows, std::span<const DatabaseColumn> columns, std::span<const Value> values,
                          std::string_view from, std::string_view to) = 0;
  virtual void send(const UpsertBatch& batch) = 0;

  CypherDialect dialect() const { return dialect_; }

 private:
  struct Rows {
    std::optional<NodeKind> node_kind;
    std::optional<LinkKind> link_kind;
    std::string removal;
    std::string clauses;
    std::string text;
    std::size_t count = 0;
  };

  void add(Rows& rows, std::span<const DatabaseColumn> columns, std::span<const Value> values, std::string_view from,
           std::string_view to);
  void flush(Rows& rows);
  void flush_all(std::map<std::string, Rows>& groups);

  CypherDialect dialect_;
  std::size_t rows_;
  std::size_t held_ = 0;  // Bytes.
  std::map<std::string, Rows> nodes_, links_;
};

// A day reaches the database as a date: of a text that stands in the row, or is made one there already.
bool dates_in_rows(CypherDialect dialect);

}  // namespace trama
