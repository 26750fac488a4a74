// trama build: texts to a graph file. Here the stages meet: extraction makes statements, the store keeps them.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <optional>
#include <ostream>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "cli/process/signals.h"
#include "cli/texts/extraction.h"
#include "graph/names/alias_rules.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kBuildExamples =
    "  trama build samples/*.txt -o red.trama\n"
    "  trama build noticias/ corpus.jsonl.gz -o red.trama --threads 4\n"
    "  curl -s https://example.org/nota.html | trama build - -o red.trama\n";

// Documents that go into the graph file together. Only a crash loses them, and so many at most.
constexpr std::size_t kTransactionDocuments = 200;

// Collects documents and writes them in batches; knows which documents the graph has already.
class GraphWriter {
 public:
  // Rules, also none, replace those that the store has of the last alias file; `made_by` is kept with the documents.
  // `report` hears of other versions of what is added, and must outlive this.
  GraphWriter(Store store, const std::optional<AliasRules>& rules, std::string made_by, Adding how, Report& report)
      : store_(std::move(store)), made_by_(std::move(made_by)), how_(how), report_(report) {
    if (rules) store_.set_alias_rules(*rules);
  }

  // Whether `document` is new; counts it if not. Asked before the document is analysed.
  bool wants(const Document& document) {
    std::string hash = Store::content_hash(document);
    const bool is_new = !store_.contains(document, made_by_, how_) && pending_.insert(std::move(hash)).second;
    if (!is_new) ++already_present_;
    return is_new;
  }

  void add(Document document, std::vector<Statement> statements) {
    batch_.push_back({std::move(document), std::move(statements)});
    if (batch_.size() == kTransactionDocuments) write();
  }

  // Writes what is left and brings the derived tables up to date.
  void finish() {
    write();
    store_.update_entities();
  }

  std::int64_t added() const { return added_; }
  std::int64_t replaced() const { return replaced_; }
  std::int64_t already_present() const { return already_present_; }
  std::int64_t statements() const { return statements_; }
  const Store& store() const { return store_; }

 private:
  void write() {
    if (batch_.empty()) return;
    const auto told = [&](const Document& document, const std::vector<std::string>& versions) {
      report_.versions(document, versions, how_ == Adding::kReplace);
    };
    const StoreCounts counts = store_.add(batch_, made_by_, how_, told);
    added_ += counts.added;
    replaced_ += counts.replaced;
    already_present_ += counts.already_present;
    for (const DocumentStatements& document : batch_) {
      statements_ += static_cast<std::int64_t>(document.statements.size());
      pending_.erase(Store::content_hash(document.document));
    }
    batch_.clear();
  }

  Store store_;
  std::string made_by_;
  Adding how_;
  Report& report_;
  std::vector<DocumentStatements> batch_;
  std::unordered_set<std::string> pending_;  // Hashes of documents that were let through and are not yet written.
  std::int64_t added_ = 0;
  std::int64_t replaced_ = 0;
  std::int64_t already_present_ = 0;
  std::int64_t statements_ = 0;
};

void print_summary(const std::string& file, const GraphWriter& writer, const ExtractionTotals& totals, Report& report,
                   std::ostream& err) {
  const double seconds = report.seconds();
  report.clear_line();
  const StoreCounts counts = writer.store().counts();
  err << report.files_summary() << file << ": " << writer.added() << " documents added, ";
  if (writer.replaced() > 0) err << writer.replaced() << " older ones replaced, ";
  err << writer.already_present() << " already there, " << report.skipped() << " skipped; " << writer.statements()
      << " statements added\n"
      << "the graph has " << counts.documents << " documents (" << counts.copies << " near-copies of others), "
      << counts.entities << " entities, " << counts.relations << " relations\n"
      << totals.words << " words in " << std::fixed << std::setprecision(1) << seconds << " s ("
      << static_cast<std::int64_t>(static_cast<double>(totals.words) / seconds) << " words/s)\n";
}

// Statements of two models or with other options are not to be mixed unawares.
void say_if_made_otherwise(const std::string& file, const Store& store, const std::string& made_by, Streams& io) {
  const std::vector<std::string> makers = store.makers();
  if (std::all_of(makers.begin(), makers.end(), [&](const std::string& other) { return other == made_by; })) return;
  io.err << "trama: " << file << ": has documents that another model, other tables or other options were used for "
         << "(trama documents --format json); build with --replace reads again those that it is given\n";
}

}  // namespace

int run_build(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("build", "Reads texts into a graph file. Documents that are in the graph already are passed over.",
                   kBuildExamples);
  ExtractionOptions options;
  std::string file, merge_rules;
  bool replace = false;
  add_extraction_options(line, options);
  line.app().add_option("-o,--output", file, "The graph file; it is made, or added to")->required();
  line.app()
      .add_option("--merge-rules", merge_rules,
                  "Your own decisions on which names are one actor: lines same<TAB>NAME<TAB>NAME or "
                  "different<TAB>NAME<TAB>NAME; kept in the graph file in place of those it has, so that an empty file "
                  "clears them")
      ->check(CLI::ExistingFile);
  line.app().add_flag("--replace", replace,
                      "Documents take the place of others with their ids or addresses (another text, title or date, "
                      "or read by another model); otherwise these stay beside them and are named");
  if (!line.parse(join_pretokenized(arguments), io)) return kDone;

  Report report(io, options.input.quiet, options.input.report);
  DocumentFeed feed(options.input, input_form(options), io.in, report);
  const Extraction extraction(options, feed.needs_analysis());
  std::optional<AliasRules> rules;
  if (!merge_rules.empty()) rules = load_alias_rules(merge_rules);
  const std::string maker = made_by(options);
  upgrade_first(file, io);
  const bool is_new = !std::filesystem::exists(file);
  std::optional<GraphWriter> graph(std::in_place, Store::open(file), rules, maker,
                                   replace ? Adding::kReplace : Adding::kBeside, report);
  GraphWriter& writer = *graph;
  if (!options.input.quiet) say_if_made_otherwise(file, writer.store(), maker, io);
  const GracefulStop stop;
  feed.set_filter([&](const Document& document) { return writer.wants(document); });
  const ExtractionTotals totals = for_each_document(
      feed, extraction, options.input.threads, report,
      [&](const AnalyzedDocument& document) { return extraction.statements(document); },
      [&](Document&& document, std::vector<Statement>&& statements) {
        writer.add(std::move(document), std::move(statements));
      });
  writer.finish();
  if (!options.input.quiet) print_summary(file, writer, totals, report, io.err);
  if (stop_signal() != 0) return report_stop(file, io);
  if (writer.added() + writer.already_present() > 0) return report.exit_code();
  graph.reset();
  if (is_new) std::filesystem::remove(file);
  io.err << "trama: no document was read" << (is_new ? "; no graph was made\n" : "\n");
  return kFailed;
}

}  // namespace trama::cli
