// Graphs as Parquet tables and back: trama export --to parquet, trama import FOLDER.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "cli/command.h"
#include "graph/store/store.h"
#include "import/record_files.h"
#include "tests/export/statements.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Records : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_ / name; }
  std::string json(const std::string& graph) const { return test::run({"export", path(graph), "--to", "json"}).out; }

  // Two texts under one id, a copy of one in another medium, one without date, one with a thing, one with nothing.
  void make_graph(const std::string& name) const {
    const std::string text =
        "Ana Soto visitó Lima el martes y se reunió con el alcalde de la ciudad, que le habló de "
        "las obras del puerto nuevo y de la ayuda para los barrios de la orilla del río.";
    Statement said = statement(person("Soto"), "visitó", "visitar", place("Lima"), "b");
    said.source = Attribution{mention(person("Eva Ríos")), "decir", "La Prensa", std::nullopt};
    said.confidence = 0.123456789;
    Statement thing = statement(person("Ana Soto"), "recibió", "recibir", other("comida"), "c");
    thing.object.named = false;
    const Statement visited = statement(person("Ana Soto"), "visitó", "visitar", place("Lima"), "a");
    Store store = Store::open(path(name));
    store.add(
        std::vector<DocumentStatements>{
            {{"a", "Visita", text, "2025-03-01", "https://example.org/1", "El País"}, {visited}},
            {{"a", "Otra", "Otro texto del mismo nombre.", "2025-03-02", "", "El Mundo"}, {visited}},
            {{"b", "Visita", text + " Así fue.", "2025-03-01", "", "La Prensa"}, {said}},
            {{"c", "", "Sin fecha \"ni\" medio.", "", "", ""}, {thing, visited}},
            {{"d", "Nada", "No dice nada de nadie.", "marzo de 2025", "", ""}, {}},
        },
        R"({"trama":"x"})");
    store.update_entities();
  }

 private:
  test::TempFolder folder_;
};

TEST_F(Records, ComeBackAsTheSameGraph) {
  make_graph("red.trama");
  ASSERT_EQ(test::run({"rename", path("red.trama"), "Lima", "Ciudad de Lima"}).code, kDone);
  ASSERT_EQ(test::run({"hide", path("red.trama"), "Eva Ríos"}).code, kFailed);  // She is no actor: nothing is hidden.
  ASSERT_EQ(test::run({"export", path("red.trama"), "--to", "parquet", "-o", path("tablas")}).code, kDone);
  const test::Outcome done = test::run({"import", path("tablas"), "-o", path("otra.trama")});
  EXPECT_EQ(done.code, kDone) << done.err;
  EXPECT_THAT(done.err, HasSubstr("5 documents added, 0 already there; 5 statements read"));
  EXPECT_THAT(json("red.trama"), HasSubstr("Ciudad de Lima"));
  EXPECT_EQ(json("otra.trama"), json("red.trama"));
  for (const std::vector<std::string>& asked :
       {std::vector<std::string>{"documents", "", "--format", "json"}, {"top", "", "--things"}, {"log", ""}}) {
    std::vector<std::string> first = asked, second = asked;
    first[1] = path("red.trama");
    second[1] = path("otra.trama");
    EXPECT_EQ(test::run(second).out, test::run(first).out) << asked.front();
  }
  const test::Outcome again = test::run({"import", path("tablas"), "-o", path("otra.trama")});
  EXPECT_THAT(again.err, HasSubstr("0 documents added, 5 already there"));
}

TEST_F(Records, OfSomeDays) {
  make_graph("red.trama");
  test::run({"export", path("red.trama"), "--to", "parquet", "-o", path("tablas")});
  const test::Outcome done = test::run(
      {"import", path("tablas"), "-o", path("parte.trama"), "--since", "2025-03-02", "--until", "2025-03-31"});
  EXPECT_THAT(done.err, HasSubstr("1 documents added"));
}

TEST_F(Records, PartsOfAGraphHaveNone) {
  make_graph("red.trama");
  test::run({"export", path("red.trama"), "--to", "parquet", "-o", path("parte"), "--top", "1"});
  test::run({"export", path("red.trama"), "--to", "parquet", "-o", path("tablas"), "--tables-only"});
  for (const char* folder : {"parte", "tablas"}) {
    EXPECT_TRUE(std::filesystem::exists(path(folder) + "/entities.parquet"));
    const test::Outcome refused = test::run({"import", path(folder), "-o", path("otra.trama")});
    EXPECT_EQ(refused.code, kFailed);
    EXPECT_THAT(refused.err, AllOf(HasSubstr(folder), HasSubstr("has no Parquet file of records")));
    EXPECT_FALSE(std::filesystem::exists(path("otra.trama")));
  }
}

// Whatever byte of a file is another one: it is said, or the record is passed over, or it was one that nothing reads.
TEST_F(Records, DamagedFilesAreTold) {
  make_graph("red.trama");
  test::run({"export", path("red.trama"), "--to", "parquet", "-o", path("tablas")});
  const std::string whole = test::read_text(path("tablas/records.parquet"));
  const auto is_told = [&](const std::string& bytes) {
    test::write_text(path("roto.parquet"), bytes);
    int skipped = 0, taken = 0;
    try {
      import_records(path("roto.parquet"), {[&](ExtractedDocument&&) { ++taken; }, [&](auto, auto) { ++skipped; }});
    } catch (const Error&) {
      return true;
    }
    EXPECT_EQ(taken + skipped, 5);
    return skipped > 0;
  };
  EXPECT_FALSE(is_told(whole));
  int tried = 0, told = 0;
  constexpr int kStep = 23;
  for (std::size_t i = 4; i < whole.size(); i += kStep) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x15);
    ++tried;
    told += is_told(flipped) ? 1 : 0;
    EXPECT_TRUE(is_told(whole.substr(0, i))) << i;
  }
  EXPECT_GT(told, tried / 2) << tried;
}

}  // namespace
}  // namespace trama::cli
