// Queries that ask for statements, documents, publishers and sources.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"
#include "graph/model/bounded_view.h"
#include "graph/query/query.h"
#include "graph/store/builder.h"
#include "tests/graph/graph_files.h"
#include "tests/graph/news_graph.h"
#include "tests/graph/watched_view.h"

namespace trama::test {
namespace {

using testing::HasSubstr;

// Three meetings of two people, two of them in copies of one publisher; a gift that an actor and a newspaper tell of.
std::vector<Statement> meetings() {
  const Mention ana = person("Ana Soto", {"Soto"});
  const Mention leo = person("Leo Ríos");
  const Mention bank = named("Banco Sur", EntityType::kOrganization);
  std::vector<Statement> all;
  const auto add = [&](Statement one, const std::string& publisher) -> Statement& {
    one.evidence.publisher = publisher;
    one.evidence.title = "Nota " + one.evidence.document;
    all.push_back(std::move(one));
    return all.back();
  };
  for (const char* day : {"2025-01-10", "2025-02-10", "2025-03-10"}) {
    Statement& met =
        add(says(ana, "reunirse", leo, std::string("d") + day[6], day), day[6] == '3' ? "El Sur" : "El Norte");
    met.relation.symmetric = true;
    met.relation.preposition = "con";
    met.relation.label = "se reunió con";
  }
  Statement& paid = add(says(bank, "pagar", ana, "d3", "2025-03-10"), "El Sur");
  paid.theme = "entre 2 y 3 millones de pesos";
  paid.quantities.push_back({"entre 2 y 3 millones", 2e6, 3e6, "peso", false, {}});
  paid.time = TimeExpression{"en febrero", "2025-02-01", "2025-03-01", {}};
  paid.source = Attribution{leo, "según", "", {}};
  paid.place = "Lima";
  Statement& denied = add(says(bank, "pagar", ana, "d4", "2025-04-01"), "");
  denied.modality = Modality::kDenied;
  denied.source = Attribution{nominal("un portavoz"), "decir", "", {}};
  return all;
}

std::string answer(const GraphView& graph, const std::string& query) {
  std::ostringstream out;
  try {
    print_table(run_query(graph, query), TableFormat::kTsv, out);
  } catch (const Error& error) {
    return std::string("error ") + error.what();
  }
  const std::string text = out.str();
  return text.substr(text.find('\n') + 1);  // Without the names of the columns.
}

TEST(QueryEvidence, ThreeMeetingsAreThreeDays) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph,
                   "MATCH (a {name: 'ana soto'})--(s:Statement)--(b {name: 'Leo Ríos'}) WHERE s.lemma = 'reunirse' "
                   "RETURN s.first_date ORDER BY s.first_date"),
            "2025-01-10\n2025-02-10\n2025-03-10\n");
  EXPECT_EQ(answer(graph, "MATCH ()-[r:reunirse]->() RETURN r.count"), "3\n");
}

TEST(QueryEvidence, AStatementHasItsNumbersItsPlaceAndItsDays) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph,
                   "MATCH (b)<-[:SUBJECT]-(s:Statement {lemma: 'pagar', modality: 'asserted'})-[:OBJECT]->(a) "
                   "RETURN b.name, a.name, s.amount, s.amount_high, s.unit, s.quantities, s.place, s.first_date, "
                   "s.last_date, s.theme, s.source, s.event_class IS NULL AS none"),
            "Banco Sur\tAna Soto\t2000000\t3000000\tpeso\tentre 2 y 3 millones\tLima\t2025-02-01\t2025-02-28\t"
            "entre 2 y 3 millones de pesos\tLeo Ríos\ttrue\n");
}

TEST(QueryEvidence, WhoSaysSoIsAnActorOrASource) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph, "MATCH (s:Statement)-[:SAID_BY]->(who) RETURN who.name, labels(who)[0] AS l ORDER BY l"),
            "Leo Ríos\tPER\nun portavoz\tSource\n");
  EXPECT_EQ(answer(graph, "MATCH (who {name: 'Leo Ríos'})<-[:SAID_BY]-(s) RETURN s.label, s"),
            "pagar\tBanco Sur pagar Ana Soto.\n");
  EXPECT_EQ(answer(graph, "MATCH (x:Source {name: 'UN PORTAVOZ'})<-[:SAID_BY]-(s:Statement) RETURN s.modality"),
            "denied\n");
  EXPECT_EQ(answer(graph, "MATCH (x:Fuente) RETURN count(*)"), "1\n");
}

TEST(QueryEvidence, DocumentsHavePublishers) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph,
                   "MATCH (s:Statement)-[:IN_DOCUMENT]->(d:Document) OPTIONAL MATCH (d)-[:PUBLISHED_BY]->(m) "
                   "RETURN d.document, d.title, d.date, m.name, count(*) ORDER BY d.document"),
            "d1\tNota d1\t2025-01-10\tEl Norte\t1\nd2\tNota d2\t2025-02-10\tEl Norte\t1\n"
            "d3\tNota d3\t2025-03-10\tEl Sur\t2\nd4\tNota d4\t2025-04-01\t\t1\n");
  EXPECT_EQ(answer(graph, "MATCH (m:Medio {name: 'el norte'})<-[:PUBLISHED_BY]-(d:Documento) RETURN d ORDER BY d.date"),
            "Nota d1\nNota d2\n");
  EXPECT_EQ(
      answer(graph, "MATCH (d:Document {document: 'd3'})<-[:IN_DOCUMENT]-(s) RETURN count(s), count(DISTINCT s.story)"),
      "2\t1\n");
}

TEST(QueryEvidence, StatementsLeadToTheirRelation) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph,
                   "MATCH (a)-[r:reunirse]-(b {name: 'Leo Ríos'}) MATCH (s:Statement {relation: r.id}) "
                   "RETURN r.evidence_count, count(s)"),
            "3\t3\n");
  EXPECT_EQ(answer(graph, "MATCH (s:Statement) RETURN count(s), count(DISTINCT s.id)"), "5\t5\n");
  const std::string id = answer(graph, "MATCH (s:Statement {modality: 'denied'}) RETURN s.id");
  EXPECT_EQ(answer(graph, "MATCH (s {id: '" + id.substr(0, id.size() - 1) + "'})-[:SUBJECT]->(a) RETURN a.name"),
            "Banco Sur\n");
}

// What a query does not name is not there.
TEST(QueryEvidence, IsThereOnlyForQueriesThatNameIt) {
  const Graph graph = build_graph(meetings());
  EXPECT_EQ(answer(graph, "MATCH (a) RETURN count(*)"), "3\n");
  EXPECT_EQ(answer(graph, "MATCH (a)-->(b) RETURN count(*)"), "3\n");
  EXPECT_THAT(answer(graph, "MATCH (a) RETURN a.sentence"), HasSubstr("nodes have no property 'sentence'"));
  EXPECT_THAT(answer(graph, "MATCH (a:Nobody) RETURN a"), HasSubstr("Statement/Afirmación"));
  EXPECT_EQ(answer(graph, "MATCH (a) WHERE NOT a:Statement RETURN count(*)"), "3\n");
  EXPECT_EQ(answer(graph, "MATCH (a:Actor) WHERE EXISTS { (a)<-[:SUBJECT]-(:Statement) } RETURN count(*)"), "2\n");
  EXPECT_EQ(answer(graph, "MATCH (n) WHERE n:Statement OR n:Document RETURN count(*)"), "9\n");
  EXPECT_EQ(answer(graph, "MATCH (s:Statement)-->(x) RETURN count(*)"), "10\n");  // SUBJECT and OBJECT.
  EXPECT_EQ(answer(graph, "MATCH (s:Statement)-[:IN_DOCUMENT|SUBJECT]->(x) RETURN count(*)"), "10\n");
  EXPECT_EQ(answer(graph, "MATCH (s:Statement)-[:!SUBJECT]->(x) RETURN count(*)"), "5\n");
  // A map's key is no label.
  EXPECT_EQ(answer(graph, "MATCH (a) RETURN {statement: count(*)} AS m"), "{\"statement\": 3}\n");
}

TEST(QueryEvidence, IsWalkedWithoutBeingRead) {
  const Watched watched(build_graph(meetings()));
  EXPECT_EQ(
      answer(watched,
             "MATCH (a {name: 'Ana Soto'})<-[:SUBJECT|OBJECT]-(s:Statement) MATCH (s)-[:OBJECT]->(b) RETURN count(*)"),
      "5\n");
  EXPECT_EQ(watched.evidence_read, 0u);
  answer(watched, "MATCH (a {name: 'Leo Ríos'})<-[:SUBJECT|OBJECT]-(s:Statement) RETURN s.sentence");
  EXPECT_EQ(watched.evidence_read, 1u);  // Of the one relation that he has.
}

TEST(QueryEvidence, TheDirectionOfLinksDoesNotDependOnWhereOneBegins) {
  const Graph graph = build_graph(meetings());
  for (const char* end : {"{name: 'Banco Sur'}", ""}) {
    for (const char* start : {":Statement", ":Statement {lemma: 'pagar'}"}) {
      const std::string pattern = "(s" + std::string(start) + ")-[:SUBJECT]->(b:Actor " + end + ")";
      const std::string turned = "(b:Actor " + std::string(end) + ")<-[:SUBJECT]-(s" + start + ")";
      EXPECT_EQ(answer(graph, "MATCH " + pattern + " RETURN s.id, b.name ORDER BY s.id"),
                answer(graph, "MATCH " + turned + " RETURN s.id, b.name ORDER BY s.id"));
      EXPECT_EQ(answer(graph, "MATCH (b:Actor)-[:SUBJECT]->(s) RETURN count(*)"), "0\n");
    }
  }
  EXPECT_EQ(
      answer(graph, "MATCH (s:Statement) MATCH (b {name: 'Banco Sur'}) MATCH (s)-[l]->(b) RETURN type(l), count(*)"),
      "SUBJECT\t2\n");
}

TEST(QueryEvidence, BoundsOnTimeHold) {
  const BoundedView since(std::make_unique<Graph>(build_graph(meetings())),
                          {.since = "2025-03-05", .until = {}, .as_of = {}});
  EXPECT_EQ(answer(since, "MATCH (s:Statement) RETURN s.lemma, s.date ORDER BY s.date"),
            "reunirse\t2025-03-10\npagar\t2025-04-01\n");
  EXPECT_EQ(answer(since, "MATCH (s:Statement)-[:SAID_BY]->(who) RETURN who.name"), "un portavoz\n");
}

// A graph in a file answers as one in memory.
class QueryEvidenceOfFiles : public GraphFiles {};

TEST_F(QueryEvidenceOfFiles, IsTheSame) {
  save_news_graph(file());
  const auto stored = open_graph(file());
  const Graph graph = news_graph();
  for (const char* query : {
           "MATCH (a)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b) RETURN a.name, s.label, b.name, s.sentence, s.id ORDER "
           "BY s.id",
           "MATCH (who)<-[:SAID_BY]-(s:Statement) RETURN who.name, s.label",
           "MATCH (who {name: 'Ucrania'})<-[:SAID_BY]-(s:Statement) RETURN who.name, s.label",
           "MATCH (d:Document)<-[:IN_DOCUMENT]-(s) RETURN d.document, count(s) ORDER BY d.document",
       }) {
    const std::string given = answer(*stored, query);
    EXPECT_EQ(given, answer(graph, query)) << query;
    EXPECT_GT(given.size(), 10u) << query;
  }
}

}  // namespace
}  // namespace trama::test
