#include "cli/command_line.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace trama::cli {

namespace {

constexpr int kMaxThreads = 256;

}  // namespace

CommandLine::CommandLine(std::string_view command, std::string_view summary, std::string_view examples)
    : app_(std::string(summary), "trama " + std::string(command)) {
  app_.set_help_flag("-h,--help", "Show this help");
  app_.footer("Examples:\n" + std::string(examples));
}

bool CommandLine::parse(std::span<const std::string> arguments, Streams& io) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // The order in which CLI11 takes them.
  try {
    app_.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    io.out << app_.help();
    return false;
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  return true;
}

void add_input_options(CommandLine& line, InputOptions& options) {
  options.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMaxThreads);
  CLI::App& app = line.app();
  app.add_option("INPUT", options.inputs,
                 "Texts: .txt, .jsonl or .json files, each also .gz; directories of them; - for standard input")
      ->required();
  app.add_option(
         "--lang", options.language,
         "es: analyse every text as Spanish; without it, texts that are clearly in another language are skipped")
      ->check(CLI::IsMember({"es"}));
  app.add_option("--threads", options.threads, "Threads that analyse; the output is the same for any number")
      ->check(CLI::Range(1, kMaxThreads))
      ->capture_default_str();
  app.add_option("--model", options.model, "Model file instead of the one that came with trama");
  app.add_option("--precision", options.precision,
                 "int8: fast; float: to compare with, the only one for model files that hold no int8 weights")
      ->check(CLI::IsMember({"int8", "float"}))
      ->capture_default_str();
  app.add_option("--gazetteer", options.gazetteers,
                 "Your own names: a file of lines NAME, tab, PER, ORG, LOC or MISC (repeatable). They overrule "
                 "what the analysis takes for names; inputs that come with their names keep them")
      ->expected(1)
      ->allow_extra_args(false)  // What follows is an input.
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(CLI::ExistingFile);
  app.add_flag("-q,--quiet", options.quiet, "Say nothing but errors and skipped documents");
}

AnalyzerOptions analyzer_options(const InputOptions& options) {
  AnalyzerOptions out;
  if (options.precision == "float") out.precision = AnalysisPrecision::kFloats;
  out.gazetteers = options.gazetteers;
  return out;
}

}  // namespace trama::cli
