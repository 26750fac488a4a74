// trama timeline, sources, evidence, changes: what the statements say, when, and who says it.
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/graphs/graph_options.h"
#include "cli/verbs/predicate.h"
#include "cli/verbs/verb.h"
#include "cli/verbs/verbs.h"

namespace trama::cli {

namespace {

constexpr std::string_view kTimelineExamples =
    "  trama timeline red.trama \"Kim Jong Un\"\n"
    "  trama timeline red.trama Nortia --since 2025-06-01 --format csv\n";
constexpr std::string_view kSourcesExamples = "  trama sources red.trama \"Gonzalo Tapia\"\n";
constexpr std::string_view kEvidenceExamples =
    "  trama evidence red.trama r00c0ffee00c0ffee               # a relation, by its id\n"
    "  trama evidence red.trama Villegas acusó \"Elena Quispe\"\n";
constexpr std::string_view kChangesExamples = "  trama changes red.trama --since 2025-09-18\n";

// Several sentences may tell one event: of the same day, ends and words.
constexpr const char* kEvents =
    "MATCH (x:Actor)<-[:SUBJECT]-(s)-[:OBJECT]->(y:Actor)\n"
    "WITH s, x, y ORDER BY s.date, s.document, s.begin\n"
    "WITH s.first_date AS date, x.name AS subject, s.lemma AS lemma, y.name AS object, s.polarity AS polarity,\n"
    "  s.modality AS modality, collect(s) AS told\n"
    "WITH *, told[0] AS s\n"
    "RETURN date, subject, s.label AS relation, object, s.theme AS what, modality, s.place AS place,\n"
    "  s.source AS source, size(told) AS statements, s.sentence AS sentence, s.document AS document\n"
    "ORDER BY date, document, s.begin, subject, object, relation";

// Each statement in which an actor takes part, once, as `s`.
std::string statements_of(const std::string& actor) {
  return "MATCH (a:Actor)<-[:SUBJECT|OBJECT]-(s:Statement)\nWHERE a.name = " + literal(actor) + "\nWITH DISTINCT s\n";
}

}  // namespace

int run_timeline(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("timeline", "Lists what an actor took part in, day by day", kTimelineExamples);
  Verb verb;
  std::string name;
  add_verb(line, verb);
  line.app().add_option("NAME", name, "Name or alias of the actor")->required();
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  answer(*graph, statements_of(name_of(*graph, name, io)) + kEvents + limit_clause(verb), verb, io);
  return kDone;
}

int run_sources(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("sources", "Lists who tells about an actor: media, and whom they quote", kSourcesExamples);
  Verb verb;
  std::string name;
  add_verb(line, verb);
  line.app().add_option("NAME", name, "Name or alias of the actor")->required();
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  answer(*graph,
         statements_of(name_of(*graph, name, io)) +
             "RETURN s.source AS source, s.publisher AS medium, count(*) AS statements,\n"
             "  count(DISTINCT s.story) AS stories, min(s.first_date) AS first_date, max(s.first_date) AS last_date,\n"
             "  collect(DISTINCT s.label)[0..5] AS says\n"
             "ORDER BY statements DESC, source, medium" +
             limit_clause(verb),
         verb, io);
  return kDone;
}

int run_evidence(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("evidence", "Shows the sentences behind a relation", kEvidenceExamples);
  Verb verb;
  std::vector<std::string> operands;
  add_verb(line, verb);
  line.app()
      .add_option("RELATION", operands, "Its id, as --format json of other commands shows it; or SUBJECT VERB OBJECT")
      ->required()
      ->expected(1, 3);
  if (!line.parse(arguments, io)) return kDone;
  if (operands.size() == 2) throw UsageError("a relation is an id, or SUBJECT VERB OBJECT");
  const auto graph = verb.source.open(io);
  std::string match;
  if (operands.size() == 1) {
    if (graph->find_relations(operands[0]).empty()) {
      throw Error(ErrorCode::kInvalid, "no relation has the id '" + printable_text(operands[0]) + "'");
    }
    match = "MATCH (s:Statement {relation: " + literal(operands[0]) + "})\n";
  } else {
    const std::string subject = name_of(*graph, operands[0], io);
    const std::string object = name_of(*graph, operands[2], io);
    const auto types = find_types(*graph, find_entity(*graph, operands[0]), Side::kSubject, operands[1]);
    match = "MATCH (a:Actor)-[r:" + type_pattern(types) + "]->(b:Actor)\nWHERE a.name = " + literal(subject) +
            " AND b.name = " + literal(object) + "\nMATCH (a)--(s:Statement)\nWHERE s.relation = r.id\n" +
            "WITH DISTINCT s\n";
  }
  answer(*graph,
         match +
             "MATCH (x:Actor)<-[:SUBJECT]-(s)-[:OBJECT]->(y:Actor)\n"
             "RETURN s.first_date AS date, x.name AS subject, s.label AS relation, y.name AS object, s.theme AS what,\n"
             "  s.modality AS modality, s.source AS source, s.publisher AS medium, s.story AS story,\n"
             "  s.sentence AS sentence, s.document AS document, s.date AS published, s.url AS url, s.begin AS begin,\n"
             "  s.end AS end\n"
             "ORDER BY date, document, begin, relation" +
             limit_clause(verb),
         verb, io);
  return kDone;
}

int run_changes(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("changes", "Lists what has been published since a day: new relations, and what is told of again",
                   kChangesExamples);
  Verb verb;
  std::string since;
  add_graph_file(line, verb.source);
  line.app().add_option("--since", since, "Published on this day or later")->required()->check(day_validator());
  line.app()
      .add_option("--as-of", verb.source.bounds.as_of, "Published on this day or earlier")
      ->check(day_validator());
  add_verb_output(line, verb);
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  answer(*graph,
         "MATCH (s:Statement)\nWHERE s.date >= " + literal(since) +
             "\nWITH s.relation AS id, min(s.date) AS published, count(*) AS more, collect(DISTINCT s.publisher) AS "
             "media,\n"
             "  head(collect(s)) AS s\n"
             "MATCH (a:Actor)<-[:SUBJECT]-(s)-[:OBJECT]->(b:Actor)\n"
             "MATCH (a)-[r]-(b)\nWHERE r.id = id\n"
             "RETURN CASE WHEN r.evidence_count = more THEN 'new' ELSE 'again' END AS change, published,\n"
             "  a.name AS subject, r.label AS relation, b.name AS object, s.theme AS what, r.modality AS modality,\n"
             "  r.document_count AS stories, media, s.sentence AS sentence, id\n"
             "ORDER BY change DESC, stories DESC, published, subject, object, id" +
             limit_clause(verb),
         verb, io);
  return kDone;
}

}  // namespace trama::cli
