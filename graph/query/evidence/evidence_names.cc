#include "graph/query/evidence/evidence_names.h"

#include <string>

#include "graph/names/names.h"

namespace trama::cypher {
namespace {

struct LabelName {
  const char* folded;
  EvidenceKind kind;
};
constexpr LabelName kEvidenceLabels[] = {
    {"statement", EvidenceKind::kStatement}, {"afirmacion", EvidenceKind::kStatement},
    {"document", EvidenceKind::kDocument},   {"documento", EvidenceKind::kDocument},
    {"publisher", EvidenceKind::kPublisher}, {"medio", EvidenceKind::kPublisher},
    {"source", EvidenceKind::kSource},       {"fuente", EvidenceKind::kSource},
};

constexpr const char* kEvidenceLabelTexts[] = {"Actor", "Statement", "Document", "Publisher", "Source"};
constexpr const char* kEvidenceTypeTexts[] = {"", "SUBJECT", "OBJECT", "IN_DOCUMENT", "SAID_BY", "PUBLISHED_BY"};

}  // namespace

EvidenceKind evidence_label(std::string_view name) {
  const std::string folded = fold_name(name);
  for (const LabelName& one : kEvidenceLabels) {
    if (folded == one.folded) return one.kind;
  }
  return EvidenceKind::kActor;
}

EvidenceLink evidence_link(std::string_view name) {
  const std::string folded = fold_name(name);
  for (std::size_t i = 1; i < std::size(kEvidenceTypeTexts); ++i) {
    if (folded == fold_name(kEvidenceTypeTexts[i])) return static_cast<EvidenceLink>(i);
  }
  return EvidenceLink::kRelation;
}

const char* label_of(EvidenceKind kind) {
  return kEvidenceLabelTexts[static_cast<std::size_t>(kind)];
}
const char* type_of(EvidenceLink link) {
  return kEvidenceTypeTexts[static_cast<std::size_t>(link)];
}

}  // namespace trama::cypher
