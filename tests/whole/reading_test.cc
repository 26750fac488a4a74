// What a careful reader takes from news, through the whole program: one case for each rule that reading showed to be
// needed. "+" lines must be among the statements ("subject label object; source"), "-" lines must not.
#include <gtest/gtest.h>

#include <string>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::name_of;
using test::shown;
using test::statements;
using Case = test::StatementCase;

class Reading : public testing::TestWithParam<Case> {};

TEST_P(Reading, AsAReaderWould) {
  test::expect(GetParam());
}

const Case kSpeakers[] = {
    {"WhatShowsNothingIsNoPartOfAName",
     "El presidente, Luis Pra\u00ADdo, visi\u00ADtó a Ana\u202E Ruiz.",
     {"Luis Prado visitó Ana Ruiz;"},
     {}},
    {"SpeakerBehindTheQuotation",
     "“Hay que ayudar a Haití”, dijo Ana Ruiz. “Brasil apoya a Haití”, aseguró De Souza.",
     {"Brasil apoya Haití; De Souza"},
     {"Ana Ruiz aseguró"}},
    {"NotWhoIsQuoted",
     "La ministra Ana Ruiz viajó a Lima. “Perú apoya a Chile”, enfatizó.",
     {"Perú apoya Chile; Ana Ruiz"},
     {}},
    {"SpeakerOfTwoSentences",
     "“Brasil atacó a Perú. Chile apoya a Perú”, dijo el presidente Luis Prado.",
     {"Brasil atacó Perú; Luis Prado", "Chile apoya Perú; Luis Prado"},
     {}},
    {"ATimeIsNotSaid",
     "Al visitar Chile, Ana Ruiz dijo que Brasil apoya a Perú.",
     {"Ana Ruiz visitar Chile;", "Brasil apoya Perú; Ana Ruiz"},
     {}},
    {"EachPromisesForHimself",
     "Chile y Perú prometieron ayudar a Haití.",
     {"Chile prometieron ayudar Haití; Chile", "Perú prometieron ayudar Haití; Perú"},
     {}},
    {"WhatPointsBackIsNoSource",
     "“De acuerdo con estas afirmaciones, Brasil apoya a Perú”, dijo Ana Ruiz.",
     {"Brasil apoya Perú; Ana Ruiz"},
     {}},
    {"OfferedByOthers",
     "La ministra Ana Ruiz viajó a Lima. Ofreció el apoyo de la OTAN.",
     {},
     {"Ana Ruiz ofreció el apoyo"}},
};
INSTANTIATE_TEST_SUITE_P(Speakers, Reading, testing::ValuesIn(kSpeakers), name_of<Case>);

const Case kSubjects[] = {
    {"WhoDecided",
     "Los jueces protestaron tras la decisión del Gobierno de España de no extraditar a Luis Prado.",
     {"España no extraditar Luis Prado;"},
     {"jueces no extraditar"}},
    {"WhoWroteTheMessage",
     "Los vecinos recibieron mensajes del Ejército de Chile pidiendo ayuda a la Policía.",
     {"Ejército de Chile pidiendo Policía;"},
     {"vecinos pidiendo"}},
    {"NobodyAimsInAReflexivePassive",
     "Ana Ruiz afirmó que se necesitan fondos para ayudar a Haití.",
     {},
     {"Ana Ruiz ayudar"}},
    {"TheVerbAgreesWithItsSubject",
     "La escuela de Lima que albergaba miles de familias peruanas fue destruida.",
     {},
     {"familias peruanas albergaba"}},
    {"PeopleBeforeQueAct",
     "Ana Ruiz ayudó a la población que sufre por la guerra.",
     {"Ana Ruiz ayudó población;"},
     {"Ana Ruiz sufre"}},
    {"QuienActs",
     "Marta Ríos, quien preside el Comité de Energía de Chile, renunció.",
     {},
     {"Comité de Energía de Chile preside"}},
    {"WhoHelpsAndWhoRecovers",
     "Brasil ayudó al Gobierno de Haití a recuperar Puerto Príncipe.",
     {"Haití recuperar Puerto Príncipe;"},
     {"Haití ayudó"}},
    {"FiniteVerbsGoOnTogether",
     "Los sindicatos peruanos ayudan a los obreros a vivir y ofrecen asistencia a Marta Ríos.",
     {"sindicatos peruanos ofrecen Marta Ríos;"},
     {"obreros ofrecen"}},
    {"VerbsOfNoObject",
     "Según la Policía, cinco personas murieron, entre ellas dos monjes chilenos.",
     {},
     {"cinco personas murieron"}},
    {"PluralVerbsHaveNoSingularSubject",
     "Chile es un país pequeño. Tendrán que ayudar a Marta Ríos.",
     {},
     {"Chile tendrán"}},
    {"SomeoneElsesAnnouncement",
     "El experto Luis Prado criticó el anuncio del Gobierno de Chile de que atacará a Perú.",
     {"Chile atacará Perú;"},
     {"Luis Prado atacará"}},
};
INSTANTIATE_TEST_SUITE_P(Subjects, Reading, testing::ValuesIn(kSubjects), name_of<Case>);

const Case kObjects[] = {
    {"VictimsAreNotCondemned", "Ana Ruiz condenó el asesinato de Luis Prado.", {}, {"Ana Ruiz condenó Luis Prado"}},
    {"AttackersAre",
     "Ana Ruiz condenó el ataque de Hezbolá a una escuela.",
     {"Ana Ruiz condenó ataque de Hezbolá;"},
     {}},
    {"WhatOf", "Luis Prado fue acusado por la justicia chilena de fraude.", {}, {"justicia chilena de fraude"}},
    {"PronounsOnlyAnnounce",
     "El ministro Luis Prado llegó ayer. Marta Ríos le entregó una carta a Ana Ruiz.",
     {"Marta Ríos entregó Ana Ruiz;"},
     {"Marta Ríos entregó Luis Prado"}},
    {"OnlyBetweenThem", "Chile y Perú lograron el cese de los ataques entre las partes.", {}, {"Chile lograron Perú"}},
    {"NotAgainstEachOther",
     "Para enfrentar la crisis, Chile y Perú enviaron médicos a Haití.",
     {},
     {"Chile enfrentar Perú"}},
    {"ToldInAClause", "La Policía chilena advirtió que Perú está movilizando soldados.", {}, {"Perú advirtió"}},
    {"WhereItFledFrom", "Marta Ríos huyó de la violencia en Haití.", {}, {"Marta Ríos huyó en Haití"}},
    {"TheVisitThatEnded",
     "Marta Ríos terminó una visita de ocho días a Chile.",
     {"Marta Ríos terminó una visita a Chile;"},
     {}},
    {"WhoApproved",
     "La misión, que aprobó el Consejo de Seguridad el lunes, viajó a Haití.",
     {},
     {"misión aprobó Consejo de Seguridad"}},
};
INSTANTIATE_TEST_SUITE_P(Objects, Reading, testing::ValuesIn(kObjects), name_of<Case>);

const Case kMore[] = {
    {"WhomTheFirstVerbAddressed",
     "El actor Luis Prado viajó a Lima. Marta Ríos advirtió al Consejo de Seguridad sobre la crisis y le pidió "
     "soldados.",
     {"Marta Ríos pidió Consejo de Seguridad;"},
     {"Marta Ríos pidió Luis Prado"}},
    {"WhatTookPlace",
     "La ministra Marta Ríos viajó a Lima, donde tuvo lugar la Cumbre de las Américas.",
     {},
     {"Marta Ríos tuvo lugar"}},
    {"WhoTookPartStandsBehind",
     "La OMS organizó la cita. También han participado médicos chilenos.",
     {},
     {"OMS han participado"}},
    {"DeclaredToThePress",
     "Marta Ríos resaltó en una declaración a Radio Lima que Chile apoya a Perú.",
     {"Chile apoya Perú; Marta Ríos"},
     {"Marta Ríos resaltó Radio Lima"}},
    {"NobodyCelebrates",
     "Marta Ríos saludó a Chile al conmemorarse el Día de la Mujer.",
     {},
     {"Marta Ríos conmemorarse"}},
    {"WhoSpokeDidNotSpeakWithTheOther",
     "También hablaron Luis Prado y Marta Ríos.",
     {},
     {"Luis Prado hablaron Marta Ríos"}},
    {"SanctionsAgainst", "Japón aprobó sanciones contra Chile.", {"Japón aprobó sanciones contra Chile;"}, {}},
    {"OneOfManyPowers", "Luis Prado criticó a las potencias que integran el Consejo.", {}, {"Consejo integran"}},
};
const Case kEvenMore[] = {
    {"WhatCameOfItIsTold",
     "La Policía indicó que una ley ayudaría a Perú, por lo que Chile y Francia han redactado un texto.",
     {"Chile han redactado texto;", "Francia han redactado texto;"},
     {}},
    {"WhoIsCalledUpon",
     "La ONU reiteró su llamamiento a Chile a reconocer a Perú.",
     {"Chile reconocer Perú; ONU"},
     {"ONU reconocer"}},
    {"WhoReads",
     "“Llamamos a Israel a evitar la guerra”, dijo Ana Ruiz al leer el comunicado de la OMS.",
     {},
     {"Israel leer"}},
    {"AnotherOneIsMeantInAQuotation", "“Atacó a Perú y ayudó a Chile”, dijo Luis Prado.", {}, {"Luis Prado Atacó"}},
    {"WhoIsWrittenTo",
     "El ministro Luis Prado viajó. Marta Ríos escribió a la OTAN para informarle del plan.",
     {},
     {"Marta Ríos informar Luis Prado"}},
    {"OneOfThem", "Una de estas mujeres creó un grupo en 1997.", {}, {"mujeres creó"}},
    {"OfNoOffice", "Tras el veredicto de Ferguson, Zeid Al Hussein pidió calma.", {}, {"Zeid Al Hussein veredicto"}},
    {"TheAcronymOfTheLastPart",
     "El Consejo de Seguridad de la Organización de las Naciones Unidas (ONU) aprobó la misión.",
     {},
     {"ONU aprobó"}},
    {"FacingACrisis",
     "Los médicos y los vecinos se enfrentan a una crisis grave.",
     {},
     {"médicos se enfrentan vecinos"}},
};
INSTANTIATE_TEST_SUITE_P(EvenMore, Reading, testing::ValuesIn(kEvenMore), name_of<Case>);
INSTANTIATE_TEST_SUITE_P(More, Reading, testing::ValuesIn(kMore), name_of<Case>);

const Case kNames[] = {
    {"TheNameBeforeItsAcronym",
     "La Organización de Estados para la Educación, la Ciencia y la Cultura (OEECC) y Chile firmaron un acuerdo.",
     {},
     {"Organización de Estados para la Educación firmaron OEECC"}},
    {"OfficesAreNoNames",
     "El Secretario General de la ONU, Luis Prado, pidió hoy a Chile la reforma que propuso a Perú.",
     {},
     {"General"}},
    {"MembersAreNotTheWhole", "El documento fue criticado por los Estados miembros de la OTAN.", {}, {"OTAN criticó"}},
    {"CountriesOfAContinent", "Los países de África apoyan a Chile.", {}, {"África apoyan"}},
    {"NoCountryInParticular",
     "Marta Ríos visitó Guatemala. Los refugiados huyen de un país a otro.",
     {},
     {"refugiados huyen de Guatemala"}},
    {"TheNameRightBeforeTheOffice",
     "El lunes se reunió con varios líderes, entre ellos el presidente de Chad, Luis Prado, actual presidente de la "
     "Unión Africana; Marta Ríos, primera ministra de Perú, entre otros.",
     {"Luis Prado actual presidente de Unión Africana;", "Marta Ríos primera ministra de Perú;"},
     {"Luis Prado primera ministra"}},
    {"NamedAfterTheOffice",
     "El secretario general de la OTAN condenó el ataque. En un comunicado, Prado pidió ayuda a Francia. El secretario "
     "general de la OTAN visitó Lima.",
     {"Prado visitó Lima;"},
     {}},
    {"TheSpeakersOrganisation",
     "La OMS y la FAO se reunieron. Marta Ríos, directora de la FAO, dijo que la Organización apoya a Chile.",
     {"FAO apoya Chile; Marta Ríos"},
     {}},
    {"NobodysOffice", "Luchó por la libertad de su país, Chile.", {}, {"Chile libertad"}},
    {"LettersAreNobody", "Según la OMS, la hepatitis B y C matan a miles de niños.", {}, {"B matan", "C matan"}},
};
INSTANTIATE_TEST_SUITE_P(Names, Reading, testing::ValuesIn(kNames), name_of<Case>);

const Case kPages[] = {
    {"Links",
     "Chile apoyó a Perú.\n\nLea también: Francia acusó a Brasil de fraude.\n\nPerú visitó a Brasil.",
     {"Chile apoyó Perú;", "Perú visitó Brasil;"},
     {"Francia"}},
    {"Datelines", "PARÍS, 3 may. (EFE).- Chile apoyó a Perú.", {"Chile apoyó Perú;"}, {"PARÍS", "EFE"}},
    {"DatelinesWithBars",
     "París, Francia | AFP | El presidente Luis Prado visitó Chile.",
     {"Luis Prado visitó Chile;"},
     {"Francia", "AFP", "París"}},
    {"Credits",
     "Chile apoyó a Perú.\n\nFoto: Ana Ruiz visita a Luis Prado/EFE\n\nCon información de Reuters y AFP",
     {"Chile apoyó Perú;"},
     {"Ana Ruiz"}},
    {"Subscriptions",
     "Chile apoyó a Perú.\n\nSíganos en Twitter y apoye a Radio Lima.",
     {"Chile apoyó Perú;"},
     {"Twitter"}},
    {"NewsOfPhotographs",
     "Publicado el informe, Perú acusó a Chile de fraude. Foto y video muestran que Brasil atacó a Chile.",
     {"Perú acusó Chile;"},
     {}},
    {"Lists",
     "Acuerdos de la cumbre:\n\n- Chile apoyará a Perú\n- Brasil ayudará a Haití\n",
     {"Chile apoyará Perú;", "Brasil ayudará Haití;"},
     {}},
    {"Signatures",
     "Chile apoyó a Perú.\n\nPor Marta Ríos, corresponsal en Lima\n\nana.ruiz@diario.example",
     {"Chile apoyó Perú;"},
     {"Chile corresponsal"}},
};
INSTANTIATE_TEST_SUITE_P(Pages, Reading, testing::ValuesIn(kPages), name_of<Case>);

TEST(ReadingFactuality, HoweverDeniesNothing) {
  for (const Statement& statement : statements("No obstante, Ana Ruiz enfatizó que China respalda a Chile.")) {
    EXPECT_EQ(statement.polarity, Polarity::kPositive) << shown(statement);
    EXPECT_EQ(statement.modality, Modality::kAsserted) << shown(statement);
  }
}

// "dar" is irregular, "respaldar" and "recordar" are not.
const Case kPassives[] = {
    {"EndsLikeDar",
     "La iniciativa está respaldada por Chile. Perú es ayudado por Chile.",
     {"Chile respalda iniciativa;", "Chile ayuda Perú;"},
     {}},
    {"EndsLikeAndar", "Perú fue demandado por Chile ante la OEA.", {"Chile demandó Perú;"}, {}},
    {"EndsLikeEstar", "Hugo Rojas fue arrestado por la Policía.", {"Policía arrestó Hugo Rojas;"}, {}},
    {"EndsLikePoner", "Hugo Rojas fue depuesto por Chile.", {"Chile depuso Hugo Rojas;"}, {}},
    {"EndsLikeUir", "Hugo Rojas fue sustituido por Ana Prado.", {"Ana Prado sustituyó Hugo Rojas;"}, {}},
};
INSTANTIATE_TEST_SUITE_P(Passives, Reading, testing::ValuesIn(kPassives), name_of<Case>);

const Case kLikePrepositions[] = {
    {"Including", "Wang Li firmó el acuerdo, incluyendo a Chile.", {}, {"Wang Li incluyendo"}},
    {"IncludingAsVerb", "Lula está incluyendo a Chile en el acuerdo.", {"Lula está incluyendo Chile;"}, {}},
    {"Followed", "El PSOE, seguido por el PP, ganó las elecciones.", {}, {"PP siguió"}},
    {"FollowedAsVerb", "El presidente Lula fue seguido por Macron.", {"Macron siguió Lula;"}, {}},
};
INSTANTIATE_TEST_SUITE_P(LikePrepositions, Reading, testing::ValuesIn(kLikePrepositions), name_of<Case>);

TEST(ReadingFactuality, WhatOneProposesToOneselfIsPlanned) {
  const auto found = statements("Chile se propone apoyar a Perú.");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].modality, Modality::kPlanned);
  EXPECT_FALSE(found[0].source.has_value());
}

TEST(ReadingFactuality, WhatHelpWillBringIsPlanned) {
  bool seen = false;
  for (const Statement& statement : statements("El préstamo ayudará a Ecuador a visitar a Perú.")) {
    seen = seen || statement.relation.lemma == "visitar";
    EXPECT_EQ(statement.modality, Modality::kPlanned) << shown(statement);
  }
  EXPECT_TRUE(seen);
}

TEST(ReadingLabels, NeitherIsNotSaidTwice) {
  std::vector<std::string> found;
  for (const Statement& statement : statements("Ni Chile ni Perú condenaron el bombardeo."))
    found.push_back(shown(statement));
  EXPECT_THAT(found, testing::UnorderedElementsAre("Chile no condenaron bombardeo;", "Perú no condenaron bombardeo;"));
}

TEST(ReadingQuantities, ANumberOfBothIsNotOfOne) {
  std::vector<std::string> found;
  for (const Statement& statement : statements("Unos 90.000 refugiados y migrantes llegaron a Chile."))
    found.push_back(shown(statement));
  EXPECT_THAT(found, testing::UnorderedElementsAre("refugiados llegaron a Chile;", "migrantes llegaron a Chile;"));
}

TEST(ReadingQuantities, RangesBelongToWhatIsSent) {
  bool seen = false;
  for (const Statement& statement : statements("Chile planea enviar entre 25.000 y 30.000 soldados a Perú.")) {
    seen = seen || statement.theme.ends_with("25.000 y 30.000 soldados");
    EXPECT_EQ(statement.object.canonical, "Perú");
  }
  EXPECT_TRUE(seen);
}

TEST(ReadingFactuality, NotOnlyDeniesNothing) {
  for (const Statement& statement : statements("Chile no solo apoyó a Perú, sino también a Brasil."))
    EXPECT_EQ(statement.polarity, Polarity::kPositive) << shown(statement);
}

TEST(ReadingFactuality, WhatIsAskedToBeGuaranteedIsNotPromised) {
  for (const Statement& statement : statements("La ONU urgió a Chile a garantizar que Brasil apoye a Perú."))
    EXPECT_NE(statement.modality, Modality::kPromised) << shown(statement);
}

TEST(ReadingFactuality, InsteadOfDenies) {
  bool seen = false;
  for (const Statement& statement : statements("Chile apoya a Perú en lugar de combatir a la OTAN.")) {
    if (statement.relation.lemma != "combatir") continue;
    seen = true;
    EXPECT_EQ(statement.polarity, Polarity::kNegative);
  }
  EXPECT_TRUE(seen);
}

}  // namespace
}  // namespace trama
