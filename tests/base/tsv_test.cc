#include "base/tsv.h"

#include <gtest/gtest.h>

namespace trama {
namespace {

using Rows = std::vector<std::vector<std::string_view>>;

TEST(Tsv, SplitsRowsAndLeavesOutComments) {
  EXPECT_EQ(parse_tsv("# head\n\na\tb c\t \n \t\r\nx\r\n\ty # no comment"),
            (Rows{{"a", "b c", ""}, {"x"}, {"", "y # no comment"}}));
  EXPECT_EQ(parse_tsv(""), Rows());
}

}  // namespace
}  // namespace trama
