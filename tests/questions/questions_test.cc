// What investigators ask of the texts of samples/, by verb and by query (questions.txt), of one graph that is built
// once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "tests/support/program.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

// The media in which the texts are said to have stood: the samples themselves do not tell.
const std::map<std::string, std::string>& media() {
  static const std::map<std::string, std::string> kMedia = {
      {"2025-03-04-crisis-gabinete-peru", "El Correo"},
      {"2025-03-12-mocion-censura", "La Gaceta"},
      {"2025-03-20-oea-lima", "El Correo"},
      {"2025-04-02-tapia-detenido", "Diario del Sur"},
      {"2025-05-06-opa-iberluz", "El Correo"},
      {"2025-05-30-equipo-sanciones", "La Gaceta"},
      {"2025-06-10-cnmc-nortia", "Diario del Sur"},
      {"2025-06-18-shoigu-pyongyang", "El Correo"},
      {"2025-07-01-audiencia-nacional", "La Gaceta"},
      {"2025-07-03-refuerzos-norcoreanos", "Diario del Sur"},
      {"2025-07-13-lavrov-wonsan", "La Gaceta"},
      {"2025-09-16-huracan-nadia", "El Correo"},
      {"2025-09-19-ayuda-onu-honduras", "La Gaceta"},
      {"2025-09-30-auditoria-copeco", "Diario del Sur"},
  };
  return kMedia;
}

std::string quoted(const std::string& text) {
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return buffer.GetString();
}

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : line) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// Words as a shell takes them apart: "…" holds together.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  bool open = false, fresh = true;
  for (const char c : line) {
    if (c == '"') {
      open = !open;
    } else if (c == ' ' && !open) {
      fresh = true;
    } else {
      if (fresh) words.emplace_back();
      fresh = false;
      words.back() += c;
    }
  }
  return words;
}

using Rows = std::vector<std::vector<std::string>>;

struct Question {
  std::string text, asked;
  bool also = false;
  std::vector<std::string> columns;
  Rows rows;
};

std::vector<Question> read_questions() {
  std::vector<Question> questions;
  int part = 0;  // Of a question: what is asked, the columns, the rows.
  for (const std::string& line :
       test::lines_of(test::read_text(fs::path(TRAMA_SOURCE_DIR) / "tests/questions/questions.txt"))) {
    if (line.starts_with('#') || line.empty()) continue;
    if (line.starts_with("== ")) {
      questions.push_back({line.substr(3), {}, false, {}, {}});
      part = 0;
    } else if (line.starts_with("--")) {
      questions.back().also = line == "-- also";
      part = 1;
    } else if (part == 0) {
      questions.back().asked = line;
    } else if (part == 1) {
      questions.back().columns = split(line, '\t');
      part = 2;
    } else {
      questions.back().rows.push_back(split(line, '\t'));
    }
  }
  return questions;
}

bool is_verb(const std::string& asked) {
  return asked[0] >= 'a' && asked[0] <= 'z';
}

class Questions : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TempFolder;
    std::string lines;
    for (const std::string& file : test::sample_files()) {
      const std::string stem = fs::path(file).stem().string();
      lines += "{\"id\": " + quoted(stem) + ", \"date\": " + quoted(stem.substr(0, 10)) +
               ", \"source\": " + quoted(media().at(stem)) + ", \"text\": " + quoted(test::read_text(file)) + "}\n";
    }
    test::write_text(*folder_ / "samples.jsonl", lines);
    const test::Outcome built = test::run({"build", "--quiet", "-o", graph(), *folder_ / "samples.jsonl"});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string graph() { return *folder_ / "red.trama"; }

  static test::Outcome ask(const std::string& asked, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"query", asked};
    if (is_verb(asked)) arguments = words_of(asked);
    arguments.insert(arguments.begin() + 1, graph());
    arguments.insert(arguments.end(), {"--format", "tsv"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run(arguments);
  }

  // Of a table as tsv, these columns.
  static Rows columns_of(const std::string& tsv, const std::vector<std::string>& wanted) {
    Rows rows;
    std::vector<std::size_t> places;
    for (const std::string& line : test::lines_of(tsv)) {
      const std::vector<std::string> fields = split(line, '\t');
      if (places.empty()) {
        for (const std::string& column : wanted) {
          const auto found = std::find(fields.begin(), fields.end(), column);
          if (found == fields.end()) throw std::runtime_error("no column " + column + " in " + line);
          places.push_back(static_cast<std::size_t>(found - fields.begin()));
        }
        continue;
      }
      rows.emplace_back();
      for (const std::size_t place : places) rows.back().push_back(fields[place]);
    }
    return rows;
  }

  static test::TempFolder* folder_;
};
test::TempFolder* Questions::folder_ = nullptr;

TEST_F(Questions, AreAnsweredAsTheTextsDo) {
  const std::vector<Question> questions = read_questions();
  EXPECT_GE(questions.size(), 40u);
  for (const Question& question : questions) {
    const test::Outcome given = ask(question.asked);
    ASSERT_EQ(given.code, 0) << question.text << "\n" << given.err;
    const Rows rows = columns_of(given.out, question.columns);
    ASSERT_FALSE(question.rows.empty()) << question.text;
    if (question.also) {
      EXPECT_THAT(rows, testing::IsSupersetOf(question.rows)) << question.text << "\n" << given.out;
    } else {
      EXPECT_EQ(rows, question.rows) << question.text << "\n" << given.out;
    }
  }
}

// What a verb prints is what its query gives.
TEST_F(Questions, TheQueryOfAVerbGivesTheSameRows) {
  for (const Question& question : read_questions()) {
    if (!is_verb(question.asked)) continue;
    const test::Outcome given = ask(question.asked, {"--show-query"});
    EXPECT_THAT(given.err, testing::StartsWith("MATCH ")) << question.asked;
    EXPECT_EQ(ask(given.err).out, given.out) << given.err;
  }
  for (const char* verb : {"top", "top --relations", "top --by stories", "top --by documents"}) {
    const test::Outcome given = ask(verb, {"--show-query", "-n", "7"});
    EXPECT_EQ(ask(given.err).out, given.out) << given.err;
    EXPECT_EQ(test::lines_of(given.out).size(), 8u) << verb;
  }
}

TEST_F(Questions, FormsOfAVerbAreOneVerb) {
  const std::string expected = ask("who acusar \"Elena Quispe\"").out;
  for (const char* form : {"acusó", "ACUSÓ", "acuso", "acusa", "acusan", "\"ha acusado a\"", "acusaron", "ACCUSE"}) {
    EXPECT_EQ(ask(std::string("who ") + form + " Quispe").out, expected) << form;
  }
}

TEST_F(Questions, WhatIsNotThereIsSaidWithWhatIs) {
  const test::Outcome name = ask("who acusó Quisbe");
  EXPECT_EQ(name.code, 1);
  EXPECT_THAT(name.err, testing::HasSubstr("nobody in the graph is called \"Quisbe\"; similar: Elena Quispe"));
  const test::Outcome verb = ask("who bombardeó Iberluz");
  EXPECT_EQ(verb.code, 1);
  EXPECT_THAT(verb.err, testing::HasSubstr("no relation 'bombardeó' to Iberluz; there are "));
  EXPECT_THAT(verb.err, testing::HasSubstr("accionista"));
  EXPECT_EQ(ask("evidence r0000000000000000").code, 1);
  EXPECT_EQ(ask("evidence Shoigu Kim").code, 2);
  EXPECT_EQ(ask("changes --since ayer").code, 2);
  EXPECT_EQ(ask("top --by fame").code, 2);
  const test::Outcome way = ask("between Shoigu \"Elena Quispe\" --max-hops 2");
  EXPECT_EQ(way.code, 1);
  EXPECT_THAT(way.err, testing::HasSubstr("no such way within 2 hops from Sergei Shoigu to Elena Quispe"));
}

TEST_F(Questions, LimitsAndTimeHold) {
  const test::Outcome first = ask("timeline \"Gonzalo Tapia\" -n 2");
  EXPECT_EQ(test::lines_of(first.out).size(), 3u);
  EXPECT_THAT(first.err, testing::HasSubstr("the first 2 rows; --limit 0 gives all"));
  const Rows since = columns_of(ask("timeline \"Gonzalo Tapia\" --since 2025-04-01").out, {"date"});
  ASSERT_FALSE(since.empty());
  for (const auto& row : since) EXPECT_GE(row[0], "2025-04-01");
}

// The texts tell four stories that share few actors.
TEST_F(Questions, CommunitiesAndMeasuresKnowTheStories) {
  const test::Outcome groups = ask("communities");
  if (groups.code == 2) GTEST_SKIP() << "built without igraph";
  ASSERT_EQ(groups.code, 0) << groups.err;
  EXPECT_EQ(ask("communities").out, groups.out);
  const auto together = [&](const std::string& left, const std::string& right) {
    for (const auto& row : columns_of(groups.out, {"actors"})) {
      const bool has_left = row[0].find(left) != std::string::npos;
      const bool has_right = row[0].find(right) != std::string::npos;
      if (has_left || has_right) return has_left && has_right;
    }
    return false;
  };
  EXPECT_TRUE(together("Iberluz", "Nortia"));
  EXPECT_TRUE(together("Elena Quispe", "Rosa Mamani"));
  EXPECT_FALSE(together("Iberluz", "Elena Quispe"));
  EXPECT_FALSE(together("Kim Jong Un", "Nortia"));
  for (const std::string by : {"pagerank", "betweenness"}) {
    const Rows rows = columns_of(ask("top --by " + by + " -n 0").out, {"name", by});
    double last = 1e9;
    for (const auto& row : rows) {
      EXPECT_LE(std::stod(row[1]), last) << row[0];
      last = std::stod(row[1]);
    }
    const auto place = [&](const std::string& name) {
      return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row[0] == name; }) - rows.begin();
    };
    // He is named once, at the edge of his story.
    EXPECT_LT(place("Elena Quispe"), place("Andrés Godoy")) << by;
  }
}

}  // namespace
}  // namespace trama
