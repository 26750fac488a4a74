#include "extract/analysis/lemma_script.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace trama {
namespace {

TEST(LemmaScript, TurnsFormsIntoLemmas) {
  struct Case {
    const char* script;
    const char* form;
    const char* lemma;  // Null: cannot be applied.
  };
  const std::vector<Case> cases = {
      {"l|-0+|-0+", "Casa", "casa"},
      {"k|-0+|-0+", "Casa", "Casa"},
      {"l|-0+|-3+ar", "VISITÓ", "visar"},
      {"l|-0+|-1+ar", "VISITÓ", "visitar"},
      {"l|-3+|-0+", "subir", "ir"},
      {"=ser", "fue", "ser"},
      {"=ser", "", "ser"},
      {"=", "x", ""},
      {"l|-0+|-3+", "día", nullptr},
      {"l|-0+|-3+x", "día", "x"},
      {"l|-1+|-1+", "día", "í"},
      {"k|-1+Ñ|-0+", "ñu", "Ñu"},
      {"l|-0+in|-0+", "Útil", "inútil"},
      {"l|-0+|-4+", "día", nullptr},
      {"l|-0++|-0+-", "a", "+a-"},
      {"k|-1+|-1+", "😀ñ😀", "ñ"},
  };
  for (const Case& c : cases) {
    const LemmaScript script(c.script);
    EXPECT_EQ(script.applies(count_characters(c.form)), c.lemma != nullptr) << c.script << " " << c.form;
    if (c.lemma == nullptr) continue;
    EXPECT_EQ(script.apply(c.form), c.lemma) << c.script;
  }
}

TEST(LemmaScript, OthersAreRefused) {
  for (const char* text : {"", "l", "l|-0+", "x|-0+|-0+", "l|0+|-0+", "l|-+|-0+", "l|-0|-0+", "l|-0+|-0+|",
                           "l|-1a+|-0+", "l|-99999999999999999999+|-0+", "l|-5000+|-0+", "ll|-0+|-0+", "l|--1+|-0+"}) {
    EXPECT_THROW(LemmaScript{text}, Error) << text;
  }
}

}  // namespace
}  // namespace trama
