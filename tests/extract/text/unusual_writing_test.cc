// Sentences and tokens of text that is written otherwise than in newspapers (bench/robustness.py).
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "extract/text/segmenter.h"

namespace trama {
namespace {

// Words separated by spaces, sentences by " / ".
std::string show(std::string_view text) {
  std::string out;
  for (const Sentence& sentence : segment(text)) {
    if (!out.empty()) out += " / ";
    for (std::size_t i = 0; i < sentence.words.size(); ++i) out += (i > 0 ? " " : "") + sentence.words[i].form;
  }
  return out;
}

TEST(UnusualWriting, EndsSentencesBehindBracketsThatHoldAbbreviations) {
  EXPECT_EQ(show("Es una tragedia (EE. UU.). La jugada"), "Es una tragedia ( EE. UU. ) . / La jugada");
  EXPECT_EQ(show("Salió tarde (10:30 h.). La jugada"), "Salió tarde ( 10:30 h. ) . / La jugada");
  EXPECT_EQ(show("La firma (Acerías S.A.) La vendió."), "La firma ( Acerías S.A. ) La vendió .");
}

TEST(UnusualWriting, EndsSentencesWithoutASpaceBehindThem) {
  EXPECT_EQ(show("Es su papel.La casa arde.¿Por qué?Nadie lo sabe!"),
            "Es su papel . / La casa arde . / ¿ Por qué ? / Nadie lo sabe !");
  EXPECT_EQ(show("En el col.legi."), "En el col.legi .");
  EXPECT_EQ(show("Rechazó tal pretensión.\"Las empresas mienten\", dijo."),
            "Rechazó tal pretensión . / \" Las empresas mienten \" , dijo .");
  EXPECT_EQ(show("Dijo: \"Las empresas mienten.\"Luego calló."), "Dijo : \" Las empresas mienten . \" / Luego calló .");
}

TEST(UnusualWriting, GoesOnBehindAbbreviationsInCapitals) {
  EXPECT_EQ(show("EL PRESIDENTE DE EE.UU. VIAJA A CHINA. LA VISITA ES LARGA."),
            "EL PRESIDENTE DE EE.UU. VIAJA A CHINA . / LA VISITA ES LARGA .");
  EXPECT_EQ(show("Viajó a EE.UU. Ruiz se quedó."), "Viajó a EE.UU. / Ruiz se quedó .");
}

TEST(UnusualWriting, KeepsUnitsAndShortAddressesWhole) {
  EXPECT_EQ(show("Hay 20 °C, -5 °C y 45 km/h."), "Hay 20 °C , -5 °C y 45 km/h .");
  EXPECT_EQ(show("Véanse bit.ly/3xYz9 y goo.gl/a1."), "Vean se bit.ly/3xYz9 y goo.gl/a1 .");
}

}  // namespace
}  // namespace trama
