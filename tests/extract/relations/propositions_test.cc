#include "extract/relations/propositions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

using ::testing::ElementsAreArray;

const PropositionExtractor& extractor() {
  static const PropositionExtractor loaded =
      PropositionExtractor::load(std::string(TRAMA_SOURCE_DIR) + "/extract/data/es");
  return loaded;
}

std::string words(const Sentence& sentence, const std::vector<int>& indices) {
  std::string text;
  for (const int i : indices) text += (text.empty() ? "" : " ") + sentence.words[i].form;
  return text;
}

const char* role_name(ArgumentRole role) {
  switch (role) {
    case ArgumentRole::kSubject:
      return "subject";
    case ArgumentRole::kPatient:
      return "patient";
    case ArgumentRole::kObject:
      return "object";
    case ArgumentRole::kIndirect:
      return "indirect";
    case ArgumentRole::kOblique:
      return "oblique";
    case ArgumentRole::kAgent:
      return "agent";
    case ArgumentRole::kAttribute:
      return "attribute";
    case ArgumentRole::kClause:
      return "clause";
  }
  return "?";
}

// "apoyar [prometió apoyar] modals=prometió | subject: el ministro (shared) | object: Chile (a)"
std::string describe(const Sentence& sentence, const Proposition& proposition) {
  std::string text = proposition.lemma + " [" + words(sentence, proposition.relation_words) + "]";
  if (!proposition.modals.empty()) text += " modals=" + words(sentence, proposition.modals);
  if (proposition.negated) text += " negated";
  if (proposition.passive) text += " passive";
  if (proposition.impersonal) text += " impersonal";
  if (proposition.subject_dropped) text += " dropped";
  if (proposition.symmetric) text += " symmetric";
  for (const Argument& argument : proposition.arguments) {
    text += std::string(" | ") + role_name(argument.role) + ": ";
    if (!argument.preposition.empty()) text += "<" + argument.preposition + "> ";
    text += words(sentence, argument.words);
    if (argument.personal_a) text += " (a)";
    if (argument.clitic) text += " (clitic)";
    if (argument.relative) text += " (relative)";
    if (argument.shared) text += " (shared)";
    if (!argument.conjuncts.empty()) text += " {" + words(sentence, argument.conjuncts) + "}";
  }
  return text;
}

struct Case {
  std::string tree;
  std::vector<std::string> propositions;
};

const std::map<std::string, Case>& cases() {
  static const std::map<std::string, Case> kCases = {
      {"ActiveVerb",
       {"La el DET 2 det\nministra ministro NOUN 3 nsubj Func=SUJ\nvisitó visitar VERB 0 root VerbForm=Fin\n"
        "a a ADP 5 case\nAna Ana PROPN 3 obj Func=CD Entity=B-PER\nen en ADP 7 case\nLima Lima PROPN 3 obl Func=CCL\n",
        {"visitar [visitó] | subject: La ministra | object: Ana (a) | oblique: <en> Lima"}}},
      {"ActiveVerbWithoutFunctions",
       {"Perú Perú PROPN 2 nsubj\nenvió enviar VERB 0 root VerbForm=Fin\ntropas tropa NOUN 2 obj\na a ADP 5 case\n"
        "Chile Chile PROPN 2 obj\n",
        {"enviar [envió] | subject: Perú | object: tropas | indirect: <a> Chile"}}},
      {"PeriphrasisWithAuxiliary",
       {"Chile Chile PROPN 4 nsubj\nno no ADV 4 advmod\npuede poder AUX 4 aux VerbForm=Fin\n"
        "pagar pagar VERB 0 root VerbForm=Inf\nnada nada PRON 4 obj\n",
        {"pagar [no puede pagar] modals=puede negated | subject: Chile | object: nada"}}},
      {"PeriphrasisOfTwoVerbs",
       {"Chile Chile PROPN 2 nsubj\nempezó empezar VERB 0 root VerbForm=Fin\na a ADP 4 mark\n"
        "pagar pagar VERB 2 xcomp VerbForm=Inf\nsus su DET 6 det\ndeudas deuda NOUN 4 obj Func=CD\n",
        {"pagar [empezó a pagar] modals=empezó | subject: Chile | object: sus deudas"}}},
      {"TenerQueAsCoordination",
       {"Chile Chile PROPN 2 nsubj\ntuvo tener VERB 0 root VerbForm=Fin\nque que SCONJ 4 cc\n"
        "pagar pagar VERB 2 conj VerbForm=Inf\n",
        {"pagar [tuvo que pagar] modals=tuvo | subject: Chile"}}},
      {"ControlBySubject",
       {"Perú Perú PROPN 2 nsubj\nprometió prometer VERB 0 root VerbForm=Fin\napoyar apoyar VERB 2 xcomp VerbForm=Inf\n"
        "a a ADP 5 case\nChile Chile PROPN 3 obj Func=CD\n",
        {"prometer [prometió] | subject: Perú | clause: apoyar a Chile",
         "apoyar [prometió apoyar] modals=prometió | subject: Perú (shared) | object: Chile (a)"}}},
      {"ControlByObject",
       {"Perú Perú PROPN 2 nsubj\nobligó obligar VERB 0 root VerbForm=Fin\na a ADP 4 case\nChile Chile PROPN 2 obj "
        "Func=CD\n"
        "a a ADP 6 mark\nfirmar firmar VERB 2 xcomp VerbForm=Inf\n",
        {"obligar [obligó] | subject: Perú | object: Chile (a) | clause: a firmar",
         "firmar [firmar] | subject: Chile (shared)"}}},
      {"ControlByAdjective",
       {"Perú Perú PROPN 3 nsubj\nestá estar AUX 3 cop VerbForm=Fin\ndispuesto dispuesto ADJ 0 root\na a ADP 5 mark\n"
        "negociar negociar VERB 3 xcomp VerbForm=Inf\n",
        {"disponer [está dispuesto] passive | patient: Perú | clause: a negociar",
         "negociar [está dispuesto a negociar] modals=dispuesto | subject: Perú (shared)"}}},
      {"CliticBeforeTheGoverningVerb",
       {"Perú Perú PROPN 3 nsubj\nlo él PRON 3 obj Case=Acc Func=CD PronType=Prs\nquiere querer VERB 0 root "
        "VerbForm=Fin\n"
        "comprar comprar VERB 3 xcomp VerbForm=Inf\n",
        {"querer [quiere] | subject: Perú | object: lo (clitic) | clause: comprar",
         "comprar [quiere comprar] modals=quiere | subject: Perú (shared) | object: lo (clitic) (shared)"}}},
      {"PassiveWithAgent",
       {"El el DET 2 det\nacuerdo acuerdo NOUN 4 nsubj\nfue ser AUX 4 aux VerbForm=Fin\n"
        "firmado firmar VERB 0 root VerbForm=Part\npor por ADP 6 case\nPerú Perú PROPN 4 obj Func=CAG\n",
        {"firmar [fue firmado] passive | patient: El acuerdo | agent: <por> Perú"}}},
      {"PassiveWithSe",
       {"Se él PRON 2 expl:pass Reflex=Yes Func=PASS\nfirmó firmar VERB 0 root VerbForm=Fin\nel el DET 4 det\n"
        "acuerdo acuerdo NOUN 2 nsubj Func=SUJ\n",
        {"firmar [Se firmó] passive | patient: el acuerdo"}}},
      {"RelativeAsSubject",
       {"Ana Ana PROPN 6 nsubj Entity=B-PER\n, , PUNCT 4 punct\nque que PRON 4 nsubj PronType=Int,Rel\n"
        "dirige dirigir VERB 1 acl VerbForm=Fin\nYPFB YPFB PROPN 4 obj Func=CD\ndimitió dimitir VERB 0 root "
        "VerbForm=Fin\n",
        {"dirigir [dirige] | subject: Ana (relative) | object: YPFB",
         "dimitir [dimitió] | subject: Ana , que dirige YPFB"}}},
      {"RelativeBehindAPreposition",
       {"el el DET 2 det\nhombre hombre NOUN 0 root\na a ADP 5 case\nel el DET 5 det\nque que PRON 6 obj Func=CD\n"
        "acusó acusar VERB 2 acl VerbForm=Fin\nAna Ana PROPN 6 nsubj\n",
        {"acusar [acusó] | object: el hombre (a) (relative) | subject: Ana"}}},
      {"RelativeBesideAnotherSubject",
       {"el el DET 2 det\ninforme informe NOUN 0 root\nque que PRON 5 nsubj PronType=Rel\nellos él PRON 5 nsubj\n"
        "niegan negar VERB 2 acl VerbForm=Fin\n",
        {"negar [niegan] | object: el informe (relative) | subject: ellos"}}},
      {"ParticipleClause",
       {"La el DET 2 det\nley ley NOUN 6 nsubj\naprobada aprobado ADJ 2 amod\npor por ADP 5 case\n"
        "Perú Perú PROPN 3 obj Func=CAG\nentró entrar VERB 0 root VerbForm=Fin\n",
        {"aprobar [aprobada] passive | patient: La ley (relative) | agent: <por> Perú",
         "entrar [entró] | subject: La ley aprobada por Perú"}}},
      {"ParticipleThatTheTreeHangsOnTheVerb",
       {"Según según ADP 3 case\nel el DET 3 det\ndecreto decreto NOUN 7 obl Gender=Masc\n"
        "firmado firmado ADJ 7 advcl Gender=Masc\npor por ADP 6 case\nPerú Perú PROPN 4 obj Func=CAG\n"
        "cerrarán cerrar VERB 0 root VerbForm=Fin\n",
        {"firmar [firmado] passive | patient: el decreto (relative) | agent: <por> Perú",
         "cerrar [cerrarán] dropped | oblique: <según> el decreto"}}},
      {"UnaccusativeParticipleIsNoPassive",
       {"los el DET 2 det\nheridos herido NOUN 0 root\nllegados llegado ADJ 2 amod\na a ADP 5 case\nLima Lima PROPN 3 "
        "obl\n",
        {"llegar [llegados] | subject: los heridos (relative) | oblique: <a> Lima"}}},
      {"CoordinatedVerbsAndSubjects",
       {"Perú Perú PROPN 4 nsubj\ny y CCONJ 3 cc\nChile Chile PROPN 1 conj\nfirmaron firmar VERB 0 root VerbForm=Fin "
        "Number=Plur\n"
        "y y CCONJ 6 cc\nratificaron ratificar VERB 4 conj VerbForm=Fin Number=Plur\nel el DET 8 det\n"
        "acuerdo acuerdo NOUN 6 obj\n",
        {"firmar [firmaron] symmetric | subject: Perú y Chile {Perú Chile} | object: el acuerdo (shared)",
         "ratificar [ratificaron] | subject: Perú y Chile (shared) {Perú Chile} | object: el acuerdo"}}},
      {"CoordinatedVerbOfAnotherNumberHasItsOwnSubject",
       {"Perú Perú PROPN 2 nsubj\nfirmó firmar VERB 0 root VerbForm=Fin Number=Sing\ny y CCONJ 4 cc\n"
        "celebraron celebrar VERB 2 conj VerbForm=Fin Number=Plur\n",
        {"firmar [firmó] | subject: Perú", "celebrar [celebraron] dropped"}}},
      {"SymmetricWithCon",
       {"Perú Perú PROPN 3 nsubj\nse él PRON 3 expl:pv Reflex=Yes\nreunió reunir VERB 0 root VerbForm=Fin\n"
        "con con ADP 5 case\nChile Chile PROPN 3 obl Func=CREG\n",
        {"reunir [se reunió] symmetric | subject: Perú | oblique: <con> Chile"}}},
      {"Copula",
       {"Perú Perú PROPN 3 nsubj\nes ser AUX 3 cop VerbForm=Fin\nmiembro miembro NOUN 0 root\nde de ADP 6 case\n"
        "la el DET 6 det\nOEA OEA PROPN 3 nmod\n",
        {"miembro [es] | subject: Perú | attribute: miembro de la OEA | oblique: <de> la OEA"}}},
      {"Existential",
       {"Hay haber AUX 0 root VerbForm=Fin\ndos dos NUM 3 nummod\nacuerdos acuerdo NOUN 1 obj\n",
        {"haber [Hay] impersonal | object: dos acuerdos"}}},
      {"TimeIsNoDeed",
       {"Dimitió dimitir VERB 0 root VerbForm=Fin\nhace hacer VERB 1 advcl VerbForm=Fin Number=Sing Person=3\n"
        "un uno DET 4 det\naño año NOUN 2 obj\n",
        {"dimitir [Dimitió] dropped"}}},
      {"NegativePronoun",
       {"Nadie nadie PRON 2 nsubj\nfirmó firmar VERB 0 root VerbForm=Fin\n",
        {"firmar [firmó] negated | subject: Nadie"}}},
      {"NegativeCoordination",
       {"Ni ni CCONJ 2 cc\nPerú Perú PROPN 5 nsubj\nni ni CCONJ 4 cc\nChile Chile PROPN 2 conj\n"
        "vinieron venir VERB 0 root VerbForm=Fin\n",
        {"venir [vinieron] negated | subject: Perú ni Chile {Perú Chile}"}}},
      {"PersonalObjectTakenForARegime",
       {"Perú Perú PROPN 2 nsubj\napoya apoyar VERB 0 root VerbForm=Fin\na a ADP 4 case\nChile Chile PROPN 2 obj "
        "Func=CI\n",
        {"apoyar [apoya] | subject: Perú | object: Chile (a)"}}},
      {"IndirectObjectWithoutADirectOne",
       {"Perú Perú PROPN 2 nsubj\nescribió escribir VERB 0 root VerbForm=Fin\na a ADP 4 case\n"
        "Chile Chile PROPN 2 obj Func=CI\n",
        {"escribir [escribió] | subject: Perú | indirect: <a> Chile"}}},
      {"ParticipleOfOneOfTwo",
       {"Perú Perú PROPN 7 nsubj\n, , PUNCT 3 punct\nliderado liderado ADJ 1 amod\npor por ADP 5 case\n"
        "Ana Ana PROPN 3 obj Func=CAG\ny y CCONJ 8 cc\nganaron ganar VERB 0 root VerbForm=Fin\nChile Chile PROPN 1 "
        "conj\n",
        {"liderar [liderado] passive | patient: Perú (relative) | agent: <por> Ana",
         "ganar [ganaron] | subject: Perú , liderado por Ana y Chile {Perú Chile}"}}},
      {"PersonBesideAnObjectIsIndirect",
       {"Perú Perú PROPN 2 nsubj\nvendió vender VERB 0 root VerbForm=Fin\na a ADP 4 case\nChile Chile PROPN 2 obj "
        "Func=CD\n"
        "gas gas NOUN 2 obj Func=CD\n",
        {"vender [vendió] | subject: Perú | indirect: <a> Chile | object: gas"}}},
      {"PlaceIsNoPersonalObject",
       {"Ana Ana PROPN 2 nsubj\nviajó viajar VERB 0 root VerbForm=Fin\na a ADP 4 case\n"
        "Lima Lima PROPN 2 obj Func=CD Entity=B-LOC\n",
        {"viajar [viajó] | subject: Ana | oblique: <a> Lima"}}},
      {"NamedPersonIsTheObject",
       {"Ana Ana PROPN 2 nsubj\nnombró nombrar VERB 0 root VerbForm=Fin\njefe jefe NOUN 2 obj Func=CD\na a ADP 5 case\n"
        "Juan Juan PROPN 2 obj Func=CI\n",
        {"nombrar [nombró] | subject: Ana | attribute: jefe | object: Juan (a)"}}},
      {"ContentOfAnAccusationAsAnAdverbialClause",
       {"Ana Ana PROPN 2 nsubj\nacusó acusar VERB 0 root VerbForm=Fin\na a ADP 4 case\nJuan Juan PROPN 2 obj Func=CD\n"
        "de de ADP 6 mark\nmentir mentir VERB 2 advcl VerbForm=Inf\n",
        {"acusar [acusó] | subject: Ana | object: Juan (a) | clause: de mentir",
         "mentir [mentir] | subject: Juan (shared)"}}},
      {"NegativeMark",
       {"Perú Perú PROPN 2 nsubj\npagó pagar VERB 0 root VerbForm=Fin\nsin sin ADP 4 mark\n"
        "negociar negociar VERB 2 advcl VerbForm=Inf\n",
        {"pagar [pagó] | subject: Perú", "negociar [sin negociar] negated | subject: Perú (shared)"}}},
      {"LightVerb",
       {"Perú Perú PROPN 2 nsubj\ndio dar VERB 0 root VerbForm=Fin\nsu su DET 4 det\napoyo apoyo NOUN 2 obj\na a ADP 6 "
        "case\n"
        "Chile Chile PROPN 4 nmod\n",
        {"apoyar [dio su apoyo] | subject: Perú | oblique: <a> Chile"}}},
      {"QuotationBeforeItsVerb",
       {"Chile Chile PROPN 2 nsubj\npagará pagar VERB 0 root VerbForm=Fin\n, , PUNCT 4 punct\n"
        "dijo decir VERB 2 parataxis VerbForm=Fin\nAna Ana PROPN 4 nsubj\n",
        {"pagar [pagará] | subject: Chile", "decir [dijo] | clause: Chile pagará | subject: Ana"}}},
      {"OfficeBehindTheName",
       {"Ana Ana PROPN 10 nsubj Entity=B-PER\n, , PUNCT 3 punct\ndecana decano NOUN 1 appos\nde de ADP 5 case\n"
        "Lima Lima PROPN 3 nmod\ny y CCONJ 7 cc\njefa jefe NOUN 3 conj\nde de ADP 9 case\nYPFB YPFB PROPN 7 nmod\n"
        "dimitió dimitir VERB 0 root VerbForm=Fin\n",
        {"dimitir [dimitió] | subject: Ana , decana de Lima y jefa de YPFB",
         "decano [decana] | subject: Ana | attribute: decana de Lima y jefa de YPFB {decana jefa} | oblique: <de> Lima",
         "jefe [jefa] | subject: Ana , decana de Lima | attribute: jefa de YPFB | oblique: <de> YPFB"}}},
      {"FormerOfficeBeforeTheName",
       {"El el DET 2 det\nex ex NOUN 7 nsubj\nministro ministro NOUN 2 compound\nde de ADP 5 case\nSanidad Sanidad "
        "PROPN 3 nmod\n"
        "Juan Juan PROPN 2 appos Entity=B-PER\ndimitió dimitir VERB 0 root VerbForm=Fin\n",
        {"dimitir [dimitió] | subject: El ex ministro de Sanidad Juan",
         "ministro [ex ministro] | attribute: El ex ministro de Sanidad | oblique: <de> Sanidad | subject: Juan"}}},
      {"OfficeOfAnotherGenderSaysItOfTheName",
       {"la el DET 2 det\ncandidatura candidatura NOUN 0 root Gender=Fem\nde de ADP 4 case\nJuan Juan PROPN 2 nmod\n"
        ", , PUNCT 6 punct\njefe jefe NOUN 2 appos Gender=Masc\nde de ADP 8 case\nYPFB YPFB PROPN 6 nmod\n",
        {"jefe [jefe] | subject: Juan | attribute: jefe de YPFB | oblique: <de> YPFB"}}},
      {"DeedOfOneParty",
       {"la el DET 2 det\nvisita visita NOUN 0 root\nde de ADP 4 case\nAna Ana PROPN 2 nmod\na a ADP 6 case\n"
        "Lima Lima PROPN 2 nmod\n",
        {"visita [visita] | subject: <de> Ana | oblique: <a> Lima"}}},
      {"DeedBetweenTwoPartiesAfterATime",
       {"el el DET 2 det\ndiálogo diálogo NOUN 0 root\nde de ADP 4 case\nayer ayer NOUN 2 nmod\nentre entre ADP 6 "
        "case\n"
        "Perú Perú PROPN 2 nmod\ny y CCONJ 8 cc\nChile Chile PROPN 6 conj\n",
        {"diálogo [diálogo] symmetric | subject: <entre> Perú y Chile {Perú Chile}"}}},
      {"TwoSubjectsOfOneVerb",
       {"Perú Perú PROPN 2 nsubj\npublica publicar VERB 0 root VerbForm=Fin\nel el DET 4 det\ndecreto decreto NOUN 2 "
        "nsubj\n",
        {"publicar [publica] | subject: Perú | object: el decreto"}}},
  };
  return kCases;
}

class Propositions : public ::testing::TestWithParam<std::string> {};

TEST_P(Propositions, AreReadOffTheTree) {
  const Case& expected = cases().at(GetParam());
  const Sentence sentence = small_tree(expected.tree);
  std::vector<std::string> found;
  for (const Proposition& proposition : extractor().extract(sentence)) found.push_back(describe(sentence, proposition));
  EXPECT_THAT(found, ElementsAreArray(expected.propositions));
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& [name, unused] : cases()) names.push_back(name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Cases, Propositions, ::testing::ValuesIn(case_names()),
                         [](const auto& test) { return test.param; });

TEST(PropositionLinks, ClausesKnowTheirParent) {
  const Sentence sentence = small_tree(
      "Ana Ana PROPN 2 nsubj\ndijo decir VERB 0 root VerbForm=Fin\nque que SCONJ 4 mark\n"
      "irá ir VERB 2 ccomp VerbForm=Fin\n");
  const std::vector<Proposition> found = extractor().extract(sentence);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].parent, -1);
  EXPECT_EQ(found[1].parent, 0);
  EXPECT_EQ(found[1].parent_relation, "ccomp");
  EXPECT_EQ(found[0].find(ArgumentRole::kClause)->proposition, 1);
  EXPECT_TRUE(found[1].subject_dropped);
}

TEST(PropositionExtractorLoad, NamesAMissingTable) {
  EXPECT_ANY_THROW(PropositionExtractor::load("/nowhere"));
}

void expect_sound(const Sentence& sentence, const std::vector<Proposition>& propositions) {
  const int size = static_cast<int>(sentence.words.size());
  const auto is_word = [size](int i) { return i >= 0 && i < size; };
  for (const Proposition& proposition : propositions) {
    EXPECT_TRUE(is_word(proposition.predicate));
    EXPECT_TRUE(std::all_of(proposition.modals.begin(), proposition.modals.end(), is_word));
    EXPECT_TRUE(std::is_sorted(proposition.relation_words.begin(), proposition.relation_words.end()));
    EXPECT_LT(proposition.parent, static_cast<int>(propositions.size()));
    for (const Argument& argument : proposition.arguments) {
      EXPECT_TRUE(is_word(argument.head));
      EXPECT_TRUE(std::is_sorted(argument.words.begin(), argument.words.end()));
      EXPECT_TRUE(std::all_of(argument.words.begin(), argument.words.end(), is_word));
      EXPECT_TRUE(std::all_of(argument.conjuncts.begin(), argument.conjuncts.end(), is_word));
      EXPECT_LT(argument.proposition, static_cast<int>(propositions.size()));
    }
  }
}

TEST(PropositionRobustness, AnyHeadsAndLabelsGiveSoundPropositions) {
  const std::vector<std::string> relations = {
      "nsubj", "obj",   "obl",       "conj", "acl", "advcl", "xcomp", "ccomp", "aux", "cop",  "case", "appos",   "flat",
      "punct", "fixed", "parataxis", "mark", "cc",  "amod",  "nmod",  "root",  "det", "expl", "",     "compound"};
  const std::vector<std::string> tags = {"VERB", "AUX", "NOUN",  "PROPN", "PRON", "ADJ",
                                         "ADP",  "DET", "PUNCT", "ADV",   ""};
  const std::vector<std::string> lemmas = {"decir",   "querer", "que",      "a",        "de",    "presidente",
                                           "ex",      "visita", "aprobado", "dar",      "apoyo", "no",
                                           "empezar", "entre",  "haber",    "dispuesto"};
  const std::vector<std::string> features = {"VerbForm=Fin|Number=Sing",
                                             "VerbForm=Inf",
                                             "VerbForm=Ger",
                                             "VerbForm=Part",
                                             "Reflex=Yes",
                                             "PronType=Int,Rel",
                                             "Case=Acc|PronType=Prs",
                                             ""};
  std::mt19937 random(7);
  const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
  for (int round = 0; round < 3000; ++round) {
    Sentence sentence;
    const int size = static_cast<int>(random() % 30);
    for (int i = 0; i < size; ++i) {
      Word& word = sentence.words.emplace_back();
      word.form = word.lemma = pick(lemmas);
      word.upos = pick(tags);
      word.feats = pick(features);
      word.deprel = pick(relations);
      word.head = static_cast<int>(random() % (size + 4)) - 2;  // Also out of range, itself, cycles.
    }
    expect_sound(sentence, extractor().extract(sentence));
  }
}

TEST(PropositionRobustness, LongChainsAndTooManyWords) {
  for (const char* relation : {"conj", "ccomp", "xcomp", "acl", "appos", "flat", "advcl"}) {
    Sentence sentence;
    for (int i = 0; i < kMaxPropositionWords; ++i) {
      Word& word = sentence.words.emplace_back();
      word.form = word.lemma = i % 2 == 0 ? "querer" : "decir";
      word.upos = "VERB";
      word.feats = "VerbForm=Inf";
      word.deprel = relation;
      word.head = i - 1;
    }
    expect_sound(sentence, extractor().extract(sentence));
    sentence.words.push_back(sentence.words.back());
    EXPECT_TRUE(extractor().extract(sentence).empty());
  }
}

}  // namespace
}  // namespace trama
