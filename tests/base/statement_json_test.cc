#include "base/statement_json.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "base/error.h"

namespace trama {
namespace {

Statement full_statement() {
  Statement s;
  s.subject = {.text = "Pyongyang",
               .canonical = "Corea del Norte",
               .type = EntityType::kLocation,
               .kind = MentionKind::kNamed,
               .named = true,
               .aliases = {"Norcorea", "RPDC"},
               .head_lemma = "",
               .via = "Pyongyang",
               .span = {4, 13}};
  s.relation = {.lemma = "enviar",
                .label = "envió",
                .preposition = "",
                .event_class = "AID",
                .event_root = "07",
                .event_direction = "cooperative",
                .relation_class = "OFFICE",
                .symmetric = false,
                .span = {14, 20}};
  s.object = {.text = "altos \"funcionarios\"\n\\ rusos",
              .canonical = "altos funcionarios rusos",
              .type = EntityType::kGroup,
              .kind = MentionKind::kNominal,
              .named = false,
              .aliases = {},
              .head_lemma = "funcionario",
              .via = "",
              .span = {40, 60}};
  s.theme = "12 millones de proyectiles";
  s.theme_span = Span{21, 39};
  s.quantities = {
      {.text = "12 millones", .low = 12e6, .high = 12e6, .unit = "proyectil", .approximate = true, .span = {21, 32}}};
  s.time = TimeExpression{.text = "el 2 de julio", .begin = "2025-07-02", .end = "2025-07-03", .span = {61, 74}};
  s.place = "Kursk";
  s.count = 3;
  s.polarity = Polarity::kNegative;
  s.modality = Modality::kAlleged;
  s.source =
      Attribution{.who = {.text = "Seúl",
                          .canonical = "Corea del Sur",
                          .type = EntityType::kLocation,
                          .named = true,
                          .span = {80, 85}},
                  .verb = "según",
                  .through = "CNN",
                  .time = TimeExpression{.text = "ayer", .begin = "2025-07-13", .end = "2025-07-14", .span = {86, 90}}};
  s.confidence = 0.1 + 0.2;
  s.evidence = {.document = "d1",
                .url = "https://example.org/?a=1&b=\"2\"",
                .title = "Título",
                .date = "2025-07-14",
                .publisher = "Diario",
                .sentence = "…",
                .span = {0, 90}};
  return s;
}

Statement small_statement() {
  Statement s;
  s.subject.canonical = "Ana";
  s.object.canonical = "Luis";
  s.relation.lemma = s.relation.label = "ver";
  s.evidence.document = "d";
  return s;
}

TEST(StatementJson, ComesBackAsItWas) {
  for (const Statement& statement : {full_statement(), small_statement()}) {
    const std::string line = to_json(statement);
    EXPECT_EQ(statement_from_json(line), statement) << line;
    EXPECT_EQ(to_json(statement_from_json(line)), line);
    EXPECT_EQ(line.find('\n'), std::string::npos);
  }
}

TEST(StatementJson, BytesOfTheForm) {
  EXPECT_EQ(
      to_json(small_statement()),
      R"({"version":1,"subject":{"canonical":"Ana","text":"","type":"MISC","kind":"named","named":false,"span":[0,0]},)"
      R"("relation":{"lemma":"ver","label":"ver","span":[0,0]},)"
      R"("object":{"canonical":"Luis","text":"","type":"MISC","kind":"named","named":false,"span":[0,0]},)"
      R"("count":1,"polarity":"positive","modality":"asserted","confidence":0.0,)"
      R"("evidence":{"document":"d","sentence":"","span":[0,0]}})");
}

TEST(StatementJson, HeadlinesAreOfTheSecondVersion) {
  Statement statement = small_statement();
  statement.evidence.in_title = true;
  const std::string line = to_json(statement);
  EXPECT_EQ(line.find(R"({"version":2,)"), 0u);
  EXPECT_NE(line.find(R"("span":[0,0],"in_title":true}})"), std::string::npos) << line;
  EXPECT_EQ(statement_from_json(line), statement);
}

TEST(StatementJson, NumbersOfAnyLength) {
  for (const auto& [digits, confidence] : std::vector<std::pair<std::string, double>>{
           {"0." + std::string(900, '0') + "1e901", 1.0},
           {"0." + std::string(380, '0') + std::string(300, '7') + "e+380", 7.0 / 9.0},
           {std::string(200, '9') + "e-200", 1.0},
           {"-0", -0.0},
           {"0.1000000000000000055511151231257827021181583404541015625", 0.1}}) {
    std::string line = to_json(small_statement());
    line.replace(line.find(":0.0"), 4, ":" + digits);
    EXPECT_EQ(statement_from_json(line).confidence, confidence) << digits;
  }
}

TEST(StatementJson, UnknownKeysAreIgnored) {
  std::string line = to_json(small_statement());
  line.insert(1, R"("extra":[{"deep":null}],)");
  EXPECT_EQ(statement_from_json(line), small_statement());
}

std::string with(const std::string& from, const std::string& to) {
  std::string line = to_json(full_statement());
  const auto at = line.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return line.replace(at, from.size(), to);
}

TEST(StatementJson, ErrorsNameTheKey) {
  const struct {
    std::string line;
    ErrorCode code;
    std::string message;
  } cases[] = {
      {"", ErrorCode::kFormat, "not JSON"},
      {"[]", ErrorCode::kFormat, "line is no object"},
      {"{}", ErrorCode::kFormat, "version is missing"},
      {std::string(1 << 20, '['), ErrorCode::kFormat, "not JSON"},
      {with("\"version\":1", "\"version\":3"), ErrorCode::kVersion, "statement of version 3"},
      {with("\"canonical\":\"Corea del Norte\"", "\"canonical\":\"\""), ErrorCode::kFormat,
       "subject.canonical is empty"},
      {with("\"kind\":\"named\"", "\"kind\":\"ghost\""), ErrorCode::kFormat, "subject.kind is unknown: \"ghost\""},
      {with("\"span\":[4,13]", "\"span\":[13,4]"), ErrorCode::kFormat, "subject.span ends before it begins"},
      {with("\"span\":[4,13]", "\"span\":[-1,4]"), ErrorCode::kFormat, "subject.span is no pair of offsets"},
      {with("\"lemma\":\"enviar\"", "\"lemma\":7"), ErrorCode::kFormat, "relation.lemma is no text"},
      {with("\"low\":12000000.0", "\"low\":\"x\""), ErrorCode::kFormat, "quantities[0].low is no number"},
      {with("\"count\":3", "\"count\":0"), ErrorCode::kFormat, "count is below 1"},
      {with("\"modality\":\"alleged\"", "\"modality\":\"sure\""), ErrorCode::kFormat, "modality is unknown"},
      {with("\"document\":\"d1\",", ""), ErrorCode::kFormat, "evidence.document is missing"},
      {with("Título", "T\xff"), ErrorCode::kFormat, "not JSON"},
      {with("\"low\":12000000.0", "\"low\":1" + std::string(400, '0')), ErrorCode::kFormat, "Number too big"},
      {with("\"low\":12000000.0", "\"low\":1e-999"), ErrorCode::kFormat, "A number is out of range"},
  };
  for (const auto& test : cases) {
    try {
      statement_from_json(test.line, "f.jsonl:3");
      ADD_FAILURE() << test.message;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), test.code) << error.what();
      EXPECT_NE(std::string(error.what()).find(test.message), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find("f.jsonl:3: "), 0u) << error.what();
    }
  }
}

TEST(StatementNames, EveryNameFindsItsValue) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(find_entity_type(to_string(static_cast<EntityType>(i))), static_cast<EntityType>(i));
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(find_mention_kind(to_string(static_cast<MentionKind>(i))), static_cast<MentionKind>(i));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(find_polarity(to_string(static_cast<Polarity>(i))), static_cast<Polarity>(i));
  for (int i = 0; i < 8; ++i) EXPECT_EQ(find_modality(to_string(static_cast<Modality>(i))), static_cast<Modality>(i));
  EXPECT_EQ(find_entity_type("per"), std::nullopt);
  EXPECT_EQ(find_modality(""), std::nullopt);
}

// The system's limit for the process is put so low that the JSON library's own buffers do not fit any more.
TEST(StatementJson, ThrowsWhenMemoryRunsOut) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "sanitizers need memory without limit";
#endif
  constexpr std::size_t kSize = 40'000'000;
  const std::string json = "{\"version\":1,\"subject\":\"" + std::string(kSize, 'x') + "\"}";
  Statement statement;
  statement.evidence.sentence = std::string(kSize, 'x');
  const std::vector<std::function<void()>> acts = {[&] { statement_from_json(json); }, [&] { to_json(statement); }};
  for (const auto& act : acts) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::size_t pages = 0;
      std::ifstream("/proc/self/statm") >> pages;
      const rlim_t limit = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + kSize / 2;
      const struct rlimit limits { limit, limit };
      ::setrlimit(RLIMIT_AS, &limits);
      try {
        act();
      } catch (const std::bad_alloc&) {
        ::_exit(7);
      }
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status)) << "killed by signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 7);
  }
}

}  // namespace
}  // namespace trama
