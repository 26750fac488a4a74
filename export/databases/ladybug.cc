// A folder for LadybugDB and Kùzu: tables, rows, and the script that loads them (docs/formats.md). Rows are CSV that is
// read as texts, whose names and order the script tells, and made what it is by the script: what a reader would guess
// from the first rows does not matter.
#include "export/databases/ladybug.h"

#include <algorithm>
#include <ostream>

#include "export/databases/csv_rows.h"
#include "export/writers.h"

namespace trama {
namespace {

// How a column of texts becomes what its table wants.
std::string reading_of(const DatabaseColumn& column) {
  std::string name = "`" + std::string(column.name) + "`";
  if (column.type == PropertyType::kText) return name;
  if (column.type == PropertyType::kTexts) {
    return "CASE WHEN " + name + " IS NULL THEN CAST([], 'STRING[]') ELSE string_split(" + name + ", '" +
           std::string(1, kListSeparator) + "') END";
  }
  return "CAST(" + name + ", '" + std::string(ladybug_type(column.type)) + "')";
}

std::string columns_text(std::span<const DatabaseColumn> columns) {
  std::string text;
  for (const DatabaseColumn& column : columns) {
    text.append(text.empty() ? "`" : ", `").append(column.name).append("` ").append(ladybug_type(column.type));
  }
  return text;
}

// "LOAD … RETURN …" of a file, of which the first columns are texts.
std::string query_of(std::string_view stem, std::vector<DatabaseColumn> first,
                     std::span<const DatabaseColumn> columns) {
  first.insert(first.end(), columns.begin(), columns.end());
  std::string headers, results;
  for (const DatabaseColumn& column : first) {
    headers.append(headers.empty() ? "`" : ", `").append(column.name).append("` STRING");
    results.append(results.empty() ? "" : ", ").append(reading_of(column));
  }
  return "(LOAD WITH HEADERS (" + headers + ") FROM '" + std::string(stem) +
         ".csv' (HEADER=true, DELIM=',', QUOTE='\"', ESCAPE='\"', PARALLEL=false, AUTO_DETECT=false) RETURN " +
         results + ")";
}

const std::vector<DatabaseColumn>& columns_of_ends(LinkKind kind) {
  static const std::vector<DatabaseColumn> kEnds = {{"from", PropertyType::kText}, {"to", PropertyType::kText}};
  static const std::vector<DatabaseColumn> kEndsAndType = {
      {"from", PropertyType::kText}, {"to", PropertyType::kText}, {"type", PropertyType::kText}};
  return kind == LinkKind::kRelation ? kEndsAndType : kEnds;
}

class LadybugFolder : public DatabaseSink {
 public:
  LadybugFolder(bool evidence, OutputFolder& out) : evidence_(evidence), out_(out) {
    for (const NodeKind kind : kNodeKinds) {
      if (evidence || !is_evidence(kind)) nodes_.push_back(open(file_stem(kind), {}, columns_of(kind)));
    }
    for (const LinkKind kind : kLinkKinds) {
      if (evidence || !is_evidence(kind))
        links_.push_back(open(file_stem(kind), columns_of_ends(kind), columns_of(kind)));
    }
  }

  void node(const NodeRow& row) override {
    CsvRows& rows = nodes_[static_cast<std::size_t>(row.kind)];
    for (const Value& value : row.values) rows.value(value);
    rows.end();
  }

  void link(const LinkRow& row) override {
    CsvRows& rows = links_[static_cast<std::size_t>(row.kind)];
    rows.text(row.from);
    rows.text(row.to);
    if (row.kind == LinkKind::kRelation) rows.text(row.type);
    for (const Value& value : row.values) rows.value(value);
    rows.end();
  }

  void finish() {
    for (std::vector<CsvRows>* files : {&nodes_, &links_}) {
      for (CsvRows& rows : *files) rows.flush();
    }
    for (const std::string& statement : ladybug_schema(evidence_)) out_.file("schema.cypher") << statement << ";\n";
    std::ostream& script = out_.file("load.cypher");
    for (const NodeKind kind : kNodeKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      script << "COPY " << node_label(kind) << " FROM " << query_of(file_stem(kind), {}, columns_of(kind)) << ";\n";
    }
    for (const LinkKind kind : kLinkKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      const LinkShape& shape = link_shape(kind);
      script << "COPY " << (kind == LinkKind::kRelation ? "RELATION" : shape.type) << " FROM "
             << query_of(file_stem(kind), columns_of_ends(kind), columns_of(kind));
      // The one table between more than two kinds of nodes.
      if (shape.type == "SAID_BY") {
        script << " (from='" << node_label(shape.from) << "', to='" << node_label(shape.to) << "')";
      }
      script << ";\n";
    }
  }

 private:
  CsvRows open(std::string_view stem, const std::vector<DatabaseColumn>& first,
               std::span<const DatabaseColumn> columns) {
    CsvRows rows(out_.file(std::string(stem) + ".csv"));
    for (const DatabaseColumn& column : first) rows.text(column.name);
    for (const DatabaseColumn& column : columns) rows.text(column.name);
    rows.end();
    return rows;
  }

  bool evidence_;
  OutputFolder& out_;
  std::vector<CsvRows> nodes_, links_;  // In the order of the kinds.
};

}  // namespace

std::string_view ladybug_type(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return "BOOL";
    case PropertyType::kInteger:
      return "INT64";
    case PropertyType::kReal:
      return "DOUBLE";
    case PropertyType::kDay:
      return "DATE";
    case PropertyType::kTexts:
      return "STRING[]";
    case PropertyType::kText:
      break;
  }
  return "STRING";
}

std::vector<std::string> ladybug_schema(bool evidence) {
  std::vector<std::string> statements;
  for (const NodeKind kind : kNodeKinds) {
    if (is_evidence(kind) && !evidence) continue;
    statements.push_back("CREATE NODE TABLE IF NOT EXISTS " + std::string(node_label(kind)) + "(" +
                         columns_text(columns_of(kind)) + ", PRIMARY KEY(id))");
  }
  statements.push_back("CREATE REL TABLE IF NOT EXISTS RELATION(FROM Actor TO Actor, type STRING, " +
                       columns_text(columns_of(LinkKind::kRelation)) + ")");
  if (!evidence) return statements;
  for (const std::string_view table :
       {"IN_DOCUMENT(FROM Statement TO Document)", "SUBJECT(FROM Statement TO Actor)",
        "OBJECT(FROM Statement TO Actor)", "SAID_BY(FROM Statement TO Actor, FROM Statement TO Source)"}) {
    statements.push_back("CREATE REL TABLE IF NOT EXISTS " + std::string(table));
  }
  return statements;
}

void write_ladybug(const GraphView& graph, const ExportOptions& options, OutputFolder& out) {
  LadybugFolder folder(options.evidence, out);
  walk_property_graph(graph, select(graph, options), options.evidence, folder);
  folder.finish();
}

}  // namespace trama
