// Language analysis: text to sentences of words with tags, lemmas, trees, functions and names.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// What the network's products are made of: bytes, which is fast, or 32-bit floats, to compare with. Either gives the
// same on every processor.
enum class AnalysisPrecision { kBytes, kFloats };

struct AnalyzerOptions {
  // Words handled together by one thread. More is faster and takes more memory; the analysis stays the same.
  int batch_words = 2048;
  // Files of format 1 can be read with kFloats only.
  AnalysisPrecision precision = AnalysisPrecision::kBytes;
  // Names that overrule those which the network finds (extract/analysis/gazetteer.h); files of "NAME<tab>TYPE".
  std::vector<std::filesystem::path> gazetteers;
};

// Processor seconds of the calling thread by part of the analysis, added up over calls.
struct AnalysisTimes {
  double lookup = 0;   // Words and characters as numbers.
  double inputs = 0;   // Word and character vectors.
  double encoder = 0;  // LSTM layers.
  double words = 0;    // Tags and lemmas.
  double names = 0;
  double trees = 0;
  double labels = 0;  // Numbers as text.
};

// Immutable once loaded, so one Analyzer may serve any number of threads.
class Analyzer {
 public:
  // Reads a model file (docs/model-format.md) and runs the samples stored in it. Throws Error: kIo if it cannot be
  // read, kVersion if made for another format or precision, kFormat if damaged or a sample comes out wrong; of a
  // gazetteer kIo or kFormat.
  static Analyzer load(const std::filesystem::path& model, const AnalyzerOptions& options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // The whole analysis of text and title: sentences and tokens (extract/text), then the network. Result i belongs to
  // document i and does not depend on what else is in the batch.
  std::vector<AnalyzedDocument> analyze(std::vector<Document> documents) const;

  // Fills lemma, upos, feats, head, deprel, func and entity of words whose `form` is set (all else is left alone).
  void annotate(std::span<Sentence* const> sentences, AnalysisTimes* times = nullptr) const;

  // JSON of the model's card and version, for `trama --version` and provenance.
  std::string_view card() const;
  std::string_view version() const;

 private:
  struct Impl;
  explicit Analyzer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
