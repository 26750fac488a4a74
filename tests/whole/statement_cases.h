// Statements of a text as a reader would write them down, for tests of the whole program.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/statement_json.h"
#include "tests/support/program.h"

namespace trama::test {

// A text, what must be among its statements ("subject label object; source") and what none may begin with.
struct StatementCase {
  const char* name;
  const char* text;
  std::vector<std::string> has;
  std::vector<std::string> has_not;
};

inline void PrintTo(const StatementCase& one, std::ostream* out) {
  *out << one.name;
}

template <typename Case>
std::string name_of(const testing::TestParamInfo<Case>& one) {
  return one.param.name;
}

// All statements that the rules read, sure or not; what else the ranker prints is no part of these cases.
inline std::vector<Statement> statements(const std::string& text) {
  const TempFolder folder;
  write_file(folder / "text.txt", text);
  std::istringstream lines(run_shell("TRAMA_RANKER=off trama extract --quiet --min-confidence 0 text.txt", folder).out);
  std::vector<Statement> found;
  for (std::string line; std::getline(lines, line);) found.push_back(statement_from_json(line));
  return found;
}

// "subject label object; source"
inline std::string shown(const Statement& statement) {
  std::string text =
      statement.subject.canonical + " " + statement.relation.label + " " + statement.object.canonical + ";";
  if (statement.source) text += " " + statement.source->who.canonical;
  return text;
}

inline void expect(const StatementCase& one) {
  std::vector<std::string> found;
  for (const Statement& statement : statements(one.text)) found.push_back(shown(statement));
  for (const std::string& wanted : one.has) EXPECT_THAT(found, testing::Contains(wanted));
  for (const std::string& wrong : one.has_not)
    EXPECT_THAT(found, testing::Not(testing::Contains(testing::StartsWith(wrong))));
}

}  // namespace trama::test
