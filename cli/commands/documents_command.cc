// trama documents: what a graph was made of.
#include <string>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kDocumentsExamples =
    "  trama documents red.trama\n"
    "  trama documents red.trama --format json | jq '.[] | select(.copy_of != null)'\n";

}  // namespace

int run_documents(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("documents", "Lists the documents of a graph by date, those without one first, then by id",
                   kDocumentsExamples);
  std::string file;
  TableFormat format = TableFormat::kTable;
  line.app().add_option("GRAPH", file, "A graph file made by trama build")->required();
  add_format_option(line, format);
  if (!line.parse(arguments, io)) return kDone;
  // Hashes, and what the statements were made by, are for programs: too long for the eye.
  const bool for_programs = format != TableFormat::kTable;
  ResultTable table;
  table.columns = {"id", "date", "title", "publisher", "url", "statements", "copy_of"};
  if (for_programs) table.columns.insert(table.columns.end(), {"hash", "made_by"});
  Store::open_read_only(file).documents([&](const DocumentRecord& document) {
    std::vector<cypher::Value> row{document.id,  document.date,       document.title, document.publisher,
                                   document.url, document.statements, cypher::Value()};
    if (!document.story.empty()) row.back() = document.story;
    if (for_programs) row.insert(row.end(), {document.hash, document.made_by});
    table.rows.push_back(std::move(row));
  });
  print_table(table, format, io.out);
  return kDone;
}

}  // namespace trama::cli
