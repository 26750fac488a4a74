// Whole documents, analysed beforehand (statements/*.conllu), and what must and must not be read from them
// (statements/*.txt: "+ line" or "- line").
#include "extract/statements/extractor.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "extract/analysis/conllu.h"
#include "tests/extract/relations/small_tree.h"

namespace trama {
namespace {

const std::filesystem::path kRoot = TRAMA_SOURCE_DIR;
const std::filesystem::path kData = kRoot / "extract/data/es";
const std::filesystem::path kCases = kRoot / "tests/extract/relations/statements";

const Extractor& extractor() {
  static const Extractor loaded = Extractor::load(kData);
  return loaded;
}

AnalyzedDocument read_case(const std::string& name) {
  std::ifstream in(kCases / (name + ".conllu"));
  auto documents = read_conllu(in, name);
  documents.at(0).document.date = "2025-03-13";
  return documents[0];
}

// "subject | lemma preposition | object | theme | modality | source", polarity as "no".
std::string brief(const Statement& s) {
  std::string text = s.subject.canonical + " | " + (s.polarity == Polarity::kNegative ? "no " : "") + s.relation.lemma;
  if (!s.relation.preposition.empty()) text += " " + s.relation.preposition;
  text += " | " + s.object.canonical + " | " + s.theme + " | " + to_string(s.modality) + " | ";
  return text + (s.source ? s.source->who.canonical : "");
}

class StatementCases : public testing::TestWithParam<std::string> {};

TEST_P(StatementCases, ReadsWhatAReaderReads) {
  std::set<std::string> found;
  for (const Statement& statement : extractor().statements(read_case(GetParam()))) found.insert(brief(statement));
  std::ifstream expected(kCases / (GetParam() + ".txt"));
  ASSERT_TRUE(expected);
  int lines = 0;
  for (std::string line; std::getline(expected, line);) {
    if (line.size() < 3 || line[0] == '#') continue;
    ++lines;
    EXPECT_EQ(found.contains(line.substr(2)), line[0] == '+') << line;
  }
  EXPECT_GT(lines, 3);
  if (testing::Test::HasFailure()) {
    for (const std::string& line : found) std::cout << "  " << line << "\n";
  }
}

INSTANTIATE_TEST_SUITE_P(Topics, StatementCases,
                         testing::Values("politics", "court", "war", "crime", "sport", "clauses", "phrases", "doubts",
                                         "reports"),
                         [](const auto& test) { return test.param; });

TEST(Extractor, EverySpanIsTheTextItSays) {
  for (const char* name : {"politics", "court", "war", "crime", "sport", "clauses", "phrases", "doubts", "reports"}) {
    const AnalyzedDocument document = read_case(name);
    const std::string& text = document.document.text;
    for (const Statement& s : extractor().statements(document)) {
      for (const Mention* mention : {&s.subject, &s.object}) {
        ASSERT_LE(mention->span.end, text.size());
        EXPECT_EQ(mention->span.of(text), mention->text) << brief(s);
        EXPECT_FALSE(mention->canonical.empty());
        EXPECT_TRUE(s.evidence.span.contains(mention->span)) << brief(s);
      }
      EXPECT_EQ(s.theme_span ? s.theme_span->of(text) : "", s.theme);
      for (const Quantity& quantity : s.quantities) EXPECT_EQ(quantity.span.of(text), quantity.text);
      EXPECT_EQ(s.evidence.span.of(text), s.evidence.sentence);
      EXPECT_GT(s.confidence, 0);
      EXPECT_LE(s.confidence, 1);
      EXPECT_NE(s.subject.canonical, s.object.canonical);
    }
  }
}

TEST(Extractor, MetonymyCanBeSwitchedOff) {
  const AnalyzedDocument document = read_case("war");
  const auto subjects = [&](const Extractor& one) {
    std::set<std::string> names;
    for (const Statement& s : one.statements(document)) names.insert(s.subject.canonical);
    return names;
  };
  const auto with = subjects(extractor());
  EXPECT_TRUE(with.contains("Estados Unidos"));
  EXPECT_FALSE(with.contains("Washington"));
  const auto without =
      subjects(Extractor::load(kData, {.metonymy = false, .alias_files = {}, .own_tables = false, .ranker = {}}));
  EXPECT_TRUE(without.contains("Washington"));
  EXPECT_FALSE(without.contains("Estados Unidos"));
}

TEST(Extractor, ViaKeepsTheWordThatStood) {
  bool seen = false;
  for (const Statement& s : extractor().statements(read_case("war"))) {
    if (s.subject.text != "Teherán") continue;
    seen = true;
    EXPECT_EQ(s.subject.canonical, "Irán");
    EXPECT_EQ(s.subject.via, "Teherán");
  }
  EXPECT_TRUE(seen);
}

TEST(Extractor, DatesQuantitiesAndRoles) {
  bool meeting = false;
  for (const Statement& s : extractor().statements(read_case("politics"))) {
    if (s.relation.lemma != "reunir") continue;
    meeting = true;
    EXPECT_TRUE(s.relation.symmetric);
    EXPECT_EQ(s.relation.label, "se reunió con");
    EXPECT_EQ(s.relation.event_class, "CONSULT");
    EXPECT_EQ(s.relation.event_root, "04");
    EXPECT_EQ(s.relation.event_direction, "cooperative");
    EXPECT_EQ(s.relation.relation_class, "");
    ASSERT_TRUE(s.time);
    EXPECT_EQ(s.time->begin, "2025-03-11");
    EXPECT_EQ(s.time->end, "2025-03-12");
  }
  EXPECT_TRUE(meeting);
}

// What kind of event it is, the whole statement tells, not the verb alone.
TEST(Extractor, EventsKnowNegationAndModality) {
  const auto events = [](const std::string& verb) {
    AnalyzedDocument document;
    document.document.id = "d";
    document.sentences.push_back(small_tree("Francia Francia PROPN 3 nsubj Func=SUJ Entity=B-LOC\n" + verb +
                                                "a a ADP 5 case\n"
                                                "Ucrania Ucrania PROPN 3 obj Func=CD Entity=B-LOC\n",
                                            &document.document.text));
    const std::vector<Statement> found = extractor().statements(document);
    if (found.size() != 1) return std::to_string(found.size()) + " statements";
    const Relation& relation = found.front().relation;
    return relation.event_class + " " + relation.event_root + " " + relation.event_direction;
  };
  const std::string past = " VERB 0 root Mood=Ind Number=Sing Person=3 Tense=Past VerbForm=Fin\n";
  EXPECT_EQ(events("ya ya ADV 3 advmod\napoyó apoyar" + past), "SUPPORT 05 cooperative");
  EXPECT_EQ(events("no no ADV 3 advmod Polarity=Neg\napoyó apoyar" + past), "REJECT 12 conflictual");
  EXPECT_EQ(events("ya ya ADV 3 advmod\nbombardeó bombardear" + past), "ASSAULT 19 conflictual");
  EXPECT_EQ(events("no no ADV 3 advmod Polarity=Neg\nbombardeó bombardear" + past), "  ");
  EXPECT_EQ(events("ya ya ADV 3 advmod\napoyará apoyar VERB 0 root Mood=Ind Number=Sing Person=3 Tense=Fut "
                   "VerbForm=Fin\n"),
            "AGREE 03 cooperative");
}

TEST(Extractor, RelationsThatAreNoEventsHaveAClassOfTheirOwn) {
  const auto relation = [](const std::string& verb, const std::string& preposition) {
    AnalyzedDocument document;
    document.document.id = "d";
    document.sentences.push_back(
        small_tree("Ana Ana PROPN 3 nsubj Func=SUJ Entity=B-PER\nRuiz Ruiz PROPN 1 flat "
                   "Entity=I-PER\n" +
                       verb +
                       " VERB 0 root Mood=Ind Number=Sing Person=3 Tense=Pres "
                       "VerbForm=Fin\n" +
                       preposition + " " + preposition + " ADP 5 case\nLima Lima PROPN 3 obl Func=CC Entity=B-LOC\n",
                   &document.document.text));
    const std::vector<Statement> found = extractor().statements(document);
    return found.empty() ? Relation() : found.front().relation;
  };
  const Relation lives = relation("vive vivir", "en");
  EXPECT_EQ(lives.relation_class, "LOCATION");
  EXPECT_EQ(lives.event_class + lives.event_root + lives.event_direction, "");
}

// Trees that no parser should make, but a file may hold.
TEST(Extractor, AnyTreeWillDo) {
  AnalyzedDocument document = read_case("court");
  for (Sentence& sentence : document.sentences) {
    const int size = static_cast<int>(sentence.words.size());
    for (int i = 0; i < size; ++i) sentence.words[i].head = (i * 7 + 3) % (size + 2) - 1;
  }
  for (const Statement& s : extractor().statements(document)) EXPECT_FALSE(s.subject.canonical.empty());
  for (Sentence& sentence : document.sentences) {
    for (Word& word : sentence.words) {
      word.head = 1'000'000;
      word.feats.clear();
      word.lemma.clear();
      word.upos = "VERB";
    }
  }
  extractor().statements(document);
  EXPECT_TRUE(extractor().statements(AnalyzedDocument{}).empty());
}

TEST(Extractor, SameBytesEveryTime) {
  const AnalyzedDocument document = read_case("crime");
  EXPECT_EQ(extractor().statements(document), extractor().statements(document));
}

// An emptied table is a valid one; it would only make the output another.
TEST(Extractor, TablesThatWereChangedAreRefusedUnlessWanted) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / ("trama_tables_test_" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const std::pair<std::string, std::string> kChanges[] = {
      {"", "is empty"}, {"half", "is cut short"}, {"more", "changed"}};
  for (const auto& [change, message] : kChanges) {
    for (const std::string table : {"aliases.tsv", "negation.tsv", "verbs.tsv"}) {
      std::filesystem::remove_all(folder);
      std::filesystem::copy(kData, folder);
      const std::string content = read_file(folder / table);
      write_file(folder / table, change == ""       ? ""
                                 : change == "half" ? content.substr(0, content.size() / 2)
                                                    : content + "# one more line\n");
      try {
        Extractor::load(folder);
        ADD_FAILURE() << table << ' ' << message;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kVersion);
        EXPECT_NE(std::string(error.what()).find((folder / table).string() + ": the table "), std::string::npos);
        EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
      }
    }
  }
  EXPECT_NO_THROW(Extractor::load(folder, {.metonymy = true, .alias_files = {}, .own_tables = true, .ranker = {}}));
  std::filesystem::remove_all(folder);
}

TEST(Extractor, MissingTablesAreNamed) {
  try {
    Extractor::load(kData / "nowhere");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_NE(std::string(error.what()).find("nowhere"), std::string::npos);
  }
}

}  // namespace
}  // namespace trama
