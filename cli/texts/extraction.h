// What `trama extract` and `trama build` share: options, loading, and the way of every document from its input to its
// statements, on several threads and in the order of the inputs.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/worker_pool.h"
#include "cli/command_line.h"
#include "cli/process/signals.h"
#include "cli/texts/document_feed.h"
#include "cli/texts/report.h"
#include "extract/analysis/analyzer.h"
#include "extract/relations/proposition.h"
#include "extract/statements/extractor.h"

namespace trama::cli {

// Confidence is how likely a careful reader would draw the arrow. Chosen by what the ranker's folds find of the
// training articles that they have not seen (train/ranker.py).
inline constexpr double kMinConfidence = 0.6;

struct ExtractionOptions {
  InputOptions input;
  std::string pretokenized;  // "", "lines" or "conllu".
  std::string metonymy = "on";
  std::vector<std::filesystem::path> alias_files;
  double min_confidence = kMinConfidence;
  std::string detail = "all";  // Or "normal" or "main".
};
// Adds the operands and options of `options`, which must outlive `line`.
void add_extraction_options(CommandLine& line, ExtractionOptions& options);

// What the statements are made by, as a JSON object on one line: the version of the program, the model and its SHA-256
// (unless all inputs are trees), the SHA-256 of the tables, and the options that make the statements other ones, with
// the SHA-256 of the files that they name. Equal texts mean equal statements of equal documents, wherever the files
// lie. Throws Error (kIo) if one of them cannot be read.
std::string made_by(const ExtractionOptions& options);

// "--pretokenized conllu" is one option with its value, "--pretokenized FILE" is that option without one and an
// operand: joins the former to "--pretokenized=conllu", which says so to CLI11.
std::vector<std::string> join_pretokenized(std::span<const std::string> arguments);

// The loaded stages from text to statements; may serve any number of threads.
class Extraction {
 public:
  // Loads the model only if `needs_analysis`. Throws Error as Analyzer::load and Extractor::load do.
  Extraction(const ExtractionOptions& options, bool needs_analysis);

  const Analyzer* analyzer() const { return analyzer_ ? &*analyzer_ : nullptr; }
  const Extractor& extractor() const { return extractor_; }
  // Statements of at least the confidence and salience asked for.
  std::vector<Statement> statements(const AnalyzedDocument& document) const;

 private:
  std::optional<Analyzer> analyzer_;
  Extractor extractor_;
  double min_confidence_, min_salience_;
};

struct ExtractionTotals {
  std::int64_t documents = 0;
  std::int64_t words = 0;
};

InputForm input_form(const ExtractionOptions& options);

// Hands `deliver(Document&&, Result&&)` what `work(const AnalyzedDocument&)` makes of every document of `feed`, in the
// order of the inputs and in the calling thread; `work` runs in `threads` threads. Documents on which the analysis or
// `work` fails are reported and passed over. What `deliver` throws ends everything. When a signal has asked to stop,
// only what is being worked on comes to its end.
template <typename Work, typename Deliver>
ExtractionTotals for_each_document(DocumentFeed& feed, const Extraction& extraction, int threads, Report& report,
                                   Work work, Deliver deliver) {
  using Result = decltype(work(std::declval<const AnalyzedDocument&>()));
  struct Outcome {
    Document document;
    std::string error;
    std::int64_t words = 0;
    int too_long = 0;  // Sentences.
    std::optional<Result> result;
  };
  const auto work_on = [&](AnalysisOutcome&& analysis) {
    Outcome outcome;
    outcome.error = std::move(analysis.error);
    if (outcome.error.empty()) {
      try {
        outcome.result.emplace(work(std::as_const(analysis.document)));
      } catch (const std::exception& error) {
        outcome.error = reason_of(error);
      }
    }
    for (const Sentence& sentence : analysis.document.sentences) {
      outcome.words += static_cast<std::int64_t>(sentence.words.size());
      if (sentence.words.size() > kMaxPropositionWords) ++outcome.too_long;
    }
    outcome.document = std::move(analysis.document.document);
    return outcome;
  };
  ExtractionTotals totals;
  parallel_map(
      threads, [&] { return feed.next(); },
      [&](DocumentBatch batch) {
        std::vector<Outcome> outcomes;
        if (stop_signal() != 0) return outcomes;
        for (AnalysisOutcome& analysis : analyze_batch(std::move(batch), extraction.analyzer())) {
          outcomes.push_back(work_on(std::move(analysis)));
        }
        return outcomes;
      },
      [&](std::vector<Outcome> outcomes) {
        for (Outcome& outcome : outcomes) {
          if (!outcome.error.empty()) {
            report.skip(outcome.document.id, outcome.error);
            continue;
          }
          if (outcome.too_long > 0) report.too_long(outcome.document.id, outcome.too_long);
          ++totals.documents;
          totals.words += outcome.words;
          deliver(std::move(outcome.document), *std::move(outcome.result));
        }
        report.progress(totals.documents, totals.words);
      });
  return totals;
}

}  // namespace trama::cli
