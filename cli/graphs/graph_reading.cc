#include "cli/graphs/graph_reading.h"

#include <cstdio>
#include <filesystem>
#include <ostream>

#include "base/error.h"
#include "cli/detail.h"
#include "cli/graphs/graph_options.h"
#include "cli/graphs/table_formats.h"
#include "graph/model/detail.h"
#include "graph/store/store.h"

namespace trama::cli {

namespace {

// A build that was killed has added documents and not come to the graph.
void say_what_is_missing(const std::string& file, Streams& io) {
  const std::int64_t pending = Store::open_read_only(file).pending();
  if (pending == 0) return;
  io.err << "trama: " << file << ": " << pending << (pending == 1 ? " document" : " documents")
         << " of an unfinished build " << (pending == 1 ? "is" : "are")
         << " not in the graph yet; run the build again (or trama check --repair)\n";
}

}  // namespace

std::unique_ptr<const GraphView> GraphSource::open(Streams& io) const {
  if (!bounds.since.empty() && !bounds.until.empty() && bounds.until < bounds.since) {
    throw UsageError("--since " + bounds.since + " is after --until " + bounds.until);
  }
  std::unique_ptr<const GraphView> graph = open_graph(file, things);
  if (!things) say_what_is_missing(file, io);  // With things the graph is made of all documents.
  GraphBounds all = bounds;
  all.min_salience = least_salience(detail);
  if (all.empty()) return graph;
  return std::make_unique<BoundedView>(std::move(graph), std::move(all));
}

CLI::Validator day_validator() {
  return CLI::Validator(
      [](std::string& text) { return is_iso_day(text) ? "" : "'" + text + "' is no day; write it like 2025-07-31"; },
      "DAY");
}

void add_graph_file(CommandLine& line, GraphSource& source) {
  line.app().add_option("GRAPH", source.file, "A graph file made by trama build")->required();
  line.app().add_flag("--things", source.things,
                      "Also things without a name and bare nouns (\"comida\", \"vecinos\"), which are no actors");
  add_detail_option(line.app(), source.detail);
}

void add_graph_source(CommandLine& line, GraphSource& source) {
  add_graph_file(line, source);
  const CLI::Validator day = day_validator();
  line.app().add_option("--since", source.bounds.since, "Only what happened on this day or later")->check(day);
  line.app().add_option("--until", source.bounds.until, "Only what happened on this day or earlier")->check(day);
  line.app()
      .add_option("--as-of", source.bounds.as_of, "Only what had been published by the end of this day")
      ->check(day);
}

Tell tell_on(Streams& io) {
  return [&io](const std::string& line) { io.err << "trama: " << printable_text(line) << '\n'; };
}

void upgrade_first(const std::string& file, Streams& io) {
  if (!std::filesystem::exists(file)) return;
  const int version = old_version(file);
  if (version == 0) return;
  io.err << "trama: " << file << ": made by an older trama (file version " << version << "); upgrading it first\n";
  const UpgradeCounts counts = upgrade_graph(file, tell_on(io));
  io.err << "trama: " << file << ": upgraded; the old file is kept as " << counts.kept.string() << '\n';
}

void add_format_option(CommandLine& line, TableFormat& format) {
  line.app()
      .add_option_function<std::string>(
          "--format", [&format](const std::string& name) { format = table_formats().at(name); },
          "table (for the eye), json, jsonl, csv or tsv")
      ->check(CLI::IsMember(table_formats(), CLI::ignore_case))
      ->type_name("FORMAT");
}

EntityId find_entity(const GraphView& graph, const std::string& name, std::vector<std::string>* others) {
  const std::vector<EntityId> found = graph.find(name);
  if (found.empty()) {
    std::string message = "nobody in the graph is called \"" + printable_text(name) + "\"";
    const std::vector<std::string> similar = suggest_names(graph, name);
    for (std::size_t i = 0; i < similar.size(); ++i)
      message += (i == 0 ? "; similar: " : ", ") + printable_text(similar[i]);
    throw Error(ErrorCode::kInvalid, message);
  }
  if (others != nullptr) {
    for (std::size_t i = 1; i < found.size(); ++i) others->push_back(graph.entity(found[i]).name);
  }
  return found.front();
}

std::string arrow_text(const GraphView& graph, const RelationEdge& relation, EntityId from) {
  const bool turn = relation.symmetric && relation.object == from;
  const std::string& left = graph.entity(turn ? relation.object : relation.subject).name;
  const std::string& right = graph.entity(turn ? relation.subject : relation.object).name;
  return printable_text(left + " –" + relation.label + (relation.symmetric ? "– " : "→ ") + right);
}

std::string summary_text(const RelationEdge& relation) {
  const std::int64_t statements = relation.evidence_count;
  std::string text;
  if (relation.polarity == Polarity::kNegative) text += "negated, ";
  if (relation.modality != Modality::kAsserted) text += std::string(to_string(relation.modality)) + ", ";
  text += std::to_string(statements) + (statements == 1 ? " statement in " : " statements in ");
  text += std::to_string(relation.document_count) + (relation.document_count == 1 ? " document" : " documents");
  if (relation.count != statements) text += ", " + std::to_string(relation.count) + " times";
  if (!relation.first_date.empty()) text += ", " + relation.first_date;
  if (relation.last_date != relation.first_date) text += " to " + relation.last_date;
  char confidence[40];
  std::snprintf(confidence, sizeof(confidence), ", confidence %.2f", relation.confidence);
  text += confidence;
  if (!relation.event_class.empty()) text += ", " + relation.event_class;
  if (!relation.relation_class.empty()) text += ", " + relation.relation_class;
  return printable_text(text);
}

std::string place_text(const Evidence& evidence) {
  std::string text = evidence.document;
  if (!evidence.date.empty()) text += ", " + evidence.date;
  text += ", bytes " + std::to_string(evidence.span.begin) + " to " + std::to_string(evidence.span.end);
  if (!evidence.url.empty()) text += ", " + evidence.url;
  return printable_text(text);
}

}  // namespace trama::cli
