#include "extract/analysis/gazetteer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 16;

bool in_word(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  const auto code = static_cast<UChar32>(c);
  return u_isalnum(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
}

bool is_space(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || u_iscntrl(static_cast<UChar32>(c));
}

// Joins stretches of text: a space stands between two letters or digits, and nowhere else.
class KeyWriter {
 public:
  void add(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      const char32_t c = decode_utf8(text, i);
      if (is_space(c)) {
        gap_ = true;
        continue;
      }
      const bool word = in_word(c);
      if (gap_ && after_word_ && word) key_ += ' ';
      key_ += text.substr(begin, i - begin);
      has_word_ |= word;
      after_word_ = word;
      gap_ = false;
    }
    gap_ = true;
  }
  bool has_word() const { return has_word_; }
  const std::string& key() const { return key_; }
  std::string take() { return std::exchange(key_, {}); }

 private:
  std::string key_;
  bool gap_ = false, after_word_ = false, has_word_ = false;
};

// In capitals and without accents, as headlines are written.
std::string in_capitals(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  std::string out;
  icu::UnicodeString parts;
  for (std::size_t i = 0; i < text.size();) {
    auto code = static_cast<UChar32>(decode_utf8(text, i));
    if (code >= 0x80) {
      if (U_SUCCESS(error) && nfd->getDecomposition(code, parts)) code = parts.char32At(0);
      if (u_charType(code) == U_NON_SPACING_MARK) continue;
    }
    append_utf8(out, static_cast<char32_t>(u_toupper(code)));
  }
  return out;
}

std::optional<EntityType> listed_type(std::string_view name) {
  const std::optional<EntityType> type = find_entity_type(name);
  return type == EntityType::kGroup ? std::nullopt : type;
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \r") - begin + 1);
}

ListedName read_line(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == line.npos || line.find('\t', tab + 1) != line.npos) {
    const auto tabs = std::count(line.begin(), line.end(), '\t');
    throw Error(ErrorCode::kFormat, std::to_string(tabs + 1) + (tabs == 0 ? " column" : " columns") +
                                        ", expected 2: NAME, a tab, and PER, ORG, LOC or MISC");
  }
  const std::string_view type = without_spaces(line.substr(tab + 1));
  const std::optional<EntityType> known = listed_type(type);
  if (!known) {
    throw Error(ErrorCode::kFormat, "unknown type '" + std::string(type) + "', expected PER, ORG, LOC or MISC");
  }
  if (!is_valid_utf8(line)) throw Error(ErrorCode::kFormat, "not UTF-8");
  return {std::string(line.substr(0, tab)), *known};
}

// Calls `add(ListedName)` for every name of a file. Errors of `add` get file and line like those of reading.
template <typename Add>
void read_names(const std::filesystem::path& path, Add add) {
  InputFile file(path);
  std::string line;
  for (std::size_t number = 1;; ++number) {
    const InputFile::Line found = file.next_line(line, kMaxLineBytes);
    if (found == InputFile::Line::kEnd) return;
    try {
      if (found == InputFile::Line::kTooLong) throw Error(ErrorCode::kFormat, "line too long");
      if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (!without_spaces(line).empty() && line[0] != '#') add(read_line(line));
    } catch (const Error& error) {
      throw Error(ErrorCode::kFormat, path.string() + ":" + std::to_string(number) + ": " + error.what());
    }
  }
}

// A token of the surface: words [first, last].
struct Token {
  int first = 0;
  int last = 0;
  std::string_view form;
};

std::vector<Token> tokens_of(const Sentence& sentence) {
  std::vector<Token> tokens;
  auto multiword = sentence.multiword_tokens.begin();
  for (int i = 0; i < static_cast<int>(sentence.words.size()); ++i) {
    if (multiword != sentence.multiword_tokens.end() && multiword->first == i) {
      tokens.push_back({i, multiword->last, multiword->form});
      i = multiword++->last;
    } else {
      tokens.push_back({i, i, sentence.words[i].form});
    }
  }
  return tokens;
}

bool has_lower_case(const std::vector<Token>& tokens) {
  for (const Token& token : tokens) {
    for (std::size_t i = 0; i < token.form.size();) {
      if (u_islower(static_cast<UChar32>(decode_utf8(token.form, i)))) return true;
    }
  }
  return false;
}

// Each token as what it adds to the key of those before it.
std::vector<std::string> key_parts(const std::vector<Token>& tokens, bool capitals) {
  std::vector<std::string> parts;
  parts.reserve(tokens.size());
  KeyWriter writer;
  std::size_t done = 0;
  for (const Token& token : tokens) {
    writer.add(capitals ? in_capitals(token.form) : token.form);
    parts.push_back(writer.key().substr(done));
    done = writer.key().size();
  }
  return parts;
}

bool is_content(const Word& word) {
  return word.upos != "ADP" && word.upos != "DET" && word.upos != "PUNCT" && word.upos != "CCONJ";
}

void write_name(Sentence& sentence, int first, int last, std::string_view type) {
  for (int i = first; i <= last; ++i) sentence.words[i].entity = (i == first ? "B-" : "I-") + std::string(type);
}

void clear(Sentence& sentence, int first, int last) {
  for (int i = first; i <= last; ++i) sentence.words[i].entity.clear();
}

// What is left of a name once others took words of it.
void write_rest(Sentence& sentence, int first, int last, std::string_view type) {
  while (first <= last && !is_content(sentence.words[first])) ++first;
  while (last >= first && !is_content(sentence.words[last])) --last;
  write_name(sentence, first, last, type);
}

}  // namespace

void Gazetteer::Index::sort() {
  std::stable_sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.key < b.key; });
  // Of equal ones the last stays.
  const auto first =
      std::unique(names.rbegin(), names.rend(), [](const Name& a, const Name& b) { return a.key == b.key; });
  names.erase(names.begin(), first.base());
}

std::size_t Gazetteer::Index::longest(std::span<const std::string> tokens, EntityType& type) const {
  auto begin = names.begin(), end = names.end();
  std::size_t known = 0, found = 0;  // Characters of the key so far; tokens of the longest name.
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string_view part = tokens[i];
    if (i == 0 && part.starts_with(' ')) part.remove_prefix(1);
    begin = std::lower_bound(begin, end, part, [&](const Name& name, std::string_view wanted) {
      return std::string_view(name.key).substr(known, wanted.size()) < wanted;
    });
    end = std::upper_bound(begin, end, part, [&](std::string_view wanted, const Name& name) {
      return wanted < std::string_view(name.key).substr(known, wanted.size());
    });
    if (begin == end) break;
    known += part.size();
    if (begin->key.size() != known) continue;
    found = i + 1;
    type = begin->type;
  }
  return found;
}

Gazetteer::Gazetteer(std::span<const ListedName> names) {
  for (const ListedName& name : names) add(name.name, name.type);
  sort();
}

Gazetteer Gazetteer::load(std::span<const std::filesystem::path> files) {
  Gazetteer gazetteer;
  for (const std::filesystem::path& file : files) {
    read_names(file, [&](const ListedName& name) { gazetteer.add(name.name, name.type); });
  }
  gazetteer.sort();
  return gazetteer;
}

void Gazetteer::add(std::string_view name, EntityType type) {
  KeyWriter writer;
  writer.add(to_nfc(name));
  if (!writer.has_word())
    throw Error(ErrorCode::kInvalid, "the name '" + std::string(name) + "' has neither letters nor digits");
  capitals_.names.push_back({in_capitals(writer.key()), type});
  exact_.names.push_back({writer.take(), type});
}

void Gazetteer::sort() {
  exact_.sort();
  capitals_.sort();
}

void Gazetteer::apply(Sentence& sentence) const {
  if (empty()) return;
  const std::vector<Token> tokens = tokens_of(sentence);
  const bool capitals = !has_lower_case(tokens);
  const std::vector<std::string> parts = key_parts(tokens, capitals);
  const Index& index = capitals ? capitals_ : exact_;

  std::vector<EntitySpan> listed;
  for (std::size_t i = 0; i < tokens.size();) {
    EntityType type = EntityType::kMisc;
    const std::size_t count = index.longest(std::span(parts).subspan(i), type);
    if (count > 0) listed.push_back({tokens[i].first, tokens[i + count - 1].last, type});
    i += std::max<std::size_t>(count, 1);
  }
  if (listed.empty()) return;

  auto next = listed.begin();
  for (const EntitySpan& span : entity_spans(sentence)) {
    while (next != listed.end() && next->last < span.first) ++next;
    if (next == listed.end() || next->first > span.last) continue;
    const std::string type = sentence.words[span.first].entity.substr(2);
    clear(sentence, span.first, span.last);
    int rest = span.first;
    for (auto other = next; other != listed.end() && other->first <= span.last; ++other) {
      write_rest(sentence, rest, other->first - 1, type);
      rest = other->last + 1;
    }
    write_rest(sentence, rest, span.last, type);
  }
  for (const EntitySpan& name : listed) write_name(sentence, name.first, name.last, to_string(name.type));
}

}  // namespace trama
