// The words of our RDF: prefixes, and every class, property and individual that exports use. Ours are described in
// export/rdf/trama.ttl. Private to export/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace trama {

enum class RdfSpace : std::uint8_t { kId, kVerb, kTrama, kRdf, kRdfs, kOwl, kXsd, kSchema, kFoaf, kProv, kOa };

struct RdfPrefix {
  RdfSpace space;
  std::string_view prefix;  // "foaf"
  std::string_view iri;     // "http://xmlns.com/foaf/0.1/"
};

std::span<const RdfPrefix> rdf_prefixes();  // In the order of RdfSpace.

// What a property's values are, so that JSON-LD can say it once in its context.
enum class RdfValue : std::uint8_t {
  kNone,   // No property: a class, an individual or a datatype.
  kType,   // rdf:type.
  kLink,   // IRIs.
  kReal,   // xsd:double
  kPlain,  // Texts, integers, truths; anything else says its type itself.
};

enum class RdfTerm : std::uint8_t {
  // Properties.
  kType,
  kSubject,
  kPredicate,
  kObject,
  kReifies,
  kLabel,
  kSameAs,
  kName,
  kAlternateName,
  kIdentifier,
  kUrl,
  kDatePublished,
  kPublisher,
  kWasDerivedFrom,
  kWasAttributedTo,
  kWasGeneratedBy,
  kUsed,
  kHasTarget,
  kHasSource,
  kHasSelector,
  kStart,
  kEnd,
  kExact,
  kEntityType,
  kNamed,
  kMentionCount,
  kDocumentCount,
  kRelationCount,
  kCountryCode,
  kLemma,
  kPreposition,
  kEventClass,
  kEventRoot,
  kEventDirection,
  kRelationClass,
  kSymmetric,
  kPolarity,
  kModality,
  kCount,
  kEvidenceCount,
  kConfidence,
  kSalience,
  kFirstDate,
  kLastDate,
  kTheme,
  kSourceName,
  kSourceVerb,
  kThrough,
  kStatementOf,
  kSubjectMention,
  kPredicateMention,
  kObjectMention,
  kText,
  kCanonical,
  kMentionKind,
  kVia,
  kBeginByte,
  kEndByte,
  kQuantity,
  kLow,
  kHigh,
  kUnit,
  kApproximate,
  kTimeText,
  kTimeBegin,
  kTimeEnd,
  kSaidText,
  kSaidBegin,
  kSaidEnd,
  kPlace,
  kMadeBy,
  // Classes.
  kEntityClass,
  kRelationClassOfNodes,
  kStatementClass,
  kDocumentClass,
  kMentionClass,
  kQuantityClass,
  kVerbClass,
  kRunClass,
  kSchemaPerson,
  kSchemaOrganization,
  kSchemaPlace,
  kSchemaCountry,
  kSchemaThing,
  kFoafPerson,
  kFoafOrganization,
  kFoafGroup,
  kFoafDocument,
  kActivity,
  kProvEntity,
  kSpecificResource,
  kDataPositionSelector,
  kTextQuoteSelector,
  // Individuals.
  kPositive,
  kNegative,
  kAsserted,
  kPromised,
  kPlanned,
  kPossible,
  kAlleged,
  kConditional,
  kOrdered,
  kDenied,
  kNamedMention,
  kNominalMention,
  kPronounMention,
  kDroppedMention,
  // Datatypes.
  kInteger,
  kDouble,
  kBoolean,
  kDate,
  kYearMonth,
  kYear,
};

struct RdfWord {
  RdfTerm term;
  RdfSpace space;
  std::string_view local;             // Behind the prefix; of a property also its key in JSON-LD.
  RdfValue values = RdfValue::kNone;  // Of a property.
};

std::span<const RdfWord> rdf_words();  // In the order of RdfTerm.

}  // namespace trama
