#include "cli/texts/part_feed.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "documents/document_reader.h"
#include "extract/analysis/conllu.h"
#include "extract/text/language.h"
#include "extract/text/segmenter.h"

namespace trama::cli {

namespace {

// Enough for sentences of similar length to be analysed together, in words and in parts.
constexpr std::size_t kBatchWords = 6000;
constexpr std::size_t kBatchParts = 64;
constexpr std::size_t kPartWords = 2000;
constexpr std::size_t kPartSentences = 100;  // Of trees.

std::size_t words_of(const DocumentPart& part) {
  std::size_t words = 0;
  for (const Sentence& sentence : part.sentences) words += sentence.words.size();
  return words;
}

bool never_waits(const std::string& input) {
  std::error_code error;
  return input != "-" && std::filesystem::is_regular_file(input, error);
}

}  // namespace

class PartFeed::Source {
 public:
  virtual ~Source() = default;
  // Reads on and appends what parts there are now, maybe none; false at the end. May wait for input.
  virtual bool read(std::deque<DocumentPart>& parts) = 0;
  virtual bool ready() const = 0;
};

// Text files piece by piece, and documents of JSON files.
class PartFeed::TextSource : public Source {
 public:
  TextSource(std::vector<std::string> inputs, const InputOptions& options, std::istream& standard_input, Report& report)
      : reader_(
            std::move(inputs), standard_input, [&report](const ReadProblem& problem) { report.problem(problem); },
            reported(options.reading, report)),
        any_language_(!options.language.empty()),
        report_(report) {}

  bool ready() const override { return reader_.ready(); }

  bool read(std::deque<DocumentPart>& parts) override {
    std::optional<DocumentPiece> piece = reader_.next_piece();
    if (!piece) return false;
    if (piece->first) begin(*piece);
    if (!skipped_ && !detector_.decided()) detect(*piece);
    if (skipped_) return true;
    if (!detector_.decided()) {
      held_ += piece->document.text;
      return true;
    }
    segmenter_.add(held_, part_.sentences);
    held_.clear();
    segmenter_.add(piece->document.text, part_.sentences);
    if (piece->last) segmenter_.finish(part_.sentences);
    give(piece->last, parts);
    return true;
  }

 private:
  void begin(const DocumentPiece& piece) {
    segmenter_ = StreamSegmenter(piece.offset);
    detector_ = LanguageDetector();
    if (any_language_) detector_.finish();
    part_ = {piece.document.id, true, 0, {}};
    skipped_ = false;
    held_.clear();
  }

  void detect(const DocumentPiece& piece) {
    detector_.add(piece.document.text);
    if (piece.last) detector_.finish();
    if (!detector_.decided() || !detector_.other()) return;
    report_.skip_language(part_.id, *detector_.other());
    skipped_ = true;
    held_.clear();
  }

  // Hands on the sentences that are known, in parts; of a document without any, the part that begins it.
  void give(bool last, std::deque<DocumentPart>& parts) {
    DocumentPart part{part_.id, part_.first, part_.sentences_before, {}};
    std::size_t words = 0;
    const auto end_part = [&] {
      part_.first = false;
      part_.sentences_before += part.sentences.size();
      parts.push_back(std::exchange(part, {part_.id, false, part_.sentences_before, {}}));
      words = 0;
    };
    for (Sentence& sentence : part_.sentences) {
      words += sentence.words.size();
      part.sentences.push_back(std::move(sentence));
      if (words >= kPartWords) end_part();
    }
    if (!part.sentences.empty() || (last && part.first)) end_part();
    part_.sentences.clear();
  }

  DocumentReader reader_;
  const bool any_language_;
  Report& report_;
  // Of the document at hand:
  StreamSegmenter segmenter_;
  LanguageDetector detector_;
  DocumentPart part_;  // The next one.
  std::string held_;   // Text that waits for the detector.
  bool skipped_ = false;
};

class PartFeed::LineSource : public Source {
 public:
  LineSource(InputOptions options, std::istream& standard_input, Report& report)
      : options_(std::move(options)),
        never_waits_(std::ranges::all_of(options_.inputs, cli::never_waits)),
        feed_(options_, InputForm::kTokens, standard_input, report) {}

  bool ready() const override { return never_waits_; }
  bool read(std::deque<DocumentPart>& parts) override {
    std::optional<DocumentBatch> batch = feed_.next();
    if (!batch) return false;
    for (AnalyzedDocument& document : batch->documents) {
      parts.push_back({std::move(document.document.id), true, 0, std::move(document.sentences)});
    }
    return true;
  }

 private:
  InputOptions options_;
  bool never_waits_;
  DocumentFeed feed_;
};

class PartFeed::TreeSource : public Source {
 public:
  TreeSource(const std::string& input, std::istream& standard_input, Report& report)
      : input_(input),
        name_(input == "-" ? "standard input" : input),
        standard_input_(standard_input),
        never_waits_(cli::never_waits(input)),
        report_(report) {
    check_input(input);
  }

  bool ready() const override { return never_waits_ || (reader_ && reader_->ready()); }
  bool read(std::deque<DocumentPart>& parts) override {
    try {
      if (!reader_) {
        if (input_ != "-") file_ = open_file(input_);
        reader_.emplace(input_ == "-" ? standard_input_ : file_, name_);
      }
      std::optional<DocumentPart> part = reader_->next_part(kPartSentences);
      if (!part) return false;
      parts.push_back(*std::move(part));
      return true;
    } catch (const Error& error) {  // The rest of the file cannot be trusted.
      report_.skip(name_, error.what());
      return false;
    }
  }

 private:
  std::string input_;
  std::string name_;
  std::istream& standard_input_;
  bool never_waits_;
  std::ifstream file_;
  Report& report_;
  std::optional<ConlluReader> reader_;
};

PartFeed::PartFeed(const InputOptions& options, InputForm form, std::istream& standard_input, Report& report) {
  std::vector<std::string> texts;  // Neighbouring texts share a reader.
  const auto end_texts = [&] {
    if (texts.empty()) return;
    sources_.push_back(std::make_unique<TextSource>(std::exchange(texts, {}), options, standard_input, report));
  };
  for (const std::string& input : options.inputs) {
    if (is_tree_input(form, input)) {
      end_texts();
      sources_.push_back(std::make_unique<TreeSource>(input, standard_input, report));
    } else if (form == InputForm::kTokens) {
      InputOptions one = options;
      one.inputs = {input};
      sources_.push_back(std::make_unique<LineSource>(std::move(one), standard_input, report));
    } else {
      texts.push_back(input);
    }
  }
  end_texts();
}

PartFeed::~PartFeed() = default;

bool PartFeed::ready() const {
  return !parts_.empty() || sources_.empty() || sources_.front()->ready();
}

std::optional<PartBatch> PartFeed::next() {
  PartBatch batch;
  std::size_t words = 0;
  while (words < kBatchWords && batch.size() < kBatchParts && (batch.empty() || ready())) {
    if (parts_.empty()) {
      if (sources_.empty()) break;
      if (!sources_.front()->read(parts_)) sources_.pop_front();
      continue;
    }
    words += words_of(parts_.front());
    batch.push_back(std::move(parts_.front()));
    parts_.pop_front();
  }
  if (batch.empty()) return std::nullopt;
  return batch;
}

}  // namespace trama::cli
