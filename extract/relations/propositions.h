// The propositions of a sentence, read off its tree by rules and tables (extract/data/es).
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "extract/analysis/sentence.h"
#include "extract/relations/proposition.h"

namespace trama {

// Immutable once loaded; one PropositionExtractor may serve any number of threads.
class PropositionExtractor {
 public:
  // Reads verbs.tsv, participles.tsv, light_verbs.tsv, nominal_predicates.tsv and negation.tsv in `data`
  // (extract/data/es). Throws Error: kIo, kFormat with file and line.
  static PropositionExtractor load(const std::filesystem::path& data);
  ~PropositionExtractor();
  PropositionExtractor(PropositionExtractor&&) noexcept;
  PropositionExtractor& operator=(PropositionExtractor&&) noexcept;

  // Reads upos, feats, lemma, head, deprel, entity and (where set) func of the words; trees in the style of UD Spanish
  // AnCora. Propositions come in the order of their predicates. Any tree will do, also a broken one: heads out of range
  // and cycles are cut. A sentence of more than kMaxPropositionWords words gives none, so that nested phrases cannot
  // take memory out of proportion.
  std::vector<Proposition> extract(const Sentence& sentence) const;

 private:
  struct Impl;
  explicit PropositionExtractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
