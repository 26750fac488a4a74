#include "extract/relations/quantity.h"

#include <gtest/gtest.h>

#include <sstream>

namespace trama {
namespace {

TEST(Numbers, DecimalSignOfAText) {
  EXPECT_EQ(find_decimal_sign("creció 2,5 por ciento"), DecimalSign::kComma);
  EXPECT_EQ(find_decimal_sign("creció 2.5 por ciento"), DecimalSign::kPoint);
  EXPECT_EQ(find_decimal_sign("1.234.567 votos"), DecimalSign::kComma);
  EXPECT_EQ(find_decimal_sign("1,234.5 pesos"), DecimalSign::kPoint);
  EXPECT_EQ(find_decimal_sign("30,000 soldados, 30.000 soldados"), std::nullopt);
  EXPECT_EQ(find_decimal_sign(""), std::nullopt);
}

TEST(Numbers, DigitsByTheTextsHabit) {
  const struct {
    const char* digits;
    std::optional<DecimalSign> decimal;
    std::optional<double> value;
  } cases[] = {
      {"30,000", std::nullopt, 30000},
      {"30.000", std::nullopt, 30000},
      {"30,000", DecimalSign::kPoint, 30000},
      {"30.000", DecimalSign::kComma, 30000},
      {"2,5", std::nullopt, 2.5},
      {"7.1", std::nullopt, 7.1},
      {"1.234,56", std::nullopt, 1234.56},
      {"1,234,567", std::nullopt, 1234567},
      {"0.125", std::nullopt, 0.125},
      {"12", std::nullopt, 12},
      {"1,", std::nullopt, std::nullopt},
      {"12a", std::nullopt, std::nullopt},
      {"", std::nullopt, std::nullopt},
  };
  for (const auto& test : cases) EXPECT_EQ(parse_number(test.digits, test.decimal), test.value) << test.digits;
}

// A document of one sentence; "soldados/NOUN/soldado" gives tag and lemma, a bare word is X.
AnalyzedDocument sentence(const std::string& tagged) {
  AnalyzedDocument document;
  Sentence made;
  std::istringstream in(tagged);
  std::string token;
  while (in >> token) {
    Word word;
    const auto slash = token.find('/');
    word.form = token.substr(0, slash);
    word.upos = "X";
    if (slash != std::string::npos) {
      const auto second = token.find('/', slash + 1);
      word.upos = token.substr(slash + 1, second - slash - 1);
      if (second != std::string::npos) word.lemma = token.substr(second + 1);
    }
    std::string& text = document.document.text;
    if (!text.empty()) text += ' ';
    word.span = {text.size(), text.size() + word.form.size()};
    text += word.form;
    made.words.push_back(word);
  }
  made.span = {0, document.document.text.size()};
  document.sentences.push_back(made);
  return document;
}

TEST(Quantities, ValuesUnitsAndRanges) {
  const struct {
    const char* text;
    double low;
    double high;
    const char* unit;
    bool approximate;
  } cases[] = {
      {"entre 25,000 y 30,000 tropas/NOUN/tropa", 25000, 30000, "tropa", false},
      {"unos 12 millones de/ADP proyectiles/NOUN/proyectil", 12e6, 12e6, "proyectil", true},
      {"entre 2 y 3 millones de/ADP votos/NOUN/voto", 2e6, 3e6, "voto", false},
      {"treinta y dos heridos/NOUN/herido", 32, 32, "herido", false},
      {"cinco mil mantas/NOUN/manta", 5000, 5000, "manta", false},
      {"el 40 por ciento", 40, 40, "%", false},
      {"cerca de 300 empleados/NOUN/empleado", 300, 300, "empleado", true},
      {"al menos 12 casas/NOUN/casa", 12, 12, "casa", true},
      {"el 52% de los votos/NOUN/voto", 52, 52, "%", false},
      {"de 29 a 60%", 29, 60, "%", false},
      {"de 10-15 metros/NOUN/metro", 10, 15, "metro", false},
      {"costó $500 millones de/ADP pesos/NOUN/peso", 500e6, 500e6, "$", false},
      {"un/DET millón y medio de/ADP litros/NOUN/litro", 1.5e6, 1.5e6, "litro", false},
      {"medio millón de/ADP euros/NOUN/euro", 0.5e6, 0.5e6, "euro", false},
      {"dos años/NOUN/año y medio", 2.5, 2.5, "año", false},
      {"tardó un/DET año/NOUN/año y medio", 1.5, 1.5, "año", false},
      {"durante un/DET año/NOUN/año", 1, 1, "año", false},
      {"la mitad de/ADP las/DET escuelas/NOUN/escuela", 0.5, 0.5, "escuela", false},
      {"casi dos tercios de/ADP la/DET costa/NOUN/costa", 2.0 / 3, 2.0 / 3, "costa", true},
      {"una/DET cuarta parte/NOUN/parte de/ADP la/DET cosecha/NOUN/cosecha", 0.25, 0.25, "cosecha", false},
      {"uno de cada cuatro niños/NOUN/niño", 0.25, 0.25, "niño", false},
  };
  for (const auto& test : cases) {
    const AnalyzedDocument document = sentence(test.text);
    const Sentence& s = document.sentences[0];
    const auto found = find_quantities(document, s, 0, static_cast<int>(s.words.size()) - 1, std::nullopt);
    ASSERT_EQ(found.size(), 1u) << test.text;
    EXPECT_EQ(found[0].low, test.low) << test.text;
    EXPECT_EQ(found[0].high, test.high) << test.text;
    EXPECT_EQ(found[0].unit, test.unit) << test.text;
    EXPECT_EQ(found[0].approximate, test.approximate) << test.text;
    EXPECT_EQ(found[0].text, found[0].span.of(document.document.text));
  }
}

TEST(Quantities, NotEveryNumberCounts) {
  for (const char* text : {"un/DET hombre/NOUN/hombre", "miles de personas/NOUN/persona", "nada",
                           "uno/PRON de/ADP los/DET barrios/NOUN/barrio", "la agenda/NOUN/agenda posterior a 2015",
                           "cortó el pan a la mitad", "el medio ambiente/NOUN/ambiente"}) {
    const AnalyzedDocument document = sentence(text);
    const int last = static_cast<int>(document.sentences[0].words.size()) - 1;
    EXPECT_TRUE(find_quantities(document, document.sentences[0], 0, last, std::nullopt).empty()) << text;
  }
}

}  // namespace
}  // namespace trama
