#include "extract/relations/sentence_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SentenceTree, EveryWordComesAfterItsHeadEvenIfHeadsAreBroken) {
  Sentence sentence = small_tree("a a X 2 dep\nb b X 3 dep\nc c X 1 dep\nd d X 9 dep\ne e X 4 dep\nf f X 6 dep\n");
  sentence.words[3].head = 77;
  sentence.words[5].head = 5;  // Itself.
  const SentenceTree tree(sentence);
  ASSERT_EQ(tree.top_down().size(), 6U);
  std::vector<bool> seen(6, false);
  for (const int word : tree.top_down()) {
    EXPECT_TRUE(tree.head(word) < 0 || seen[tree.head(word)]);
    seen[word] = true;
  }
  EXPECT_EQ(tree.head(0), -1);  // The first word of the cycle became a root.
}

TEST(SentenceTree, PhrasesAreWithoutPrepositionAndOuterPunctuation) {
  const Sentence sentence = small_tree(
      "frente frente NOUN 5 case\na a ADP 1 fixed\nla el DET 5 det\n\" \" PUNCT 5 punct\nley ley NOUN 0 root\n"
      "\" \" PUNCT 5 punct\n, , PUNCT 5 punct\n");
  const SentenceTree tree(sentence);
  EXPECT_EQ(tree.preposition(4), "frente a");
  EXPECT_THAT(tree.phrase(4), ElementsAre(2, 3, 4, 5));
}

TEST(SentenceTree, ApproximationsAreNoPrepositions) {
  const Sentence sentence =
      small_tree("más más ADV 4 advmod\nde de ADP 4 case\n20 20 NUM 4 nummod\nbarcos barco NOUN 0 root\n");
  const SentenceTree tree(sentence);
  EXPECT_EQ(tree.preposition(3), "");
  EXPECT_THAT(tree.phrase(3), ElementsAre(0, 1, 2, 3));
}

TEST(SentenceTree, ListsCountAsCoordination) {
  const Sentence sentence = small_tree(
      "Perú Perú PROPN 0 root\n, , PUNCT 3 punct\nChile Chile PROPN 1 appos\ny y CCONJ 5 cc\nCuba Cuba PROPN 1 conj\n");
  const SentenceTree tree(sentence);
  EXPECT_THAT(tree.conjuncts(0), ElementsAre(0, 2, 4));
  EXPECT_THAT(tree.conjuncts(2), IsEmpty());
}

TEST(SentenceTree, AppositionBehindANameIsNoListMember) {
  const Sentence sentence = small_tree(
      "ministro ministro NOUN 0 root\nJuan Juan PROPN 1 appos\nportavoz portavoz NOUN 1 appos\ny y CCONJ 5 cc\n"
      "jefe jefe NOUN 1 conj\n");
  EXPECT_THAT(SentenceTree(sentence).conjuncts(0), ElementsAre(0, 4));
}

TEST(SentenceTree, NameBesideANoun) {
  const Sentence sentence = small_tree(
      "ministro ministro NOUN 0 root\n, , PUNCT 3 punct\ngeneral general NOUN 1 appos\nJuan Juan PROPN 3 appos "
      "Entity=B-PER\n");
  const SentenceTree tree(sentence);
  EXPECT_EQ(tree.name_of(0), 3);
  EXPECT_EQ(tree.name_of(3), 3);
  EXPECT_EQ(tree.name_of(1), -1);
}

}  // namespace
}  // namespace trama
