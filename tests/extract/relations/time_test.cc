#include "extract/relations/time.h"

#include <gtest/gtest.h>

#include "extract/text/segmenter.h"
#include "tests/extract/relations/small_tree.h"

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

struct Days {
  const char* text;
  Direction direction;
  const char* expression;
  const char* begin;
  const char* end;
};

// Each text has one expression, which means those days.
void expect_days(const std::vector<Days>& cases) {
  for (const Days& test : cases) {
    const auto found = find(test.text, "2025-07-14", test.direction);
    ASSERT_EQ(found.size(), 1u) << test.text;
    EXPECT_EQ(found[0].time.text, test.expression);
    EXPECT_EQ(found[0].time.begin, test.begin) << test.text;
    EXPECT_EQ(found[0].time.end, test.end) << test.text;
  }
}

// All of these were published on Monday, 14 July 2025.
TEST(Times, DaysFromThePublication) {
  const std::vector<Days> cases = {
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
  expect_days(cases);
}

// All of these were published on Monday, 14 July 2025.
TEST(Times, DaysWrittenInOtherWays) {
  const std::vector<Days> cases = {
      {"Firmaron en abril 9 de 2021.", Direction::kPast, "en abril 9 de 2021", "2021-04-09", "2021-04-10"},
      {"Firmaron el lunes, abril 5 del 2021.", Direction::kPast, "el lunes, abril 5 del 2021", "2021-04-05",
       "2021-04-06"},
      {"Firmaron en abril 9, 2021, en Quito.", Direction::kPast, "en abril 9, 2021", "2021-04-09", "2021-04-10"},
      {"Firmaron el 9 de abr. de 2021.", Direction::kPast, "el 9 de abr. de 2021", "2021-04-09", "2021-04-10"},
      {"Firmaron el 9 sept. 2021 en Quito.", Direction::kPast, "el 9 sept. 2021", "2021-09-09", "2021-09-10"},
      {"Firmaron el 1.º de junio.", Direction::kPast, "el 1.º de junio", "2025-06-01", "2025-06-02"},
      {"Firmaron el 1° de junio.", Direction::kPast, "el 1° de junio", "2025-06-01", "2025-06-02"},
      {"Firmaron el 1ro de junio.", Direction::kPast, "el 1ro de junio", "2025-06-01", "2025-06-02"},
      {"Firmaron el treinta y uno de mayo.", Direction::kPast, "el treinta y uno de mayo", "2025-05-31", "2025-06-01"},
      {"Firmaron el 9/04/2021 en Quito.", Direction::kPast, "9/04/2021", "2021-04-09", "2021-04-10"},
      {"Firmaron el 9.4.2021 en Quito.", Direction::kPast, "9.4.2021", "2021-04-09", "2021-04-10"},
      {"Firmaron el 9-abr-2021 en Quito.", Direction::kPast, "9-abr-2021", "2021-04-09", "2021-04-10"},
  };
  expect_days(cases);
}

TEST(Times, ADayBehindParaIsToCome) {
  const std::vector<Days> cases = {
      {"Lo citaron para el jueves.", Direction::kPast, "para el jueves", "2025-07-17", "2025-07-18"},
      {"Lo citaron para el 2 de agosto.", Direction::kPast, "para el 2 de agosto", "2025-08-02", "2025-08-03"},
      {"Lo citaron para el 10 de julio.", Direction::kPast, "para el 10 de julio", "2025-07-10", "2025-07-11"},
      {"Lo citaron para el pasado jueves.", Direction::kPast, "para el pasado jueves", "2025-07-10", "2025-07-11"},
  };
  expect_days(cases);
}

TEST(Times, NumbersBehindAMonthThatCountSomething) {
  const auto found = find("En abril 9 personas firmaron.", "2025-07-14", Direction::kPast);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].time.text, "En abril");
}

// All of these were published on Monday, 14 July 2025.
TEST(Times, PartsRangesAndSpans) {
  const std::vector<Days> cases = {
      {"Está cerrado desde finales de enero.", Direction::kPast, "desde finales de enero", "2025-01-21", ""},
      {"La obra se hizo a mediados de 2003.", Direction::kPast, "a mediados de 2003", "2003-05-01", "2003-09-01"},
      {"Se mudó a mediados de la década de los 90.", Direction::kPast, "a mediados de la década de los 90",
       "1994-01-01", "1997-01-01"},
      {"Fue famosa en los años sesenta.", Direction::kPast, "en los años sesenta", "1960-01-01", "1970-01-01"},
      {"Lo cobrarán a fin de año.", Direction::kFuture, "a fin de año", "2025-09-01", "2026-01-01"},
      {"El primer trimestre de 2010 fue malo.", Direction::kPast, "El primer trimestre de 2010", "2010-01-01",
       "2010-04-01"},
      {"Llovió la última semana de mayo.", Direction::kPast, "la última semana de mayo", "2025-05-25", "2025-06-01"},
      {"Nadie lo supo en el siglo XIX.", Direction::kPast, "en el siglo XIX", "1801-01-01", "1901-01-01"},
      {"El resto del año será peor.", Direction::kFuture, "El resto del año", "2025-07-14", "2026-01-01"},
      {"Bajó en lo que va de año.", Direction::kPast, "en lo que va de año", "2025-01-01", "2025-07-15"},
      {"Bajó en los últimos tres años.", Direction::kPast, "en los últimos tres años", "2022-07-14", "2025-07-15"},
      {"Bajó durante el último mes.", Direction::kPast, "durante el último mes", "2025-06-14", "2025-07-15"},
      {"Crecieron en los últimos meses.", Direction::kPast, "en los últimos meses", "", "2025-07-15"},
      {"Llegará en las próximas semanas.", Direction::kFuture, "en las próximas semanas", "2025-07-14", ""},
      {"Murió hace casi dos décadas.", Direction::kPast, "hace casi dos décadas", "2005-01-01", "2006-01-01"},
      {"Se fue hace un año y medio.", Direction::kPast, "hace un año y medio", "2024-01-01", "2024-02-01"},
      {"Enseña allí desde hace diez años.", Direction::kUnknown, "desde hace diez años", "2015-01-01", ""},
      {"Abrirá dentro de dos semanas.", Direction::kFuture, "dentro de dos semanas", "2025-07-28", "2025-08-04"},
      {"La feria será del 20 al 25 de mayo.", Direction::kFuture, "del 20 al 25 de mayo", "2026-05-20", "2026-05-26"},
      {"Murieron los días 29 y 30 de octubre.", Direction::kPast, "los días 29 y 30 de octubre", "2024-10-29",
       "2024-10-31"},
      {"Gobernó entre 2002 y 2011.", Direction::kPast, "entre 2002 y 2011", "2002-01-01", "2012-01-01"},
      {"Gobernó de enero a marzo de 2011.", Direction::kPast, "de enero a marzo de 2011", "2011-01-01", "2011-04-01"},
      {"Han venido muchos de marzo a la fecha.", Direction::kPast, "de marzo a la fecha", "2025-03-01", "2025-07-15"},
      {"Heló en 2004 y 2005.", Direction::kPast, "en 2004 y 2005", "2004-01-01", "2006-01-01"},
      {"Abrirá antes del 2030.", Direction::kFuture, "antes del 2030", "", "2030-01-01"},
      {"El plazo vence el 31 de mayo próximo.", Direction::kUnknown, "el 31 de mayo próximo", "2026-05-31",
       "2026-06-01"},
      {"Vuelve el 29 de enero del año que viene.", Direction::kUnknown, "el 29 de enero del año que viene",
       "2026-01-29", "2026-01-30"},
      {"Abrió en mayo pasado.", Direction::kPast, "en mayo pasado", "2025-05-01", "2025-06-01"},
      {"Abrirá el próximo mes de marzo.", Direction::kFuture, "el próximo mes de marzo", "2026-03-01", "2026-04-01"},
      {"Nevó este fin de semana.", Direction::kPast, "este fin de semana", "2025-07-12", "2025-07-14"},
      {"Salió el viernes por la noche.", Direction::kPast, "el viernes por la noche", "2025-07-11", "2025-07-12"},
      {"Llegó hoy lunes.", Direction::kPast, "hoy lunes", "2025-07-14", "2025-07-15"},
      {"Salió el pasado día 8.", Direction::kPast, "el pasado día 8", "2025-07-08", "2025-07-09"},
  };
  expect_days(cases);
}

// "Dijo que los vecinos votarán el domingo": the verb that the day hangs on tells, not that of the whole sentence.
TEST(Times, TheNearestVerbTells) {
  AnalyzedDocument document;
  document.document.date = "2025-07-14";
  document.sentences.push_back(small_tree(R"(Dijo decir VERB 0 root Tense=Past
que que SCONJ 5 mark
los el DET 4 det
vecinos vecino NOUN 5 nsubj
votarán votar VERB 1 ccomp Tense=Fut
el el DET 7 det
domingo domingo NOUN 5 obl)",
                                          &document.document.text));
  static const TimeReader reader = TimeReader::load(std::filesystem::path(TRAMA_SOURCE_DIR) / "extract/data/es");
  const auto found = reader.find(document, document.sentences[0]);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].time.begin, "2025-07-20");
}

TEST(Times, WithoutAPublicationOnlyYearsTell) {
  EXPECT_EQ(find("Lo dijo el domingo.", "", Direction::kPast).at(0).time.begin, "");
  EXPECT_EQ(find("Lo dijo en marzo de 2019.", "", Direction::kPast).at(0).time.begin, "2019-03-01");
}

TEST(Times, HabitsAndNamesAreNoDays) {
  for (const char* text : {"Hoy en día cuesta más.", "Los lunes descansan.", "Cada año vuelven.", "Duró tres meses.",
                           "La Plaza de Mayo está llena.", "Entre 2000 y 3000 soldados huyeron.",
                           "Canta Plácido Domingo.", "El fin de la guerra llegó."}) {
    EXPECT_TRUE(find(text, "2025-07-14", Direction::kPast).empty()) << text;
  }
}

TEST(Times, NotEveryNumberIsADate) {
  for (const char* text : {"Tiene 2000 soldados.", "Un día llegó.", "Fue el 31 de febrero de 2024."}) {
    for (const TimeMention& time : find(text, "2025-07-14", Direction::kPast)) EXPECT_EQ(time.time.begin, "") << text;
  }
}

}  // namespace
}  // namespace trama
