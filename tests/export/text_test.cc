#include "export/text.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

TEST(PlainText, KeepsOneVisibleLine) {
  const struct {
    std::string_view text;
    std::string_view plain;
  } kCases[] = {
      {"", ""},
      {"Corea del Norte", "Corea del Norte"},
      {"  Íñigo\r\n\tNúñez  ", "Íñigo Núñez"},
      {std::string_view("a\0b\x01\x1f\x7f", 6), "a b"},
      {"a\xC2\x85\xE2\x80\xA8z", "a z"},                         // NEL, line separator.
      {"\xEF\xBF\xBE\xEF\xBF\xBFx", "x"},                        // U+FFFE and U+FFFF: not in XML.
      {"ab\xE2\x80\xAEgnp.exe\xE2\x81\xA6", "abgnp.exe"},        // Right-to-left override, isolate.
      {"Le\xF3n", "Le\xEF\xBF\xBDn"},                            // Latin-1.
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},  // A surrogate.
      {"\xF0\x9F\x8E\x89 fiesta", "\xF0\x9F\x8E\x89 fiesta"},
  };
  for (const auto& [text, plain] : kCases) EXPECT_EQ(plain_text(text), plain);
}

TEST(Shorten, CutsBetweenWordsWhereItCan) {
  const struct {
    std::string_view text;
    std::size_t limit;
    std::string_view expected;
  } kCases[] = {
      {"proyectiles", 11, "proyectiles"},
      {"12 millones de proyectiles", 16, "12 millones de…"},
      {"otorrinolaringología", 8, "otorrin…"},
      {"ñññññ", 3, "ññ…"},
      {"ab", 1, "…"},
      {"", 4, ""},
      {"xe\xCC\x81y", 3, "x…"},  // The accent stays with its letter.
  };
  for (const auto& [text, limit, expected] : kCases) EXPECT_EQ(shorten(text, limit), expected) << text;
}

TEST(Wrap, BreaksAtSpacesAndInLongWords) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("Consejo de Seguridad de las Naciones Unidas", 20, 3),
            (Lines{"Consejo de Seguridad", "de las Naciones", "Unidas"}));
  EXPECT_EQ(wrap("Consejo de Seguridad de las Naciones Unidas", 20, 2),
            (Lines{"Consejo de Seguridad", "de las Naciones…"}));
  EXPECT_EQ(wrap("Rusia", 20, 3), (Lines{"Rusia"}));
  EXPECT_EQ(wrap("", 20, 3), (Lines{""}));
  EXPECT_EQ(wrap("aaaaaaaaaa", 4, 3), (Lines{"aaaa", "aaaa", "aa"}));
  EXPECT_EQ(wrap("abce\xCC\x81g", 4, 3), (Lines{"abc", "e\xCC\x81g"}));
  EXPECT_EQ(wrap("e\xCC\x81\xCC\x81\xCC\x81\xCC\x81", 2, 9).front(), "e");  // Nothing but marks: still ends.
}

}  // namespace
}  // namespace trama
