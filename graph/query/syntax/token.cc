#include "graph/query/syntax/token.h"

#include <unicode/uchar.h>

#include <array>
#include <optional>

#include "base/utf8.h"
#include "graph/query/syntax/source.h"

namespace trama::cypher {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (skip_space(), at_ < text_.size()) tokens_.push_back(next());
    tokens_.push_back({TokenKind::kEnd, "", text_.size(), text_.size()});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool ahead(std::string_view sign) const { return text_.substr(at_).starts_with(sign); }

  // The character here and where the next one begins.
  std::pair<char32_t, std::size_t> character() const {
    std::size_t next = at_;
    const char32_t c = decode_utf8(text_, next);
    return {c, next};
  }

  void skip_space() {
    while (at_ < text_.size()) {
      if (ahead("//")) {
        const std::size_t end = text_.find('\n', at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
      } else if (ahead("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) fail(text_, at_, "the comment has no end");
        at_ = end + 2;
      } else {
        const auto [c, next] = character();
        if (!u_isUWhiteSpace(static_cast<UChar32>(c))) return;
        at_ = next;
      }
    }
  }

  static bool starts_name(char32_t c) { return c == U'_' || u_isIDStart(static_cast<UChar32>(c)); }
  static bool continues_name(char32_t c) { return c == U'_' || u_isIDPart(static_cast<UChar32>(c)); }

  Token next() {
    const std::size_t begin = at_;
    const char c = peek();
    Token token;
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      token = number();
    } else if (c == '\'' || c == '"') {
      token = {TokenKind::kString, string(), 0, 0};
    } else if (c == '`') {
      token = {TokenKind::kQuotedName, quoted(), 0, 0};
    } else if (c == '$') {
      ++at_;
      if (peek() == '`') {
        token = {TokenKind::kParameter, quoted(), 0, 0};
      } else {
        const std::string text = name();
        if (text.empty()) fail(text_, begin, "a parameter is a $ and a name");
        token = {TokenKind::kParameter, text, 0, 0};
      }
    } else if (starts_name(character().first)) {
      token = {TokenKind::kName, name(), 0, 0};
    } else {
      token = {TokenKind::kSign, sign(), 0, 0};
    }
    token.begin = begin;
    token.end = at_;
    return token;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const auto [c, next] = character();
      if (!continues_name(c)) break;
      at_ = next;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string quoted() {
    const std::size_t begin = at_++;
    std::string text;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c != '`') {
        text += c;
      } else if (peek() == '`') {
        text += '`';
        ++at_;
      } else {
        if (text.empty()) fail(text_, begin, "a name in backticks cannot be empty");
        return text;
      }
    }
    fail(text_, begin, "the name has no closing backtick");
  }

  Token number() {
    const std::size_t begin = at_;
    TokenKind kind = TokenKind::kInteger;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'o')) {
      at_ += 2;
    } else {
      while (is_digit(peek())) ++at_;
      if (peek() == '.' && is_digit(peek(1))) {
        kind = TokenKind::kFloat;
        ++at_;
        while (is_digit(peek())) ++at_;
      }
      const bool sign = peek(1) == '-' || peek(1) == '+';
      if ((peek() == 'e' || peek() == 'E') && is_digit(peek(sign ? 2 : 1))) {
        kind = TokenKind::kFloat;
        at_ += sign ? 2 : 1;
        while (is_digit(peek())) ++at_;
      }
    }
    name();  // Digits of other bases, and letters that no number has: told when the number is read.
    return {kind, std::string(text_.substr(begin, at_ - begin)), 0, 0};
  }

  std::string string() {
    const std::size_t begin = at_;
    const char quote = text_[at_++];
    std::string text;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == quote) return text;
      if (c == '\\') {
        escape(text);
      } else {
        text += c;
      }
    }
    fail(text_, begin, "the text has no closing quotation mark");
  }

  void escape(std::string& text) {
    const std::size_t begin = at_ - 1;
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n':
        text += '\n';
        return;
      case 't':
        text += '\t';
        return;
      case 'r':
        text += '\r';
        return;
      case 'b':
        text += '\b';
        return;
      case 'f':
        text += '\f';
        return;
      case '\\':
      case '\'':
      case '"':
      case '`':
        text += c;
        return;
      case 'u':
        return unicode(begin, 4, text);
      case 'U':
        return unicode(begin, 8, text);
      default:
        fail(text_, begin, "there is no such escape; write \\\\ for a backslash");
    }
  }

  std::optional<char32_t> hex(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      const char c = peek();
      const int digit = u_digit(static_cast<UChar32>(static_cast<unsigned char>(c)), 16);
      if (digit < 0) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
  }

  void unicode(std::size_t begin, std::size_t digits, std::string& text) {
    std::optional<char32_t> value = hex(digits);
    if (value && *value >= 0xD800 && *value < 0xDC00 && ahead("\\u")) {
      at_ += 2;
      const std::optional<char32_t> low = hex(4);
      if (low && *low >= 0xDC00 && *low < 0xE000) value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
    }
    if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000)) {
      fail(text_, begin, "\\u needs four hexadecimal digits of a character, \\U eight");
    }
    append_utf8(text, *value);
  }

  std::string sign() {
    constexpr std::array<std::string_view, 6> kLong = {"<=", ">=", "<>", "=~", "..", "+="};
    for (const std::string_view one : kLong) {
      if (!ahead(one)) continue;
      at_ += one.size();
      return std::string(one);
    }
    constexpr std::string_view kSigns = "()[]{}<>=+-*/%^,.:;|&!$";
    if (kSigns.find(peek()) == std::string_view::npos) {
      const auto [c, next] = character();
      fail(text_, at_, "'" + std::string(text_.substr(at_, next - at_)) + "' has no meaning here");
    }
    return std::string(1, text_[at_++]);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view query) {
  return Tokenizer(query).run();
}

bool is_word(const Token& token, std::string_view word) {
  if (token.kind != TokenKind::kName || token.text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = token.text[i];
    if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != word[i]) return false;
  }
  return true;
}

}  // namespace trama::cypher
