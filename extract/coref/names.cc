#include "extract/coref/names.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::array kParticles = {"de", "del", "la",  "las", "el",  "los", "y",  "e",   "da",
                                   "do", "dos", "das", "di",  "van", "von", "of", "the", "al"};

bool is_particle(const std::string& token) {
  return std::ranges::find(kParticles, token) != kParticles.end();
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Romanisations differ in a handful of letters; the result is a key and need not look like a name.
std::string without_romanisation(std::string token) {
  replace_all(token, "gue", "ge");
  replace_all(token, "gui", "gi");
  replace_all(token, "kh", "j");
  replace_all(token, "y", "i");
  replace_all(token, "w", "v");
  replace_all(token, "sh", "s");
  replace_all(token, "ou", "u");
  token.erase(std::unique(token.begin(), token.end()), token.end());
  return token;
}

}  // namespace

std::vector<std::string> name_tokens(std::string_view name, bool person) {
  std::vector<std::string> tokens;
  std::string token;
  const auto flush = [&] {
    if (!token.empty() && !is_particle(token)) tokens.push_back(person ? without_romanisation(token) : token);
    token.clear();
  };
  std::string key = fold_key(name);
  for (const char* mark : {"«", "»", "“", "”", "‘", "’"}) replace_all(key, mark, " ");  // Around a nickname.
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte)) {
      token += c;
    } else if (c != '.') {
      flush();
    }
  }
  flush();
  return tokens;
}

bool is_short_form(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  if (part.empty() || part.size() >= whole.size()) return false;
  std::size_t matched = 0;
  for (const std::string& token : whole) {
    if (matched < part.size() && part[matched] == token) ++matched;
  }
  return matched == part.size();
}

bool is_acronym(std::string_view text) {
  int capitals = 0;
  int others = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_utf8(text, at);
    if (c == U'.' || c == U'-') continue;
    const bool capital = to_lower(c) != c;
    const bool digit = c >= U'0' && c <= U'9';
    if (capital) ++capitals;
    if (!capital && !digit) ++others;
  }
  return capitals >= 2 && capitals <= 10 && others == 0;
}

bool is_acronym_of(std::string_view acronym, std::string_view name) {
  const std::string letters = fold_key(acronym);
  std::vector<std::string> words = name_tokens(name, false);
  std::size_t matched = 0;
  std::string wanted;
  for (const char c : letters) {
    if (std::isalpha(static_cast<unsigned char>(c))) wanted += c;
  }
  for (const std::string& word : words) {
    if (matched < wanted.size() && word[0] == wanted[matched]) ++matched;
  }
  return words.size() >= 2 && wanted.size() >= 2 && matched == wanted.size();
}

}  // namespace trama
