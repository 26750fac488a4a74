#include "extract/analysis/sentence.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

Sentence with_entities(const std::vector<std::string>& tags) {
  Sentence sentence;
  for (const std::string& tag : tags) {
    sentence.words.emplace_back();
    sentence.words.back().entity = tag;
  }
  return sentence;
}

TEST(EntitySpans, AreReadFromBioTags) {
  struct Case {
    std::vector<std::string> tags;
    std::vector<std::tuple<int, int, EntityType>> expected;
  };
  const std::vector<Case> cases = {
      {{}, {}},
      {{"", ""}, {}},
      {{"B-PER", "I-PER", ""}, {{0, 1, EntityType::kPerson}}},
      {{"B-PER", "B-PER"}, {{0, 0, EntityType::kPerson}, {1, 1, EntityType::kPerson}}},
      {{"I-LOC", "I-LOC"}, {{0, 1, EntityType::kLocation}}},
      {{"B-ORG", "I-LOC"}, {{0, 0, EntityType::kOrganization}, {1, 1, EntityType::kLocation}}},
      {{"B-UNK", "", "I-UNK"}, {{0, 0, EntityType::kMisc}, {2, 2, EntityType::kMisc}}},
      {{"O", "B-MISC"}, {{1, 1, EntityType::kMisc}}},
  };
  for (const Case& c : cases) {
    std::vector<std::tuple<int, int, EntityType>> found;
    for (const EntitySpan& span : entity_spans(with_entities(c.tags)))
      found.emplace_back(span.first, span.last, span.type);
    EXPECT_EQ(found, c.expected);
  }
}

TEST(Feature, IsFoundByItsWholeKey) {
  Word word;
  EXPECT_EQ(feature(word, "Number"), "");
  word.feats = "Gender=Masc|Number=Sing|Number[psor]=Plur|X=";
  EXPECT_EQ(feature(word, "Gender"), "Masc");
  EXPECT_EQ(feature(word, "Number"), "Sing");
  EXPECT_EQ(feature(word, "Number[psor]"), "Plur");
  EXPECT_EQ(feature(word, "Num"), "");
  EXPECT_EQ(feature(word, "X"), "");
  EXPECT_EQ(feature(word, "Tense"), "");
}

TEST(ChildrenOf, AreInWordOrder) {
  Sentence sentence;
  for (const int head : {2, 2, -1, 2, 3}) {
    sentence.words.emplace_back();
    sentence.words.back().head = head;
  }
  const std::vector<std::vector<int>> expected = {{}, {}, {0, 1, 3}, {4}, {}};
  EXPECT_EQ(children_of(sentence), expected);
  EXPECT_TRUE(children_of(Sentence{}).empty());
}

}  // namespace
}  // namespace trama
