// trama same, different, rename, retype, hide, undo, redo, apply: what people decide about the names of a graph.
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/files.h"
#include "cli/commands/commands.h"
#include "cli/graphs/decisions.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

struct DecideCommand {
  DecisionKind kind;
  std::string_view summary;
  std::string_view examples;
  const char* left;
  const char* left_is;
  const char* right;  // Null if there is none.
  const char* right_is;
};

int run_decide(const DecideCommand& command, std::span<const std::string> arguments, Streams& io) {
  CommandLine line(to_string(command.kind), command.summary, command.examples);
  std::string graph, left, right;
  bool quiet = false;
  DecidedBy by;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  line.app().add_option(command.left, left, command.left_is)->required();
  if (command.right != nullptr) line.app().add_option(command.right, right, command.right_is)->required();
  add_decided_by(line, by);
  line.app().add_flag("-q,--quiet", quiet, "Do not say what was decided");
  if (!line.parse(arguments, io)) return kDone;
  if (command.kind == DecisionKind::kRetype && !find_entity_type(right)) {
    throw UsageError("'" + right + "' is no type; the types are PER, ORG, LOC, MISC and GROUP");
  }
  const LoggedDecision made = open_to_decide(graph).decide(by.decision(command.kind, left, right));
  if (!quiet) io.err << graph << ": " << decision_text(made) << '\n';
  return kDone;
}

constexpr const char* kNameIs = "Name or alias of an actor, as trama entity takes it";

}  // namespace

int run_same(std::span<const std::string> arguments, Streams& io) {
  return run_decide({DecisionKind::kSame, "Decides that two names are one actor, which is called by the first",
                     "  trama same red.trama \"Papa Francisco\" \"Jorge Bergoglio\"\n", "A", kNameIs, "B", kNameIs},
                    arguments, io);
}

// Either two names, or one name and what tells its bearers apart.
int run_different(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("different",
                   "Decides that two names are two actors, or that one name is two people or bodies, now and always",
                   "  trama different red.trama \"Guinea\" \"Guinea Ecuatorial\"\n"
                   "  trama different red.trama \"Juan Pérez\" --country Perú\n"
                   "  trama different red.trama \"Juan Pérez\" --office \"ministro de Cultura\"\n"
                   "  trama different red.trama \"Juan Pérez\" --document a17 --document a23 --as futbolista\n");
  std::string graph, left, right, office, country, label;
  std::vector<std::string> documents;
  bool quiet = false;
  DecidedBy by;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  line.app().add_option("A", left, kNameIs)->required();
  line.app().add_option("B", right, "Another name; without it one of the next three options");
  line.app()
      .add_option("--document", documents, "The A of the document with this id is another than the A of others")
      ->allow_extra_args(false);
  line.app().add_option("--office", office, "The A of whom a document says that he is this, or holds this office");
  line.app().add_option("--country", country, "The A who is of this country, or of whom documents on it speak");
  line.app().add_option("--as", label,
                        "What to call the other one: \"A (AS)\"; the office, country or id if not given");
  add_decided_by(line, by);
  line.app().add_flag("-q,--quiet", quiet, "Do not say what was decided");
  if (!line.parse(arguments, io)) return kDone;

  std::vector<UserDecision> decisions;
  const auto part = [&](PartedBy what, const std::string& value) {
    // Several documents are of one bearer.
    const std::string& shown = !label.empty() ? label : documents.empty() ? value : documents.front();
    decisions.push_back(by.decision(DecisionKind::kPart, left, to_text(Parting{what, value, shown})));
  };
  for (const std::string& document : documents) part(PartedBy::kDocument, document);
  if (!office.empty()) part(PartedBy::kOffice, office);
  if (!country.empty()) part(PartedBy::kCountry, country);
  if (right.empty() && decisions.empty()) throw UsageError("B, --document, --office or --country is needed");
  if (!right.empty() && !decisions.empty()) throw UsageError("two names are parted by nothing else");
  if (!documents.empty() + !office.empty() + !country.empty() > 1 && label.empty()) {
    throw UsageError("what is parted by several things needs a name: --as");
  }
  if (!right.empty()) decisions.push_back(by.decision(DecisionKind::kDifferent, left, right));
  for (const LoggedDecision& made : open_to_decide(graph).decide(decisions)) {
    if (!quiet) io.err << graph << ": " << decision_text(made) << '\n';
  }
  return kDone;
}

int run_rename(std::span<const std::string> arguments, Streams& io) {
  return run_decide(
      {DecisionKind::kRename, "Decides how an actor is called; its names still find it",
       "  trama rename red.trama \"Grupo Wagner\" Wagner\n", "NAME", kNameIs, "NEWNAME", "What to call it"},
      arguments, io);
}

int run_retype(std::span<const std::string> arguments, Streams& io) {
  return run_decide({DecisionKind::kRetype, "Decides what an actor is", "  trama retype red.trama Samsung ORG\n",
                     "NAME", kNameIs, "TYPE", "PER, ORG, LOC, MISC or GROUP"},
                    arguments, io);
}

int run_hide(std::span<const std::string> arguments, Streams& io) {
  return run_decide({DecisionKind::kHide, "Hides an actor and all its relations; trama undo shows it again",
                     "  trama hide red.trama \"Redacción\"\n", "NAME", kNameIs, nullptr, nullptr},
                    arguments, io);
}

namespace {

// undo and redo: the decision of a number, or the last one that `change` can be done to.
int run_again(CommandLine& line, std::string_view done, LoggedDecision (Store::*change)(std::optional<std::int64_t>),
              std::span<const std::string> arguments, Streams& io) {
  std::string graph;
  std::int64_t number = 0;
  bool quiet = false;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  auto* given = line.app().add_option("NUMBER", number, "Of trama log; the last such decision if not given");
  line.app().add_flag("-q,--quiet", quiet, "Do not say which decision it was");
  if (!line.parse(arguments, io)) return kDone;
  Store store = open_to_decide(graph);
  const LoggedDecision changed = (store.*change)(given->count() > 0 ? std::optional(number) : std::nullopt);
  if (!quiet) io.err << graph << ": " << done << ": " << decision_text(changed) << '\n';
  return kDone;
}

}  // namespace

int run_undo(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("undo", "Takes a decision back, the last one or that of a number",
                   "  trama undo red.trama\n"
                   "  trama undo red.trama 3       # of trama log\n");
  return run_again(line, "undone", &Store::undo, arguments, io);
}

int run_redo(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("redo", "Makes a decision again that was taken back, the last one or that of a number",
                   "  trama redo red.trama\n"
                   "  trama redo red.trama 3       # of trama log\n");
  return run_again(line, "made again", &Store::redo, arguments, io);
}

int run_apply(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("apply", "Makes the decisions of a file, which trama log --export wrote or you did",
                   "  trama log enero.trama --export decisiones.tsv\n"
                   "  trama apply febrero.trama decisiones.tsv\n");
  std::string graph, file;
  bool quiet = false;
  DecidedBy by;
  line.app().add_option("GRAPH", graph, "A graph file made by trama build")->required();
  line.app()
      .add_option("FILE", file, "Lines of: same, different, rename, retype or hide; tab; a name; tab; a name or type")
      ->required();
  add_decided_by(line, by);
  line.app().add_flag("-q,--quiet", quiet, "Say nothing but what could not be decided");
  if (!line.parse(arguments, io)) return kDone;
  std::vector<UserDecision> decisions = parse_user_decisions(read_file(file), file);
  for (UserDecision& decision : decisions) {
    const UserDecision now = by.decision(decision.kind, decision.left, decision.right);
    if (decision.author.empty()) decision.author = now.author;
    if (decision.time.empty()) decision.time = now.time;
  }
  const AppliedDecisions applied = open_to_decide(graph).apply(decisions);
  for (const std::string& reason : applied.refused) io.err << "trama: " << file << ": " << reason << '\n';
  if (!quiet) {
    io.err << graph << ": " << applied.made.size() << " decisions made, " << applied.present << " already in force, "
           << applied.refused.size() << " not possible here\n";
  }
  return applied.refused.empty() ? kDone : kFailed;
}

}  // namespace trama::cli
