#include "bench/stories/alter.h"

#include <array>
#include <sstream>

namespace trama::bench {
namespace {

using Words = std::vector<std::string>;

constexpr double kEdited = 0.1;
constexpr std::array<std::string_view, 4> kHeads = {
    "MADRID, 12 (AGENCIAS). ", "Redacción / Agencias. Actualizado a las 18:40 h. ",
    "CIUDAD DE MÉXICO (Servicio de noticias).- ", "Bogotá, 3 may (Agencia). - "};
constexpr std::array<std::string_view, 4> kTails = {
    "\n\nEtiquetas: internacional, política, economía, portada, última hora. Síguenos en nuestras redes sociales.",
    "\n\nLea también: las noticias más leídas de la semana. Suscríbase a nuestro boletín para recibir cada mañana lo "
    "más "
    "importante del día.",
    "\n\n© Todos los derechos reservados. Prohibida la reproducción total o parcial sin autorización expresa de la "
    "agencia. Temas: gobierno, sociedad.",
    "\n\nTe puede interesar: galería de imágenes del día. Comparte esta nota con tus contactos y déjanos tu "
    "comentario."};

// With the white space before each word, so that paragraphs stay.
Words words_of(const std::string& text) {
  Words words;
  bool in_word = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (words.empty() || (space && in_word)) words.emplace_back();
    words.back() += c;
    in_word = !space;
  }
  return words;
}

std::string text_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word;
  return text;
}

// Takes `share` of the words away, in one piece at the beginning, in the middle or at the end.
std::string cut(const Document& article, double share, Dice& dice) {
  Words words = words_of(article.text);
  const auto gone = static_cast<std::size_t>(static_cast<double>(words.size()) * share);
  const std::size_t kept = words.size() - gone;
  const std::array<std::size_t, 3> begins = {0, kept / 2, kept};
  const auto begin = words.begin() + static_cast<std::ptrdiff_t>(begins[dice.below(begins.size())]);
  words.erase(begin, begin + static_cast<std::ptrdiff_t>(gone));
  return text_of(words);
}

std::string shorten_by_third(const Document& article, const Document&, Dice& dice) {
  return cut(article, 1.0 / 3, dice);
}

std::string shorten_by_half(const Document& article, const Document&, Dice& dice) {
  return cut(article, 0.5, dice);
}

std::string retitle(const Document& article, const Document& other, Dice&) {
  return other.title + "\n\n" + article.text;
}

std::string tag(const Document& article, const Document&, Dice& dice) {
  std::string text(kHeads[dice.below(kHeads.size())]);
  text += article.text;
  return text.append(kTails[dice.below(kTails.size())]);
}

// One word in ten replaced, left out or followed by another, in equal parts.
std::string edit(const Document& article, const Document& other, Dice& dice) {
  const Words from = words_of(other.text);
  std::string text;
  for (const std::string& word : words_of(article.text)) {
    const std::string& another = from[dice.below(from.size())];
    if (!dice.chance(kEdited)) {
      text += word;
      continue;
    }
    switch (dice.below(3)) {
      case 0:
        text += another;
        break;
      case 1:
        break;
      default:
        text += word + another;
    }
  }
  return text;
}

std::string all_at_once(const Document& article, const Document& other, Dice& dice) {
  Document copy = article;
  copy.text = shorten_by_third(copy, other, dice);
  copy.text = edit(copy, other, dice);
  return tag(copy, other, dice);
}

constexpr std::array<Alteration, 6> kAlterations = {{{"shortened by a third", shorten_by_third},
                                                     {"shortened by half", shorten_by_half},
                                                     {"another title on top", retitle},
                                                     {"tagged", tag},
                                                     {"edited, 10 % of words", edit},
                                                     {"third off, edited, tagged", all_at_once}}};

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15u;  // SplitMix64.
  std::uint64_t value = state_;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

std::span<const Alteration> alterations() {
  return kAlterations;
}

}  // namespace trama::bench
