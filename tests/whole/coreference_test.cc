// Whom left-out subjects, clitics and "we" mean, through the whole program. "+" lines must be among the statements
// ("subject label object; source"), "-" lines must not be the beginning of one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using Case = test::StatementCase;

class Antecedents : public testing::TestWithParam<Case> {};

TEST_P(Antecedents, AreWhomAReaderTakes) {
  std::vector<std::string> found;
  for (const Statement& statement : test::statements(GetParam().text)) found.push_back(test::shown(statement));
  for (const std::string& wanted : GetParam().has) EXPECT_THAT(found, testing::Contains(wanted));
  for (const std::string& wrong : GetParam().has_not)
    EXPECT_THAT(found, testing::Not(testing::Contains(testing::StartsWith(wrong))));
}

const Case kCases[] = {
    {"WeIsTheInstitutionOfWhoSpeaksForIt",
     "“Apoyamos a Haití”, dijo la portavoz de UNICEF, Ana Ruiz.",
     {"Unicef apoyamos Haití; Ana Ruiz"},
     {}},
    {"WeOfAnOfficeTold",
     "La Soltec creció. El presidente de la empresa, Luis Prado, habló con la prensa. “Hemos comprado Vialsur”, dijo.",
     {"Soltec hemos comprado Vialsur; Luis Prado"},
     {}},
    {"AnAmbassadorSpeaksForHisCountryNotForWhereHeSits",
     "“Apoyamos a Haití”, dijo el embajador de Chile ante la ONU, Luis Prado.",
     {"Chile apoyamos Haití; Luis Prado"},
     {"ONU apoyamos"}},
    {"WhoIsHelpedOwns",
     "Chile apoya a Perú en su guerra contra Brasil.",
     {"Perú guerra contra Brasil;"},
     {"Chile guerra"}},
    {"AnOwnerIsLookedForToTheLastWord", "Chile apoya a Perú. Homenaje a su madre", {"Chile apoya Perú;"}, {}},
    {"WhoIsReadyDoes",
     "Ana Ruiz afirmó que está dispuesta a apoyar a Chile.",
     {"Ana Ruiz está dispuesta a apoyar Chile; Ana Ruiz"},
     {}},
    {"WhoIsPraisedOwns", "Chile felicitó a Perú por su apoyo a Brasil.", {"Perú apoyo a Brasil;"}, {"Chile apoyo"}},
    {"WeIsEverybody",
     "“Debemos ayudar a Haití”, dijo la portavoz de UNICEF, Ana Ruiz.",
     {},
     {"Unicef", "Ana Ruiz debemos"}},
    {"LetUsIsEverybody",
     "“Trabajemos para ayudar a Haití”, dijo la portavoz de UNICEF, Ana Ruiz.",
     {},
     {"Unicef", "Ana Ruiz trabajemos"}},
    {"WhoseAnnouncementItIs",
     "La ONU celebró el anuncio hecho por Soltec de que comprará Vialsur.",
     {"Soltec comprará Vialsur;"},
     {"ONU comprará"}},
    {"ItSeemsToNobody",
     "La ministra Ana Ruiz llegó a Lima. Parece que Brasil apoya a Perú.",
     {"Brasil apoya Perú;"},
     {"Ana Ruiz parece"}},
    {"WhoSaidSoInTheSameSentence",
     "La UNESCO criticó a Chile. El ministro Luis Prado sostuvo que el plan es bueno y “único”, dijo que apoya a Perú.",
     {"Luis Prado apoya Perú; Luis Prado"},
     {}},
    {"WhoIsNamedLaterInTheSentence",
     "Chile negocia con Perú. Aunque criticó a Brasil, el ministro Luis Prado viajó a Lima.",
     {"Luis Prado criticó Brasil;"},
     {"Chile criticó"}},
    {"ThoseWhoAreNoneToldBefore",
     "La ministra Ana Ruiz criticó a los bancos. El presidente Luis Prado apoyó a aquellos que ayudan a Haití.",
     {},
     {"Luis Prado apoyó bancos", "bancos ayudan"}},
    {"ThereIsNobody", "La ministra Ana Ruiz visitó Lima. Hay que ayudar a Haití.", {}, {"Ana Ruiz hay"}},
    {"TheReportGoesOn",
     "La ministra Ana Ruiz visitó Lima. El informe señala que Brasil atacó a Perú. Además, acusa a Chile de fraude.",
     {"Brasil atacó Perú; informe"},
     {"Ana Ruiz acusa"}},
    {"WhoGetsItIsToDoIt",
     "Brasil financió a Soltec para que compre Vialsur.",
     {"Soltec compre Vialsur;"},
     {"Brasil compre"}},
    {"WhoIsQuotedSaysI",
     "“Iré a Lima”, dijo el ministro Luis Prado. “Ana Ruiz apoya a Perú. Apoya a Chile también”, agregó.",
     {"Ana Ruiz apoya Chile; Luis Prado"},
     {"Luis Prado apoya"}},
    {"APlaceIsNotWhoIsToldOf",
     "La estela fue robada en 1937. El ministro Luis Prado la trasladó a Roma.",
     {"Luis Prado trasladó a Roma;"},
     {}},
    {"AllWhoAreJoined",
     "Chile y Perú redactaron un texto en el que piden ayuda a la OTAN.",
     {"Chile piden OTAN;", "Perú piden OTAN;"},
     {}},
    {"WhoIsNamedBesideANounThatNoTableHas",
     "El conocido alfarero de Lima, Luis Prado, anunció que comprará Vialsur.",
     {"Luis Prado comprará Vialsur; Luis Prado"},
     {}},
    {"WhoIsQuotedInPartMaySpeakOfHimself",
     "Luis Prado recibió a Pedro Ruiz. Prado aseguró que está “dispuesto a apoyar sin condiciones las medidas de "
     "Chile”.",
     {"Luis Prado está dispuesto a apoyar Chile; Luis Prado"},
     {}},
    {"TheSubjectBehindARelativeVerb",
     "Brasil lamentó las sanciones que impone el Gobierno de Chile a Perú.",
     {"Chile impone Perú;"},
     {}},
    {"TheCountryIsTheOneThatTheTextTurnedTo",
     "Kenia apoyó a Kenia y Kenia creció. En Perú, la sequía sigue. El presidente del país, Luis Prado, visitó la FAO.",
     {"Luis Prado presidente de Perú;"},
     {"Luis Prado presidente de Kenia"}},
    {"HisCountryIsWhereHeHoldsOffice",
     "El presidente de Chile, Luis Prado, habló con Perú y con Brasil. Brasil apoyó a Perú. Prado dijo que su país "
     "apoya a Haití.",
     {"Chile apoya Haití; Luis Prado"},
     {"Brasil apoya"}},
    {"PlacesThatAreJoinedAreNoSubject",
     "Los soldados murieron en Haití y en Mali, como ocurrió en Chad y en países de África. Ayer protegieron a la "
     "población civil.",
     {"soldados murieron en Haití;"},
     {"Chad protegieron"}},
    {"WhoAlsoHoldsAnOffice",
     "El embajador de Chile, Luis Prado, visitó Lima. El también director de la FAO apoyó a Haití.",
     {"Luis Prado apoyó Haití;"},
     {"director de la FAO apoyó"}},
    {"WhoseLetterItIsWritesIt",
     "Prado recibió una carta del ministro Juan Paz, en la que pide ayuda a la ONU.",
     {"Juan Paz pide ONU;"},
     {"Prado pide"}},
    {"TheTeamIsTheOneJustToldOf",
     "Luis Prado señaló que la Soltec cuenta con un equipo de expertos. El equipo apoyó a Haití.",
     {"equipo de expertos apoyó Haití;"},
     {"Soltec apoyó"}},
    {"WhosePersonnel",
     "La Soltec, cuyo personal llegó a Lima, apoya a Haití.",
     {"personal de Soltec llegó a Lima;"},
     {"cuyo"}},
    {"BothCountriesOfAnOffice",
     "Los presidentes de Chile y Perú visitaron Lima.",
     {"presidentes de Chile y Perú visitaron Lima;"},
     {}},
    {"TheFirstWordOfAKnownNameInLowerCase",
     "La organización Mundial de la Salud envió expertos a Haití.",
     {"OMS envió Haití;"},
     {"Mundial"}},
    {"AnAcronymOfTheLastPartAlone",
     "Luis Prado ganó el Concurso de Fotografía del Programa Mundial de Arte (PMAR). Ana Ruiz, directora del PMAR, "
     "apoyó a Haití.",
     {"Ana Ruiz directora de PMAR;"},
     {"Ana Ruiz directora de Concurso"}},
    {"ARelativeClauseIsOfANounThatAgrees",
     "El Consejo condenó los ataques en Lima, perpetrados por el grupo Gamor, que han causado diez heridos.",
     {},
     {"Gamor han causado"}},
    {"WhoAsksIsNotAsked",
     "Luis Prado urgió a las partes a un cese inmediato del fuego y a respetar la ley. La Soltec instó a la prensa a "
     "que "
     "difunda la cultura y ayude a mejorar la vida para impulsar la paz.",
     {},
     {"Luis Prado respetar", "Soltec impulsar"}},
    {"AttemptsOfNobodyNamed", "Luis Prado condenó los intentos de derrocar al gobierno.", {}, {"Luis Prado derrocar"}},
    {"WordsInQuotationMarksInsideWhatIsTold",
     "El Consejo apoya a Chile. El coordinador Luis Prado manifestó por su parte que está “muy apenado y frustrado” "
     "con "
     "Perú.",
     {},
     {"Consejo está"}},
    {"TheSpeakerGoesOnWithHisTopic",
     "“El secretario pide a Chile que ayude a Perú. También apoya a Brasil”, dijo el portavoz, Luis Prado.",
     {"secretario apoya Brasil; Luis Prado"},
     {"Chile apoya"}},
    {"TheCountryRightBehindItsName",
     "Los timorenses votaron por su independencia de Indonesia, el país que los había ocupado.",
     {"Indonesia había ocupado timorenses;"},
     {}},
    {"WhatAnOfficeIsAboutIsNobody",
     "“Saludamos a la ONU”, dijo Luis Prado, ministro de Economía.",
     {},
     {"Economía saludamos"}},
    {"APlaceWithoutANameDoesNothing",
     "Otro país que visitó el juez Luis Prado fue Perú, donde criticó al Congreso.",
     {},
     {"país criticó", "otro país"}},
    {"WhereATownIsIsNotTheCountry",
     "Los expertos viajaron a La Habana, Cuba, para hablar. El presidente del país, Juan Prado, visitó la FAO.",
     {"Juan Prado visitó FAO;"},
     {"Juan Prado presidente de Cuba"}},
};

INSTANTIATE_TEST_SUITE_P(Coreference, Antecedents, testing::ValuesIn(kCases), test::name_of<Case>);

}  // namespace
}  // namespace trama
