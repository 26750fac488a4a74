// trama import: statements that others made, or `trama extract` or a cluster, to a graph file.
#include <filesystem>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_options.h"
#include "cli/graphs/graph_reading.h"
#include "cli/process/signals.h"
#include "cli/texts/report.h"
#include "export/text.h"
#include "graph/names/alias_rules.h"
#include "graph/names/user_decisions.h"
#include "graph/store/store.h"
#include "import/record_files.h"
#include "import/statement_files.h"

namespace trama::cli {

namespace {

constexpr std::string_view kImportExamples =
    "  trama extract noticias/ | trama import - -o red.trama\n"
    "  trama import red.json -o otra.trama           # of trama export --to json\n"
    "  trama import relaciones.csv -o red.trama      # columns subject,relation,object,date,source\n"
    "  trama import tablas/ -o otra.trama            # a folder of trama export --to parquet\n";

constexpr std::size_t kImportedAtOnce = 200;
constexpr std::string_view kMadeBy = "import";

struct ImportOptions {
  std::vector<std::string> inputs;
  std::string output, merge_rules, since, until, list;
  bool quiet = false;
};

class Importer {
 public:
  Importer(const ImportOptions& options, Report& report)
      : options_(options), report_(report), store_(Store::open(options.output)) {
    if (!options.merge_rules.empty()) store_.set_alias_rules(load_alias_rules(options.merge_rules));
  }

  void read(const std::string& input, std::istream& standard_input) {
    if (input == "-") {
      read_statements(InputFile(standard_input, "standard input"), "standard input");
    } else if (std::filesystem::is_directory(input)) {
      read_folder(input);
    } else if (is_parquet(input)) {
      read_records(input);
    } else {
      read_statements(InputFile(input), input);
    }
  }
  void finish() {
    write();
    store_.update_entities();
  }
  void print_summary(std::ostream& err) const {
    const StoreCounts counts = store_.counts();
    err << options_.output << ": " << added_ << " documents added, " << present_ << " already there; " << statements_
        << " statements read, " << report_.skipped() << " lines passed over\n"
        << "the graph has " << counts.documents << " documents, " << counts.entities << " entities, "
        << counts.relations << " relations\n";
  }

 private:
  void read_statements(InputFile file, const std::string& name) {
    ImportSink sink;
    sink.take = [&](Document&& document, std::vector<Statement>&& statements) {
      if (stop_signal() != 0 || !in_time(document.date, statements)) return;
      add(Store::extracted(document, std::move(statements), kMadeBy));
    };
    sink.note = [&](std::string_view where, std::string_view what) {
      report_.problem({plain_text(where), plain_text(what), false});
    };
    sink.skip = [&](std::string_view where, std::string_view what) { skip(where, what); };
    import_statements(file, name, sink);
  }

  // What people decided goes with the documents.
  void read_folder(const std::filesystem::path& folder) {
    for (const std::filesystem::path& file : find_record_files(folder)) read_records(file);
    const std::filesystem::path decisions = folder / "decisions.tsv";
    if (!std::filesystem::exists(decisions)) return;
    write();
    store_.adopt(parse_user_decisions(read_file(decisions), decisions.string()));
  }

  void read_records(const std::filesystem::path& file) {
    RecordSink sink;
    sink.take = [&](ExtractedDocument&& document) {
      if (stop_signal() != 0 || !in_time(document.date, {})) return;
      try {
        Store::check(document);
      } catch (const Error& error) {
        return skip(file.string() + ": " + document.id, error.what());
      }
      add(std::move(document));
    };
    sink.skip = [&](std::string_view where, std::string_view what) { skip(where, what); };
    import_records(file, sink);
  }

  void skip(std::string_view where, std::string_view what) { report_.skip(plain_text(where), plain_text(what)); }

  bool in_time(const std::string& date, const std::vector<Statement>& statements) const {
    if (options_.since.empty() && options_.until.empty()) return true;
    const std::string& day = date.empty() && !statements.empty() ? statements.front().evidence.date : date;
    return !day.empty() && day >= options_.since && (options_.until.empty() || day <= options_.until);
  }

  void add(ExtractedDocument&& document) {
    statements_ += static_cast<std::int64_t>(document.statements.size());
    batch_.push_back(std::move(document));
    if (batch_.size() == kImportedAtOnce) write();
  }
  void write() {
    if (batch_.empty()) return;
    const StoreCounts counts = store_.add(batch_);
    added_ += counts.added;
    present_ += counts.already_present;
    batch_.clear();
  }

  const ImportOptions& options_;
  Report& report_;
  Store store_;
  std::vector<ExtractedDocument> batch_;
  std::int64_t added_ = 0, present_ = 0, statements_ = 0;
};

void add_listed(ImportOptions& options) {
  std::istringstream lines(read_file(options.list));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) options.inputs.push_back(line);
  }
}

// A wrong name changes nothing.
void check_inputs(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (input == "-") continue;
    if (!std::filesystem::is_directory(input)) {
      open_file(input);
    } else if (find_record_files(input).empty()) {
      throw Error(ErrorCode::kFormat, input +
                                          ": has no Parquet file of records; trama export --to parquet writes one " +
                                          "when it exports a whole graph");
    }
  }
}

}  // namespace

int run_import(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "import",
      "Puts statements that are made already into a graph file: JSON lines as trama extract writes them, graphs as "
      "trama export --to json does, folders as trama export --to parquet or a cluster does, or tables with the columns "
      "subject, relation and object",
      kImportExamples);
  ImportOptions options;
  line.app().add_option(
      "FILE", options.inputs,
      "JSON lines, graphs in JSON or tables, perhaps .gz; Parquet files of records, or folders of them; - is "
      "standard input");
  line.app().add_option("--list", options.list, "A file that names more of them, one a line")->check(CLI::ExistingFile);
  line.app().add_option("-o,--output", options.output, "The graph file; it is made, or added to")->required();
  line.app()
      .add_option("--merge-rules", options.merge_rules,
                  "Your own decisions on which names are one actor, as trama build takes them")
      ->check(CLI::ExistingFile);
  const CLI::Validator day = day_validator();
  line.app().add_option("--since", options.since, "Only documents published on this day or later")->check(day);
  line.app().add_option("--until", options.until, "Only documents published on this day or earlier")->check(day);
  line.app().add_flag("--quiet", options.quiet, "No summary");
  if (!line.parse(arguments, io)) return kDone;
  if (!options.list.empty()) add_listed(options);
  if (options.inputs.empty()) throw UsageError("which FILE?");
  check_inputs(options.inputs);
  upgrade_first(options.output, io);
  Report report(io, options.quiet);
  Importer importer(options, report);
  const GracefulStop stop;
  for (const std::string& input : options.inputs) {
    if (stop_signal() == 0) importer.read(input, io.in);
  }
  importer.finish();
  if (!options.quiet) importer.print_summary(io.err);
  if (stop_signal() != 0) return report_stop(options.output, io);
  return report.exit_code();
}

}  // namespace trama::cli
