// What makes a statement less sure, one thing at a time, on trees that are given.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "extract/statements/extractor.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

const std::filesystem::path kData = std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es";

AnalyzedDocument one_sentence(const std::string& rows) {
  AnalyzedDocument document;
  document.sentences.push_back(small_tree(rows, &document.document.text));
  document.document.id = "a";
  return document;
}

// Of the statement "Ana visitó OBJECT".
double confidence(const AnalyzedDocument& document, const std::string& object = "Luis") {
  static const Extractor extractor = Extractor::load(kData);
  for (const Statement& s : extractor.statements(document)) {
    if (s.subject.canonical == "Ana" && s.relation.lemma == "visitar" && s.object.canonical == object)
      return s.confidence;
  }
  ADD_FAILURE() << "no such statement";
  return -1;
}

const std::string kPlain =
    "Ana Ana PROPN 2 nsubj Entity=B-PER Func=SUJ\n"
    "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
    "a a ADP 4 case\n"
    "Luis Luis PROPN 2 obj Entity=B-PER Func=CD\n";

TEST(Confidence, FallsWithTheCertaintyOfTheTree) {
  const double sure = confidence(one_sentence(kPlain));
  for (const int word : {0, 1, 2, 3}) {  // Subject, predicate, a word beside, object.
    AnalyzedDocument document = one_sentence(kPlain);
    document.sentences[0].words[word].certainty = 0.5F;
    EXPECT_LT(confidence(document), sure) << word;
  }
  // The predicate's own counts for more than that of a word beside.
  AnalyzedDocument predicate = one_sentence(kPlain), beside = one_sentence(kPlain);
  predicate.sentences[0].words[1].certainty = 0.5F;
  beside.sentences[0].words[2].certainty = 0.5F;
  EXPECT_LT(confidence(predicate), confidence(beside));
}

TEST(Confidence, FallsWhereItIsDeniedAndWhereTheSubjectIsNeitherPersonNorInstitutionNorPlace) {
  const std::string verb = "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n";
  const double plain = confidence(one_sentence("Ana Ana PROPN 2 nsubj Entity=B-PER Func=SUJ\n" + verb +
                                               "a a ADP 4 case\nLuis Luis PROPN 2 obj Entity=B-PER Func=CD\n"));
  const double denied =
      confidence(one_sentence("Ana Ana PROPN 3 nsubj Entity=B-PER Func=SUJ\nno no ADV 3 advmod Polarity=Neg\n" + verb +
                              "a a ADP 5 case\nLuis Luis PROPN 3 obj Entity=B-PER Func=CD\n"));
  const double thing = confidence(one_sentence("Ana Ana PROPN 2 nsubj Entity=B-MISC Func=SUJ\n" + verb +
                                               "a a ADP 4 case\nLuis Luis PROPN 2 obj Entity=B-PER Func=CD\n"));
  EXPECT_LT(denied, plain);
  EXPECT_LT(thing, plain);
}

TEST(Confidence, FallsWithTheWordsBetweenTheParticipants) {
  const double near =
      confidence(one_sentence("Ana Ana PROPN 3 nsubj Entity=B-PER Func=SUJ\n"
                              "no no ADV 3 advmod Polarity=Neg\n"
                              "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
                              "a a ADP 5 case\n"
                              "Luis Luis PROPN 3 obj Entity=B-PER Func=CD\n"));
  const double far =
      confidence(one_sentence("Ana Ana PROPN 3 nsubj Entity=B-PER Func=SUJ\n"
                              "no no ADV 3 advmod Polarity=Neg\n"
                              "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
                              "muy muy ADV 5 advmod\n"
                              "rápidamente rápidamente ADV 3 advmod\n"
                              "y y CCONJ 8 cc\n"
                              "muy muy ADV 8 advmod\n"
                              "tranquilamente tranquilamente ADV 5 conj\n"
                              "a a ADP 10 case\n"
                              "Luis Luis PROPN 3 obj Entity=B-PER Func=CD\n"));
  EXPECT_LT(far, near);
}

TEST(Confidence, FallsWithTheDepthOfTheClause) {
  const std::string clause =
      "llovía llover VERB 0 root VerbForm=Fin Mood=Ind Tense=Imp Person=3 Number=Sing\n"
      "cuando cuando SCONJ 4 mark\n"
      "Ana Ana PROPN 4 nsubj Entity=B-PER Func=SUJ\n"
      "visitó visitar VERB 1 advcl VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
      "a a ADP 6 case\n"
      "Luis Luis PROPN 4 obj Entity=B-PER Func=CD\n";
  EXPECT_LT(confidence(one_sentence(clause)), confidence(one_sentence(kPlain)));
}

TEST(Confidence, FallsBehindTheFirstOfSeveralObjects) {
  const AnalyzedDocument both = one_sentence(kPlain +
                                             "y y CCONJ 7 cc\n"
                                             "a a ADP 7 case\n"
                                             "Eva Eva PROPN 4 conj Entity=B-PER\n");
  EXPECT_LT(confidence(both, "Eva"), confidence(both, "Luis"));
}

TEST(Confidence, FallsWhereAWordPointsBack) {
  const auto sign = [](const std::string& determiner) {
    return "Ana Ana PROPN 2 nsubj Entity=B-PER Func=SUJ\n"
           "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n" +
           determiner +
           " DET 4 det Gender=Masc Number=Sing\n"
           "pueblo pueblo NOUN 2 obj Func=CD Gender=Masc Number=Sing\n"
           "costero costero ADJ 4 amod Gender=Masc Number=Sing\n";
  };
  EXPECT_LT(confidence(one_sentence(sign("ese ese")), "pueblo costero"),
            confidence(one_sentence(sign("un uno")), "pueblo costero"));
}

TEST(Confidence, FallsWhereNothingTellsWhomAWordMeans) {
  // "Ana llegó. Visitó a Luis": most likely she, but the words do not say so.
  const std::string named =
      "Ana Ana PROPN 2 nsubj Entity=B-PER Func=SUJ Gender=Fem\n"
      "llegó llegar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n";
  const std::string dropped =
      "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
      "a a ADP 3 case\n"
      "Luis Luis PROPN 1 obj Entity=B-PER Func=CD\n";
  AnalyzedDocument document = one_sentence(named);
  std::string& text = document.document.text;
  const std::size_t begin = text.size() + 1;
  std::string second;
  Sentence sentence = small_tree(dropped, &second);
  for (Word& word : sentence.words) {
    word.span.begin += begin;
    word.span.end += begin;
  }
  sentence.span.begin += begin;
  sentence.span.end += begin;
  text += "\n" + second;
  document.sentences.push_back(std::move(sentence));
  EXPECT_LT(confidence(document), confidence(one_sentence(kPlain)));
  std::vector<ConfidenceFeatures> features;
  Extractor::load(kData).statements(document, &features);
  ASSERT_EQ(features.size(), 1);
  EXPECT_THAT(features[0], testing::Contains(testing::Field(&ConfidenceFeature::name, "subject_guessed")));
}

class ConfidenceTable : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    std::filesystem::copy(kData, folder_ / "es");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // The table with other lines in place of that of `name`.
  void replace(const std::string& name, const std::string& lines) const {
    std::ifstream in(kData / "confidence.tsv");
    std::ofstream out(folder_ / "es/confidence.tsv");
    for (std::string line; std::getline(in, line);) out << (line.starts_with(name + "\t") ? lines : line + "\n");
  }
  std::string error() const {
    try {
      Extractor::load(folder_ / "es", {.metonymy = true, .alias_files = {}, .own_tables = true});
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      return error.what();
    }
    return "none";
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("trama_confidence_test_" + std::to_string(getpid()));
};

TEST_F(ConfidenceTable, MustHaveEveryFeature) {
  for (const std::string name : {"constant", "certainty_of_sentence", "depth", "distance", "pointed"}) {
    replace(name, "");
    EXPECT_THAT(error(), testing::HasSubstr("\"" + name + "\""));
  }
}

TEST_F(ConfidenceTable, MustHaveNothingElse) {
  replace("depth", "depth\t0\ndepht\t0\n");
  EXPECT_THAT(error(), testing::HasSubstr("\"depht\""));
  for (const std::string value : {"x", "nan", "21", "0,5"}) {
    replace("depth", "depth\t" + value + "\n");
    EXPECT_THAT(error(), testing::HasSubstr(value));
  }
}

}  // namespace
}  // namespace trama
