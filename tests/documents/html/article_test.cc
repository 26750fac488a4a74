// Articles out of pages, through read_article(): every page is markup of our own.
#include "documents/html/article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "base/files.h"
#include "base/utf8.h"

namespace trama {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kFirst = "La ministra de Salud presentó ayer en Quito el plan que el Congreso discutirá en otoño.";
const std::string kSecond =
    "Los gremios médicos, que no fueron consultados, anunciaron una huelga para el próximo lunes.";

const std::string kThird = "El sindicato mayor, con sede en Guayaquil, pidió a sus afiliados que esperen noticias.";

std::string repeated(const std::string& text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string paragraph(const std::string& text) {
  return "<p>" + text + "</p>";
}

Article read(const std::string& html) {
  return read_article(html, "");
}

TEST(HtmlArticle, KeepsTheArticleAndLeavesThePage) {
  const Article article = read(
      "<html lang=es-EC><head><title>Plan de salud | El Andino</title></head><body><nav><a href=/>Inicio</a></nav>"
      "<h1>La ministra presenta su plan de salud</h1><div class='share'>Compartir en Facebook</div><div class=nota>" +
      paragraph(kFirst) + "<p>Lee también: <a href=/x>Otro título del día</a></p>" + paragraph(kSecond) +
      "</div><div class='comments'><p>Pues a mí este plan me parece una vergüenza para todo el país, señores.</p></div>"
      "<footer><p>Todos los derechos reservados por El Andino, prohibida su reproducción total.</p></footer></body>");
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond);
  EXPECT_EQ(article.title, "La ministra presenta su plan de salud");
  EXPECT_EQ(article.language, "es-EC");
}

TEST(HtmlArticle, ReadsJsonLdAlsoInsideAGraph) {
  const Article article = read(
      R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"No"},{"@type":["NewsArticle"],
      "headline":"Huelga en los hospitales","datePublished":"2025-07-03T10:15:00-05:00","articleSection":"Sociedad",
      "author":[{"name":"Ana Ruiz"},{"name":"Luis Peña"}],"publisher":{"name":"El Andino"},
      "mainEntityOfPage":{"@id":"https://andino.example/n/1"}}]}</script>)" +
      paragraph(kFirst) + paragraph(kSecond));
  EXPECT_EQ(article.title, "Huelga en los hospitales");
  EXPECT_EQ(article.date, "2025-07-03T10:15:00-05:00");
  EXPECT_EQ(article.date_from, "json-ld");
  EXPECT_EQ(article.author, "Ana Ruiz, Luis Peña");
  EXPECT_EQ(article.section, "Sociedad");
  EXPECT_EQ(article.source, "El Andino");
  EXPECT_EQ(article.url, "https://andino.example/n/1");
}

TEST(HtmlArticle, BrokenJsonLdGivesWhatCanBeRead) {
  const Article article = read(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Huelga en los hospitales",
      "description":"Un "plan" sin fecha","datePublished":"2025-07-03",}</script>)" +
      paragraph(kFirst));
  EXPECT_EQ(article.title, "Huelga en los hospitales");
  EXPECT_EQ(article.date, "2025-07-03");
}

TEST(HtmlArticle, TakesTheTextFromJsonLdWhereThePageHasNone) {
  const Article article = read(R"(<script type="application/ld+json">{"@type":"NewsArticle","articleBody":")" +
                               repeated(kFirst + " ", 3) + R"(\n)" + kSecond + R"("}</script><div>Cargando</div>)");
  EXPECT_THAT(article.text, HasSubstr("otoño.\n\nLos gremios"));
}

struct DateCase {
  const char* name;
  const char* markup;
  const char* date;
  const char* from;
};

class HtmlDate : public testing::TestWithParam<DateCase> {};

TEST_P(HtmlDate, IsFound) {
  const Article article = read(GetParam().markup + paragraph(kFirst) + paragraph(kSecond));
  EXPECT_EQ(article.date, GetParam().date);
  EXPECT_EQ(article.date_from, GetParam().from);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, HtmlDate,
    testing::Values(
        DateCase{"meta", "<meta property=article:published_time content=2025-07-03T08:00:00Z>", "2025-07-03T08:00:00Z",
                 "meta"},
        DateCase{"rfc822", "<meta name=date content='Thu, 03 Jul 2025 10:15:00 GMT'>", "2025-07-03T10:15:00Z", "meta"},
        DateCase{"epoch_seconds", "<meta name=pubdate content=1751537700>", "2025-07-03T10:15:00Z", "meta"},
        DateCase{"epoch_milliseconds", "<meta name=pubdate content=1751537700000>", "2025-07-03T10:15:00Z", "meta"},
        DateCase{"compact", "<meta name=pubdate content=20250703>", "2025-07-03", "meta"},
        DateCase{"time", "<time datetime='2025-07-03'>ayer</time>", "2025-07-03", "time"},
        DateCase{"words", "<div class=fecha>Jueves 3 de julio de 2025</div>", "2025-07-03", "text"},
        DateCase{"day_first", "<div class=fecha>03/07/2025 11:30</div>", "2025-07-03", "text"},
        DateCase{"dateline", "<h1>La huelga de los hospitales</h1><font>3-VII, publicado 3/7/2025</font>", "2025-07-03",
                 "text"},
        DateCase{"address", "<link rel=canonical href='https://x.example/2025/07/03/huelga'>", "2025-07-03", "url"},
        DateCase{"no_such_day", "<meta name=date content=2025-02-30>", "", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(HtmlArticle, BreaksMakeParagraphs) {
  EXPECT_EQ(read("<table><tr><td>" + kFirst + "<br><br>" + kSecond + "<br>" + kThird + "</td></tr></table>").text,
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(HtmlArticle, CaptionsStayOnlyAsSentences) {
  const std::string caption = "Los médicos marcharon hasta la plaza y volvieron a sus puestos antes de la noche.";
  const Article article = read("<article>" + paragraph(kFirst) + "<figure><figcaption>" + caption +
                               " (Foto: EFE)</figcaption></figure><figure><figcaption>La ministra, ayer</figcaption>"
                               "</figure>" +
                               paragraph(kSecond) + "</article>");
  EXPECT_EQ(article.text, kFirst + "\n\n" + caption + "\n\n" + kSecond);
}

TEST(HtmlArticle, ReadsEveryEncodingThatPagesHave) {
  const std::string latin =
      "<p>La ministra present\xF3 ayer en Espa\xF1"
      "a el plan que el Congreso discutir\xE1 pronto.</p>";
  const std::string expected = "La ministra presentó ayer en España el plan que el Congreso discutirá pronto.";
  EXPECT_EQ(read(latin).text, expected);
  EXPECT_EQ(read("<meta charset=iso-8859-1>" + latin).text, expected);
  EXPECT_EQ(read_article(latin, "windows-1252").text, expected);
  EXPECT_EQ(read("<meta charset=iso-8859-1>" + paragraph(expected)).text, expected);  // It is UTF-8 all the same.
  EXPECT_EQ(read(paragraph("La ministra present&oacute; ayer en Espa&ntilde;a el plan que el Congreso discutir&#225; "
                           "pronto."))
                .text,
            expected);
  EXPECT_EQ(read(paragraph("La ministra presentÃ³ ayer en EspaÃ±a el plan que el Congreso discutirÃ¡ pronto.")).text,
            expected);
}

TEST(HtmlArticle, OneLetterThatLooksLikeMojibakeIsLeftAlone) {
  const std::string text = "El rótulo «Ã³» apareció ayer en todas las pantallas de la estación central.";
  EXPECT_EQ(read(paragraph(text)).text, text);
}

TEST(HtmlArticle, APageOfLinksHoldsNone) {
  EXPECT_EQ(
      read("<ul>" + repeated("<li><a href=/x>El Gobierno aprueba el plan de vivienda tras meses de espera</a>", 30) +
           "</ul>")
          .text,
      "");
  EXPECT_EQ(read("").text, "");
  EXPECT_EQ(read("<").text, "");
}

TEST(HtmlArticle, OneFormAroundThePageHidesNothing) {
  EXPECT_EQ(read("<form>" + paragraph(kFirst) + paragraph(kSecond) + "</form>").text, kFirst + "\n\n" + kSecond);
}

// What each bound leaves: the article before it, and its name.
TEST(HtmlBounds, AreNamedAndKeepWhatCameBefore) {
  const std::string good = paragraph(kFirst) + paragraph(kSecond);
  const std::string text = kFirst + "\n\n" + kSecond;
  const Article deep = read(good + repeated("<div>", 5000));
  EXPECT_EQ(deep.bound, "depth");
  EXPECT_EQ(deep.text, text);
  std::string tag = "<p ";
  for (int i = 0; i < 100'000; ++i) tag += "a" + std::to_string(i) + "=1 ";
  const Article attributes = read(good + tag + ">");
  EXPECT_EQ(attributes.bound, "attributes");
  EXPECT_EQ(attributes.text, text);
  const Article tags = read(good + repeated("<i></i>", kMaxPageTags));
  EXPECT_EQ(tags.bound, "tags");
  EXPECT_EQ(tags.text, text);
  const Article bytes = read(good + std::string(kMaxPageBytes, ' '));
  EXPECT_EQ(bytes.bound, "bytes");
  EXPECT_EQ(bytes.text, text);
  EXPECT_EQ(read(good).bound, "");
}

// Twice the page takes about twice the time, not four times: each of these was quadratic in some parser.
TEST(HtmlBounds, HostilePagesTakeLittleTime) {
  const std::string quadratic[] = {repeated("<b>", 500) + repeated("</i>", 200'000),
                                   repeated("<p><a><b>", 60'000),
                                   "<!--" + repeated("<!-- -", 300'000),
                                   "<p a='" + repeated("<x y='", 300'000),
                                   repeated("&", 1'000'000),
                                   repeated("<table><tr><td>", 40'000),
                                   "<script>" + repeated("</", 500'000),
                                   repeated("<h1>ay ay ay</h1>", 50'000),
                                   repeated("<div class=autor>Ana", 590),
                                   repeated("<p>uno dos tres cuatro cinco seis siete ocho.</p>", 60'000)};
  for (const std::string& page : quadratic) {
    const std::clock_t begin = std::clock();
    const Article article = read(page);
    EXPECT_TRUE(is_valid_utf8(article.text));
    EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 2.0) << page.substr(0, 30);
  }
}

}  // namespace
}  // namespace trama
