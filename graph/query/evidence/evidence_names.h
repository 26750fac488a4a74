// What nodes and links of evidence are called. Private to graph/query/graphs.
#pragma once

#include <cstdint>
#include <string_view>

#include "graph/query/evidence/evidence_graph.h"

namespace trama::cypher {

enum class EvidenceKind : std::uint64_t { kActor, kStatement, kDocument, kPublisher, kSource };
enum class EvidenceLink : std::uint64_t { kRelation, kSubject, kObject, kInDocument, kSaidBy, kPublishedBy };

// kActor and kRelation for every other name. Case, accents and underscores do not count.
EvidenceKind evidence_label(std::string_view name);
EvidenceLink evidence_link(std::string_view name);
const char* label_of(EvidenceKind kind);  // "Statement"
const char* type_of(EvidenceLink link);   // "IN_DOCUMENT"

}  // namespace trama::cypher
