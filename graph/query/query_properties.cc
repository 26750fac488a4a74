// Properties of entities and relations as queries see them.
#include <algorithm>

#include "base/utf8.h"
#include "graph/names/names.h"
#include "graph/query/query_value.h"

namespace trama::query {
namespace {

Cell text(const std::string& value) {
  return value.empty() ? Cell{} : Cell{value};
}

Cell list(const std::vector<std::string>& values) {
  CellList cells;
  for (const std::string& value : values) cells.push_back(Cell{value});
  return Cell{std::move(cells)};
}

template <typename Id>
std::int64_t number(Id id) {
  return static_cast<std::int64_t>(id);
}

std::optional<Cell> entity_property(const Entity& entity, const std::string& name) {
  if (name == "name") return Cell{entity.name};
  if (name == "type") return Cell{std::string(to_string(entity.type))};
  if (name == "aliases") return list(entity.aliases);
  if (name == "mentions") return Cell{entity.mention_count};
  if (name == "documents") return Cell{entity.document_count};
  if (name == "named") return Cell{entity.named};
  if (name == "id") return Cell{number(entity.id)};
  return std::nullopt;
}

// Of each piece of evidence one field, each value once, in the order of evidence.
template <typename Field>
Cell evidence_list(std::span<const Statement> evidence, Field field) {
  std::vector<std::string> values;
  for (const Statement& statement : evidence) {
    const std::string& value = field(statement.evidence);
    if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  return list(values);
}

std::optional<Cell> evidence_property(std::span<const Statement> evidence, const std::string& name) {
  const Evidence& first = evidence.front().evidence;
  if (name == "sentence") return text(first.sentence);
  if (name == "document") return text(first.document);
  if (name == "url") return text(first.url);
  if (name == "title") return text(first.title);
  if (name == "published") return text(first.date);
  if (name == "sentences")
    return evidence_list(
        evidence, [](const Evidence& e) -> auto& { return e.sentence; });
  if (name == "document_ids")
    return evidence_list(
        evidence, [](const Evidence& e) -> auto& { return e.document; });
  if (name == "urls")
    return evidence_list(
        evidence, [](const Evidence& e) -> auto& { return e.url; });
  if (name == "evidence") return Cell{static_cast<std::int64_t>(evidence.size())};
  return std::nullopt;
}

std::optional<Cell> relation_property(const Graph& graph, const RelationEdge& relation, const std::string& name) {
  if (name == "lemma") return Cell{relation.lemma};
  if (name == "label") return Cell{relation.label};
  if (name == "preposition") return text(relation.preposition);
  if (name == "event_class") return text(relation.event_class);
  if (name == "event_root") return text(relation.event_root);
  if (name == "event_direction") return text(relation.event_direction);
  if (name == "relation_class") return text(relation.relation_class);
  if (name == "count") return Cell{relation.count};
  if (name == "documents") return Cell{relation.document_count};
  if (name == "polarity") return Cell{std::string(to_string(relation.polarity))};
  if (name == "modality") return Cell{std::string(to_string(relation.modality))};
  if (name == "confidence") return Cell{relation.confidence};
  if (name == "first_date") return text(relation.first_date);
  if (name == "last_date") return text(relation.last_date);
  if (name == "themes") return list(relation.themes);
  if (name == "sources") return list(relation.sources);
  if (name == "symmetric") return Cell{relation.symmetric};
  if (name == "id") return Cell{number(relation.id)};
  return evidence_property(graph.evidence(relation.id), name);
}

}  // namespace

std::string canonical_property(const std::string& name) {
  static const std::unordered_map<std::string, std::string> kSpanish = {
      {"nombre", "name"},        {"tipo", "type"},
      {"menciones", "mentions"}, {"documentos", "documents"},
      {"docs", "documents"},     {"lema", "lemma"},
      {"etiqueta", "label"},     {"clase", "event_class"},
      {"veces", "count"},        {"polaridad", "polarity"},
      {"modalidad", "modality"}, {"confianza", "confidence"},
      {"desde", "first_date"},   {"hasta", "last_date"},
      {"temas", "themes"},       {"fuentes", "sources"},
      {"oracion", "sentence"},   {"oraciones", "sentences"},
      {"documento", "document"}, {"fecha", "published"},
      {"titulo", "title"},       {"preposicion", "preposition"}};
  std::string folded = fold_name(name);
  std::replace(folded.begin(), folded.end(), ' ', '_');
  const auto spanish = kSpanish.find(folded);
  return spanish == kSpanish.end() ? folded : spanish->second;
}

std::optional<Cell> find_property(const Graph& graph, const Cell& of, const std::string& canonical) {
  if (const auto* entity = std::get_if<EntityId>(&of.value)) return entity_property(graph.entity(*entity), canonical);
  if (const auto* relation = std::get_if<RelationId>(&of.value)) {
    return relation_property(graph, graph.relation(*relation), canonical);
  }
  return std::nullopt;
}

}  // namespace trama::query
