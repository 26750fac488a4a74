#include "graph/model/properties.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "tests/graph/news_graph.h"

namespace trama::test {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> all;
  for (std::string word; stream >> word;) all.push_back(word);
  return all;
}

const char* type_text(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return "truth";
    case PropertyType::kInteger:
    case PropertyType::kReal:
      return "number";
    case PropertyType::kText:
      return "text";
    case PropertyType::kDay:
      return "day";
    case PropertyType::kTexts:
      return "texts";
  }
  return "";
}

// As it stands in docs/query.md.
template <typename Properties>
std::string documentation(const std::string& of, Properties properties) {
  std::string table = "| of " + of + " | also | | |\n| --- | --- | --- | --- |\n";
  for (const PropertyName& property : properties) {
    table += "| `" + std::string(property.name) + "` |";
    const char* comma = " ";
    for (const std::string& alias : words(property.aliases)) {
      table += comma + ("`" + alias) + "`";
      comma = ", ";
    }
    table += std::string(" | ") + type_text(property.type) + " | " + std::string(property.what) + " |\n";
  }
  return table;
}

TEST(Properties, AreDocumentedAsTheyAre) {
  std::ifstream file(std::string(TRAMA_SOURCE_DIR) + "/docs/query.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const std::string& table :
       {documentation("nodes", entity_properties()), documentation("relations", relation_properties()),
        documentation("statements", statement_properties())}) {
    EXPECT_NE(text.find("\n\n" + table + "\n"), std::string::npos) << "docs/query.md should have\n\n" << table;
  }
}

template <typename Properties, typename Find>
void expect_unique_names(Properties properties, Find find) {
  std::set<std::string> names;
  for (const auto& property : properties) {
    EXPECT_TRUE(names.insert(std::string(property.name)).second) << property.name;
    EXPECT_EQ(find(property.name), &property);
    for (const std::string& alias : words(property.aliases)) {
      EXPECT_TRUE(names.insert(alias).second) << alias;
      EXPECT_EQ(find(alias), &property) << alias;
    }
  }
}

TEST(Properties, AreFoundByEachOfTheirNames) {
  expect_unique_names(entity_properties(), find_entity_property);
  expect_unique_names(relation_properties(), find_relation_property);
  expect_unique_names(statement_properties(), find_statement_property);
  EXPECT_EQ(find_relation_property("Oración"), find_relation_property("sentence"));
  EXPECT_EQ(find_relation_property("sentenc"), nullptr);
  EXPECT_EQ(find_entity_property(""), nullptr);
}

bool has_type(const Value& value, PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
      return std::holds_alternative<bool>(value);
    case PropertyType::kInteger:
      return std::holds_alternative<std::int64_t>(value);
    case PropertyType::kReal:
      return std::holds_alternative<double>(value);
    case PropertyType::kText:
    case PropertyType::kDay:
      return std::holds_alternative<std::string>(value);
    case PropertyType::kTexts:
      return std::holds_alternative<std::vector<std::string>>(value);
  }
  return false;
}

TEST(Properties, HaveValuesOfTheirTypes) {
  const Graph graph = news_graph();
  EvidenceReader evidence(graph);
  for (const EntityProperty& property : entity_properties()) {
    EXPECT_TRUE(has_type(property.get(graph.entities()[0]), property.type)) << property.name;
  }
  for (const RelationProperty& property : relation_properties()) {
    EXPECT_EQ((property.get != nullptr) + (property.of_statement != nullptr) + (property.of_view != nullptr), 1)
        << property.name;
    EXPECT_TRUE(has_type(property_value(property, graph.relations()[0], evidence), property.type)) << property.name;
  }
  for (const StatementProperty& property : statement_properties()) {
    // Only statements that give a number have an amount.
    if (property.type == PropertyType::kReal && property.name != "confidence") continue;
    EXPECT_TRUE(has_type(property.get(graph.statements(RelationId{0})[0]), property.type)) << property.name;
  }
}

TEST(Properties, OfAllStatementsAreEachOnceInTheirOrder) {
  const Graph graph = news_graph();
  EvidenceReader evidence(graph);
  for (const RelationEdge& relation : graph.relations()) {
    std::vector<std::string> expected;
    for (const Statement& statement : graph.statements(relation.id)) {
      if (std::count(expected.begin(), expected.end(), statement.evidence.document) == 0) {
        expected.push_back(statement.evidence.document);
      }
    }
    EXPECT_EQ(std::get<5>(property_value(*find_relation_property("document_ids"), relation, evidence)), expected);
    EXPECT_EQ(std::get<4>(property_value(*find_relation_property("document"), relation, evidence)), expected.front());
  }
}

TEST(Properties, WhatIsAssertedHereAndDeniedThereIsContradicted) {
  const Mention ana = person("Ana Soto");
  const Mention lima = place("Lima");
  Statement denied = says(ana, "visitar", lima, "d2");
  denied.modality = Modality::kDenied;
  Statement negative = says(ana, "apoyar", lima, "d3");
  negative.polarity = Polarity::kNegative;
  const Graph graph = build_graph({says(ana, "visitar", lima, "d1"), denied, negative});
  for (const RelationEdge& relation : graph.relations()) {
    EXPECT_EQ(contradictions(graph, relation).size(), relation.lemma == "visitar" ? 1u : 0u) << relation.label;
  }
}

}  // namespace
}  // namespace trama::test
