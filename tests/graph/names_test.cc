#include "graph/names/names.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

TEST(FoldName, IgnoresCaseAccentsAndPunctuation) {
  const struct {
    const char* name;
    const char* folded;
  } kCases[] = {
      {"Kim Jong-un", "kim jong un"},
      {"KIM JONG UN", "kim jong un"},
      {"Serguéi Shoigú", "serguei shoigu"},
      {"EE. UU.", "ee uu"},
      {"O'Higgins", "ohiggins"},
      {"D’Artagnan", "dartagnan"},
      {"  Corea\tdel\nNorte ", "corea del norte"},
      {"Erdoğan", "erdogan"},
      {"Wałęsa", "walesa"},
      {"Peña Nieto", "pena nieto"},
      {"Pen\xCC\x83"
       "a Nieto",
       "pena nieto"},
      {"Путин", "putin"},
      {"Straße", "strasse"},
      {"", ""},
      {"…", "…"},
      {"G-20", "g 20"},
  };
  for (const auto& c : kCases) EXPECT_EQ(fold_name(c.name), c.folded) << c.name;
}

TEST(FoldName, TakesInvalidUtf8AndLongNames) {
  EXPECT_FALSE(fold_name("\xFF\xFE").empty());
  const std::string letters(200000, 'A');
  EXPECT_EQ(fold_name(letters + "ñ").size(), 200001u);
}

TEST(CountryCode, KnowsSpanishEnglishAndPressNames) {
  const struct {
    const char* name;
    const char* code;
  } kCases[] = {
      {"Estados Unidos", "US"},
      {"EE. UU.", "US"},
      {"EE.UU.", "US"},
      {"EEUU", "US"},
      {"Estados Unidos de América", "US"},
      {"United States", "US"},
      {"Corea del Norte", "KP"},
      {"North Korea", "KP"},
      {"Corea del Sur", "KR"},
      {"Arabia Saudita", "SA"},
      {"Arabia Saudí", "SA"},
      {"Japón", "JP"},
      {"Kim", ""},
      {"Corea", ""},
      {"", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(country_code(fold_name(c.name)), c.code) << c.name;
  EXPECT_EQ(country_name("US"), "Estados Unidos");
  EXPECT_EQ(country_name("??"), "");
}

TEST(PersonWords, AreEqualForSpellingsOfOneName) {
  const char* const kSame[][2] = {
      {"Sergei Shoigu", "Serguéi Shoigú"},
      {"Sergey Shoygu", "Serguei Shoigu"},
      {"Volodimir Zelenski", "Volodymyr Zelensky"},
      {"Volodímir Zelenskiy", "Volodymyr Zelenskyy"},
      {"Mijaíl Gorbachov", "Mikhail Gorbachev"},
      {"Alexéi Navalni", "Aleksey Navalny"},
      {"Yevgueni Prigozhin", "Evgeny Prigozhin"},
      {"Kim Jong-un", "Kim Jong Un"},
      {"presidente Vladímir Putin", "Vladimir Putin"},
      {"Mohammed bin Salman", "Mohamed Bin Salmán"},
      {"Saddam Hussein", "Sadam Husein"},
      {"Ali Jamenei", "Alí Khamenei"},
      {"Ursula von der Leyen", "Úrsula Leyen"},
  };
  for (const auto& pair : kSame) {
    EXPECT_EQ(person_words(fold_name(pair[0])), person_words(fold_name(pair[1]))) << pair[0] << " / " << pair[1];
  }
}

TEST(PersonWords, DifferForDifferentPeople) {
  const char* const kDifferent[][2] = {
      {"Kim Jong Un", "Kim Jong Il"}, {"Kim Jong Un", "Kim Yo Jong"}, {"Raúl Castro", "Fidel Castro"},
      {"George Bush", "Jorge Bush"},  {"María López", "Mario López"},
  };
  for (const auto& pair : kDifferent) {
    EXPECT_NE(person_words(fold_name(pair[0])), person_words(fold_name(pair[1]))) << pair[0] << " / " << pair[1];
  }
}

TEST(CompatiblePersonNames, AllowsMissingWordsAndInitials) {
  const struct {
    const char* left;
    const char* right;
    bool compatible;
  } kCases[] = {
      {"Vladimir Putin", "Vladimir Vladimirovich Putin", true},
      {"V. Putin", "Vladimir Putin", true},
      {"Putin", "Vladimir Putin", true},
      {"López Obrador", "Andrés Manuel López Obrador", true},
      {"Fidel Castro", "Raúl Castro", false},
      {"F. Castro", "Raúl Castro", false},
      {"Kim Jong Un", "Kim Yo Jong", false},
      {"Vladimir Putin", "Vladimir Medinski", false},
  };
  for (const auto& c : kCases) {
    const auto left = person_words(fold_name(c.left));
    const auto right = person_words(fold_name(c.right));
    EXPECT_EQ(compatible_person_names(left, right), c.compatible) << c.left << " / " << c.right;
    EXPECT_EQ(compatible_person_names(right, left), c.compatible) << c.right << " / " << c.left;
  }
}

TEST(Acronym, IsMadeOfInitials) {
  EXPECT_TRUE(are_initials_of("onu", fold_name("Organización de las Naciones Unidas")));
  EXPECT_TRUE(are_initials_of("otan", fold_name("Organización del Tratado del Atlántico Norte")));
  EXPECT_FALSE(are_initials_of("onu", fold_name("Organización Mundial de la Salud")));
  EXPECT_FALSE(are_initials_of("o", fold_name("Organización")));
}

TEST(WithoutDeterminer, KeepsAtLeastOneWord) {
  EXPECT_EQ(without_determiner("los altos funcionarios rusos"), "altos funcionarios rusos");
  EXPECT_EQ(without_determiner("todos sus aliados"), "todos sus aliados");
  EXPECT_EQ(without_determiner("los"), "los");
}

}  // namespace
}  // namespace trama
