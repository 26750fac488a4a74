#include "extract/text/language.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace trama {
namespace {

std::string code(const std::string& text) {
  const auto other = find_other_language(text);
  return other ? other->code : "es";
}

TEST(Language, TellsOtherLanguages) {
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"en",
       "The minister told reporters on Monday that the two countries would resume their talks in the spring, but she "
       "did not say who had asked for them or what they were going to discuss."},
      {"pt",
       "O ministro disse ontem que os dois países vão retomar as negociações na primavera, mas não explicou quem as "
       "pediu nem o que será discutido com os representantes da região."},
      {"gl",
       "O ministro dixo onte que os dous países van retomar as negociacións na primavera, pero non explicou quen as "
       "pediu nin o que se vai discutir cos representantes da rexión."},
      {"ca",
       "El ministre va dir ahir que els dos països reprendran les converses a la primavera, però no va explicar qui "
       "les havia demanat ni què es discutirà amb els representants de la regió."},
      {"fr",
       "Le ministre a déclaré hier que les deux pays reprendraient leurs entretiens au printemps, mais il n'a pas dit "
       "qui les avait demandés ni ce qui serait discuté avec les représentants de la région."},
      {"it",
       "Il ministro ha detto ieri che i due paesi riprenderanno i colloqui in primavera, ma non ha spiegato chi li "
       "abbia chiesti né che cosa sarà discusso con i rappresentanti della regione."},
      {"de",
       "Der Minister sagte gestern, dass die beiden Länder ihre Gespräche im Frühjahr wieder aufnehmen werden, aber "
       "er erklärte nicht, wer sie verlangt hat und worüber mit den Vertretern der Region gesprochen wird."},
      {"eu",
       "Ministroak atzo esan zuen bi herrialdeek udaberrian berriro hasiko dituztela elkarrizketak, baina ez zuen "
       "azaldu nork eskatu zituen, eta ez da jakin zer eztabaidatuko duten eskualdeko ordezkariekin."},
      {"Cyrl", "Министр сообщил в понедельник, что переговоры двух стран возобновятся весной."},
      {"Grek", "Ο υπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες θα ξαναρχίσουν την άνοιξη."},
      {"Arab", "قال الوزير يوم الاثنين إن المحادثات بين البلدين ستستأنف في الربيع."},
      {"Hani",
       "部长星期一表示两国将在春天恢复会谈但他没有说明是谁提出的也没有说明将讨论什么问题以及与该地区的代表们讨论些什"
       "么"},
  };
  for (const auto& [expected, text] : texts) EXPECT_EQ(code(text), expected);
}

TEST(Language, TakesSpanishForSpanishAndAllThatIsInDoubt) {
  const std::vector<std::string> texts = {
      "",
      "2025",
      "El ministro dijo ayer que los dos países reanudarán sus conversaciones en primavera.",
      "GANA EL EQUIPO DEL SUR EN LA ULTIMA JORNADA",
      "Segun el ministro, manana habra mas lluvia en la region y tambien vendra el frio.",
      "Dimite la ministra",
      "@ana_ruiz jajaja q bueno!!! nos vemos mñn #findesemana",
      "Real Madrid 3 - Barcelona 1\nAtlético 2 - Sevilla 2\nBetis 0 - Valencia 1",
      "Marta Ibáñez, Pedro Salgado, John Smith, Mary Johnson, Peter Brown",
      "The New York Times y The Washington Post publican hoy que The Walt Disney Company compra parte de The Weather "
      "Channel, según fuentes de Bank of America.",
      "El cantante dijo: \"This is the best night of my life and I want to thank you all for being here with us\", y "
      "luego se fue.",
      "The Rolling Stones, The Beatles, The Who, The Doors, Queen, The Clash",
      "O Rei",
      "Zorionak",
  };
  for (const std::string& text : texts) EXPECT_EQ(code(text), "es") << text;
}

TEST(Language, DecidesByWhatThereIsMostOf) {
  const std::string english = "The minister told reporters that the talks would be held in the spring. ";
  const std::string spanish = "El ministro dijo a los periodistas que las conversaciones serán en primavera. ";
  EXPECT_EQ(code(english + english + english + english + english + spanish), "en");
  EXPECT_EQ(code(english + spanish + spanish + spanish), "es");
  EXPECT_EQ(code(spanish + spanish + english), "es");
  // What comes first in a long text does not decide if it is not Spanish.
  std::string text;
  for (int i = 0; i < 10; ++i) text += english;
  for (int i = 0; i < 40; ++i) text += spanish;
  EXPECT_EQ(code(text), "es");
}

TEST(Language, SaysSoonThatATextIsSpanish) {
  LanguageDetector detector;
  detector.add("El presidente llegó ayer a Quito. La ministra no lo recibió.\n");
  EXPECT_TRUE(detector.decided());
  EXPECT_FALSE(detector.other());
}

TEST(Language, LooksAtABoundedSample) {
  std::string text = "The talks of the two were to be held in spring. ";
  while (text.size() < LanguageDetector::kSampleBytes) text += text;
  LanguageDetector detector;
  detector.add(text.substr(0, LanguageDetector::kSampleBytes - 1));
  EXPECT_FALSE(detector.decided());
  detector.add(" ");
  ASSERT_TRUE(detector.decided());
  EXPECT_EQ(detector.other(), (Language{"en", "English"}));
}

TEST(Language, DoesNotDependOnHowTheTextIsCut) {
  const std::string text = "Em Quito, o presidente não recebeu a ministra; ela não ficou na cidade e foi para o Rio.";
  const auto whole = find_other_language(text);
  ASSERT_TRUE(whole);
  LanguageDetector detector;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    detector.add(text.substr(i, end - i));
    i = end;
  }
  detector.finish();
  EXPECT_EQ(detector.other(), whole);
}

}  // namespace
}  // namespace trama
