#include "extract/relations/time.h"

#include <gtest/gtest.h>

#include "extract/text/segmenter.h"

namespace trama {
namespace {

std::vector<TimeMention> find(const std::string& text, const std::string& date, Direction direction) {
  static const TimeReader reader = TimeReader::load(std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es");
  AnalyzedDocument document;
  document.document.text = text;
  document.document.date = date;
  document.sentences = segment(text);
  const Sentence& sentence = document.sentences.at(0);
  return reader.find(document, sentence, std::vector<Direction>(sentence.words.size(), direction));
}

// All of these were published on Monday, 14 July 2025.
TEST(Times, DaysFromThePublication) {
  const struct {
    const char* text;
    Direction direction;
    const char* expression;
    const char* begin;
    const char* end;
  } cases[] = {
      {"Lo dijo el domingo.", Direction::kPast, "el domingo", "2025-07-13", "2025-07-14"},
      {"Lo dijo este lunes.", Direction::kPast, "este lunes", "2025-07-14", "2025-07-15"},
      {"Lo dijo el pasado lunes.", Direction::kPast, "el pasado lunes", "2025-07-07", "2025-07-08"},
      {"Llegará el jueves.", Direction::kFuture, "el jueves", "2025-07-17", "2025-07-18"},
      {"Llegará el próximo lunes.", Direction::kFuture, "el próximo lunes", "2025-07-21", "2025-07-22"},
      {"Lo dijo el 2 de julio.", Direction::kPast, "el 2 de julio", "2025-07-02", "2025-07-03"},
      {"Ocurrió el 20 de diciembre.", Direction::kPast, "el 20 de diciembre", "2024-12-20", "2024-12-21"},
      {"Será el 3 de enero.", Direction::kFuture, "el 3 de enero", "2026-01-03", "2026-01-04"},
      {"Fue el 29 de febrero de 2024.", Direction::kPast, "el 29 de febrero de 2024", "2024-02-29", "2024-03-01"},
      {"En junio se fue.", Direction::kPast, "En junio", "2025-06-01", "2025-07-01"},
      {"Se fue en marzo de 2019.", Direction::kPast, "en marzo de 2019", "2019-03-01", "2019-04-01"},
      {"Un informe de principios de julio lo dice.", Direction::kUnknown, "principios de julio", "2025-07-01",
       "2025-07-11"},
      {"Desde 2022 no vuelve.", Direction::kUnknown, "Desde 2022", "2022-01-01", ""},
      {"Estuvo hasta 2020 en Lima.", Direction::kPast, "hasta 2020", "", "2021-01-01"},
      {"Ayer llovió.", Direction::kPast, "Ayer", "2025-07-13", "2025-07-14"},
      {"Murió hace tres meses.", Direction::kPast, "hace tres meses", "2025-04-01", "2025-05-01"},
      {"Vino la semana pasada.", Direction::kPast, "la semana pasada", "2025-07-07", "2025-07-14"},
      {"Vendrá el próximo año.", Direction::kFuture, "el próximo año", "2026-01-01", "2027-01-01"},
      {"Publicado 2025-07-02.", Direction::kUnknown, "2025-07-02", "2025-07-02", "2025-07-03"},
  };
  for (const auto& test : cases) {
    const auto found = find(test.text, "2025-07-14", test.direction);
    ASSERT_EQ(found.size(), 1u) << test.text;
    EXPECT_EQ(found[0].time.text, test.expression);
    EXPECT_EQ(found[0].time.begin, test.begin) << test.text;
    EXPECT_EQ(found[0].time.end, test.end) << test.text;
  }
}

TEST(Times, WithoutAPublicationOnlyYearsTell) {
  EXPECT_EQ(find("Lo dijo el domingo.", "", Direction::kPast).at(0).time.begin, "");
  EXPECT_EQ(find("Lo dijo en marzo de 2019.", "", Direction::kPast).at(0).time.begin, "2019-03-01");
}

TEST(Times, NotEveryNumberIsADate) {
  for (const char* text : {"Tiene 2000 soldados.", "Un día llegó.", "Fue el 31 de febrero de 2024."}) {
    for (const TimeMention& time : find(text, "2025-07-14", Direction::kPast)) EXPECT_EQ(time.time.begin, "") << text;
  }
}

}  // namespace
}  // namespace trama
