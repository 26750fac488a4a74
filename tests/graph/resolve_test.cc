#include "graph/resolve/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "graph/store/builder.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

using test::named;
using test::nominal;
using test::person;
using test::place;
using test::says;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::vector<std::string> names(const Graph& graph) {
  std::vector<std::string> result;
  for (const Entity& entity : graph.entities()) result.push_back(entity.name);
  return result;
}

TEST(Resolve, CountriesUnderAllTheirNamesAreOne) {
  const Graph graph = build_graph({says(place("Estados Unidos"), "apoyar", place("Japón"), "d1"),
                                   says(place("EE. UU."), "apoyar", place("Japón"), "d2"),
                                   says(place("EE.UU."), "apoyar", place("Japan"), "d3"),
                                   says(place("Estados Unidos de América"), "apoyar", place("JAPÓN"), "d4"),
                                   says(named("USA", EntityType::kOrganization), "apoyar", place("Japón"), "d5")});
  EXPECT_THAT(names(graph), ElementsAre("Estados Unidos", "Japón"));
  ASSERT_EQ(graph.relation_count(), 1u);
  EXPECT_EQ(graph.relations()[0].count, 5);
  EXPECT_EQ(graph.relations()[0].document_count, 5);
  EXPECT_THAT(graph.entities()[0].aliases, ElementsAre("EE. UU.", "EE.UU.", "Estados Unidos de América", "USA"));
}

TEST(Resolve, SpellingsOfOnePersonAreOneAndEveryMergeHasAReason) {
  const Graph graph = build_graph({says(person("Sergei Shoigu"), "visitar", person("Kim Jong Un"), "d1"),
                                   says(person("Serguéi Shoigú"), "visitar", person("Kim Jong-un"), "d2"),
                                   says(person("Sergey Shoigu"), "visitar", person("KIM JONG UN"), "d3")});
  ASSERT_THAT(names(graph), ElementsAre("Kim Jong-un", "Sergei Shoigu"));
  const auto merges = graph.merges(graph.entities()[1].id);
  ASSERT_EQ(merges.size(), 2u);
  for (const NameMerge& merge : merges) EXPECT_EQ(merge.reason, "spellings of one name");
}

TEST(Resolve, SurnameAloneJoinsTheOnlyFullNameWithACommonNeighbour) {
  const Graph graph = build_graph({says(person("Sergei Shoigu"), "visitar", place("Corea del Norte"), "d1"),
                                   says(person("Shoigu"), "negociar", place("Corea del Norte"), "d2")});
  EXPECT_THAT(names(graph), ElementsAre("Corea del Norte", "Sergei Shoigu"));
  const auto merges = graph.merges(graph.find("Shoigu").at(0));
  ASSERT_EQ(merges.size(), 1u);
  EXPECT_THAT(merges[0].reason, HasSubstr("both with corea del norte"));
}

TEST(Resolve, SurnameAloneStaysAloneWithoutSupport) {
  EXPECT_THAT(names(build_graph({says(person("Sergei Shoigu"), "visitar", place("Corea del Norte"), "d1", "2024-01-01"),
                                 says(person("Shoigu"), "comprar", place("Perú"), "d2", "2025-06-01")})),
              ElementsAre("Corea del Norte", "Perú", "Sergei Shoigu", "Shoigu"));
  EXPECT_THAT(names(build_graph({says(person("Sergei Shoigu"), "visitar", place("Corea del Norte"), "d1", "2024-01-01"),
                                 says(person("Shoigu"), "comprar", place("Perú"), "d2", "2024-01-03")})),
              ElementsAre("Corea del Norte", "Perú", "Sergei Shoigu"));
}

TEST(Resolve, AmbiguousSurnameJoinsNobody) {
  const Graph graph = build_graph({says(person("Fidel Castro"), "gobernar", place("Cuba"), "d1"),
                                   says(person("Raúl Castro"), "gobernar", place("Cuba"), "d2"),
                                   says(person("Castro"), "gobernar", place("Cuba"), "d3")});
  EXPECT_THAT(names(graph), ElementsAre("Castro", "Cuba", "Fidel Castro", "Raúl Castro"));
}

TEST(Resolve, PeopleWithDifferentGivenNamesNeverMerge) {
  // The surname is an alias of both, in two documents each: a chain of good links that must not close.
  const Graph graph =
      build_graph({says(person("Kim Jong Un", {"Kim"}), "apoyar", place("Rusia"), "d1"),
                   says(person("Kim Yo Jong", {"Kim"}), "apoyar", place("Rusia"), "d2"),
                   says(person("Kim"), "apoyar", place("Rusia"), "d3"),
                   says(person("Kim Jong Il", {"Kim", "Kim Jong Un"}), "apoyar", place("Rusia"), "d4")});
  EXPECT_THAT(names(graph), ElementsAre("Kim", "Kim Jong Il", "Kim Jong Un", "Kim Yo Jong", "Rusia"));
}

TEST(Resolve, LongShortNamesFirst) {
  const Graph graph =
      build_graph({says(person("Andrés Manuel López Obrador"), "gobernar", place("México"), "d1"),
                   says(person("López Obrador"), "gobernar", place("México"), "d2"),
                   says(person("Obrador"), "gobernar", place("México"), "d3"),
                   says(person("AMLO"), "visitar", place("Oaxaca"), "d4"),
                   says(person("Andrés Manuel López Obrador", {"AMLO"}), "visitar", place("Chiapas"), "d5")});
  EXPECT_THAT(names(graph), ElementsAre("Andrés Manuel López Obrador", "Chiapas", "México", "Oaxaca"));
  EXPECT_EQ(graph.merges(graph.find("AMLO").at(0)).size(), 3u);
}

TEST(Resolve, AliasSaidOfTwoActorsJoinsNeither) {
  const auto org = [](const char* name, std::vector<std::string> aliases = {}) {
    return named(name, EntityType::kOrganization, std::move(aliases));
  };
  const Graph graph = build_graph({says(org("Partido Popular", {"PP"}), "ganar", place("Sevilla"), "d1"),
                                   says(org("Partido Progresista", {"PP"}), "ganar", place("Managua"), "d2"),
                                   says(org("PP"), "ganar", place("Lugo"), "d3")});
  EXPECT_EQ(graph.find("PP").size(), 1u);  // The two parties do not answer for it.
  EXPECT_THAT(names(graph), testing::Contains("PP"));
}

TEST(Resolve, AcronymOfOneDocumentHoldsInAnother) {
  const auto org = [](const char* name, std::vector<std::string> aliases = {}) {
    return named(name, EntityType::kOrganization, std::move(aliases));
  };
  const Graph graph = build_graph({says(org("Frente Amplio Rural", {"FAR"}), "ganar", place("Lugo"), "d1"),
                                   says(org("FAR"), "ganar", place("Vigo"), "d2")});
  EXPECT_THAT(names(graph), ElementsAre("Frente Amplio Rural", "Lugo", "Vigo"));
}

TEST(Resolve, CoreferenceSlipDoesNotMergeTwoCountriesOrTwoActorsThatADocumentTellsApart) {
  const Graph graph = build_graph({says(place("Rusia", {"Corea del Norte"}), "apoyar", place("Irán"), "d1"),
                                   says(place("Corea del Norte"), "apoyar", place("Irán"), "d2"),
                                   says(place("Kremlin", {"Casa Blanca"}), "criticar", place("Irán"), "d3"),
                                   says(place("Kremlin"), "criticar", place("Casa Blanca"), "d4")});
  EXPECT_THAT(names(graph), ElementsAre("Casa Blanca", "Corea del Norte", "Irán", "Kremlin", "Rusia"));
}

TEST(Resolve, MajorityDecidesTheTypeButHomonymsStayApart) {
  const Graph slip = build_graph({says(person("Samsung"), "vender", place("Chile"), "d1"),
                                  says(named("Samsung", EntityType::kOrganization), "vender", place("Chile"), "d2"),
                                  says(named("Samsung", EntityType::kOrganization), "vender", place("Chile"), "d3")});
  ASSERT_THAT(names(slip), ElementsAre("Chile", "Samsung"));
  EXPECT_EQ(slip.entities()[1].type, EntityType::kOrganization);

  const Graph homonyms = build_graph({says(person("Washington"), "dirigir", person("Ana Soto"), "d1"),
                                      says(person("Washington"), "dirigir", person("Ana Soto"), "d2"),
                                      says(place("Washington"), "atacar", place("Yemen"), "d3"),
                                      says(place("Washington"), "atacar", place("Yemen"), "d4"),
                                      says(place("Washington"), "atacar", place("Yemen"), "d5")});
  ASSERT_THAT(names(homonyms), ElementsAre("Ana Soto", "Washington", "Washington (PER)", "Yemen"));
  EXPECT_EQ(homonyms.entities()[1].type, EntityType::kLocation);
  EXPECT_EQ(homonyms.find("washington").size(), 2u);
}

TEST(Resolve, WellKnownNamesAreWhatTheyAre) {
  const Graph graph = build_graph({says(place("Unión Europea"), "apoyar", named("Perú", EntityType::kOrganization)),
                                   says(place("UE"), "apoyar", named("Perú", EntityType::kOrganization))});
  ASSERT_THAT(names(graph), ElementsAre("Perú", "Unión Europea"));
  EXPECT_EQ(graph.entities()[0].type, EntityType::kLocation);
  EXPECT_EQ(graph.entities()[1].type, EntityType::kOrganization);
}

TEST(Resolve, NominalsMergeOnEqualTextWithoutDeterminer) {
  const Graph graph = build_graph({says(nominal("altos funcionarios rusos"), "visitar", place("Cuba"), "d1"),
                                   says(nominal("los altos funcionarios rusos"), "visitar", place("Cuba"), "d2"),
                                   says(nominal("funcionarios rusos"), "visitar", place("Cuba"), "d3")});
  EXPECT_THAT(names(graph), ElementsAre("altos funcionarios rusos", "Cuba", "funcionarios rusos"));
  EXPECT_FALSE(graph.entities()[0].named);
}

Mention org(const char* name, std::vector<std::string> aliases = {}) {
  return named(name, EntityType::kOrganization, std::move(aliases));
}

TEST(Resolve, ParticleThatBearsANameStays) {
  EXPECT_THAT(names(build_graph({says(person("Al Gore"), "visitar", place("Perú"), "d1"),
                                 says(person("Charles Gore"), "visitar", place("Perú"), "d2"),
                                 says(person("Bashar al Assad"), "visitar", place("Irán"), "d3"),
                                 says(person("Al Assad"), "visitar", place("Irán"), "d4")})),
              ElementsAre("Al Gore", "Bashar al Assad", "Charles Gore", "Irán", "Perú"));
}

TEST(Resolve, AccentForApostrophe) {
  EXPECT_THAT(names(build_graph({says(place("Côte d´Ivoire"), "apoyar", person("Ana O´Brien"), "d1"),
                                 says(place("Costa de Marfil"), "apoyar", person("Ana O'Brien"), "d2")})),
              UnorderedElementsAre("Côte d´Ivoire", "Ana O'Brien"));
}

TEST(Resolve, OneMisnamingUndoesNothing) {
  std::vector<Statement> statements = {
      says(person("Antonio Moreno Ocampo", {"Moreno Ocampo"}), "acusar", place("Sudán"), "slip")};
  for (int i = 0; i < 20; ++i) {
    const std::string id = std::to_string(i);
    statements.push_back(says(person("Luis Moreno Ocampo", {"Moreno Ocampo"}), "acusar", place("Sudán"), "full" + id));
    statements.push_back(says(person("Moreno Ocampo"), "acusar", place("Sudán"), "short" + id));
  }
  const Graph graph = build_graph(statements);
  EXPECT_EQ(graph.find("Moreno Ocampo"), graph.find("Luis Moreno Ocampo"));
  EXPECT_THAT(names(graph), ElementsAre("Antonio Moreno Ocampo", "Luis Moreno Ocampo", "Sudán"));
}

TEST(Resolve, OrganisationsInsideNamesAreEqual) {
  EXPECT_THAT(
      names(build_graph({says(org("Comité contra la Tortura de la ONU"), "visitar", place("Perú"), "d1"),
                         says(org("Comité contra la Tortura de las Naciones Unidas"), "visitar", place("Perú"), "d2"),
                         says(org("Congreso de Venezuela"), "apoyar", place("Perú"), "d3"),
                         says(org("Congreso venezolano"), "apoyar", place("Perú"), "d4")})),
      UnorderedElementsAre("Comité contra la Tortura de las Naciones Unidas", "Congreso de Venezuela", "Perú"));
}

TEST(Resolve, AcronymsInAllTheirForms) {
  EXPECT_THAT(
      names(build_graph(
          {says(org("Comisiones Obreras"), "apoyar", place("Perú"), "d1"),
           says(org("CC. OO."), "apoyar", place("Perú"), "d2"), says(org("CCOO"), "apoyar", place("Perú"), "d3"),
           says(org("NATO"), "apoyar", place("Perú"), "d4"), says(org("OTAN"), "apoyar", place("Perú"), "d5")})),
      UnorderedElementsAre("Comisiones Obreras", "NATO", "Perú"));
}

TEST(Resolve, TheSameBodyOfTwoCountriesIsTwo) {
  const auto about = [](const char* country, const std::string& id) {
    return std::vector<Statement>{says(org("Tribunal Supremo"), "juzgar", person("Ana Ruiz"), id),
                                  says(place(country), "apoyar", person("Ana Ruiz"), id),
                                  says(place(country), "acusar", person("Ana Ruiz"), id)};
  };
  std::vector<Statement> statements = about("Venezuela", "d1");
  for (const Statement& statement : about("España", "d2")) statements.push_back(statement);
  statements.push_back(says(org("Tribunal Supremo de Venezuela"), "juzgar", person("Ana Ruiz"), "d3"));
  const Graph graph = build_graph(statements);
  EXPECT_EQ(graph.entity_count(), 5u);
  const auto found = graph.find("Tribunal Supremo de Venezuela");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(graph.entity(found[0]).document_count, 2);
}

TEST(Resolve, TheCountryOfTheDocumentIsLessSureThanThatOfTheName) {
  std::vector<Statement> statements;
  for (const char* body : {"Corte Suprema", "Secretaría General"}) {
    for (const char* verb : {"acusar", "apoyar"}) statements.push_back(says(place("Venezuela"), verb, org(body), "d1"));
    statements.push_back(says(org((body + std::string(" de Venezuela")).c_str()), "juzgar", person("Ana Ruiz"), "d2"));
  }
  const Graph graph = build_graph(statements);
  const auto found = graph.find("Corte Suprema");
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(graph.merges(found[0]).size(), 1u);
  EXPECT_EQ(graph.merges(found[0])[0].reason, "the same body of the country of which documents speak");
  EXPECT_NE(graph.find("Secretaría General"), graph.find("Secretaría General de Venezuela")) << "of whatever body";
}

TEST(Resolve, NominalsOfOneDocumentStayThere) {
  const auto count = [](const char* text) {
    return build_graph({says(nominal(text), "visitar", place("Cuba"), "d1"),
                        says(nominal(text), "visitar", place("Cuba"), "d2")})
        .entity_count();
  };
  for (const char* text : {"5.000 personas", "gobierno de ese país", "ese gobierno local", "hombre armado"}) {
    EXPECT_EQ(count(text), 3u) << text;
  }
  for (const char* text : {"altos funcionarios rusos", "comunidad internacional", "hombre de Putin"}) {
    EXPECT_EQ(count(text), 2u) << text;
  }
}

TEST(Resolve, CoalitionIsNoneOfItsMembers) {
  EXPECT_THAT(names(build_graph({says(org("PRI-PAN-PRD", {"PRI", "PAN"}), "ganar", place("Lugo"), "d1"),
                                 says(org("PRI"), "ganar", place("Lugo"), "d2"),
                                 says(org("PAN", {"PRI-PAN-PRD"}), "ganar", place("Lugo"), "d3")})),
              ElementsAre("Lugo", "PAN", "PRI", "PRI-PAN-PRD"));
}

TEST(Resolve, TypingErrorsJoinWhatIsNearAndNobodyWellAttested) {
  std::vector<Statement> statements = {says(person("Xi Jingpin"), "visitar", person("Li Qiang"), "slip", "2024-05-02")};
  for (int i = 0; i < 12; ++i) {
    const std::string id = std::to_string(i);
    statements.push_back(says(person("Xi Jinping"), "visitar", person("Li Qiang"), "x" + id, "2024-05-01"));
    statements.push_back(says(person("Mario López"), "visitar", place("Lugo"), "o" + id, "2024-05-01"));
    statements.push_back(says(person("María López"), "visitar", place("Lugo"), "a" + id, "2024-05-01"));
  }
  EXPECT_THAT(names(build_graph(statements)),
              ElementsAre("Li Qiang", "Lugo", "María López", "Mario López", "Xi Jinping"));
}

TEST(Resolve, AnAliasOfOneDocumentDoesNotAnswerForTheName) {
  std::vector<Statement> statements = {says(org("ONU", {"UNICOM"}), "visitar", place("Perú"), "slip")};
  for (int i = 0; i < 5; ++i) {
    statements.push_back(says(org("ONU"), "visitar", place("Perú"), "d" + std::to_string(i)));
    statements.push_back(says(org("UNICOM"), "visitar", org("ONU"), "d" + std::to_string(i)));
  }
  const Graph graph = build_graph(statements);
  ASSERT_EQ(graph.find("UNICOM").size(), 1u);
  EXPECT_EQ(graph.entity(graph.find("UNICOM")[0]).name, "UNICOM");
}

TEST(Resolve, AliasFileForcesAndForbids) {
  const std::vector<Statement> statements = {says(person("Jorge Bergoglio"), "visitar", place("Cuba"), "d1"),
                                             says(person("papa Francisco"), "visitar", place("EE.UU."), "d2"),
                                             says(place("Estados Unidos"), "apoyar", place("Kiev"), "d3"),
                                             says(place("Kyiv"), "apoyar", place("Estados Unidos"), "d4")};
  EXPECT_THAT(names(build_graph(statements)),
              ElementsAre("Cuba", "Estados Unidos", "Jorge Bergoglio", "Kiev", "papa Francisco"));
  const AliasRules rules = parse_alias_rules(
      "# choices\n"
      "same\tFrancisco I\tJorge Bergoglio\n"
      "same\tFrancisco I\tPapa Francisco\r\n"
      "different\tEE.UU.\tEstados Unidos\n"
      "different\tKiev\tKyiv\n",
      "aliases.tsv");
  const Graph graph = build_graph(statements, {.rules = rules});
  EXPECT_THAT(names(graph), ElementsAre("Cuba", "EE.UU.", "Estados Unidos", "Francisco I", "Kiev", "Kyiv"));
  const auto merges = graph.merges(graph.find("Bergoglio").empty() ? graph.find("Francisco I").at(0) : EntityId{});
  ASSERT_FALSE(merges.empty());
  for (const NameMerge& merge : merges) EXPECT_EQ(merge.reason, "alias file");
  EXPECT_EQ(to_text(parse_alias_rules(to_text(rules), "again")), to_text(rules));
}

TEST(Resolve, AliasFileThatContradictsItselfIsRefused) {
  const AliasRules rules = parse_alias_rules("same\tA\tB\nsame\tB\tC\ndifferent\tA\tC\n", "aliases.tsv");
  EXPECT_THROW(build_graph({says(person("A"), "ver", person("C"))}, {.rules = rules}), Error);
}

TEST(AliasRules, NameTheBadLine) {
  const char* const kBad[] = {"same\tA", "same\tA\tB\tC", "equal\tA\tB", "same\t\tB", "different\tA\tÁ", "A=B"};
  for (const char* line : kBad) {
    try {
      parse_alias_rules("# first\n" + std::string(line) + "\n", "aliases.tsv");
      ADD_FAILURE() << line;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_THAT(error.what(), HasSubstr("aliases.tsv:2: "));
    }
  }
}

}  // namespace
}  // namespace trama
