// What the repairs of one sentence (repair*.cc) share: its words, asked for by index. Not for use by others.
#pragma once

#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// A view of the words that are repaired. Heads may be anything, cycles included.
class RepairWords {
 public:
  explicit RepairWords(std::vector<Word>& words) : words_(words) {}

 protected:
  int size() const { return static_cast<int>(words_.size()); }
  bool valid(int i) const { return i >= 0 && i < size(); }
  bool is_verb(int i) const { return words_[i].upos == "VERB" || words_[i].upos == "AUX"; }
  // Whether a word is another one or stands below it.
  bool depends_on(int i, int ancestor) const {
    for (int steps = 0; valid(i) && steps <= size(); ++steps) {
      if (i == ancestor) return true;
      i = words_[i].head;
    }
    return false;
  }

  std::vector<Word>& words_;
};

}  // namespace trama
