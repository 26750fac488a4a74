#include "extract/coref/names.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

TEST(NameTokens, SpellingsOfOneName) {
  const std::pair<const char*, const char*> same[] = {
      {"Sergei Shoigu", "Serguéi Shoigú"},
      {"Sergey Lavrov", "Sergei Lavrov"},
      {"Kim Jong-un", "Kim Jong Un"},
      {"Volodymyr Zelensky", "Volodimir Zelenski"},
      {"EE.UU.", "EEUU"},
      {"Ministerio de la Defensa", "MINISTERIO DEFENSA"},
      {"Benjamin Netanyahu", "Benjamín Netaniahu"},
      {"Mateo «Pulga» Ibarra", "Mateo \"Pulga\" Ibarra"},
  };
  for (const auto& [one, other] : same) EXPECT_EQ(name_tokens(one, true), name_tokens(other, true)) << one;
  EXPECT_NE(name_tokens("Ana Ortega", true), name_tokens("Ana Ortiz", true));
  EXPECT_TRUE(name_tokens("— …", true).empty());
}

TEST(ShortForm, WordsInOrder) {
  const struct {
    const char* part;
    const char* whole;
    bool expected;
  } cases[] = {
      {"Kim", "Kim Jong Un", true},
      {"López Obrador", "Andrés Manuel López Obrador", true},
      {"Cristina Kirchner", "Cristina Fernández de Kirchner", true},
      {"Kirchner Cristina", "Cristina Fernández de Kirchner", false},
      {"Kim Jong Un", "Kim Jong Un", false},
      {"Daniel Ortega", "Laura Ortega", false},
      {"", "Laura Ortega", false},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(is_short_form(name_tokens(test.part, true), name_tokens(test.whole, true)), test.expected) << test.part;
  }
}

TEST(Acronym, CapitalsAlone) {
  for (const char* text : {"ONU", "EE.UU.", "GUR"}) EXPECT_TRUE(is_acronym(text)) << text;
  for (const char* text : {"Onu", "A", "", "KIMJONGUNPRESIDE", "la", "2025"}) EXPECT_FALSE(is_acronym(text)) << text;
}

TEST(Acronym, InitialsInOrder) {
  EXPECT_TRUE(is_acronym_of("OMC", "Organización Mundial del Café"));
  EXPECT_TRUE(is_acronym_of("CIDH", "Comisión Interamericana de Derechos Humanos"));
  EXPECT_FALSE(is_acronym_of("CMO", "Organización Mundial del Café"));
  EXPECT_FALSE(is_acronym_of("ONU", "Perú"));
}

}  // namespace
}  // namespace trama
