// Slots, predicates and ways through the tree, on sentences whose trees are given.
#include "extract/candidates/sentence_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "extract/relations/sentence_statements.h"
#include "extract/statements/extractor.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

const std::filesystem::path kData = std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es";

void look_at(const std::string& rows, const std::function<void(const SentenceView&)>& look) {
  static const Extractor extractor = Extractor::load(kData);
  AnalyzedDocument document;
  document.document.id = "a";
  document.sentences.push_back(small_tree(rows, &document.document.text));
  int seen = 0;
  extractor.visit_sentences(document, [&](const SentenceView& view, SentenceStatements&, StatementBuilder&) {
    look(view);
    ++seen;
  });
  EXPECT_EQ(seen, 1);
}

const std::string kMeeting =
    "Ana Ana PROPN 4 nsubj Entity=B-PER Func=SUJ\n"
    "y y CCONJ 3 cc\n"
    "Eva Eva PROPN 1 conj Entity=B-PER\n"
    "visitaron visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Plur\n"
    "la el DET 6 det Definite=Def\n"
    "noticia noticia NOUN 4 obj Func=CD Number=Sing\n"
    "de de ADP 8 case\n"
    "Iberia Iberia PROPN 6 nmod Entity=B-ORG\n";

TEST(SentenceView, HasASlotForEveryActorAndEveryOtherNoun) {
  look_at(kMeeting, [](const SentenceView& view) {
    std::vector<std::pair<int, SlotKind>> slots;
    for (const Slot& slot : view.slots) slots.emplace_back(slot.word, slot.kind);
    EXPECT_THAT(slots, testing::ElementsAre(std::pair(0, SlotKind::kNamed), std::pair(2, SlotKind::kNamed),
                                            std::pair(5, SlotKind::kThing), std::pair(7, SlotKind::kNamed)));
    EXPECT_THAT(view.predicates, testing::IsSupersetOf({3, 5}));
  });
}

TEST(SentenceView, MembersOfACoordinationStandAtOneLevel) {
  look_at(kMeeting, [](const SentenceView& view) {
    TreePath first, second, inside;
    ASSERT_TRUE(view.find_path(3, 0, first));
    ASSERT_TRUE(view.find_path(3, 2, second));
    ASSERT_TRUE(view.find_path(3, 7, inside));
    EXPECT_EQ(first.shape, second.shape);
    EXPECT_NE(first.full, second.full);
    EXPECT_EQ(second.down, 2);
    EXPECT_EQ(second.shape_down, 1);
    EXPECT_NE(inside.shape, first.shape);
    EXPECT_EQ(view.prepositions[7], "de");
  });
}

TEST(SentenceView, WaysThatAreTooLongAreNone) {
  std::string rows = "Ana Ana PROPN 2 nsubj Entity=B-PER\nvio ver VERB 0 root VerbForm=Fin\n";
  const int count = kMaxPathDown + 2;
  for (int i = 0; i < count; ++i) {
    rows += "cosa cosa NOUN " + std::to_string(i + 2) + (i == 0 ? " obj\n" : " nmod\n");
  }
  look_at(rows, [&](const SentenceView& view) {
    TreePath path;
    EXPECT_TRUE(view.find_path(1, 1 + kMaxPathDown, path));
    EXPECT_FALSE(view.find_path(1, 2 + kMaxPathDown, path));
  });
}

}  // namespace
}  // namespace trama
