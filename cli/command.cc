#include "cli/command.h"

#include <algorithm>
#include <array>
#include <exception>
#include <iomanip>
#include <ostream>

#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/process/resources.h"
#include "cli/texts/report.h"
#include "cli/verbs/verbs.h"
#include "extract/analysis/analyzer.h"

namespace trama::cli {

namespace {

constexpr std::array kCommands = {
    Command{"build", "read texts into a graph file (new, or added to)", run_build},
    Command{"export", "write a graph as a picture or in another format", run_export},
    Command{"explore", "look at a graph in a browser, ask it and correct it", run_explore},
    Command{"load", "put a graph into a database that runs (Neo4j)", run_load},
    Command{"query", "ask a graph a question in openCypher", run_query},
    Command{"entity", "one actor: names, relations, and the sentences they come from", run_entity},
    Command{"path", "how two actors are connected, with the sentences", run_path},
    Command{"who", "who does something to an actor", run_who},
    Command{"what", "what an actor does, and to whom", run_what},
    Command{"timeline", "what an actor took part in, day by day", run_timeline},
    Command{"compare", "two actors: relations between them, shared neighbours, what each says of the other",
            run_compare},
    Command{"between", "what connects two actors besides countries, or besides others", run_between},
    Command{"sources", "who tells about an actor", run_sources},
    Command{"evidence", "the sentences behind a relation", run_evidence},
    Command{"changes", "what has been published since a day", run_changes},
#ifdef TRAMA_COMMUNITIES
    Command{"communities", "groups of actors that have most to do with each other", run_communities},
#endif
    Command{"top", "the most connected actors and the best supported relations", run_top},
    Command{"import", "put statements that are made already into a graph", run_import},
    Command{"merge", "put several graph files together", run_merge},
    Command{"review", "the pairs of names that are least surely one actor, or two", run_review},
    Command{"same", "decide that two names are one actor", run_same},
    Command{"different", "decide that two names are two actors", run_different},
    Command{"rename", "decide how an actor is called", run_rename},
    Command{"retype", "decide what an actor is", run_retype},
    Command{"hide", "decide that an actor is not shown", run_hide},
    Command{"undo", "take a decision back", run_undo},
    Command{"redo", "make a decision again that was taken back", run_redo},
    Command{"log", "what people decided", run_log},
    Command{"apply", "make the decisions that were made in another graph", run_apply},
    Command{"documents", "the documents of a graph: dates, titles, media, statements", run_documents},
    Command{"remove", "take documents out of a graph", run_remove},
    Command{"check", "whether a graph file is sound, and repair", run_check},
    Command{"upgrade", "make a graph file of this version of an older one", run_upgrade},
    Command{"convert", "print the documents of inputs, of whatever form, as JSON lines", run_convert},
    Command{"extract", "print the statements of texts as JSON lines", run_extract},
    Command{"pipe", "answer documents by their statements, for programs that keep it running", run_pipe},
    Command{"analyze", "print the words, tags, trees and names of texts as CoNLL-U", run_analyze},
};

void print_help(std::ostream& out) {
  out << "trama reads Spanish news and draws who did what to whom, with the sentence behind every arrow.\n\n"
         "Usage: trama COMMAND [ARGUMENTS]\n\nCommands:\n";
  for (const Command& command : kCommands) {
    out << "  " << std::left << std::setw(12) << command.name << command.summary << '\n';
  }
  out << "\nOptions:\n"
         "  -h, --help     this help; trama COMMAND --help for a command's own\n"
         "  --version      versions of the program and of its model\n\n"
         "Examples:\n"
         "  trama build noticias/*.txt -o red.trama\n"
         "  trama export red.trama --to svg -o red.svg\n\n"
         "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some documents were skipped;\n"
         "130, 143 or 129 stopped by INT, TERM or HUP.\n";
}

void print_version(std::ostream& out) {
  out << "trama " << TRAMA_VERSION << '\n';
  try {
    out << "model " << Analyzer::load(find_model()).version() << '\n';
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIo) throw;
    out << "model: " << error.what() << '\n';
  }
}

int run_command(std::span<const std::string> arguments, Streams& io) {
  const std::string& name = arguments.front();
  const auto* command =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == name; });
  if (command == kCommands.end()) {
    throw UsageError((name.starts_with('-') ? "unknown option: " : "unknown command: ") + name);
  }
  return command->run(arguments.subspan(1), io);
}

int dispatch(std::span<const std::string> arguments, Streams& io) {
  if (arguments.empty()) {
    print_help(io.err);
    return kUsage;
  }
  const std::string& first = arguments.front();
  int code = kDone;
  if (first == "-h" || first == "--help" || first == "help") {
    print_help(io.out);
  } else if (first == "--version") {
    print_version(io.out);
  } else {
    code = run_command(arguments, io);
  }
  io.out.flush();
  return code;
}

// "trama build" if that is a command, else "trama".
std::string help_of(std::span<const std::string> arguments) {
  const bool known = !arguments.empty() && std::any_of(kCommands.begin(), kCommands.end(),
                                                       [&](const Command& c) { return c.name == arguments.front(); });
  return known ? "trama " + arguments.front() + " --help" : "trama --help";
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

int run(std::span<const std::string> arguments, Streams& io) {
  try {
    return dispatch(arguments, io);
  } catch (const UsageError& error) {
    io.err << "trama: " << error.what() << "; see " << help_of(arguments) << '\n';
    return kUsage;
  } catch (const ClosedPipe&) {
    return kDone;
  } catch (const std::exception& error) {
    io.err << "trama: " << reason_of(error) << '\n';
  }
  return kFailed;
}

}  // namespace trama::cli
