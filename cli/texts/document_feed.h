// The inputs of `trama extract` and `trama build` as batches of documents that are ready to be analysed.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/texts/report.h"
#include "documents/document_reader.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/sentence.h"

namespace trama::cli {

// How the inputs are divided into sentences and words.
enum class InputForm {
  kText,    // Not at all.
  kTokens,  // One sentence per line, tokens separated by spaces; a blank line begins another document.
  kTrees,   // CoNLL-U, whose analysis is taken as it is.
};

// Documents that one thread handles together. Small enough that few are in memory, large enough that sentences of
// similar length can be analysed together.
struct DocumentBatch {
  InputForm form = InputForm::kText;
  std::vector<AnalyzedDocument> documents;  // Without sentences if `form` is kText.
};

// Whether an operand is CoNLL-U: all are if `form` says so, and files that end in .conllu always.
bool is_tree_input(InputForm form, const std::string& input);

// Throws Error (kIo) unless `input` is "-" or a file. Files are opened one after the other, when their turn comes: a
// process may not have as many open as it is given.
void check_input(const std::string& input);

class DocumentFeed {
 public:
  // `options` and `report` must outlive the feed. `form` is that of all inputs, but files ending in .conllu are always
  // trees. Throws Error (kIo) if an operand is missing.
  DocumentFeed(const InputOptions& options, InputForm form, std::istream& standard_input, Report& report);
  ~DocumentFeed();

  // Whether any input needs the model.
  bool needs_analysis() const;
  // Documents for which this gives false are left out of the batches.
  void set_filter(std::function<bool(const Document&)> wanted) { wanted_ = std::move(wanted); }

  // The next batch in the order of the inputs; never empty; nullopt at the end, or when a signal has asked to stop.
  std::optional<DocumentBatch> next();

 private:
  class Source;
  class TextSource;
  class LineSource;
  class TreeSource;

  const InputOptions& options_;
  std::function<bool(const Document&)> wanted_;
  std::deque<std::unique_ptr<Source>> sources_;
};

// What became of one document: analysed, or the reason why not.
struct AnalysisOutcome {
  AnalyzedDocument document;  // Of a failed one only `document` is of use.
  std::string error;          // Empty if all went well.
};
// Fills in what the batch's form leaves open, document by document in the batch's order. `analyzer` may be null for
// trees. A document on which the analysis fails does not touch the others.
std::vector<AnalysisOutcome> analyze_batch(DocumentBatch batch, const Analyzer* analyzer);

}  // namespace trama::cli
