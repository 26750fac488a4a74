// trama import: statements that others made, or `trama extract`, to a graph file.
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "cli/process/signals.h"
#include "cli/texts/report.h"
#include "export/text.h"
#include "graph/store/store.h"
#include "import/statement_files.h"

namespace trama::cli {

namespace {

constexpr std::string_view kImportExamples =
    "  trama extract noticias/ | trama import - -o red.trama\n"
    "  trama import red.json -o otra.trama           # of trama export --to json\n"
    "  trama import relaciones.csv -o red.trama      # columns subject,relation,object,date,source\n";

constexpr std::size_t kImportedAtOnce = 200;
constexpr std::string_view kMadeBy = "import";

class Importer {
 public:
  explicit Importer(const std::string& graph) : store_(Store::open(graph)) {}

  void add(Document&& document, std::vector<Statement>&& statements) {
    statements_ += static_cast<std::int64_t>(statements.size());
    batch_.push_back({std::move(document), std::move(statements)});
    if (batch_.size() == kImportedAtOnce) write();
  }
  void finish() {
    write();
    store_.update_entities();
  }
  void print_summary(const std::string& graph, std::int64_t skipped, std::ostream& err) const {
    const StoreCounts counts = store_.counts();
    err << graph << ": " << added_ << " documents added, " << present_ << " already there; " << statements_
        << " statements read, " << skipped << " lines passed over\n"
        << "the graph has " << counts.documents << " documents, " << counts.entities << " entities, "
        << counts.relations << " relations\n";
  }

 private:
  void write() {
    if (batch_.empty()) return;
    const StoreCounts counts = store_.add(batch_, kMadeBy, Adding::kBeside);
    added_ += counts.added;
    present_ += counts.already_present;
    batch_.clear();
  }

  Store store_;
  std::vector<DocumentStatements> batch_;
  std::int64_t added_ = 0, present_ = 0, statements_ = 0;
};

}  // namespace

int run_import(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "import",
      "Puts statements that are made already into a graph file: JSON lines as trama extract writes them, graphs as "
      "trama export --to json does, or tables with the columns subject, relation and object",
      kImportExamples);
  std::vector<std::string> inputs;
  std::string output;
  bool quiet = false;
  line.app()
      .add_option("FILE", inputs, "JSON lines, graphs in JSON or tables, perhaps .gz; - is standard input")
      ->required();
  line.app().add_option("-o,--output", output, "The graph file; it is made, or added to")->required();
  line.app().add_flag("--quiet", quiet, "No summary");
  if (!line.parse(arguments, io)) return kDone;
  for (const std::string& input : inputs) {
    if (input != "-") open_file(input);  // A wrong name changes nothing.
  }
  upgrade_first(output, io);
  Importer importer(output);
  Report report(io, quiet);
  const GracefulStop stop;
  for (const std::string& input : inputs) {
    if (stop_signal() != 0) break;
    ImportSink sink;
    sink.take = [&](Document&& document, std::vector<Statement>&& statements) {
      if (stop_signal() == 0) importer.add(std::move(document), std::move(statements));
    };
    sink.note = [&](std::string_view where, std::string_view what) {
      report.problem({plain_text(where), plain_text(what), false});
    };
    sink.skip = [&](std::string_view where, std::string_view what) {
      report.skip(plain_text(where), plain_text(what));
    };
    InputFile file = input == "-" ? InputFile(io.in, "standard input") : InputFile(input);
    import_statements(file, input == "-" ? "standard input" : input, sink);
  }
  importer.finish();
  if (!quiet) importer.print_summary(output, report.skipped(), io.err);
  if (stop_signal() != 0) return report_stop(output, io);
  return report.exit_code();
}

}  // namespace trama::cli
