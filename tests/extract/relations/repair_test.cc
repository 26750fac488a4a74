// What the repair of trees makes of statements and propositions, on trees that the analysis gives.
#include "extract/relations/repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/statements/extractor.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Extractor& extractor() {
  static const Extractor loaded = Extractor::load(std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es");
  return loaded;
}

// "subject label object" of each statement of a sentence.
std::vector<std::string> statements(const std::string& rows) {
  AnalyzedDocument document;
  document.document.id = "d";
  document.sentences.push_back(small_tree(rows, &document.document.text));
  std::vector<std::string> found;
  for (const Statement& statement : extractor().statements(document)) {
    found.push_back(statement.subject.canonical + " " + statement.relation.label + " " + statement.object.canonical);
  }
  return found;
}

TEST(Repair, PlacesAtTheEndAreNobodysNames) {
  EXPECT_THAT(statements("Guerrilleros guerrillero NOUN 2 nsubj Func=SUJ Gender=Masc Number=Plur\n"
                         "atacaron atacar VERB 0 root Mood=Ind Number=Plur Person=3 Tense=Past VerbForm=Fin\n"
                         "a a ADP 5 case\n"
                         "un uno DET 5 det Gender=Masc Number=Sing\n"
                         "campesino campesino NOUN 2 obj Func=CD Gender=Masc Number=Sing\n"
                         ", , PUNCT 7 punct\n"
                         "TOLIMA TOLIMA PROPN 5 appos Entity=B-LOC\n"
                         ", , PUNCT 9 punct\n"
                         "PRADO PRADO PROPN 5 appos Entity=B-PER\n"),
              ElementsAre("guerrilleros atacaron campesino"));
  // A person's name behind a comma stays one.
  EXPECT_THAT(statements("Guerrilleros guerrillero NOUN 2 nsubj Func=SUJ Gender=Masc Number=Plur\n"
                         "atacaron atacar VERB 0 root Mood=Ind Number=Plur Person=3 Tense=Past VerbForm=Fin\n"
                         "a a ADP 5 case\n"
                         "un uno DET 5 det Gender=Masc Number=Sing\n"
                         "campesino campesino NOUN 2 obj Func=CD Gender=Masc Number=Sing\n"
                         ", , PUNCT 7 punct\n"
                         "Luis Luis PROPN 5 appos Entity=B-PER\n"
                         "Prado Prado PROPN 7 flat Entity=I-PER\n"),
              ElementsAre("guerrilleros atacaron Luis Prado"));
}

std::string killed_by(const std::string& agent) {
  return "Dos dos NUM 2 nummod\n"
         "personas persona NOUN 4 nsubj Func=SUJ Gender=Fem Number=Plur\n"
         "fueron ser AUX 4 aux Mood=Ind Number=Plur Person=3 Tense=Past VerbForm=Fin\n"
         "muertas morir VERB 0 root Gender=Fem Number=Plur Tense=Past VerbForm=Part\n"
         "por por ADP 6 case\n" +
         agent;
}

TEST(Repair, PeopleBehindAPassiveDidIt) {
  EXPECT_THAT(statements(killed_by("soldados soldado NOUN 4 obl Func=CC Gender=Masc Number=Plur\n"
                                   "rebeldes rebelde ADJ 6 amod Number=Plur\n")),
              ElementsAre("soldados rebeldes mataron dos personas"));
  // A reason, not someone who did it.
  EXPECT_THAT(statements(killed_by("traidor traidor NOUN 4 obl Func=CC Gender=Masc Number=Sing\n")), IsEmpty());
}

TEST(Repair, KeepsTheWordsInPlace) {
  const Sentence sentence = small_tree(killed_by("soldados soldado NOUN 4 obl Func=CC Gender=Masc Number=Plur\n"));
  const Sentence repaired = extractor().repaired(sentence);
  ASSERT_EQ(repaired.words.size(), sentence.words.size());
  for (std::size_t i = 0; i < sentence.words.size(); ++i) EXPECT_EQ(repaired.words[i].span, sentence.words[i].span);
  EXPECT_EQ(repaired.words[5].func, "CAG");
  EXPECT_EQ(sentence.words[5].func, "CC");
}

}  // namespace
}  // namespace trama
