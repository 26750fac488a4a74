// The shipped ranker over trees that are given, and files that are none.
#include "extract/ranking/ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "extract/statements/extractor.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = TRAMA_SOURCE_DIR;

fs::path shipped() {
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "models")) {
    if (entry.path().filename().string().starts_with("ranker-es-")) return entry.path();
  }
  return {};
}

Extractor with_ranker() {
  ExtractorOptions options;
  options.ranker = shipped();
  return Extractor::load(kRoot / "extract/data/es", options);
}

AnalyzedDocument document_of(const std::string& rows) {
  AnalyzedDocument document;
  document.document.id = "a";
  document.sentences.push_back(small_tree(rows, &document.document.text));
  return document;
}

const std::string kVisit =
    "Ana Ana PROPN 2 nsubj Entity=B-PER Func=SUJ\n"
    "visitó visitar VERB 0 root VerbForm=Fin Mood=Ind Tense=Past Person=3 Number=Sing\n"
    "a a ADP 4 case\n"
    "Luis Luis PROPN 2 obj Entity=B-PER Func=CD\n"
    ". . PUNCT 2 punct\n";

TEST(Ranker, WhatIsPlainIsLikelyAndNeverBothWays) {
  const Extractor extractor = with_ranker();
  int there = 0;
  for (const Statement& s : extractor.statements(document_of(kVisit))) {
    EXPECT_FALSE(s.subject.canonical == "Luis" && s.object.canonical == "Ana");
    EXPECT_GE(s.confidence, 0);
    EXPECT_LE(s.confidence, 1);
    EXPECT_GE(s.salience, 0);
    EXPECT_LE(s.salience, 1);
    if (s.subject.canonical == "Ana" && s.relation.lemma == "visitar" && s.object.canonical == "Luis") {
      ++there;
      EXPECT_GT(s.confidence, 0.5);
    }
  }
  EXPECT_EQ(there, 1);
}

TEST(Ranker, FindsWhatNoRuleReads) {
  // "La visita de Ana a Luis inquieta": no verb between them.
  const std::string rows =
      "La el DET 2 det Definite=Def\n"
      "visita visita NOUN 7 nsubj Number=Sing\n"
      "de de ADP 4 case\n"
      "Ana Ana PROPN 2 nmod Entity=B-PER\n"
      "a a ADP 6 case\n"
      "Luis Luis PROPN 2 nmod Entity=B-PER\n"
      "inquieta inquietar VERB 0 root VerbForm=Fin Mood=Ind Tense=Pres Person=3 Number=Sing\n"
      "a a ADP 9 case\n"
      "Eva Eva PROPN 7 obj Entity=B-PER Func=CD\n";
  const Extractor rules = Extractor::load(kRoot / "extract/data/es"), ranked = with_ranker();
  const auto count = [&](const Extractor& extractor) { return extractor.statements(document_of(rows)).size(); };
  EXPECT_GT(count(ranked), count(rules));
}

TEST(Ranker, TheSameTwiceAndWhateverStandsBeside) {
  const Extractor extractor = with_ranker();
  EXPECT_EQ(extractor.statements(document_of(kVisit)), extractor.statements(document_of(kVisit)));
}

TEST(Ranker, SentencesWithoutWordsOrActorsGiveNothing) {
  const Extractor extractor = with_ranker();
  EXPECT_TRUE(extractor.statements(AnalyzedDocument{}).empty());
  EXPECT_TRUE(extractor.statements(document_of("Llueve llover VERB 0 root VerbForm=Fin\n")).empty());
}

TEST(Ranker, ManyMembersOfACoordinationEnd) {
  std::string rows = "ataca atacar VERB 0 root VerbForm=Fin Mood=Ind Tense=Pres Person=3 Number=Sing\n";
  for (int i = 0; i < 1500; ++i)
    rows += "Ana" + std::to_string(i) + " Ana PROPN " + (i == 0 ? "1 obj" : "2 conj") + " Entity=B-PER\n";
  EXPECT_LT(with_ranker().statements(document_of(rows)).size(), 1500U);
}

class Damaged : public testing::Test {
 protected:
  void SetUp() override { file_ = fs::temp_directory_path() / ("ranker" + std::to_string(::getpid())); }
  void TearDown() override { fs::remove(file_); }
  void write(const std::string& bytes) { std::ofstream(file_, std::ios::binary) << bytes; }
  fs::path file_;
};

TEST_F(Damaged, CutOrFlippedFilesAreRefused) {
  const std::string bytes = read_file(shipped());
  for (const double share : {0.0, 0.001, 0.3, 0.999}) {
    write(bytes.substr(0, static_cast<std::size_t>(static_cast<double>(bytes.size()) * share)));
    EXPECT_THROW(Ranker::load(file_), Error) << share;
  }
  for (const double share : {0.5, 0.9}) {
    std::string flipped = bytes;
    flipped[static_cast<std::size_t>(static_cast<double>(bytes.size()) * share)] ^= 0x10;
    write(flipped);
    EXPECT_THROW(Ranker::load(file_), Error) << share;
  }
}

TEST_F(Damaged, AnAnalysisModelIsNoRanker) {
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "models")) {
    if (entry.path().filename().string().starts_with("trama-es-")) EXPECT_THROW(Ranker::load(entry.path()), Error);
  }
}

}  // namespace
}  // namespace trama
