// trama review: the pairs of names of which a graph is least sure, to look at or to decide about.
#include <cmath>
#include <cstdio>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/graphs/decisions.h"
#include "cli/graphs/graph_reading.h"
#include "graph/query/query.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

constexpr std::string_view kReviewExamples =
    "  trama review red.trama --limit 10\n"
    "  trama review red.trama --interactive     # y: the same, n: different, s: skip, u: undo, q: quit\n"
    "  trama review red.trama --format jsonl | jq .reason\n";
constexpr std::string_view kKeys = "y: the same, n: different, s: skip, u: undo the last, q: quit";

std::string percent(double probability) {
  return std::to_string(std::lround(probability * 100)) + " %";
}

void print_side(const ReviewSide& side, std::ostream& out) {
  out << "  " << printable_text(side.name) << "  (" << side.documents
      << (side.documents == 1 ? " document" : " documents");
  if (side.actor != side.name) out << ", a name of " << printable_text(side.actor);
  out << ")\n";
  for (const Evidence& evidence : side.evidence) {
    out << "    \"" << printable_text(evidence.sentence) << "\"\n      [" << place_text(evidence) << "]\n";
  }
}

void print_item(const ReviewItem& item, std::size_t number, std::size_t count, std::ostream& out) {
  out << number << " of " << count << ": " << (item.merged ? "one actor now" : "two actors now") << ", the same with "
      << percent(item.probability) << "\n  " << printable_text(item.reason) << '\n';
  if (!item.refusal.empty()) out << "  but " << printable_text(item.refusal) << '\n';
  print_side(item.left, out);
  print_side(item.right, out);
}

std::vector<std::string> sentences(const ReviewSide& side) {
  std::vector<std::string> texts;
  for (const Evidence& evidence : side.evidence) texts.push_back(evidence.sentence + " [" + place_text(evidence) + "]");
  return texts;
}

ResultTable review_table(const std::vector<ReviewItem>& items) {
  ResultTable table;
  table.columns = {"merged",    "probability", "reason",      "refusal",         "name",     "actor",
                   "documents", "other",       "other_actor", "other_documents", "evidence", "other_evidence"};
  for (const ReviewItem& item : items) {
    table.rows.push_back({item.merged, item.probability, item.reason, item.refusal, item.left.name, item.left.actor,
                          item.left.documents, item.right.name, item.right.actor, item.right.documents,
                          sentences(item.left), sentences(item.right)});
  }
  return table;
}

void print_list(const std::vector<ReviewItem>& items, std::ostream& out) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out << '\n';
    print_item(items[i], i + 1, items.size(), out);
  }
}

// Asks about one pair after the other; each answer is in the file before the next question.
class Session {
 public:
  Session(Store& store, const DecidedBy& by, Streams& io) : store_(store), by_(by), io_(io) {}

  void run(const std::vector<ReviewItem>& items) {
    for (std::optional<std::size_t> next = 0; next && (*next < items.size() || !made_.empty());) {
      if (*next < items.size()) print_item(items[*next], *next + 1, items.size(), io_.out);
      next = ask(items, *next);
      io_.out << '\n';
    }
    io_.out << made_.size() << (made_.size() == 1 ? " decision made\n" : " decisions made\n");
  }

 private:
  struct Made {
    std::int64_t number;
    std::size_t item;
  };

  // The next pair to ask about; nothing when that is all. After the last one there is still an answer to take back.
  std::optional<std::size_t> ask(const std::vector<ReviewItem>& items, std::size_t current) {
    const bool at_end = current == items.size();
    for (std::string answer;;) {
      io_.out << (at_end ? "no more pairs [u/q] " : "the same? [y/n/s/u/q] ") << std::flush;
      if (!std::getline(io_.in, answer)) return std::nullopt;
      if (answer.ends_with('\r')) answer.pop_back();
      if (answer == "q") return std::nullopt;
      if (answer == "u") {
        if (const std::optional<std::size_t> back = undo()) return back;
      } else if (!at_end && answer == "s") {
        return current + 1;
      } else if (!at_end && (answer == "y" || answer == "n")) {
        const DecisionKind kind = answer == "y" ? DecisionKind::kSame : DecisionKind::kDifferent;
        if (decide(kind, items[current], current)) return current + 1;
      } else {
        io_.out << kKeys << '\n';
      }
    }
  }

  bool decide(DecisionKind kind, const ReviewItem& item, std::size_t place) {
    // An answer is about two names, and not about how their actor is called: it keeps the name that it has.
    UserDecision decision = by_.decision(kind, item.left.base, item.right.name);
    if (kind == DecisionKind::kDifferent) decision.left = item.left.name;
    decision.left_id = item.left.id;
    decision.right_id = item.right.id;
    try {
      made_.push_back({store_.decide(decision).number, place});
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalid) throw;
      io_.err << "trama: " << error.what() << '\n';
      return false;
    }
    return true;
  }

  std::optional<std::size_t> undo() {
    if (made_.empty()) {
      io_.out << "nothing was decided here yet\n";
      return std::nullopt;
    }
    const Made last = made_.back();
    made_.pop_back();
    io_.out << "undone: " << decision_text(store_.undo(last.number)) << '\n';
    return last.item;
  }

  Store& store_;
  const DecidedBy& by_;
  Streams& io_;
  std::vector<Made> made_;
};

}  // namespace

int run_review(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("review", "Shows the pairs of names of which the graph is least sure, with sentences of both",
                   kReviewExamples);
  std::string graph;
  std::size_t limit = 20;
  bool interactive = false;
  TableFormat format = TableFormat::kTable;
  DecidedBy by;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  line.app().add_option("-n,--limit", limit, "How many pairs")->check(CLI::NonNegativeNumber)->capture_default_str();
  line.app().add_flag("-i,--interactive", interactive, "Asks about one pair after the other and keeps the answers");
  add_format_option(line, format);
  add_decided_by(line, by);
  if (!line.parse(arguments, io)) return kDone;
  if (interactive) {
    if (format != TableFormat::kTable) throw UsageError("--interactive has no --format");
    Store store = open_to_decide(graph);
    Session(store, by, io).run(store.review(limit));
    return kDone;
  }
  const std::vector<ReviewItem> items = Store::open_read_only(graph).review(limit);
  if (format == TableFormat::kTable) {
    print_list(items, io.out);
  } else {
    print_table(review_table(items), format, io.out);
  }
  return kDone;
}

}  // namespace trama::cli
