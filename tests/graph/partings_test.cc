// Two who bear one full name are told apart by document, office or country.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "base/error.h"
#include "base/hash.h"
#include "graph/store/builder.h"
#include "graph/store/store.h"
#include "tests/graph/statements.h"
#include "tests/support/program.h"

namespace trama {
namespace {

using test::named;
using test::person;
using test::place;
using test::says;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

DocumentStatements document(const std::string& id, std::vector<Statement> statements) {
  DocumentStatements result;
  result.document.id = id;
  result.document.text = "Texto de " + id;
  for (Statement& statement : statements) statement.evidence.document = id;
  result.statements = std::move(statements);
  return result;
}

Statement is(const Mention& who, const std::string& office, const Mention& of) {
  Statement statement = says(who, office, of);
  statement.relation.label = office + " de";
  statement.relation.preposition = "de";
  statement.relation.relation_class = "OFFICE";
  return statement;
}

const Mention kPerez = person("Juan Pérez", {"Pérez"});

// A minister of Peru and a mayor in Chile; of who is in f the text says nothing.
std::vector<DocumentStatements> two_bearers() {
  return {document("p1", {is(kPerez, "ministro", place("Perú")), says(kPerez, "visitar", place("Lima"))}),
          document("p2", {says(kPerez, "visitar", place("Perú")), says(person("Pérez"), "apoyar", person("Ana Soto"))}),
          document("c1", {is(kPerez, "alcalde", place("Valparaíso")), says(place("Chile"), "apoyar", kPerez)}),
          document("c2", {says(kPerez, "visitar", place("Chile"))}),
          document("f", {says(kPerez, "visitar", place("París"))})};
}

Store built_from(const std::vector<DocumentStatements>& documents) {
  Store store = Store::in_memory();
  store.add(documents);
  store.update_entities(Update::kAnew);
  return store;
}

UserDecision part(const std::string& name, const std::string& by) {
  return {DecisionKind::kPart, name, by, "ana", "2025-07-01T10:00:00Z"};
}

// The documents in which an actor takes part; empty if nobody is shown so.
std::vector<std::string> documents_of(const Store& store, const std::string& shown) {
  const auto view = store.view();
  std::set<std::string> documents;
  for (const EntityId id : view->find(shown)) {
    if (view->entity(id).name != shown) continue;
    std::vector<RelationId> relations = view->relations_from(id);
    for (const RelationId to : view->relations_to(id)) relations.push_back(to);
    for (const RelationId relation : relations) {
      for (const Statement& statement : view->evidence(relation)) documents.insert(statement.evidence.document);
    }
  }
  return {documents.begin(), documents.end()};
}

std::string refusal_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Partings, ByDocumentTheOneOfTheseDocumentsIsAnother) {
  Store store = built_from(two_bearers());
  const std::string before = dump(*store.view());
  const LoggedDecision made = store.decide(part("juan perez", "document c1 -> alcalde"));
  EXPECT_EQ(describe(made.decision), "\"Juan Pérez\" of document c1 is another, \"alcalde\"");
  store.decide(part("Juan Pérez (alcalde)", "document c2 -> alcalde"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (alcalde)"), ElementsAre("c1", "c2"));
  EXPECT_THAT(documents_of(store, "Juan Pérez"), ElementsAre("f", "p1", "p2"));
  store.undo();
  store.undo();
  EXPECT_EQ(dump(*store.view()), before);
}

TEST(Partings, ByOfficeOfWhomDocumentsSaySo) {
  Store store = built_from(two_bearers());
  store.decide(part("Juan Pérez", "office alcalde de Valparaíso"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (alcalde de Valparaíso)"), ElementsAre("c1"));
  store.add(std::vector{document("c3", {is(kPerez, "alcalde", place("Valparaíso"))})});
  store.update_entities(Update::kChanges);
  EXPECT_THAT(documents_of(store, "Juan Pérez (alcalde de Valparaíso)"), ElementsAre("c1", "c3")) << "what comes later";
}

TEST(Partings, ByCountryOfTheBearerOrElseOfTheDocument) {
  Store store = built_from(two_bearers());
  store.decide(part("Juan Pérez", "country peruano"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (Perú)"), ElementsAre("p1", "p2"));
  store.decide(part("Juan Pérez", "country Chile -> el chileno"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (el chileno)"), ElementsAre("c1", "c2"));
  EXPECT_THAT(documents_of(store, "Juan Pérez"), ElementsAre("f"));
}

TEST(Partings, ADocumentSaysMoreThanItsCountry) {
  Store store = built_from(two_bearers());
  store.decide(part("Juan Pérez", "country Chile"));
  store.decide(part("Juan Pérez", "document c2 -> un tercero"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (Chile)"), ElementsAre("c1"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (un tercero)"), ElementsAre("c2"));
}

TEST(Partings, TakeShortNamesOfTheDocumentAlong) {
  Store store = built_from(two_bearers());
  store.decide(part("Juan Pérez", "document p2 -> otro"));
  const auto view = store.view();
  ASSERT_EQ(view->find("Juan Pérez (otro)").size(), 1u);
  EXPECT_THAT(view->entity(view->find("Juan Pérez (otro)").front()).aliases, Contains("Pérez"));
}

TEST(Partings, BodiesAndPlacesToo) {
  const Mention police = named("Cruz Roja", EntityType::kOrganization);
  Store store = built_from({document("a", {says(police, "visitar", place("Perú"))}),
                            document("b", {says(police, "visitar", place("Chile"))})});
  store.decide(part("Cruz Roja", "country Chile"));
  EXPECT_THAT(documents_of(store, "Cruz Roja (Chile)"), ElementsAre("b"));
  EXPECT_THAT(documents_of(store, "Cruz Roja"), ElementsAre("a"));
}

// A full name that both bear does not bring them together again.
TEST(Partings, NamesOfOneDoNotAttractTheOther) {
  std::vector<DocumentStatements> documents = two_bearers();
  for (const char* id : {"l1", "l2", "l3"}) {
    documents.push_back(document(id, {says(person("Juan Pérez Soto", {"Juan Pérez"}), "visitar", place("Cuba"))}));
  }
  Store store = built_from(documents);
  ASSERT_EQ(store.view()->find("Juan Pérez").size(), 1u);
  store.decide(part("Juan Pérez", "country Perú"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (Perú)"), ElementsAre("p1", "p2"));
  EXPECT_THAT(documents_of(store, "Juan Pérez"), AllOf(Contains("l1"), Contains("c1"), Not(Contains("p1"))));
  store.decide({DecisionKind::kSame, "Juan Pérez (Perú)", "Ana Soto", "ana", ""});
  EXPECT_THAT(documents_of(store, "Juan Pérez (Perú)"), ElementsAre("p1", "p2")) << "can be joined with others by hand";
  EXPECT_THAT(refusal_of([&] {
                store.decide({DecisionKind::kSame, "Juan Pérez", "Juan Pérez (Perú)", "ana", ""});
              }),
              AllOf(HasSubstr("its homonym are called both the same and different"), HasSubstr("decision 1, ana")));
}

TEST(Partings, OfTwoDocumentsWithOneIdOneCanBeMeant) {
  std::vector<DocumentStatements> documents = two_bearers();
  documents[3].document.id = "c1";
  Store store = built_from(documents);
  std::string other;
  store.documents([&](const DocumentRecord& record) {
    if (record.id.starts_with("c1#")) other = record.id;
  });
  ASSERT_NE(other, "");
  store.decide(part("Juan Pérez", "document " + other + " -> uno"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (uno)"), ElementsAre(other));
  store.undo();
  store.decide(part("Juan Pérez", "document c1 -> uno"));
  EXPECT_THAT(documents_of(store, "Juan Pérez (uno)"), ElementsAre("c1", other)) << "all with the id";
}

TEST(Partings, HoldForABuildThatGoesOnMeanwhile) {
  const test::TempFolder folder;
  const std::filesystem::path file = folder / "red.trama";
  const std::vector<DocumentStatements> all = two_bearers();
  Store build = Store::open(file);
  build.add(std::span(all).first(3));
  build.update_entities();
  Store::open(file).decide(part("Juan Pérez", "country Chile"));
  build.add(std::span(all).subspan(3));
  build.update_entities(Update::kChanges);
  EXPECT_THAT(documents_of(build, "Juan Pérez (Chile)"), ElementsAre("c1", "c2"));
}

TEST(Partings, OldIdsKeepFindingTheirBearers) {
  Store store = built_from(two_bearers());
  const auto id_of = [&](const char* name) {
    const auto view = store.view();
    return key_text('n', view->entity(view->find(name).front()).key);
  };
  const auto name_with = [&](const std::string& id) {
    const auto view = store.view();
    const std::vector<EntityId> found = view->find(id);
    return found.empty() ? std::string("nobody") : view->entity(found.front()).name;
  };
  const std::string before = id_of("Juan Pérez");
  store.decide(part("Juan Pérez", "country Chile"));
  const std::string chilean = id_of("Juan Pérez (Chile)");
  EXPECT_NE(before, chilean);
  EXPECT_EQ(name_with(before), "Juan Pérez");
  for (const char* id : {"p1", "p2", "f"}) store.decide(part("Juan Pérez", "document " + std::string(id) + " -> Perú"));
  EXPECT_NE(name_with(before), "nobody") << "no document has the bare name any more";
  for (int i = 0; i < 4; ++i) store.undo();
  EXPECT_EQ(name_with(chilean), "Juan Pérez");
  const auto ends = [&](const std::string& relation) {
    const auto view = store.view();
    std::vector<std::string> names;
    for (const RelationId id : view->find_relations(relation)) {
      names.push_back(view->entity(view->relation(id).subject).name);
    }
    return names;
  };
  const auto relation_of = [&](const char* subject) {
    const auto view = store.view();
    return key_text('r', view->relation(view->relations_from(view->find(subject).front()).front()).key);
  };
  const std::string to_chile = [&] {
    const auto view = store.view();
    const auto found = view->relations_between(view->find("Juan Pérez").front(), view->find("Chile").front());
    return key_text('r', view->relation(found.front()).key);
  }();
  store.decide(part("Juan Pérez", "document c2 -> Chile"));
  EXPECT_THAT(ends(to_chile), ElementsAre("Juan Pérez (Chile)"));
  const std::string parted = relation_of("Juan Pérez (Chile)");
  store.undo();
  EXPECT_THAT(ends(parted), ElementsAre("Juan Pérez"));
}

TEST(Partings, WhatPartsNobodyIsToldAndChangesNothing) {
  Store store = built_from(two_bearers());
  const std::tuple<const char*, const char*, const char*> kCases[] = {
      {"Juan Pérez", "document x9", "no document has the id \"x9\""},
      {"Ana Soto", "document c1", "no document has \"Ana Soto\" of document c1"},
      {"Juan Pérez", "office rey", "documents say: alcalde de Valparaíso, ministro de Perú"},
      {"Juan Pérez", "country Francia", "no document has \"Juan Pérez\" of country Francia"},
      {"Juan Pérez", "country Valparaíso", "is no country"},
      {"Juan Gómez", "country Perú", "nobody in the graph is called"},
      {"Juan Pérez", "Perú", "does not part anybody"},
  };
  for (const auto& [name, by, expected] : kCases) {
    EXPECT_THAT(refusal_of([&, one = part(name, by)] { store.decide(one); }), HasSubstr(expected));
  }
  EXPECT_TRUE(store.log().empty());
  store.decide(part("Juan Pérez", "document c1 -> uno"));
  EXPECT_THAT(refusal_of([&] { store.decide(part("Juan Pérez", "document c1 -> otro")); }),
              AllOf(HasSubstr("document c1"), HasSubstr("\"uno\""), HasSubstr("\"otro\"")));
}

TEST(Partings, GoToOtherGraphsWithWhatIsDecidedOfTheParted) {
  Store store = built_from(two_bearers());
  store.decide(part("Juan Pérez", "country Chile"));
  store.decide({DecisionKind::kRename, "Juan Pérez (Chile)", "Alcalde Pérez", "ana", ""});
  store.decide({DecisionKind::kSame, "Juan Pérez", "Ana Soto", "ana", ""});
  std::vector<UserDecision> log;
  for (const LoggedDecision& logged : store.log()) log.push_back(logged.decision);
  std::reverse(log.begin(), log.end());
  Store other = built_from(two_bearers());
  const AppliedDecisions applied = other.apply(parse_user_decisions(to_text(log), "log"));
  EXPECT_THAT(applied.refused, IsEmpty());
  EXPECT_EQ(dump(*other.view()), dump(*store.view()));
}

}  // namespace
}  // namespace trama
