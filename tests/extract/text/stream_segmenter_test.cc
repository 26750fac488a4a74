// A text in pieces gives the sentences of the whole text.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "extract/text/segmenter.h"

namespace trama {
namespace {

// Everything that a segmenter says, as text.
std::string show(const std::vector<Sentence>& sentences) {
  std::string out;
  const auto add = [&](const Span& span) { out += std::to_string(span.begin) + '-' + std::to_string(span.end) + ' '; };
  for (const Sentence& sentence : sentences) {
    out += sentence.paragraph_start ? "\n# " : "\n";
    add(sentence.span);
    for (const Word& word : sentence.words) {
      out += word.form + (word.space_after ? " " : "_ ");
      add(word.span);
    }
    for (const MultiwordToken& token : sentence.multiword_tokens) {
      out += token.form + '=' + std::to_string(token.first) + ',' + std::to_string(token.last) + ' ';
      add(token.span);
    }
  }
  return out;
}

// The text in pieces of about `size` bytes, cut on character boundaries.
template <typename Size>
std::string in_pieces(std::string_view text, Size size) {
  StreamSegmenter segmenter;
  std::vector<Sentence> sentences;
  while (!text.empty()) {
    std::size_t end = std::min<std::size_t>(std::max<std::size_t>(size(), 1), text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    segmenter.add(text.substr(0, end), sentences);
    text.remove_prefix(end);
  }
  segmenter.finish(sentences);
  return show(sentences);
}

void expect_same(const std::string& text) {
  const std::string whole = show(segment(text));
  for (const std::size_t size : {1, 2, 3, 7, 31, 1000}) {
    ASSERT_EQ(in_pieces(text, [&] { return size; }), whole) << "pieces of " << size << ":\n" << text;
  }
}

// What depends on more than a sentence: datelines, headlines, quotes, abbreviations, regnal names, lists, signs, lines.
const std::vector<std::string>& passages() {
  static const std::vector<std::string> kPassages = {
      "El emba-\njador de Perú, Luis Pérez-\nReverte, habló de la guerra ruso-\nucraniana y de normas pre-\ny "
      "poselec\u00AD\n torales. Ya-\nlo sabía el ﬁs-\n\ncal de Li-\nma.\n",
      "MADRID, 10 feb. (EFE).- El Gobierno aprobó el plan. Nadie votó en contra.\n",
      "Ginebra (Reuters) — La ONU pidió calma. \"Es urgente\", dijo. \"No hay tiempo.\" Luego calló.\n\n",
      "GANA EL EQUIPO DEL SUR El equipo ganó por 3-1. Perdió el otro.",
      "Vive en EE.UU. Según él, bien. El Sr. A. Ruiz, de S.A. Los otros no.",
      "Carlos V. Don Juan llegó. Subió a -5 grados. -3 era poco. 1. Uno de ellos. 2. Otro\n",
      "1. El primero\n2. El segundo\n- uno\n- dos\n",
      "¿Vino? —No —dijo—. Ya no. — — Luego sí... tal vez… Quizá. \" Sí. \" No.\r\n",
      "El gobierno de la provincia anunció el lunes un plan de obras\n"
      "que durará tres años y que costará, según el ministro Juan\n"
      "Pérez, unos 30 millones de euros. La oposición lo rechazó y\n"
      "Nada más.\n"
      "El alcalde de la capital, en cambio, dijo que la ciudad tenía\n"
      "Una deuda con sus barrios.\n",
      "Un titular sin punto que es bastante largo y está en una línea\nUna frase. Otra frase.\nTercera.\n",
      "Véase http://www.a.es/b?c=d.e. Escriba a luis@b.com. Núm. 3. Pág. XIV. Fin.",
      "Dándoselo di al niño e\u0301l. Verlo 👩‍👩‍👧 del 🇪🇸. ",
      "\r\n \t\r\n",
      "\f",
      "\u2029",
      "   ",
      "\n",
      "\r",
      "sigue en minúscula, ",
      "Otra vez",
      ". ",
      ".",
      "\"",
      "(",
      ")",
      "A ",
      "…",
  };
  return kPassages;
}

TEST(StreamSegmenter, GivesWhatTheWholeTextGives) {
  for (const std::string& passage : passages()) ASSERT_NO_FATAL_FAILURE(expect_same(passage));
  std::mt19937 random(11);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int i = static_cast<int>(random() % 7); i >= 0; --i) text += passages()[random() % passages().size()];
    const std::string whole = show(segment(text));
    ASSERT_EQ(in_pieces(text, [] { return std::size_t{1}; }), whole) << text;
    ASSERT_EQ(in_pieces(text, [&] { return random() % 40; }), whole) << text;
  }
}

TEST(StreamSegmenter, GivesWhatTheWholeTextGivesForRandomMarks) {
  const std::vector<std::string> pieces = {
      "a",      "Z",      "ñ",    "n\u0303", "del ",   "5",   ".",       ". ",     "...", "? ",     "¡",       "\"",
      "\" ",    "’",      "»",    "(",       ") ",     "-",   "— ",      "/",      ": ",  "@",      "EE.UU. ", "Sr. ",
      "V. ",    "X. El ", "uu. ", " ",       " ",      "\n",  "\r",      "\r\n",   "\t",  "\u00A0", "\u00AD",  "\u200B",
      "\u0301", "😀",      "🇪",    "\f",      "\u2028", "El ", "MADRID ", "(EFE) ", "- "};
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = static_cast<int>(random() % 50); i >= 0; --i) text += pieces[random() % pieces.size()];
    const std::string whole = show(segment(text));
    ASSERT_EQ(in_pieces(text, [] { return std::size_t{1}; }), whole) << text;
    ASSERT_EQ(in_pieces(text, [&] { return random() % 30; }), whole) << text;
  }
}

TEST(StreamSegmenter, ManagesParagraphsWithoutEnd) {
  std::string sentences, words;
  while (sentences.size() < 3 * kMaxStretchBytes) sentences += "Ana llegó ayer, según el Sr. Ruiz. ";
  while (words.size() < 3 * kMaxStretchBytes) words += "año del mar ";
  std::string lines = sentences;
  std::replace(lines.begin(), lines.end(), ' ', '\n');
  for (const std::string& text :
       {sentences, words, lines, std::string(3 * kMaxStretchBytes, 'a'),
        "a" + std::string(3 * kMaxStretchBytes, ' ') + "b", "Uno" + std::string(kMaxStretchBytes - 1, ' ') + "\n\nDos",
        "uno\n" + std::string(20'000, ' ') + "dos", words + ". Fin.\n" + words}) {
    const std::vector<Sentence> whole = segment(text);
    EXPECT_TRUE(in_pieces(text, [] { return std::size_t{50'000}; }) == show(whole)) << text.substr(0, 40);
    EXPECT_TRUE(in_pieces(text, [i = 0]() mutable { return static_cast<std::size_t>(++i % 7 * 5000); }) == show(whole));
  }
  // Sentences that end are never cut, nor do they begin a paragraph.
  for (const Sentence& sentence : segment(sentences)) {
    EXPECT_EQ(sentence.words.size(), 9u);
    EXPECT_EQ(sentence.paragraph_start, sentence.span.begin == 0);
  }
}

TEST(StreamSegmenter, GivesSentencesAsSoonAsTheyAreSure) {
  const std::vector<std::pair<std::string, std::size_t>> cases = {
      {"Ana llegó.", 0},    // "llegó.com"?
      {"Ana llegó.\n", 1},  // The line ends the sentence,
      {"Un titular\n", 0},  // this one may go on.
      {"Un titular\n\n", 1},
      {"Un titular\nEl texto. Dos.\n", 0},  // Two lines do not tell whether they were broken.
      {"La casa es del señor Ruiz, como todos saben. Él no está; nunca estuvo aquí, dicen. No vino ", 2},
      {"La casa es del señor Ruiz, como todos saben. Él no está; nunca estuvo aquí, dicen. No vi", 1},
      {"La casa es del señor Ruiz; todos lo saben. Él no está; nunca estuvo. No vino nadie ", 2},
      {"Uno.\nDos.\nTres.\n", 3},
  };
  for (const auto& [text, count] : cases) {
    StreamSegmenter segmenter;
    std::vector<Sentence> sentences;
    segmenter.add(text, sentences);
    EXPECT_EQ(sentences.size(), count) << text;
  }
}

TEST(StreamSegmenter, CountsFromAnOffset) {
  StreamSegmenter segmenter(1000);
  std::vector<Sentence> sentences;
  segmenter.add(" Uno.", sentences);
  segmenter.finish(sentences);
  ASSERT_EQ(sentences.size(), 1u);
  EXPECT_EQ(sentences[0].span, (Span{1001, 1005}));
}

}  // namespace
}  // namespace trama
