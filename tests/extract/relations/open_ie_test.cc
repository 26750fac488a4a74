#include "extract/relations/open_ie.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/relations/propositions.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

using ::testing::ElementsAre;

std::vector<OpenTuple> tuples_of(const std::string& rows, const OpenIeOptions& options = {}) {
  static const PropositionExtractor extractor =
      PropositionExtractor::load(std::string(TRAMA_SOURCE_DIR) + "/extract/data/es");
  std::string text;
  const Sentence sentence = small_tree(rows, &text);
  std::vector<OpenTuple> tuples = open_tuples(sentence, extractor.extract(sentence), text, options);
  for (const OpenTuple& tuple : tuples) {
    EXPECT_EQ(tuple.sentence, text);
    EXPECT_GT(tuple.confidence, 0);
    EXPECT_LE(tuple.confidence, 1);
    EXPECT_LE(tuple.arg2_span.end, text.size());
  }
  return tuples;
}

std::vector<std::string> texts_of(const std::string& rows, const OpenIeOptions& options = {}) {
  std::vector<std::string> texts;
  for (const OpenTuple& tuple : tuples_of(rows, options)) {
    texts.push_back(tuple.arg1 + " | " + tuple.rel + " | " + tuple.arg2);
  }
  return texts;
}

TEST(OpenTuples, PrepositionAndContractionGoWithTheRelation) {
  EXPECT_THAT(texts_of("Perú Perú PROPN 2 nsubj\nllegó llegar VERB 0 root VerbForm=Fin\na a ADP 5 case Token=al\n"
                       "el el DET 5 det Token=al\npuerto puerto NOUN 2 obj Func=CREG\n"),
              ElementsAre("Perú | llegó al | puerto"));
}

TEST(OpenTuples, GoverningVerbsAreInTheRelation) {
  EXPECT_THAT(texts_of("Perú Perú PROPN 3 nsubj\nno no ADV 3 advmod\nquiso querer VERB 0 root VerbForm=Fin\n"
                       "comprar comprar VERB 3 xcomp VerbForm=Inf\ngas gas NOUN 4 obj\n"),
              ElementsAre("Perú | no quiso comprar | gas"));
}

TEST(OpenTuples, PurposeCompletesAVerbWithoutObject) {
  EXPECT_THAT(texts_of("El el DET 2 det\ngas gas NOUN 4 nsubj\nse él PRON 4 expl:pass Reflex=Yes\nusa usar VERB 0 root "
                       "VerbForm=Fin\n"
                       "para para ADP 6 mark\ncalentar calentar VERB 4 advcl VerbForm=Inf\ncasas casa NOUN 6 obj\n"),
              ElementsAre("El gas | se usa para calentar | casas"));
}

TEST(OpenTuples, AdjectiveWithAComplementGoesWithTheCopula) {
  EXPECT_THAT(texts_of("Ana Ana PROPN 3 nsubj\nes ser AUX 3 cop VerbForm=Fin\nfiel fiel ADJ 0 root\na a ADP 6 case\nsu "
                       "su DET 6 det\n"
                       "partido partido NOUN 3 nmod\n"),
              ElementsAre("Ana | es fiel a | su partido"));
}

TEST(OpenTuples, ParticipleWithoutAComplementIsOne) {
  EXPECT_THAT(
      texts_of(
          "El el DET 2 det\npuente puente NOUN 5 nsubj\nestá estar AUX 5 cop VerbForm=Fin\ncasi casi ADV 5 advmod\n"
          "terminado terminado ADJ 0 root\n"),
      ElementsAre("El puente | está casi | terminado"));
}

TEST(OpenTuples, ArgumentsLoseWhatOnlyAddsToThem) {
  EXPECT_THAT(texts_of("Ana Ana PROPN 4 nsubj Entity=B-PER\n, , PUNCT 3 punct\njueza juez NOUN 1 appos\n"
                       "leyó leer VERB 0 root VerbForm=Fin\nun uno DET 6 det\ninforme informe NOUN 4 obj\n"
                       "que que PRON 8 nsubj PronType=Rel\nacusa acusar VERB 6 acl VerbForm=Fin\na a ADP 10 case\nPerú "
                       "Perú PROPN 8 obj Func=CD\n",
                       {.is_a = "<Ser>"}),
              ElementsAre("Ana | leyó | un informe", "un informe | acusa | Perú", "Ana | <Ser> | jueza"));
}

TEST(OpenTuples, WithoutAnyArgumentThereIsNone) {
  EXPECT_THAT(texts_of("Llueve llover VERB 0 root VerbForm=Fin\n"), ElementsAre());
  EXPECT_THAT(texts_of("Hay haber AUX 0 root VerbForm=Fin\ngas gas NOUN 1 obj\n"), ElementsAre());
}

TEST(OpenTuples, SpansAreBytesOfTheText) {
  const std::vector<OpenTuple> tuples =
      tuples_of("Perú Perú PROPN 2 nsubj\nenvió enviar VERB 0 root VerbForm=Fin\ngas gas NOUN 2 obj\n");
  ASSERT_EQ(tuples.size(), 1U);
  EXPECT_EQ(tuples[0].arg1_span, (Span{0, 5}));
  EXPECT_EQ(tuples[0].rel_span, (Span{6, 12}));
  EXPECT_EQ(tuples[0].arg2_span, (Span{13, 16}));
}

TEST(OpenTupleJson, EscapesAndNamesEverySlot) {
  OpenTuple tuple;
  tuple.sentence = "a \"b\"\n";
  tuple.arg1 = "a";
  tuple.rel = "\\";
  tuple.arg1_span = {0, 1};
  tuple.rel_span = {2, 3};
  tuple.confidence = 0.5;
  EXPECT_EQ(to_json(tuple),
            R"({"sentence":"a \"b\"\n","arg1":"a","arg1_start":0,"arg1_end":1,"rel":"\\","rel_start":2,"rel_end":3,)"
            R"("arg2":"","arg2_start":0,"arg2_end":0,"confidence":0.5})");
}

TEST(SentenceFromTokens, SplitsContractionsAndKeepsTokens) {
  const std::string line = "  El jefe del club  `` X '' ";
  const Sentence sentence = sentence_from_tokens(line);
  std::vector<std::string> forms;
  for (const Word& word : sentence.words) forms.push_back(word.form);
  EXPECT_THAT(forms, ElementsAre("El", "jefe", "de", "el", "club", "\"", "X", "\""));
  ASSERT_EQ(sentence.multiword_tokens.size(), 1U);
  EXPECT_EQ(sentence.multiword_tokens[0].first, 2);
  EXPECT_EQ(sentence.multiword_tokens[0].last, 3);
  EXPECT_EQ(sentence.words[2].span.of(line), "del");
  EXPECT_EQ(sentence.words[5].span.of(line), "``");
  EXPECT_EQ(sentence.span.of(line), "El jefe del club  `` X ''");
}

TEST(SentenceFromTokens, GluesPennTreebankTokensToTheWordBefore) {
  const std::string line = "'s Lloyd 's subió 2 1 \\ / 4 \\ /";
  const Sentence sentence = sentence_from_tokens(line);
  std::vector<std::string> texts;
  for (const Word& word : sentence.words) texts.emplace_back(word.span.of(line));
  EXPECT_THAT(texts, ElementsAre("'s", "Lloyd 's", "subió", "2", "1 \\ / 4", "\\", "/"));
}

TEST(SentenceFromTokens, BlankLineIsAnEmptySentence) {
  EXPECT_TRUE(sentence_from_tokens("   ").words.empty());
}

}  // namespace
}  // namespace trama
