// What people decide about names holds at once, for good, and until it is taken back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "base/error.h"
#include "base/hash.h"
#include "graph/query/query.h"
#include "graph/store/builder.h"
#include "graph/store/store.h"
#include "tests/graph/statements.h"

namespace trama {

// For GoogleTest's messages.
static void PrintTo(const UserDecision& decision, std::ostream* out) {
  *out << describe(decision);
}

namespace {

using test::nominal;
using test::person;
using test::place;
using test::says;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

UserDecision decision(DecisionKind kind, const std::string& left, const std::string& right = "") {
  return {kind, left, right, "ana", "2025-07-01T10:00:00Z"};
}

std::vector<DocumentStatements> documents(int first, int last) {
  const Mention annan = person("Kofi Annan", {"Annan"});
  std::vector<DocumentStatements> result;
  for (int i = first; i < last; ++i) {
    DocumentStatements one;
    one.document.id = "d" + std::to_string(i);
    one.document.date = "2025-07-0" + std::to_string(1 + i % 9);
    one.document.text = "Texto " + std::to_string(i);
    const auto add = [&](const Mention& subject, const char* verb, const Mention& object) {
      one.statements.push_back(says(subject, verb, object, one.document.id, one.document.date));
    };
    add(annan, "visitar", place(i % 2 == 0 ? "Kiev" : "Kyiv"));
    add(person("Xi Jinping"), "apoyar", i % 3 == 0 ? place("Estados Unidos") : place("EE.UU."));
    if (i % 4 == 0) add(person("Xi Jingpin"), "visitar", place("Perú"));
    if (i % 4 == 1) add(person("Hu Jintao"), "visitar", place("Washington"));
    if (i % 4 == 2) add(person("Washington"), "visitar", place("Perú"));
    add(nominal("altos funcionarios rusos"), "visitar", place("Cuba"));
    result.push_back(std::move(one));
  }
  return result;
}

Store store_of(const std::vector<DocumentStatements>& all) {
  Store store = Store::in_memory();
  store.add(all);
  store.update_entities(Update::kAnew);
  return store;
}

// One view at a time: a store in memory has room for no more.
std::string shown(const Store& store) {
  return dump(*store.view());
}
std::vector<EntityId> found(const Store& store, const char* name) {
  return store.view()->find(name);
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalid);
    return error.what();
  }
  return "nothing was thrown";
}

std::vector<std::string> names_of(const Store& store) {
  const auto view = store.view();
  std::vector<std::string> names;
  for (const EntityId id : view->entity_ids()) names.push_back(view->entity(id).name);
  return names;
}

std::vector<UserDecision> in_force(const Store& store) {
  std::vector<UserDecision> result;
  for (const LoggedDecision& logged : store.log()) {
    if (!logged.undone) result.push_back(logged.decision);
  }
  return result;
}

const UserDecision kDecisions[] = {
    decision(DecisionKind::kSame, "Xi Jinping", "Hu Jintao"),
    decision(DecisionKind::kSame, "Hu Jintao", "Kofi Annan"),
    decision(DecisionKind::kSame, "Estados Unidos", "Perú"),
    decision(DecisionKind::kDifferent, "Kiev", "Kyiv"),
    decision(DecisionKind::kDifferent, "Xi Jinping", "Xi Jingpin"),
    decision(DecisionKind::kRename, "altos funcionarios rusos", "Funcionarios de Rusia"),
    decision(DecisionKind::kRetype, "Hu Jintao", "GROUP"),
    decision(DecisionKind::kHide, "Washington"),
    decision(DecisionKind::kHide, "Xi Jinping"),
};

class OneDecision : public testing::TestWithParam<UserDecision> {};

TEST_P(OneDecision, HoldsAtOnceAndLaterAndUntilItIsUndone) {
  Store store = store_of(documents(0, 8));
  const std::string before = shown(store);
  const LoggedDecision made = store.decide(GetParam());
  EXPECT_GT(made.number, 0);
  const std::string after = shown(store);
  EXPECT_NE(after, before);
  EXPECT_EQ(dump(store.load()), shown(store)) << "what is shown of counts is what is there";

  store.update_entities(Update::kAnew);
  EXPECT_EQ(shown(store), after) << "built anew";

  store.add(documents(8, 12));
  store.update_entities(Update::kChanges);
  Store other = store_of(documents(0, 12));
  EXPECT_NE(shown(store), shown(other)) << "still in force";
  other.apply(in_force(store));
  EXPECT_EQ(shown(store), shown(other)) << "after additions";

  store.remove("d8");
  store.remove("d9");
  store.remove("d10");
  store.remove("d11");
  EXPECT_EQ(shown(store), after) << "what was added goes again";
  EXPECT_TRUE(store.undo().undone);
  EXPECT_EQ(shown(store), before);
}

INSTANTIATE_TEST_SUITE_P(Kinds, OneDecision, testing::ValuesIn(kDecisions));

TEST(People, AllTogetherAreWhatTheyAreOneByOne) {
  Store store = store_of(documents(0, 8));
  std::vector<std::string> dumps;
  std::vector<UserDecision> made;
  for (const UserDecision& one : kDecisions) {
    dumps.push_back(shown(store));
    made.push_back(store.decide(one).decision);
  }
  Store other = store_of(documents(0, 8));
  EXPECT_EQ(other.apply(parse_user_decisions(to_text(made), "log")).made.size(), made.size());
  EXPECT_EQ(shown(other), shown(store));
  Store merged = store_of(documents(0, 3));
  merged.merge(store);
  merged.update_entities();
  EXPECT_EQ(shown(merged), shown(store)) << "a graph that is merged brings its decisions";
  EXPECT_EQ(in_force(merged), in_force(store));
  for (std::size_t i = dumps.size(); i-- > 0;) {
    store.undo();
    EXPECT_EQ(shown(store), dumps[i]) << "without decision " << i + 1;
  }
}

TEST(People, SameTakesAllNamesOfBothActorsTogether) {
  Store store = store_of(documents(0, 8));
  store.decide(decision(DecisionKind::kSame, "Xi Jinping", "Hu Jintao"));
  const auto view = store.view();
  ASSERT_EQ(view->find("Hu Jintao").size(), 1u);
  const Entity& actor = view->entity(view->find("Hu Jintao").front());
  EXPECT_EQ(actor.name, "Xi Jinping");
  EXPECT_THAT(actor.aliases, AllOf(Contains("Hu Jintao"), Contains("Xi Jingpin"))) << "a slip of the first name stays";
}

// Also by way of queries, and where neither end is what it was.
TEST(People, OldIdsOfRelationsFindThem) {
  Store store = store_of(documents(0, 8));
  const auto ids = [&](const GraphView& view, const char* name) {
    std::vector<std::string> result;
    for (const RelationId id : view.relations_from(view.find(name).front())) {
      result.push_back(key_text('r', view.relation(id).key));
    }
    return result;
  };
  const std::vector<std::string> hu = ids(*store.view(), "Hu Jintao");
  const std::vector<std::string> xi = ids(*store.view(), "Xi Jinping");
  ASSERT_EQ(hu.size(), 1u);
  store.decide(decision(DecisionKind::kSame, "Xi Jinping", "Hu Jintao"));
  store.decide(decision(DecisionKind::kSame, "Perú", "Washington"));
  const auto view = store.view();
  const std::vector<std::string> now = ids(*view, "Xi Jinping");
  EXPECT_THAT(now, testing::Not(Contains(hu.front())));
  for (const std::vector<std::string>* old : {&hu, &xi, &now}) {
    for (const std::string& id : *old) {
      ASSERT_EQ(view->find_relations(id).size(), 1u) << id;
      const RelationEdge& found = view->relation(view->find_relations(id).front());
      EXPECT_THAT(now, Contains(key_text('r', found.key)));
      const ResultTable table = run_query(*view, "MATCH ()-[r {id: '" + id + "'}]->() RETURN r.id");
      ASSERT_EQ(table.rows.size(), 1u) << id;
      EXPECT_EQ(table.rows[0][0].text(), key_text('r', found.key));
    }
  }
  EXPECT_TRUE(view->find_relations("r0000000000000000").empty());
  EXPECT_TRUE(view->find_relations("Perú").empty());
}

TEST(People, DifferentPartsWhatWasOne) {
  Store store = store_of(documents(0, 8));
  ASSERT_EQ(found(store, "Kiev"), found(store, "Kyiv"));
  store.decide(decision(DecisionKind::kDifferent, "Kiev", "Kyiv"));
  EXPECT_NE(found(store, "Kiev"), found(store, "Kyiv"));
}

TEST(People, ATypedNameMeansTheActorThatLookUpFinds) {
  Store store = store_of(documents(0, 8));
  const LoggedDecision made = store.decide(decision(DecisionKind::kSame, "KOFI ANNAN", "xi jinping"));
  EXPECT_EQ(made.decision.left, "Kofi Annan") << "shown as texts write it, not as it was typed";
  EXPECT_EQ(made.decision.right, "Xi Jinping");
}

TEST(People, OfTwoActorsOfOneNameTheOneMeantIsHidden) {
  Store store = store_of(documents(0, 8));
  const std::vector<std::string> names = names_of(store);
  ASSERT_THAT(names, AllOf(Contains("Washington"), Contains("Washington (PER)")));
  store.decide(decision(DecisionKind::kHide, "Washington (PER)"));
  EXPECT_EQ(names_of(store).size(), names.size() - 1);
  const auto view = store.view();
  ASSERT_EQ(view->find("Washington").size(), 1u);
  EXPECT_EQ(view->entity(view->find("Washington").front()).type, EntityType::kLocation);
}

TEST(People, HiddenActorsAndWhatTheyDoAreNowhere) {
  Store store = store_of(documents(0, 8));
  const StoreCounts before = store.counts();
  store.decide(decision(DecisionKind::kHide, "Xi Jinping"));
  EXPECT_TRUE(found(store, "Xi Jinping").empty());
  EXPECT_THAT(shown(store), Not(HasSubstr("Xi Jinping")));
  // That all had relations with nobody else.
  EXPECT_TRUE(found(store, "Estados Unidos").empty());
  EXPECT_EQ(store.counts().relations, static_cast<std::int64_t>(store.view()->relation_ids().size()));
  EXPECT_LT(store.counts().relations, before.relations);
  EXPECT_EQ(store.counts().entities, static_cast<std::int64_t>(store.view()->entity_ids().size()));
}

TEST(People, ContradictionsAreRefusedWithBothDecisions) {
  Store store = store_of(documents(0, 8));
  store.decide(decision(DecisionKind::kSame, "Kofi Annan", "Xi Jinping"));
  store.decide(decision(DecisionKind::kSame, "Xi Jinping", "Hu Jintao"));
  const std::string before = shown(store);
  EXPECT_THAT(
      message_of([&] { store.decide(decision(DecisionKind::kDifferent, "Hu Jintao", "Kofi Annan")); }),
      AllOf(HasSubstr("\"Hu Jintao\" and \"Kofi Annan\" are different"), HasSubstr("are the same (decision 1, ana)")));
  EXPECT_EQ(store.log().size(), 2u);
  store.undo(1);
  store.decide(decision(DecisionKind::kDifferent, "Hu Jintao", "Kofi Annan"));
  EXPECT_THAT(message_of([&] { store.decide(decision(DecisionKind::kSame, "Xi Jinping", "Kofi Annan")); }),
              HasSubstr("are different (decision 3, ana)"));
  EXPECT_THAT(message_of([&] { store.set_alias_rules(parse_alias_rules("same\tKofi Annan\tHu Jintao\n", "x")); }),
              HasSubstr("decision 3"))
      << "an alias file cannot overrule people";
  EXPECT_TRUE(store.alias_rules().empty());
}

TEST(People, WhatMakesNoSenseIsToldAndChangesNothing) {
  Store store = store_of(documents(0, 8));
  const std::string before = shown(store);
  const std::tuple<UserDecision, const char*> kCases[] = {
      {decision(DecisionKind::kHide, "Kofi Anan Pérez"), "nobody in the graph is called \"Kofi Anan Pérez\""},
      {decision(DecisionKind::kSame, "Kofi Annan", "Xi Jinpong"), "similar: Xi Jinping"},
      {decision(DecisionKind::kSame, "Kofi Annan", "kofi annan"), "are one name in the graph"},
      {decision(DecisionKind::kRetype, "Kofi Annan", "DOG"), "PER, ORG, LOC, MISC or GROUP"},
      {decision(DecisionKind::kRename, "Kofi Annan", " "), "no name to show"},
      {decision(DecisionKind::kRename, "Kofi Annan", "a\tb"), "no name to show"},
      {decision(DecisionKind::kRename, "Kofi Annan", "Cuba"), "another actor is called \"Cuba\""},
  };
  for (const auto& [wrong, expected] : kCases) {
    EXPECT_THAT(message_of([&, one = wrong] { store.decide(one); }), HasSubstr(expected));
  }
  EXPECT_THAT(message_of([&] { store.undo(); }), HasSubstr("no decision to undo"));
  EXPECT_THAT(message_of([&] { store.undo(7); }), HasSubstr("no decision 7"));
  EXPECT_TRUE(store.log().empty());
  EXPECT_EQ(shown(store), before);
}

TEST(People, TheLogKeepsOrderAuthorTimeAndWhatWasUndone) {
  Store store = store_of(documents(0, 8));
  for (const char* name : {"Uno", "Dos"}) store.decide(decision(DecisionKind::kRename, "Kofi Annan", name));
  EXPECT_THAT(names_of(store), Contains("Dos")) << "the last one holds";
  EXPECT_EQ(store.decide(decision(DecisionKind::kRename, "Dos", "Dos")).number, 2) << "is in force already";
  store.undo();
  EXPECT_THAT(names_of(store), Contains("Uno"));
  const std::vector<LoggedDecision> log = store.log();
  ASSERT_EQ(log.size(), 2u);
  EXPECT_EQ(log[0].decision.right, "Uno");
  EXPECT_FALSE(log[0].undone);
  EXPECT_EQ(log[1].decision.author, "ana");
  EXPECT_EQ(log[1].decision.time, "2025-07-01T10:00:00Z");
  EXPECT_TRUE(log[1].undone);
  EXPECT_THAT(message_of([&] { store.undo(2); }), HasSubstr("no decision 2"));
}

TEST(People, WhatWasUndoneIsMadeAgainUnlessItContradicts) {
  Store store = store_of(documents(0, 8));
  EXPECT_THAT(message_of([&] { store.redo(); }), HasSubstr("no decision to make again"));
  const std::string before = shown(store);
  store.decide(decision(DecisionKind::kSame, "Kofi Annan", "Xi Jinping"));
  const std::string joined = shown(store);
  EXPECT_THAT(message_of([&] { store.redo(1); }), HasSubstr("no decision 1 was taken back"));
  store.undo();
  EXPECT_EQ(shown(store), before);
  const LoggedDecision again = store.redo();
  EXPECT_EQ(again.number, 1);
  EXPECT_FALSE(again.undone);
  EXPECT_EQ(shown(store), joined);
  EXPECT_EQ(store.log().size(), 1u);
  store.undo();
  store.decide(decision(DecisionKind::kDifferent, "Kofi Annan", "Xi Jinping"));
  const std::string parted = shown(store);
  EXPECT_THAT(message_of([&] { store.redo(1); }), HasSubstr("are different (decision 2, ana)"));
  EXPECT_EQ(shown(store), parted);
  EXPECT_TRUE(store.log()[0].undone);
}

TEST(People, AliasFilesLeaveDecisionsAlone) {
  Store store = store_of(documents(0, 8));
  store.decide(decision(DecisionKind::kDifferent, "Kiev", "Kyiv"));
  store.set_alias_rules(parse_alias_rules("same\tXi Jinping\tHu Jintao\n", "x"));
  EXPECT_EQ(store.alias_rules().rules.size(), 1u);
  store.set_alias_rules({});
  EXPECT_EQ(store.log().size(), 1u);
  EXPECT_NE(found(store, "Kiev"), found(store, "Kyiv"));
}

TEST(People, ApplyTellsWhatItCannotDo) {
  Store store = store_of(documents(0, 8));
  store.decide(decision(DecisionKind::kSame, "Xi Jinping", "Hu Jintao"));
  const AppliedDecisions applied =
      store.apply(parse_user_decisions("same\tXi Jinping\tHu Jintao\n"
                                       "# a comment\n"
                                       "hide\tNadie Conocido\n"
                                       "different\tHu Jintao\tXi Jinping\n"
                                       "retype\tHu Jintao\tGROUP\tluis\t2025-01-01\n",
                                       "x"));
  EXPECT_EQ(applied.present, 1u);
  ASSERT_EQ(applied.made.size(), 1u);
  EXPECT_EQ(applied.made[0].decision.author, "luis");
  ASSERT_EQ(applied.refused.size(), 2u);
  EXPECT_THAT(applied.refused[0], HasSubstr("Nadie Conocido"));
  EXPECT_THAT(applied.refused[1], HasSubstr("both the same and different"));
}

TEST(People, DecisionLinesNameTheLineThatIsWrong) {
  for (const char* line :
       {"equal\ta\tb", "same\ta", "same\ta\t", "hide", "retype\ta\tDOG", "different\tKim\tKIM", "same\ta\tb\tc\td\tx y",
        "same\ta\tb\tc\td\t1\t2\t3", "part\ta", "part\ta\tb", "part\ta\tcity Lima"}) {
    try {
      parse_user_decisions("# first\n" + std::string(line) + "\n", "file.tsv");
      ADD_FAILURE() << line;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_THAT(error.what(), HasSubstr("file.tsv:2: ")) << line;
    }
  }
}

TEST(Review, ShowsTheLeastSurePairsWithEvidenceOfBoth) {
  Store store = store_of(documents(0, 12));
  const std::vector<ReviewItem> items = store.review(100);
  ASSERT_FALSE(items.empty());
  double last = 0;
  const ReviewItem* slip = nullptr;
  for (const ReviewItem& item : items) {
    EXPECT_EQ(item.merged, item.left.actor == item.right.actor);
    EXPECT_EQ(item.merged, item.probability >= 0.5);
    EXPECT_EQ(item.refusal, "");
    EXPECT_GE(item.probability, 0.2);
    EXPECT_GE(std::abs(item.probability - 0.5), last - 1e-9);
    last = std::abs(item.probability - 0.5);
    for (const ReviewSide* side : {&item.left, &item.right}) {
      EXPECT_GT(side->documents, 0);
      ASSERT_FALSE(side->evidence.empty());
      EXPECT_LE(side->evidence.size(), 2u);
      for (const Evidence& evidence : side->evidence) EXPECT_THAT(evidence.sentence, HasSubstr(side->name));
    }
    if (item.right.name == "Xi Jingpin") slip = &item;
  }
  ASSERT_NE(slip, nullptr);
  EXPECT_EQ(slip->left.name, "Xi Jinping");
  EXPECT_EQ(store.review(1).size(), 1u);

  // The same whatever the order of documents.
  std::vector<DocumentStatements> turned = documents(0, 12);
  std::reverse(turned.begin(), turned.end());
  const std::vector<ReviewItem> again = store_of(turned).review(100);
  ASSERT_EQ(again.size(), items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(again[i].left.name, items[i].left.name);
    EXPECT_EQ(again[i].right.evidence, items[i].right.evidence);
  }
}

// "Xi Jingpin" is a slip of "Xi Jinping", but other names of the two are two people's.
TEST(Review, ShowsWhatClusteringRefused) {
  std::vector<DocumentStatements> all = documents(0, 12);
  const auto add = [&](const std::string& id, const Mention& who) {
    DocumentStatements& one = all.emplace_back();
    one.document.id = id;
    one.document.text = "Texto " + id;
    one.statements = {says(who, "visitar", place("Cuba"), id)};
  };
  for (int i = 0; i < 6; ++i) add("a" + std::to_string(i), person("Xi Jinping Wang", {"Xi Jinping"}));
  for (int i = 0; i < 6; ++i) add("b" + std::to_string(i), person("Xi Jingpin Lopez", {"Xi Jingpin"}));
  const Store store = store_of(all);
  const std::vector<ReviewItem> items = store.review(100);
  const auto refused =
      std::find_if(items.begin(), items.end(), [](const ReviewItem& item) { return !item.refusal.empty(); });
  ASSERT_NE(refused, items.end());
  EXPECT_FALSE(refused->merged);
  EXPECT_GE(refused->probability, 0.5);
  EXPECT_THAT(refused->refusal, AllOf(HasSubstr("\"Xi Jinping Wang\" in "), HasSubstr("\"Xi Jingpin Lopez\" in ")));
  EXPECT_FALSE(refused->left.evidence.empty());
  EXPECT_FALSE(refused->right.evidence.empty());
}

TEST(Review, LeavesOutWhatPeopleDecided) {
  Store store = store_of(documents(0, 12));
  const std::vector<ReviewItem> items = store.review(100);
  for (std::size_t i = 0; i < items.size(); ++i) {
    UserDecision answer =
        decision(i % 2 == 0 ? DecisionKind::kSame : DecisionKind::kDifferent, items[i].left.base, items[i].right.name);
    answer.left_id = items[i].left.id;
    answer.right_id = items[i].right.id;
    store.decide(answer);
    EXPECT_EQ(store.review(100).size(), items.size() - i - 1);
    const auto view = store.view();
  }
  EXPECT_TRUE(store.review(100).empty());
}

}  // namespace
}  // namespace trama
