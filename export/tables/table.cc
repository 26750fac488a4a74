#include "export/tables/table.h"

#include <array>
#include <utility>

#include "export/records.h"
#include "export/selection.h"
#include "graph/model/merge.h"

namespace trama {
namespace {

using enum PropertyType;

enum Table : std::size_t { kEntities, kAliases, kRelations, kStatements, kDocuments, kTables };

std::vector<TableColumn> entity_columns() {
  std::vector<TableColumn> columns{{"id", kText, "stays the same as the graph grows"}};
  for (const EntityProperty& property : entity_properties()) {
    if (property.name != "id") columns.push_back({property.name, property.type, property.what});
  }
  return columns;
}

std::vector<TableColumn> relation_columns() {
  std::vector<TableColumn> columns{{"id", kText, "stays the same as the graph grows"},
                                   {"subject", kText, "id of the entity that acts"},
                                   {"object", kText, "id of the entity that is acted upon"},
                                   {"subject_name", kText, "its name"},
                                   {"object_name", kText, "its name"}};
  for (const RelationProperty& property : relation_properties()) {
    if (property.get != nullptr && property.name != "id") {
      columns.push_back({property.name, property.type, property.what});
    }
  }
  return columns;
}

std::vector<TableColumn> statement_columns() {
  return {{"id", kText, "stays the same as the graph grows"},
          {"relation", kText, "id of the relation that it is evidence of"},
          {"document", kText, "id of the document"},
          {"subject", kText, "id of the entity that acts"},
          {"object", kText, "id of the entity that is acted upon"},
          {"subject_text", kText, "its words in the document; empty for a subject that is left out"},
          {"label", kText, "\"visitó\""},
          {"object_text", kText, "its words in the document"},
          {"polarity", kText, "`positive`, `negative`"},
          {"modality", kText, "`asserted`, `promised`, …"},
          {"theme", kText, "what was sent, said or signed"},
          {"place", kText, "where it happened"},
          {"first_day", kDay, "of the event if the text says when, else of publication"},
          {"last_day", kDay, "likewise"},
          {"source", kText, "who says so, if not the document itself"},
          {"source_entity", kText, "id of the entity that says so"},
          {"count", kInteger, "how often this sentence says it happened"},
          {"confidence", kReal, "in [0, 1]"},
          {"salience", kReal, "in [0, 1]: how much it belongs to what the text is about"},
          {"sentence", kText, "white space made single spaces"},
          {"begin", kInteger,
           "first byte of the sentence in the document's UTF-8 text, or in its title if that is the sentence"},
          {"end", kInteger, "the byte behind its last"}};
}

std::vector<TableColumn> document_columns() {
  return {{"id", kText, "as it was given"},
          {"title", kText, ""},
          {"date", kDay, "of publication, if it is a whole day"},
          {"url", kText, ""},
          {"publisher", kText, "the medium"}};
}

// Nothing where a text or a day is empty.
Value present(Value value, PropertyType type) {
  auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return value;
  if (type == kDay && whole_day(*text).empty()) return {};
  if (text->empty()) return {};
  return value;
}
Value text(const std::string& value) {
  return present(value, kText);
}

class TableWriter {
 public:
  TableWriter(const GraphView& graph, const std::function<std::unique_ptr<TableSink>(const TableForm&)>& open)
      : graph_(graph), sources_(graph) {
    for (std::size_t i = 0; i < kTables; ++i) sinks_[i] = open(table_forms()[i]);
  }

  void write(const Selection& selection) {
    for (const EntityId id : selection.entities) add(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) {
      add(relation);
      for (const Statement& statement : graph_.evidence(relation.id)) add(relation, statement);
    });
    for (const auto& sink : sinks_) sink->finish();
  }

 private:
  void add(const Entity& entity) {
    begin_row(id_text(entity));
    for (const EntityProperty& property : entity_properties()) {
      if (property.name != "id") row_.push_back(present(property.get(entity), property.type));
    }
    sinks_[kEntities]->add(row_);
    for (const std::string& alias : entity.aliases) {
      begin_row(id_text(entity), entity.name, alias);
      sinks_[kAliases]->add(row_);
    }
  }

  void add(const RelationEdge& relation) {
    const Entity& subject = graph_.entity(relation.subject);
    const Entity& object = graph_.entity(relation.object);
    begin_row(id_text(relation), id_text(subject), id_text(object), subject.name, object.name);
    for (const RelationProperty& property : relation_properties()) {
      if (property.get != nullptr && property.name != "id") {
        row_.push_back(present(property.get(relation), property.type));
      }
    }
    sinks_[kRelations]->add(row_);
  }

  void add(const RelationEdge& relation, const Statement& statement) {
    const Evidence& evidence = statement.evidence;
    const auto [first, last] = statement_days(statement);
    const auto source = sources_.find(relation, statement);
    // Of a symmetric relation the statement may have said it the other way round.
    begin_row(id_text(statement), id_text(relation), evidence.document, id_text(graph_.entity(relation.subject)),
              id_text(graph_.entity(relation.object)),
              text(statement.subject.kind == MentionKind::kDropped ? std::string() : statement.subject.text),
              text(statement.relation.label), text(statement.object.text), std::string(to_string(statement.polarity)),
              std::string(to_string(statement.modality)), text(statement.theme), text(statement.place),
              present(first, kDay), present(last, kDay),
              statement.source ? text(statement.source->who.canonical) : Value(),
              source ? Value(id_text(graph_.entity(*source))) : Value(), std::int64_t{statement.count},
              statement.confidence, statement.salience, text(evidence.sentence),
              static_cast<std::int64_t>(evidence.span.begin), static_cast<std::int64_t>(evidence.span.end));
    sinks_[kStatements]->add(row_);
    if (!documents_.add(evidence.document)) return;
    begin_row(evidence.document, text(evidence.title), present(evidence.date, kDay), text(evidence.url),
              text(evidence.publisher));
    sinks_[kDocuments]->add(row_);
  }

  template <typename... Values>
  void begin_row(Values&&... values) {
    row_.clear();
    (row_.emplace_back(std::forward<Values>(values)), ...);
  }

  const GraphView& graph_;
  std::array<std::unique_ptr<TableSink>, kTables> sinks_;
  SourceFinder sources_;
  NewDocuments documents_;
  std::vector<Value> row_;
};

}  // namespace

std::span<const TableForm> table_forms() {
  static const std::array<TableForm, kTables> kForms = {{
      {"entities", "who and what acts", entity_columns()},
      {"aliases",
       "other names of entities, one a row",
       {{"entity", kText, "its id"}, {"name", kText, "its name"}, {"alias", kText, "another of its names"}}},
      {"relations", "who does what to whom, each with all its evidence counted", relation_columns()},
      {"statements", "the evidence: each time that a sentence tells of a relation", statement_columns()},
      {"documents", "what was read, as far as there is evidence from it", document_columns()},
  }};
  return kForms;
}

void write_tables(const GraphView& graph, const ExportOptions& options,
                  const std::function<std::unique_ptr<TableSink>(const TableForm&)>& open) {
  const Selection selection = select(graph, options);
  TableWriter(graph, open).write(selection);
}

}  // namespace trama
