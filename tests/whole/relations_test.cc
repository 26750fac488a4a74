// What stands at the arrow and what the arrow says, through the whole program: one case for each rule that readers
// showed to be needed. "+" lines must be among the statements ("subject label object; source"), "-" lines must not.
#include <gtest/gtest.h>

#include <string>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::name_of;
using test::statements;
using Case = test::StatementCase;

class Relations : public testing::TestWithParam<Case> {};

TEST_P(Relations, AsAReaderWould) {
  test::expect(GetParam());
}

const Case kLabels[] = {
    {"OfficesOfThePast",
     "Ana Ruiz fue presidenta de Chile. Luis Prado no fue ministro de Perú. Sara Vega es embajadora de Brasil. Ema Gil "
     "había sido "
     "ministra de Chile.",
     {"Ema Gil había sido ministra de Chile;", "Ana Ruiz fue presidenta de Chile;", "Sara Vega embajadora de Brasil;"},
     {"Ana Ruiz presidenta", "Luis Prado ministro", "Luis Prado no es"}},
    {"ANeighbourIsWhoIsNamed",
     "Ana Ruiz visitó el vecino Chad.",
     {"Ana Ruiz visitó Chad;"},
     {"Ana Ruiz visitó vecino"}},
    {"AdjectivesWithTheirRest",
     "La CEPAL previó un crecimiento cercano a 4% el año entrante.",
     {"CEPAL previó crecimiento cercano a 4%;"},
     {}},
    {"PassiveOfTheFuture",
     "La misión será dirigida por Francia. Las tropas serán detenidas por Chile.",
     {"Francia dirigirá misión;", "Chile detendrá tropas;"},
     {"Francia dirigió"}},
    {"PassiveThatIsWanted",
     "Brasil pidió que el ataque sea investigado por la ONU.",
     {"ONU investigar ataque; Brasil"},
     {"ONU investigó"}},
    {"PassiveOfThePast", "La misión fue dirigida por Francia.", {"Francia dirigió misión;"}, {}},
};
const Case kMoreLabels[] = {
    {"MinistersOfACountry",
     "Ana Ruiz, ministra de Defensa de Chile, viajó a Lima. Luis Prado fue secretario de Estado de Estados Unidos.",
     {"Ana Ruiz ministra de Defensa de Chile;", "Luis Prado fue secretario de Estado de Estados Unidos;"},
     {}},
    {"NoOfficeOfACounterpart", "Su homólogo de China, Luis Prado, viajó a Lima.", {}, {"Luis Prado homólogo"}},
    {"MadeUpOf",
     "La Troika, formada por Francia, Alemania y Rusia, aprobó el plan. Un comité fue formado por Chile y Perú.",
     {"Francia integra Troika;", "Rusia integra Troika;", "Chile formó comité;"},
     {"Francia formó", "Chile integra"}},
    {"HeadlinesAboutSomeone",
     "Kosovo: Enviado y Consejo de Seguridad piden participación serbia en elecciones",
     {},
     {"Kosovo piden"}},
    {"WhatOneHasChargeOf",
     "Ana Ruiz, directora de operaciones de la FAO, viajó a Lima.",
     {"Ana Ruiz directora de operaciones de FAO;"},
     {"Ana Ruiz directora de FAO"}},
    {"JudgedToBe", "La FAO considera vital movilizar a los campesinos de Chile.", {}, {"FAO considera"}},
    {"WhereItWasWritten", "Santiago - Chile celebró sus 200 años de independencia en 2010.", {}, {"Santiago celebró"}},
    {"TitlesGoOn",
     "La OMS celebró el Día Mundial sobre la Seguridad y Salud en el Trabajo. Francia firmó el Tratado sobre el "
     "Comercio "
     "de Armas y el Acuerdo de París. La CEPAL apoyó la Declaración de América Latina y el Caribe. Perú acogió el "
     "Seminario sobre Chile.",
     {"OMS celebró Día Mundial sobre la Seguridad y Salud en el Trabajo;",
      "Francia firmó Tratado sobre el Comercio de Armas;", "Francia firmó Acuerdo de París;"},
     {"Perú acogió Seminario sobre Chile"}},
    {"WhatStandsWithoutPor", "Los planes están coordinados con el gobierno de Chile.", {}, {"Chile coordinó"}},
    {"WhichOnes",
     "Unos 200 millones de personas que se identifican como africanos viven en América. Los pueblos Pijao y Páez "
     "organizaron un modelo bicultural.",
     {"pueblos Pijao y Páez organizaron modelo bicultural;"},
     {"200 millones de personas viven", "pueblos organizaron"}},
    {"NotTheRedCross",
     "La Cruz Roja japonesa ha gestionado hospitales.",
     {"Cruz Roja japonesa ha gestionado hospitales;"},
     {}},
    {"WithoutItsRest",
     "Ana Ruiz visitó a Luis Prado para ponerlo al tanto. Luis Prado dedicó especial atención a la seguridad. Luis "
     "Prado pidió a los gobiernos afectados. Luis Prado había pedido desde Roma que cesen los ataques. Luis Prado "
     "pidió "
     "a Chile que apoye a Perú.",
     {"Luis Prado pidió Chile;"},
     {"Ana Ruiz poner", "Luis Prado dedicó", "Luis Prado pidió gobiernos", "Luis Prado había pedido desde"}},
    {"Highlighted",
     "Ana Ruiz destacó la elección de Luis Prado. El tribunal confirmó la condena de Luis Prado.",
     {"tribunal confirmó condena de Luis Prado;"},
     {"Ana Ruiz destacó Luis Prado"}},
    {"OfficesOfThen",
     "Luis Prado, entonces presidente de Chile, visitó Lima. El consejo de Fram, departamento de Itapúa, apoyó a "
     "Chile.",
     {"Luis Prado era presidente de Chile;"},
     {"Luis Prado presidente", "Fram departamento"}},
    {"AnOfficeSomewhere",
     "Ana Ruiz, directora de la FAO en Haití, viajó a Lima.",
     {"Ana Ruiz directora en Haití de FAO;"},
     {"Ana Ruiz directora de"}},
    {"InTheNameOf", "Ana Ruiz, portavoz de la FAO, viajó a Lima.", {"Ana Ruiz portavoz de FAO;"}, {}},
    {"AnAim", "Chile tiene como meta ayudar a Perú.", {"Chile tiene como meta ayudar Perú;"}, {}},
    {"RepeatedRequest", "Annan insistió en su exhortación a no atacar a la ONU.", {}, {"Annan insistió a no atacar"}},
    {"OfficeOfAnother",
     "La cumbre contó con el actor Juan Soto y las atletas Eva Gil, de Perú, y Ana Ruiz.",
     {},
     {"Juan Soto actor de Perú"}},
};
INSTANTIATE_TEST_SUITE_P(MoreLabels, Relations, testing::ValuesIn(kMoreLabels), name_of<Case>);

INSTANTIATE_TEST_SUITE_P(Labels, Relations, testing::ValuesIn(kLabels), name_of<Case>);

const Case kObjects[] = {
    {"ApprovedIsTheProposal",
     "Chile aprobó la propuesta de la OTAN.",
     {"Chile aprobó propuesta de la OTAN;"},
     {"Chile aprobó OTAN;"}},
    {"NotTheVictims",
     "Ana Ruiz denunció la persecución de los periodistas. Chile suspendió la deportación de los migrantes.",
     {"Chile suspendió deportación de los migrantes;"},
     {"Ana Ruiz denunció periodistas", "Chile suspendió migrantes"}},
    {"OfWhatIsOwned", "La OTAN expresó su condena del uso de la emisora Radio Azul.", {}, {"OTAN expresó Radio Azul"}},
    {"WhomItIsStoppedFor",
     "Chile detuvo los ataques al personal de la ONU.",
     {"Chile detuvo ataques al personal de la ONU;"},
     {"Chile detuvo a personal", "Chile detuvo personal"}},
    {"UsedAs",
     "Ana Ruiz lamentó el uso de civiles como escudos humanos.",
     {"Ana Ruiz lamentó uso de civiles como escudos humanos;"},
     {}},
    {"YearAndAHalf",
     "Ana Ruiz condenó el asesinato de un niño de año y medio.",
     {"Ana Ruiz condenó asesinato de un niño de año y medio;"},
     {}},
    {"HowManyThereAre",
     "La ONU ayudó a más de mil millones de personas a salir de la pobreza.",
     {"ONU ayudó mil millones de personas;"},
     {}},
    {"OfTheSecondVerb",
     "Sudán prometió cooperar y perseguir a los rebeldes.",
     {"Sudán prometió perseguir rebeldes; Sudán"},
     {"Sudán prometió cooperar rebeldes", "Sudán cooperar rebeldes"}},
    {"ToldOfAStrategy", "Ana Ruiz explicó la estrategia para ayudar a Haití.", {}, {"Ana Ruiz ayudar Haití"}},
    {"BesideWhomWithoutWhat", "Chile goza junto con Perú.", {}, {"Chile goza junto"}},
    {"APlaceOfTakingPart",
     "Ana Ruiz participó el martes en Lima en una conferencia.",
     {},
     {"Ana Ruiz participó en Lima"}},
    {"InAName", "Chile otorgó el premio “Campeones contra el Paludismo” a Perú.", {}, {"Chile otorgó contra"}},
    {"LeftOutVerb", "Chile crecerá 2,5%, Perú 3,5% y México 1,5%.", {}, {"Chile crecerá Perú", "Chile crecerá México"}},
    {"Together",
     "La comunidad internacional debe trabajar junta.",
     {},
     {"comunidad internacional debe trabajar junta"}},
    {"PointsBack",
     "Ana Ruiz condenó a los rebeldes y a los movimientos de este tipo.",
     {},
     {"Ana Ruiz condenó movimientos de este tipo"}},
    {"InGeneral", "La ley fortalece la relación entre el gobierno y la sociedad civil.", {}, {"gobierno relación"}},
};
INSTANTIATE_TEST_SUITE_P(Objects, Relations, testing::ValuesIn(kObjects), name_of<Case>);

TEST(RelationThemes, AreWhole) {
  const auto found = statements("Ana Ruiz exhortó a Chile a no permitir que se reduzca la ayuda.");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().theme, "no permitir que se reduzca la ayuda");
}

}  // namespace
}  // namespace trama
