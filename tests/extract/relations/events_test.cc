#include "extract/relations/events.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

const std::filesystem::path kData = std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es";

class EventsTest : public testing::Test {
 protected:
  static Statement statement(const std::string& lemma, const std::string& label = "", const std::string& theme = "") {
    Statement statement;
    statement.subject.type = statement.object.type = EntityType::kOrganization;
    statement.relation.lemma = lemma;
    statement.relation.label = label;
    statement.theme = theme;
    return statement;
  }
  // "TYPE root", "STATEMENT 01", "OFFICE" or "-".
  std::string classified(const Statement& statement) const {
    const auto event = events_.classify(statement);
    if (!event) return "-";
    return event->type + event->relation + (event->root.empty() ? "" : " " + event->root);
  }
  const EventTable events_ = EventTable::load(kData);
};

TEST_F(EventsTest, PredicatesAndTheirThemes) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"apoyar", "", "SUPPORT 05"},
      {"ataque", "", "ASSAULT 19"},
      {"firmar", "un acuerdo", "SUPPORT 05"},
      {"enviar", "12 millones de proyectiles", "AID 07"},
      {"enviar", "dos cartas sobre la ayuda", "CONSULT 04"},
      {"enviar", "tropas", "-"},
      {"imponer", "nuevas Sanciones", "SANCTION 16"},
      {"presentar", "acusaciones", "ACCUSE 11"},
      {"retirar", "sus tropas", "RETREAT 08"},
      {"retirar", "su embajador", "SANCTION 16"},
      {"anunciar", "", "STATEMENT 01"},
      {"presidente", "", "OFFICE"},
      {"xyz", "", "-"},
  };
  for (const auto& [lemma, theme, expected] : cases) {
    EXPECT_EQ(classified(statement(lemma, "", theme)), expected) << lemma << " " << theme;
  }
}

// Who accuses is asked apart from who criticises, condemns, investigates and convicts.
TEST_F(EventsTest, AccusationsAreApartFromWhatIsLikeThem) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"acusar", "encubrir a su ministro", "ACCUSE 11"},
      {"culpar", "", "ACCUSE 11"},
      {"imputar", "", "ACCUSE 11"},
      {"demandar", "", "ACCUSE 11"},
      {"lanzar", "acusaciones", "ACCUSE 11"},
      {"lanzar", "críticas", "CRITICIZE 11"},
      {"criticar", "", "CRITICIZE 11"},
      {"tildar", "", "CRITICIZE 11"},
      {"condenar", "el anuncio", "CONDEMN 11"},
      {"condenar", "cinco años de prisión", "CONVICT 16"},
      {"sentenciar", "", "CONVICT 16"},
      {"repudiar", "", "CONDEMN 11"},
      {"investigar", "", "INVESTIGATE 09"},
      {"abrir", "una investigación", "INVESTIGATE 09"},
      {"condenar", "pagar dos millones de euros", "CONVICT 16"},
      {"expulsar", "", "SANCTION 16"},
  };
  for (const auto& [lemma, theme, expected] : cases) {
    EXPECT_EQ(classified(statement(lemma, "", theme)), expected) << lemma << " " << theme;
  }
  // "presentó una denuncia ante la Fiscalía": she is not accused.
  for (const auto& [lemma, theme] : {std::pair("denunciar", ""), std::pair("presentar", "una denuncia")}) {
    Statement told = statement(lemma, "", theme);
    told.relation.preposition = "ante";
    EXPECT_EQ(classified(told), "-") << lemma;
    told.relation.preposition = "contra";
    EXPECT_EQ(classified(told), "ACCUSE 11") << lemma;
  }
}

TEST_F(EventsTest, PloverKnowsWhatItsTypesWereParted) {
  const std::set<std::string_view> types(event_types().begin(), event_types().end());
  std::set<std::string_view> of_plover;
  for (const std::string_view type : types) {
    EXPECT_TRUE(types.contains(plover_type(type))) << type;
    of_plover.insert(plover_type(type));
  }
  EXPECT_EQ(of_plover.size(), 16u);
  EXPECT_EQ(plover_type("CONVICT"), "SANCTION");
  EXPECT_EQ(plover_type("INVESTIGATE"), "ACCUSE");
}

TEST_F(EventsTest, PrepositionsAndTypes) {
  Statement finds = statement("encontrar");
  EXPECT_EQ(classified(finds), "-");
  finds.relation.preposition = "con";
  EXPECT_EQ(classified(finds), "CONSULT 04");
  Statement violates = statement("violar");
  EXPECT_EQ(classified(violates), "REJECT 12");
  violates.object.type = EntityType::kPerson;
  EXPECT_EQ(events_.classify(violates), (EventClass{"ASSAULT", "18", EventDirection::kConflictual, "sexual", ""}));
}

TEST_F(EventsTest, RelationsThatAreNoEventsOfPlover) {
  Statement lives = statement("vivir");
  lives.polarity = Polarity::kNegative;
  EXPECT_EQ(events_.classify(lives), (EventClass{"", "", EventDirection::kNeutral, "", "LOCATION"}));
  const std::pair<const char*, const char*> cases[] = {
      {"hijo", "KINSHIP"},      {"propietario", "OWNERSHIP"}, {"nombrar", "APPOINTMENT"}, {"llegar", "MOVEMENT"},
      {"venta", "TRANSACTION"}, {"vencer", "CONTEST"},        {"fundador", "AUTHORSHIP"}, {"capital", "PART"},
      {"nacer", "LIFE"},        {"afectar", "EFFECT"},        {"aliado", "TIE"},          {"depender", "CONTROL"},
      {"conocer", "ATTITUDE"},  {"equivaler", "IDENTITY"},
  };
  for (const auto& [lemma, expected] : cases) EXPECT_EQ(classified(statement(lemma)), expected) << lemma;
}

TEST_F(EventsTest, FormerAndViceHoldersHoldOffices) {
  for (const char* lemma : {"ex-embajador", "exembajador", "viceembajador", "subtesorero"}) {
    EXPECT_EQ(classified(statement(lemma)), "OFFICE") << lemma;
  }
  EXPECT_EQ(classified(statement("exhijo")), "-");  // No office.
}

TEST_F(EventsTest, ConditionOfNoTheme) {
  Statement sends = statement("enviar");
  EXPECT_EQ(classified(sends), "MOVEMENT");
  sends.theme = "un paquete";
  EXPECT_EQ(classified(sends), "-");
}

// One belongs to an organisation, but a place is a part of another.
TEST_F(EventsTest, TypesOfParticipantsDecideBetweenRelations) {
  Statement belongs = statement("formar parte");
  belongs.subject.type = belongs.object.type = EntityType::kLocation;
  EXPECT_EQ(classified(belongs), "PART");
  belongs.object.type = EntityType::kOrganization;
  EXPECT_EQ(classified(belongs), "MEMBERSHIP");
  belongs.object.type = EntityType::kLocation;
  belongs.subject.type = EntityType::kPerson;
  EXPECT_EQ(classified(belongs), "MEMBERSHIP");
}

// A country's actress comes from there; a theatre's has a job.
TEST_F(EventsTest, OccupationsInACountryAreOrigins) {
  Statement plays = statement("actriz");
  EXPECT_EQ(classified(plays), "OFFICE");
  plays.object.type = EntityType::kLocation;
  EXPECT_EQ(classified(plays), "ORIGIN");
}

TEST_F(EventsTest, ClassesAreClosedAndApart) {
  const std::set<std::string_view> types(event_types().begin(), event_types().end());
  const std::set<std::string_view> classes(relation_classes().begin(), relation_classes().end());
  EXPECT_EQ(types.size() + classes.size(), 40u);
  for (const std::string_view name : classes) EXPECT_FALSE(types.contains(name)) << name;
  EXPECT_TRUE(is_lasting("OFFICE"));
  EXPECT_FALSE(is_lasting("STATEMENT"));
  EXPECT_FALSE(is_lasting("MOVEMENT"));
  std::set<std::string_view> used = {"STATEMENT"};  // By its root.
  const Table table = Table::read(kData / "events.tsv", 2, 7);
  for (const Table::Row& row : table.rows()) {
    if (row.fields.size() > 2) used.insert(row.fields[2]);
  }
  for (const std::string_view name : classes) EXPECT_TRUE(used.contains(name)) << name;
}

TEST_F(EventsTest, PolarityAndModality) {
  struct Case {
    const char* lemma;
    const char* label;
    Polarity polarity;
    Modality modality;
    const char* expected;
  };
  const Case cases[] = {
      {"reconocer", "no reconoce", Polarity::kNegative, Modality::kAsserted, "REJECT 12"},
      {"visitar", "no visitó", Polarity::kNegative, Modality::kAsserted, "-"},
      {"ayudar", "no ayudará", Polarity::kNegative, Modality::kPlanned, "REJECT 12"},
      {"ayudar", "se negó a ayudar", Polarity::kNegative, Modality::kAsserted, "REJECT 12"},
      {"atacar", "se negó a atacar", Polarity::kNegative, Modality::kAsserted, "-"},
      {"atacar", "no atacó", Polarity::kNegative, Modality::kAsserted, "-"},
      {"atacar", "prometió no atacar", Polarity::kNegative, Modality::kPromised, "CONCEDE 08"},
      {"atacar", "amenazó con atacar", Polarity::kPositive, Modality::kPlanned, "THREATEN 13"},
      {"atacar", "planea atacar", Polarity::kPositive, Modality::kPlanned, "ASSAULT 19"},
      {"ayudar", "prometió ayudar", Polarity::kPositive, Modality::kPromised, "AGREE 03"},
      {"visitar", "visitará", Polarity::kPositive, Modality::kPlanned, "AGREE 03"},
      {"liberar", "libere", Polarity::kPositive, Modality::kOrdered, "-"},
      {"ayudar", "pidió ayudar", Polarity::kPositive, Modality::kOrdered, "REQUEST 02"},
      {"matar", "habría matado", Polarity::kPositive, Modality::kAlleged, "ASSAULT 18"},
  };
  for (const Case& c : cases) {
    Statement said = statement(c.lemma, c.label);
    said.polarity = c.polarity;
    said.modality = c.modality;
    EXPECT_EQ(classified(said), c.expected) << c.label;
  }
}

TEST_F(EventsTest, TableIsSortedAndItsLemmasLookLikeLemmas) {
  const Table table = Table::read(kData / "events.tsv", 2, 7);
  std::string last;
  std::size_t with_type = 0;
  for (const Table::Row& row : table.rows()) {
    EXPECT_LE(last, row.fields[0]) << "line " << row.line;
    last = row.fields[0];
    if (last.starts_with('@')) continue;
    EXPECT_EQ(to_lower(last), last) << "line " << row.line;
    EXPECT_EQ(last.find_first_of("0123456789,;.\"'()/_"), std::string::npos) << "line " << row.line;
    EXPECT_GE(last.size(), 2u) << "line " << row.line;
    if (row.fields[2] == "-") {
      EXPECT_TRUE(row.fields[4] == "01" || row.fields.size() == 7 || row.fields[1] != "-")
          << "no reason, line " << row.line;
    } else {
      const auto types = event_types();
      with_type += std::ranges::find(types, row.fields[2]) != types.end() ? 1 : 0;
    }
  }
  EXPECT_GE(with_type, 1500u);
}

// Which roots and directions go with a type, and the modes that PLOVER's manual has for it.
TEST_F(EventsTest, TypesAgreeWithTheirRootsDirectionsAndModes) {
  const std::map<std::string, std::tuple<std::set<std::string>, std::string, std::set<std::string>>> allowed = {
      {"AGREE", {{"03"}, "cooperative", {}}},
      {"CONSULT", {{"04"}, "cooperative", {"visit", "third-party", "multilateral", "phone"}}},
      {"SUPPORT", {{"05"}, "cooperative", {}}},
      {"CONCEDE", {{"08"}, "cooperative", {}}},
      {"COOPERATE", {{"06"}, "cooperative", {}}},
      {"AID", {{"07"}, "cooperative", {"economic", "military", "humanitarian", "asylum"}}},
      {"RETREAT",
       {{"08"}, "cooperative", {"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign", "ease"}}},
      {"REQUEST", {{"02", "10"}, "", {"asylum"}}},
      {"ACCUSE", {{"11"}, "conflictual", {}}},
      {"CRITICIZE", {{"11"}, "conflictual", {}}},
      {"CONDEMN", {{"11"}, "conflictual", {}}},
      {"INVESTIGATE", {{"09"}, "conflictual", {}}},
      {"REJECT", {{"12"}, "conflictual", {}}},
      {"THREATEN", {{"13"}, "conflictual", {}}},
      {"PROTEST", {{"14"}, "conflictual", {"demo", "riot", "strike-gen", "strike-lim", "boycott", "obstruct"}}},
      {"SANCTION", {{"16"}, "conflictual", {"cancel", "expel", "withdraw", "sever"}}},
      {"CONVICT", {{"16"}, "conflictual", {}}},
      {"MOBILIZE", {{"15"}, "conflictual", {"troops", "weapons", "police"}}},
      {"COERCE",
       {{"17", "19"},
        "conflictual",
        {"confiscate", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport"}}},
      {"ASSAULT",
       {{"17", "18", "19", "20"},
        "conflictual",
        {"abduct", "beat", "torture", "execute", "sexual", "assassinate", "destroy", "primitive", "firearms",
         "explosives", "heavy-weapons"}}},
  };
  EXPECT_EQ(event_types().size(), allowed.size());
  const Table table = Table::read(kData / "events.tsv", 2, 7);
  for (const Table::Row& row : table.rows()) {
    const auto classes = relation_classes();
    if (row.fields[0].starts_with('@') || row.fields[2] == "-") continue;
    if (std::ranges::find(classes, row.fields[2]) != classes.end()) continue;
    const auto type = allowed.find(row.fields[2]);
    ASSERT_NE(type, allowed.end()) << "line " << row.line;
    const auto& [roots, direction, modes] = type->second;
    EXPECT_TRUE(roots.contains(row.fields[4])) << "root, line " << row.line;
    EXPECT_EQ(row.fields[5], direction.empty() ? row.fields[4] == "02" ? "neutral" : "conflictual" : direction)
        << "line " << row.line;
    EXPECT_TRUE(row.fields[3] == "-" || modes.contains(row.fields[3])) << "mode, line " << row.line;
  }
}

TEST(EventTable, RefusesOddRows) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("trama_events_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const char* rows[] = {"ver\t-\tLOOK\t-\t05\tneutral",       "ver\t-\tAID\t-\t21\tneutral",
                        "ver\t-\tAID\t-\t07\tgood",           "ver\tfoo=a\tAID\t-\t07\tneutral",
                        "ver\tobject=X\tAID\t-\t07\tneutral", "ver\t-\t-\t-\t05\tneutral",
                        "ver\ttheme=@x\tAID\t-\t07\tneutral", "ver\t-\tAID",
                        "ver\t-\tOFFICE\t-\t05\tneutral",     "ver\t-\tOFFICE\t-\t-\tneutral"};
  for (const std::string row : rows) {
    std::ofstream(folder / "events.tsv") << "# head\n" << row << "\n";
    try {
      EventTable::load(folder);
      ADD_FAILURE() << row;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_NE(std::string(error.what()).find("events.tsv:2"), std::string::npos) << error.what();
    }
  }
  std::ofstream(folder / "events.tsv") << "ver\t-\t-\t-\t-\t-\nver\t-\t-\t-\t-\t-\n";
  EXPECT_THROW(EventTable::load(folder), Error);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace trama
