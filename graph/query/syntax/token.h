// A query as words and signs. Private to graph/query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama::cypher {

enum class TokenKind { kName, kQuotedName, kInteger, kFloat, kString, kParameter, kSign, kEnd };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // Of names and texts what they mean; of numbers and signs as written.
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Ends with a kEnd. Throws Error (kSyntax).
std::vector<Token> tokenize(std::string_view query);

// Whether the token is this word, in any case. `word` in capitals.
bool is_word(const Token& token, std::string_view word);

}  // namespace trama::cypher
