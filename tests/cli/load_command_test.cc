#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/program.h"

namespace trama::test {
namespace {

TEST(LoadCommand, WantsToKnowWhereTo) {
  EXPECT_EQ(run({"load", "red.trama"}).code, cli::kUsage);
  EXPECT_EQ(run({"load", "--into", "http://localhost:7474"}).code, cli::kUsage);
}

// What is left out would be taken away.
TEST(LoadCommand, PrunesForWholeGraphsOnly) {
  for (const std::vector<std::string>& part :
       {std::vector<std::string>{"--top", "3"}, {"--since", "2025-01-01"}, {"--min-confidence", "0.8"}}) {
    std::vector<std::string> arguments = {"load", "red.trama", "--into", "http://localhost:7474", "--prune"};
    arguments.insert(arguments.end(), part.begin(), part.end());
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.code, cli::kUsage);
    EXPECT_THAT(outcome.err, testing::HasSubstr("--prune is for whole graphs"));
  }
}

TEST(LoadCommand, TakesNoPasswordFromTheCommandLine) {
  EXPECT_EQ(run({"load", "red.trama", "--into", "http://localhost:7474", "--password", "x"}).code, cli::kUsage);
}

}  // namespace
}  // namespace trama::test
