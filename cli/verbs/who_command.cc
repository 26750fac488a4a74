// trama who, trama what: who does something to an actor, what an actor does to whom.
#include <string>

#include "cli/verbs/predicate.h"
#include "cli/verbs/verb.h"
#include "cli/verbs/verbs.h"

namespace trama::cli {

namespace {

constexpr std::string_view kWhoExamples =
    "  trama who red.trama acusó \"Elena Quispe\"\n"
    "  trama who red.trama ACCUSE \"Elena Quispe\" --since 2025-05-01    # a class\n"
    "  trama who red.trama presidenta Perú --show-query\n";
constexpr std::string_view kWhatExamples =
    "  trama what red.trama \"Elena Quispe\" nombró\n"
    "  trama what red.trama Nortia promete --format csv\n";

constexpr const char* kColumns =
    "RETURN a.name AS who, r.label AS relation, b.name AS whom, r.themes AS what, r.modality AS modality,\n"
    "  r.first_date AS first_date, r.last_date AS last_date, r.document_count AS stories, r.sources AS sources,\n"
    "  r.sentence AS sentence, r.id AS id\n"
    "ORDER BY stories DESC, first_date, who, whom, id";

int ask(const std::string& name, const std::string& words, Side side, const Verb& verb, Streams& io) {
  const auto graph = verb.source.open(io);
  const std::string actor = name_of(*graph, name, io);
  const auto types = find_types(*graph, find_entity(*graph, name), side, words);
  const char* end = side == Side::kSubject ? "a" : "b";
  const std::string query = "MATCH (a:Actor)-[r:" + type_pattern(types) + "]->(b:Actor)\nWHERE " + end +
                            ".name = " + literal(actor) + "\n" + kColumns + limit_clause(verb);
  answer(*graph, query, verb, io);
  return kDone;
}

constexpr const char* kVerbHelp =
    "A verb in any form, a noun such as \"presidenta\", a label, or a class such as ACCUSE";

}  // namespace

int run_who(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("who", "Lists who does something to an actor", kWhoExamples);
  Verb verb;
  std::string words, name;
  add_verb(line, verb);
  line.app().add_option("VERB", words, kVerbHelp)->required();
  line.app().add_option("NAME", name, "Name or alias of the actor")->required();
  if (!line.parse(arguments, io)) return kDone;
  return ask(name, words, Side::kObject, verb, io);
}

int run_what(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("what", "Lists to whom an actor does something, and what", kWhatExamples);
  Verb verb;
  std::string words, name;
  add_verb(line, verb);
  line.app().add_option("NAME", name, "Name or alias of the actor")->required();
  line.app().add_option("VERB", words, kVerbHelp)->required();
  if (!line.parse(arguments, io)) return kDone;
  return ask(name, words, Side::kSubject, verb, io);
}

}  // namespace trama::cli
