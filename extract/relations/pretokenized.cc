// Sentences of given tokens.
#include <algorithm>
#include <array>
#include <utility>

#include "extract/relations/open_ie.h"
#include "extract/text/clitics.h"

namespace trama {

namespace {

std::vector<Span> split_at_spaces(std::string_view line) {
  std::vector<Span> tokens;
  for (std::size_t begin = line.find_first_not_of(' '); begin != std::string_view::npos;) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    tokens.push_back({begin, end});
    begin = line.find_first_not_of(' ', end);
  }
  return tokens;
}

// How many tokens from `i` on belong to the word before, in the way of the Penn Treebank: "McDonald 's", "1 \ / 4".
std::size_t glued_tokens(std::string_view line, const std::vector<Span>& tokens, std::size_t i) {
  if (tokens[i].of(line) == "'s") return 1;
  const bool fraction = i + 2 < tokens.size() && tokens[i].of(line) == "\\" && tokens[i + 1].of(line) == "/";
  return fraction ? 3 : 0;
}

std::string form_of(std::string_view token) {
  return token == "``" || token == "''" ? "\"" : std::string(token);
}

}  // namespace

Sentence sentence_from_tokens(std::string_view line) {
  Sentence sentence;
  const std::vector<Span> tokens = split_at_spaces(line);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::size_t glued = sentence.words.empty() ? 0 : glued_tokens(line, tokens, i);
    if (glued > 0) {
      i += glued - 1;
      const std::size_t begin = sentence.words.back().span.begin;
      for (auto word = sentence.words.rbegin(); word != sentence.words.rend() && word->span.begin == begin; ++word) {
        word->span.end = tokens[i].end;
      }
      continue;
    }
    const std::string form = form_of(tokens[i].of(line));
    const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1].of(line) : std::string_view();
    std::vector<std::string> parts = split_word(form, next, i == 0);
    const int first = static_cast<int>(sentence.words.size());
    if (parts.empty()) {
      parts.push_back(form);
    } else {
      sentence.multiword_tokens.push_back({first, first + static_cast<int>(parts.size()) - 1, form, tokens[i]});
    }
    for (std::string& part : parts) {
      Word& word = sentence.words.emplace_back();
      word.form = std::move(part);
      word.span = tokens[i];
    }
  }
  if (!tokens.empty()) sentence.span = {tokens.front().begin, tokens.back().end};
  return sentence;
}

}  // namespace trama
