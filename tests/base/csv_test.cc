#include "base/csv.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

TEST(Csv, NoTextBeginsAFormula) {
  for (const char* text : {"=1+1", "+34 91", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"}) {
    EXPECT_EQ(safe_cell(text), "'" + std::string(text));
  }
  EXPECT_EQ(safe_cell("Ana = Eva"), "Ana = Eva");
  EXPECT_EQ(safe_cell(""), "");
}

TEST(Csv, ControlCharactersAndBrokenBytesAreReplaced) {
  EXPECT_EQ(safe_cell("a\x1B[31mb\x7F\xC2\x9B"), "a�[31mb��");
  EXPECT_EQ(safe_cell("Le\xF3n"), "Le�n");
  EXPECT_EQ(safe_cell("una\tdos\r\n"), "una\tdos\r\n");
}

TEST(Csv, FieldsAreQuotedWhereTheyMust) {
  const auto field = [](std::string_view text) {
    std::string out;
    append_csv_field(out, text);
    return out;
  };
  EXPECT_EQ(field("Ana"), "Ana");
  EXPECT_EQ(field("Ana, \"la reina\""), "\"Ana, \"\"la reina\"\"\"");
  EXPECT_EQ(field(" Ana"), "\" Ana\"");
  EXPECT_EQ(field("una\ndos"), "\"una\ndos\"");
  std::string tsv;
  append_tsv_field(tsv, "una\tdos\n\"tres\"");
  EXPECT_EQ(tsv, "una dos \"tres\"");
}

}  // namespace
}  // namespace trama
