// The released model gives what its trainer gave: labels; and with products of floats the scores behind them within
// 1e-3.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "extract/analysis/analyzer.h"
#include "extract/analysis/model_tables.h"
#include "extract/neural/network.h"

namespace trama {
namespace {

const std::filesystem::path kRoot = TRAMA_SOURCE_DIR;
const std::filesystem::path kReference = kRoot / "tests/data/analysis-reference.json";

std::vector<std::filesystem::path> models() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "models")) {
    if (entry.path().extension() == ".safetensors") found.push_back(entry.path());
  }
  return found;
}

class Reference : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kReference)) {
      ASSERT_TRUE(models().empty()) << models().front() << " has no reference outputs in " << kReference;
      GTEST_SKIP() << "no model in " << kRoot / "models";
    }
    std::ifstream in(kReference, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    json_.Parse(text.data(), text.size());
    ASSERT_TRUE(json_.IsObject());
    ASSERT_GT(json_["sentences"].Size(), 0U);
    model_ = kRoot / "models" / json_["model"].GetString();
    ASSERT_TRUE(std::filesystem::exists(model_)) << model_;
  }

  rapidjson::Document json_;
  std::filesystem::path model_;
};

std::string text_at(const rapidjson::Value& sentence, const char* key, rapidjson::SizeType i) {
  return sentence[key][i].GetString();
}

Sentence sentence_of(const rapidjson::Value& json) {
  Sentence sentence;
  for (const auto& form : json["forms"].GetArray()) {
    sentence.words.emplace_back();
    sentence.words.back().form = form.GetString();
  }
  return sentence;
}

TEST_F(Reference, LabelsAreTheTrainers) {
  const Analyzer analyzer = Analyzer::load(model_);
  for (const auto& expected : json_["sentences"].GetArray()) {
    Sentence sentence = sentence_of(expected);
    Sentence* pointer = &sentence;
    analyzer.annotate({&pointer, 1});
    for (rapidjson::SizeType i = 0; i < sentence.words.size(); ++i) {
      const Word& word = sentence.words[i];
      EXPECT_EQ(word.feats.empty() ? word.upos : word.upos + "|" + word.feats, text_at(expected, "tags", i))
          << word.form;
      EXPECT_EQ(word.lemma, text_at(expected, "lemmas", i)) << word.form;
      EXPECT_EQ(word.head + 1, expected["heads"][i].GetInt()) << word.form;
      EXPECT_EQ(word.deprel, text_at(expected, "deprels", i)) << word.form;
      EXPECT_EQ(word.func, text_at(expected, "funcs", i)) << word.form;
      std::string bioes = text_at(expected, "entities", i);
      if (bioes[0] == 'S') bioes[0] = 'B';
      if (bioes[0] == 'E') bioes[0] = 'I';
      EXPECT_EQ(word.entity.empty() ? "O" : word.entity, bioes) << word.form;
    }
  }
}

TEST_F(Reference, BatchesChangeNothingToTheLastBit) {
  std::vector<Sentence> expected, found;
  for (const auto& sentence : json_["sentences"].GetArray()) expected.push_back(sentence_of(sentence));
  found = expected;
  const auto annotate = [&](std::vector<Sentence>& sentences, int batch_words) {
    std::vector<Sentence*> pointers;
    for (Sentence& sentence : sentences) pointers.push_back(&sentence);
    Analyzer::load(model_, {.batch_words = batch_words}).annotate(pointers);
  };
  annotate(expected, 2048);
  for (const int batch_words : {1, 70}) {
    annotate(found, batch_words);
    for (std::size_t s = 0; s < found.size(); ++s) {
      for (std::size_t i = 0; i < found[s].words.size(); ++i) {
        const Word &a = expected[s].words[i], &b = found[s].words[i];
        EXPECT_EQ(a.certainty, b.certainty);
        EXPECT_EQ(std::tie(a.lemma, a.upos, a.feats, a.head, a.deprel, a.func, a.entity),
                  std::tie(b.lemma, b.upos, b.feats, b.head, b.deprel, b.func, b.entity));
      }
    }
  }
}

// Of the root, whose relation is no choice, it is the probability of the head; of other words at most that.
TEST_F(Reference, CertaintyIsTheProbabilityOfHeadAndRelation) {
  const Analyzer analyzer = Analyzer::load(model_);
  for (const auto& expected : json_["sentences"].GetArray()) {
    Sentence sentence = sentence_of(expected);
    Sentence* pointer = &sentence;
    analyzer.annotate({&pointer, 1});
    for (rapidjson::SizeType i = 0; i < sentence.words.size(); ++i) {
      const auto& row = expected["arc"][i];
      double sum = 0;
      for (const auto& score : row.GetArray()) sum += std::exp(score.GetDouble());
      const Word& word = sentence.words[i];
      const double head = std::exp(row[static_cast<rapidjson::SizeType>(word.head + 1)].GetDouble()) / sum;
      EXPECT_GT(word.certainty, 0) << word.form;
      if (word.head < 0) {
        EXPECT_NEAR(word.certainty, head, 2e-2) << word.form;
      } else {
        EXPECT_LT(word.certainty, head + 2e-2) << word.form;
        EXPECT_GT(word.certainty, head / 37 - 2e-2) << word.form;  // The best of 37 relations.
      }
    }
  }
}

void expect_rows(const std::vector<float>& found, const rapidjson::Value& expected) {
  std::size_t i = 0;
  for (const auto& row : expected.GetArray()) {
    for (const auto& value : row.GetArray()) {
      ASSERT_LT(i, found.size());
      EXPECT_NEAR(found[i++], value.GetDouble(), 1e-3);
    }
  }
  EXPECT_EQ(i, found.size());
}

TEST_F(Reference, ScoresAreTheTrainersWithinAThousandth) {
  const TensorFile file(model_);
  const ModelTables tables(file, Precision::kFloats);
  const auto k = static_cast<int>(tables.entities.size());
  const Network network(file, tables.counts(),
                        NameDecoder(tables.entities, file.tensor("crf.transitions", {k, k}).values(),
                                    file.tensor("crf.start", {k}).values(), file.tensor("crf.end", {k}).values()),
                        tables.leak, Precision::kFloats);
  for (const auto& expected : json_["sentences"].GetArray()) {
    std::vector<WordInput> words;
    for (const auto& form : expected["forms"].GetArray()) words.push_back(tables.word_input(form.GetString()));
    const SentenceScores scores = network.score(words);
    for (rapidjson::SizeType i = 0; i < words.size(); ++i) {
      EXPECT_NEAR(scores.tag[i], expected["tag_max"][i].GetDouble(), 1e-3);
      EXPECT_NEAR(scores.lemma[i], expected["lemma_max"][i].GetDouble(), 1e-3);
    }
    expect_rows(scores.arcs, expected["arc"]);
    expect_rows(scores.names, expected["ner"]);
  }
}

}  // namespace
}  // namespace trama
