// Which nodes of evidence a query names: walks over what it says.
#include "base/error.h"
#include "graph/query/evidence/evidence_names.h"
#include "graph/query/syntax/parser.h"

namespace trama::cypher {
namespace {

class Collector {
 public:
  EvidenceKinds kinds;

  void walk(const Query& query) {
    for (const SingleQuery& part : query.parts) {
      for (const Clause& clause : part.clauses) walk(clause);
    }
  }

 private:
  void walk(const Clause& clause) {
    for (const PatternPart& pattern : clause.patterns) walk(pattern);
    for (const ExpressionPtr* one : {&clause.where, &clause.list, &clause.skip, &clause.limit}) walk(one->get());
    for (const ProjectionItem& item : clause.items) walk(item.expression.get());
    for (const SortItem& item : clause.order) walk(item.expression.get());
    if (clause.subquery) walk(*clause.subquery);
  }

  void walk(const PatternPart& pattern) {
    for (const NodePattern& node : pattern.nodes) {
      if (node.labels) walk(*node.labels, true, false);
      walk(node.properties.get());
      walk(node.where.get());
    }
    for (const RelationshipPattern& relationship : pattern.relationships) {
      if (relationship.types) walk(*relationship.types, false, true);
      walk(relationship.properties.get());
      walk(relationship.where.get());
    }
  }

  void walk(const Expression* expression) {
    if (expression == nullptr) return;
    if (expression->labels) walk(*expression->labels, true, true);
    for (const ExpressionPtr& child : expression->children) walk(child.get());
    if (expression->pattern) walk(*expression->pattern);
    if (expression->subquery) walk(*expression->subquery);
  }

  void walk(const LabelExpression& labels, bool of_node, bool of_relationship) {
    for (const LabelExpression& child : labels.children) walk(child, of_node, of_relationship);
    if (labels.kind != LabelExpression::Kind::kName) return;
    const EvidenceKind kind = of_node ? evidence_label(labels.name) : EvidenceKind::kActor;
    const EvidenceLink link = of_relationship ? evidence_link(labels.name) : EvidenceLink::kRelation;
    const bool published = link == EvidenceLink::kPublishedBy;
    kinds.statements |= kind == EvidenceKind::kStatement || (link != EvidenceLink::kRelation && !published);
    kinds.documents |= kind == EvidenceKind::kDocument || link == EvidenceLink::kInDocument || published;
    kinds.publishers |= kind == EvidenceKind::kPublisher || published;
    kinds.sources |= kind == EvidenceKind::kSource || link == EvidenceLink::kSaidBy;
  }
};

}  // namespace

EvidenceKinds evidence_kinds(std::string_view query) {
  Collector collector;
  try {
    collector.walk(parse_query(query));
  } catch (const Error&) {
    return {};  // Whoever runs it says what is wrong.
  }
  return collector.kinds;
}

}  // namespace trama::cypher
