#include "cli/graphs/decisions.h"

#include <cstdlib>
#include <ctime>

#include "graph/model/bounded_view.h"
#include "graph/query/query.h"

namespace trama::cli {
namespace {

std::string user_name() {
  for (const char* variable : {"USER", "LOGNAME"}) {
    const char* name = std::getenv(variable);
    if (name != nullptr && *name != '\0') return name;
  }
  return "unknown";
}

std::string now() {
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

UserDecision DecidedBy::decision(DecisionKind kind, const std::string& left, const std::string& right) const {
  return {kind, left, right, author.empty() ? user_name() : author, time.empty() ? now() : time};
}

void add_decided_by(CommandLine& line, DecidedBy& by) {
  const CLI::Validator time(
      [](std::string& text) {
        const bool good = is_iso_day(text.substr(0, 10)) && (text.size() == 10 || text[10] == 'T');
        return good ? "" : "'" + text + "' is no time; write it like 2025-07-31T10:30:00Z";
      },
      "TIME");
  line.app().add_option("--author", by.author, "Who decides; the user of the system if not given");
  line.app().add_option("--time", by.time, "When; now if not given")->check(time);
}

Store open_to_decide(const std::string& graph) {
  Store::open_read_only(graph);
  return Store::open(graph);
}

std::string decision_text(const LoggedDecision& logged) {
  return "decision " + std::to_string(logged.number) + ": " + printable_text(describe(logged.decision));
}

}  // namespace trama::cli
