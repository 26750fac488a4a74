// trama explore: a graph in a browser.
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <ostream>
#include <string>
#include <thread>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/communities.h"
#include "cli/graphs/decisions.h"
#include "cli/process/signals.h"
#include "cli/shell/completion.h"
#include "explore/server.h"
#include "export/explorer/page.h"

namespace trama::cli {

namespace {

constexpr int kUsualPort = 8417;  // So that addresses that were kept lead somewhere again.

// Taken from the graph's own programs: a browser that the system knows. Whether there is one does not matter.
void open_browser(const std::string& address, Streams& io) {
  std::string program = "xdg-open";
  std::string operand = address;
  char* arguments[] = {program.data(), operand.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0) {
    io.err << "trama: no browser could be opened (xdg-open is missing)\n";
    return;
  }
  std::thread([child] { ::waitpid(child, nullptr, 0); }).detach();
}

std::function<std::function<Completed(std::string_view)>(const GraphView&)> completer_maker() {
  return [](const GraphView& view) -> std::function<Completed(std::string_view)> {
    static const cypher::Map kNoParameters;
    auto completer = std::make_shared<Completer>(view, kNoParameters);
    return [completer](std::string_view text) -> Completed {
      Completion completion = completer->complete(text);
      return {completion.begin, std::move(completion.candidates)};
    };
  };
}

// The port that is asked for, or the usual one if nobody has it, or any.
std::unique_ptr<ExploreServer> listen(Explorer& explorer, std::optional<int> port) {
  if (port) return std::make_unique<ExploreServer>(explorer, ServerOptions{*port});
  try {
    return std::make_unique<ExploreServer>(explorer, ServerOptions{kUsualPort});
  } catch (const Error&) {
    return std::make_unique<ExploreServer>(explorer, ServerOptions{0});
  }
}

// Ends the server when a signal asks for it.
class StopWatch {
 public:
  explicit StopWatch(ExploreServer& server)
      : thread_([this, &server] {
          pollfd signal{stop_descriptor(), POLLIN, 0};
          while (!done_) {
            if (::poll(&signal, 1, kLook) > 0 && stop_signal() != 0) {
              server.stop();
              return;
            }
          }
        }) {}
  ~StopWatch() {
    done_ = true;
    thread_.join();
  }
  StopWatch(const StopWatch&) = delete;
  StopWatch& operator=(const StopWatch&) = delete;

 private:
  static constexpr int kLook = 200;  // Milliseconds between looks at whether the server has ended by itself.
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace

int run_explore(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("explore", "Shows a graph in a browser: a server for this machine alone, until it is interrupted",
                   "  trama explore red.trama --open\n"
                   "  trama explore red.trama --edit        # corrections are kept in the graph, see trama log\n");
  ExploreOptions options;
  std::string graph;
  int port = 0;
  bool open = false;
  DecidedBy by;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  auto* given = line.app()
                    .add_option("--port", port,
                                "Port of 127.0.0.1; 0: any that is free. Without it " + std::to_string(kUsualPort) +
                                    ", or if that is taken any")
                    ->check(CLI::Range(0, 65535));
  line.app().add_flag("--open", open, "Open it in the browser");
  line.app().add_flag("--edit", options.edit, "Names may be corrected: one, two, renamed, retyped, hidden");
  line.app().add_option("--author", by.author, "Who corrects; the user of the system if not given");
  if (!line.parse(arguments, io)) return kDone;
  options.page = needed_explorer_page();
  if (options.edit) open_to_decide(graph);
  options.graph = graph;
  options.decision = [&by](DecisionKind kind, const std::string& left, const std::string& right) {
    return by.decision(kind, left, right);
  };
  options.communities = community_finder();
  options.completer = completer_maker();
  Explorer explorer(std::move(options));
  const std::unique_ptr<ExploreServer> server =
      listen(explorer, given->count() > 0 ? std::optional(port) : std::nullopt);
  const GracefulStop graceful;
  const StopWatch watch(*server);
  io.out << server->address() << '\n' << std::flush;
  io.err << "trama: showing " << graph << " until interrupted (Ctrl-C)\n";
  if (open) open_browser(server->address(), io);
  server->run();
  return kDone;
}

}  // namespace trama::cli
