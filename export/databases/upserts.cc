#include "export/databases/upserts.h"

#include <algorithm>

#include "export/databases/ladybug.h"
namespace trama {
namespace {

constexpr std::size_t kLongestBatch = std::size_t{1} << 20;  // Bytes of rows.
constexpr std::size_t kHeld = std::size_t{16} << 20;         // Of all batches that are not full yet.

// "n.`name` = row.`name`, …": a key that a row does not have is null, which takes the property away.
std::string assignments(std::string_view variable, std::span<const DatabaseColumn> columns, CypherDialect dialect) {
  std::string text;
  for (const DatabaseColumn& column : columns) {
    if (column.name == "id") continue;
    const bool day = column.type == PropertyType::kDay && !dates_in_rows(dialect);
    text.append(text.empty() ? "" : ", ").append(variable).append(".`").append(column.name);
    text.append(day ? "` = date(row.`" : "` = row.`").append(column.name).append(day ? "`)" : "`");
  }
  return text;
}

std::string node_clauses(const NodeRow& row, CypherDialect dialect) {
  std::string text = "MERGE (n:" + std::string(node_label(row.kind)) + " {id: row.id})";
  std::string labels;
  std::string others;
  for (const std::string_view label : actor_labels()) {
    const bool has = std::find(row.labels.begin(), row.labels.end(), label) != row.labels.end();
    (has ? labels : others).append(":").append(label);
  }
  const bool labelled = !labels.empty() && dialect != CypherDialect::kLadybug;  // Where a node has one label alone.
  if (labelled) text += " REMOVE n" + others;
  text += " SET ";
  if (labelled) text += "n" + labels + ", ";
  return text + assignments("n", columns_of(row.kind), dialect);
}

std::string ends(LinkKind kind) {
  const LinkShape& shape = link_shape(kind);
  return "MATCH (a:" + std::string(node_label(shape.from)) +
         " {id: row.from}) MATCH (b:" + std::string(node_label(shape.to)) + " {id: row.to}) ";
}

// The relation of this id may have had another class, and if it is symmetric another direction.
std::string relation_clauses(const LinkRow& row, CypherDialect dialect) {
  const std::string values = assignments("r", columns_of(row.kind), dialect);
  if (dialect == CypherDialect::kLadybug) {  // Relations are one table there.
    return ends(row.kind) + "OPTIONAL MATCH (b)-[old:RELATION {id: row.id}]->(a) WHERE a.id <> b.id DELETE old " +
           "MERGE (a)-[r:RELATION {id: row.id}]->(b) SET r.type = '" + row.type + "', " + values;
  }
  return ends(row.kind) + "OPTIONAL MATCH (a)-[old {id: row.id}]-(b) WHERE type(old) <> '" + row.type +
         "' OR startNode(old) <> a DELETE old MERGE (a)-[r:`" + row.type + "` {id: row.id}]->(b) SET " + values;
}

// A statement has one link of each type: it may have pointed to an actor that was merged since.
std::string evidence_clauses(const LinkRow& row) {
  return ends(row.kind) + "OPTIONAL MATCH (a)-[old:" + row.type +
         "]->(other) WHERE other.id <> row.to DELETE old MERGE (a)-[:" + row.type + "]->(b)";
}

// LadybugDB 0.22 fails when nothing is there to delete in a table that leads to two kinds of nodes
// (findings/ladybug_delete_of_nothing.sh), so such a removal is a statement that finds what it removes.
bool removes_first(LinkKind kind, CypherDialect dialect) {
  return dialect == CypherDialect::kLadybug && (kind == LinkKind::kSaidByActor || kind == LinkKind::kSaidBySource);
}

}  // namespace

CypherDialect find_dialect(std::string_view name) {
  if (name == "memgraph") return CypherDialect::kMemgraph;
  if (name == "falkordb") return CypherDialect::kFalkorDb;
  if (name == "ladybug") return CypherDialect::kLadybug;
  return CypherDialect::kNeo4j;
}

bool dates_in_rows(CypherDialect dialect) {
  return dialect != CypherDialect::kNeo4j;
}

std::vector<std::string> schema_statements(CypherDialect dialect, bool evidence) {
  if (dialect == CypherDialect::kLadybug) return ladybug_schema(evidence);
  std::vector<std::string> statements;
  for (const NodeKind kind : kNodeKinds) {
    if (is_evidence(kind) && !evidence) continue;
    const std::string label(node_label(kind));
    switch (dialect) {
      case CypherDialect::kNeo4j:
        statements.push_back("CREATE CONSTRAINT trama_" + label + " IF NOT EXISTS FOR (n:" + label +
                             ") REQUIRE n.id IS UNIQUE");
        break;
      case CypherDialect::kMemgraph:  // Says that it is there, and no more, when it is.
        statements.push_back("CREATE CONSTRAINT ON (n:" + label + ") ASSERT n.id IS UNIQUE");
        statements.push_back("CREATE INDEX ON :" + label + "(id)");
        break;
      default:
        break;
    }
  }
  return statements;
}

void UpsertBatches::node(const NodeRow& row) {
  std::string key(1, static_cast<char>(row.kind));
  for (const std::string_view label : row.labels) key.append(label).append(" ");
  Rows& rows = nodes_[key];
  rows.node_kind = row.kind;
  if (rows.clauses.empty()) rows.clauses = node_clauses(row, dialect_);
  add(rows, columns_of(row.kind), row.values, {}, {});
}

void UpsertBatches::link(const LinkRow& row) {
  Rows& rows = links_[std::string(1, static_cast<char>(row.kind)) + row.type];
  rows.link_kind = row.kind;
  if (rows.clauses.empty()) {
    if (row.kind == LinkKind::kRelation) {
      rows.clauses = relation_clauses(row, dialect_);
    } else if (removes_first(row.kind, dialect_)) {
      const std::string from = "MATCH (a:" + std::string(node_label(link_shape(row.kind).from)) + " {id: row.from})";
      rows.removal = from + "-[old:" + row.type + "]->(other) WHERE other.id <> row.to DELETE old";
      rows.clauses = ends(row.kind) + "MERGE (a)-[:" + row.type + "]->(b)";
    } else {
      rows.clauses = evidence_clauses(row);
    }
  }
  add(rows, columns_of(row.kind), row.values, row.from, row.to);
}

void UpsertBatches::finish() {
  flush_all(nodes_);
  flush_all(links_);
}

void UpsertBatches::add(Rows& rows, std::span<const DatabaseColumn> columns, std::span<const Value> values,
                        std::string_view from, std::string_view to) {
  const std::size_t before = rows.text.size();
  if (rows.count > 0) rows.text += ',';
  append_row(rows.text, columns, values, from, to);
  held_ += rows.text.size() - before;
  if (++rows.count == rows_ || rows.text.size() >= kLongestBatch) {
    if (rows.link_kind) flush_all(nodes_);
    flush(rows);
  }
  if (held_ >= kHeld) finish();
}

void UpsertBatches::flush(Rows& rows) {
  if (rows.count == 0) return;
  send({.removal = rows.removal,
        .clauses = rows.clauses,
        .rows = rows.text,
        .count = rows.count,
        .node_kind = rows.node_kind,
        .link_kind = rows.link_kind});
  held_ -= rows.text.size();
  rows.text.clear();
  rows.count = 0;
}

void UpsertBatches::flush_all(std::map<std::string, Rows>& groups) {
  for (auto& [key, rows] : groups) flush(rows);
}

}  // namespace trama
