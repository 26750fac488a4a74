#include "cli/texts/document_feed.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"
#include "cli/process/signals.h"
#include "extract/analysis/conllu.h"
#include "extract/relations/open_ie.h"
#include "extract/text/language.h"
#include "extract/text/segmenter.h"

namespace trama::cli {

namespace {

constexpr std::size_t kBatchBytes = 32 * 1024;
constexpr std::size_t kBatchDocuments = 64;
// Of token lines without a blank line between them.
constexpr std::size_t kDocumentSentences = 1000;
constexpr std::size_t kDocumentLineBytes = std::size_t{1} << 17;

std::string name_of(const std::string& input) {
  return input == "-" ? "standard input" : input;
}

InputFile open_input(const std::string& input, std::istream& standard_input) {
  return input == "-" ? InputFile(standard_input, name_of(input)) : InputFile(std::filesystem::path(input));
}

void shift(Span& span, std::size_t offset) {
  span.begin += offset;
  span.end += offset;
}

// Where the first `count` tokens of `line` end.
std::size_t end_of_tokens(std::string_view line, int count) {
  std::size_t position = 0;
  for (int i = 0; i < count && position < line.size(); ++i) {
    position = std::min(line.find_first_not_of(' ', position), line.size());
    position = std::min(line.find(' ', position), line.size());
  }
  return position;
}

// Appends the tokens of `line`, which begins at byte `offset` of its document, as one sentence, or as several where it
// is longer than sentences may be.
void append_sentences(std::string_view line, std::size_t offset, std::vector<Sentence>& sentences) {
  while (line.find_first_not_of(' ') != std::string_view::npos) {
    const std::size_t end = end_of_tokens(line, kMaxSentenceWords);
    Sentence sentence = sentence_from_tokens(line.substr(0, end));
    shift(sentence.span, offset);
    for (Word& word : sentence.words) shift(word.span, offset);
    for (MultiwordToken& token : sentence.multiword_tokens) shift(token.span, offset);
    sentences.push_back(std::move(sentence));
    line.remove_prefix(end);
    offset += end;
  }
}

// Throws with the batch as it was, but for words of token lines, which are annotated in place.
std::vector<AnalyzedDocument> analyze(DocumentBatch& batch, const Analyzer* analyzer) {
  if (batch.form == InputForm::kText) {
    std::vector<Document> texts;
    for (const AnalyzedDocument& document : batch.documents) texts.push_back(document.document);
    return analyzer->analyze(std::move(texts));
  }
  if (batch.form == InputForm::kTokens) {
    std::vector<Sentence*> sentences;
    for (AnalyzedDocument& document : batch.documents) {
      for (Sentence& sentence : document.sentences) sentences.push_back(&sentence);
    }
    analyzer->annotate(sentences);
  }
  return std::move(batch.documents);
}

}  // namespace

bool is_tree_input(InputForm form, const std::string& input) {
  return form == InputForm::kTrees || input.ends_with(".conllu");
}

void check_input(const std::string& input) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(input, error);
  if (input == "-" || (std::filesystem::exists(status) && !std::filesystem::is_directory(status))) return;
  throw Error(ErrorCode::kIo, input + ": " + (std::filesystem::exists(status) ? "is a directory" : error.message()));
}

class DocumentFeed::Source {
 public:
  virtual ~Source() = default;
  virtual InputForm form() const = 0;
  virtual std::optional<AnalyzedDocument> next() = 0;
};

class DocumentFeed::TextSource : public Source {
 public:
  TextSource(std::vector<std::string> inputs, const InputOptions& options, std::istream& standard_input, Report& report)
      : reader_(
            std::move(inputs), standard_input,
            [&report](const ReadProblem& problem) {
              if (stop_signal() == 0) report.problem(problem);  // Else it may be one of input that was cut off.
            },
            reported(options.reading, report)),
        any_language_(!options.language.empty()),
        report_(report) {}

  InputForm form() const override { return InputForm::kText; }
  std::optional<AnalyzedDocument> next() override {
    while (std::optional<Document> document = reader_.next()) {
      const auto other = any_language_ ? std::nullopt : find_other_language(document->text);
      if (!other) {
        report_.document(*document, reader_.origin());
        return AnalyzedDocument{*std::move(document), {}};
      }
      report_.skip_language(document->id, *other);
    }
    return std::nullopt;
  }

 private:
  DocumentReader reader_;
  const bool any_language_;
  Report& report_;
};

class DocumentFeed::LineSource : public Source {
 public:
  LineSource(const std::string& input, std::istream& standard_input, Report& report)
      : input_(input), name_(name_of(input)), standard_input_(standard_input), report_(report) {
    check_input(input);
  }

  InputForm form() const override { return InputForm::kTokens; }
  std::optional<AnalyzedDocument> next() override {
    AnalyzedDocument result;
    std::string line;
    while (result.sentences.size() < kDocumentSentences && result.document.text.size() < kDocumentLineBytes &&
           next_line(line)) {
      const std::size_t before = result.sentences.size();
      append_sentences(line, result.document.text.size(), result.sentences);
      const bool blank = result.sentences.size() == before;
      if (blank && before > 0) break;
      if (blank) continue;
      if (before == 0) result.document.id = place();
      result.document.text += line + "\n";
    }
    if (result.sentences.empty()) return std::nullopt;
    return result;
  }

 private:
  std::string place() const { return name_ + ":" + std::to_string(line_); }

  // Valid UTF-8 without white space but spaces. Lines without end are passed over.
  bool next_line(std::string& line) {
    if (!file_) file_.emplace(open_input(input_, standard_input_));
    InputFile::Line found = InputFile::Line::kTooLong;
    while (found == InputFile::Line::kTooLong) {
      found = file_->next_line(line, kMaxDocumentBytes);
      if (found == InputFile::Line::kEnd) return false;
      ++line_;
      if (found == InputFile::Line::kTooLong) report_.skip(place(), "line too long");
    }
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\t' || c == '\r' || c == '\f' || c == '\v'; }, ' ');
    RepairedText repaired = repair_utf8(line);
    if (repaired.replaced > 0) report_.problem({place(), "invalid UTF-8 replaced by U+FFFD", false});
    line = std::move(repaired.text);
    return true;
  }

  std::string input_;
  std::string name_;
  std::istream& standard_input_;
  std::optional<InputFile> file_;
  Report& report_;
  std::size_t line_ = 0;
};

class DocumentFeed::TreeSource : public Source {
 public:
  TreeSource(const std::string& input, std::istream& standard_input, Report& report)
      : input_(input), name_(name_of(input)), standard_input_(standard_input), report_(report) {
    check_input(input);
  }

  InputForm form() const override { return InputForm::kTrees; }
  std::optional<AnalyzedDocument> next() override {
    try {
      if (!reader_) {
        if (input_ != "-") file_ = open_file(input_);
        reader_.emplace(input_ == "-" ? standard_input_ : file_, name_);
        reader_->set_limit(kMaxDocumentBytes);
      }
      while (true) {
        std::optional<AnalyzedDocument> document = reader_->next();
        if (!document || !document->sentences.empty()) return document;
        report_.skip(document->document.id, too_large());
      }
    } catch (const Error& error) {                                // The rest of the file cannot be trusted.
      if (stop_signal() == 0) report_.skip(name_, error.what());  // Else the input may have been cut off.
      return std::nullopt;
    }
  }

 private:
  std::string input_;
  std::string name_;
  std::istream& standard_input_;
  std::ifstream file_;
  Report& report_;
  std::optional<ConlluReader> reader_;
};

DocumentFeed::DocumentFeed(const InputOptions& options, InputForm form, std::istream& standard_input, Report& report)
    : options_(options) {
  std::vector<std::string> texts;  // Neighbouring texts share a reader.
  const auto end_texts = [&] {
    if (texts.empty()) return;
    sources_.push_back(std::make_unique<TextSource>(std::exchange(texts, {}), options_, standard_input, report));
  };
  for (const std::string& input : options_.inputs) {
    if (is_tree_input(form, input)) {
      end_texts();
      sources_.push_back(std::make_unique<TreeSource>(input, standard_input, report));
    } else if (form == InputForm::kTokens) {
      sources_.push_back(std::make_unique<LineSource>(input, standard_input, report));
    } else {
      texts.push_back(input);
    }
  }
  end_texts();
}

DocumentFeed::~DocumentFeed() = default;

bool DocumentFeed::needs_analysis() const {
  for (const auto& source : sources_) {
    if (source->form() != InputForm::kTrees) return true;
  }
  return false;
}

std::optional<DocumentBatch> DocumentFeed::next() {
  DocumentBatch batch;
  std::size_t bytes = 0;
  while (!sources_.empty() && bytes < kBatchBytes && batch.documents.size() < kBatchDocuments) {
    if (!batch.documents.empty() && sources_.front()->form() != batch.form) break;
    batch.form = sources_.front()->form();
    std::optional<AnalyzedDocument> document = sources_.front()->next();
    if (stop_signal() != 0) return std::nullopt;  // The document may have been cut off.
    if (!document) {
      sources_.pop_front();
    } else if (!wanted_ || wanted_(document->document)) {
      bytes += document->document.text.size();
      batch.documents.push_back(*std::move(document));
    }
  }
  if (batch.documents.empty()) return std::nullopt;
  return batch;
}

std::vector<AnalysisOutcome> analyze_batch(DocumentBatch batch, const Analyzer* analyzer) {
  std::vector<AnalysisOutcome> outcomes;
  try {
    for (AnalyzedDocument& document : analyze(batch, analyzer)) {
      outcomes.push_back({std::move(document), {}});
    }
  } catch (const std::exception& error) {
    if (batch.documents.size() == 1) return {{batch.documents.front(), reason_of(error)}};
    outcomes.clear();
    for (AnalyzedDocument& document : batch.documents) {
      outcomes.push_back(std::move(analyze_batch({batch.form, {std::move(document)}}, analyzer).front()));
    }
  }
  return outcomes;
}

}  // namespace trama::cli
