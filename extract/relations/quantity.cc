#include "extract/relations/quantity.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/coref/mentions.h"
#include "extract/data/embedded.h"
#include "extract/relations/table.h"
#include "extract/text/shorthand.h"

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

// number_words.tsv by kind and word.
class NumberWords {
 public:
  static const NumberWords& get() {
    static const NumberWords instance;
    return instance;
  }
  // 0 if there is none.
  double value(std::string_view kind, const std::string& folded) const {
    const auto words = words_.find(kind);
    if (words == words_.end()) return 0;
    const auto found = words->second.find(folded);
    return found == words->second.end() ? 0 : found->second;
  }
  bool has(std::string_view kind, const std::string& folded) const { return value(kind, folded) != 0; }

 private:
  NumberWords() {
    for (const auto& row : parse_tsv(embedded_data("es/number_words.tsv"))) {
      if (row[0] == "currency") continue;  // See shorthand.h.
      const double value = row[1] == "-" ? 1 : to_double(std::string(row[1]));
      auto& words = words_[std::string(row[0])];
      for (const std::string& word : split_list(std::string(row[2]))) words.emplace(fold_key(word), value);
    }
  }

  std::map<std::string, std::unordered_map<std::string, double>, std::less<>> words_;
};

double multiplier(const std::string& folded) {
  return NumberWords::get().value("multiplier", folded);
}

// "52%" and "$52" are one token: the number without the sign, and the sign.
std::pair<std::string_view, std::string_view> split_sign(std::string_view form) {
  for (const std::string_view sign : {"%", "€", "$"}) {
    if (form.size() <= sign.size()) continue;
    if (form.ends_with(sign)) return {form.substr(0, form.size() - sign.size()), sign};
    if (form.starts_with(sign)) return {form.substr(sign.size()), sign};
  }
  return {form, {}};
}

// Names of things are not lemmas: "dos Estados" are of "estado", "doce Gobernadores" of "gobernador".
std::string singular(std::string name) {
  static constexpr std::string_view kConsonants = "dlnrz";
  const std::size_t size = name.size();
  if (size < 5 || !name.ends_with('s')) return name;
  const bool after_consonant = name[size - 2] == 'e' && kConsonants.find(name[size - 3]) != std::string_view::npos;
  if (after_consonant) return name.substr(0, size - 2);
  const bool after_vowel = name[size - 2] == 'a' || name[size - 2] == 'e' || name[size - 2] == 'o';
  return after_vowel ? name.substr(0, size - 1) : name;
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
      const int before = at_;
      if (auto quantity = read_one()) list.push_back(std::move(*quantity));
      if (at_ == before) ++at_;
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
    if (auto fraction = read_fraction()) return fraction;
    if (auto half = read_and_half()) return half;
    const int begin = at_;
    int at = begin;
    Quantity quantity;
    if (!read_number_or_range(at, quantity)) return std::nullopt;
    if (is_article(begin, at) || is_year(begin, at)) {
      at_ = at;
      return std::nullopt;
    }
    int end = at;
    quantity.approximate = is_approximate(begin);
    const std::string_view sign = split_sign(word(at - 1).form).second;
    const std::string_view sign_before = split_sign(word(begin).form).second;
    quantity.unit = !sign.empty() ? sign : !sign_before.empty() ? sign_before : read_unit(end, begin);
    // "dos años y medio".
    if (end <= last_ && is_and_half(end + 1) && word(end).upos == "NOUN") {
      quantity.low += 0.5;
      quantity.high += 0.5;
      at = end + 3;
    }
    at_ = quantity.unit == "%" && key(at) == "por" ? at + 2 : at;
    finish(quantity, begin, at - 1);
    return quantity;
  }

  // A number, "de 29 a 60", "entre 2 y 3 millones", "10-15", "uno de cada tres".
  bool read_number_or_range(int& at, Quantity& quantity) const {
    const int begin = at;
    if (const auto both = read_joined_range(word(at).form); both && !is_used(at)) {
      quantity.low = both->first;
      quantity.high = both->second;
      ++at;
      return true;
    }
    const auto low = read_value(at);
    if (!low) return false;
    quantity.low = quantity.high = *low;
    if (key(at) == "de" && key(at + 1) == "cada") {
      int after = at + 2;
      if (const auto whole = read_value(after); whole && *whole > *low) {
        quantity.low = quantity.high = *low / *whole;
        at = after;
        return true;
      }
    }
    if (at + 1 > last_ || (key(at) != "y" && key(at) != "a" && key(at) != "o" && key(at) != "-")) return true;
    int after = at + 1;
    const auto high = read_value(after);
    if (!high || *high <= *low || !is_range(begin, at)) return true;
    quantity.high = *high;
    // "entre 2 y 3 millones": the multiplier goes with both.
    if (quantity.low < 1000 && *high >= 1e6 && quantity.low * 1e6 <= *high) quantity.low *= 1e6;
    at = after;
    return true;
  }

  std::optional<std::pair<double, double>> read_joined_range(std::string_view form) const {
    form = split_sign(form).first;
    const auto dash = form.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto low = parse_number(form.substr(0, dash), decimal_);
    const auto high = parse_number(form.substr(dash + 1), decimal_);
    if (!low || !high || *low >= *high || form.size() == 9) return std::nullopt;  // "2015-2030".
    return std::pair(*low, *high);
  }

  // "la mitad de", "dos tercios de", "una cuarta parte de".
  std::optional<Quantity> read_fraction() {
    const NumberWords& words = NumberWords::get();
    int at = at_;
    double count = 1;
    if (key(at) == "la") {
      // "a la mitad", "en la mitad" are places.
      if (at > 0 && (fold_key(word(at - 1).form) == "a" || fold_key(word(at - 1).form) == "en")) return std::nullopt;
    } else {
      count = words.value("number", key(at));
    }
    if (count == 0 || count > 9 || at + 1 > last_ || is_used(at) || is_used(at + 1)) return std::nullopt;
    ++at;
    double whole = words.value("fraction", key(at));
    if (whole == 0 && key(at + 1).starts_with("parte")) {
      whole = words.value("nth", key(at));
      ++at;
    }
    ++at;
    if (whole <= count || key(at) != "de" || (key(at_) == "la" && whole != 2 && !key(at - 1).starts_with("parte"))) {
      return std::nullopt;
    }
    Quantity quantity;
    quantity.low = quantity.high = count / whole;
    quantity.approximate = is_approximate(at_);
    int end = at;
    quantity.unit = read_unit(end, at_);
    finish(quantity, at_, at - 1);
    at_ = at;
    return quantity;
  }

  bool is_and_half(int i) const { return key(i) == "y" && (key(i + 1) == "medio" || key(i + 1) == "media"); }

  // "año y medio", "un punto y medio".
  std::optional<Quantity> read_and_half() {
    const int noun = key(at_) == "un" || key(at_) == "una" ? at_ + 1 : at_;
    if (noun > last_ || word(noun).upos != "NOUN" || is_used(noun) || !is_and_half(noun + 1)) return std::nullopt;
    if (multiplier(key(noun)) > 0) return std::nullopt;
    Quantity quantity;
    quantity.low = quantity.high = 1.5;
    quantity.unit = word(noun).lemma;
    quantity.approximate = is_approximate(at_);
    finish(quantity, at_, noun + 2);
    at_ = noun + 3;
    return quantity;
  }

  // "un hombre", "uno de ellos" count nothing; "durante un año" measures.
  bool is_article(int begin, int end) const {
    if (end != begin + 1 || !key(begin).starts_with("un") || NumberWords::get().value("number", key(begin)) != 1) {
      return false;
    }
    const int noun = key(end) == "solo" || key(end) == "sola" ? end + 1 : end;
    if (noun > last_) return true;
    if (word(begin).upos == "NUM" && word(noun).upos == "NOUN") return false;
    const bool measured = begin > 0 && NumberWords::get().has("before_measure", fold_key(word(begin - 1).form));
    return !measured || !NumberWords::get().has("measure", key(noun));
  }

  // A year that no date has: "la agenda posterior a 2015".
  bool is_year(int begin, int end) const {
    const std::string& form = word(begin).form;
    const auto digit = [](char c) { return is_digit(c); };
    if (end != begin + 1 || form.size() != 4 || !std::ranges::all_of(form, digit)) return false;
    const double value = to_double(form);
    return value >= 1900 && value <= 2100 && !is_approximate(begin) && (end > last_ || word(end).upos != "NOUN") &&
           (end > last_ || !NumberWords::get().has("multiplier", key(end)));
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
        // "un millón y medio".
        if (is_and_half(i + 1)) {
          total += times / 2;
          i += 2;
        }
      } else if (!any && (folded == "medio" || folded == "media") && multiplier(key(i + 1)) > 0) {
        part = 0.5;
        any = true;
      } else if (const auto value = number_of_word(word(i), decimal_)) {
        const bool digits = is_digit(split_sign(word(i).form).first[0]);
        if (any && digits) break;
        part += *value;
        any = true;
        if (digits && !split_sign(word(i).form).second.empty() && word(i).form.ends_with('%')) {
          ++i;
          break;
        }
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
    const double value = NumberWords::get().value("number", key(i));
    return value > 0 && value < 10;
  }

  // "unos 40", "cerca de 40", "al menos 40", "por lo menos 40".
  bool is_approximate(int begin) const {
    const NumberWords& words = NumberWords::get();
    for (int i = begin - 1; i >= std::max(0, begin - 3); --i) {
      const std::string folded = fold_key(word(i).form);
      if (words.has("about", folded)) return true;
      if (!words.has("about_joint", folded)) return false;
    }
    return false;
  }

  // What is counted: the next noun, after "de" or an adjective; a sign before the number.
  std::string read_unit(int& at, int begin) const {
    if (begin > 0) {
      const std::string& before = word(begin - 1).form;
      if (is_currency(before)) return before;
    }
    for (int i = at; i < static_cast<int>(sentence_.words.size()) && i <= at + 4; ++i) {
      const Word& w = word(i);
      if (w.form == "%" || is_currency(w.form)) return found_unit(at, i, w.form);
      if (i + 1 <= last_ && fold_key(w.form) == "por" && key(i + 1) == "ciento") return found_unit(at, i, "%");
      if (w.upos == "NOUN") return found_unit(at, i, w.lemma);
      if (w.upos == "PROPN" && i == at) return found_unit(at, i, singular(to_lower(w.lemma)));
      const bool may_stand_between = w.upos == "ADP" || w.upos == "ADJ" || w.upos == "DET";
      if (!may_stand_between) break;
    }
    return {};
  }
  static std::string found_unit(int& at, int i, std::string unit) {
    at = i;
    return unit;
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
  const std::string_view number = split_sign(word.form).first;
  if (is_digit(number[0])) return parse_number(number, decimal);
  const double value = NumberWords::get().value("number", fold_key(word.form));
  return value == 0 ? std::nullopt : std::optional(value);
}

bool is_multiplier(const Word& word) {
  return multiplier(fold_key(word.form)) > 0;
}

std::vector<Quantity> find_quantities(const AnalyzedDocument& document, const Sentence& sentence, int first, int last,
                                      std::optional<DecimalSign> decimal, const std::vector<bool>& used) {
  return QuantityReader(document, sentence, first, last, decimal, used).read();
}

}  // namespace trama
