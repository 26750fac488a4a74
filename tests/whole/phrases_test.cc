// What names, objects and relations are called, through the whole program: one case for each rule that readers of
// articles of any length showed to be needed. "+" lines must be among the statements, "-" lines must not.
#include <gtest/gtest.h>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::name_of;
using Case = test::StatementCase;

class Phrases : public testing::TestWithParam<Case> {};

TEST_P(Phrases, AsAReaderWould) {
  test::expect(GetParam());
}

const Case kNames[] = {
    {"SurnamesBehindParticles",
     "Luiz Filipe de Macedo Soares visitó Lima. Gabriela Knaul de Albuquerque e Silva visitó Colombia. Juan Paz de "
     "Chile visitó Roma.",
     {"Luiz Filipe de Macedo Soares visitó Lima;", "Gabriela Knaul de Albuquerque e Silva visitó Colombia;",
      "Juan Paz visitó Roma;"},
     {"Silva"}},
    {"PlacesCalledAfterSomeone",
     "Unas 2.300 personas siguen en los albergues de San Pedro Sula. El alcalde de San Pedro Sula visitó Lima. El "
     "exministro de Obras Públicas Ramiro Andrade visitó Chile.",
     {"alcalde de San Pedro Sula visitó Lima;", "Ramiro Andrade visitó Chile;"},
     {"Pedro Sula", "San visitó"}},
    {"TitlesThatNameSomeone",
     "El Instituto Julio Ruiz para los Derechos Humanos criticó a Chile.",
     {"Instituto Julio Ruiz para los Derechos Humanos criticó Chile;"},
     {"Julio Ruiz"}},
    {"TitlesThatEndInACountry",
     "La Misión de las Naciones Unidas en la República Democrática del Congo condenó las violaciones.",
     {"Misión de las Naciones Unidas en la República Democrática del Congo condenó violaciones;"},
     {}},
    {"TitlesAreNoNamesAlone",
     "El jefe de Misión en México de la OIM, Juan Artola, visitó Lima. La Unesco celebra la Semana internacional de la "
     "educación artística.",
     {"Juan Artola visitó Lima;"},
     {"Juan Artola jefe en México de Misión", "Unesco celebra Semana;"}},
    {"CapitalsThatNameNothing",
     "Marina Gallego, coordinadora Nacional de la Ruta Pacífica, asistió a la reunión de Alto Nivel.",
     {},
     {"Nacional", "Marina Gallego asistió a Alto"}},
    {"ThePenaltyIsNobody",
     "El tribunal condenó a cadena perpetua al exdirector de la Policía.",
     {"tribunal condenó exdirector de la Policía;"},
     {"tribunal condenó cadena"}},
    {"ASecondOfficeIsTheSamePersons",
     "El acto fue inaugurado por la expresidenta y directora ejecutiva, Michelle Bachelet.",
     {"Michelle Bachelet inauguró acto;"},
     {"directora"}},
    {"NoInstitutionIsADirector",
     "A la reunión asistieron la directora de la OMS, el director ejecutivo de Unicef y expertos.",
     {},
     {"OMS director"}},
    {"AnUndersecretaryIsNoSecretary",
     "El secretario Juan Paz visitó Roma. El subsecretario Luis Prado visitó Lima. El secretario apoya a Chile.",
     {"Juan Paz apoya Chile;"},
     {"Luis Prado apoya"}},
    {"WhatTwoNounsShare",
     "Amos elogió al pueblo y gobierno de Turquía. Ban ofreció ayuda al gobierno y pueblo filipinos.",
     {"Amos elogió pueblo de Turquía;", "Ban ofreció Filipinas;", "Ban ofreció pueblo de Filipinas;"},
     {"Amos elogió pueblo;", "Ban ofreció pueblo;"}},
    {"TheFieldOfAnOffice",
     "Georgette Gagnon, responsable de derechos humanos de la UNAMA, visitó Lima.",
     {"Georgette Gagnon responsable de derechos humanos de UNAMA;"},
     {}},
};
INSTANTIATE_TEST_SUITE_P(Names, Phrases, testing::ValuesIn(kNames), name_of<Case>);

const Case kRelations[] = {
    {"TheNounBetweenVerbAndObject",
     "Ana Ruiz condenó el asalto al consulado de Chile. Luis Prado respondió a las preguntas de la prensa.",
     {"Ana Ruiz condenó asalto a consulado de Chile;", "Luis Prado respondió a preguntas de prensa;"},
     {"Ana Ruiz condenó consulado"}},
    {"PassivesOfNow",
     "Kosovo es administrado por la ONU. La Troika está formada por Francia y Rusia. El plan fue apoyado por Chile.",
     {"ONU administra Kosovo;", "Francia integra Troika;", "Chile apoyó plan;"},
     {}},
    {"WelcomedIsNotReceived",
     "Ana Ruiz recibió con beneplácito el acuerdo de paz.",
     {"Ana Ruiz recibió con beneplácito acuerdo de paz;"},
     {"Ana Ruiz recibió acuerdo"}},
    {"WhatIsOverIsNot", "Arabia Saudí rompió sus relaciones con Irán.", {}, {"Arabia Saudí relación"}},
    {"OfWhomTheSpeechIs",
     "Ana Ruiz se refirió en su discurso a Siria. Ana Ruiz pronunció un discurso ante la ONU.",
     {},
     {"Ana Ruiz discurso a Siria"}},
    {"ToWhomItIsGiven",
     "El PMA repartió agua entre los desplazados. La Unesco otorgó el premio Guillermo Cano a la Libertad de Prensa a "
     "la "
     "reportera Anna Ruiz.",
     {"PMA repartió entre desplazados;", "Unesco otorgó Anna Ruiz;"},
     {"Unesco otorgó Libertad"}},
    {"AmountsAreNoObjects",
     "México ocupa el segundo lugar con 116 muertos. La tasa es de 9 madres muertas por cada 100.000 niños.",
     {},
     {"México ocupa con", "100.000 niños"}},
    {"WhoseIdeaItWas",
     "La Alianza, creada a iniciativa de España, apoya a Perú.",
     {"Alianza apoya Perú;"},
     {"España creó"}},
    {"ARequestToOthers",
     "La Misión se sumó al llamado del secretario a cesar las formas de violencia. Los organismos afirmaron que "
     "discriminar a la mujer causa desempleo.",
     {},
     {"Misión se sumó a cesar", "organismos afirmaron discriminar"}},
    {"WhosePromiseItIs",
     "Ana Ruiz celebró el compromiso expresado por Luis Prado de combatir la corrupción.",
     {"Luis Prado combatir corrupción; Ana Ruiz"},
     {"Ana Ruiz combatir"}},
    {"TheAgentGoesOn",
     "Chechenia fue mencionada por el ministro Luis Prado, exhortando a Rusia a respetar el acuerdo.",
     {"Luis Prado exhortando Rusia;"},
     {"Chechenia exhortando"}},
    {"WholePhrases",
     "Ana Ruiz sugirió la creación de un “observatorio” internacional. Luis Prado propuso una reducción de militares y "
     "civiles. Chile y Perú acordaron un alto el fuego.",
     {"Ana Ruiz sugirió creación de un “observatorio” internacional;",
      "Luis Prado propuso reducción de militares y civiles;"},
     {}},
    {"AtLeast",
     "Ana Ruiz entregó al menos cien misiles balísticos. Luis Prado criticó el plan. La FAO lo apoyó.",
     {"Ana Ruiz entregó cien misiles balísticos;"},
     {"FAO apoyó Luis Prado"}},
    {"WhatNounsInAListShare",
     "La Convención prohíbe el empleo, desarrollo y transferencia de municiones de racimo. La FAO promovió la "
     "conservación y consumo de las especies.",
     {"Convención prohíbe transferencia de municiones de racimo;"},
     {"Convención prohíbe empleo", "FAO promovió consumo", "FAO promovió conservación"}},
    {"WhereTheyCameFrom",
     "Ban condenó los ataques a Israel desde la Franja de Gaza. Ana Ruiz presentó conclusiones de sus misiones a "
     "Panamá.",
     {},
     {"Ban condenó desde", "Ana Ruiz presentó Panamá"}},
    {"WhoPraisesHasNotDecided",
     "Juan Ruiz elogió la decisión de conceder el premio a tres estudiosos.",
     {},
     {"Juan Ruiz conceder", "Juan Ruiz elogió decisión;"}},
    {"FundsAndSignatures",
     "La OIM ayudó con nuevos fondos. Ana Ruiz aplaudió la firma del alto el fuego. Llegaron a Europa occidental los "
     "migrantes.",
     {"Ana Ruiz aplaudió firma del alto el fuego;"},
     {"OIM ayudó con", "migrantes llegaron a Europa;"}},
    {"OnlySuchOnes",
     "Israel no debe implementar iniciativas que pongan en riesgo a la población.",
     {},
     {"Israel no debe implementar iniciativas;"}},
    {"NothingIsSaid",
     "“Chile apoya a Perú”, dijo Ana Ruiz a la FAO.",
     {"Chile apoya Perú; Ana Ruiz"},
     {"Ana Ruiz dijo FAO"}},
};
INSTANTIATE_TEST_SUITE_P(Relations, Phrases, testing::ValuesIn(kRelations), name_of<Case>);

TEST(Themes, TellWhatIsSaidAndAsked) {
  const auto theme = [](const std::string& text) {
    const auto found = test::statements(text);
    return found.empty() ? std::string("nothing") : found.front().theme;
  };
  EXPECT_EQ(theme("Ana Ruiz dijo a la ONU que su país trabaja."), "que su país trabaja");
  EXPECT_EQ(theme("Ana Ruiz instó al sector privado a asignar fondos."), "asignar fondos");
  EXPECT_EQ(theme("Ana Ruiz recomendó al Consejo de Seguridad que rechazara la propuesta."),
            "que rechazara la propuesta");
  EXPECT_EQ(theme("Ana Ruiz exhortó a la Unión Europea a no permitir que la gestión quede impune."),
            "no permitir que la gestión quede impune");
}

}  // namespace
}  // namespace trama
