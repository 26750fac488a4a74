// Sentences with trees, written by hand for the tests of extract/relations.
#pragma once

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// One word per line: form lemma UPOS head deprel [key=value …]. Heads are numbered from 1, 0 is the root. The keys are
// Func, Entity, Token (the surface token that this word and those after it with the same value share), and features.
inline Sentence small_tree(const std::string& rows, std::string* text = nullptr) {
  Sentence sentence;
  std::string built;
  std::string last_token;
  std::istringstream lines(rows);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    Word word;
    if (!(fields >> word.form >> word.lemma >> word.upos >> word.head >> word.deprel)) continue;
    --word.head;
    std::string token;
    for (std::string pair; fields >> pair;) {
      const std::string key = pair.substr(0, pair.find('='));
      const std::string value = pair.substr(pair.find('=') + 1);
      if (key == "Func") {
        word.func = value;
      } else if (key == "Entity") {
        word.entity = value;
      } else if (key == "Token") {
        token = value;
      } else {
        word.feats += (word.feats.empty() ? "" : "|") + pair;
      }
    }
    const int index = static_cast<int>(sentence.words.size());
    if (!token.empty() && token == last_token) {
      word.span = sentence.words.back().span;
      sentence.multiword_tokens.back().last = index;
    } else {
      if (!built.empty()) built += ' ';
      const std::string& surface = token.empty() ? word.form : token;
      word.span = {built.size(), built.size() + surface.size()};
      built += surface;
      if (!token.empty()) sentence.multiword_tokens.push_back({index, index, token, word.span});
    }
    last_token = token;
    sentence.words.push_back(std::move(word));
  }
  sentence.span = {0, built.size()};
  if (text != nullptr) *text = built;
  return sentence;
}

}  // namespace trama
