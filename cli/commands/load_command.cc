// trama load: a graph, or a part of it, into a database that runs.
#include <unistd.h>

#include <chrono>
#include <iomanip>
#include <ostream>
#include <sstream>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "cli/graphs/selection_options.h"
#include "cli/process/password.h"
#include "export/selection.h"
#include "export/text.h"
#include "load/target.h"

namespace trama::cli {

namespace {

using Clock = std::chrono::steady_clock;

std::string counts_text(const LoadCounts& counts, bool evidence) {
  std::string text = std::to_string(counts.actors) + " actors, " + std::to_string(counts.relations) + " relations";
  if (!evidence) return text;
  text += ", " + std::to_string(counts.documents) + " documents, " + std::to_string(counts.statements) + " statements";
  return counts.sources == 0 ? text : text + ", " + std::to_string(counts.sources) + " other sources";
}

// A line that is written over, on a terminal only.
class LoadProgress {
 public:
  LoadProgress(Streams& io, bool quiet) : io_(io), shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

  void show(const LoadCounts& sent, bool evidence) {
    if (!shown_) return;
    io_.err << "\r\x1b[Kloading: " << counts_text(sent, evidence) << std::flush;
    has_line_ = true;
  }
  void clear() {
    if (has_line_) io_.err << "\r\x1b[K" << std::flush;
    has_line_ = false;
  }

 private:
  Streams& io_;
  bool shown_;
  bool has_line_ = false;
};

bool has_all(const LoadCounts& held, const LoadCounts& sent) {
  return held.actors >= sent.actors && held.relations >= sent.relations && held.documents >= sent.documents &&
         held.statements >= sent.statements && held.sources >= sent.sources;
}

int report(const LoadResult& result, double seconds, bool evidence, bool prune, Streams& io) {
  std::ostringstream times;
  times << std::fixed << std::setprecision(1) << seconds << " s, " << result.waited << " of them the server's";
  io.out << "sent: " << counts_text(result.sent, evidence) << " in " << result.batches
         << (result.batches == 1 ? " batch, " : " batches, ") << times.str();
  if (result.repeated > 0) io.out << ", " << result.repeated << " requests again";
  io.out << "\nthe server holds: " << counts_text(result.held, evidence) << '\n';
  if (prune) io.out << "taken away: " << result.removed << " that the graph does not hold\n";
  if (!has_all(result.held, result.sent)) {
    throw Error(ErrorCode::kIo, "the server holds less than it was sent; does somebody else write to it?");
  }
  if (!(result.held == result.sent) && !prune) {
    io.err << "trama: the server holds more than was sent: other graphs, or what this one no longer holds (--prune)\n";
  }
  return kDone;
}

// Basic authentication over plain HTTP shows the password to the network.
void warn_of_plain_http(const LoadOptions& options, Streams& io) {
  const std::size_t at = options.url.find("http://");
  if (options.user.empty() || at == std::string::npos) return;
  const std::string server = options.url.substr(at + 7);
  const std::string host =
      server.substr(0, server.starts_with('[') ? server.find(']') + 1 : server.find_first_of(":/"));
  const bool loopback = host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
  if (loopback || host == "localhost" || host == "[::1]") return;
  io.err << "trama: the password goes through the network unencrypted; https:// would not show it\n";
}

}  // namespace

int run_load(std::span<const std::string> arguments, Streams& io) {
  GraphSource source;
  LoadOptions target_options;
  ExportOptions options;
  bool quiet = false;
  CommandLine line(
      "load", "put a graph into a database that runs, or bring what it has up to date",
      "  trama load red.trama --into http://localhost:7474 --user neo4j\n"
      "  TRAMA_PASSWORD=… trama load red.trama --into https://grafo.ejemplo.es/noticias --user ana --evidence\n"
      "  trama load red.trama --into http://localhost:7474 --user neo4j --since 2025-07-01\n"
      "  trama load red.trama --into http://localhost:3030/red/data --evidence      # a graph store (SPARQL)\n");
  add_graph_source(line, source);
  line.app()
      .add_option("--into", target_options.url,
                  "Neo4j's HTTP address, with the database if it is not neo4j; or that of a graph store of RDF")
      ->required()
      ->type_name("URL");
  line.app().add_option("--user", target_options.user,
                        "Who logs in; the password is read from TRAMA_PASSWORD or asked for");
  add_selection_options(line, options);
  line.app().add_flag("--evidence", options.evidence, "Documents and statements as nodes too");
  line.app().add_flag("--prune", target_options.prune,
                      "Then take away the actors and relations that the graph does not hold, whoever put them there");
  line.app().add_flag("-q,--quiet", quiet, "No progress");
  if (!line.parse(arguments, io)) return kDone;
  if (target_options.prune && (restricts(options) || !source.bounds.empty() || source.detail != "all")) {
    throw UsageError("--prune is for whole graphs: what the other options leave out would be taken away");
  }

  const auto graph = source.open(io);
  say_who_is_meant(*graph, options, io);
  warn_of_plain_http(target_options, io);
  if (!target_options.user.empty()) target_options.password = read_password(target_options.user, io);
  LoadProgress progress(io, quiet);
  const LoadListener listener = {.progress = [&](const LoadCounts& sent) { progress.show(sent, options.evidence); },
                                 .tell =
                                     [&](const std::string& what) {
                                       progress.clear();
                                       io.err << "trama: " << plain_text(what) << '\n';
                                     }};
  const Clock::time_point begin = Clock::now();
  const auto target = open_target(target_options, listener);
  if (!quiet) io.err << "trama: " << plain_text(target->name()) << '\n';
  const LoadResult result = target->load(*graph, options);
  progress.clear();
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return report(result, seconds, options.evidence, target_options.prune, io);
}

}  // namespace trama::cli
