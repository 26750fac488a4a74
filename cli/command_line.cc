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
  add_reading_options(line, options);
  CLI::App& app = line.app();
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
}

void add_reading_options(CommandLine& line, InputOptions& options) {
  CLI::App& app = line.app();
  app.add_option(
         "INPUT", options.inputs,
         "Texts, pages, feeds, JSON, tables, WARC, PDF, office documents, mail, archives of them; folders; - for "
         "standard input. Told by their content")
      ->required();
  app.add_option("--input", options.reading.form, "The form of all inputs, in place of what their content tells")
      ->check(CLI::IsMember({"text", "markdown", "html", "feed", "json", "jsonl", "csv", "warc", "pdf", "docx", "odt",
                             "epub", "mail", "mbox"}));
  app.add_option_function<std::vector<std::string>>(
         "--fields",
         [&options](const std::vector<std::string>& given) {
           for (const std::string& pair : given) {
             const std::size_t sign = pair.find('=');
             if (sign == std::string::npos) throw CLI::ValidationError("--fields", "expects FIELD=KEY, not " + pair);
             options.reading.fields.emplace_back(pair.substr(0, sign), pair.substr(sign + 1));
           }
         },
         "Which keys of JSON or columns of tables are what: text=body,title=headline,date=published_at,url=link,"
         "source=medium; common names are known without it")
      ->delimiter(',')
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--columns", options.reading.columns, "The columns of tables without a header: date,title,text")
      ->delimiter(',')
      ->expected(1)
      ->allow_extra_args(false);
  app.add_option("--report", options.report, "A file for what became of each input, as JSON lines");
  app.add_flag("-q,--quiet", options.quiet, "Say nothing but errors and skipped documents");
}

AnalyzerOptions analyzer_options(const InputOptions& options) {
  AnalyzerOptions out;
  if (options.precision == "float") out.precision = AnalysisPrecision::kFloats;
  out.gazetteers = options.gazetteers;
  return out;
}

}  // namespace trama::cli
