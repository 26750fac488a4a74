// The one table of what entities, relations and statements have: queries, exports, dossiers and the documentation are
// made from it. A new property is one row here.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama {

// A value of a result: nothing, truth, number, text, or a list of texts.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

// kDay: a text that is an ISO day ("2025-03-26"), or empty; what documents give as their date is passed on as it is.
enum class PropertyType { kTruth, kInteger, kReal, kText, kDay, kTexts };

// What the three kinds of properties have in common.
struct PropertyName {
  std::string_view name;     // In queries, JSON and GraphML.
  std::string_view aliases;  // Other names that queries accept, folded, separated by spaces. Spanish ones first.
  PropertyType type;         // Of the value. A text may be empty: there is none.
  std::string_view what;     // One line of documentation.
};

struct EntityProperty : PropertyName {
  Value (*get)(const Entity& entity);
};

struct StatementProperty : PropertyName {
  Value (*get)(const Statement& statement);
};

struct RelationProperty : PropertyName {
  // One of the three is set: told by the relation, by its statements, or by the graph around it. Of statements, kTexts
  // are all different ones in their order, others the first statement's.
  Value (*get)(const RelationEdge& relation);
  Value (*of_statement)(const Statement& statement);
  Value (*of_view)(const GraphView& view, const RelationEdge& relation) = nullptr;
};

// Relations of the same ends and words that say the opposite: of the other polarity, or denied where this is not.
std::vector<RelationId> contradictions(const GraphView& view, const RelationEdge& relation);

// In the order in which they are written.
std::span<const EntityProperty> entity_properties();
std::span<const RelationProperty> relation_properties();
std::span<const StatementProperty> statement_properties();

// By name or alias, without regard to case and accents; null if there is none.
const EntityProperty* find_entity_property(std::string_view name);
const RelationProperty* find_relation_property(std::string_view name);
const StatementProperty* find_statement_property(std::string_view name);

// The statements of one relation at a time: remembers those it read last. Made for one view.
class EvidenceReader {
 public:
  explicit EvidenceReader(const GraphView& view) : view_(view) {}

  // Lives until the next call.
  std::span<const Statement> read(RelationId id);
  const GraphView& view() const { return view_; }

 private:
  const GraphView& view_;
  bool has_read_ = false;
  RelationId last_{};
  std::vector<Statement> statements_;
};

Value property_value(const RelationProperty& property, const RelationEdge& relation, EvidenceReader& evidence);

// As exports and queries call them: unlike handles, these stay as the graph grows. "n" or "r" and 16 hexadecimal
// digits.
std::string id_text(const Entity& entity);
std::string id_text(const RelationEdge& relation);
// Of a document: "d" and 16 digits, a hash of its id, which may be any text.
std::string document_key(std::string_view id);
// "s" and 16 digits: of the document's id and of all that tells a statement from others in it.
std::string id_text(const Statement& statement);

}  // namespace trama
