// Kinds of sentences that readers have met in the wild, through the whole program: names of unusual form, contrast,
// objects before their verb.
#include <gtest/gtest.h>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::name_of;
using test::StatementCase;

class Kinds : public testing::TestWithParam<StatementCase> {};

TEST_P(Kinds, AsAReaderWould) {
  test::expect(GetParam());
}

const StatementCase kContrasts[] = {
    {"NotOneButTheOther",
     "Ana Ruiz no visitó a Luis Prado, sino a Marta Ríos.",
     {"Ana Ruiz no visitó Luis Prado;", "Ana Ruiz visitó Marta Ríos;"},
     {"Ana Ruiz no visitó Marta Ríos"}},
    {"WithAnotherPreposition",
     "Luis Prado no trabaja para Soltec, sino para Vialsur.",
     {"Luis Prado trabaja para Vialsur;"},
     {"Luis Prado no trabaja para Vialsur", "Luis Prado trabaja para Soltec"}},
    {"OneAndNotTheOther",
     "Chile denunció a Soltec, no a Vialsur.",
     {"Chile denunció Soltec;"},
     {"Chile denunció Vialsur"}},
    {"NotOnly",
     "Chile no solo denunció a Soltec, sino también a Vialsur.",
     {"Chile denunció Vialsur;"},
     {"Chile no denunció"}},
    {"NeitherOfThem",
     "Chile no denunció a Soltec ni a Vialsur.",
     {"Chile no denunció Soltec;", "Chile no denunció Vialsur;"},
     {"Chile denunció"}},
    {"ItWasNotHim",
     "No fue el senador Luis Prado quien acusó a Marta Ríos, sino Ana Ruiz.",
     {"Ana Ruiz acusó Marta Ríos;", "Luis Prado no acusó Marta Ríos;"},
     {"Luis Prado acusó", "Luis Prado no acusó Ana Ruiz"}},
    {"ItWasHer", "Fue Ana Ruiz quien acusó a Marta Ríos.", {"Ana Ruiz acusó Marta Ríos;"}, {}},
};
INSTANTIATE_TEST_SUITE_P(Contrasts, Kinds, testing::ValuesIn(kContrasts), name_of<StatementCase>);

const StatementCase kClauses[] = {
    {"ASubjectOfItsOwn",
     "Ana Ruiz acusó a Soltec y Bolivia expulsó a Luis Prado.",
     {"Ana Ruiz acusó Soltec;", "Bolivia expulsó Luis Prado;"},
     {"Ana Ruiz acusó Bolivia", "Ana Ruiz expulsó"}},
    {"TwoObjects",
     "Ana Ruiz acusó a Soltec y a Bolivia y expulsó a Luis Prado.",
     {"Ana Ruiz acusó Bolivia;", "Ana Ruiz expulsó Luis Prado;"},
     {"Bolivia expulsó"}},
    {"AnObjectTakenUpByAClitic",
     "Al senador Luis Prado lo expulsó Ana Ruiz.",
     {"Ana Ruiz expulsó Luis Prado;"},
     {"Luis Prado expulsó"}},
    {"AVerbThatLooksLikeANoun",
     "A Marta Ríos la acusa Luis Prado de fraude.",
     {"Luis Prado acusa Marta Ríos;"},
     {"Marta Ríos acusa"}},
    {"AThingTakenUp",
     "La Fundación Alba la dirige Ana Ruiz.",
     {"Ana Ruiz dirige Fundación Alba;"},
     {"Fundación Alba dirige"}},
    {"ARoleThatIsGiven", "El comité lo nombró director.", {}, {"director nombró"}},
    {"TheSuspectConfessed",
     "Tras detener a Luis Prado, la policía asegura que confesó haber herido a Ana Ruiz.",
     {"Luis Prado confesó haber herido Ana Ruiz; Luis Prado"},
     {"policía confesó"}},
    {"WhoTellsConfessed",
     "La alcaldesa Marta Ríos confesó que había engañado a Ana Ruiz.",
     {"Marta Ríos había engañado Ana Ruiz; Marta Ríos"},
     {}},
};
INSTANTIATE_TEST_SUITE_P(Clauses, Kinds, testing::ValuesIn(kClauses), name_of<StatementCase>);

const StatementCase kNames[] = {
    {"ASecondSurname",
     "El pintor Mateo Ibarra y Solar criticó a Ana Ruiz.",
     {"Mateo Ibarra y Solar criticó Ana Ruiz;"},
     {"Mateo Ibarra criticó", "Solar criticó"}},
    {"TwoPeople",
     "Mateo Ibarra y Solar criticaron a Ana Ruiz.",
     {"Mateo Ibarra criticaron Ana Ruiz;", "Solar criticaron Ana Ruiz;"},
     {}},
    {"ANickname",
     "La policía detuvo a Mateo «Pulga» Ibarra. Ibarra acusó a Ana Ruiz. El Pulga visitó a Luis Prado.",
     {"Mateo «Pulga» Ibarra acusó Ana Ruiz;", "Mateo «Pulga» Ibarra visitó Luis Prado;"},
     {"Pulga visitó"}},
    {"AnAlias",
     "Chile expulsó a Mateo Ibarra, alias 'Pulga'. Pulga acusó a Ana Ruiz.",
     {"Mateo Ibarra acusó Ana Ruiz;"},
     {"Pulga acusó"}},
    {"TheSurnameFirst",
     "IBARRA SOLAR, Mateo, acusó a Ana Ruiz.",
     {"Mateo IBARRA SOLAR acusó Ana Ruiz;"},
     {"Mateo acusó"}},
    {"AnOfficeInTheName",
     "Ministra de Justicia Ana Ruiz visitó a Luis Prado.",
     {"Ana Ruiz visitó Luis Prado;"},
     {"Ministra de Justicia Ana Ruiz visitó"}},
    {"ADateInTheName",
     "El Colectivo 9 de Agosto acusó a Ana Ruiz.",
     {"Colectivo 9 de Agosto acusó Ana Ruiz;"},
     {"Colectivo acusó"}},
    {"Abbreviations",
     "El Cnel. Mateo Ibarra, Cmdte. de la Fza. Aérea, acusó al Tte. Luis Prado.",
     {"Mateo Ibarra acusó Luis Prado;"},
     {"Aérea acusó", "Fza. Aérea acusó"}},
    {"TwoCountriesHaveOne",
     "La Corte Suprema de Chile absolvió a Ana Ruiz. La Corte Suprema de Perú condenó a Luis Prado.",
     {"Corte Suprema de Chile absolvió Ana Ruiz;", "Corte Suprema de Perú condenó Luis Prado;"},
     {"Corte Suprema de Chile condenó"}},
    {"AnAllianceAndItsMembers",
     "La alianza PRD-MLN propuso a Ana Ruiz. El PRD criticó a Luis Prado. El MLN acusó al PRD.",
     {"PRD criticó Luis Prado;", "MLN acusó PRD;"},
     {"PRD-MLN criticó", "PRD-MLN acusó"}},
    {"OnePersonWithAHyphen",
     "Ana Ruiz-Mora visitó a Luis Prado. Ruiz-Mora acusó a Chile.",
     {"Ana Ruiz-Mora acusó Chile;"},
     {}},
    {"LinesOfAWidth",
     "La presidenta de la comisión de investigación, Marta Ríos, acusó al diputado\nLuis Prado de espiar a Ana Ruiz.",
     {"Marta Ríos acusó Luis Prado;"},
     {}},
};
INSTANTIATE_TEST_SUITE_P(Names, Kinds, testing::ValuesIn(kNames), name_of<StatementCase>);

TEST(Kinds, AmountsWithACode) {
  for (const char* text :
       {"Soltec pagó USD 36.000 a Vialsur.", "Soltec pagó US$36.000 a Vialsur.", "Soltec pagó EUR 36.000 a Vialsur.",
        "Soltec pagó S/ 36.000 a Vialsur.", "Soltec pagó a Vialsur USD 36.000."}) {
    bool found = false;
    for (const Statement& statement : test::statements(text)) {
      EXPECT_EQ(statement.object.canonical, "Vialsur") << text;
      for (const Quantity& quantity : statement.quantities) found = found || quantity.low == 36000;
    }
    EXPECT_TRUE(found) << text;
  }
}

}  // namespace
}  // namespace trama
