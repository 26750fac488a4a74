#include "extract/analysis/analyzer.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "extract/analysis/conjugation.h"
#include "extract/analysis/gazetteer.h"
#include "extract/analysis/model_tables.h"
#include "extract/neural/network.h"
#include "extract/neural/stopwatch.h"
#include "extract/neural/tensor_file.h"
#include "extract/text/segmenter.h"
#include "extract/text/shorthand.h"

namespace trama {
namespace {

NameDecoder read_name_decoder(const TensorFile& file, const std::vector<std::string>& labels) {
  const auto k = static_cast<int>(labels.size());
  return {labels, file.tensor("crf.transitions", {k, k}).values(), file.tensor("crf.start", {k}).values(),
          file.tensor("crf.end", {k}).values()};
}

Precision precision_of(const AnalyzerOptions& options) {
  return options.precision == AnalysisPrecision::kBytes ? Precision::kBytes : Precision::kFloats;
}

// Words [begin, begin + count) of a sentence. Nearly always all of it: what is longer than kMaxSentenceWords is
// analysed in pieces, because time and memory grow with the square of a sentence's length.
struct Piece {
  Sentence* sentence = nullptr;
  int begin = 0;
  int count = 0;
};

std::vector<Piece> cut_in_pieces(std::span<Sentence* const> sentences) {
  std::vector<Piece> pieces;
  for (Sentence* sentence : sentences) {
    const auto size = static_cast<int>(sentence->words.size());
    for (int begin = 0; begin < size; begin += kMaxSentenceWords) {
      pieces.push_back({sentence, begin, std::min(kMaxSentenceWords, size - begin)});
    }
  }
  return pieces;
}

// The form as the model knows it: "Ucra-nia" with a soft hyphen is Ucrania, "Cmdte." is a comandante, and a currency's
// code before an amount is a sign.
std::string shown(const Sentence& sentence, int i) {
  const Word& word = sentence.words[static_cast<std::size_t>(i)];
  if (has_invisible(word.form)) {
    std::string form = without_invisible(word.form);
    return form.empty() ? word.form : form;
  }
  const std::size_t next = static_cast<std::size_t>(i) + 1;
  const bool number = next < sentence.words.size() && !sentence.words[next].form.empty() &&
                      sentence.words[next].form[0] >= '0' && sentence.words[next].form[0] <= '9';
  if (number) return is_currency(word.form) ? "$" : word.form;  // "cap. 3" is no captain.
  const std::string_view full = full_word(word.form);
  return full.empty() ? word.form : std::string(full);
}

}  // namespace

struct Analyzer::Impl {
  TensorFile file;
  ModelTables tables;
  Network network;
  Gazetteer gazetteer;
  int batch_words;

  Impl(const std::filesystem::path& path, const AnalyzerOptions& options)
      : file(path),
        tables(file, precision_of(options)),
        network(file, tables.counts(), read_name_decoder(file, tables.entities), tables.leak, precision_of(options)),
        gazetteer(Gazetteer::load(options.gazetteers)),
        batch_words(options.batch_words) {
    run_self_test();
  }

  std::vector<std::vector<WordLabels>> label(std::span<const Piece> pieces, AnalysisTimes& times) const {
    Stopwatch watch;
    NetworkInput input;
    std::vector<std::size_t> characters;  // Of each form.
    std::unordered_map<std::string, int> numbers;
    for (const Piece& piece : pieces) {
      std::vector<int>& forms = input.sentences.emplace_back();
      for (int i = 0; i < piece.count; ++i) {
        const auto [found, fresh] =
            numbers.emplace(shown(*piece.sentence, piece.begin + i), static_cast<int>(input.forms.size()));
        if (fresh) {
          input.forms.push_back(tables.word_input(found->first));
          characters.push_back(count_characters(found->first));
        }
        forms.push_back(found->second);
      }
    }
    watch.lap(times.lookup);
    const auto accept_lemma = [&](int form, int lemma) { return tables.lemma_applies(lemma, characters[form]); };
    NetworkTimes inside;
    std::vector<std::vector<WordLabels>> labels = network.label(input, accept_lemma, &inside);
    times.inputs += inside.inputs;
    times.encoder += inside.encoder;
    times.words += inside.words;
    times.names += inside.names;
    times.trees += inside.trees;
    return labels;
  }

  void write(const Piece& piece, const std::vector<WordLabels>& labels) const {
    for (int i = 0; i < piece.count; ++i) {
      const WordLabels& from = labels[i];
      Word& word = piece.sentence->words[piece.begin + i];
      word.upos = tables.tags[from.tag].upos;
      word.feats = tables.tags[from.tag].feats;
      word.lemma = tables.lemma(shown(*piece.sentence, piece.begin + i), word.upos, from.lemmas);
      if (word.upos == "VERB") word.lemma = verb_lemma(word.form, word.lemma);
      word.head = from.head < 0 ? -1 : piece.begin + from.head;
      word.deprel = tables.deprels[from.deprel];
      word.func = tables.funcs[from.func];
      word.entity = network.names().bio(from.entity);
      word.certainty = from.certainty;
    }
  }

  // Makes one tree of the trees of a long sentence's pieces: the roots of the later ones hang under the first one's.
  void join_pieces(Sentence& sentence) const {
    int root = -1;
    for (int i = 0; i < static_cast<int>(sentence.words.size()); ++i) {
      Word& word = sentence.words[i];
      if (word.head >= 0) continue;
      if (root < 0) {
        root = i;
      } else {
        word.head = root;
        word.deprel = "parataxis";
      }
    }
  }

  void run_self_test() const;
};

void Analyzer::Impl::run_self_test() const {
  std::size_t number = 0;
  for (const ModelSample& sample : tables.samples) {
    ++number;
    Sentence sentence;
    for (const std::string& form : sample.forms) {
      sentence.words.emplace_back();
      sentence.words.back().form = form;
    }
    const auto size = static_cast<int>(sample.forms.size());
    if (size > kMaxSentenceWords) throw Error(ErrorCode::kFormat, file.path().string() + ": a self-test is too long");
    const Piece piece{&sentence, 0, size};
    AnalysisTimes unused;
    const std::vector<WordLabels> labels = label({&piece, 1}, unused).front();
    write(piece, labels);
    for (int i = 0; i < size; ++i) {
      const Word& word = sentence.words[i];
      const std::pair<std::string, std::string> pairs[] = {
          {word.feats.empty() ? word.upos : word.upos + "|" + word.feats, sample.tags[i]},
          {word.lemma, sample.lemmas[i]},
          {std::to_string(word.head + 1), std::to_string(sample.heads[i])},
          {word.deprel, sample.deprels[i]},
          {word.func, sample.funcs[i]},
          {tables.entities[labels[i].entity], sample.entities[i]},
      };
      for (const auto& [found, expected] : pairs) {
        if (found == expected) continue;
        throw Error(ErrorCode::kFormat, file.path().string() + ": self-test " + std::to_string(number) + ", word " +
                                            std::to_string(i + 1) + " '" + word.form + "': '" + found + "' where '" +
                                            expected + "' is expected");
      }
    }
  }
}

Analyzer::Analyzer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Analyzer Analyzer::load(const std::filesystem::path& model, const AnalyzerOptions& options) {
  if (options.batch_words < 1) throw Error(ErrorCode::kInvalid, "batch_words must be at least 1");
  return Analyzer(std::make_unique<Impl>(model, options));
}

std::vector<AnalyzedDocument> Analyzer::analyze(std::vector<Document> documents) const {
  std::vector<AnalyzedDocument> analyzed(documents.size());
  std::vector<Sentence*> sentences;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    analyzed[i].document = std::move(documents[i]);
    analyzed[i].sentences = segment(analyzed[i].document.text);
    analyzed[i].headline = segment(analyzed[i].document.title);
    for (Sentence& sentence : analyzed[i].sentences) sentences.push_back(&sentence);
    for (Sentence& sentence : analyzed[i].headline) sentences.push_back(&sentence);
  }
  annotate(sentences);
  return analyzed;
}

void Analyzer::annotate(std::span<Sentence* const> sentences, AnalysisTimes* times) const {
  AnalysisTimes unused;
  AnalysisTimes& parts = times != nullptr ? *times : unused;
  std::vector<Piece> pieces = cut_in_pieces(sentences);
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.count > b.count; });
  for (std::size_t begin = 0; begin < pieces.size();) {
    std::size_t end = begin;
    int words = 0;
    while (end < pieces.size() && (end == begin || words + pieces[end].count <= impl_->batch_words)) {
      words += pieces[end++].count;
    }
    const std::span batch(pieces.data() + begin, end - begin);
    const std::vector<std::vector<WordLabels>> labels = impl_->label(batch, parts);
    Stopwatch watch;
    for (std::size_t i = 0; i < batch.size(); ++i) impl_->write(batch[i], labels[i]);
    watch.lap(parts.labels);
    begin = end;
  }
  for (Sentence* sentence : sentences) {
    if (sentence->words.size() > kMaxSentenceWords) impl_->join_pieces(*sentence);
    impl_->gazetteer.apply(*sentence);
  }
}

std::string_view Analyzer::card() const {
  return impl_->tables.card;
}
std::string_view Analyzer::version() const {
  return impl_->tables.version;
}

}  // namespace trama
