#include "extract/analysis/gazetteer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "extract/text/segmenter.h"
#include "tests/extract/neural/tiny_model.h"

namespace trama {
namespace {

using ::testing::HasSubstr;

// Words with their names after a slash; sentences one behind the other. `found` are names by the network, of type MISC.
std::string show(const Gazetteer& gazetteer, std::string_view text,
                 const std::vector<std::pair<int, int>>& found = {}) {
  std::string out;
  for (Sentence& sentence : segment(text)) {
    for (Word& word : sentence.words) {
      const bool small = word.form == "de" || word.form == "el" || word.form == "la";
      word.upos = small ? "ADP" : word.form == "," ? "PUNCT" : "PROPN";
    }
    for (const auto& [first, last] : found) {
      for (int i = first; i <= last; ++i) sentence.words[i].entity = i == first ? "B-MISC" : "I-MISC";
    }
    gazetteer.apply(sentence);
    for (const Word& word : sentence.words) {
      out += (out.empty() ? "" : " ") + word.form + (word.entity.empty() ? "" : "/" + word.entity);
    }
  }
  return out;
}

Gazetteer names() {
  const std::vector<ListedName> listed = {
      {"Kim", EntityType::kPerson},
      {"Kim Jong Un", EntityType::kPerson},
      {"Banco del Sur", EntityType::kOrganization},
      {"Acerías, S.A.", EntityType::kOrganization},
      {"  La   Paz ", EntityType::kLocation},
      {"Coca-Cola", EntityType::kOrganization},
      {"Peña Nueva", EntityType::kLocation},
      {"Peña Nueva", EntityType::kPerson},
  };
  return Gazetteer(listed);
}

TEST(Gazetteer, TakesTheLongestName) {
  EXPECT_EQ(show(names(), "Vio Kim Jong Un a Kim Jong"), "Vio Kim/B-PER Jong/I-PER Un/I-PER a Kim/B-PER Jong");
  EXPECT_EQ(show(names(), "Kim, Kim"), "Kim/B-PER , Kim/B-PER");
  EXPECT_EQ(show(names(), "Kim Kim Jong Un Un"), "Kim/B-PER Kim/B-PER Jong/I-PER Un/I-PER Un");
}

TEST(Gazetteer, ComparesWholeTokensWithCaseAndAccents) {
  EXPECT_EQ(show(names(), "Kimberly vio a kim"), "Kimberly vio a kim");
  EXPECT_EQ(show(names(), "Bebe Coca-Cola, no Coca"), "Bebe Coca-Cola/B-ORG , no Coca");
  EXPECT_EQ(show(names(), "Pena Nueva y la paz"), "Pena Nueva y la paz");
  EXPECT_EQ(show(names(), "LaPaz y La  Paz"), "LaPaz y La/B-LOC Paz/I-LOC");
}

TEST(Gazetteer, TakesContractionsWhole) {
  EXPECT_EQ(show(names(), "Es del Banco del Sur"), "Es de el Banco/B-ORG de/I-ORG el/I-ORG Sur/I-ORG");
  EXPECT_EQ(show(names(), "Banco de el Sur"), "Banco de el Sur");
}

TEST(Gazetteer, PassesOverSpacesBesideMarks) {
  EXPECT_EQ(show(names(), "Es de Acerías, S. A. y ya"), "Es de Acerías/B-ORG ,/I-ORG S./I-ORG A./I-ORG y ya");
  EXPECT_EQ(show(names(), "Es de Acerías, S.A. y ya"), "Es de Acerías/B-ORG ,/I-ORG S.A./I-ORG y ya");
}

TEST(Gazetteer, IsGenerousInCapitals) {
  EXPECT_EQ(show(names(), "VIO A KIM JONG UN EN LA PAZ"), "VIO A KIM/B-PER JONG/I-PER UN/I-PER EN LA/B-LOC PAZ/I-LOC");
  EXPECT_EQ(show(names(), "LLEGA A PENA NUEVA Y A PEÑA NUEVA"),
            "LLEGA A PENA/B-PER NUEVA/I-PER Y A PEÑA/B-PER NUEVA/I-PER");
}

TEST(Gazetteer, OverrulesOtherNames) {
  const Gazetteer gazetteer = names();
  EXPECT_EQ(show(gazetteer, "Kim Jong Un", {{0, 1}, {2, 2}}), "Kim/B-PER Jong/I-PER Un/I-PER");
  EXPECT_EQ(show(gazetteer, "Ayer Kim Jong", {{0, 2}}), "Ayer/B-MISC Kim/B-PER Jong/B-MISC");
  EXPECT_EQ(show(gazetteer, "Torre de la Kim, Ana", {{0, 5}}), "Torre/B-MISC de la Kim/B-PER , Ana/B-MISC");
  EXPECT_EQ(show(gazetteer, "Ana y Kim", {{0, 0}}), "Ana/B-MISC y Kim/B-PER");
  EXPECT_EQ(show(Gazetteer(), "Ana y Kim", {{0, 0}}), "Ana/B-MISC y Kim");
}

TEST(Gazetteer, ReadsFiles) {
  const test::TemporaryFile file("\xEF\xBB\xBF# Nombres\n\nKim\tPER\r\n  Nin\u0303o Azul \tMISC\n");
  const std::filesystem::path files[] = {file.path()};
  const Gazetteer gazetteer = Gazetteer::load(files);
  EXPECT_EQ(gazetteer.size(), 2u);
  EXPECT_EQ(show(gazetteer, "Kim y Niño Azul"), "Kim/B-PER y Niño/B-MISC Azul/I-MISC");
}

TEST(Gazetteer, SaysWhatIsWrongAndWhere) {
  const std::pair<std::string, std::string> cases[] = {
      {"# x\nKim\n", ":2: 1 column, expected 2"},
      {"Kim\tPER\tx\n", ":1: 3 columns, expected 2"},
      {"Kim\tPERSON\n", ":1: unknown type 'PERSON'"},
      {"Kim\tGROUP\n", ":1: unknown type 'GROUP'"},
      {"Kim\tPER\n...\tPER\n", ":2: the name '...' has neither letters nor digits"},
      {"K\xFFm\tPER\n", ":1: not UTF-8"},
      {std::string(100'000, 'a') + "\tPER\n", ":1: line too long"},
  };
  for (const auto& [content, message] : cases) {
    const test::TemporaryFile file(content);
    const std::filesystem::path files[] = {file.path()};
    try {
      Gazetteer::load(files);
      ADD_FAILURE() << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_THAT(error.what(), HasSubstr(file.path().string() + message));
    }
  }
  const std::filesystem::path missing[] = {"/none/names.tsv"};
  EXPECT_THROW(Gazetteer::load(missing), Error);
}

// Every name of a list against trying them all, on random texts of few different words.
TEST(Gazetteer, FindsWhatAnExhaustiveSearchFinds) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"A", "Ab", "B", "Ba"};
  const auto draw = [&](std::size_t most) {
    std::vector<std::string> drawn(1 + random() % most);
    for (std::string& word : drawn) word = words[random() % words.size()];
    return drawn;
  };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<std::string>> lists;
    std::vector<ListedName> listed;
    for (int i = 0; i < 5; ++i) {
      lists.push_back(draw(3));
      std::string name;
      for (const std::string& word : lists.back()) name += word + " ";
      listed.push_back({name, EntityType::kLocation});
    }
    Sentence sentence;
    for (const std::string& word : draw(12)) sentence.words.emplace_back().form = word;
    sentence.words.emplace_back().form = "y";
    std::string expected, found;
    for (std::size_t i = 0; i < sentence.words.size();) {
      std::size_t longest = 0;
      for (const auto& name : lists) {
        std::size_t k = 0;
        while (k < name.size() && i + k < sentence.words.size() && sentence.words[i + k].form == name[k]) ++k;
        if (k == name.size()) longest = std::max(longest, k);
      }
      for (std::size_t k = 0; k < std::max<std::size_t>(longest, 1); ++k)
        expected += longest == 0 ? "O" : k > 0 ? "I" : "B";
      i += std::max<std::size_t>(longest, 1);
    }
    Gazetteer(listed).apply(sentence);
    for (const Word& word : sentence.words) found += word.entity.empty() ? "O" : word.entity.substr(0, 1);
    EXPECT_EQ(found, expected);
  }
}

}  // namespace
}  // namespace trama
