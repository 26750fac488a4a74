// What the files of EvidenceGraph share: its handles and what it remembers. Not for use by others.
#pragma once

#include <cstdint>

#include "graph/query/evidence/evidence_graph.h"
#include "graph/query/evidence/evidence_names.h"

namespace trama::cypher {

// A handle: the kind in the highest byte; below it the relation of a statement and its place in the evidence, or the
// number of a document, publisher or source.
inline constexpr int kKindShift = 56;
inline constexpr int kPlaceBits = 24;
inline constexpr std::uint64_t kPayload = (std::uint64_t{1} << kKindShift) - 1;
inline constexpr std::uint64_t kPlace = (std::uint64_t{1} << kPlaceBits) - 1;

inline EvidenceKind kind_of(Node node) {
  return static_cast<EvidenceKind>(node.number >> kKindShift);
}
inline EvidenceLink link_of(Relationship one) {
  return static_cast<EvidenceLink>(one.number >> kKindShift);
}
inline std::uint64_t payload(std::uint64_t handle) {
  return handle & kPayload;
}
inline Node make_node(EvidenceKind kind, std::uint64_t payload) {
  return {(static_cast<std::uint64_t>(kind) << kKindShift) | payload};
}
inline Node actor_node(EntityId id) {
  return {static_cast<std::uint64_t>(id)};
}
inline Node statement_node(RelationId relation, std::size_t place) {
  return make_node(EvidenceKind::kStatement, (static_cast<std::uint64_t>(relation) << kPlaceBits) | place);
}
inline Relationship make_link(EvidenceLink link, Node of) {
  return {(static_cast<std::uint64_t>(link) << kKindShift) | payload(of.number)};
}
inline RelationId relation_of(std::uint64_t handle) {
  return static_cast<RelationId>(payload(handle) >> kPlaceBits);
}
inline std::size_t place_of(std::uint64_t handle) {
  return handle & kPlace;
}

struct EvidenceGraph::Name {
  int actor = -1, statement = -1, document = -1;
  int named = -1;  // Of publishers and sources: 0 their name, 1 their id.
  bool operator==(const Name&) const = default;
};

struct EvidenceGraph::Document {
  std::string id, date, url, title, publisher;
  std::optional<std::uint64_t> published_by;
};

struct EvidenceGraph::Whole {
  std::vector<std::vector<Node>> of_document;   // Statements.
  std::vector<std::vector<Node>> of_publisher;  // Documents.
  std::vector<std::vector<Node>> of_source;     // Statements.
};

}  // namespace trama::cypher
