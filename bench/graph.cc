// Time and memory of graph files at any size, beside an earlier build and other programs: bench/graph/README.md.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "bench/graph/process.h"
#include "bench/graph/steps.h"
#include "bench/program.h"

namespace trama::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kRepeats = 5;
constexpr double kLongStep = 20;  // Seconds after which a step is not repeated.
// Documents that are in no file that was built: far beyond the numbers of those that are.
constexpr std::uint64_t kNewDocuments = std::uint64_t{1} << 36;

// The programs to compare: this build and an earlier one, each with its own library and its own files.
struct Build {
  std::string name;
  fs::path bench;    // A build of this program: library steps.
  fs::path program;  // trama: steps of the command line.
  fs::path graph;    // The file of all statements.
  bool built = false;
};

struct RunOptions {
  StepOptions step;
  fs::path program, baseline, baseline_bench, work;
  std::string python;
  std::vector<std::string> only;
  bool keep = false;
};

struct Result {
  Usage usage;
  Figures figures;
  double seconds() const {
    const auto own = figures.find("seconds");
    return own == figures.end() ? usage.seconds : own->second;
  }
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The lines "name value" that a step prints.
Figures read_figures(const fs::path& file) {
  Figures figures;
  std::istringstream lines(text_of(file));
  std::string name;
  for (double value = 0; lines >> name >> value;) figures[name] = value;
  return figures;
}

class Bench {
 public:
  explicit Bench(RunOptions options) : options_(std::move(options)) {
    fs::create_directories(options_.work);
    const fs::path self = fs::read_symlink("/proc/self/exe");
    builds_.push_back({"now", self, options_.program, options_.work / "now.trama"});
    if (options_.baseline.empty() != options_.baseline_bench.empty()) {
      throw Error(ErrorCode::kInvalid, "an earlier build is compared by both of its programs");
    }
    if (!options_.baseline.empty()) {
      builds_.push_back({"before", options_.baseline_bench, options_.baseline, options_.work / "before.trama"});
    }
  }

  void run() {
    std::printf("%llu statements, %llu actors, seed %llu; one core\n",
                static_cast<unsigned long long>(options_.step.statements),
                static_cast<unsigned long long>(options_.step.generator.entities),
                static_cast<unsigned long long>(options_.step.generator.seed));
    std::printf("%-22s %-8s %10s %10s %9s  %s\n", "step", "by", "seconds", "processor", "peak MiB", "");
    if (wanted("library")) run_library();
    if (wanted("cli") && !options_.program.empty()) run_commands();
    if (!options_.python.empty() && wanted("peers")) run_peers();
    if (!options_.keep) {
      for (const Build& build : builds_) fs::remove(build.graph);
    }
  }

 private:
  bool wanted(const std::string& part) const {
    return options_.only.empty() || std::find(options_.only.begin(), options_.only.end(), part) != options_.only.end();
  }

  std::vector<std::string> step_arguments(const Build& build, const std::string& step, const StepOptions& with,
                                          const std::vector<fs::path>& files) const {
    std::vector<std::string> arguments = {build.bench, "step", step};
    for (const fs::path& file : files) arguments.push_back(file);
    const auto add = [&](const char* name, const std::string& value) {
      arguments.insert(arguments.end(), {name, value});
    };
    add("--statements", std::to_string(with.statements));
    add("--entities", std::to_string(with.generator.entities));
    add("--exponent", std::to_string(with.generator.exponent));
    add("--nominals", std::to_string(with.generator.nominals));
    add("--things", std::to_string(with.generator.things));
    add("--copies", std::to_string(with.generator.copies));
    add("--seed", std::to_string(with.generator.seed));
    add("--first", std::to_string(with.first));
    add("--step", std::to_string(with.step));
    return arguments;
  }

  Result run_one(const std::vector<std::string>& arguments) const {
    const fs::path output = options_.work / "output.txt";
    Result result;
    result.usage = run_process(arguments, output);
    result.figures = read_figures(output);
    return result;
  }

  void print(const std::string& step, const std::string& by, const Result& result, const std::string& more = {}) {
    std::printf("%-22s %-8s %10.3f %10.3f %9.0f  %s", step.c_str(), by.c_str(), result.seconds(),
                result.usage.processor, result.usage.peak_mib, more.c_str());
    if (result.usage.status != 0) std::printf(" (status %d)", result.usage.status);
    std::printf("\n");
    std::fflush(stdout);
  }

  // By turns, the median of five; a step that takes long is run once. All builds take the same turns, so that what else
  // the machine does meets all.
  void run_by_turns(const std::string& step, const std::function<Result(const Build&, int)>& one) {
    std::vector<std::vector<Result>> results(builds_.size());
    std::vector<double> spent(builds_.size());
    for (int turn = 0; turn < kRepeats; ++turn) {
      for (std::size_t i = 0; i < builds_.size(); ++i) {
        if (spent[i] > kLongStep) continue;
        results[i].push_back(one(builds_[i], turn));
        spent[i] += results[i].back().usage.seconds;
      }
    }
    std::vector<double> medians;
    for (std::size_t i = 0; i < builds_.size(); ++i) {
      std::vector<Result>& all = results[i];
      std::sort(all.begin(), all.end(), [](const Result& a, const Result& b) { return a.seconds() < b.seconds(); });
      const Result& middle = all[all.size() / 2];
      medians.push_back(middle.seconds());
      print(step, builds_[i].name, middle, i == 0 ? "" : ratio(medians[0], medians[i]));
    }
  }

  static std::string ratio(double now, double before) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "x %.1f", before / now);
    return text.data();
  }

  void run_library() {
    for (Build& build : builds_) build_whole(build);
    run_by_turns("add 10 documents", [&](const Build& build, int turn) {
      StepOptions with = options_.step;
      with.first = kNewDocuments + static_cast<std::uint64_t>(turn) * 1000;
      return run_one(step_arguments(build, "add", with, {build.graph}));
    });
    run_by_turns("add nothing new", [&](const Build& build, int) {
      return run_one(step_arguments(build, "add", options_.step, {build.graph}));
    });
    for (const Build& build : builds_) merge_halves(build);
    for (const Build& build : builds_) ask_warm(build);
  }

  void build_whole(Build& build) {
    remove_graph(build.graph);
    const Result result = run_one(step_arguments(build, "build", options_.step, {build.graph}));
    build.built = result.usage.status == 0;
    std::string more;
    if (build.built) {
      const double bytes = static_cast<double>(fs::file_size(build.graph));
      std::array<char, 160> text{};
      std::snprintf(text.data(), text.size(), "of which adding %.1f; file %.0f MB, %.0f bytes a statement; %.0f copies",
                    result.figures.at("adding"), bytes / 1e6, bytes / result.figures.at("statements"),
                    result.figures.at("copies"));
      more = text.data();
    }
    print("build", build.name, result, more);
  }

  void merge_halves(const Build& build) {
    const fs::path whole = options_.work / "merged.trama";
    const std::vector<fs::path> files = {whole, options_.work / "even.trama", options_.work / "odd.trama"};
    for (const fs::path& file : files) remove_graph(file);
    for (std::size_t half = 0; half < 2; ++half) {
      StepOptions with = options_.step;
      with.statements /= 2;
      with.first = half;
      with.step = 2;
      run_one(step_arguments(build, "build", with, {files[half + 1]}));
    }
    print("merge two halves", build.name, run_one(step_arguments(build, "merge", options_.step, files)));
    for (const fs::path& file : files) remove_graph(file);
  }

  void ask_warm(const Build& build) {
    const Result result = run_one(step_arguments(build, "warm", options_.step, {build.graph}));
    std::string more;
    for (const auto& [name, value] : result.figures) {
      std::array<char, 64> text{};
      std::snprintf(text.data(), text.size(), "%s %.4g  ", name.c_str(), value);
      more += text.data();
    }
    print("warm", build.name, result, more);
  }

  void run_commands() {
    for (Build& build : builds_) {
      if (!build.built && !fs::exists(build.graph)) build_whole(build);
    }
    const std::string hub = make_actor(0).name;
    // Of actors that are named often enough to be in the graph by their full names.
    const auto name = [&](std::uint64_t part) { return make_actor(options_.step.generator.entities / part).name; };
    const std::string picture = options_.work / "picture.json";
    const std::vector<std::pair<std::string, std::vector<std::string>>> commands = {
        {"top", {"top", "GRAPH"}},
        {"entity", {"entity", "GRAPH", name(100)}},
        {"entity, the hub", {"entity", "GRAPH", hub}},
        {"path", {"path", "GRAPH", name(50), name(40)}},
        {"query, one hop", {"query", "GRAPH", "MATCH (a {name:'" + name(100) + "'})-[r]->(b) RETURN b.name, r.count"}},
        {"query, hub's hop", {"query", "GRAPH", "MATCH (a {name:'" + hub + "'})-[r]->(b) RETURN count(r) AS n"}},
        {"export --top 60", {"export", "GRAPH", "--top", "60", "--to", "json", "-o", picture}}};
    for (const auto& [step, command] : commands) {
      run_by_turns(step, [&](const Build& build, int) {
        std::vector<std::string> arguments = {build.program};
        for (const std::string& word : command) arguments.push_back(word == "GRAPH" ? build.graph.string() : word);
        fs::remove(picture);
        return run_one(arguments);
      });
    }
  }

  void run_peers() {
    const fs::path csv = options_.work / "statements.csv";
    write_csv(options_.step, csv);
    const fs::path script = fs::path(TRAMA_SOURCE_DIR) / "bench/graph/peers.py";
    for (const std::string peer : {"duckdb", "sqlite", "networkx", "igraph"}) {
      const Result result = run_one({options_.python, script, peer, csv, options_.work, make_actor(0).name});
      std::string more;
      for (const auto& [figure, value] : result.figures) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%s %.4g  ", figure.c_str(), value);
        more += text.data();
      }
      print("merge, peers", peer, result, more);
    }
    if (!options_.keep) fs::remove(csv);
  }

  static void remove_graph(const fs::path& file) {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + ending);
  }

  RunOptions options_;
  std::vector<Build> builds_;
};

void add_generator_options(CLI::App& app, StepOptions& options) {
  app.add_option("--statements", options.statements, "How many")->capture_default_str();
  app.add_option("--entities", options.generator.entities, "Actors; a tenth of the statements unless given");
  app.add_option("--exponent", options.generator.exponent, "Of Zipf's law")->capture_default_str();
  app.add_option("--nominals", options.generator.nominals, "Share of objects that are actors without a name")
      ->capture_default_str();
  app.add_option("--things", options.generator.things, "Share of objects that are things")->capture_default_str();
  app.add_option("--copies", options.generator.copies, "Share of documents that are copies")->capture_default_str();
  app.add_option("--seed", options.generator.seed, "Of all random numbers")->capture_default_str();
  app.add_option("--first", options.first, "Number of the first document")->capture_default_str();
  app.add_option("--step", options.step, "From one document's number to the next")->capture_default_str();
}

int run(int argc, char** argv) {
  CLI::App app("Time and memory of graph files, with made-up statements");
  app.require_subcommand(1);
  RunOptions options;
  options.step.generator.entities = 0;
  options.work = fs::temp_directory_path() / "trama-bench-graph";
  std::string name;
  fs::path file;

  CLI::App* all = app.add_subcommand("run", "Measures all steps, each in a process of its own");
  add_generator_options(*all, options.step);
  all->add_option("--program", options.program, "trama of this build, for the steps of the command line");
  all->add_option("--baseline", options.baseline, "trama of an earlier build, to take turns with");
  all->add_option("--baseline-bench", options.baseline_bench, "This program of that earlier build");
  all->add_option("--peers", options.python, "Python with bench/graph/requirements.txt");
  all->add_option("--work", options.work, "Folder for files")->capture_default_str();
  all->add_option("--only", options.only, "Parts to measure")->check(CLI::IsMember({"library", "cli", "peers"}));
  all->add_flag("--keep", options.keep, "Leave the graph files");

  CLI::App* step = app.add_subcommand("step", "One step through the library: build, add, merge, warm or count");
  step->add_option("NAME", name)->required();
  step->add_option("FILE", options.step.files, "Graph files");
  add_generator_options(*step, options.step);
  step->add_option("--documents", options.step.documents, "For add")->capture_default_str();

  CLI::App* csv = app.add_subcommand("csv", "Writes the statements as comma-separated values");
  csv->add_option("FILE", file)->required();
  add_generator_options(*csv, options.step);
  CLI11_PARSE(app, argc, argv);

  if (options.step.generator.entities == 0) {
    options.step.generator.entities = std::max<std::uint64_t>(10, options.step.statements / 10);
  }
  stay_on_one_core();
  if (csv->parsed()) {
    write_csv(options.step, file);
  } else if (step->parsed()) {
    Figures figures = run_step(name, options.step);
    for (const auto& [figure, value] : figures) std::printf("%s %.6f\n", figure.c_str(), value);
  } else {
    Bench(options).run();
  }
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  return trama::bench::run_program("graph", [&] { return trama::bench::run(argc, argv); });
}
