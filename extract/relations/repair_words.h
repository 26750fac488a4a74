// What the repairs of one sentence (repair*.cc) share: its words, asked for by index. Not for use by others.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "extract/analysis/sentence.h"

namespace trama {

inline bool begins_with_capital(const std::string& form) {
  if (form.empty()) return false;
  std::size_t at = 0;
  const char32_t c = decode_utf8(form, at);
  return to_lower(c) != c;
}

// Whether word `i` is `ancestor` or stands below it. Heads may be anything, cycles included.
inline bool stands_below(const std::vector<Word>& words, int i, int ancestor) {
  const int size = static_cast<int>(words.size());
  for (int steps = 0; i >= 0 && i < size && steps <= size; ++steps) {
    if (i == ancestor) return true;
    i = words[i].head;
  }
  return false;
}

// A view of the words that are repaired. Heads may be anything, cycles included.
class RepairWords {
 public:
  explicit RepairWords(std::vector<Word>& words) : words_(words) {}

 protected:
  int size() const { return static_cast<int>(words_.size()); }
  bool valid(int i) const { return i >= 0 && i < size(); }
  bool is_verb(int i) const { return words_[i].upos == "VERB" || words_[i].upos == "AUX"; }
  bool depends_on(int i, int ancestor) const { return stands_below(words_, i, ancestor); }

  std::vector<Word>& words_;
};

}  // namespace trama
