#include "extract/text/segmenter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace trama {
namespace {

// Surface tokens separated by spaces, sentences by " / "; a multiword token is followed by its words: "del=de+el".
std::string show(std::string_view text) {
  std::string out;
  for (const Sentence& sentence : segment(text)) {
    if (!out.empty()) out += " / ";
    std::size_t token = 0;
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      if (i > 0) out += ' ';
      if (token < sentence.multiword_tokens.size() && sentence.multiword_tokens[token].first == static_cast<int>(i)) {
        const MultiwordToken& multiword = sentence.multiword_tokens[token++];
        out += multiword.form + "=";
        for (; i < static_cast<std::size_t>(multiword.last); ++i) out += sentence.words[i].form + "+";
      }
      out += sentence.words[i].form;
    }
  }
  return out;
}

struct Case {
  std::string_view text, shown;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(show(c.text), c.shown);
}

TEST(Segmenter, SeparatesMarksFromWords) {
  expect({
      {"", ""},
      {" \n\t ", ""},
      {"Hola.", "Hola ."},
      {"¿Vienes, Ana?", "¿ Vienes , Ana ?"},
      {"«Sí» o “no” o \"quizá\".", "« Sí » o “ no ” o \" quizá \" ."},
      {"El 'tanque' (viejo) [sic].", "El ' tanque ' ( viejo ) [ sic ] ."},
      {"—Ven —dijo—, ya.", "— Ven — dijo — , ya ."},
      {"No sé... tal vez…", "No sé ... tal vez …"},
      {"¡¿Qué?!", "¡ ¿ Qué ? !"},
      {"uno;dos:tres", "uno ; dos : tres"},
      {"-Hola- dijo", "- Hola - dijo"},
      {"Fin....", "Fin ... ."},
  });
}

TEST(Segmenter, PutsTogetherWordsThatLineEndsDivide) {
  expect({
      {"El emba-\njador llegó.", "El embajador llegó ."},
      {"El emba\u00AD\r\n  jador llegó.", "El embajador llegó ."},
      {"El emba\u2010\njador llegó.", "El embajador llegó ."},
      {"Ayer por la tarde se presentó en la capital el libro de Ana Pérez-\nReverte sobre los puertos del norte, que "
       "escribió a medias con Luis\nTobar Mendieta después de vivir tres años en la costa, en una casa\nde pescadores.",
       "Ayer por la tarde se presentó en la capital el libro de Ana Pérez-Reverte sobre los puertos del=de+el norte , "
       "que "
       "escribió a medias con Luis Tobar Mendieta después de vivir tres años en la costa , en una casa de pescadores "
       "."},
      {"la guerra ruso-\nucraniana", "la guerra ruso-ucraniana"},
      {"las normas pre-\ny poselectorales", "las normas pre - y poselectorales"},
      {"un correo e-\nmail", "un correo e-mail"},
      {"Quiere dár-\nselo hoy", "Quiere dárselo=dar+se+lo hoy"},
      {"El ﬁscal oﬁció", "El fiscal ofició"},
      {"esto -\no aquello", "esto - / o aquello"},
      {"La obra (1939-\n1945) quedó", "La obra ( 1939 - / 1945 ) quedó"},
  });
  const std::string text = "El emba-\njador llegó.";
  EXPECT_EQ(segment(text)[0].words[1].span, (Span{3, 14})) << "the bytes as they stand";
}

TEST(Segmenter, KeepsNumbersTogether) {
  expect({
      {"30,000 o 30.000 o 1.234.567,8", "30,000 o 30.000 o 1.234.567,8"},
      {"12,5, 3.", "12,5 , 3 ."},
      {"de 152mm a 25% y 30 %", "de 152mm a 25% y 30 %"},
      {"a las 10:30, ganó 2-1", "a las 10:30 , ganó 2-1"},
      {"1990/92 y 1999-2000 y 2001–2003", "1990/92 y 1999-2000 y 2001–2003"},
      {"el 1º, la 2.ª y el n.º 5", "el 1º , la 2.ª y el n.º 5"},
      {"40°C y 30°", "40°C y 30°"},
      {"US$20 y 30€", "US$ 20 y 30 €"},
      {"en 2010.El", "en 2010 . / El"},
      {"minuto 27'", "minuto 27'"},
      {"bajó un -3,5% (+2) y 5 -3", "bajó un -3,5% ( +2 ) y 5 - 3"},
      {"el 1.er premio", "el 1.er premio"},
      {"7,12 km² a 80 km/h", "7,12 km² a 80 km/h"},
  });
}

TEST(Segmenter, KnowsAbbreviations) {
  expect({
      {"El Sr. Pérez y la Dra. Gil.", "El Sr. Pérez y la Dra. Gil ."},
      {"Vino el Sr.", "Vino el Sr ."},
      {"Los EE.UU. enviaron. EE. UU. no.", "Los EE.UU. enviaron . / EE. UU. no ."},
      {"Viajó a EE.UU. Según ella, no.", "Viajó a EE.UU. / Según ella , no ."},
      {"Envió a EE. UU. Ospina calló.", "Envió a EE. UU . / Ospina calló ."},
      {"Envió a EE.UU. Ospina calló.", "Envió a EE.UU. / Ospina calló ."},
      {"MADRID, 10 feb. (EFE) - El juez calló.", "MADRID , 10 feb. ( EFE ) - / El juez calló ."},
      {"Ginebra, 3 may (Agencia Sur).- La sede abrió.", "Ginebra , 3 may ( Agencia Sur ) . - / La sede abrió ."},
      {"LIMA — Un juez calló.", "LIMA — / Un juez calló ."},
      {"Lima (Perú) - Un juez calló.", "Lima ( Perú ) - / Un juez calló ."},
      {"Juan - el juez - calló.", "Juan - el juez - calló ."},
      {"Vive en EE.UU.", "Vive en EE.UU."},
      {"Vive en EE.UU...", "Vive en EE.UU ..."},
      {"George W. Bush y J. C. Ruiz", "George W. Bush y J. C. Ruiz"},
      {"Toma vitamina C. Los demás no.", "Toma vitamina C . / Los demás no ."},
      {"Reinó Carlos V. Después no.", "Reinó Carlos V . / Después no ."},
      {"el art. 5, pág. 12, núm. IV", "el art. 5 , pág. 12 , núm. IV"},
      {"Luis V. Pérez; Carlos V. Pérez no.", "Luis V. Pérez ; Carlos V . / Pérez no ."},
      {"peras, etc., y más etc. Luego nada.", "peras , etc. , y más etc . / Luego nada ."},
      {"a las 9 a.m. del lunes, 50 a.C.", "a las 9 a.m. del=de+el lunes , 50 a.C."},
      {"La S.A. quebró.", "La S.A. quebró ."},
      {"No. Vino solo.", "No . / Vino solo ."},
      {"1. Los ríos", "1. Los ríos"},
  });
}

TEST(Segmenter, KnowsCurrenciesAndTitles) {
  expect({
      {"Pagó US$30 y U$S 40.", "Pagó US$ 30 y U$S 40 ."},
      {"Pagó S/ 30, S/.40 y R$50.", "Pagó S/ 30 , S/. 40 y R$ 50 ."},
      {"La Cmdte. Ríos y la Fza. Aérea.", "La Cmdte. Ríos y la Fza. Aérea ."},
      {"El 1.° de mayo.", "El 1.° de mayo ."},
  });
}

TEST(Segmenter, KeepsNamesAddressesAndTagsWhole) {
  expect({
      {"Coca-Cola, ex-ministro y Ki-moon", "Coca-Cola , ex-ministro y Ki-moon"},
      {"O'Brien, D’Escoto, L'Hospitalet", "O'Brien , D’Escoto , L'Hospitalet"},
      {"AT&T en elpais.es.", "AT&T en elpais.es ."},
      {"Ver https://x.org/a_(b)?c=1,2. Y www.a.com/b, sí.", "Ver https://x.org/a_(b)?c=1,2 . / Y www.a.com/b , sí ."},
      {"(http://a.org/x)", "( http://a.org/x )"},
      {"Escribe a ana.gil-1@correo.com.ar.", "Escribe a ana.gil-1@correo.com.ar ."},
      {"#NoMás y @ana_gil dicen", "#NoMás y @ana_gil dicen"},
      {"casos resueltos.Otro no", "casos resueltos . / Otro no"},
      {"I+D y Col·legi", "I+D y Col·legi"},
  });
}

TEST(Segmenter, SplitsContractions) {
  expect({
      {"Al salir del cine.", "Al=A+el salir del=de+el cine ."},
      {"DEL SUR", "DEL=DE+EL SUR"},
      {"Va al Banco.", "Va al=a+el Banco ."},
      {"la red al Qaeda y Al Gore", "la red al Qaeda y Al Gore"},
      {"de él, a la", "de él , a la"},
  });
}

TEST(Segmenter, SplitsVerbsFromTheirPronouns) {
  expect({
      {"verlo dárselo oírla irse", "verlo=ver+lo dárselo=dar+se+lo oírla=oír+la irse=ir+se"},
      {"reírse decírselas", "reírse=reír+se decírselas=decir+se+las"},
      {"haciéndolo dándosela diciendolo", "haciéndolo=haciendo+lo dándosela=dando+se+la diciendolo=diciendo+lo"},
      {"Véase. Imagínense. Hazlo.", "Véase=Vea+se . / Imagínense=Imaginen+se . / Hazlo=Haz+lo ."},
      {"díganme, ayúdanos", "díganme=digan+me , ayúdanos=ayuda+nos"},
      {"dígaselo pídeme ofrézcanle", "dígaselo=diga+se+lo pídeme=pide+me ofrézcanle=ofrezcan+le"},
      {"envíennos sitúate léase", "envíennos=envíen+nos sitúate=sitúa+te léase=lea+se"},
      {"HACERLO", "HACERLO=HACER+LO"},
      {"desbrumarse", "desbrumarse=desbrumar+se"},  // Made up: the ending is enough.
      {"\"Decirte que sí\"", "\" Decirte=Decir+te que sí \""},
  });
}

TEST(Segmenter, LeavesWordsWholeThatOnlyLookLikeVerbsWithPronouns) {
  for (const std::string word :
       {"parte",    "muerte",   "firme",    "carteles", "gobiernos", "modernos", "claros",  "charla",
        "perla",    "clase",    "converse", "conmigo",  "consigo",   "base",     "árboles", "cárceles",
        "líquidos", "película", "dinero",   "gendarme", "hombre",    "sales",    "Marte",   "pésame"}) {
    EXPECT_EQ(show("la " + word), "la " + word);
  }
  EXPECT_EQ(show("llegó Carla Verla"), "llegó Carla Verla");
}

TEST(Segmenter, EndsSentences) {
  expect({
      {"Llegó. Comió.", "Llegó . / Comió ."},
      {"“No quiero.” Se fue.", "“ No quiero . ” / Se fue ."},
      {"\"No quiero.\" Se fue.", "\" No quiero . \" / Se fue ."},
      {"Dijo \"no\". \"Sí\", respondió.", "Dijo \" no \" . / \" Sí \" , respondió ."},
      {"¿Qué? ¡Nada! Bien.", "¿ Qué ? / ¡ Nada ! / Bien ."},
      {"“¿Qué?”, dijo. ¡Ay!, gritó.", "“ ¿ Qué ? ” , dijo . / ¡ Ay ! , gritó ."},
      {"¿Y? preguntó.", "¿ Y ? preguntó ."},
      {"Pues... no sé... Luego sí.", "Pues ... no sé ... / Luego sí ."},
      {"...y llegó.", "... y llegó ."},
      {"Vino (tarde.) Luego no.", "Vino ( tarde . ) / Luego no ."},
      {"Eran dos: uno; otro.", "Eran dos : uno ; otro ."},
      {"Fueron 30. 25 volvieron.", "Fueron 30 . / 25 volvieron ."},
      {"GANA EL EQUIPO DEL SUR El equipo ganó.", "GANA EL EQUIPO DEL=DE+EL SUR / El equipo ganó ."},
      {"La ONU y la OTAN firmaron.", "La ONU y la OTAN firmaron ."},
  });
}

TEST(Segmenter, EndsSentencesWithParagraphs) {
  expect({
      {"Un título\n\nEl texto.", "Un título / El texto ."},
      {"Un título\nEl texto. Otro.\nTercero.", "Un título / El texto . / Otro . / Tercero ."},
      {"una línea que\nsigue aquí.", "una línea que sigue aquí ."},
      {"Lista:\r\n- uno\r\n- dos", "Lista : / - uno / - dos"},
      {"uno\fDos", "uno / Dos"},
  });
  const auto sentences = segment("Uno. Dos.\n\nTres.");
  ASSERT_EQ(sentences.size(), 3u);
  EXPECT_TRUE(sentences[0].paragraph_start);
  EXPECT_FALSE(sentences[1].paragraph_start);
  EXPECT_TRUE(sentences[2].paragraph_start);
}

TEST(Segmenter, JoinsLinesBrokenAtAWidth) {
  const auto sentences = segment(
      "El gobierno de la provincia anunció el lunes un plan de obras\n"
      "que durará tres años y que costará, según el ministro Juan\n"
      "Pérez, unos 30 millones de euros. La oposición lo rechazó y\n"
      "pidió que se publiquen las cuentas de los planes anteriores.\n"
      "Nada más.\n"
      "El alcalde de la capital, en cambio, dijo que la ciudad tenía\n"
      "una deuda con sus barrios y que el plan llegaba tarde pero a\n"
      "tiempo de terminar las obras del puente y de la estación del\n"
      "norte.\n");
  ASSERT_EQ(sentences.size(), 4u);
  EXPECT_FALSE(sentences[1].paragraph_start);
  EXPECT_EQ(sentences[2].words.front().form, "Nada");
  EXPECT_TRUE(sentences[3].paragraph_start);
}

TEST(Segmenter, JoinsFewLinesThatAreFull) {
  const auto joined = [](const char* text) { return segment(text).size() == 1; };
  EXPECT_TRUE(
      joined("El presidente de la cámara de comercio de la ciudad recibió el lunes a la\n"
             "Marta Ríos y a los otros."));
  // A headline before a sentence, and one that had room for the next word.
  EXPECT_FALSE(
      joined("El presidente de la cámara de comercio de la ciudad recibió el lunes a Ana\n"
             "El acto duró dos horas."));
  EXPECT_FALSE(
      joined("La cámara de comercio recibió a Ana\n"
             "Marta Ríos no acudió al acto que la cámara de comercio de la ciudad celebró"));
}

TEST(Segmenter, SaysWhereSpacesAreAndWhatSpansCover) {
  const std::string text = "\uFEFFDel  Norte, \"sí\".";
  const auto sentences = segment(text);
  ASSERT_EQ(sentences.size(), 1u);
  const auto& words = sentences[0].words;
  ASSERT_EQ(words.size(), 8u);
  EXPECT_EQ(words[0].span.of(text), "Del");
  EXPECT_EQ(words[0].span, words[1].span);
  EXPECT_TRUE(words[1].space_after);
  EXPECT_FALSE(words[2].space_after);
  EXPECT_EQ(sentences[0].span.of(text), "Del  Norte, \"sí\".");
  EXPECT_EQ(sentences[0].multiword_tokens[0].span.of(text), "Del");
}

TEST(Segmenter, GivesCleanFormsForAnySpelling) {
  const std::string text = "El an\u0303o pa\u00ADsado co\u0301mo\u00A0tal \u200Bya\u200B. No\u2060se";
  const auto sentences = segment(text);
  ASSERT_EQ(sentences.size(), 2u);
  std::vector<std::string> forms, bytes;
  for (const Word& word : sentences[0].words) {
    forms.push_back(word.form);
    bytes.emplace_back(word.span.of(text));
  }
  EXPECT_EQ(forms, (std::vector<std::string>{"El", "año", "pasado", "cómo", "tal", "ya", "."}));
  EXPECT_EQ(bytes, (std::vector<std::string>{"El", "an\u0303o", "pa\u00ADsado", "co\u0301mo", "tal", "ya\u200B", "."}));
}

TEST(Segmenter, KeepsEmojiInOnePiece) {
  expect({
      {"Sí 👍🏽👨‍👩‍👧 🇪🇸.", "Sí 👍🏽 👨‍👩‍👧 🇪🇸 ."},
      {"Hola❤️", "Hola ❤️"},
  });
}

TEST(Segmenter, CutsSentencesThatHaveTooManyWords) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 50 == 49 ? "del, " : "y ";
  const auto sentences = segment(text);
  std::size_t words = 0;
  for (const Sentence& sentence : sentences) {
    EXPECT_LE(sentence.words.size(), static_cast<std::size_t>(kMaxSentenceWords));
    words += sentence.words.size();
    EXPECT_TRUE(sentence.words.back().form == "," || &sentence == &sentences.back());
  }
  EXPECT_EQ(words, 3000u + 2 * 60u);
  EXPECT_TRUE(sentences[0].paragraph_start);
  EXPECT_FALSE(sentences[1].paragraph_start);
}

// What must hold for every text.
void check(const std::string& text) {
  std::size_t end = 0;
  const auto boundary = [&](std::size_t i) {
    return i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  };
  std::string covered;
  for (const Sentence& sentence : segment(text)) {
    ASSERT_FALSE(sentence.words.empty());
    ASSERT_LE(sentence.words.size(), static_cast<std::size_t>(kMaxSentenceWords));
    ASSERT_EQ(sentence.span.begin, sentence.words.front().span.begin);
    ASSERT_EQ(sentence.span.end, sentence.words.back().span.end);
    std::vector<bool> part(sentence.words.size(), false);
    for (const MultiwordToken& token : sentence.multiword_tokens) {
      ASSERT_LT(token.first, token.last);
      for (int i = token.first; i <= token.last; ++i) {
        ASSERT_EQ(sentence.words[static_cast<std::size_t>(i)].span, token.span);
        part[static_cast<std::size_t>(i)] = i > token.first;
      }
    }
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      const Word& word = sentence.words[i];
      ASSERT_FALSE(word.form.empty());
      ASSERT_EQ(word.form, to_nfc(word.form));
      ASSERT_EQ(collapse_spaces(word.form), word.form);
      if (part[i]) continue;
      ASSERT_GE(word.span.begin, end);
      ASSERT_LT(word.span.begin, word.span.end);
      ASSERT_TRUE(boundary(word.span.begin) && boundary(word.span.end));
      end = word.span.end;
      ASSERT_LE(end, text.size());
      covered += word.span.of(text);
    }
  }
  // All that is visible is in a token.
  std::string visible, visible_covered;
  const auto keep = [](const std::string& from, std::string& to) {
    for (const char c : from) {
      if (c > ' ' && c < 0x7F) to += c;
    }
  };
  keep(text, visible);
  keep(covered, visible_covered);
  ASSERT_EQ(visible, visible_covered);
}

TEST(Segmenter, KeepsItsPromisesOnRandomText) {
  const std::vector<std::string> pieces = {"a",       "Z",      "ñ",
                                           "n\u0303", "é",      "del",
                                           "verlo",   "5",      "30,0",
                                           ".",       ".",      ",",
                                           "...",     "?",      "¡",
                                           "\"",      "'",      "’",
                                           "“",       "»",      "(",
                                           ")",       "-",      "—",
                                           "/",       ":",      ";",
                                           "%",       "@",      "#",
                                           "&",       "www.",   "http://a",
                                           "EE.UU.",  "Sr.",    "etc.",
                                           " ",       " ",      " ",
                                           "\n",      "\r\n",   "\n\n",
                                           "\t",      "\u00A0", "\u00AD",
                                           "\u200B",  "\uFEFF", "\u200D",
                                           "\u0301",  "\u0323", "\uFFFD",
                                           "😀",       "👩",      "🇪",
                                           "\u2028",  "\f",     std::string(1, '\0'),
                                           "\x01",    "漢字",   "ﷺ",
                                           "º",       "Ω",      "\u1100\u1161",
                                           "\xFF",    "\xC3",   "\xE2\x80"};
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const int length = static_cast<int>(random() % 60);
    for (int i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
    ASSERT_NO_FATAL_FAILURE(check(repair_utf8(text).text)) << text;
    segment(text);  // Broken UTF-8 must not harm either.
  }
}

TEST(Segmenter, ReadsDecomposedTextLikeComposedText) {
  const std::string composed =
      "El año pasado, José dijo: «Así será». ¿Cuándo? Dándoselo él, Ángel Muñoz volvió a Perú. Véase el núm. 3.";
  std::string decomposed;
  for (std::size_t i = 0; i < composed.size();) {
    const char32_t c = decode_utf8(composed, i);
    const std::u32string_view accented = U"áéíóúñÁ", plain = U"aeiounA";
    const std::size_t k = accented.find(c);
    append_utf8(decomposed, k == accented.npos ? c : plain[k]);
    if (k != accented.npos) decomposed += c == U'ñ' ? "\u0303" : "\u0301";
  }
  ASSERT_NE(decomposed, composed);
  EXPECT_EQ(show(decomposed), show(composed));
  check(decomposed);
}

TEST(Segmenter, GivesTheSameTokensWhenItsOutputIsReadAgain) {
  const std::string text = "El Sr. Ruiz, de EE.UU., ganó 30.000 € (un 5%) el 1.º de mayo a las 10:30 en www.a.es.";
  const auto once = segment(text);
  std::string again;
  for (const Word& word : once[0].words) again += word.form + " ";
  EXPECT_EQ(show(again), show(text));
}

TEST(Segmenter, ManagesExtremeTexts) {
  for (const std::string& text : {std::string(700000, 'a'), std::string(700000, '.'), std::string(400000, '\n'),
                                  std::string(300000, '('), std::string(300000, '@'), std::string(300000, '-')}) {
    check(text);
  }
  std::string marks = "a", acronym, addresses;
  for (int i = 0; i < 100000; ++i) {
    marks += i % 2 == 0 ? "\u0301" : "\u0323";
    acronym += "A.";
    addresses += "a.b-";
  }
  check(marks);
  check(acronym);
  check(addresses);
}

}  // namespace
}  // namespace trama
