#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "base/utf8.h"
#include "graph/model/properties.h"
#include "tests/export/export_helpers.h"

namespace trama {
namespace {

// Rows of RFC 4180, where only a doubled quote is an escape; nothing for a cell without quotes that is empty.
using CsvCells = std::vector<std::optional<std::string>>;

std::vector<CsvCells> read_csv(const std::string& text) {
  std::vector<CsvCells> rows;
  CsvCells row;
  for (std::size_t at = 0; at < text.size();) {
    std::optional<std::string> cell;
    if (text[at] == '"') {
      cell.emplace();
      for (++at; text.at(at) != '"' || (at + 1 < text.size() && text[at + 1] == '"'); ++at) {
        if (text[at] == '"') ++at;
        *cell += text[at];
      }
      ++at;
    } else {
      const std::size_t end = text.find_first_of(",\n", at);
      if (end > at) cell = text.substr(at, end - at);
      at = end;
    }
    row.push_back(std::move(cell));
    if (text.at(at) == '\n') rows.push_back(std::exchange(row, {}));
    ++at;
    if (at < text.size() && text[at - 1] == ',' && text[at] == '\n') {
      row.emplace_back();
      rows.push_back(std::exchange(row, {}));
      ++at;
    }
  }
  EXPECT_TRUE(row.empty());
  return rows;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The texts of an openCypher statement, with their escapes undone.
std::vector<std::string> texts_of(const std::string& statement) {
  std::vector<std::string> texts;
  for (std::size_t at = 0; at < statement.size(); ++at) {
    if (statement[at] != '\'') continue;
    std::string text;
    for (++at; statement.at(at) != '\''; ++at) {
      if (statement[at] != '\\') {
        text += statement[at];
        continue;
      }
      const char next = statement.at(++at);
      if (next == 'u') {
        append_utf8(text, static_cast<char32_t>(std::stoul(statement.substr(at + 1, 4), nullptr, 16)));
        at += 4;
      } else {
        text += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next;
      }
    }
    texts.push_back(text);
  }
  return texts;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Neo4jCsv, HasARowForEachNodeAndRelation) {
  const Graph graph = build_graph(small_news());
  auto files = exported_files(graph, "neo4j-csv");
  EXPECT_EQ(read_csv(files["actors.csv"]).size(), graph.entity_count());
  const auto rows = read_csv(files["relations.csv"]);
  ASSERT_EQ(rows.size(), graph.relation_count());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RelationEdge& relation = graph.relations()[i];
    EXPECT_EQ(rows[i][0], id_text(graph.entity(relation.subject)));
    EXPECT_EQ(rows[i][1], id_text(graph.entity(relation.object)));
    EXPECT_EQ(rows[i][3], id_text(relation));
    EXPECT_EQ(rows[i].size(), read_csv(files["relations_header.csv"])[0].size());
  }
  EXPECT_FALSE(files.contains("statements.csv"));
}

TEST(Neo4jCsv, ClassElseLemmaIsTheType) {
  std::vector<Statement> news = small_news();
  news.push_back(statement(person("Ana Soto"), "acompañó", "acompañar", place("Lima")));
  news.push_back(statement(person("Ana Soto"), "3", "3 veces", place("Lima")));
  news.push_back(statement(person("Ana Soto"), "посетил", "посетить", place("Lima")));
  std::set<std::string> types;
  for (const auto& row : read_csv(exported_files(build_graph(news), "neo4j-csv")["relations.csv"]))
    types.insert(*row[2]);
  EXPECT_THAT(types, testing::IsSupersetOf({"CONSULT", "TIE", "APOYAR", "ACOMPANAR", "R_3_VECES"}));
  for (const std::string& type : types)
    EXPECT_TRUE(type.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == type.npos);
}

TEST(Neo4jCsv, DaysAreWholeOrNotThere) {
  std::vector<Statement> news;
  for (const char* day : {"2025-03-01", "2025", "2025-02-30", "ayer", ""}) {
    news.push_back(statement(person("Ana Soto"), "visitó", std::string("visitar ") + day, place("Lima"), day));
    news.back().evidence.date = day;
    news.back().evidence.document = std::string("doc ") + day;
  }
  ExportOptions options;
  options.evidence = true;
  auto files = exported_files(build_graph(news), "neo4j-csv", options);
  std::multiset<std::string> days;
  for (const auto& row : read_csv(files["documents.csv"])) days.insert(row[2].value_or("none"));
  EXPECT_THAT(days, testing::UnorderedElementsAre("2025-03-01", "none", "none", "none", "none"));
}

TEST(Neo4jCsv, ListsComeBackAndEmptyOnesAreAbsent) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"));
  one.subject.aliases = {"a;b", "c\"d", "e|f\x1fg"};
  auto files = exported_files(build_graph({one}), "neo4j-csv");
  std::set<std::string> lists;
  for (const auto& row : read_csv(files["actors.csv"])) lists.insert(row[4].value_or("none"));
  EXPECT_EQ(lists, (std::set<std::string>{"none",
                                          "a;b\x1f"
                                          "c\"d\x1f"
                                          "e|f g"}));
  EXPECT_NE(files["import.sh"].find("--array-delimiter=U+001F"), std::string::npos);
}

TEST(Neo4jCsv, EveryRowFitsTheImportersBuffer) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"));
  EXPECT_NE(exported_files(build_graph({one}), "neo4j-csv")["import.sh"].find("--read-buffer-size=4194304"),
            std::string::npos);
  one.evidence.sentence = std::string(5'000'000, 'x');
  EXPECT_NE(exported_files(build_graph({one}), "neo4j-csv")["import.sh"].find("--read-buffer-size=16777216"),
            std::string::npos);
}

TEST(Neo4jCsv, EvidenceIsWhole) {
  std::vector<Statement> news = small_news();
  news.back().source = Attribution{mention(organization("CNN")), "decir", ""};
  news.push_back(news.front());  // Alike in all.
  const Graph graph = build_graph(news);
  ExportOptions options;
  options.evidence = true;
  auto files = exported_files(graph, "neo4j-csv", options);
  std::set<std::string> ids;
  std::size_t statements = 0;
  for (const RelationEdge& relation : graph.relations()) statements += graph.evidence(relation.id).size();
  for (const auto& row : read_csv(files["statements.csv"])) ids.insert(*row[0]);
  EXPECT_EQ(ids.size(), statements);
  for (const char* name : {"in_document.csv", "subjects.csv", "objects.csv"}) {
    EXPECT_EQ(read_csv(files[name]).size(), statements) << name;
  }
  EXPECT_EQ(read_csv(files["documents.csv"]).size(), 3u);
  EXPECT_EQ(read_csv(files["said_by_actors.csv"]).size() + read_csv(files["said_by_sources.csv"]).size(), 1u);
  for (const auto& [name, text] : files) {
    if (!name.ends_with(".csv") || name.ends_with("_header.csv")) continue;
    EXPECT_NE(files["import.sh"].find("_header.csv,./" + name), std::string::npos) << name;
  }
}

// A source that the part of the graph does not hold is told by name.
TEST(Neo4jCsv, NoLinkLeadsOutOfTheSelection) {
  std::vector<Statement> news = small_news();
  for (Statement& each : news) each.source = Attribution{mention(organization("CNN")), "decir", ""};
  ExportOptions options;
  options.evidence = true;
  options.top = 2;
  auto files = exported_files(build_graph(news), "neo4j-csv", options);
  std::set<std::string> known;
  for (const char* name : {"actors.csv", "documents.csv", "statements.csv", "sources.csv"}) {
    for (const auto& row : read_csv(files[name])) known.insert(*row[0]);
  }
  std::size_t links = 0;
  for (const auto& [name, text] : files) {
    const bool is_link = name == "relations.csv" || name == "in_document.csv" || name == "subjects.csv" ||
                         name == "objects.csv" || name.starts_with("said_by_");
    if (!is_link || name.ends_with("_header.csv")) continue;
    for (const auto& row : read_csv(text)) {
      EXPECT_TRUE(known.contains(*row[0]) && known.contains(*row[1])) << name;
      ++links;
    }
  }
  EXPECT_GT(links, 4u);
}

class CypherDialects : public testing::TestWithParam<const char*> {};

TEST_P(CypherDialects, MergesEveryNodeAndRelationByItsId) {
  const Graph graph = build_graph(small_news());
  ExportOptions options;
  options.dialect = GetParam();
  const std::string script = exported(graph, "cypher", options);
  std::size_t ids = 0;
  for (const std::string& line : lines_of(script)) {
    EXPECT_TRUE(line.ends_with(";")) << line;
    EXPECT_EQ(line.find("CREATE ("), std::string::npos);
    ids += count_of(line, "`id`:'");
  }
  EXPECT_EQ(ids, graph.entity_count() + graph.relation_count());
}

INSTANTIATE_TEST_SUITE_P(All, CypherDialects, testing::Values("neo4j", "memgraph", "falkordb", "ladybug"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST(Cypher, BatchesAreBounded) {
  std::vector<Statement> news;
  for (int i = 0; i < 1'200; ++i) {
    news.push_back(statement(person("Ana Soto " + std::to_string(i)), "visitó", "visitar", place("Lima"), "d"));
  }
  for (const std::string& line : lines_of(exported(build_graph(news), "cypher"))) {
    EXPECT_LE(count_of(line, "`id`:'"), 500u);
  }
}

TEST(Cypher, TextsComeBack) {
  const std::string hostile =
      "C:\\usuario 'a' \"b\" `c` {d};\r\n\t\x1b[31m e\xE2\x80\xA8"
      "f";
  Statement one = statement(person(hostile), hostile, hostile, place("Lima"));
  one.theme = hostile;
  const Graph graph = build_graph({one});
  const std::string script = exported(graph, "cypher");
  std::size_t found = 0;
  for (const std::string& line : lines_of(script)) {
    for (const std::string& text : texts_of(line)) {
      found += std::count(text.begin(), text.end(), '\\');
      EXPECT_EQ(text.find("usuario") != text.npos, text.find("C:\\usuario 'a' \"b\" `c` {d};") != text.npos) << text;
    }
    for (const char c : line) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
    EXPECT_EQ(line.find("\xE2\x80\xA8"), line.npos);
  }
  EXPECT_GE(found, 4u);  // Name, label, lemma, theme.
}

TEST(Cypher, WholeNumbersThatAreRealStayReal) {
  Statement one = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"));
  one.confidence = 1;
  EXPECT_NE(exported(build_graph({one}), "cypher").find("`confidence`:1.0"), std::string::npos);
}

}  // namespace
}  // namespace trama
