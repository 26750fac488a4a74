// How texts hold what they say, and who says so, through the whole program: one case for each rule.
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/whole/statement_cases.h"

namespace trama {
namespace {

using test::name_of;

struct Case {
  const char* name;
  const char* text;
  const char* lemma;     // Of the statement that is looked at.
  const char* expected;  // "polarity modality", and who says so if anybody does.
};

void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}

std::string held(const std::string& text, const std::string& lemma) {
  for (const Statement& statement : test::statements(text)) {
    if (statement.relation.lemma != lemma) continue;
    return std::string(to_string(statement.polarity)) + " " + to_string(statement.modality) +
           (statement.source ? " " + statement.source->who.canonical : "");
  }
  return "nothing";
}

class Factuality : public testing::TestWithParam<Case> {};

TEST_P(Factuality, AsAReaderWould) {
  EXPECT_EQ(held(GetParam().text, GetParam().lemma), GetParam().expected);
}

const Case kHappened[] = {
    {"ForSomeoneInOffice", "Para el embajador sirio, Karim Haddad, el informe fue politizado.", "embajador",
     "positive asserted"},
    {"HadTo", "Ana Ruiz tuvo que abandonar Perú.", "abandonar", "positive asserted"},
    {"AboutTo", "Ana Ruiz estaba por abandonar Perú.", "abandonar", "positive planned"},
    {"HadToAtLast", "Unas 2.000 familias debieron abandonar Perú.", "abandonar", "positive asserted"},
    {"UntilItIsDone", "Chile no actuará hasta que Perú apoye a Brasil.", "apoyar", "positive conditional"},
    {"UntilItWasDone", "Chile no actuó hasta que Perú apoyó a Brasil.", "apoyar", "positive asserted"},
    {"Feared", "Ana Ruiz teme que los niños abandonen Perú.", "abandonar", "positive possible Ana Ruiz"},
    {"ShouldPromise", "Brasil debe comprometerse a apoyar a Haití.", "apoyar", "positive ordered"},
    {"Disposed", "La resolución dispone que Chile apoye a Perú.", "apoyar", "positive ordered resolución"},
    {"TrustsThat", "Ana Ruiz confió en que Chile apoyará a Perú.", "apoyar", "positive planned Ana Ruiz"},
    {"CameTo", "Ana Ruiz llegó a Lima para visitar Perú.", "visitar", "positive planned"},
    {"InWhatIsAskedFor", "Ana Ruiz recomendó que se establezca un consejo que apoye a los jueces.", "apoyar",
     "positive ordered Ana Ruiz"},
    {"ReaffirmedForAnother", "La senadora Ana Ruiz reafirmó el compromiso de la ONU de seguir ayudando a Yemen.",
     "ayudar", "positive promised Ana Ruiz"},
    {"HasTo", "Ana Ruiz tiene que abandonar Perú.", "abandonar", "positive ordered"},
    {"Could", "Ana Ruiz pudo visitar Perú en marzo.", "visitar", "positive asserted"},
    {"CouldNot", "Ana Ruiz no ha podido visitar Perú.", "visitar", "negative asserted"},
    {"CouldHave", "Ana Ruiz pudo haber visitado Perú.", "visitar", "positive possible"},
    {"HadTheChance", "Ana Ruiz tuvo la oportunidad de visitar Perú.", "visitar", "positive asserted"},
    {"Convinced", "Chile convenció a Ana Ruiz de apoyar a Perú.", "apoyar", "positive asserted"},
    {"Permits", "La ley permite a Chile apoyar a Perú.", "apoyar", "positive possible"},
    {"TheFactThat", "El hecho de que Chile apoye a Perú sorprende.", "apoyar", "positive asserted"},
    {"ImportantToRecall", "Es importante recordar que Chile apoyó a Perú.", "apoyar", "positive asserted"},
    {"SorryThat", "Ana Ruiz lamentó que Chile haya atacado a Perú.", "atacar", "positive asserted Ana Ruiz"},
};
INSTANTIATE_TEST_SUITE_P(Happened, Factuality, testing::ValuesIn(kHappened), name_of<Case>);

const Case kWanted[] = {
    {"Determination", "Chile expresó su determinación de apoyar a Perú.", "apoyar", "positive planned"},
    {"WithTheAimOf", "Chile enviará tropas a Brasil con el objetivo de ayudar a Perú.", "ayudar", "positive planned"},
    {"ItIsTimeThat", "Es hora de que Chile apoye a Perú.", "apoyar", "positive ordered"},
    {"Essential", "Es esencial que Chile apoye a Perú.", "apoyar", "positive ordered"},
    {"EssentialThatItDid", "Es esencial que Chile haya apoyado a Perú.", "apoyar", "positive asserted"},
    {"ItIsPossible", "Es posible que Chile apoye a Perú.", "apoyar", "positive possible"},
    {"OnceIt", "Una vez que Chile reconozca a Perú, habrá paz.", "reconocer", "positive planned"},
    {"HelpsToInTheFuture", "Brasil ayudará a Chile a invadir Perú.", "invadir", "positive planned"},
    {"BroughtAbout", "Brasil quiere lograr que Chile apoye a Perú.", "apoyar", "positive planned"},
    {"GerundOfAnOrder", "Chile debe resolver la crisis ayudando a Perú.", "ayudar", "positive ordered"},
    {"Fights", "Chile luchó por liberar a Perú.", "liberar", "positive planned"},
    {"IfItGoesOn", "De invadir Chile a Perú, habrá guerra.", "invadir", "positive conditional"},
};
INSTANTIATE_TEST_SUITE_P(Wanted, Factuality, testing::ValuesIn(kWanted), name_of<Case>);

const Case kRefused[] = {
    {"Resists", "Chile se resiste a apoyar a Perú.", "apoyar", "negative asserted"},
    {"TheRefusalTo", "La negativa de Chile de apoyar a Perú sorprendió.", "apoyar", "negative asserted"},
    {"Forbids", "Brasil prohibió a Chile apoyar a Perú.", "apoyar", "negative ordered Brasil"},
    {"DeniesAThreat", "Ana Ruiz negó que Chile haya amenazado con atacar a Perú.", "atacar",
     "positive denied Ana Ruiz"},
    {"RejectsTheIdea", "Ana Ruiz rechazó la idea de que Chile apoye a Perú.", "apoyar", "positive denied Ana Ruiz"},
    {"DeniedToHaveBeen", "Ana Ruiz negó haber sido amenazada por Chile.", "amenazar", "positive denied Ana Ruiz"},
};
INSTANTIATE_TEST_SUITE_P(Refused, Factuality, testing::ValuesIn(kRefused), name_of<Case>);

const Case kAsked[] = {
    {"TheNeedThat", "Ana Ruiz subrayó la necesidad de que Chile apoye a Perú.", "apoyar", "positive ordered Ana Ruiz"},
    {"ForADeed", "Ana Ruiz pidió el apoyo de Chile a Perú.", "apoyo", "positive ordered Ana Ruiz"},
    {"SoThat", "Ana Ruiz instó a Chile para que apoye a Perú.", "apoyar", "positive ordered Ana Ruiz"},
    {"AListOfDeeds", "Ana Ruiz exhortó a Chile a liberar a los presos, a visitar Brasil y a apoyar a Perú.", "apoyar",
     "positive ordered Ana Ruiz"},
    {"BehindTwoNames", "Ana Ruiz llamó a las autoridades de Chile y a la sociedad a apoyar a Perú.", "apoyar",
     "positive ordered Ana Ruiz"},
};
INSTANTIATE_TEST_SUITE_P(Asked, Factuality, testing::ValuesIn(kAsked), name_of<Case>);

const Case kVoiced[] = {
    {"AskedOfANamedOffice", "La OEA solicitó al presidente de Chile, Luis Prado, que apoye a Haití.", "apoyar",
     "positive ordered OEA"},
    {"BeforeItsQuotation", "Luis Prado celebró el acuerdo con Chile: “Es un buen día para Haití”, dijo.", "celebrar",
     "positive asserted"},
    {"AnsweredByDoing", "Chile ha respondido desplegando a las Fuerzas Armadas en Perú.", "desplegar",
     "positive asserted"},
    {"TimeTo", "Es tiempo de que Chile apoye a Perú, dijo Ana Ruiz.", "apoyar", "positive ordered Ana Ruiz"},
    {"SomeoneElsesCommitment", "Ana Ruiz reafirmó el compromiso de Chile de ayudar a Perú.", "ayudar",
     "positive promised Ana Ruiz"},
};
INSTANTIATE_TEST_SUITE_P(Voiced, Factuality, testing::ValuesIn(kVoiced), name_of<Case>);

const Case kQuoted[] = {
    {"AsideInAQuotation", "“Chile, que apoya a Perú, es un amigo”, dijo Ana Ruiz.", "apoyar",
     "positive asserted Ana Ruiz"},
    {"FoundDoingIt", "Ana Ruiz señaló que la ONU se encuentra apoyando a Perú.", "apoyar",
     "positive asserted Ana Ruiz"},
    {"NobodyCallsHimselfByHisName", "Luis Prado visitará Chile el lunes, anunció su portavoz.", "visitar",
     "positive planned"},
    {"AQuotationAlone", "Ana Ruiz explicó la crisis. “Es grave”, dijo.\n\n“Chile apoya a Perú.”", "apoyar",
     "positive asserted Ana Ruiz"},
};
INSTANTIATE_TEST_SUITE_P(Quoted, Factuality, testing::ValuesIn(kQuoted), name_of<Case>);

const Case kUntrue[] = {
    {"NoEvidence", "No hay indicios de que Chile financiara a Luis Prado.", "financiar", "positive alleged"},
    {"WithoutEvidence", "Sin pruebas de que Luis Prado engañara a Ana Ruiz, el juez archivó el caso.", "engañar",
     "positive alleged"},
    {"SomeEvidence", "Hay pruebas de que Luis Prado engañó a Ana Ruiz.", "engañar", "positive asserted"},
    {"NotTrue", "No es verdad que Luis Prado engañara a Ana Ruiz.", "engañar", "positive denied"},
    {"True", "Es verdad que Luis Prado engañó a Ana Ruiz.", "engañar", "positive asserted"},
    {"False", "Es falso que Luis Prado haya engañado a Ana Ruiz.", "engañar", "positive denied"},
    {"ALie", "Es mentira que Luis Prado haya engañado a Ana Ruiz.", "engañar", "positive denied"},
    {"NotProved", "No se ha demostrado que Luis Prado engañara a Ana Ruiz.", "engañar", "positive alleged"},
    {"Acquitted", "La Audiencia exculpó a Luis Prado de engañar a Ana Ruiz.", "engañar", "positive denied"},
};
INSTANTIATE_TEST_SUITE_P(Untrue, Factuality, testing::ValuesIn(kUntrue), name_of<Case>);

const Case kOpen[] = {
    {"AQuestion", "¿Engañó Luis Prado a Ana Ruiz?", "engañar", "positive possible"},
    {"AskingWhoItWas", "¿Fue Luis Prado quien engañó a Ana Ruiz?", "engañar", "positive possible"},
    {"AskingWhy", "¿Por qué engañó Luis Prado a Ana Ruiz?", "engañar", "positive asserted"},
    {"Nearly", "Luis Prado casi golpea a Ana Ruiz.", "golpear", "negative asserted"},
    {"ByAHair", "Por poco Luis Prado atropella a Ana Ruiz.", "atropellar", "negative asserted"},
    {"NearlyANumber", "Casi mil vecinos denunciaron a Luis Prado.", "denunciar", "positive asserted"},
    {"OnTheVerge", "Chile estuvo muy cerca de derrotar a Perú.", "derrotar", "positive planned"},
    {"WhatCameNext", "La empresa Soltec compró deuda de Perú para luego negarse a firmar el pacto y denunciar al país.",
     "denunciar", "positive planned"},
    {"ARefusalOfTwo", "La empresa Soltec se negó a pagar y a denunciar a Perú.", "denunciar", "negative asserted"},
};
INSTANTIATE_TEST_SUITE_P(Open, Factuality, testing::ValuesIn(kOpen), name_of<Case>);

}  // namespace
}  // namespace trama
