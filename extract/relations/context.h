// What the statement rules know of one document: the results of the earlier steps, side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/analysis/sentence.h"
#include "extract/coref/chains.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"
#include "extract/relations/proposition.h"
#include "extract/relations/quantity.h"
#include "extract/relations/sentence_tree.h"
#include "extract/relations/time.h"

namespace trama {

// Views; all of it must outlive the context. `trees`, `propositions` and `times` have one element per sentence.
struct DocumentContext {
  const AnalyzedDocument& document;
  const std::vector<SentenceTree>& trees;
  const std::vector<std::vector<Proposition>>& propositions;
  const std::vector<std::vector<TimeMention>>& times;
  const Coreference& coreference;
  const Lexicon& lexicon;
  const Cues& cues;
  std::optional<DecimalSign> decimal;

  const Sentence& sentence(int s) const { return document.sentences[s]; }
  const Word& word(int s, int w) const { return document.sentences[s].words[w]; }
};

// Whether a word lies in a time expression of its sentence.
inline bool in_time(const DocumentContext& context, int sentence, int word) {
  for (const TimeMention& time : context.times[sentence]) {
    if (time.first <= word && word <= time.last) return true;
  }
  return false;
}

}  // namespace trama
