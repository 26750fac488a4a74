// A folder for `neo4j-admin database import` (docs/formats.md): for every kind of node and link a file of the header
// and one of the rows, the command with every option that it needs, and the constraints.
#include <algorithm>
#include <ostream>

#include "export/databases/csv_rows.h"
#include "export/databases/upserts.h"
#include "export/writers.h"

namespace trama {
namespace {

constexpr std::size_t kReadBuffer = std::size_t{4} << 20;  // The importer's own, which each row must fit in.

const char* neo4j_type(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return "boolean";
    case PropertyType::kInteger:
      return "long";
    case PropertyType::kReal:
      return "double";
    case PropertyType::kDay:
      return "date";
    case PropertyType::kTexts:
      return "string[]";
    case PropertyType::kText:
      break;
  }
  return "string";
}

class Neo4jFolder : public DatabaseSink {
 public:
  Neo4jFolder(bool evidence, OutputFolder& out) : evidence_(evidence), out_(out) {
    for (const NodeKind kind : kNodeKinds) {
      if (evidence || !is_evidence(kind)) nodes_.push_back(open(file_stem(kind)));
    }
    for (const LinkKind kind : kLinkKinds) {
      if (evidence || !is_evidence(kind)) links_.push_back(open(file_stem(kind)));
    }
    write_headers();
  }

  void node(const NodeRow& row) override {
    CsvRows& rows = nodes_[static_cast<std::size_t>(row.kind)];
    for (const Value& value : row.values) rows.value(value);
    std::vector<std::string_view> labels = {node_label(row.kind)};
    labels.insert(labels.end(), row.labels.begin(), row.labels.end());
    rows.texts(labels);
    rows.end();
  }

  void link(const LinkRow& row) override {
    CsvRows& rows = links_[static_cast<std::size_t>(row.kind)];
    rows.text(row.from);
    rows.text(row.to);
    rows.text(row.type);
    for (const Value& value : row.values) rows.value(value);
    rows.end();
  }

  void finish() {
    std::size_t longest = 0;
    for (std::vector<CsvRows>* files : {&nodes_, &links_}) {
      for (CsvRows& rows : *files) {
        rows.flush();
        longest = std::max(longest, rows.longest());
      }
    }
    write_schema();
    write_script(longest);
  }

 private:
  CsvRows open(std::string_view stem) { return CsvRows(out_.file(std::string(stem) + ".csv")); }

  template <typename Kind>
  void append_columns(std::string& header, Kind kind, std::string_view id_type) {
    for (const DatabaseColumn& column : columns_of(kind)) {
      header.append(header.empty() ? "" : ",").append(column.name);
      header.append(":").append(column.name == "id" ? id_type : neo4j_type(column.type));
    }
  }

  void write_headers() {
    const auto space = [](NodeKind kind) { return "(" + std::string(node_label(kind)) + ")"; };
    for (const NodeKind kind : kNodeKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      std::string header;
      append_columns(header, kind, "ID" + space(kind));
      out_.file(std::string(file_stem(kind)) + "_header.csv") << header << ",:LABEL\n";
    }
    for (const LinkKind kind : kLinkKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      const LinkShape& shape = link_shape(kind);
      std::string header = ":START_ID" + space(shape.from) + ",:END_ID" + space(shape.to) + ",:TYPE";
      append_columns(header, kind, "string");
      out_.file(std::string(file_stem(kind)) + "_header.csv") << header << '\n';
    }
  }

  void write_schema() {
    std::ostream& schema = out_.file("schema.cypher");
    for (const std::string& statement : schema_statements(CypherDialect::kNeo4j, evidence_))
      schema << statement << ";\n";
  }

  void write_script(std::size_t longest) {
    std::ostream& script = out_.file("import.sh");
    script << "#!/bin/sh\n"
              "# Imports this folder into a new database of Neo4j, which must not run on it:\n"
              "#   sh import.sh [DATABASE [OPTION]...]      sh import.sh neo4j --overwrite-destination\n"
              "# NEO4J_ADMIN says where neo4j-admin is if it is not on the PATH. When the server runs:\n"
              "#   cypher-shell -f schema.cypher\n"
              "set -eu\n"
              "cd \"$(dirname \"$0\")\"\n"
              "database=${1:-neo4j}\n"
              "[ $# -eq 0 ] || shift\n"
              "exec \"${NEO4J_ADMIN:-neo4j-admin}\" database import full \"$database\" \\\n";
    // Neo4j 2026.08.1 takes no bare name of a file, as 5.26 does.
    for (const NodeKind kind : kNodeKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      script << "  --nodes=./" << file_stem(kind) << "_header.csv,./" << file_stem(kind) << ".csv \\\n";
    }
    for (const LinkKind kind : kLinkKinds) {
      if (is_evidence(kind) && !evidence_) continue;
      script << "  --relationships=./" << file_stem(kind) << "_header.csv,./" << file_stem(kind) << ".csv \\\n";
    }
    std::size_t buffer = kReadBuffer;
    while (buffer < 2 * longest) buffer *= 2;
    script
        << "  --delimiter=, --quote='\"' --array-delimiter=U+001F --multiline-fields=true --input-encoding=UTF-8 \\\n"
           "  --id-type=string --read-buffer-size="
        << buffer << " \"$@\"\n";
  }

  bool evidence_;
  OutputFolder& out_;
  std::vector<CsvRows> nodes_, links_;  // In the order of the kinds.
};

}  // namespace

void write_neo4j_csv(const GraphView& graph, const ExportOptions& options, OutputFolder& out) {
  Neo4jFolder folder(options.evidence, out);
  walk_property_graph(graph, select(graph, options), options.evidence, folder);
  folder.finish();
}

}  // namespace trama
