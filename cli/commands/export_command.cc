// trama export: a graph, or a part of it, in a format of another program or as a picture.
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/communities.h"
#include "cli/graphs/graph_reading.h"
#include "cli/graphs/selection_options.h"
#include "export/format.h"
#include "export/selection.h"
#include "export/text.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

struct Arguments {
  GraphSource source;
  std::string format;
  std::string output = "-";
  ExportOptions options;
  bool top_given = false;
  bool force = false;
  bool tables_only = false;
};

std::string format_help() {
  std::string help = "Format:";
  for (const Format& format : formats()) {
    help.append("\n").append(format.name).append(": ").append(format.description);
  }
  return help.append("\nWithout it, the ending of FILE says it");
}

// Which formats write a part of the graph unless told otherwise.
std::string top_note() {
  std::string note;
  for (const Format& format : formats()) {
    if (format.default_top == 0) continue;
    note.append(note.empty() ? " (" : ", ").append(format.name).append(": ");
    note.append(std::to_string(format.default_top));
  }
  return note.append(" unless given)");
}

void add_options(CommandLine& line, Arguments& arguments) {
  add_graph_source(line, arguments.source);
  CLI::App& app = line.app();
  ExportOptions& options = arguments.options;
  app.add_option("--to", arguments.format, format_help());
  app.add_option("-o,--output", arguments.output, "File or folder to write, - for standard output")
      ->capture_default_str();
  add_selection_options(line, options, top_note());
  app.add_option("--title", options.title, "Title of a picture or page");
  app.add_option("--flavour", options.flavour, "Of graphml: yed adds labels, colours and shapes for yEd")
      ->check(CLI::IsMember({"yed"}));
  app.add_option("--dialect", options.dialect, "Of cypher: the database that is to run it (neo4j unless given)")
      ->check(CLI::IsMember({"neo4j", "memgraph", "falkordb", "ladybug"}));
  app.add_flag("--evidence", options.evidence, "Documents and statements as nodes too, for databases");
  app.add_flag("--rdf12", options.rdf12, "Relations also as triple terms of RDF 1.2, which few programs read yet");
  app.add_flag("--tables-only", arguments.tables_only,
               "Of parquet: without the records by which trama import makes the same graph again");
  app.add_flag("--force", arguments.force, "Replace a folder that an earlier export filled");
}

const Format& choose_format(const Arguments& arguments) {
  std::string name = arguments.format;
  if (name.empty()) {
    name = std::filesystem::path(arguments.output).extension().string();
    if (name.empty()) throw UsageError("which format? Give --to, or -o with a file name such as graph.svg");
    name.erase(0, 1);
  }
  const Format* format = find_format(name);
  if (format != nullptr) return *format;
  std::string known;
  for (const Format& each : formats()) known.append(known.empty() ? "" : ", ").append(each.name);
  throw UsageError("unknown format '" + plain_text(name) + "'; the formats are " + known);
}

// An option that a format does not look at is a mistake, not a wish.
void refuse_choices(const CLI::App& app, const Format& format) {
  for (const std::string_view choice : {"flavour", "dialect", "evidence", "rdf12"}) {
    const bool given = app.count("--" + std::string(choice)) > 0;
    if (given && format.choices.find(choice) == std::string_view::npos) {
      throw UsageError("--" + std::string(choice) + " says nothing to the format " + std::string(format.name));
    }
  }
  if (app.count("--tables-only") > 0 && format.name != "parquet") {
    throw UsageError("--tables-only says nothing to the format " + std::string(format.name));
  }
  if (app.count("--force") > 0 && format.write_folder == nullptr) {
    throw UsageError("--force is for formats that write a folder; a file is replaced anyway");
  }
}

// Whether all of the file is exported.
bool is_whole(const Arguments& arguments) {
  const GraphSource& source = arguments.source;
  return !restricts(arguments.options) && source.bounds.empty() && source.detail == "all" && !source.things;
}

bool is_standard_output(const std::string& output) {
  return output.empty() || output == "-";
}

void refuse_terminal(const Format& format, const Arguments& arguments) {
  if (format.write_folder != nullptr && is_standard_output(arguments.output)) {
    throw UsageError(std::string(format.name) + " writes several files; give -o FOLDER");
  }
  if (format.binary && is_standard_output(arguments.output) && ::isatty(STDOUT_FILENO) == 1) {
    throw UsageError(std::string(format.name) + " is not text for a terminal; give -o FILE");
  }
}

// What a picture leaves out without having been asked to is said.
void say_what_is_not_drawn(const GraphView& shown, const GraphSource& source, Streams& io) {
  GraphSource whole = source;
  whole.detail = "all";
  std::ostringstream said_already;
  Streams quiet{io.in, io.out, said_already};
  const std::size_t all = whole.open(quiet)->relation_count(), drawn = shown.relation_count();
  if (drawn < all) {
    io.err << "trama: " << all - drawn << " of " << all << " relations tell of details and are not drawn; --detail all "
           << "draws them\n";
  }
}

// Takes as many entities as the format is good for, and says so.
void limit(const GraphView& graph, const Format& format, Arguments& arguments, Streams& io) {
  if (arguments.top_given || format.default_top == 0) return;
  const std::size_t entities =
      restricts(arguments.options) ? select(graph, arguments.options).entities.size() : graph.entity_count();
  if (entities <= static_cast<std::size_t>(format.default_top)) return;
  arguments.options.top = format.default_top;
  io.err << "trama: " << (format.picture ? "drawing" : "writing") << " the " << format.default_top
         << " entities with the most support of " << entities << "; --top 0 " << (format.picture ? "draws" : "writes")
         << " all\n";
}

}  // namespace

int run_export(std::span<const std::string> arguments_given, Streams& io) {
  Arguments arguments;
  CommandLine line("export", "write a graph for other programs, or as a picture",
                   "  trama export red.trama -o red.svg\n"
                   "  trama export red.trama -o rusia.png --around Rusia --hops 2 --min-evidence 2\n"
                   "  trama export red.trama --to json | jq '.edges[].label'\n");
  add_options(line, arguments);
  if (!line.parse(arguments_given, io)) return kDone;
  arguments.top_given = line.app().count("--top") > 0;

  const Format& format = choose_format(arguments);
  refuse_choices(line.app(), format);
  refuse_terminal(format, arguments);
  // A picture shows what is worth drawing first.
  const bool chosen = format.picture && line.app().count("--detail") == 0;
  if (chosen) arguments.source.detail = "normal";
  const auto opened = arguments.source.open(io);
  const GraphView& graph = *opened;
  say_who_is_meant(graph, arguments.options, io);
  if (chosen) say_what_is_not_drawn(graph, arguments.source, io);
  limit(graph, format, arguments, io);
  arguments.options.communities = community_finder();
  if (arguments.options.title.empty() && format.name == "html") {
    arguments.options.title = std::filesystem::path(arguments.source.file).filename().string();
  }
  if (format.write_folder != nullptr) {
    const Store store = Store::open_read_only(arguments.source.file);
    if (!arguments.tables_only && is_whole(arguments)) arguments.options.whole = &store;
    OutputFolder out(arguments.output, arguments.force);
    format.write_folder(graph, arguments.options, out);
    out.commit();
    return kDone;
  }
  Output out(arguments.output, io.out);
  format.write(graph, arguments.options, out);
  out.commit();
  return kDone;
}

}  // namespace trama::cli
