// The links of evidence: from actors to their statements, from these to documents and sources, from documents to
// publishers, and back.
#include <algorithm>

#include "graph/query/evidence/evidence_handles.h"
#include "graph/query/syntax/ast.h"

namespace trama::cypher {
namespace {

using Kind = EvidenceKind;
using Link = EvidenceLink;

}  // namespace

bool EvidenceGraph::wants(const LabelExpression* types, std::uint64_t link) const {
  if (types == nullptr) return true;
  const auto holds = [&](const LabelExpression& one) { return wants(&one, link); };
  switch (types->kind) {
    case LabelExpression::Kind::kName:
      return link_types_[static_cast<std::size_t>(types->type)] == static_cast<int>(link);
    case LabelExpression::Kind::kAny:
      return true;
    case LabelExpression::Kind::kNot:
      return !holds(types->children.front());
    case LabelExpression::Kind::kAnd:
      return std::all_of(types->children.begin(), types->children.end(), holds);
    case LabelExpression::Kind::kOr:
      break;
  }
  return std::any_of(types->children.begin(), types->children.end(), holds);
}

void EvidenceGraph::add_statements(std::span<const RelationId> relations, std::uint64_t link, Node from,
                                   std::vector<Hop>& hops) const {
  for (const RelationId id : relations) {
    const auto count = static_cast<std::size_t>(view().relation(id).evidence_count);
    for (std::size_t i = 0; i < count; ++i) {
      const Node node = statement_node(id, i);
      const Link kind{link};
      if (kind == Link::kSaidBy && teller_of(node) != from) continue;
      hops.push_back({make_link(kind, node), node});
    }
  }
}

void EvidenceGraph::expand_actor(Node from, const LabelExpression* types, std::vector<Hop>& hops) const {
  const auto id = static_cast<EntityId>(from.number);
  const auto wanted = [&](Link link) { return wants(types, static_cast<std::uint64_t>(link)); };
  const auto add = [&](Link link, const std::vector<RelationId>& relations) {
    add_statements(relations, static_cast<std::uint64_t>(link), from, hops);
  };
  if (kinds_.statements && wanted(Link::kSubject)) add(Link::kSubject, view().relations_from(id));
  if (kinds_.statements && wanted(Link::kObject)) add(Link::kObject, view().relations_to(id));
  if (kinds_.sources && wanted(Link::kSaidBy)) add(Link::kSaidBy, view().said_by(id));
}

void EvidenceGraph::expand_statement(Node from, const LabelExpression* types, std::vector<Hop>& hops) const {
  const auto wanted = [&](Link link) { return wants(types, static_cast<std::uint64_t>(link)); };
  const auto add = [&](Link link) {
    const Relationship one = make_link(link, from);
    hops.push_back({one, end(one)});
  };
  if (wanted(Link::kSubject)) add(Link::kSubject);
  if (wanted(Link::kObject)) add(Link::kObject);
  if (kinds_.documents && wanted(Link::kInDocument)) add(Link::kInDocument);
  if (!kinds_.sources || !wanted(Link::kSaidBy)) return;
  if (const auto teller = teller_of(from)) hops.push_back({make_link(Link::kSaidBy, from), *teller});
}

void EvidenceGraph::expand_of(Node from, Way way, const LabelExpression* types, std::vector<Hop>& hops) const {
  const bool out = way != Way::kIn;
  const bool in = way != Way::kOut;
  const std::uint64_t number = payload(from.number);
  const auto wanted = [&](Link link) { return wants(types, static_cast<std::uint64_t>(link)); };
  switch (kind_of(from)) {
    case Kind::kActor:
      ViewGraph::expand(from, way, hops);
      if (in) expand_actor(from, types, hops);
      break;
    case Kind::kStatement:
      if (out) expand_statement(from, types, hops);
      break;
    case Kind::kDocument:
      if (out && kinds_.publishers && wanted(Link::kPublishedBy) && documents_[number].published_by) {
        hops.push_back(
            {make_link(Link::kPublishedBy, from), make_node(Kind::kPublisher, *documents_[number].published_by)});
      }
      if (!in || !kinds_.statements || !wanted(Link::kInDocument)) break;
      for (const Node one : whole().of_document[number]) hops.push_back({make_link(Link::kInDocument, one), one});
      break;
    case Kind::kPublisher:
      if (!in || !kinds_.documents || !wanted(Link::kPublishedBy)) break;
      for (const Node one : whole().of_publisher[number]) hops.push_back({make_link(Link::kPublishedBy, one), one});
      break;
    case Kind::kSource:
      if (!in || !kinds_.statements || !wanted(Link::kSaidBy)) break;
      for (const Node one : whole().of_source[number]) hops.push_back({make_link(Link::kSaidBy, one), one});
      break;
  }
}

void EvidenceGraph::between(Node from, Node to, Way way, std::vector<Hop>& hops) const {
  const Kind kind = kind_of(from);
  if (kind == Kind::kActor && kind_of(to) == Kind::kActor) return ViewGraph::between(from, to, way, hops);
  // A statement has few links, and a document one publisher: looked at from there.
  const bool turn = kind != Kind::kStatement && kind_of(to) != Kind::kActor && kind_of(to) != Kind::kPublisher &&
                    kind_of(to) != Kind::kSource;
  if (turn) way = way == Way::kOut ? Way::kIn : way == Way::kIn ? Way::kOut : way;
  std::vector<Hop> all;
  expand_of(turn ? to : from, way, nullptr, all);
  for (const Hop& hop : all) {
    if (hop.other == (turn ? from : to)) hops.push_back({hop.relationship, to});
  }
}

}  // namespace trama::cypher
