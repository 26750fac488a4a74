#include "cli/extraction.h"

#include "cli/resources.h"

namespace trama::cli {

void add_extraction_options(CommandLine& line, ExtractionOptions& options) {
  add_input_options(line, options.input);
  CLI::App& app = line.app();
  app.add_flag("--pretokenized{lines}", options.pretokenized,
               "The inputs are divided already: \"lines\" (the default) has one sentence per line, tokens separated by "
               "spaces, a blank line between documents; \"conllu\" is CoNLL-U, whose analysis is taken as it is (also "
               "without this option if the name ends in .conllu)")
      ->check(CLI::IsMember({"lines", "conllu"}));
  app.add_option("--metonymy", options.metonymy, "Whether \"Pyongyang\" acting as a government is Corea del Norte")
      ->check(CLI::IsMember({"on", "off"}))
      ->capture_default_str();
  app.add_option("--aliases", options.alias_files, "Your own table of names, read after the built-in one (repeatable)")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(CLI::ExistingFile);
  app.add_option("--min-confidence", options.min_confidence,
                 "Leave out statements less sure than this; 0 prints those too that are more often wrong than right")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

std::vector<std::string> join_pretokenized(std::span<const std::string> arguments) {
  std::vector<std::string> joined;
  for (const std::string& argument : arguments) {
    if (!joined.empty() && joined.back() == "--pretokenized" && (argument == "lines" || argument == "conllu")) {
      joined.back() += "=" + argument;
    } else {
      joined.push_back(argument);
    }
  }
  return joined;
}

InputForm input_form(const ExtractionOptions& options) {
  if (options.pretokenized == "lines") return InputForm::kTokens;
  return options.pretokenized == "conllu" ? InputForm::kTrees : InputForm::kText;
}

namespace {

Extractor load_extractor(const ExtractionOptions& options) {
  ExtractorOptions extractor;
  extractor.metonymy = options.metonymy == "on";
  extractor.alias_files = options.alias_files;
  return Extractor::load(find_data_dir(), extractor);
}

}  // namespace

Extraction::Extraction(const ExtractionOptions& options, bool needs_analysis)
    : extractor_(load_extractor(options)), min_confidence_(options.min_confidence) {
  if (needs_analysis) {
    const InputOptions& input = options.input;
    analyzer_.emplace(Analyzer::load(find_model(input.model), {.gazetteers = input.gazetteers}));
  }
}

std::vector<Statement> Extraction::statements(const AnalyzedDocument& document) const {
  std::vector<Statement> statements = extractor_.statements(document);
  std::erase_if(statements, [&](const Statement& statement) { return statement.confidence < min_confidence_; });
  return statements;
}

}  // namespace trama::cli
