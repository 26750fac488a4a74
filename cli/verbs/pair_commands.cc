// trama compare, between: two actors, what they have in common, what lies between them.
#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/verbs/verb.h"
#include "cli/verbs/verbs.h"
#include "graph/names/names.h"

namespace trama::cli {

namespace {

constexpr std::string_view kCompareExamples = "  trama compare red.trama Rusia \"Corea del Norte\"\n";
constexpr std::string_view kBetweenExamples =
    "  trama between red.trama Shoigu Ucrania --not-through PLACES\n"
    "  trama between red.trama Shoigu Lavrov --not-through PLACES --not-through ONU --max-hops 4\n";

// The columns of a relation `r` that stands in a section of the comparison.
std::string row_of(const std::string& section, const std::string& with) {
  return "RETURN " + section + " AS section, " + with +
         " AS neighbour, startNode(r).name AS subject, r.label AS relation,\n"
         "  endNode(r).name AS object, r.themes AS what, r.modality AS modality, r.first_date AS first_date,\n"
         "  r.last_date AS last_date, r.document_count AS stories, r.sentence AS sentence, r.id AS id\n";
}

std::string comparison(const std::string& first, const std::string& second, const Verb& verb) {
  const std::string both = "a.name = " + literal(first) + " AND b.name = " + literal(second);
  const std::string swapped = "a.name = " + literal(second) + " AND b.name = " + literal(first);
  std::string query = "MATCH (a:Actor)-[r]-(b:Actor)\nWHERE " + both + "\n" + row_of("'between'", "null") +
                      "ORDER BY stories DESC, first_date, id" + limit_clause(verb);
  for (const std::string& ends : {both, swapped}) {
    query += "\nUNION ALL\nMATCH (a:Actor)<-[:SAID_BY]-(s:Statement)-[:SUBJECT|OBJECT]->(b:Actor)\nWHERE " + ends +
             "\nWITH DISTINCT a, s\nMATCH (x:Actor)<-[:SUBJECT]-(s)-[:OBJECT]->(y:Actor)\n"
             "RETURN 'said by ' + a.name AS section, null AS neighbour, x.name AS subject, s.label AS relation,\n"
             "  y.name AS object, [s.theme] AS what, s.modality AS modality, s.first_date AS first_date,\n"
             "  s.last_date AS last_date, 1 AS stories, s.sentence AS sentence, s.relation AS id\n"
             "ORDER BY first_date, sentence, id" +
             limit_clause(verb);
  }
  return query + "\nUNION ALL\nMATCH (a:Actor)--(c:Actor)--(b:Actor)\nWHERE " + both +
         " AND c <> a AND c <> b\nWITH DISTINCT a, b, c ORDER BY c.document_count DESC, c.name" + limit_clause(verb) +
         "\nUNWIND [a, b] AS side\nMATCH (side)-[r]-(c)\nWITH c, side, r ORDER BY r.document_count DESC, r.id\n"
         "WITH c, side, head(collect(r)) AS r\n" +
         row_of("'shared'", "c.name") + "ORDER BY c.document_count DESC, neighbour, side.name";
}

struct Avoided {
  bool places = false;
  std::vector<std::string> names;
};

Avoided read_avoided(const GraphView& graph, const std::vector<std::string>& given, Streams& io) {
  Avoided avoided;
  for (const std::string& one : given) {
    const std::string folded = fold_name(one);
    if (folded == "places" || folded == "lugares") {
      avoided.places = true;
    } else {
      avoided.names.push_back(name_of(graph, one, io));
    }
  }
  return avoided;
}

// All ways over so many actors between the two; of the relations of a step the one that most stories tell.
std::string ways(const std::string& from, const std::string& to, int between, const Avoided& avoided,
                 const Verb& verb) {
  std::vector<std::string> actors = {"a"};
  for (int i = 1; i <= between; ++i) actors.push_back("m" + std::to_string(i));
  actors.emplace_back("b");
  std::string pattern, all, conditions = "a.name = " + literal(from) + " AND b.name = " + literal(to);
  for (std::size_t i = 0; i < actors.size(); ++i) {
    pattern += (i == 0 ? "(" : "--(") + actors[i] + ":Actor)";
    all += (i == 0 ? "" : ", ") + actors[i];
    if (i == 0 || i + 1 == actors.size()) continue;
    if (avoided.places) conditions += "\n  AND NOT " + actors[i] + ":LOC";
    if (!avoided.names.empty()) conditions += "\n  AND NOT " + actors[i] + ".name IN " + literal(avoided.names);
    for (std::size_t j = 0; j < actors.size(); ++j) {
      if (j < i || j + 1 == actors.size()) conditions += " AND " + actors[i] + " <> " + actors[j];
    }
  }
  std::string query = "MATCH " + pattern + "\nWHERE " + conditions + "\nWITH DISTINCT " + all + "\n";
  std::string steps;
  for (std::size_t i = 0; i + 1 < actors.size(); ++i) {
    const std::string step = "r" + std::to_string(i + 1);
    const std::string kept = all + (steps.empty() ? "" : ", " + steps);
    query += "MATCH (" + actors[i] + ")-[" + step + "]-(" + actors[i + 1] + ")\nWITH " + kept + ", " + step +
             " ORDER BY " + step + ".document_count DESC, " + step + ".id\nWITH " + kept + ", head(collect(" + step +
             ")) AS " + step + "\n";
    steps += (steps.empty() ? "" : ", ") + step;
  }
  return query + "WITH [" + all + "] AS actors, [" + steps +
         "] AS steps\n"
         "RETURN [n IN actors | n.name] AS actors,\n"
         "  [r IN steps | startNode(r).name + ' –' + r.label +\n"
         "    CASE WHEN r.symmetric THEN '– ' ELSE '→ ' END + endNode(r).name] AS steps,\n"
         "  reduce(least = steps[0].document_count, r IN steps |\n"
         "    CASE WHEN r.document_count < least THEN r.document_count ELSE least END) AS stories,\n"
         "  [r IN steps | r.sentence] AS sentences, [r IN steps | r.document] AS documents\n"
         "ORDER BY stories DESC, actors" +
         limit_clause(verb);
}

void print_ways(const ResultTable& table, std::ostream& out) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::vector<cypher::Value>& row = table.rows[i];
    const auto texts = [&](std::size_t column, std::size_t place) -> std::string {
      const cypher::Value& value = row[column].list()[place];
      return value.is(cypher::Type::kString) ? printable_text(value.text()) : "";
    };
    out << (i == 0 ? "" : "\n") << i + 1 << ".";
    for (std::size_t step = 0; step < row[1].list().size(); ++step) {
      out << (step == 0 ? " " : "   ") << texts(1, step) << "\n     \"" << texts(3, step) << "\"\n     ["
          << texts(4, step) << "]\n";
    }
  }
}

}  // namespace

int run_compare(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("compare", "Compares two actors: relations between them, what each says of the other, neighbours",
                   kCompareExamples);
  Verb verb;
  std::string first, second;
  add_verb(line, verb);
  line.app().add_option("A", first, "Name or alias of an actor")->required();
  line.app().add_option("B", second, "Name or alias of another")->required();
  if (!line.parse(arguments, io)) return kDone;
  const auto graph = verb.source.open(io);
  const std::string query = comparison(name_of(*graph, first, io), name_of(*graph, second, io), verb);
  show_query(query, verb, io);
  ResultTable table = run_query(*graph, query);
  if (verb.format == TableFormat::kTable) leave_out_empty(table);
  print_table(table, verb.format, io.out);
  return kDone;
}

int run_between(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("between", "Shows the shortest ways from one actor to another that avoid what you name",
                   kBetweenExamples);
  Verb verb;
  verb.limit = 10;
  std::string first, second;
  std::vector<std::string> given;
  int min_hops = 1;
  int max_hops = 3;
  add_verb(line, verb);
  line.app().add_option("A", first, "Name or alias of an actor")->required();
  line.app().add_option("B", second, "Name or alias of another")->required();
  line.app()
      .add_option("--not-through", given, "PLACES, or the name of an actor that no way may pass; may be repeated")
      ->allow_extra_args(false);
  line.app()
      .add_option("--max-hops", max_hops, "Look no further than so many steps")
      ->check(CLI::Range(1, 6))
      ->capture_default_str();
  line.app()
      .add_option("--min-hops", min_hops, "Only ways of at least so many steps: 2 where the two have a relation")
      ->check(CLI::Range(1, 6))
      ->capture_default_str();
  if (!line.parse(arguments, io)) return kDone;
  if (max_hops < min_hops) throw UsageError("--min-hops is greater than --max-hops");
  const auto graph = verb.source.open(io);
  const std::string from = name_of(*graph, first, io);
  const std::string to = name_of(*graph, second, io);
  const Avoided avoided = read_avoided(*graph, given, io);
  ResultTable table;
  std::string query;
  for (int hops = min_hops; hops <= max_hops && table.rows.empty(); ++hops) {
    query = ways(from, to, hops - 1, avoided, verb);
    table = run_query(*graph, query);
  }
  show_query(query, verb, io);
  if (verb.format == TableFormat::kTable) {
    print_ways(table, io.out);
  } else {
    print_table(table, verb.format, io.out);
  }
  if (!table.rows.empty()) return kDone;
  io.err << "trama: no such way within " << max_hops << " hops from " << printable_text(from) << " to "
         << printable_text(to) << '\n';
  return kFailed;
}

}  // namespace trama::cli
