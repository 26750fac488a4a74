// What trama extract prints beyond what the rules read: the shipped ranker, its bar and its detail, on texts of our
// own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/whole/statement_cases.h"

namespace trama::test {
namespace {

const std::string kText =
    "La ministra de Salud, Ana Soto, presentó el plan de vacunas en Quillón.\n\n"
    "La visita de la ministra Ana Soto a Bolivia inquieta a Chile.\n\n"
    "Eva Ríos, diputada del Partido Verde, elogió la trayectoria de Rosa Gil.\n\n"
    "La policía detuvo a tres hombres en Temuco, entre ellos Luis Vaca, hermano del alcalde.\n\n"
    "El gobierno tumbó el proyecto de ley de la oposición.\n";

std::vector<Statement> printed(const std::string& options, const std::string& environment = {}) {
  const TempFolder folder;
  write_file(folder / "text.txt", kText);
  const Outcome run = run_shell(environment + " trama extract --quiet " + options + " text.txt", folder);
  EXPECT_EQ(run.code, 0) << run.err;
  std::istringstream lines(run.out);
  std::vector<Statement> found;
  for (std::string line; std::getline(lines, line);) found.push_back(statement_from_json(line));
  return found;
}

std::set<std::string> arrows(const std::vector<Statement>& statements) {
  std::set<std::string> found;
  for (const Statement& s : statements)
    found.insert(s.subject.canonical + " " + s.relation.label + " " + s.object.canonical);
  return found;
}

TEST(Ranked, PrintsWhatNoRuleReads) {
  const std::set<std::string> rules = arrows(printed("--min-confidence 0", "TRAMA_RANKER=off"));
  const std::set<std::string> all = arrows(printed(""));
  for (const char* one : {"Ana Soto inquieta Chile", "policía detuvo en Temuco", "Luis Vaca hermano de alcalde"}) {
    EXPECT_THAT(all, testing::Contains(one));
    EXPECT_THAT(rules, testing::Not(testing::Contains(one)));
  }
  // What stands between verb and object is said, and what the rules read stays as they read it.
  EXPECT_THAT(all, testing::IsSupersetOf({"Eva Ríos elogió trayectoria de Rosa Gil",
                                          "Eva Ríos diputada de Partido Verde", "Ana Soto visita a Bolivia"}));
  EXPECT_GT(all.size(), rules.size());
}

TEST(Ranked, TheBarIsAKnob) {
  const std::set<std::string> few = arrows(printed("--min-confidence 0.9")), some = arrows(printed("")),
                              many = arrows(printed("--min-confidence 0.3"));
  EXPECT_TRUE(std::ranges::includes(some, few));
  EXPECT_TRUE(std::ranges::includes(many, some));
  EXPECT_LT(few.size(), some.size());
  EXPECT_LT(some.size(), many.size());
}

TEST(Ranked, DetailKeepsWhatTheTextIsAbout) {
  const std::vector<Statement> all = printed("--min-confidence 0 --detail all"),
                               normal = printed("--min-confidence 0 --detail normal"),
                               main = printed("--min-confidence 0 --detail main");
  EXPECT_EQ(printed("--min-confidence 0"), all);
  for (const auto& [kept, least] : {std::pair(normal, 0.5), std::pair(main, 0.7)}) {
    std::vector<Statement> wanted = all;
    std::erase_if(wanted, [&](const Statement& s) { return s.salience < least; });
    EXPECT_EQ(kept, wanted);
    EXPECT_FALSE(kept.empty());
  }
  EXPECT_LT(main.size(), all.size());
}

TEST(Ranked, NeverBothWaysAndNeverWithItself) {
  const std::vector<Statement> all = printed("--min-confidence 0");
  std::set<std::string> seen;
  for (const Statement& s : all) {
    EXPECT_NE(s.subject.canonical, s.object.canonical);
    if (s.relation.symmetric) continue;
    const std::string place = std::to_string(s.relation.span.begin) + " ";
    EXPECT_FALSE(seen.contains(place + s.object.canonical + " > " + s.subject.canonical)) << s.relation.label;
    seen.insert(place + s.subject.canonical + " > " + s.object.canonical);
  }
}

TEST(Ranked, ARankerThatIsNoneIsAnError) {
  const TempFolder folder;
  write_file(folder / "text.txt", kText);
  write_file(folder / "none.safetensors", "no model");
  for (const char* file : {"none.safetensors", "missing.safetensors"}) {
    const Outcome run = run_shell("TRAMA_RANKER=" + std::string(file) + " trama extract text.txt", folder);
    EXPECT_EQ(run.code, 1);
    EXPECT_THAT(run.err, testing::HasSubstr(file));
    EXPECT_EQ(run.out, "");
  }
}

}  // namespace
}  // namespace trama::test
