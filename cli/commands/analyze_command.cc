// trama analyze: texts to words with tags, lemmas, trees and names, as CoNLL-U.
#include <exception>
#include <optional>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/worker_pool.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/process/resources.h"
#include "cli/texts/part_feed.h"
#include "cli/texts/report.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/conllu.h"

namespace trama::cli {

namespace {

constexpr std::string_view kAnalyzeExamples =
    "  trama analyze samples/2025-07-13-lavrov-wonsan.txt\n"
    "  trama analyze noticias/ --threads 2 > noticias.conllu\n"
    "  tail -f agencia.txt | trama analyze -\n"
    "  trama analyze --pretokenized conllu gold.conllu > system.conllu\n"
    "  trama analyze --tokens noticias/ > noticias.tok\n";

// What one thread made of some parts.
struct AnalyzedText {
  std::string text;  // CoNLL-U, or lines of tokens.
  // Document, reason. Other parts of such a document are printed all the same.
  std::vector<std::pair<std::string, std::string>> failed;
  std::int64_t documents = 0;
  std::int64_t words = 0;

  void operator+=(AnalyzedText&& other) {
    text += other.text;
    failed.insert(failed.end(), other.failed.begin(), other.failed.end());
    documents += other.documents;
    words += other.words;
  }
};

void annotate(std::span<DocumentPart> parts, const Analyzer& analyzer) {
  std::vector<Sentence*> sentences;
  for (DocumentPart& part : parts) {
    for (Sentence& sentence : part.sentences) sentences.push_back(&sentence);
  }
  analyzer.annotate(sentences);
}

void count(const DocumentPart& part, AnalyzedText& output) {
  output.documents += part.first;
  for (const Sentence& sentence : part.sentences) output.words += static_cast<std::int64_t>(sentence.words.size());
}

// One sentence per line, words separated by spaces: what --pretokenized lines reads.
AnalyzedText tokens(std::span<const DocumentPart> parts) {
  AnalyzedText output;
  for (const DocumentPart& part : parts) {
    for (const Sentence& sentence : part.sentences) {
      for (const Word& word : sentence.words) {
        if (&word != &sentence.words.front()) output.text += ' ';
        for (const char c : word.form) output.text += c == ' ' || c == '\n' ? '_' : c;
      }
      output.text += '\n';
    }
    count(part, output);
  }
  return output;
}

AnalyzedText analyze(std::span<DocumentPart> parts, const Analyzer& analyzer) {
  AnalyzedText output;
  try {
    annotate(parts, analyzer);
  } catch (const std::exception& error) {
    if (parts.size() == 1) {
      output.failed.emplace_back(parts.front().id, reason_of(error));
      return output;
    }
    for (DocumentPart& part : parts) output += analyze({&part, 1}, analyzer);
    return output;
  }
  std::ostringstream text;
  text.exceptions(std::ios::badbit);  // A stream keeps it to itself when memory runs out.
  for (const DocumentPart& part : parts) {
    write_conllu(part, text);
    count(part, output);
  }
  output.text = std::move(text).str();
  return output;
}

}  // namespace

int run_analyze(std::span<const std::string> arguments, Streams& io) {
  CommandLine line(
      "analyze",
      "Prints the words, tags, trees and names of texts as CoNLL-U, in the order of the texts and as they come.",
      kAnalyzeExamples);
  InputOptions options;
  std::string pretokenized;
  add_input_options(line, options);
  line.app()
      .add_option("--pretokenized", pretokenized,
                  "conllu: the inputs are CoNLL-U files, whose words and sentences are kept; lines: one sentence per "
                  "line, tokens separated by spaces")
      ->check(CLI::IsMember({"conllu", "lines"}));
  bool tokens_only = false;
  line.app().add_flag("--tokens", tokens_only,
                      "Only divides into sentences and words: one sentence per line, words separated by spaces");
  if (!line.parse(arguments, io)) return kDone;

  Report report(io, options.quiet, options.report);
  const InputForm form = pretokenized == "conllu"  ? InputForm::kTrees
                         : pretokenized == "lines" ? InputForm::kTokens
                                                   : InputForm::kText;
  PartFeed feed(options, form, io.in, report);
  std::optional<Analyzer> analyzer;
  if (!tokens_only) analyzer = Analyzer::load(find_model(options.model), analyzer_options(options));
  std::int64_t documents = 0, words = 0;
  parallel_map(
      options.threads, [&] { return feed.next(); },
      [&](PartBatch batch) { return analyzer ? analyze(batch, *analyzer) : tokens(batch); },
      [&](const AnalyzedText& output) {
        for (const auto& [document, reason] : output.failed) report.skip(document, reason);
        io.out << output.text << std::flush;
        documents += output.documents;
        words += output.words;
        report.progress(documents, words);
      },
      [&] { return feed.ready(); });
  return report.exit_code();
}

}  // namespace trama::cli
