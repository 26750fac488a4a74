#include "export/rdf/vocabulary.h"

#include <array>

namespace trama {
namespace {

using enum RdfTerm;
using enum RdfSpace;
using RdfValue::kLink;
using RdfValue::kPlain;
using RdfValue::kReal;

// Ours are URNs: absolute, ASCII, the same on every machine, and nobody has to own a place of the Web for them.
constexpr auto kPrefixes = std::to_array<RdfPrefix>({
    {kId, "id", "urn:trama:id:"},
    {kVerb, "verb", "urn:trama:verb:"},
    {kTrama, "trama", "urn:trama:ns#"},
    {kRdf, "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {kRdfs, "rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {kOwl, "owl", "http://www.w3.org/2002/07/owl#"},
    {kXsd, "xsd", "http://www.w3.org/2001/XMLSchema#"},
    {kSchema, "schema", "https://schema.org/"},
    {kFoaf, "foaf", "http://xmlns.com/foaf/0.1/"},
    {kProv, "prov", "http://www.w3.org/ns/prov#"},
    {kOa, "oa", "http://www.w3.org/ns/oa#"},
});

constexpr auto kWords = std::to_array<RdfWord>({
    {RdfTerm::kType, kRdf, "type", RdfValue::kType},
    {kSubject, kRdf, "subject", kLink},
    {kPredicate, kRdf, "predicate", kLink},
    {kObject, kRdf, "object", kLink},
    {kReifies, kRdf, "reifies", kLink},
    {kLabel, kRdfs, "label", kPlain},
    {kSameAs, kOwl, "sameAs", kLink},
    {kName, kSchema, "name", kPlain},
    {kAlternateName, kSchema, "alternateName", kPlain},
    {kIdentifier, kSchema, "identifier", kPlain},
    {kUrl, kSchema, "url", kPlain},
    {kDatePublished, kSchema, "datePublished", kPlain},
    {kPublisher, kSchema, "publisher", kPlain},
    {kWasDerivedFrom, kProv, "wasDerivedFrom", kLink},
    {kWasAttributedTo, kProv, "wasAttributedTo", kLink},
    {kWasGeneratedBy, kProv, "wasGeneratedBy", kLink},
    {kUsed, kProv, "used", kLink},
    {kHasTarget, kOa, "hasTarget", kLink},
    {kHasSource, kOa, "hasSource", kLink},
    {kHasSelector, kOa, "hasSelector", kLink},
    {kStart, kOa, "start", kPlain},
    {kEnd, kOa, "end", kPlain},
    {kExact, kOa, "exact", kPlain},
    {kEntityType, kTrama, "entityType", kPlain},
    {kNamed, kTrama, "named", kPlain},
    {kMentionCount, kTrama, "mentionCount", kPlain},
    {kDocumentCount, kTrama, "documentCount", kPlain},
    {kRelationCount, kTrama, "relationCount", kPlain},
    {kCountryCode, kTrama, "countryCode", kPlain},
    {kLemma, kTrama, "lemma", kPlain},
    {kPreposition, kTrama, "preposition", kPlain},
    {kEventClass, kTrama, "eventClass", kPlain},
    {kEventRoot, kTrama, "eventRoot", kPlain},
    {kEventDirection, kTrama, "eventDirection", kPlain},
    {kRelationClass, kTrama, "relationClass", kPlain},
    {kSymmetric, kTrama, "symmetric", kPlain},
    {kPolarity, kTrama, "polarity", kLink},
    {kModality, kTrama, "modality", kLink},
    {kCount, kTrama, "count", kPlain},
    {kEvidenceCount, kTrama, "evidenceCount", kPlain},
    {kConfidence, kTrama, "confidence", kReal},
    {kSalience, kTrama, "salience", kReal},
    {kFirstDate, kTrama, "firstDate", kPlain},
    {kLastDate, kTrama, "lastDate", kPlain},
    {kTheme, kTrama, "theme", kPlain},
    {kSourceName, kTrama, "sourceName", kPlain},
    {kSourceVerb, kTrama, "sourceVerb", kPlain},
    {kThrough, kTrama, "through", kPlain},
    {kStatementOf, kTrama, "statementOf", kLink},
    {kSubjectMention, kTrama, "subjectMention", kLink},
    {kPredicateMention, kTrama, "predicateMention", kLink},
    {kObjectMention, kTrama, "objectMention", kLink},
    {kText, kTrama, "text", kPlain},
    {kCanonical, kTrama, "canonical", kPlain},
    {kMentionKind, kTrama, "mentionKind", kLink},
    {kVia, kTrama, "via", kPlain},
    {kBeginByte, kTrama, "beginByte", kPlain},
    {kEndByte, kTrama, "endByte", kPlain},
    {kQuantity, kTrama, "quantity", kLink},
    {kLow, kTrama, "low", kReal},
    {kHigh, kTrama, "high", kReal},
    {kUnit, kTrama, "unit", kPlain},
    {kApproximate, kTrama, "approximate", kPlain},
    {kTimeText, kTrama, "timeText", kPlain},
    {kTimeBegin, kTrama, "timeBegin", kPlain},
    {kTimeEnd, kTrama, "timeEnd", kPlain},
    {kSaidText, kTrama, "saidText", kPlain},
    {kSaidBegin, kTrama, "saidBegin", kPlain},
    {kSaidEnd, kTrama, "saidEnd", kPlain},
    {kPlace, kTrama, "place", kPlain},
    {kMadeBy, kTrama, "madeBy", kPlain},
    {kEntityClass, kTrama, "Entity"},
    {kRelationClassOfNodes, kTrama, "Relation"},
    {kStatementClass, kTrama, "Statement"},
    {kDocumentClass, kTrama, "Document"},
    {kMentionClass, kTrama, "Mention"},
    {kQuantityClass, kTrama, "Quantity"},
    {kVerbClass, kTrama, "Verb"},
    {kRunClass, kTrama, "Run"},
    {kSchemaPerson, kSchema, "Person"},
    {kSchemaOrganization, kSchema, "Organization"},
    {kSchemaPlace, kSchema, "Place"},
    {kSchemaCountry, kSchema, "Country"},
    {kSchemaThing, kSchema, "Thing"},
    {kFoafPerson, kFoaf, "Person"},
    {kFoafOrganization, kFoaf, "Organization"},
    {kFoafGroup, kFoaf, "Group"},
    {kFoafDocument, kFoaf, "Document"},
    {kActivity, kProv, "Activity"},
    {kProvEntity, kProv, "Entity"},
    {kSpecificResource, kOa, "SpecificResource"},
    {kDataPositionSelector, kOa, "DataPositionSelector"},
    {kTextQuoteSelector, kOa, "TextQuoteSelector"},
    {kPositive, kTrama, "positive"},
    {kNegative, kTrama, "negative"},
    {kAsserted, kTrama, "asserted"},
    {kPromised, kTrama, "promised"},
    {kPlanned, kTrama, "planned"},
    {kPossible, kTrama, "possible"},
    {kAlleged, kTrama, "alleged"},
    {kConditional, kTrama, "conditional"},
    {kOrdered, kTrama, "ordered"},
    {kDenied, kTrama, "denied"},
    {kNamedMention, kTrama, "namedMention"},
    {kNominalMention, kTrama, "nominalMention"},
    {kPronounMention, kTrama, "pronounMention"},
    {kDroppedMention, kTrama, "droppedMention"},
    {kInteger, kXsd, "integer"},
    {kDouble, kXsd, "double"},
    {kBoolean, kXsd, "boolean"},
    {kDate, kXsd, "date"},
    {kYearMonth, kXsd, "gYearMonth"},
    {kYear, kXsd, "gYear"},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (static_cast<std::size_t>(kWords[i].term) != i) return false;
  }
  for (std::size_t i = 0; i < kPrefixes.size(); ++i) {
    if (static_cast<std::size_t>(kPrefixes[i].space) != i) return false;
  }
  return true;
}
static_assert(in_order());

}  // namespace

std::span<const RdfPrefix> rdf_prefixes() {
  return kPrefixes;
}

std::span<const RdfWord> rdf_words() {
  return kWords;
}

}  // namespace trama
