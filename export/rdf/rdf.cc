// What a graph says in RDF (docs/formats.md): a node for each relation and each of its statements, so that nothing is
// asserted but what the texts assert; only relations that they hold to be facts are plain triples too.
#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "export/rdf/literals.h"
#include "export/rdf/triples.h"
#include "export/rdf/writer.h"
#include "export/records.h"
#include "export/selection.h"
#include "export/writers.h"
#include "graph/model/properties.h"
#include "graph/names/names.h"

namespace trama {
namespace {

using enum RdfTerm;

constexpr std::size_t kVerbLimit = 200;  // Some stores refuse IRIs of two thousand characters.

struct RdfTypes {
  EntityType type;
  std::array<RdfTerm, 2> classes;  // The second may repeat the first.
};

constexpr auto kTypes = std::to_array<RdfTypes>({
    {EntityType::kPerson, {kSchemaPerson, kFoafPerson}},
    {EntityType::kOrganization, {kSchemaOrganization, kFoafOrganization}},
    {EntityType::kLocation, {kSchemaPlace, kSchemaPlace}},
    {EntityType::kMisc, {kSchemaThing, kSchemaThing}},
    {EntityType::kGroup, {kFoafGroup, kFoafGroup}},
});

RdfTerm term_of(Polarity polarity) {
  return polarity == Polarity::kNegative ? kNegative : kPositive;
}

RdfTerm term_of(Modality modality) {
  switch (modality) {
    case Modality::kPromised:
      return kPromised;
    case Modality::kPlanned:
      return kPlanned;
    case Modality::kPossible:
      return kPossible;
    case Modality::kAlleged:
      return kAlleged;
    case Modality::kConditional:
      return kConditional;
    case Modality::kOrdered:
      return kOrdered;
    case Modality::kDenied:
      return kDenied;
    case Modality::kAsserted:
      break;
  }
  return kAsserted;
}

RdfTerm term_of(MentionKind kind) {
  switch (kind) {
    case MentionKind::kNominal:
      return kNominalMention;
    case MentionKind::kPronoun:
      return kPronounMention;
    case MentionKind::kDropped:
      return kDroppedMention;
    case MentionKind::kNamed:
      break;
  }
  return kNamedMention;
}

// The ISO 3166 code of a country that is one; ICU knows three more that ISO has not given to anybody.
std::string_view assigned_code(const Entity& entity) {
  if (entity.type != EntityType::kLocation || !entity.named) return {};
  const std::string_view code = country_code(fold_name(entity.name));
  return code == "EA" || code == "IC" || code == "XK" ? std::string_view() : code;
}

// "verb:reunir:con". Longer ones are named by their hash; a verb's own triples tell its words.
std::string verb_local(const RelationEdge& relation) {
  std::string local;
  append_encoded(local, relation.lemma);
  if (!relation.preposition.empty()) {
    local += ':';
    append_encoded(local, relation.preposition);
  }
  return local.size() > kVerbLimit ? key_text('v', content_hash(local)) : local;
}

class RdfExport {
 public:
  RdfExport(const GraphView& graph, bool with_terms, bool with_statements, RdfWriter& out)
      : graph_(graph), with_terms_(with_terms), with_statements_(with_statements), out_(out), sources_(graph) {}

  TripleCounts write(const Selection& selection) {
    counts_.entities = static_cast<std::int64_t>(selection.entities.size());
    counts_.relations = static_cast<std::int64_t>(selection.relations.size());
    out_.begin();
    for (const EntityId id : selection.entities) write_entity(graph_.entity(id));
    graph_.for_each_relation(selection.relations, [&](const RelationEdge& relation) {
      const std::string id = id_text(relation);
      write_relation(relation, id);
      if (!with_statements_) return;
      for (const Statement& statement : graph_.evidence(relation.id)) write_statement(statement, relation, id);
    });
    out_.end();
    counts_.documents = static_cast<std::int64_t>(documents_.size());
    return counts_;
  }

 private:
  void write_entity(const Entity& entity) {
    const std::string id = id_text(entity);
    const std::string_view country = assigned_code(entity);
    out_.node({RdfSpace::kId, id});
    out_.link(RdfTerm::kType, kEntityClass);
    const std::array<RdfTerm, 2>& classes = std::find_if(kTypes.begin(), kTypes.end(), [&](const RdfTypes& each) {
                                              return each.type == entity.type;
                                            })->classes;
    out_.link(RdfTerm::kType, classes[0]);
    if (classes[1] != classes[0]) out_.link(RdfTerm::kType, classes[1]);
    if (!country.empty()) out_.link(RdfTerm::kType, kSchemaCountry);
    out_.text(kLabel, entity.name);
    out_.text(kName, entity.name);
    for (const std::string& alias : entity.aliases) out_.text(kAlternateName, alias);
    out_.text(kEntityType, to_string(entity.type));
    out_.truth(kNamed, entity.named);
    out_.integer(kMentionCount, entity.mention_count);
    out_.integer(kDocumentCount, entity.document_count);
    out_.integer(kRelationCount, entity.relation_count);
    if (country.empty()) return;
    out_.text(kCountryCode, country);
    out_.link_outside(kSameAs, "http://lexvo.org/id/iso3166-1/" + std::string(country));
  }

  void write_verb(const RelationEdge& relation, const RdfName& verb) {
    if (!verbs_.insert(content_hash(verb.local)).second) return;
    out_.node(verb);
    out_.link(RdfTerm::kType, kVerbClass);
    out_.text(kLabel, relation.preposition.empty() ? relation.lemma : relation.lemma + " " + relation.preposition);
    out_.text(kLemma, relation.lemma);
    optional(kPreposition, relation.preposition);
  }

  void write_relation(const RelationEdge& relation, const std::string& id) {
    const std::string subject_id = id_text(graph_.entity(relation.subject));
    const std::string object_id = id_text(graph_.entity(relation.object));
    const std::string verb_id = verb_local(relation);
    const RdfName subject{RdfSpace::kId, subject_id}, object{RdfSpace::kId, object_id};
    const RdfName verb{RdfSpace::kVerb, verb_id};
    write_verb(relation, verb);
    out_.node({RdfSpace::kId, id});
    out_.link(RdfTerm::kType, kRelationClassOfNodes);
    out_.text(kLabel, relation.label);
    out_.link(kSubject, subject);
    out_.link(kPredicate, verb);
    out_.link(kObject, object);
    if (with_terms_) out_.reify(subject, verb, object);
    // Where the direction carries nothing, queries that follow it must find both ways.
    const bool both_ways = relation.symmetric && relation.subject != relation.object;
    if (with_terms_ && both_ways) out_.reify(object, verb, subject);
    out_.text(kLemma, relation.lemma);
    optional(kPreposition, relation.preposition);
    optional(kEventClass, relation.event_class);
    optional(kEventRoot, relation.event_root);
    optional(kEventDirection, relation.event_direction);
    optional(kRelationClass, relation.relation_class);
    out_.truth(kSymmetric, relation.symmetric);
    out_.link(kPolarity, term_of(relation.polarity));
    out_.link(kModality, term_of(relation.modality));
    out_.integer(kCount, relation.count);
    out_.integer(kEvidenceCount, relation.evidence_count);
    out_.integer(kDocumentCount, relation.document_count);
    out_.real(kConfidence, relation.confidence);
    out_.real(kSalience, relation.salience);
    date(kFirstDate, relation.first_date);
    date(kLastDate, relation.last_date);
    for (const std::string& theme : relation.themes) out_.text(kTheme, theme);
    for (const std::string& source : relation.sources) out_.text(kSourceName, source);
    if (relation.polarity == Polarity::kPositive && relation.modality == Modality::kAsserted) {
      out_.node(subject);
      out_.assert_verb(verb, object);
      if (both_ways) {
        out_.node(object);
        out_.assert_verb(verb, subject);
      }
    }
  }

  // Null if the graph does not tell which run made a document's statements. A run is told once, in the default graph.
  const std::string* write_run(std::string_view document) {
    const std::string made_by = graph_.made_by(document);
    if (made_by.empty()) return nullptr;
    const auto [run, is_new] = runs_.insert(key_text('m', content_hash(made_by)));
    if (is_new) {
      out_.node({RdfSpace::kId, *run});
      out_.link(RdfTerm::kType, kRunClass);
      out_.link(RdfTerm::kType, kActivity);
      out_.text(kMadeBy, made_by);
    }
    return &*run;
  }

  void write_document(const Evidence& evidence, const RdfName& document, const std::string* run) {
    if (run != nullptr) {
      out_.node({RdfSpace::kId, *run});
      out_.link(kUsed, document);
    }
    out_.node(document);
    out_.link(RdfTerm::kType, kDocumentClass);
    out_.link(RdfTerm::kType, kFoafDocument);
    out_.link(RdfTerm::kType, kProvEntity);
    out_.text(kIdentifier, evidence.document);
    optional(kName, evidence.title);
    date(kDatePublished, evidence.date);
    optional(kPublisher, evidence.publisher);
    if (is_web_address(evidence.url)) {
      out_.link_outside(kUrl, evidence.url);
    } else {
      optional(kUrl, evidence.url);
    }
  }

  // The names of the parts of a statement begin with its own.
  void begin_part(const std::string& statement, std::string_view part) {
    part_.assign(statement).append(":").append(part);
  }
  RdfName part() const { return {RdfSpace::kId, part_}; }

  void link_part(RdfTerm property, const std::string& statement, std::string_view name) {
    begin_part(statement, name);
    out_.link(property, part());
  }

  void write_statement(const Statement& statement, const RelationEdge& relation, const std::string& relation_id) {
    ++counts_.statements;
    const std::string id = id_text(statement);
    const std::string document_id = document_key(statement.evidence.document);
    const RdfName document{RdfSpace::kId, document_id};
    const auto [known, is_new] = documents_.try_emplace(content_hash(statement.evidence.document), nullptr);
    if (is_new) known->second = write_run(statement.evidence.document);
    const std::string* run = known->second;
    out_.enter(document);
    if (is_new) write_document(statement.evidence, document, run);
    out_.node({RdfSpace::kId, id});
    out_.link(RdfTerm::kType, kStatementClass);
    out_.link(kStatementOf, RdfName{RdfSpace::kId, relation_id});
    out_.link(kWasDerivedFrom, document);
    if (run != nullptr) out_.link(kWasGeneratedBy, RdfName{RdfSpace::kId, *run});
    link_part(kHasTarget, id, "target");
    link_part(kSubjectMention, id, "subject");
    link_part(kPredicateMention, id, "predicate");
    link_part(kObjectMention, id, "object");
    out_.integer(kCount, statement.count);
    out_.real(kConfidence, statement.confidence);
    out_.real(kSalience, statement.salience);
    optional(kTheme, statement.theme);
    optional(kPlace, statement.place);
    for (std::size_t i = 0; i < statement.quantities.size(); ++i) link_part(kQuantity, id, quantity_name(i));
    if (statement.time) write_time(*statement.time, kTimeText, kTimeBegin, kTimeEnd);
    if (statement.source) write_source(relation, statement);
    write_sentence(statement.evidence, id, document);
    write_mention(id, "subject", statement.subject);
    write_predicate(id, statement.relation);
    write_mention(id, "object", statement.object);
    for (std::size_t i = 0; i < statement.quantities.size(); ++i) write_quantity(id, i, statement.quantities[i]);
    out_.leave();
  }

  void write_time(const TimeExpression& time, RdfTerm text, RdfTerm begin, RdfTerm end) {
    out_.text(text, time.text);
    date(begin, time.begin);
    date(end, time.end);
  }

  void write_source(const RelationEdge& relation, const Statement& statement) {
    const Attribution& source = *statement.source;
    out_.text(kSourceName, source.who.canonical);
    optional(kSourceVerb, source.verb);
    optional(kThrough, source.through);
    if (source.time) write_time(*source.time, kSaidText, kSaidBegin, kSaidEnd);
    if (const auto teller = sources_.find(relation, statement)) {
      const std::string id = id_text(graph_.entity(*teller));
      out_.link(kWasAttributedTo, RdfName{RdfSpace::kId, id});
    }
  }

  // Web Annotation: positions in bytes have a selector of their own there (those in characters are another's).
  void write_sentence(const Evidence& evidence, const std::string& id, const RdfName& document) {
    begin_part(id, "target");
    out_.node(part());
    out_.link(RdfTerm::kType, kSpecificResource);
    out_.link(kHasSource, document);
    link_part(kHasSelector, id, "bytes");
    link_part(kHasSelector, id, "quote");
    begin_part(id, "bytes");
    out_.node(part());
    out_.link(RdfTerm::kType, kDataPositionSelector);
    out_.integer(kStart, static_cast<std::int64_t>(evidence.span.begin));
    out_.integer(kEnd, static_cast<std::int64_t>(evidence.span.end));
    begin_part(id, "quote");
    out_.node(part());
    out_.link(RdfTerm::kType, kTextQuoteSelector);
    out_.text(kExact, evidence.sentence);
  }

  void write_mention(const std::string& id, std::string_view name, const Mention& mention) {
    begin_part(id, name);
    out_.node(part());
    out_.link(RdfTerm::kType, kMentionClass);
    out_.text(kText, mention.text);
    out_.text(kCanonical, mention.canonical);
    out_.link(kMentionKind, term_of(mention.kind));
    optional(kVia, mention.via);
    write_span(mention.span);
  }

  void write_predicate(const std::string& id, const Relation& relation) {
    begin_part(id, "predicate");
    out_.node(part());
    out_.link(RdfTerm::kType, kMentionClass);
    out_.text(kText, relation.label);
    write_span(relation.span);
  }

  static std::string quantity_name(std::size_t number) { return "quantity" + std::to_string(number + 1); }

  void write_quantity(const std::string& id, std::size_t number, const Quantity& quantity) {
    begin_part(id, quantity_name(number));
    out_.node(part());
    out_.link(RdfTerm::kType, kQuantityClass);
    out_.text(kText, quantity.text);
    out_.real(kLow, quantity.low);
    out_.real(kHigh, quantity.high);
    optional(kUnit, quantity.unit);
    out_.truth(kApproximate, quantity.approximate);
  }

  void write_span(const Span& span) {
    out_.integer(kBeginByte, static_cast<std::int64_t>(span.begin));
    out_.integer(kEndByte, static_cast<std::int64_t>(span.end));
  }

  void optional(RdfTerm property, std::string_view text) {
    if (!text.empty()) out_.text(property, text);
  }

  // Months and years have types of their own; what is none of these is passed on as a text.
  void date(RdfTerm property, std::string_view text) {
    if (!whole_day(text).empty()) {
      out_.typed(property, text, kDate);
    } else if (text.size() == 7 && !whole_day(std::string(text) + "-01").empty()) {
      out_.typed(property, text, kYearMonth);
    } else if (text.size() == 4 && !whole_day(std::string(text) + "-01-01").empty() && text != "0000") {
      out_.typed(property, text, kYear);
    } else {
      optional(property, text);
    }
  }

  const GraphView& graph_;
  bool with_terms_, with_statements_;
  RdfWriter& out_;
  TripleCounts counts_;
  SourceFinder sources_;
  std::set<std::string> runs_;                                       // What the next points to.
  std::unordered_map<std::uint64_t, const std::string*> documents_;  // Those written, by hash of their ids.
  std::unordered_set<std::uint64_t> verbs_;
  std::string part_;
};

void write_rdf(const GraphView& graph, const ExportOptions& options, std::unique_ptr<RdfWriter> writer) {
  RdfExport(graph, options.rdf12, true, *writer).write(select(graph, options));
}

}  // namespace

void write_turtle(const GraphView& graph, const ExportOptions& options, Output& out) {
  write_rdf(graph, options, make_turtle_writer(out.stream(), false));
}

void write_trig(const GraphView& graph, const ExportOptions& options, Output& out) {
  write_rdf(graph, options, make_turtle_writer(out.stream(), true));
}

void write_nquads(const GraphView& graph, const ExportOptions& options, Output& out) {
  write_rdf(graph, options, make_nquads_writer(out.stream(), true));
}

TripleCounts write_triples(const GraphView& graph, const ExportOptions& options, std::ostream& out) {
  return RdfExport(graph, false, options.evidence, *make_nquads_writer(out, false)).write(select(graph, options));
}

void write_json_ld(const GraphView& graph, const ExportOptions& options, Output& out) {
  write_rdf(graph, options, make_json_ld_writer(out.stream()));
}

}  // namespace trama
