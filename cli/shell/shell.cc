#include "cli/shell/shell.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <sstream>

#include "base/error.h"
#include "cli/graphs/table_formats.h"
#include "cli/process/signals.h"
#include "cli/shell/completion.h"
#include "cli/shell/line_editor.h"
#include "cli/shell/messages.h"
#include "cli/shell/paged_output.h"
#include "cli/shell/statements.h"
#include "graph/model/properties.h"
#include "graph/query/graphs/view_graph.h"

namespace trama::cli {

namespace {

constexpr int kDeepestRead = 16;
constexpr std::size_t kTypesShown = 40;

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Counts the rows that go through.
class CountedRows final : public RowSink {
 public:
  explicit CountedRows(std::unique_ptr<RowSink> to) : to_(std::move(to)) {}
  void begin(const std::vector<std::string>& columns) override { to_->begin(columns); }
  void row(const std::vector<cypher::Value>& values) override {
    ++count_;
    to_->row(values);
  }
  void end() override { to_->end(); }
  std::int64_t count() const { return count_; }

 private:
  std::unique_ptr<RowSink> to_;
  std::int64_t count_ = 0;
};

class Shell {
 public:
  Shell(const GraphView& graph, ShellOptions options, Streams& io)
      : graph_(graph),
        options_(std::move(options)),
        io_(io),
        completer_(graph, options_.query.parameters),
        editor_(options_.history ? history_file() : std::filesystem::path(),
                [this](std::string_view line) { return complete(line); }) {
    if (options_.pager) pager_ = pager_command();
  }

  void run() {
    say(told(words_.welcome, printable_text(options_.graph)));
    while (!done_) {
      std::string line;
      const auto outcome = editor_.read(typed_.empty() ? "trama> " : "  ...> ", line);
      if (outcome == LineEditor::Outcome::kEnd && typed_.empty()) return;
      if (outcome != LineEditor::Outcome::kLine) {
        typed_.clear();
      } else {
        take(line);
      }
      io_.out.flush();
    }
  }

 private:
  // --- what is typed ---

  void take(const std::string& line) {
    const bool blank = trimmed(line).empty();
    if (typed_.empty() && blank) return;
    if (typed_.empty() && trimmed(line).starts_with('.')) {
      editor_.remember(line);
      command(trimmed(line));
      return;
    }
    typed_ += line + "\n";
    SplitQueries split = split_queries(typed_);
    if (blank && !split.rest.empty()) split.queries.push_back(std::exchange(split.rest, {}));
    if (!split.rest.empty() || split.queries.empty()) return;
    editor_.remember(remembered(typed_));
    typed_.clear();
    for (const std::string& query : split.queries) ask(query);
  }

  // The history has one line for a query. A comment would swallow what follows, so such a query keeps its last line.
  static std::string remembered(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    if (text.find("//") != std::string::npos) return text.substr(text.rfind('\n') + 1);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }

  Completion complete(std::string_view line) {
    Completion found = completer_.complete(typed_ + std::string(line));
    found.begin = found.begin > typed_.size() ? found.begin - typed_.size() : 0;
    return found;
  }

  // --- queries ---

  void ask(const std::string& query) {
    const QueryInterrupt interrupt;
    options_.query.limits.stop = interrupt.token();
    const auto begin = std::chrono::steady_clock::now();
    std::int64_t rows = 0;
    try {
      rows = once_.empty() ? ask_for_screen(query) : ask_for_file(query);
    } catch (const ClosedPipe&) {
      return;  // Who reads has left the pager.
    } catch (const std::exception& error) {
      // A query that is stopped ends with an error that says so.
      complain(interrupt.asked() ? words_.stopped : error.what());
      return;
    }
    if (!timer_) return;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    char seconds[40];
    std::snprintf(seconds, sizeof(seconds), "%.3f", passed.count());
    say((rows == 1 ? words_.one_row : told(words_.rows, std::to_string(rows))) + std::string(", ") +
        told(words_.seconds, seconds) + "\n");
  }

  std::int64_t ask_into(const std::string& query, std::ostream& out) {
    CountedRows rows(make_printer(options_.format, out, options_.query.limits));
    run_query(graph_, query, options_.query, rows);
    return rows.count();
  }

  std::int64_t ask_for_screen(const std::string& query) {
    PagedOutput paged(io_.out, pager_);
    std::ostream out(&paged);
    out.exceptions(std::ios::badbit);
    const std::int64_t rows = ask_into(query, out);
    paged.finish();
    return rows;
  }

  std::int64_t ask_for_file(const std::string& query) {
    const std::string file = std::exchange(once_, {});
    std::ofstream out(file, std::ios::binary);
    const std::int64_t rows = ask_into(query, out);
    out.flush();
    if (!out) throw Error(ErrorCode::kIo, told(words_.no_file, printable_text(file)));
    say(told(words_.written, printable_text(file)) + "\n");
    return rows;
  }

  // --- commands ---

  void command(const std::string& line) {
    const std::size_t space = line.find_first_of(" \t");
    const std::string name = line.substr(0, space);
    const std::string argument = space == std::string::npos ? "" : trimmed(line.substr(space));
    if (name == ".quit" || name == ".exit") {
      done_ = true;
    } else if (name == ".help") {
      say(words_.help);
    } else if (name == ".schema") {
      show_schema();
    } else if (name == ".mode") {
      set_mode(argument);
    } else if (name == ".once") {
      argument.empty() ? complain(told(words_.needs_file, name)) : void(once_ = argument);
    } else if (name == ".param") {
      set_parameter(argument);
    } else if (name == ".timer") {
      if (const auto on = on_or_off(name, argument)) timer_ = *on;
    } else if (name == ".pager") {
      if (const auto on = on_or_off(name, argument)) pager_ = *on ? pager_command() : "";
    } else if (name == ".read") {
      read(name, argument);
    } else {
      refuse(name);
    }
  }

  // The command that shares most with what was typed.
  void refuse(const std::string& name) {
    std::string nearest;
    for (const std::string& one : dot_commands()) {
      if (name.size() > 1 && (one.starts_with(name.substr(0, 2)) || name.find(one) != std::string::npos)) nearest = one;
    }
    const std::string shown = printable_text(name);
    complain(nearest.empty() ? told(words_.no_command, shown) : told(words_.did_you_mean, shown) + nearest + "?");
  }

  std::optional<bool> on_or_off(const std::string& name, const std::string& argument) {
    if (argument == "on" || argument == "off") return argument == "on";
    complain(told(words_.on_or_off, name));
    return std::nullopt;
  }

  void set_mode(const std::string& name) {
    if (const auto format = find_table_format(name)) {
      options_.format = *format;
    } else {
      complain(words_.modes);
    }
  }

  void set_parameter(const std::string& argument) {
    cypher::Map& all = options_.query.parameters;
    const std::size_t sign = argument.find('=');
    const std::string name = trimmed(argument.substr(0, sign));
    if (argument.empty()) {
      show_parameters();
    } else if (name.empty()) {
      complain(words_.param_usage);
    } else if (sign == std::string::npos) {
      all.erase(name);
    } else {
      all.insert_or_assign(name, parse_parameter(trimmed(argument.substr(sign + 1))));
    }
  }

  void show_parameters() {
    ResultTable table{{"$", ""}, {}};
    for (const auto& [name, value] : options_.query.parameters) table.rows.push_back({name, value});
    if (table.rows.empty()) {
      say(std::string(words_.no_parameters) + "\n");
    } else {
      print_table(table, TableFormat::kTable, io_.out);
    }
  }

  void show_schema() {
    const cypher::ViewGraph known(graph_);
    std::string text = told(words_.schema_nodes, std::to_string(graph_.entity_count())) + ": ";
    text += joined(known.known_labels()) + "\n";
    text += told(words_.schema_relations, std::to_string(graph_.relation_count())) + "; ";
    const auto& types = completer_.types();
    text += told(words_.schema_types, std::to_string(types.size())) + "\n  ";
    std::vector<std::string> shown;
    for (const auto& [type, count] : types) {
      if (shown.size() < kTypesShown) shown.push_back(type + " (" + std::to_string(count) + ")");
    }
    text += joined(shown) + "\n";
    text += std::string(words_.schema_properties_of_nodes) + "\n  " + joined(known.known_node_properties()) + "\n";
    text += std::string(words_.schema_properties_of_relations) + "\n  ";
    say(text + joined(known.known_relationship_properties()) + "\n");
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
  }

  // A file's commands are those of the shell; its queries end with ';', the last one with the file.
  void read(const std::string& name, const std::string& file) {
    if (file.empty()) {
      complain(told(words_.needs_file, name));
      return;
    }
    std::ifstream in(file, std::ios::binary);
    if (!in || depth_ == kDeepestRead) {
      complain(in ? words_.reads_too_deep : told(words_.no_file, printable_text(file)));
      return;
    }
    ++depth_;
    std::string text;
    for (std::string line; std::getline(in, line) && !done_;) {
      if (line.ends_with('\r')) line.pop_back();
      if (text.empty() && trimmed(line).starts_with('.')) {
        command(trimmed(line));
        continue;
      }
      text += line + "\n";
      SplitQueries split = split_queries(text);
      for (const std::string& query : split.queries) ask(query);
      text = std::move(split.rest);
    }
    if (!text.empty()) ask(text);
    --depth_;
  }

  // --- to the user ---

  void say(const std::string& text) {
    io_.out << text;
    io_.out.flush();
  }
  void complain(const std::string& message) {
    io_.out.flush();
    io_.err << harmless_lines(message) << '\n';
  }

  const GraphView& graph_;
  ShellOptions options_;
  Streams& io_;
  const ShellMessages& words_ = shell_messages();
  Completer completer_;
  LineEditor editor_;
  std::string pager_;
  std::string typed_;  // Lines of a query that has not ended.
  std::string once_;
  bool timer_ = false;
  bool done_ = false;
  int depth_ = 0;
};

}  // namespace

void run_shell(const GraphView& graph, ShellOptions options, Streams& io) {
  const ShellSignals signals;
  Shell(graph, std::move(options), io).run();
}

std::string harmless_lines(const std::string& message) {
  std::string text;
  std::istringstream lines(message);
  for (std::string line; std::getline(lines, line);) text += (text.empty() ? "" : "\n") + printable_text(line);
  return text;
}

}  // namespace trama::cli
