#include "extract/coref/antecedents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

namespace trama {
namespace {

using testing::ElementsAre;

class AntecedentModelTest : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  AntecedentModel load(const std::string& weights, const std::string& preferences = "") const {
    std::ofstream(folder_ / "antecedents.tsv") << weights;
    std::ofstream(folder_ / "preferences.tsv") << preferences;
    return AntecedentModel::load(folder_);
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("trama_antecedents_test_" + std::to_string(getpid()));
};

AntecedentRow row(int kind, int type) {
  AntecedentRow made;
  made.set(Column::kKind, kind);
  made.set(Column::kType, type);
  return made;
}

TEST_F(AntecedentModelTest, AHundredDoublesTheShare) {
  const AntecedentModel model = load("type=1\t100\nkind=2 type=1\t100\ntype=2\t-100\n");
  EXPECT_THAT(model.probabilities({row(0, 1), row(0, 3)}), ElementsAre(666, 333));
  EXPECT_THAT(model.probabilities({row(2, 1), row(2, 3)}), ElementsAre(800, 200));
  EXPECT_THAT(model.probabilities({row(0, 3), row(0, 2), row(0, 2)}), ElementsAre(500, 250, 250));
  EXPECT_TRUE(model.probabilities({}).empty());
}

TEST_F(AntecedentModelTest, HowFarBehindDoesNotMatter) {
  const AntecedentModel model = load("type=1\t100000\ntype=2\t-100000\ntype=3\t99999\n");
  EXPECT_THAT(model.probabilities({row(0, 1), row(0, 2), row(0, 3)}), ElementsAre(501, 0, 498));
}

TEST_F(AntecedentModelTest, ValuesThatTheTableDoesNotHaveSayNothing) {
  const AntecedentModel model = load("kind=1 type=1\t100\n");
  EXPECT_THAT(model.probabilities({row(1, 31), row(31, 1), row(1, 1)}), ElementsAre(250, 250, 500));
}

TEST_F(AntecedentModelTest, Preferences) {
  const AntecedentModel model = load("# none\n", "owner\tguerra\t2115311\tjudge=1 police=4 army=5\n");
  EXPECT_EQ(model.preference("owner", "guerra", 3), 5);
  EXPECT_EQ(model.preference("owner", "guerra", AntecedentModel::kThingType), 2);
  EXPECT_EQ(model.preference("subject", "guerra", 3), 0);
  EXPECT_EQ(model.class_preference("owner", "guerra", {"army", "police"}), 5);
  EXPECT_EQ(model.class_preference("owner", "guerra", {"judge", "police"}), 1);
  EXPECT_EQ(model.class_preference("owner", "guerra", {"club"}), 0);
}

TEST_F(AntecedentModelTest, RefusesOddRows) {
  for (const char* text : {"type\t1\n", "colour=1\t1\n", "type=32\t1\n", "type=-1\t1\n", "type=1\t1.5\n",
                           "type=1 kind=1 verb=1 part=1\t1\n", "type=1\t\n"}) {
    EXPECT_THROW(load(text), Error) << text;
  }
  for (const char* text : {"owner\tguerra\t211531\t-\n", "owner\tguerra\t2115316\t-\n",
                           "owner\tguerra\t2115311\tjudge\n", "owner\tguerra\t2115311\tjudge=7\n"}) {
    EXPECT_THROW(load("# none\n", text), Error) << text;
  }
}

}  // namespace
}  // namespace trama
