#include "extract/coref/lexicon.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"

namespace trama {
namespace {

const std::filesystem::path kData = std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es";

Word word(const std::string& form, const std::string& lemma, const std::string& upos, const std::string& feats = "") {
  Word made;
  made.form = form;
  made.lemma = lemma;
  made.upos = upos;
  made.feats = feats;
  return made;
}

TEST(Lexicon, CountriesUnderTheirNames) {
  const Lexicon lexicon = Lexicon::load(kData, {});
  const std::pair<const char*, const char*> cases[] = {{"EE.UU.", "Estados Unidos"},
                                                       {"EE. UU.", "Estados Unidos"},
                                                       {"EEUU", "Estados Unidos"},
                                                       {"Corea del Norte", "Corea del Norte"},
                                                       {"norcorea", "Corea del Norte"},
                                                       {"Birmania", "Myanmar"},
                                                       {"Holanda", "Países Bajos"},
                                                       {"Bogotá", ""},
                                                       {"", ""}};
  for (const auto& [name, country] : cases) EXPECT_EQ(lexicon.country_of_name(name), country) << name;
}

TEST(Lexicon, DemonymsInEveryForm) {
  const Lexicon lexicon = Lexicon::load(kData, {});
  const std::pair<const char*, const char*> cases[] = {{"norcoreano", "Corea del Norte"},
                                                       {"norcoreanas", "Corea del Norte"},
                                                       {"rusa", "Rusia"},
                                                       {"alemanes", "Alemania"},
                                                       {"francesa", "Francia"},
                                                       {"israelíes", "Israel"},
                                                       {"estadounidense", "Estados Unidos"},
                                                       {"belgas", "Bélgica"},
                                                       {"españolas", "España"},
                                                       {"occidentales", "Occidente"},
                                                       {"verde", ""}};
  for (const auto& [form, country] : cases) {
    EXPECT_EQ(lexicon.country_of_demonym(word(form, form, "ADJ")), country) << form;
  }
}

TEST(Lexicon, SeatsOfGovernments) {
  const Lexicon lexicon = Lexicon::load(kData, {});
  ASSERT_NE(lexicon.find_seat("la Casa Blanca"), nullptr);
  EXPECT_EQ(lexicon.find_seat("la Casa Blanca")->country, "Estados Unidos");
  EXPECT_TRUE(lexicon.find_seat("Pyongyang")->always);
  EXPECT_FALSE(lexicon.find_seat("Lima")->always);
  EXPECT_EQ(lexicon.find_seat("Kursk"), nullptr);
}

TEST(Lexicon, TheForceAndItsMembers) {
  const Lexicon lexicon = Lexicon::load(kData, {});
  const auto type = [&](const std::string& form, const std::string& feats) {
    return lexicon.find_noun(word(form, "policía", "NOUN", feats))->type;
  };
  EXPECT_EQ(type("policía", "Gender=Fem|Number=Sing"), EntityType::kOrganization);
  EXPECT_EQ(type("policía", "Gender=Masc|Number=Sing"), EntityType::kPerson);
  EXPECT_EQ(type("policías", "Number=Plur"), EntityType::kPerson);
  EXPECT_EQ(lexicon.find_noun(word("mesa", "mesa", "NOUN")), nullptr);
}

TEST(Lexicon, UserAliasesWin) {
  const auto file =
      std::filesystem::path(testing::TempDir()) / ("trama_lexicon_aliases_" + std::to_string(getpid()) + ".tsv");
  std::ofstream(file) << "\xEF\xBB\xBF# ours\r\nAcme Global\tACME, Naciones Unidas\tORG\r\n";
  const Lexicon lexicon = Lexicon::load(kData, {file});
  EXPECT_EQ(lexicon.find_name("acme")->canonical, "Acme Global");
  EXPECT_EQ(lexicon.find_name("Naciones Unidas")->canonical, "Acme Global");
  EXPECT_EQ(lexicon.find_name("ONU")->canonical, "ONU");
  std::filesystem::remove(file);
}

TEST(Lexicon, ErrorsNameFileAndLine) {
  const auto file =
      std::filesystem::path(testing::TempDir()) / ("trama_lexicon_bad_" + std::to_string(getpid()) + ".tsv");
  std::ofstream(file) << "# ours\nAcme\tACME\tFIRM\n";
  try {
    Lexicon::load(kData, {file});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kFormat);
    EXPECT_NE(std::string(error.what()).find(file.filename().string() + ":2: unknown type: FIRM"), std::string::npos)
        << error.what();
  }
  EXPECT_THROW(Lexicon::load(kData / "nowhere", {}), Error);
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace trama
