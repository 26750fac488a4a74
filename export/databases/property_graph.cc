#include "export/databases/property_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/utf8.h"
#include "export/records.h"
#include "graph/model/merge.h"

namespace trama {
namespace {

constexpr std::size_t kLongestType = 60;

using Columns = std::vector<DatabaseColumn>;

bool among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What a relation tells, and of its first statement what GraphML has too.
bool is_relation_column(const RelationProperty& property) {
  if (property.name == "id") return false;
  return property.get != nullptr || among(property.name, {"document", "url", "sentence"});
}

// Properties of a statement that are those of its document.
bool is_document_column(const StatementProperty& property) {
  return among(property.name, {"document", "url", "title", "date", "publisher"});
}

Columns make_columns(NodeKind kind) {
  Columns columns = {{"id", PropertyType::kText}};
  switch (kind) {
    case NodeKind::kActor:
      for (const EntityProperty& property : entity_properties()) {
        if (property.name != "id") columns.push_back({property.name, property.type});
      }
      break;
    case NodeKind::kDocument:
      for (const StatementProperty& property : statement_properties()) {
        if (is_document_column(property)) columns.push_back({property.name, property.type});
      }
      break;
    case NodeKind::kStatement:
      columns.push_back({"relation", PropertyType::kText});
      for (const StatementProperty& property : statement_properties()) {
        if (property.name != "id" && !is_document_column(property)) columns.push_back({property.name, property.type});
      }
      break;
    case NodeKind::kSource:
      columns.push_back({"name", PropertyType::kText});
      break;
  }
  return columns;
}

Columns make_relation_columns() {
  Columns columns = {{"id", PropertyType::kText}};
  for (const RelationProperty& property : relation_properties()) {
    if (is_relation_column(property)) columns.push_back({property.name, property.type});
  }
  return columns;
}

void repair(std::string& text) {
  if (!is_valid_utf8(text)) text = repair_utf8(text).text;
}

Value cleaned(Value value, PropertyType type) {
  if (auto* text = std::get_if<std::string>(&value)) {
    if (type == PropertyType::kDay) *text = std::string(whole_day(*text));
    if (text->empty()) return {};
    repair(*text);
  }
  if (auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (std::string& text : *texts) repair(text);
  }
  return value;
}

Value text_value(std::string text) {
  return cleaned(std::move(text), PropertyType::kText);
}

// The walk itself.
class PropertyGraphWalk {
 public:
  PropertyGraphWalk(const GraphView& graph, const Selection& selection, bool evidence, DatabaseSink& sink)
      : graph_(graph), selection_(selection), with_evidence_(evidence), sink_(sink), evidence_(graph), sources_(graph) {
    if (evidence) selected_.insert(selection.entities.begin(), selection.entities.end());
  }

  void walk() {
    for (const EntityId id : selection_.entities) write_actor(graph_.entity(id));
    graph_.for_each_relation(selection_.relations, [&](const RelationEdge& relation) {
      write_relation(relation);
      if (with_evidence_) write_statements(relation);
    });
  }

 private:
  void write_actor(const Entity& entity) {
    NodeRow row{.kind = NodeKind::kActor, .labels = {to_string(entity.type), entity.named ? "Named" : "Nominal"}};
    row.values.emplace_back(id_text(entity));
    for (const EntityProperty& property : entity_properties()) {
      if (property.name != "id") row.values.push_back(cleaned(property.get(entity), property.type));
    }
    sink_.node(row);
  }

  void write_relation(const RelationEdge& relation) {
    LinkRow row{.kind = LinkKind::kRelation,
                .type = relationship_type(relation),
                .from = id_text(graph_.entity(relation.subject)),
                .to = id_text(graph_.entity(relation.object))};
    row.values.emplace_back(id_text(relation));
    for (const RelationProperty& property : relation_properties()) {
      if (!is_relation_column(property)) continue;
      row.values.push_back(cleaned(property_value(property, relation, evidence_), property.type));
    }
    sink_.link(row);
  }

  void write_statements(const RelationEdge& relation) {
    std::map<std::string, int> seen;  // Two that are alike in all that makes an id get two ids.
    for (const Statement& statement : evidence_.read(relation.id)) {
      std::string id = id_text(statement);
      if (const int number = ++seen[id]; number > 1) id += '-' + std::to_string(number);
      write_statement(relation, statement, id);
    }
  }

  void write_statement(const RelationEdge& relation, const Statement& statement, const std::string& id) {
    NodeRow row{.kind = NodeKind::kStatement};
    row.values = {id, id_text(relation)};
    for (const StatementProperty& property : statement_properties()) {
      if (property.name == "id" || is_document_column(property)) continue;
      row.values.push_back(cleaned(property.get(statement), property.type));
    }
    sink_.node(row);
    write_link(LinkKind::kInDocument, id, document_of(statement));
    write_link(LinkKind::kSubject, id, id_text(graph_.entity(relation.subject)));
    write_link(LinkKind::kObject, id, id_text(graph_.entity(relation.object)));
    write_source(relation, statement, id);
  }

  std::string document_of(const Statement& statement) {
    std::string key = document_key(statement.evidence.document);
    if (!documents_.add(statement.evidence.document)) return key;
    NodeRow row{.kind = NodeKind::kDocument};
    row.values.emplace_back(key);
    for (const StatementProperty& property : statement_properties()) {
      if (is_document_column(property)) row.values.push_back(cleaned(property.get(statement), property.type));
    }
    sink_.node(row);
    return key;
  }

  // Who says so is an actor if the part of the graph that is written has it.
  void write_source(const RelationEdge& relation, const Statement& statement, const std::string& id) {
    if (!statement.source) return;
    const std::optional<EntityId> actor = sources_.find(relation, statement);
    if (actor && selected_.contains(*actor)) {
      write_link(LinkKind::kSaidByActor, id, id_text(graph_.entity(*actor)));
      return;
    }
    const std::string& name = statement.source->who.canonical;
    std::string key = key_text('w', content_hash(name));
    if (source_names_.add(name)) {
      NodeRow row{.kind = NodeKind::kSource};
      row.values = {key, text_value(name)};
      sink_.node(row);
    }
    write_link(LinkKind::kSaidBySource, id, std::move(key));
  }

  void write_link(LinkKind kind, std::string from, std::string to) {
    sink_.link(LinkRow{.kind = kind,
                       .type = std::string(link_shape(kind).type),
                       .from = std::move(from),
                       .to = std::move(to),
                       .values = {}});
  }

  const GraphView& graph_;
  const Selection& selection_;
  bool with_evidence_;
  DatabaseSink& sink_;
  EvidenceReader evidence_;
  SourceFinder sources_;
  NewDocuments documents_;
  NewDocuments source_names_;
  std::unordered_set<EntityId> selected_;
};

}  // namespace

std::string_view node_label(NodeKind kind) {
  constexpr std::array<std::string_view, 4> kLabels = {"Actor", "Document", "Statement", "Source"};
  return kLabels[static_cast<std::size_t>(kind)];
}

const LinkShape& link_shape(LinkKind kind) {
  using enum NodeKind;
  static constexpr std::array<LinkShape, 6> kShapes = {{{kActor, kActor, ""},
                                                        {kStatement, kDocument, "IN_DOCUMENT"},
                                                        {kStatement, kActor, "SUBJECT"},
                                                        {kStatement, kActor, "OBJECT"},
                                                        {kStatement, kActor, "SAID_BY"},
                                                        {kStatement, kSource, "SAID_BY"}}};
  return kShapes[static_cast<std::size_t>(kind)];
}

std::span<const DatabaseColumn> columns_of(NodeKind kind) {
  static const std::array<Columns, 4> kColumns = {make_columns(NodeKind::kActor), make_columns(NodeKind::kDocument),
                                                  make_columns(NodeKind::kStatement), make_columns(NodeKind::kSource)};
  return kColumns[static_cast<std::size_t>(kind)];
}

std::span<const DatabaseColumn> columns_of(LinkKind kind) {
  static const Columns kRelation = make_relation_columns();
  if (kind == LinkKind::kRelation) return kRelation;
  return {};
}

std::span<const std::string_view> actor_labels() {
  static constexpr std::array<std::string_view, 7> kLabels = {"PER", "ORG", "LOC", "MISC", "GROUP", "Named", "Nominal"};
  return kLabels;
}

void walk_property_graph(const GraphView& graph, const Selection& selection, bool evidence, DatabaseSink& sink) {
  PropertyGraphWalk(graph, selection, evidence, sink).walk();
}

std::string relationship_type(const RelationEdge& relation) {
  const std::string* words = &relation.event_class;
  if (words->empty()) words = &relation.relation_class;
  if (words->empty()) words = &relation.lemma;
  std::string type;
  for (const char c : fold_key(*words)) {
    const bool letter = c >= 'a' && c <= 'z';
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit) {
      type += letter ? static_cast<char>(c - 'a' + 'A') : c;
    } else if (!type.empty() && type.back() != '_') {
      type += '_';
    }
    if (type.size() == kLongestType) break;
  }
  while (!type.empty() && type.back() == '_') type.pop_back();
  if (type.empty()) return "RELATION";  // Nothing of it is ASCII.
  if (type.front() <= '9') type.insert(0, "R_");
  return type;
}

}  // namespace trama
