#include "explore/names_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "graph/store/builder.h"
#include "tests/graph/statements.h"

namespace trama {
namespace {

using test::named;
using test::person;
using test::place;
using test::says;
using testing::ElementsAre;
using testing::IsEmpty;

Graph graph_of_names() {
  std::vector<Statement> statements;
  const auto add = [&](const Mention& one, int times) {
    for (int i = 0; i < times; ++i) statements.push_back(says(one, "ver", place("Lima"), "d" + std::to_string(i)));
  };
  add(person("Íñigo Zárraga", {"Zárraga"}), 1);
  add(person("Sofía Belmonte"), 3);
  add(person("Sofía Belloso"), 1);
  add(place("Estados Unidos", {"EE. UU."}), 2);
  add(named("Frente Unido", EntityType::kOrganization), 1);
  return build_graph(statements);
}

std::vector<std::string> found(const std::string& text, std::size_t limit = 10) {
  static const Graph graph = graph_of_names();
  static const NamesIndex index(graph);
  std::vector<std::string> matched;
  for (const NamesIndex::Hit& hit : index.find(text, limit)) matched.push_back(hit.matched);
  return matched;
}

TEST(NamesIndex, AccentsAndCaseDoNotCount) {
  EXPECT_THAT(found("IÑIGO zarraga"), ElementsAre("Íñigo Zárraga"));
  EXPECT_THAT(found("sofia belmonte"), ElementsAre("Sofía Belmonte"));
}

TEST(NamesIndex, BeginningsOfWordsFitInAnyOrderBestKnownFirst) {
  EXPECT_THAT(found("sof bel"), ElementsAre("Sofía Belmonte", "Sofía Belloso"));
  EXPECT_THAT(found("belmonte sof"), ElementsAre("Sofía Belmonte"));
  EXPECT_THAT(found("unid"), ElementsAre("Estados Unidos", "Frente Unido"));
  EXPECT_THAT(found("sofía bel", 1), ElementsAre("Sofía Belmonte"));
}

TEST(NamesIndex, AliasesAndLettersWithoutSpacesFit) {
  EXPECT_THAT(found("eeuu"), ElementsAre("EE. UU."));
  EXPECT_THAT(found("zarr"), ElementsAre("Zárraga"));
}

TEST(NamesIndex, OneWrongLetterIsForgiven) {
  for (const char* typed : {"belmpnte", "belmnte", "belmmonte", "bemlonte", "xelmonte"}) {
    EXPECT_THAT(found(typed), ElementsAre("Sofía Belmonte")) << typed;
  }
  EXPECT_THAT(found("estasdos unidos"), ElementsAre("Estados Unidos"));
  EXPECT_THAT(found("belmpnta"), IsEmpty());  // Two.
  EXPECT_THAT(found("xof"), IsEmpty());       // Too short to tell.
}

TEST(NamesIndex, WhatIsNoNameFindsNothing) {
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("   "), IsEmpty());
  EXPECT_THAT(found(std::string(100'000, 'q')), IsEmpty());
  EXPECT_THAT(found("\xff\xfe\x80"), IsEmpty());
}

}  // namespace
}  // namespace trama
