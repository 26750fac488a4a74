// What a reader takes from samples/*.txt (samples/expected/*.tsv, written from the texts) and how much of it is found.
// A little must be allowed to change with each model; a feature that breaks must not pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>

#include "graph/store/store.h"
#include "tests/support/program.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

struct Expectation {
  bool must = false;
  std::vector<std::string> subjects, lemmas, objects;
  std::vector<std::string> conditions;  // Modalities, or "negative".
  std::string line;
};

std::vector<Expectation> read_expectations(const fs::path& file) {
  std::vector<Expectation> expectations;
  for (const std::string& line : test::lines_of(test::read_text(file))) {
    if (line.starts_with('#')) continue;
    const std::vector<std::string> fields = split(line, '\t');
    if (fields.size() < 4) throw std::runtime_error(file.string() + ": too few fields: " + line);
    Expectation expectation{fields[0] == "must",   split(fields[1], '|'), split(fields[2], '|'),
                            split(fields[3], '|'), {"asserted"},          line};
    if (fields.size() > 4) expectation.conditions = split(fields[4], '|');
    expectations.push_back(std::move(expectation));
  }
  return expectations;
}

class Samples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TempFolder;
    std::vector<std::string> arguments = {"build", "--quiet", "-o", *folder_ / "red.trama"};
    for (const std::string& file : test::sample_files()) arguments.push_back(file);
    const test::Outcome run = test::run(arguments);
    ASSERT_EQ(run.code, 0) << run.err;
    graph_ = new Graph(Store::open_read_only(*folder_ / "red.trama").load());
  }
  static void TearDownTestSuite() {
    delete graph_;
    delete folder_;
    graph_ = nullptr;
    folder_ = nullptr;
  }

  static std::set<EntityId> entities(const std::vector<std::string>& names) {
    std::set<EntityId> result;
    for (const std::string& name : names) {
      for (const EntityId id : graph_->find(name)) result.insert(id);
    }
    return result;
  }

  // Whether the graph has the relation, in one sentence of the text `stem`. `reversed`: with the ends exchanged.
  static bool found(const Expectation& expected, const std::string& stem, bool reversed) {
    std::set<EntityId> subjects = entities(expected.subjects), objects = entities(expected.objects);
    if (reversed) std::swap(subjects, objects);
    const auto right_lemma = [&](const RelationEdge& edge) {
      return std::any_of(expected.lemmas.begin(), expected.lemmas.end(), [&](const std::string& lemma) {
        return edge.lemma.find(lemma) != std::string::npos;  // "acusar" in "acusar de mentir".
      });
    };
    const auto right_condition = [&](const RelationEdge& edge) {
      const bool negative = edge.polarity == Polarity::kNegative;
      return std::any_of(expected.conditions.begin(), expected.conditions.end(), [&](const std::string& condition) {
        return negative ? condition == "negative" : condition == to_string(edge.modality);
      });
    };
    return std::any_of(graph_->relations().begin(), graph_->relations().end(), [&](const RelationEdge& edge) {
      const bool ends = (subjects.contains(edge.subject) && objects.contains(edge.object)) ||
                        (edge.symmetric && subjects.contains(edge.object) && objects.contains(edge.subject));
      if (!ends || !right_lemma(edge) || (!reversed && !right_condition(edge))) return false;
      const auto evidence = graph_->evidence(edge.id);
      return std::any_of(evidence.begin(), evidence.end(), [&](const Statement& statement) {
        return fs::path(statement.evidence.document).stem() == stem;
      });
    });
  }

  static test::TempFolder* folder_;
  static Graph* graph_;
};

test::TempFolder* Samples::folder_ = nullptr;
Graph* Samples::graph_ = nullptr;

TEST_F(Samples, MostOfWhatAReaderTakesIsFoundAndLittleIsTurnedRound) {
  int must = 0, must_found = 0, should = 0, should_found = 0, reversed = 0;
  for (const std::string& sample : test::sample_files()) {
    const std::string stem = fs::path(sample).stem().string();
    for (const Expectation& expected :
         read_expectations(fs::path(sample).parent_path() / "expected" / (stem + ".tsv"))) {
      const bool hit = found(expected, stem, false);
      (expected.must ? must : should) += 1;
      (expected.must ? must_found : should_found) += hit ? 1 : 0;
      if (!hit && found(expected, stem, true)) {
        ++reversed;
        std::cout << "turned round: " << stem << ": " << expected.line << '\n';
      } else if (!hit) {
        std::cout << "not found: " << stem << ": " << expected.line << '\n';
      }
    }
  }
  std::cout << "must " << must_found << "/" << must << ", should " << should_found << "/" << should << ", turned round "
            << reversed << '\n';
  EXPECT_GE(must_found, must * 70 / 100);
  EXPECT_GE(should_found, should * 40 / 100);
  EXPECT_LE(reversed, 2);
}

TEST_F(Samples, NamesOfOneActorLeadToOneActor) {
  int same = 0, same_found = 0;
  for (const std::string& line :
       test::lines_of(test::read_text(fs::path(TRAMA_SOURCE_DIR) / "samples" / "expected" / "actors.tsv"))) {
    std::vector<std::string> names = split(line, '\t');
    const std::string kind = names.front();
    names.erase(names.begin());
    if (kind == "same") {
      // find() gives the best match first: all names must lead to the same one.
      std::set<EntityId> actors;
      bool all = true;
      for (const std::string& name : names) {
        const std::vector<EntityId> ids = graph_->find(name);
        all = all && !ids.empty();
        if (!ids.empty()) actors.insert(ids.front());
      }
      ++same;
      const bool one = all && actors.size() == 1;
      same_found += one ? 1 : 0;
      if (!one) std::cout << (all ? "split: " : "not all there: ") << line << '\n';
    } else if (kind == "apart") {
      for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j) {
          const std::vector<EntityId> left = graph_->find(names[i]), right = graph_->find(names[j]);
          if (left.empty() || right.empty()) continue;
          EXPECT_NE(left.front(), right.front()) << names[i] << " and " << names[j] << " are one";
        }
      }
    }
  }
  std::cout << "one actor " << same_found << "/" << same << '\n';
  EXPECT_GE(same_found, same * 80 / 100);
}

// "la directora de Copeco", "la compra de Iberluz", "el huracán Nadia": nouns tell what the tagger takes for people.
TEST_F(Samples, NounsTellWhatANameNames) {
  for (const auto& [name, type] : {std::pair("Copeco", EntityType::kOrganization),
                                   {"Iberluz", EntityType::kOrganization},
                                   {"Nadia", EntityType::kMisc},
                                   {"San Pedro Sula", EntityType::kLocation},
                                   {"Teresa Aguilar", EntityType::kPerson}}) {
    const std::vector<EntityId> found = graph_->find(name);
    ASSERT_FALSE(found.empty()) << name;
    EXPECT_EQ(graph_->entity(found.front()).type, type) << name;
  }
}

}  // namespace
}  // namespace trama
