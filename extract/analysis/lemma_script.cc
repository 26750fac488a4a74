#include "extract/analysis/lemma_script.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/utf8.h"

namespace trama {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Parses "-12+text".
bool parse_edit(std::string_view text, std::size_t& drop, std::string& put) {
  constexpr std::size_t kMost = 1000;  // Characters that a script may drop.
  if (text.empty() || text[0] != '-') return false;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), drop);
  if (error != std::errc() || drop > kMost || end == text.data() + text.size() || *end != '+') return false;
  put = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

LemmaScript::LemmaScript(std::string_view text) {
  if (!text.empty() && text[0] == '=') {
    whole_ = true;
    back_ = text.substr(1);
    return;
  }
  const std::size_t first = text.find('|'), second = first == text.npos ? first : text.find('|', first + 1);
  const bool good = first == 1 && (text[0] == 'l' || text[0] == 'k') && second != text.npos &&
                    text.find('|', second + 1) == text.npos &&
                    parse_edit(text.substr(2, second - 2), drop_front_, front_) &&
                    parse_edit(text.substr(second + 1), drop_back_, back_);
  if (!good) throw Error(ErrorCode::kFormat, "'" + std::string(text) + "' is no lemma script");
  lower_ = text[0] == 'l';
}

bool LemmaScript::applies(std::size_t characters) const {
  if (whole_) return true;
  const std::size_t dropped = drop_front_ + drop_back_;
  return characters > dropped || (characters == dropped && (!front_.empty() || !back_.empty()));
}

std::string LemmaScript::apply(std::string_view form) const {
  if (whole_) return back_;
  // Lower-casing keeps the number of characters, but not of bytes.
  const std::string base = lower_ ? to_lower(form) : std::string(form);
  std::size_t begin = 0, end = base.size();
  for (std::size_t n = 0; n < drop_front_ && begin < end; ++n) {
    do ++begin;
    while (begin < end && is_continuation(base[begin]));
  }
  for (std::size_t n = 0; n < drop_back_ && end > begin; ++n) {
    do --end;
    while (end > begin && is_continuation(base[end]));
  }
  return front_ + base.substr(begin, end - begin) + back_;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace trama
