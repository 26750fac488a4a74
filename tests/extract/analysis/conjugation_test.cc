#include "extract/analysis/conjugation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trama {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Conjugation, FormsOfRegularVerbs) {
  EXPECT_THAT(infinitives_of("difamó"), ElementsAre("difamar"));
  EXPECT_THAT(infinitives_of("difamaban"), ElementsAre("difamar"));
  EXPECT_THAT(infinitives_of("abatieron"), ElementsAre("abatir"));
  EXPECT_THAT(infinitives_of("aprobarán"), ElementsAre("aprobar"));
  EXPECT_THAT(infinitives_of("crea"), UnorderedElementsAre("crear", "creer"));
  EXPECT_THAT(infinitives_of("mesa"), IsEmpty());
}

TEST(Conjugation, FormsThatAreSpeltOtherwise) {
  EXPECT_THAT(infinitives_of("publiquen"), ElementsAre("publicar"));
  EXPECT_THAT(infinitives_of("castigue"), ElementsAre("castigar"));
  EXPECT_THAT(infinitives_of("amenacé"), ElementsAre("amenazar"));
  EXPECT_THAT(infinitives_of("proteja"), ElementsAre("proteger"));
  EXPECT_THAT(infinitives_of("desvía"), ElementsAre("desviar"));
  EXPECT_THAT(infinitives_of("destruyó"), ElementsAre("destruir"));
  EXPECT_THAT(infinitives_of("colige"), IsEmpty());  // Nor of "coligar", which would be "coligue".
}

TEST(Conjugation, ALemmaThatAFormCannotBeOf) {
  EXPECT_EQ(verb_lemma("difamó", "dar"), "difamar");
  EXPECT_EQ(verb_lemma("Rescatado", "ir"), "rescatar");
  EXPECT_EQ(verb_lemma("encomienda", "encomiendar"), "encomendar");
  EXPECT_EQ(verb_lemma("duermen", "duermer"), "dormir");
}

TEST(Conjugation, ALemmaThatItCanBeOfIsKept) {
  EXPECT_EQ(verb_lemma("crea", "creer"), "creer");
  EXPECT_EQ(verb_lemma("fue", "ir"), "ir");
  EXPECT_EQ(verb_lemma("venga", "venir"), "venir");  // And not "vengar".
  EXPECT_EQ(verb_lemma("rotas", "romper"), "romper");
  EXPECT_EQ(verb_lemma("puede", "poder"), "poder");
  EXPECT_EQ(verb_lemma("rizando", "rizar"), "rizar");  // Not in the table, and no vowel of "rezar".
}

}  // namespace
}  // namespace trama
