// speed [TEXT] [--model FILE] [--threads N] [--words N] [--batch N]: words per second of the stages from text to trees,
// of several threads against one, time to the first result, peak memory.
//
// The work is the same for every run with the same TEXT and --words, so that times can be compared as ratios.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/worker_pool.h"
#include "bench/program.h"
#include "bench/scorer.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/neural/stopwatch.h"
#include "extract/text/segmenter.h"

namespace {

using trama::AnalysisTimes;
using trama::Analyzer;
using trama::Sentence;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  std::string line;
  while (std::getline(info, line)) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

// The texts of samples/, in the order of their names.
std::string sample_text() {
  const std::filesystem::path folder = std::filesystem::path(TRAMA_SOURCE_DIR) / "samples";
  std::set<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") files.insert(entry.path());
    }
  }
  std::string text;
  for (const auto& file : files) text += trama::read_file(file) + "\n\n";
  return text;
}

std::size_t count_words(const std::vector<Sentence>& sentences) {
  std::size_t words = 0;
  for (const Sentence& sentence : sentences) words += sentence.words.size();
  return words;
}

void print_row(const char* stage, double seconds, double words, double total) {
  std::printf("%-28s %9.2f %9.0f %6.1f %%\n", stage, seconds * 1e6 / words, words / seconds, 100 * seconds / total);
}

// Copies of the text, analysed one after the other as documents are: `copies` times `words` words.
void measure_stages(const Analyzer& analyzer, const std::string& text, int copies, double words) {
  AnalysisTimes times;
  double segmenting = 0;
  for (int i = 0; i < copies; ++i) {
    trama::Stopwatch watch;
    std::vector<Sentence> sentences = trama::segment(text);
    watch.lap(segmenting);
    std::vector<Sentence*> pointers;
    for (Sentence& sentence : sentences) pointers.push_back(&sentence);
    analyzer.annotate(pointers, &times);
  }
  const double total =
      segmenting + times.lookup + times.inputs + times.encoder + times.words + times.names + times.trees + times.labels;
  std::printf("%-28s %9s %9s\n", "stage (processor time)", "us/word", "words/s");
  print_row("segment", segmenting, words, total);
  print_row("look up words", times.lookup, words, total);
  print_row("word, character vectors", times.inputs, words, total);
  print_row("LSTM layers", times.encoder, words, total);
  print_row("tags, lemmas", times.words, words, total);
  print_row("names", times.names, words, total);
  print_row("trees", times.trees, words, total);
  print_row("write labels", times.labels, words, total);
  print_row("all", total, words, total);
}

struct Rates {  // Words per second.
  double by_clock = 0;
  double of_processor = 0;
};

// Those of `threads` threads on `copies` documents; prints them if `print`.
Rates measure_threads(const Analyzer& analyzer, const std::string& text, int copies, double words, int threads,
                      bool print) {
  const Clock::time_point start = Clock::now();
  const double begin = processor_seconds();
  int next = 0;
  std::size_t sentences = 0;
  trama::parallel_map(
      threads, [&]() -> std::optional<int> { return next < copies ? std::optional<int>(next++) : std::nullopt; },
      [&](int number) {
        trama::Document document;
        document.id = std::to_string(number);
        document.text = text;
        return analyzer.analyze({std::move(document)});
      },
      [&](const std::vector<trama::AnalyzedDocument>& documents) { sentences += documents.front().sentences.size(); });
  const double wall = seconds_since(start), processor = processor_seconds() - begin;
  if (print) {
    std::printf("%d thread%s: %zu sentences, %.2f s, %.0f words/s; %.0f words per processor second\n", threads,
                threads == 1 ? "" : "s", sentences, wall, words / wall, words / processor);
  }
  return {words / wall, words / processor};
}

// One thread and `threads` by turns, so that what else the machine does meets both; the best run of each counts.
// Seconds of the processor say what threads cost where others use the machine.
void measure_ratio(const Analyzer& analyzer, const std::string& text, int copies, double words, int threads) {
  constexpr int kRounds = 5;
  Rates one, many;
  const auto take = [&](Rates& best, int number) {
    const Rates found = measure_threads(analyzer, text, copies, words, number, false);
    best.by_clock = std::max(best.by_clock, found.by_clock);
    best.of_processor = std::max(best.of_processor, found.of_processor);
  };
  for (int i = 0; i < kRounds; ++i) {
    take(one, 1);
    take(many, threads);
  }
  std::printf(
      "%d threads against one: %.0f / %.0f words/s = %.2f; %.0f / %.0f words per processor second = %.2f "
      "(best of %d runs each, by turns)\n",
      threads, many.by_clock, one.by_clock, many.by_clock / one.by_clock, many.of_processor, one.of_processor,
      many.of_processor / one.of_processor, kRounds);
}

// Seconds from the start of `trama analyze` on a sentence to the first byte that it prints: the best of a few runs.
// Nothing is printed if there is no such program beside this one.
void measure_first_result(const std::filesystem::path& model) {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path program = here.parent_path().parent_path() / "bin" / "trama";
  if (!std::filesystem::exists(program, error)) return;
  const std::string command = "printf 'El presidente de Perú visitó ayer Lima.' | " +
                              trama::bench::shell_word(program.string()) + " analyze --quiet --threads 1 --model " +
                              trama::bench::shell_word(model.string()) + " -";
  double best = 1e9;
  for (int i = 0; i < 7; ++i) {
    const Clock::time_point start = Clock::now();
    std::FILE* output = ::popen(command.c_str(), "r");
    if (output == nullptr) throw trama::Error(trama::ErrorCode::kIo, "cannot run " + program.string());
    const bool printed = std::fgetc(output) != EOF;
    const double seconds = seconds_since(start);
    char rest[4096];
    while (std::fread(rest, 1, sizeof rest, output) > 0) {
    }
    if (::pclose(output) != 0 || !printed) throw trama::Error(trama::ErrorCode::kIo, program.string() + " failed");
    best = std::min(best, seconds);
  }
  std::printf("trama analyze: %.3f s from its start to the first byte of output (best of 7)\n", best);
}

int run(int argc, char** argv) {
  CLI::App app("Words per second of the stages from text to trees");
  std::string file, model;
  int threads = 1;
  double wanted = 60'000;
  app.add_option("TEXT", file, "UTF-8 text (default: the texts of samples/)");
  app.add_option("--model", model, "Model file");
  app.add_option("--threads", threads, "Threads of the last measurements; more than one: also against one")
      ->check(CLI::Range(1, 256));
  trama::AnalyzerOptions options;
  app.add_option("--batch", options.batch_words, "Words that are analysed together")->check(CLI::Range(1, 1 << 20));
  app.add_option("--words", wanted, "Words to analyse: the text is repeated")->check(CLI::Range(1.0, 1e9));
  CLI11_PARSE(app, argc, argv);

  const std::string text = file.empty() ? sample_text() : trama::read_file(file);
  const double words = static_cast<double>(count_words(trama::segment(text)));
  if (words == 0) throw trama::Error(trama::ErrorCode::kInvalid, "no words: name a text, or fill samples/");
  const int copies = std::max(1, static_cast<int>(wanted / words));
  const Clock::time_point start = Clock::now();
  const double processor = processor_seconds();
  const std::filesystem::path path = trama::cli::find_model(model);
  const Analyzer analyzer = Analyzer::load(path, options);
  std::printf("%s, %u processors\n%s, version %s: loaded in %.3f s (%.3f s of processor time)\n",
              processor_name().c_str(), std::thread::hardware_concurrency(), path.filename().c_str(),
              std::string(analyzer.version()).c_str(), seconds_since(start), processor_seconds() - processor);
  std::printf("text of %.0f words, %d times\n\n", words, copies);
  measure_stages(analyzer, text, copies, words * copies);
  std::printf("\n");
  measure_threads(analyzer, text, copies, words * copies, threads, true);
  if (threads > 1) measure_ratio(analyzer, text, copies, words * copies, threads);
  measure_first_result(path);
  std::printf("peak memory %ld MB\n", peak_megabytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return trama::bench::run_program("speed", [&] { return run(argc, argv); });
}
