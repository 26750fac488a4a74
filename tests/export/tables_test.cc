#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "base/error.h"
#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class Tables : public ::testing::Test {
 protected:
  Tables()
      : folder_(fs::path(::testing::TempDir()) /
                (std::string("tables_") + ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
  }
  ~Tables() override { fs::remove_all(folder_); }

  void write(const Graph& graph, std::string_view format, bool force = false) {
    OutputFolder out(folder_.string(), force);
    find_format(format)->write_folder(graph, {}, out);
    out.commit();
  }
  std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder_)) all.push_back(entry.path().filename().string());
    return all;
  }

  const fs::path folder_;
};

// Rows of fields, by RFC 4180 and nothing else.
std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += text[++i];
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[i] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && text.compare(i, 2, "\r\n") == 0) {
      rows.push_back({""});
      ++i;
    } else {
      rows.back().back() += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

TEST_F(Tables, CsvHoldsTheGraph) {
  const Graph graph = build_graph(small_news());
  write(graph, "csv");
  EXPECT_THAT(names(), UnorderedElementsAre("README.md", "aliases.csv", "documents.csv", "entities.csv",
                                            "relations.csv", "statements.csv"));
  const auto entities = parse_csv(read("entities.csv"));
  ASSERT_EQ(entities.size(), graph.entity_count() + 1);
  EXPECT_EQ(entities[0], (std::vector<std::string>{"id", "name", "type", "named", "aliases", "mention_count",
                                                   "document_count", "relation_count"}));
  for (std::size_t i = 0; i < graph.entity_count(); ++i) {
    const Entity& entity = graph.entities()[i];
    EXPECT_EQ(entities[i + 1][0], id_text(entity));
    EXPECT_EQ(entities[i + 1][1], entity.name);
    EXPECT_EQ(entities[i + 1][3], entity.named ? "true" : "false");
  }
  const auto relations = parse_csv(read("relations.csv"));
  ASSERT_EQ(relations.size(), graph.relation_count() + 1);
  std::size_t statements = 0;
  for (std::size_t i = 0; i < graph.relation_count(); ++i) {
    const RelationEdge& relation = graph.relations()[i];
    EXPECT_EQ(relations[i + 1][0], id_text(relation));
    EXPECT_EQ(relations[i + 1][1], id_text(graph.entity(relation.subject)));
    EXPECT_EQ(relations[i + 1][4], graph.entity(relation.object).name);
    statements += graph.evidence(relation.id).size();
  }
  EXPECT_EQ(parse_csv(read("statements.csv")).size(), statements + 1);
  EXPECT_EQ(parse_csv(read("documents.csv")).size(), 4u);
}

TEST_F(Tables, CsvHasNoFormulasAndNoControlCharacters) {
  Statement one = statement(person("=HYPERLINK(\"x\")"), "+dijo", "decir", place("Lima"));
  one.subject.aliases = {"@Ana"};
  one.evidence.title = "-5\x1B[31m";
  write(build_graph({one}), "csv");
  const auto entities = parse_csv(read("entities.csv"));
  EXPECT_EQ(entities[1][1], "'=HYPERLINK(\"x\")");
  EXPECT_EQ(parse_csv(read("relations.csv"))[1][5], "'+dijo");
  EXPECT_EQ(parse_csv(read("documents.csv"))[1][1], "'-5\xEF\xBF\xBD[31m");
}

TEST_F(Tables, ReadmeTellsColumnsAndQuestions) {
  write(build_graph(small_news()), "jsonl");
  const std::string readme = read("README.md");
  EXPECT_THAT(readme, HasSubstr("## relations.jsonl"));
  EXPECT_THAT(readme, HasSubstr("| `first_date` | day |"));
  EXPECT_THAT(readme, HasSubstr("FROM 'entities.jsonl'"));
}

TEST_F(Tables, ParquetIsFramed) {
  write(build_graph(small_news()), "parquet");
  for (const char* name : {"entities", "aliases", "relations", "statements", "documents"}) {
    const std::string bytes = read(std::string(name) + ".parquet");
    EXPECT_TRUE(bytes.starts_with("PAR1") && bytes.ends_with("PAR1")) << name;
  }
}

TEST_F(Tables, AFolderIsReplacedOnlyWhenAskedAndOnlyIfItIsOurs) {
  const Graph graph = build_graph(small_news());
  write(graph, "csv");
  const std::string before = read("entities.csv");
  EXPECT_THROW(write(graph, "csv"), Error);
  write(build_graph({small_news().front()}), "csv", true);
  EXPECT_NE(read("entities.csv"), before);
  std::ofstream(folder_ / "mine.txt") << "mine";
  EXPECT_THROW(write(graph, "csv", true), Error);
  EXPECT_EQ(read("mine.txt"), "mine");
  // Nothing is left beside it.
  for (const auto& entry : fs::directory_iterator(folder_.parent_path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".trama-")) << entry.path();
  }
}

TEST_F(Tables, AFileIsNoFolder) {
  std::ofstream(folder_) << "x";
  EXPECT_THROW(write(build_graph(small_news()), "csv"), Error);
}

TEST_F(Tables, WithoutCommitNothingIsThere) {
  {
    OutputFolder out(folder_.string(), false);
    out.file("a.csv") << "x";
  }
  EXPECT_FALSE(fs::exists(folder_));
}

}  // namespace
}  // namespace trama
