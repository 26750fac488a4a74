// Analysed documents to statements: propositions, mentions, coreference, attribution, factuality, quantities, dates.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "base/statement.h"
#include "extract/analysis/sentence.h"
#include "extract/relations/confidence.h"
#include "extract/relations/proposition.h"

namespace trama {

struct SentenceView;
struct SentenceStatements;
class StatementBuilder;

struct ExtractorOptions {
  // Whether "Pyongyang" acting as a government stands for "Corea del Norte" (Mention::via keeps the word).
  bool metonymy = true;
  // User tables read after the built-in ones; same form as extract/data/es/aliases.tsv.
  std::vector<std::filesystem::path> alias_files;
  // Whether the tables in the folder may be others than those that the library was built with. Without it, one that was
  // emptied, cut short or changed is an error: it would change what is read without a word.
  bool own_tables = false;
  // The model that judges candidates (docs/ranking.md). Empty: only what the rules read, with their own confidence.
  std::filesystem::path ranker;
};

// Immutable once loaded; one Extractor may serve any number of threads.
class Extractor {
 public:
  // Reads the cue tables in `data` (extract/data/es). Throws Error: kIo, kFormat with file and line; kVersion for a
  // table that is not the library's own.
  static Extractor load(const std::filesystem::path& data, const ExtractorOptions& options = {});
  ~Extractor();
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;

  // Open information extraction, per sentence.
  std::vector<Proposition> propositions(const Sentence& sentence) const;

  // The sentence as it is read for propositions and statements, with slips of the analysis put right (repair.h). Words
  // keep their places, so indices of propositions hold for either.
  Sentence repaired(const Sentence& sentence) const;

  // Statements in the order of the text, before them those of the headline that the text does not make too. Near-linear
  // in the size of the document. With `features`, those of the text alone, and what the confidence of each was judged by.
  std::vector<Statement> statements(const AnalyzedDocument& document,
                                    std::vector<ConfidenceFeatures>* features = nullptr) const;

  // Hands every sentence of the text, as candidates are sought in it, and what the rules read in it, to `visit`. All
  // last for the call only.
  void visit_sentences(
      const AnalyzedDocument& document,
      const std::function<void(const SentenceView&, SentenceStatements&, StatementBuilder&)>& visit) const;

 private:
  struct Impl;
  std::vector<Statement> statements_of_text(const AnalyzedDocument& document,
                                            std::vector<ConfidenceFeatures>* features) const;
  explicit Extractor(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
