#include "extract/relations/quantity.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "extract/coref/mentions.h"

namespace trama {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The digit groups of "1.234,5" and the signs between them; empty if there is anything else.
struct Digits {
  std::vector<std::string> groups;
  std::string signs;
};
Digits split_digits(std::string_view text) {
  Digits digits;
  std::string group;
  for (const char c : text) {
    if (is_digit(c)) {
      group += c;
    } else if ((c == '.' || c == ',') && !group.empty()) {
      digits.groups.push_back(std::exchange(group, {}));
      digits.signs += c;
    } else {
      return {};
    }
  }
  if (group.empty()) return {};
  digits.groups.push_back(group);
  return digits;
}

// The decimal sign that one number proves.
std::optional<DecimalSign> proven_sign(const Digits& digits) {
  if (digits.signs.empty()) return std::nullopt;
  const char last = digits.signs.back();
  const bool mixed = digits.signs.find(last) != digits.signs.rfind(last) ? false : digits.signs.size() > 1;
  const bool decimal =
      mixed || (digits.signs.size() == 1 && (digits.groups.back().size() != 3 || digits.groups[0] == "0"));
  const bool thousands = digits.signs.size() > 1 && digits.signs.find_first_not_of(last) == std::string::npos;
  if (!decimal && !thousands) return std::nullopt;
  const char sign = decimal ? last : (last == '.' ? ',' : '.');
  return sign == ',' ? DecimalSign::kComma : DecimalSign::kPoint;
}

double to_double(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

const std::unordered_map<std::string, double>& number_words() {
  static const std::unordered_map<std::string, double> kWords = {{"un", 1},
                                                                 {"uno", 1},
                                                                 {"una", 1},
                                                                 {"dos", 2},
                                                                 {"tres", 3},
                                                                 {"cuatro", 4},
                                                                 {"cinco", 5},
                                                                 {"seis", 6},
                                                                 {"siete", 7},
                                                                 {"ocho", 8},
                                                                 {"nueve", 9},
                                                                 {"diez", 10},
                                                                 {"once", 11},
                                                                 {"doce", 12},
                                                                 {"trece", 13},
                                                                 {"catorce", 14},
                                                                 {"quince", 15},
                                                                 {"dieciseis", 16},
                                                                 {"diecisiete", 17},
                                                                 {"dieciocho", 18},
                                                                 {"diecinueve", 19},
                                                                 {"veinte", 20},
                                                                 {"veintiun", 21},
                                                                 {"veintiuno", 21},
                                                                 {"veintiuna", 21},
                                                                 {"veintidos", 22},
                                                                 {"veintitres", 23},
                                                                 {"veinticuatro", 24},
                                                                 {"veinticinco", 25},
                                                                 {"veintiseis", 26},
                                                                 {"veintisiete", 27},
                                                                 {"veintiocho", 28},
                                                                 {"veintinueve", 29},
                                                                 {"treinta", 30},
                                                                 {"cuarenta", 40},
                                                                 {"cincuenta", 50},
                                                                 {"sesenta", 60},
                                                                 {"setenta", 70},
                                                                 {"ochenta", 80},
                                                                 {"noventa", 90},
                                                                 {"cien", 100},
                                                                 {"ciento", 100},
                                                                 {"doscientos", 200},
                                                                 {"doscientas", 200},
                                                                 {"trescientos", 300},
                                                                 {"trescientas", 300},
                                                                 {"cuatrocientos", 400},
                                                                 {"cuatrocientas", 400},
                                                                 {"quinientos", 500},
                                                                 {"quinientas", 500},
                                                                 {"seiscientos", 600},
                                                                 {"seiscientas", 600},
                                                                 {"setecientos", 700},
                                                                 {"setecientas", 700},
                                                                 {"ochocientos", 800},
                                                                 {"ochocientas", 800},
                                                                 {"novecientos", 900},
                                                                 {"novecientas", 900},
                                                                 {"ambos", 2},
                                                                 {"ambas", 2}};
  return kWords;
}

double multiplier(const std::string& folded) {
  if (folded == "mil" || folded == "miles") return 1e3;
  if (folded == "millon" || folded == "millones") return 1e6;
  if (folded == "billon" || folded == "billones") return 1e12;  // The long scale of Spanish.
  if (folded == "docena" || folded == "docenas") return 12;
  if (folded == "centenar" || folded == "centenares" || folded == "cientos") return 100;
  if (folded == "decena" || folded == "decenas") return 10;
  return 0;
}

// Reads quantities from left to right.
class QuantityReader {
 public:
  QuantityReader(const AnalyzedDocument& document, const Sentence& sentence, int first, int last,
                 std::optional<DecimalSign> decimal, const std::vector<bool>& used)
      : document_(document), sentence_(sentence), first_(first), last_(last), decimal_(decimal), used_(used) {}

  std::vector<Quantity> read() {
    std::vector<Quantity> list;
    for (at_ = first_; at_ <= last_;) {
      if (auto quantity = read_one()) {
        list.push_back(std::move(*quantity));
      } else {
        ++at_;
      }
    }
    return list;
  }

 private:
  const Word& word(int i) const { return sentence_.words[i]; }
  std::string key(int i) const { return i <= last_ ? fold_key(word(i).form) : std::string(); }
  bool is_used(int i) const {
    return (static_cast<std::size_t>(i) < used_.size() && used_[i]) || !word(i).entity.empty();
  }

  std::optional<Quantity> read_one() {
    const int begin = at_;
    int at = begin;
    const auto low = read_value(at);
    if (!low) return std::nullopt;
    Quantity quantity;
    quantity.low = quantity.high = *low;
    const int first_end = at;
    if (at <= last_ && (key(at) == "y" || key(at) == "a" || key(at) == "o" || key(at) == "-") && at + 1 <= last_) {
      int after = at + 1;
      if (const auto high = read_value(after); high && is_range(begin, at)) {
        quantity.high = *high;
        // "entre 2 y 3 millones": the multiplier goes with both.
        if (quantity.low < 1000 && *high >= 1e6 && quantity.low * 1e6 <= *high) quantity.low *= 1e6;
        at = after;
      }
    }
    if (at == first_end) quantity.high = quantity.low;
    if (is_article(begin, at)) return std::nullopt;
    quantity.approximate = is_approximate(begin);
    int end = at;
    quantity.unit = read_unit(end);
    at_ = quantity.unit == "%" && key(at) == "por" ? at + 2 : at;
    finish(quantity, begin, at - 1);
    return quantity;
  }

  // "un hombre" counts nothing.
  bool is_article(int begin, int end) const {
    return end == begin + 1 && key(begin).starts_with("un") && word(begin).upos == "DET";
  }

  bool is_range(int begin, int joint) const {
    if (key(joint) == "-") return true;
    if (begin == 0) return key(joint) == "a";
    const std::string before = fold_key(word(begin - 1).form);
    return (before == "entre" && key(joint) == "y") || (before == "de" && key(joint) == "a") || key(joint) == "o" ||
           key(joint) == "a";
  }

  // A number in digits or words with its multipliers, moving `at` behind it.
  std::optional<double> read_value(int& at) const {
    double total = 0;
    double part = 0;
    bool any = false;
    int i = at;
    for (; i <= last_ && !is_used(i); ++i) {
      const std::string folded = key(i);
      if (const double times = multiplier(folded); times > 0) {
        if (!any && folded.ends_with('s')) break;  // "miles de personas" says no number.
        part = (part == 0 ? 1 : part) * times;
        if (times >= 1e6 || i + 1 > last_ || multiplier(key(i + 1)) == 0) total += std::exchange(part, 0);
        any = true;
      } else if (const auto value = number_of_word(word(i), decimal_)) {
        if (any && is_digit(word(i).form[0])) break;
        part += *value;
        any = true;
      } else if (!(folded == "y" && any && i + 1 <= last_ && part >= 20 && small(i + 1))) {
        break;
      }
    }
    if (!any) return std::nullopt;
    at = i;
    return total + part;
  }

  // "treinta y dos": the "y" of a number under 100.
  bool small(int i) const {
    const auto found = number_words().find(key(i));
    return found != number_words().end() && found->second < 10;
  }

  bool is_approximate(int begin) const {
    static constexpr std::array kBefore = {"unos", "unas",  "casi", "aproximadamente", "alrededor", "cerca", "de",
                                           "mas",  "menos", "al",   "hasta",           "apenas",    "sobre", "minimo"};
    for (int i = begin - 1; i >= std::max(0, begin - 3); --i) {
      const std::string folded = fold_key(word(i).form);
      if (std::ranges::find(kBefore, folded) == kBefore.end()) return false;
      if (folded != "de" && folded != "al" && folded != "hasta" && folded != "sobre") return true;
    }
    return false;
  }

  // What is counted: the next noun, after "de" or an adjective.
  std::string read_unit(int& at) const {
    for (int i = at; i < static_cast<int>(sentence_.words.size()) && i <= at + 3; ++i) {
      const Word& w = word(i);
      if (w.form == "%" || w.form == "$" || w.form == "€") return w.form;
      if (i + 1 <= last_ && fold_key(w.form) == "por" && key(i + 1) == "ciento") return "%";
      if (w.upos == "NOUN") return w.lemma;
      const bool may_stand_between = w.upos == "ADP" || w.upos == "ADJ" || w.upos == "DET";
      if (!may_stand_between) break;
    }
    return {};
  }

  void finish(Quantity& quantity, int begin, int end) const {
    quantity.span = {word(begin).span.begin, word(end).span.end};
    quantity.text = words_text(document_, sentence_, begin, end);
  }

  const AnalyzedDocument& document_;
  const Sentence& sentence_;
  int first_;
  int last_;
  std::optional<DecimalSign> decimal_;
  const std::vector<bool>& used_;
  int at_ = 0;
};

}  // namespace

std::optional<DecimalSign> find_decimal_sign(std::string_view text) {
  int commas = 0;
  int points = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.' || text[end] == ',')) ++end;
    std::string_view number = text.substr(at, end - at);
    while (!is_digit(number.back())) number.remove_suffix(1);
    if (const auto sign = proven_sign(split_digits(number))) ++(*sign == DecimalSign::kComma ? commas : points);
    at = end;
  }
  if (commas == points) return std::nullopt;
  return commas > points ? DecimalSign::kComma : DecimalSign::kPoint;
}

std::optional<double> parse_number(std::string_view text, std::optional<DecimalSign> decimal) {
  const Digits digits = split_digits(text);
  if (digits.groups.empty() || text.size() > 40) return std::nullopt;
  std::string plain = digits.groups[0];
  if (digits.signs.empty()) return to_double(plain);
  auto sign = proven_sign(digits);
  if (!sign) {
    // One sign before three digits: thousands, unless the document writes its decimals with it and its thousands not.
    const char thousands = decimal == DecimalSign::kComma   ? '.'
                           : decimal == DecimalSign::kPoint ? ','
                                                            : digits.signs[0];
    sign = digits.signs[0] == thousands ? (thousands == '.' ? DecimalSign::kComma : DecimalSign::kPoint) : decimal;
  }
  const char decimal_char = sign == DecimalSign::kComma ? ',' : '.';
  for (std::size_t i = 0; i < digits.signs.size(); ++i) {
    if (digits.signs[i] == decimal_char && i + 1 == digits.signs.size()) plain += '.';
    plain += digits.groups[i + 1];
  }
  return to_double(plain);
}

std::optional<double> number_of_word(const Word& word, std::optional<DecimalSign> decimal) {
  if (word.form.empty()) return std::nullopt;
  if (is_digit(word.form[0])) return parse_number(word.form, decimal);
  const auto found = number_words().find(fold_key(word.form));
  return found == number_words().end() ? std::nullopt : std::optional(found->second);
}

std::vector<Quantity> find_quantities(const AnalyzedDocument& document, const Sentence& sentence, int first, int last,
                                      std::optional<DecimalSign> decimal, const std::vector<bool>& used) {
  return QuantityReader(document, sentence, first, last, decimal, used).read();
}

}  // namespace trama
