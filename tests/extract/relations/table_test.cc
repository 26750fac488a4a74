#include "extract/relations/table.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

namespace trama {
namespace {

class TableTest : public testing::Test {
 protected:
  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }
  void TearDown() override { std::filesystem::remove(file_); }
  const std::filesystem::path file_ =
      std::filesystem::path(testing::TempDir()) / ("trama_table_test_" + std::to_string(getpid()) + ".tsv");
};

TEST_F(TableTest, RowsWithoutCommentsAndBlanks) {
  write("\xEF\xBB\xBF# head\n\n one \t two\r\n   \nthree\t\tfour");
  const Table table = Table::read(file_, 2, 3);
  ASSERT_EQ(table.rows().size(), 2u);
  EXPECT_EQ(table.rows()[0].line, 3u);
  EXPECT_EQ(table.rows()[0].fields, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(table.rows()[1].fields, (std::vector<std::string>{"three", "", "four"}));
}

TEST_F(TableTest, RefusesOddRows) {
  for (const char* text : {"one\n", "one\ttwo\tthree\n", "\ttwo\n"}) {
    write(std::string("# head\n") + text);
    try {
      Table::read(file_, 2);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_NE(std::string(error.what()).find(".tsv:2: "), std::string::npos) << error.what();
    }
  }
}

TEST_F(TableTest, MissingFile) {
  try {
    Table::read(file_, 2);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
  }
}

TEST(SplitList, PartsWithoutBlanks) {
  EXPECT_EQ(split_list(" a, b c ,,d"), (std::vector<std::string>{"a", "b c", "d"}));
  EXPECT_TRUE(split_list("").empty());
}

}  // namespace
}  // namespace trama
