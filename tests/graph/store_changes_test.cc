// Adding, removing and merging change only what they touch, and give the graph that building anew gives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "graph/store/builder.h"
#include "graph/store/store.h"
#include "graph/store/upkeep/upkeep.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using test::named;
using test::nominal;
using test::person;
using test::place;
using test::says;

// Names that resemble, shorten and contradict each other.
std::vector<Mention> nasty_names() {
  return {person("Kofi Annan", {"Annan"}),
          person("Annan"),
          person("Nane Annan"),
          person("Kofi Atta Annan"),
          person("Serguéi Shoigú", {"Shoigú"}),
          person("Sergei Shoigu"),
          person("Shoigu"),
          person("Xi Jinping"),
          person("Xi Jingpin"),
          person("Al Gore"),
          person("Charles Gore"),
          person("Gore"),
          person("Washington"),
          place("Washington"),
          place("EE.UU."),
          place("Estados Unidos", {"EE. UU."}),
          place("Kiev"),
          place("Kyiv"),
          named("Organización de las Naciones Unidas para la Alimentación", EntityType::kOrganization, {"FAO"}),
          named("FAO", EntityType::kOrganization),
          named("Fao", EntityType::kMisc),
          named("Tribunal Supremo", EntityType::kOrganization),
          named("Tribunal Supremo de Venezuela", EntityType::kOrganization),
          place("Venezuela"),
          named("ONU", EntityType::kOrganization),
          named("Naciones Unidas", EntityType::kOrganization, {"ONU"}),
          nominal("altos funcionarios rusos"),
          nominal("los altos funcionarios rusos"),
          nominal("5.000 personas armadas"),
          nominal("comida")};
}

const char* const kVerbs[] = {"visitar", "apoyar", "reunirse"};

class Corpus {
 public:
  explicit Corpus(unsigned seed) : random_(seed), names_(nasty_names()) {}

  std::vector<DocumentStatements> documents(int count) {
    std::vector<DocumentStatements> result;
    for (int i = 0; i < count; ++i) result.push_back(document(i, result));
    return result;
  }
  std::size_t below(std::size_t end) { return random_() % end; }

  std::mt19937 random_;

 private:
  DocumentStatements document(int number, const std::vector<DocumentStatements>& before) {
    DocumentStatements result;
    result.document.id = "d" + std::to_string(below(4) == 0 ? number / 2 : number);
    if (below(3) != 0) result.document.date = "2024-0" + std::to_string(1 + below(9)) + "-1" + std::to_string(below(9));
    result.document.text = text(before);
    const std::size_t count = below(4);
    for (std::size_t i = 0; i < count; ++i) result.statements.push_back(statement(result.document));
    return result;
  }

  // Some are copies, cut or tagged; some are the same text under another id.
  std::string text(const std::vector<DocumentStatements>& before) {
    if (!before.empty() && below(3) == 0) {
      const std::string& old = before[below(before.size())].document.text;
      switch (below(3)) {
        case 0:
          return old;
        case 1:
          return old.substr(0, old.size() * 2 / 3);
        default:
          return "Redacción. " + old + " Con información de agencias.";
      }
    }
    std::string result;
    for (int i = 0; i < 120; ++i) result += "palabra" + std::to_string(random_() % 100000) + " ";
    return result;
  }

  Statement statement(const Document& document) {
    Statement result =
        says(names_[below(names_.size())], kVerbs[below(3)], names_[below(names_.size())], document.id, document.date);
    result.relation.symmetric = result.relation.lemma == "reunirse";
    if (below(2) == 0) result.relation.preposition = "con";
    result.relation.label += below(2) == 0 ? " ayer" : "";
    if (below(3) == 0) result.relation.event_class = below(2) == 0 ? "CONSULT" : "SUPPORT";
    result.confidence = static_cast<double>(below(1000)) / 1000;
    result.count = static_cast<int>(1 + below(3));
    if (below(4) == 0) result.source = Attribution{names_[below(names_.size())], "decir", "", std::nullopt};
    if (below(4) == 0) result.theme = "tema " + std::to_string(below(5));
    if (below(8) == 0) result.polarity = Polarity::kNegative;
    if (below(5) == 0) {
      result.relation.relation_class = "OFFICE";
      result.relation.label = below(2) == 0 ? "presidente de" : "ministra de";
    }
    return result;
  }

  std::vector<Mention> names_;
};

std::string built_anew(const std::vector<DocumentStatements>& documents) {
  Store store = Store::in_memory();
  store.add(documents);
  store.update_entities(Update::kAnew);
  return dump(*store.view());
}

class StoreChanges : public testing::TestWithParam<int> {};

TEST_P(StoreChanges, GiveTheGraphThatBuildingAnewGives) {
  Corpus corpus(static_cast<unsigned>(GetParam()));
  const std::vector<DocumentStatements> all = corpus.documents(40);
  std::vector<std::size_t> order(all.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), corpus.random_);
  Store store = Store::in_memory();
  std::vector<std::size_t> present;
  const auto check = [&](const char* after) {
    std::vector<DocumentStatements> documents;
    for (const std::size_t i : present) documents.push_back(all[i]);
    const std::string expected = built_anew(documents);
    const std::string found = dump(*store.view());
    ASSERT_EQ(found, expected) << after << ", with " << present.size() << " documents";
  };
  for (std::size_t next = 0; next < order.size();) {
    std::vector<DocumentStatements> batch;
    for (std::size_t size = 1 + corpus.below(5); size > 0 && next < order.size(); --size, ++next) {
      batch.push_back(all[order[next]]);
      present.push_back(order[next]);
    }
    const std::int64_t added = store.add(batch).added;
    // What is the very same document as one that is there is not there twice.
    if (added != static_cast<std::int64_t>(batch.size())) GTEST_SKIP() << "two documents are the same";
    store.update_entities(Update::kChanges);
    check("adding");
    if (HasFatalFailure()) return;
    if (corpus.below(3) == 0) {
      const std::size_t gone = corpus.below(present.size());
      EXPECT_EQ(store.remove(Store::content_hash(all[present[gone]].document)), 1);
      present.erase(present.begin() + static_cast<std::ptrdiff_t>(gone));
      check("removing");
      if (HasFatalFailure()) return;
    }
  }
}

TEST_P(StoreChanges, DecisionsHoldAtOnceAndCanBeTakenBack) {
  Corpus corpus(static_cast<unsigned>(1000 + GetParam()));
  const std::vector<DocumentStatements> all = corpus.documents(25);
  const AliasRules rules = parse_alias_rules(
      "same\tEl Ruso\tShoigu\nsame\tEl Ruso\tSergei Shoigu\ndifferent\tKiev\tKyiv\ndifferent\tFAO\tONU\n", "test");
  Store store = Store::in_memory();
  store.add(all);
  store.update_entities(Update::kAnew);
  const std::string before = dump(*store.view());
  store.set_alias_rules(rules);
  Store with_rules = Store::in_memory();
  with_rules.set_alias_rules(rules);
  with_rules.add(all);
  with_rules.update_entities(Update::kAnew);
  EXPECT_EQ(dump(*store.view()), dump(*with_rules.view()));
  store.set_alias_rules({});
  EXPECT_EQ(dump(*store.view()), before);
}

std::vector<std::string> names_shown(const Store& store) {
  const auto view = store.view();
  std::vector<std::string> names;
  for (const EntityId id : view->entity_ids()) names.push_back(view->entity(id).name);
  return names;
}

bool has_decisions_of_people(const Store& store) {
  const std::vector<LoggedDecision> log = store.log();
  return std::any_of(log.begin(), log.end(), [](const LoggedDecision& logged) {
    return !logged.undone && logged.decision.author != kAliasFile;
  });
}

std::string some_parting(Corpus& corpus) {
  switch (corpus.below(4)) {
    case 0:
      return corpus.below(2) == 0 ? "office presidente -> uno" : "office ministra";
    case 1:
      return corpus.below(2) == 0 ? "country Venezuela" : "country Estados Unidos -> dos";
    default:
      return "document d" + std::to_string(corpus.below(40)) + (corpus.below(2) == 0 ? " -> uno" : "");
  }
}

// A decision about actors that there are; it may contradict others, and is refused then.
void decide_something(Store& store, Corpus& corpus) {
  const std::vector<std::string> names = names_shown(store);
  if (names.size() < 2) return;
  UserDecision decision;
  decision.kind = static_cast<DecisionKind>(corpus.below(6));
  decision.left = names[corpus.below(names.size())];
  decision.right = names[corpus.below(names.size())];
  if (decision.kind == DecisionKind::kRename) decision.right = "Nombre " + std::to_string(corpus.below(3));
  if (decision.kind == DecisionKind::kRetype) decision.right = "GROUP";
  if (decision.kind == DecisionKind::kPart) decision.right = some_parting(corpus);
  store.apply(std::span(&decision, 1));
}

TEST_P(StoreChanges, PeopleDecideBetweenAdditions) {
  Corpus corpus(static_cast<unsigned>(2000 + GetParam()));
  const std::vector<DocumentStatements> all = corpus.documents(40);
  Store store = Store::in_memory();
  for (std::size_t next = 0; next < all.size(); next += 4) {
    store.add(std::span(all).subspan(next, 4));
    store.update_entities(Update::kChanges);
    for (std::size_t count = corpus.below(3); count > 0; --count) decide_something(store, corpus);
    if (corpus.below(4) == 0) store.remove(all[corpus.below(next + 1)].document.id);
    if (corpus.below(4) == 0 && !store.log().empty() && !store.log().back().undone) store.undo();
    Store anew = Store::in_memory();
    anew.merge(store);
    anew.update_entities(Update::kAnew);
    ASSERT_EQ(dump(*store.view()), dump(*anew.view())) << "with " << next + 4 << " documents";
    const Graph loaded = store.load();
    ASSERT_EQ(dump(*store.view()), dump(loaded)) << "what is counted is what is there";
  }
  EXPECT_FALSE(store.log().empty());
}

// Not only what is shown: every derived table is what deriving all anew makes.
TEST_P(StoreChanges, LeaveAFileThatTheCheckFindsSound) {
  Corpus corpus(static_cast<unsigned>(3000 + GetParam()));
  const std::filesystem::path file = std::filesystem::temp_directory_path() /
                                     ("trama-changes-" + std::to_string(getpid()) + "-" + std::to_string(GetParam()));
  const std::vector<DocumentStatements> all = corpus.documents(40);
  {
    Store store = Store::open(file);
    for (std::size_t next = 0; next < all.size(); next += 5) {
      store.add(std::span(all).subspan(next, 5), "m", corpus.below(2) == 0 ? Adding::kReplace : Adding::kBeside);
      store.update_entities(Update::kChanges);
      if (corpus.below(3) == 0) store.remove(all[corpus.below(all.size())].document.id);
      if (corpus.below(4) == 0) store.set_alias_rules(parse_alias_rules("same\tEl Ruso\tShoigu\n", "test"));
      if (corpus.below(2) == 0) decide_something(store, corpus);
      if (corpus.below(6) == 0 && has_decisions_of_people(store)) store.undo();
    }
  }
  EXPECT_THAT(check_graph(file).problems, testing::IsEmpty());
  std::filesystem::remove(file);
}

// Homonyms are parted at once, in what is added later, and whatever the order.
TEST_P(StoreChanges, PartingsHoldInAnyOrder) {
  Corpus corpus(static_cast<unsigned>(4000 + GetParam()));
  const std::vector<DocumentStatements> all = corpus.documents(40);
  Store store = Store::in_memory();
  for (std::size_t next = 0; next < all.size(); next += 8) {
    store.add(std::span(all).subspan(next, 8));
    store.update_entities(Update::kChanges);
    for (int count = 0; count < 3; ++count) {
      const std::vector<std::string> names = names_shown(store);
      if (names.empty()) continue;
      const std::string& name = names[corpus.below(names.size())];
      const UserDecision parting{DecisionKind::kPart, name, some_parting(corpus), "ana", ""};
      store.apply(std::span(&parting, 1));
    }
    if (corpus.below(2) == 0) store.remove(all[corpus.below(next + 1)].document.id);
  }
  std::vector<UserDecision> made;
  for (const LoggedDecision& logged : store.log()) made.push_back(logged.decision);
  Store first = Store::in_memory();
  first.merge(store);
  const std::string expected = dump(*store.view());
  EXPECT_EQ(dump(*first.view()), expected) << made.size() << " partings";
  std::reverse(made.begin(), made.end());
  while (has_decisions_of_people(store)) store.undo();
  Store without = Store::in_memory();
  without.merge(store);
  without.update_entities(Update::kAnew);
  EXPECT_EQ(dump(*store.view()), dump(*without.view())) << "all undone";
  store.apply(made);  // But for those of whose documents none is left.
  EXPECT_EQ(dump(*store.view()), expected) << "decided again, the last first";
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreChanges, testing::Range(0, 60));

}  // namespace
}  // namespace trama
