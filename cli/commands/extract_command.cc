// trama extract: texts to statements, or to open-IE tuples, as JSON lines.
#include <ostream>
#include <string>

#include "base/statement_json.h"
#include "cli/commands/commands.h"
#include "cli/texts/extraction.h"
#include "extract/relations/open_ie.h"

namespace trama::cli {

namespace {

constexpr std::string_view kExtractExamples =
    "  trama extract samples/2025-07-13-lavrov-wonsan.txt\n"
    "  zcat noticias.jsonl.gz | trama extract - --threads 2 > statements.jsonl\n"
    "  trama extract --propositions samples/2025-05-06-opa-iberluz.txt\n";

std::string statement_lines(const Extraction& extraction, const AnalyzedDocument& document) {
  std::string lines;
  for (const Statement& statement : extraction.statements(document)) lines += to_json(statement) + '\n';
  return lines;
}

std::string tuple_lines(const Extraction& extraction, const AnalyzedDocument& document) {
  std::string lines;
  for (const Sentence& sentence : document.sentences) {
    const std::vector<Proposition> propositions = extraction.extractor().propositions(sentence);
    for (const OpenTuple& tuple : open_tuples(sentence, propositions, document.document.text)) {
      lines += to_json(tuple) + '\n';
    }
  }
  return lines;
}

}  // namespace

int run_extract(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("extract", "Prints the statements of texts as JSON lines, in the order of the texts.",
                   kExtractExamples);
  ExtractionOptions options;
  bool propositions = false;
  std::string format = "jsonl";
  add_extraction_options(line, options);
  line.app().add_flag("--propositions", propositions, "Print open-IE tuples (sentence, arg1, rel, arg2) instead");
  line.app().add_option("--format", format, "jsonl")->check(CLI::IsMember({"jsonl"}))->capture_default_str();
  if (!line.parse(join_pretokenized(arguments), io)) return kDone;

  Report report(io, options.input.quiet, options.input.report);
  DocumentFeed feed(options.input, input_form(options), io.in, report);
  const Extraction extraction(options, feed.needs_analysis());
  for_each_document(
      feed, extraction, options.input.threads, report,
      [&](const AnalyzedDocument& document) {
        return propositions ? tuple_lines(extraction, document) : statement_lines(extraction, document);
      },
      [&](const Document&, const std::string& lines) { io.out << lines << std::flush; });
  return report.exit_code();
}

}  // namespace trama::cli
