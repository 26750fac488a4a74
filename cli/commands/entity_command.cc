// trama entity: all that a graph knows of one actor, sentence by sentence.
#include <rapidjson/ostreamwrapper.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/graphs/graph_reading.h"
#include "graph/model/properties.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kEntityExamples =
    "  trama entity red.trama \"Kim Jong Un\"\n"
    "  trama entity red.trama shoigu --evidence 0\n"
    "  trama entity red.trama \"EE.UU.\" --format json\n"
    "  trama entity red.trama r00c0ffee00c0ffee     # one relation, by its id\n";

struct Dossier {
  const GraphView& graph;
  const Entity& entity;
  std::vector<RelationId> out;  // Of both, the best supported first.
  std::vector<RelationId> in;
};

Dossier make_dossier(const GraphView& graph, EntityId id) {
  Dossier dossier{graph, graph.entity(id), graph.relations_from(id), {}};
  for (const RelationId relation : graph.relations_to(id)) {
    const RelationEdge& edge = graph.relation(relation);
    if (edge.subject == id) continue;  // To itself: it is among those that go out.
    // A symmetric relation is shown from the entity's side, whichever end it is.
    (edge.symmetric ? dossier.out : dossier.in).push_back(relation);
  }
  const auto rank = [&](RelationId relation) {
    const RelationEdge& edge = graph.relation(relation);
    return std::make_tuple(-edge.document_count, -edge.count, edge.key);
  };
  for (auto* list : {&dossier.out, &dossier.in}) {
    std::sort(list->begin(), list->end(), [&](RelationId left, RelationId right) { return rank(left) < rank(right); });
  }
  return dossier;
}

void print_relations(const Dossier& dossier, const std::vector<RelationId>& relations, std::size_t evidence_shown,
                     std::ostream& out) {
  for (const RelationId id : relations) {
    const RelationEdge& relation = dossier.graph.relation(id);
    const std::vector<Statement> evidence = dossier.graph.evidence(id);
    out << "\n  " << arrow_text(dossier.graph, relation, dossier.entity.id) << "\n    " << summary_text(relation)
        << '\n';
    for (const std::string& theme : relation.themes) out << "    what: " << printable_text(theme) << '\n';
    for (const std::string& source : relation.sources) out << "    says: " << printable_text(source) << '\n';
    const std::size_t shown = evidence_shown == 0 ? evidence.size() : std::min(evidence_shown, evidence.size());
    for (const Statement& statement : std::span(evidence).first(shown)) {
      out << "    \"" << printable_text(statement.evidence.sentence) << "\"\n      [" << place_text(statement.evidence)
          << "]\n";
    }
    if (shown < evidence.size()) out << "    … and " << evidence.size() - shown << " more (--evidence 0 shows all)\n";
  }
}

void print_text(const Dossier& dossier, std::size_t evidence_shown, std::ostream& out) {
  const Entity& entity = dossier.entity;
  out << printable_text(entity.name) << "  " << to_string(entity.type) << (entity.named ? "" : ", nominal") << ", "
      << entity.mention_count << (entity.mention_count == 1 ? " statement in " : " statements in ")
      << entity.document_count << (entity.document_count == 1 ? " document\n" : " documents\n");
  for (std::size_t i = 0; i < entity.aliases.size(); ++i) {
    out << (i == 0 ? "also called: " : ", ") << printable_text(entity.aliases[i]);
  }
  if (!entity.aliases.empty()) out << '\n';
  for (const NameMerge& merge : dossier.graph.merges(entity.id)) {
    out << "merged: " << printable_text(merge.name + " with " + merge.with + ": " + merge.reason) << '\n';
  }
  if (!dossier.out.empty()) out << "\nFrom here:\n";
  print_relations(dossier, dossier.out, evidence_shown, out);
  if (!dossier.in.empty()) out << "\nTo here:\n";
  print_relations(dossier, dossier.in, evidence_shown, out);
}

// A relation by an id that it has or had: what is known of its subject is left out.
std::optional<Dossier> relation_dossier(const GraphView& graph, const std::string& id) {
  std::vector<RelationId> relations = graph.find_relations(id);
  if (relations.empty()) return std::nullopt;
  const Entity& subject = graph.entity(graph.relation(relations.front()).subject);
  return Dossier{graph, subject, std::move(relations), {}};
}

// One row for each piece of evidence.
ResultTable dossier_table(const Dossier& dossier) {
  ResultTable table;
  table.columns = {"direction", "subject",  "relation", "object", "modality", "polarity", "theme",
                   "source",    "sentence", "document", "date",   "url",      "begin",    "end"};
  for (const auto& [direction, relations] : {std::pair("out", &dossier.out), std::pair("in", &dossier.in)}) {
    for (const RelationId id : *relations) {
      const RelationEdge& relation = dossier.graph.relation(id);
      for (const Statement& statement : dossier.graph.evidence(id)) {
        const Evidence& evidence = statement.evidence;
        table.rows.push_back({std::string(direction), dossier.graph.entity(relation.subject).name,
                              statement.relation.label, dossier.graph.entity(relation.object).name,
                              std::string(to_string(relation.modality)), std::string(to_string(relation.polarity)),
                              statement.theme, statement.source ? statement.source->who.canonical : std::string(),
                              evidence.sentence, evidence.document, evidence.date, evidence.url,
                              static_cast<std::int64_t>(evidence.span.begin),
                              static_cast<std::int64_t>(evidence.span.end)});
      }
    }
  }
  return table;
}

class JsonDossier {
 public:
  explicit JsonDossier(std::ostream& out) : stream_(out), writer_(stream_) { writer_.SetIndent(' ', 2); }

  void write(const Dossier& dossier) {
    const Entity& entity = dossier.entity;
    writer_.StartObject();
    for (const EntityProperty& property : entity_properties()) field(property.name, property.get(entity));
    field("statements", entity.mention_count);  // These two are what earlier versions called them.
    field("documents", entity.document_count);
    key("merges");
    writer_.StartArray();
    for (const NameMerge& merge : dossier.graph.merges(entity.id)) {
      writer_.StartObject();
      field("name", merge.name);
      field("with", merge.with);
      field("reason", merge.reason);
      writer_.EndObject();
    }
    writer_.EndArray();
    relations("out", dossier, dossier.out);
    relations("in", dossier, dossier.in);
    writer_.EndObject();
  }

 private:
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void field(std::string_view name, const Value& value) {
    key(name);
    std::visit([&](const auto& known) { write(known); }, value);
  }
  void write(std::monostate) { writer_.Null(); }
  void write(bool truth) { writer_.Bool(truth); }
  void write(std::int64_t number) { writer_.Int64(number); }
  void write(double number) { writer_.Double(number); }
  void write(const std::string& text) {
    const std::string valid = is_valid_utf8(text) ? text : repair_utf8(text).text;
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  void write(const std::vector<std::string>& texts) {
    writer_.StartArray();
    for (const std::string& text : texts) write(text);
    writer_.EndArray();
  }

  void relations(std::string_view name, const Dossier& dossier, const std::vector<RelationId>& ids) {
    key(name);
    writer_.StartArray();
    for (const RelationId id : ids) {
      const RelationEdge& relation = dossier.graph.relation(id);
      writer_.StartObject();
      field("subject", dossier.graph.entity(relation.subject).name);
      field("object", dossier.graph.entity(relation.object).name);
      for (const RelationProperty& property : relation_properties()) {
        if (property.get != nullptr) field(property.name, property.get(relation));
      }
      field("documents", relation.document_count);  // What earlier versions called it.
      evidence(dossier.graph.evidence(id));
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  void evidence(const std::vector<Statement>& statements) {
    key("evidence");
    writer_.StartArray();
    for (const Statement& statement : statements) {
      writer_.StartObject();
      for (const StatementProperty& property : statement_properties()) field(property.name, property.get(statement));
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  rapidjson::OStreamWrapper stream_;
  json::PrettyWriter<rapidjson::OStreamWrapper> writer_;
};

}  // namespace

int run_entity(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("entity", "Shows what a graph knows of one actor: names, relations, and the sentences that say so",
                   kEntityExamples);
  GraphSource source;
  std::string name;
  std::size_t evidence = 3;
  TableFormat format = TableFormat::kTable;
  add_graph_source(line, source);
  line.app()
      .add_option("NAME", name,
                  "Name, alias or id of the actor; case and accents do not count. Or the id of a relation")
      ->required();
  line.app().add_option("--evidence", evidence, "Sentences to show for each relation; 0: all")->capture_default_str();
  add_format_option(line, format);
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = source.open(io);
  std::vector<std::string> others;
  const std::optional<Dossier> relation = relation_dossier(*graph, name);
  const Dossier dossier = relation ? *relation : make_dossier(*graph, find_entity(*graph, name, &others));
  if (relation && format == TableFormat::kTable) {
    print_relations(dossier, dossier.out, evidence, io.out);
  } else if (format == TableFormat::kTable) {
    print_text(dossier, evidence, io.out);
  } else if (format == TableFormat::kJson) {
    JsonDossier(io.out).write(dossier);
    io.out << '\n';
  } else {
    print_table(dossier_table(dossier), format, io.out);
  }
  for (const std::string& other : others) {
    io.err << "trama: \"" << printable_text(name) << "\" is also a name of " << printable_text(other) << '\n';
  }
  return kDone;
}

}  // namespace trama::cli
