// Sentences that a page puts around its news: links to other articles, credits, captions' sources, calls to subscribe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Immutable once loaded; serves any number of threads.
class Boilerplate {
 public:
  // Reads boilerplate.tsv. Throws Error: kIo, kFormat with file and line.
  static Boilerplate load(const std::filesystem::path& data);

  // Whether the sentence tells nothing of the article: it begins as the table says, or is a dateline ("MADRID, 3 may.
  // (EFE).-"), a place and an agency without a verb in front of a dash.
  bool is(const AnalyzedDocument& document, const Sentence& sentence) const;

 private:
  struct Phrase {
    std::string words;   // Folded.
    bool label = false;  // Only with a colon, a bar or a slash behind it.
  };
  std::vector<Phrase> phrases_;
};

}  // namespace trama
