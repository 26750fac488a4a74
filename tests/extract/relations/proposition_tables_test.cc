#include "extract/relations/proposition_tables.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace trama {
namespace {

const std::filesystem::path kData = std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es";

TEST(PropositionTables, Participles) {
  const PropositionTables tables = PropositionTables::load(kData);
  const std::pair<const char*, const char*> cases[] = {
      {"creado", "crear"},           {"elegido", "elegir"},     {"detenido", "detener"},     {"sometido", "someter"},
      {"propuesto", "proponer"},     {"descrito", "describir"}, {"producido", "producir"},   {"conducido", "conducir"},
      {"establecido", "establecer"}, {"resuelto", "resolver"},  {"construido", "construir"}, {"hecho", "hacer"}};
  for (const auto& [adjective, verb] : cases) {
    EXPECT_EQ(tables.verb_of_participle(adjective).value_or("none"), verb) << adjective;
  }
  for (const char* adjective : {"privado", "rápido", "grande", "", "o"}) {
    EXPECT_FALSE(tables.verb_of_participle(adjective).has_value()) << adjective;
  }
}

TEST(PropositionTables, VerbsAndNouns) {
  const PropositionTables tables = PropositionTables::load(kData);
  EXPECT_TRUE(tables.takes(VerbClass::kPeriphrasis, "empezar", "a"));
  EXPECT_FALSE(tables.takes(VerbClass::kPeriphrasis, "empezar", "de"));
  EXPECT_TRUE(tables.has(VerbClass::kCommunication, "decir"));
  ASSERT_NE(tables.light_verb("dar", "apoyo"), nullptr);
  EXPECT_EQ(*tables.light_verb("dar", "apoyo"), "apoyar");
  EXPECT_EQ(tables.light_verb("dar", "mesa"), nullptr);
  EXPECT_EQ(tables.noun_class("alianza"), NounClass::kMutual);
  EXPECT_TRUE(tables.is_time_unit("año"));
  EXPECT_TRUE(tables.denies(NegationClass::kMark, "sin"));
}

TEST(PropositionTables, UnknownClassIsNamedWithFileAndLine) {
  const std::filesystem::path folder =
      std::filesystem::path(::testing::TempDir()) / ("proposition_tables_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "verbs.tsv") << "# verbs\ncontrol\tquerer\t-\n";
  try {
    PropositionTables::load(folder);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kFormat);
    EXPECT_NE(std::string(error.what()).find("verbs.tsv:2"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace trama
