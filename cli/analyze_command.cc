// trama analyze: texts to words with tags, lemmas, trees and names, as CoNLL-U.
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/worker_pool.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/document_feed.h"
#include "cli/report.h"
#include "cli/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/conllu.h"

namespace trama::cli {

namespace {

constexpr std::string_view kExamples =
    "  trama analyze samples/2025-07-13-lavrov-wonsan.txt\n"
    "  trama analyze noticias/ --threads 2 > noticias.conllu\n"
    "  trama analyze --pretokenized conllu gold.conllu > system.conllu\n";

// What one thread made of a batch.
struct Output {
  std::string conllu;
  std::vector<std::pair<std::string, std::string>> failed;  // Document, reason.
  std::int64_t documents = 0;
  std::int64_t words = 0;
};

// The trees that a batch came with are made anew; its words and sentences stay.
void annotate(DocumentBatch& batch, const Analyzer& analyzer) {
  std::vector<Sentence*> sentences;
  for (AnalyzedDocument& document : batch.documents) {
    for (Sentence& sentence : document.sentences) sentences.push_back(&sentence);
  }
  analyzer.annotate(sentences);
}

Output analyze(DocumentBatch batch, const Analyzer& analyzer) {
  if (batch.form == InputForm::kTrees) annotate(batch, analyzer);
  Output output;
  std::ostringstream text;
  for (const AnalysisOutcome& outcome : analyze_batch(batch, &analyzer)) {
    if (!outcome.error.empty()) {
      output.failed.emplace_back(outcome.document.document.id, outcome.error);
      continue;
    }
    write_conllu(outcome.document, text);
    ++output.documents;
    for (const Sentence& sentence : outcome.document.sentences) {
      output.words += static_cast<std::int64_t>(sentence.words.size());
    }
  }
  output.conllu = std::move(text).str();
  return output;
}

}  // namespace

int run_analyze(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("analyze", "Prints the words, tags, trees and names of texts as CoNLL-U, in the order of the texts.",
                   kExamples);
  InputOptions options;
  std::string pretokenized;
  add_input_options(line, options);
  line.app()
      .add_option("--pretokenized", pretokenized,
                  "conllu: the inputs are CoNLL-U files, whose words and sentences are kept; lines: one sentence per "
                  "line, tokens separated by spaces")
      ->check(CLI::IsMember({"conllu", "lines"}));
  if (!line.parse(arguments, io)) return kDone;

  Report report(io, options.quiet);
  const InputForm form = pretokenized == "conllu"  ? InputForm::kTrees
                         : pretokenized == "lines" ? InputForm::kTokens
                                                   : InputForm::kText;
  DocumentFeed feed(options, form, io.in, report);
  const Analyzer analyzer = Analyzer::load(find_model(options.model), {.gazetteers = options.gazetteers});
  std::int64_t documents = 0, words = 0;
  parallel_map(
      options.threads, [&] { return feed.next(); },
      [&](DocumentBatch batch) { return analyze(std::move(batch), analyzer); },
      [&](const Output& output) {
        for (const auto& [document, reason] : output.failed) report.skip(document, reason);
        io.out << output.conllu << std::flush;
        documents += output.documents;
        words += output.words;
        report.progress(documents, words);
      });
  return report.exit_code();
}

}  // namespace trama::cli
