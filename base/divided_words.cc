#include "base/divided_words.h"

#include <unicode/uchar.h>

#include <array>
#include <set>

#include "base/tsv.h"
#include "base/utf8.h"

namespace trama {

std::string_view embedded_base_data(std::string_view name);  // Made by the build of data/.

namespace {

constexpr std::size_t kMaxSpaces = 4096;  // Between the parts of a word: an indent, or what stood between two pages.
constexpr std::size_t kMaxPart = 64;      // Bytes of a word's first part that are looked at.

bool is_letter(char32_t c) {
  return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Bytes of the hyphen at `at`; 0 if there is none.
std::size_t hyphen_bytes(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.starts_with('-') ? 1 : rest.starts_with("\u00AD") ? 2 : rest.starts_with("\u2010") ? 3 : 0;
}

// The code point before `at`, which moves to its beginning.
char32_t before(std::string_view text, std::size_t& at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  std::size_t behind = at;
  return decode_utf8(text, behind);
}

struct WordHead {
  std::string lower;
  std::size_t letters = 0;
};

// The letters that end at `end`; none if they are part of an address, a number or the like.
WordHead letters_before(std::string_view text, std::size_t end) {
  WordHead head;
  std::size_t begin = end;
  while (begin > 0 && end - begin < kMaxPart) {
    std::size_t at = begin;
    const char32_t c = before(text, at);
    if (!is_letter(c) && u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK && c != 0xAD) {
      if (u_isdigit(static_cast<UChar32>(c)) != 0 ||
          std::u32string_view(U"/.@_&=%#:").find(c) != std::u32string_view::npos)
        return {};
      break;
    }
    begin = at;
    head.letters += is_letter(c) ? 1 : 0;
  }
  head.lower = to_lower(text.substr(begin, end - begin));
  return head;
}

// Where the next line's first visible character stands behind `at`, where a line ends; npos if none or not at once.
std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t limit = at + kMaxSpaces;
  bool ended = false;
  while (at < text.size() && at < limit) {
    const std::size_t begin = at;
    const char32_t c = decode_utf8(text, at);
    if (is_line_end(c)) {
      if (ended) return std::string_view::npos;
      if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
      ended = true;
    } else if (u_isUWhiteSpace(static_cast<UChar32>(c)) == 0) {
      return ended ? begin : std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

// Whether "y", "o" and the like stand there as words of their own.
bool is_conjunction(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 5> kWords = {"y", "e", "o", "u", "ni"};
  std::size_t end = at;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  if (end == text.size()) return false;
  std::size_t behind = end;
  if (is_letter(decode_utf8(text, behind))) return false;
  for (const std::string_view word : kWords) {
    if (text.substr(at, end - at) == word) return true;
  }
  return false;
}

bool begins_compounds(const std::string& lower) {
  static const std::set<std::string, std::less<>> heads = [] {
    std::set<std::string, std::less<>> rows;
    for (const auto& row : parse_tsv(embedded_base_data("compounds.tsv"))) rows.emplace(row[0]);
    return rows;
  }();
  return heads.contains(lower);
}

}  // namespace

LineEndHyphen line_end_hyphen(std::string_view text, std::size_t hyphen) {
  using Kind = LineEndHyphen::Kind;
  const std::size_t bytes = hyphen_bytes(text, hyphen);
  if (bytes == 0 || hyphen == 0) return {};
  const std::size_t next = next_line(text, hyphen + bytes);
  if (next == std::string_view::npos) return {};
  const WordHead head = letters_before(text, hyphen);
  std::size_t behind = next;
  const char32_t c = decode_utf8(text, behind);
  if (head.letters == 0 || !is_letter(c)) return {};
  if (bytes == 2) return {Kind::kDivision, next};  // A soft hyphen is nothing else.
  if (u_islower(static_cast<UChar32>(c)) == 0) return {Kind::kOfWord, next};
  if (is_conjunction(text, next)) return {};
  return {head.letters == 1 || begins_compounds(head.lower) ? Kind::kOfWord : Kind::kDivision, next};
}

std::string_view ligature_letters(char32_t c) {
  constexpr char32_t kFirst = 0xFB00;
  constexpr std::array<std::string_view, 7> kLetters = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return c >= kFirst && c < kFirst + kLetters.size() ? kLetters[c - kFirst] : std::string_view();
}

std::string whole_words(std::string_view text) {
  const auto has = [&](std::string_view bytes) { return text.find(bytes) != std::string_view::npos; };
  const bool hyphen = text.find_first_of("\n\r\v\f") != std::string_view::npos || has("\u0085") || has("\u2028");
  if (!hyphen && !has("\xEF\xAC")) return collapse_spaces(text);
  std::string whole;
  whole.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = hyphen_bytes(text, at);
    const LineEndHyphen found = bytes > 0 ? line_end_hyphen(text, at) : LineEndHyphen();
    if (found.kind != LineEndHyphen::Kind::kNone) {
      if (found.kind == LineEndHyphen::Kind::kOfWord) whole += text.substr(at, bytes);
      at = found.next;
      continue;
    }
    const std::size_t begin = at;
    const std::string_view letters = ligature_letters(decode_utf8(text, at));
    whole += letters.empty() ? text.substr(begin, at - begin) : letters;
  }
  return collapse_spaces(whole);
}

}  // namespace trama
