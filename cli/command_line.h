// Parsing of one subcommand's arguments, with CLI11. Every command does it in the same three steps:
//
//   CommandLine line("top", "most connected actors and relations", "  trama top red.trama --limit 10\n");
//   std::string graph;
//   line.app().add_option("GRAPH", graph, "a graph file made by trama build")->required();
//   if (!line.parse(arguments, io)) return kDone;  // --help was asked for and printed.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "documents/read_options.h"
#include "extract/analysis/analyzer.h"

namespace trama::cli {

class CommandLine {
 public:
  // `examples`: whole command lines, one per line, shown under the options by --help.
  CommandLine(std::string_view command, std::string_view summary, std::string_view examples);

  CLI::App& app() { return app_; }

  // False if --help was among the arguments: the help is then on `io.out` and the command is done. Throws UsageError
  // that names the option or operand at fault.
  bool parse(std::span<const std::string> arguments, Streams& io);

 private:
  CLI::App app_;
};

// What every command that reads texts has in common.
struct InputOptions {
  std::vector<std::string> inputs;  // Operands as DocumentReader takes them.
  int threads = 0;                  // At least 1 after parsing; 1 per processor by default.
  std::string model;                // File; empty: find_model() of cli/process/resources.h.
  std::string precision = "int8";   // Of the analysis; or "float".
  std::string language;             // "es": texts are Spanish whatever they look like; empty: others are skipped.
  std::vector<std::filesystem::path> gazetteers;  // As AnalyzerOptions has them.
  ReadOptions reading;                            // Of texts.
  std::string report;                             // File for what became of each input, as JSON lines; empty: none.
  bool quiet = false;  // No progress, no warnings, no summary. Errors and skipped documents stay.
};
// Adds the operands INPUT… and --lang, --threads, --model, --precision, --gazetteer, --quiet. `options` must outlive
// `line`.
void add_input_options(CommandLine& line, InputOptions& options);
// Those of them that say how inputs are read: INPUT…, --input, --fields, --columns, --report, --quiet.
void add_reading_options(CommandLine& line, InputOptions& options);
// What they tell of how the analysis is made.
AnalyzerOptions analyzer_options(const InputOptions& options);

}  // namespace trama::cli
