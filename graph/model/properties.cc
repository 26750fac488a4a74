#include "graph/model/properties.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "graph/model/merge.h"
#include "graph/names/names.h"

namespace trama {
namespace {

using E = Entity;
using R = RelationEdge;
using S = Statement;
using enum PropertyType;

std::int64_t offset(std::size_t bytes) {
  return static_cast<std::int64_t>(bytes);
}

constexpr auto kEntityProperties = std::to_array<EntityProperty>({
    {{"name", "nombre", kText, "unique in the graph"}, [](const E& e) -> Value { return e.name; }},
    {{"type", "tipo", kText, "`PER`, `ORG`, `LOC`, `MISC`, `GROUP`"},
     [](const E& e) -> Value { return std::string(to_string(e.type)); }},
    {{"named", "nombrado", kTruth, "false: known by a description only"}, [](const E& e) -> Value { return e.named; }},
    {{"aliases", "alias", kTexts, "other names seen, sorted"}, [](const E& e) -> Value { return e.aliases; }},
    {{"mention_count", "menciones mentions statements", kInteger, "statements in which it takes part"},
     [](const E& e) -> Value { return e.mention_count; }},
    {{"document_count", "documentos docs documents", kInteger,
      "documents with such statements; near-copies of one story are one"},
     [](const E& e) -> Value { return e.document_count; }},
    {{"relation_count", "relaciones relations", kInteger,
      "relations that go out or come in; one to itself counts twice"},
     [](const E& e) -> Value { return e.relation_count; }},
    {{"id", "", kText, "stays the same as the graph grows; one of before finds it too"},
     [](const E& e) -> Value { return id_text(e); }},
});

constexpr auto kRelationProperties = std::to_array<RelationProperty>({
    {{"label", "etiqueta", kText, "as on an arrow, \"visitó\": the most frequent"},
     [](const R& r) -> Value { return r.label; },
     nullptr},
    {{"lemma", "lema", kText, "\"visitar\""}, [](const R& r) -> Value { return r.lemma; }, nullptr},
    {{"preposition", "preposicion", kText, "that joins the object: \"con\""},
     [](const R& r) -> Value { return r.preposition; },
     nullptr},
    {{"event_class", "clase", kText, "type of event, as PLOVER has them and a little finer"},
     [](const R& r) -> Value { return r.event_class; },
     nullptr},
    {{"event_root", "raiz", kText, "CAMEO's root code"}, [](const R& r) -> Value { return r.event_root; }, nullptr},
    {{"event_direction", "direccion", kText, "`cooperative`, `neutral` or `conflictual`"},
     [](const R& r) -> Value { return r.event_direction; },
     nullptr},
    {{"relation_class", "", kText, "class of what PLOVER does not code; empty beside an `event_class`"},
     [](const R& r) -> Value { return r.relation_class; },
     nullptr},
    {{"symmetric", "simetrica", kTruth, "true: the direction carries nothing"},
     [](const R& r) -> Value { return r.symmetric; },
     nullptr},
    {{"polarity", "polaridad", kText, "`positive`, `negative`"},
     [](const R& r) -> Value { return std::string(to_string(r.polarity)); },
     nullptr},
    {{"modality", "modalidad", kText,
      "`asserted`, `promised`, `planned`, `possible`, `alleged`, `conditional`, `ordered`, `denied`"},
     [](const R& r) -> Value { return std::string(to_string(r.modality)); },
     nullptr},
    {{"count", "veces", kInteger, "how often it is said to have happened"},
     [](const R& r) -> Value { return r.count; },
     nullptr},
    {{"evidence_count", "evidencias evidence", kInteger, "statements that say so"},
     [](const R& r) -> Value { return r.evidence_count; },
     nullptr},
    {{"document_count", "documentos docs documents", kInteger,
      "documents that say so; near-copies of one story are one"},
     [](const R& r) -> Value { return r.document_count; },
     nullptr},
    {{"confidence", "confianza", kReal, "in [0, 1]"}, [](const R& r) -> Value { return r.confidence; }, nullptr},
    {{"salience", "relevancia", kReal,
      "in [0, 1]: how much the most salient of its statements belongs to what its text is about"},
     [](const R& r) -> Value { return r.salience; },
     nullptr},
    {{"first_date", "desde", kDay, "ISO day of the event if the text says when, else of publication"},
     [](const R& r) -> Value { return r.first_date; },
     nullptr},
    {{"last_date", "hasta", kDay, "the last such day"}, [](const R& r) -> Value { return r.last_date; }, nullptr},
    {{"themes", "temas", kTexts, "what was sent, said or signed, sorted"},
     [](const R& r) -> Value { return r.themes; },
     nullptr},
    {{"sources", "fuentes", kTexts, "who says so, sorted"}, [](const R& r) -> Value { return r.sources; }, nullptr},
    {{"id", "", kText, "stays the same as the graph grows; one of before finds it too"},
     [](const R& r) -> Value { return id_text(r); },
     nullptr},
    {{"document", "documento", kText, "id of the document of the first statement"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.document; }},
    {{"url", "", kText, "its address"}, nullptr, [](const S& s) -> Value { return s.evidence.url; }},
    {{"title", "titulo", kText, "its title"}, nullptr, [](const S& s) -> Value { return s.evidence.title; }},
    {{"published", "fecha date", kDay, "ISO day of its publication"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.date; }},
    {{"publisher", "medio", kText, "who published it"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.publisher; }},
    {{"sentence", "oracion", kText, "sentence of the first statement"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.sentence; }},
    {{"document_ids", "", kTexts, "of all statements"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.document; }},
    {{"urls", "", kTexts, "of all statements"}, nullptr, [](const S& s) -> Value { return s.evidence.url; }},
    {{"sentences", "oraciones", kTexts, "of all statements"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.sentence; }},
    {{"dates", "fechas", kTexts, "first days of all statements, in their order: three meetings are three"},
     nullptr,
     [](const S& s) -> Value { return statement_days(s).first; }},
    {{"publishers", "medios", kTexts, "of all statements"},
     nullptr,
     [](const S& s) -> Value { return s.evidence.publisher; }},
    {{"contradicted", "contradicha", kTruth, "true: the opposite is said too, here asserted and there denied"},
     nullptr,
     nullptr,
     [](const GraphView& view, const R& r) -> Value { return !contradictions(view, r).empty(); }},
});

constexpr auto kStatementProperties = std::to_array<StatementProperty>({
    {{"label", "etiqueta", kText, "\"visitó\""}, [](const S& s) -> Value { return s.relation.label; }},
    {{"theme", "tema", kText, "what was sent, said or signed"}, [](const S& s) -> Value { return s.theme; }},
    {{"lemma", "lema", kText, "\"visitar\""}, [](const S& s) -> Value { return s.relation.lemma; }},
    {{"event_class", "clase", kText, "type of event, as of relations"},
     [](const S& s) -> Value { return s.relation.event_class; }},
    {{"relation_class", "", kText, "class of what is no such event"},
     [](const S& s) -> Value { return s.relation.relation_class; }},
    {{"polarity", "polaridad", kText, "`positive`, `negative`"},
     [](const S& s) -> Value { return std::string(to_string(s.polarity)); }},
    {{"modality", "modalidad", kText, "as of relations"},
     [](const S& s) -> Value { return std::string(to_string(s.modality)); }},
    {{"first_date", "desde", kDay, "ISO day of the event if the text says when, else of publication"},
     [](const S& s) -> Value { return statement_days(s).first; }},
    {{"last_date", "hasta", kDay, "its last day"}, [](const S& s) -> Value { return statement_days(s).second; }},
    {{"amount", "cantidad", kReal, "the first number that the sentence gives; of a range its lower end"},
     [](const S& s) -> Value { return s.quantities.empty() ? Value() : s.quantities.front().low; }},
    {{"amount_high", "", kReal, "of a range its upper end, else the same"},
     [](const S& s) -> Value { return s.quantities.empty() ? Value() : s.quantities.front().high; }},
    {{"unit", "unidad", kText, "what is counted or measured: \"dólar\", \"soldado\""},
     [](const S& s) -> Value { return s.quantities.empty() ? std::string() : s.quantities.front().unit; }},
    {{"quantities", "cantidades", kTexts, "all numbers with their units, as written"},
     [](const S& s) -> Value {
       std::vector<std::string> texts;
       for (const Quantity& quantity : s.quantities) texts.push_back(quantity.text);
       return texts;
     }},
    {{"source", "fuente", kText, "who says so, if not the document itself"},
     [](const S& s) -> Value { return s.source ? s.source->who.canonical : std::string(); }},
    {{"sentence", "oracion", kText, "white space made single spaces"},
     [](const S& s) -> Value { return s.evidence.sentence; }},
    {{"document", "documento", kText, "the document's id"}, [](const S& s) -> Value { return s.evidence.document; }},
    {{"date", "fecha published", kDay, "ISO day of publication"}, [](const S& s) -> Value { return s.evidence.date; }},
    {{"url", "", kText, "the document's address"}, [](const S& s) -> Value { return s.evidence.url; }},
    {{"begin", "inicio", kInteger, "first byte of the sentence in the document's UTF-8 text"},
     [](const S& s) -> Value { return offset(s.evidence.span.begin); }},
    {{"end", "fin", kInteger, "the byte behind its last"},
     [](const S& s) -> Value { return offset(s.evidence.span.end); }},
    {{"title", "titulo", kText, "the document's title"}, [](const S& s) -> Value { return s.evidence.title; }},
    {{"in_title", "", kTruth, "true: the sentence is the title, and `begin` and `end` count its bytes"},
     [](const S& s) -> Value { return s.evidence.in_title; }},
    {{"publisher", "medio", kText, "who published the document"},
     [](const S& s) -> Value { return s.evidence.publisher; }},
    {{"place", "lugar", kText, "where it happened"}, [](const S& s) -> Value { return s.place; }},
    {{"count", "veces", kInteger, "how often this sentence says it happened"},
     [](const S& s) -> Value { return std::int64_t{s.count}; }},
    {{"confidence", "confianza", kReal, "in [0, 1]"}, [](const S& s) -> Value { return s.confidence; }},
    {{"salience", "relevancia", kReal, "in [0, 1]: how much it belongs to what the text is about"},
     [](const S& s) -> Value { return s.salience; }},
    {{"id", "", kText, "stays the same as the graph grows"}, [](const S& s) -> Value { return id_text(s); }},
});

bool among(std::string_view words, std::string_view wanted) {
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (words.substr(begin, end - begin) == wanted) return true;
    begin = end + 1;
  }
  return false;
}

template <typename Property>
const Property* find(std::span<const Property> properties, std::string_view name) {
  for (const Property& property : properties) {  // Mostly so, and asked for each row of a query.
    if (property.name == name) return &property;
  }
  std::string folded = fold_name(name);  // "Oración" is "oracion"; underscores count as spaces.
  std::replace(folded.begin(), folded.end(), ' ', '_');
  for (const Property& property : properties) {
    if (property.name == folded || among(property.aliases, folded)) return &property;
  }
  return nullptr;
}

// Each different text once, in their order.
std::vector<std::string> all_texts(std::span<const Statement> statements, Value (*get)(const Statement&)) {
  std::vector<std::string> texts;
  for (const Statement& statement : statements) {
    auto text = std::get<std::string>(get(statement));
    if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

std::vector<RelationId> contradictions(const GraphView& view, const RelationEdge& relation) {
  const auto says_no = [](const RelationEdge& edge) {
    return (edge.polarity == Polarity::kNegative) != (edge.modality == Modality::kDenied);
  };
  std::vector<RelationId> opposite;
  for (const RelationId id : view.relations_between(relation.subject, relation.object)) {
    const RelationEdge& other = view.relation(id);
    const bool same = other.lemma == relation.lemma && other.symmetric == relation.symmetric &&
                      (relation.symmetric || other.preposition == relation.preposition);
    if (same && says_no(other) != says_no(relation)) opposite.push_back(id);
  }
  return opposite;
}

std::span<const EntityProperty> entity_properties() {
  return kEntityProperties;
}
std::span<const RelationProperty> relation_properties() {
  return kRelationProperties;
}
std::span<const StatementProperty> statement_properties() {
  return kStatementProperties;
}

const EntityProperty* find_entity_property(std::string_view name) {
  return find(entity_properties(), name);
}
const RelationProperty* find_relation_property(std::string_view name) {
  return find(relation_properties(), name);
}
const StatementProperty* find_statement_property(std::string_view name) {
  return find(statement_properties(), name);
}

std::span<const Statement> EvidenceReader::read(RelationId id) {
  if (!has_read_ || id != last_) {
    statements_ = view_.evidence(id);
    has_read_ = true;
    last_ = id;
  }
  return statements_;
}

Value property_value(const RelationProperty& property, const RelationEdge& relation, EvidenceReader& evidence) {
  if (property.get != nullptr) return property.get(relation);
  if (property.of_view != nullptr) return property.of_view(evidence.view(), relation);
  const std::span<const Statement> statements = evidence.read(relation.id);
  if (property.type == kTexts) return all_texts(statements, property.of_statement);
  return statements.empty() ? Value() : property.of_statement(statements.front());
}

std::string id_text(const Entity& entity) {
  return key_text('n', entity.key);
}
std::string id_text(const RelationEdge& relation) {
  return key_text('r', relation.key);
}

std::string document_key(std::string_view id) {
  return key_text('d', content_hash(id));
}

std::string id_text(const Statement& statement) {
  std::string all;
  const auto add = [&](std::string_view text) { all.append(text).append(1, '\0'); };
  const auto add_span = [&](const Span& span) {
    add(std::to_string(span.begin));
    add(std::to_string(span.end));
  };
  add(statement.evidence.document);
  for (const Span* span :
       {&statement.evidence.span, &statement.subject.span, &statement.relation.span, &statement.object.span}) {
    add_span(*span);
  }
  for (const std::string* text : {&statement.subject.canonical, &statement.object.canonical, &statement.relation.lemma,
                                  &statement.relation.label, &statement.relation.preposition, &statement.theme}) {
    add(*text);
  }
  for (const Mention* mention : {&statement.subject, &statement.object}) {
    add(to_string(mention->type));
    add(mention->named ? "named" : "");
  }
  add(to_string(statement.polarity));
  add(to_string(statement.modality));
  add(statement.relation.symmetric ? "--" : "->");
  if (statement.source) add(statement.source->who.canonical);
  if (statement.evidence.in_title) add("title");
  return key_text('s', content_hash(all));
}

}  // namespace trama
