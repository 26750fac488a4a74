#include "extract/neural/network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <string>

#include "base/error.h"
#include "extract/neural/arborescence.h"
#include "extract/neural/char_cnn.h"
#include "extract/neural/kernels.h"
#include "extract/neural/lstm.h"
#include "extract/neural/product.h"
#include "extract/neural/stopwatch.h"

namespace trama {
namespace {

constexpr int kMaxWidth = 1 << 14;  // Of vectors: more is a damaged file, and products of sizes stay below 2^31.

// A linear layer, with as many rows of scratch memory as a panel.
struct Linear {
  Weights weights;
  AlignedFloats bias;

  int outputs() const { return weights.outputs(); }
  // y must have room for whole panels.
  void run(const float* x, int rows, float* y) const {
    for (int r = 0; r < rows; ++r) std::copy(bias.begin(), bias.end(), y + static_cast<std::size_t>(r) * bias.size());
    weights.multiply(x, rows, y, true);
  }
};

// Probability of value `which` among `size` scores. Of no consequence if a score is -infinity.
float share(const float* scores, int size, int which) {
  float sum = 0;
  for (int i = 0; i < size; ++i) sum += std::exp(scores[i] - scores[which]);
  return 1 / sum;
}

// Takes tensors out of a file and remembers which.
class Reader {
 public:
  explicit Reader(const TensorFile& file) : file_(file) {}

  const Tensor& tensor(const std::string& name, const std::vector<int>& shape) {
    used_.push_back(name);
    const Tensor& tensor = file_.tensor(name, shape);
    for (const int size : tensor.shape) {
      if (size > kMaxWidth && name != "embed.word") fail("tensor '" + name + "' is too large");
    }
    return tensor;
  }
  AlignedFloats values(const std::string& name, const std::vector<int>& shape) { return tensor(name, shape).values(); }
  Linear linear(const std::string& name, int outputs, int inputs) {
    const Tensor& weight = tensor(name + ".weight", {outputs, inputs});
    return {Weights(weight.values(), weight.shape[0], inputs), values(name + ".bias", {weight.shape[0]})};
  }
  LstmWeights lstm(int layer, const std::string& direction, int inputs) {
    const std::string end = "_l" + std::to_string(layer) + direction;
    const Tensor& recurrent = tensor("lstm.weight_hh" + end, {-1, -1});
    const int hidden = recurrent.shape[1];
    if (recurrent.shape[0] != 4 * hidden) fail("tensor 'lstm.weight_hh" + end + "' is not [4H, H]");
    LstmWeights out;
    out.recurrent = Weights(recurrent.values(), 4 * hidden, hidden, kRecurrentPanel);
    out.input = Weights(values("lstm.weight_ih" + end, {4 * hidden, inputs}), 4 * hidden, inputs);
    out.bias = values("lstm.bias_ih" + end, {4 * hidden});
    add_scaled(out.bias.data(), values("lstm.bias_hh" + end, {4 * hidden}).data(), 1.0F, 4 * hidden);
    return out;
  }
  std::vector<std::string>& used() { return used_; }
  void check_all_used() const {
    const std::set<std::string> used(used_.begin(), used_.end());
    for (const auto& [name, tensor] : file_.tensors()) {
      if (used.count(name) == 0) fail("tensor '" + name + "' is not known");
    }
  }
  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorCode::kFormat, file_.path().string() + ": " + message);
  }

 private:
  const TensorFile& file_;
  std::vector<std::string> used_;
};

struct Layer {
  LstmWeights forward;
  LstmWeights backward;
};

// What one task reads of the encoder: a weighted sum of its layers.
using Mix = AlignedFloats;

// Rows that are worked on together after the encoder, so that scores stay in the cache.
constexpr int kHeadRows = kPanelRows;

void mix_rows(const std::vector<Matrix>& layers, const Mix& mix, int begin, int count, Matrix& out) {
  const int width = layers[0].cols();
  for (int r = 0; r < count; ++r) {
    std::fill_n(out.row(r), width, 0.0F);
    for (std::size_t l = 0; l < layers.size(); ++l) add_scaled(out.row(r), layers[l].row(begin + r), mix[l], width);
  }
}

// [dim], then a 1: biaffine labels read vectors with a constant.
void copy_with_one(const float* from, int dim, float* to) {
  std::copy_n(from, dim, to);
  to[dim] = 1.0F;
}

}  // namespace

struct Network::Impl {
  const Tensor* words = nullptr;
  int word_dim = 0;
  std::unique_ptr<CharacterCnn> char_cnn;
  std::vector<Layer> layers;
  int width = 0;  // Of a layer's output: both directions.
  Mix mix_tag, mix_lemma, mix_parse, mix_ner;
  Linear tag, lemma, ner, arc_dep, arc_head, label_dep, label_head;
  Linear arc;  // dep -> (dep W): the bias is zero.
  AlignedFloats arc_bias;
  Weights labels;  // [(R + F) * (D + 1), D + 1]: the label matrices and below them the function matrices.
  AlignedFloats root_arc_head, root_label_head;
  LabelCounts counts;
  NameDecoder names;
  float leak = 0;

  Impl(const TensorFile& file, const LabelCounts& label_counts, NameDecoder name_decoder, float slope)
      : counts(label_counts), names(std::move(name_decoder)), leak(slope) {
    const SingleThreadedProducts single_threaded;
    Reader reader(file);
    words = &reader.tensor("embed.word", {counts.words, -1});
    word_dim = words->shape[1];
    char_cnn = std::make_unique<CharacterCnn>(file, counts.chars, reader.used());
    if (word_dim > kMaxWidth || char_cnn->outputs() > kMaxWidth) reader.fail("vectors are too large");
    load_layers(file, reader);
    load_heads(reader);
    reader.used().insert(reader.used().end(), {"crf.transitions", "crf.start", "crf.end"});
    reader.check_all_used();
  }

  void load_layers(const TensorFile& file, Reader& reader) {
    int inputs = word_dim + char_cnn->outputs();
    for (int l = 0; l == 0 || file.has("lstm.weight_hh_l" + std::to_string(l)); ++l) {
      layers.push_back({reader.lstm(l, "", inputs), reader.lstm(l, "_reverse", inputs)});
      inputs = layers[l].forward.recurrent.inputs() + layers[l].backward.recurrent.inputs();
      if (l > 0 && inputs != width) reader.fail("LSTM layers of different sizes");
      width = inputs;
    }
    const auto depth = static_cast<int>(layers.size());
    mix_tag = reader.values("mix.tag", {depth});
    mix_lemma = reader.values("mix.lemma", {depth});
    mix_parse = reader.values("mix.parse", {depth});
    mix_ner = reader.values("mix.ner", {depth});
  }

  void load_heads(Reader& reader) {
    tag = reader.linear("tag", counts.tags, width);
    lemma = reader.linear("lemma", counts.lemmas, width);
    ner = reader.linear("ner", names.labels(), width);
    arc_dep = reader.linear("arc_dep", -1, width);
    arc_head = reader.linear("arc_head", arc_dep.outputs(), width);
    label_dep = reader.linear("label_dep", -1, width);
    label_head = reader.linear("label_head", label_dep.outputs(), width);
    const int arc_dim = arc_dep.outputs(), dim = label_dep.outputs() + 1;
    // dep W: the rows of W are the inputs.
    arc.weights = Weights(transposed(reader.values("arc.weight", {arc_dim, arc_dim}), arc_dim), arc_dim, arc_dim);
    arc_bias = reader.values("arc.bias", {arc_dim});
    arc.bias = arc_bias;  // dep W head + b head = (dep W + b) head.
    load_labels(reader, dim);
    const AlignedFloats root = reader.values("parse.root", {width});
    root_arc_head = root_vector(arc_head, root);
    root_label_head = root_vector(label_head, root);
    root_label_head.push_back(1.0F);
  }

  static AlignedFloats transposed(const AlignedFloats& square, int size) {
    AlignedFloats out(square.size());
    for (int i = 0; i < size; ++i) {
      for (int j = 0; j < size; ++j)
        out[static_cast<std::size_t>(j) * size + i] = square[static_cast<std::size_t>(i) * size + j];
    }
    return out;
  }

  void load_labels(Reader& reader, int dim) {
    AlignedFloats all;
    for (const auto& [name, count] : {std::pair{"label.weight", counts.deprels}, {"func.weight", counts.funcs}}) {
      const AlignedFloats matrices = reader.values(name, {count, dim, dim});
      for (int r = 0; r < count; ++r) {
        const std::size_t size = static_cast<std::size_t>(dim) * dim;
        const AlignedFloats one(matrices.begin() + r * size, matrices.begin() + (r + 1) * size);
        const AlignedFloats turned = transposed(one, dim);
        all.insert(all.end(), turned.begin(), turned.end());
      }
    }
    labels = Weights(all, (counts.deprels + counts.funcs) * dim, dim);
  }

  AlignedFloats root_vector(const Linear& layer, const AlignedFloats& root) const {
    Matrix x(1, width), y(1, layer.outputs());
    std::copy(root.begin(), root.end(), x.row(0));
    layer.run(x.row(0), 1, y.row(0));
    leaky_relu(y.row(0), layer.outputs(), leak);
    return {y.row(0), y.row(0) + layer.outputs()};
  }

  // A batch on its way through the network. Rows of matrices are words in the order of `layout`.
  struct Batch {
    std::span<const std::vector<WordInput>> sentences;
    std::vector<int> order;  // Sequence -> sentence, longest first.
    SequenceLayout layout;
    std::vector<std::pair<int, int>> words;  // Row -> sentence, word.
    std::vector<std::vector<WordLabels>> out;
    SentenceScores* scores = nullptr;  // Set only for batches of one sentence.
  };

  Batch run(std::span<const std::vector<WordInput>> sentences, const LemmaFilter& accept_lemma, SentenceScores* scores,
            NetworkTimes& times) const;

  Matrix word_vectors(const Batch& batch) const;
  std::vector<Matrix> encode(const Matrix& input, const SequenceLayout& layout) const;
  template <typename Accept>
  void rank_lemmas(float* scores, Accept accept, std::vector<int>& best) const;
  void label_words(const std::vector<Matrix>& encoded, const LemmaFilter& accept_lemma, Batch& batch) const;
  void find_names(const std::vector<Matrix>& encoded, Batch& batch) const;
  void parse(const std::vector<Matrix>& encoded, Batch& batch) const;
  void find_heads(const Matrix& dep, const Matrix& head, Batch& batch) const;
  void label_arcs(const Matrix& dep, const Matrix& head, Batch& batch) const;
};

Matrix Network::Impl::word_vectors(const Batch& batch) const {
  Matrix input(batch.layout.rows(), word_dim + char_cnn->outputs());
  for (int r = 0; r < input.rows(); ++r) {
    const auto [sentence, index] = batch.words[r];
    const WordInput& word = batch.sentences[sentence][index];
    words->read(static_cast<std::size_t>(word.word) * word_dim, word_dim, input.row(r));
    char_cnn->run({word.chars.data(), static_cast<std::size_t>(word.char_count)}, input.row(r) + word_dim);
  }
  return input;
}

std::vector<Matrix> Network::Impl::encode(const Matrix& input, const SequenceLayout& layout) const {
  std::vector<Matrix> outputs;
  Matrix gates;  // One for all, because fresh memory costs time.
  for (const Layer& layer : layers) {
    const Matrix& x = outputs.empty() ? input : outputs.back();
    Matrix out(input.rows(), width);
    int column = 0;
    for (const LstmWeights* direction : {&layer.forward, &layer.backward}) {
      if (gates.cols() != direction->input.outputs()) gates = Matrix(input.rows(), direction->input.outputs());
      run_lstm(*direction, layout, x, direction == &layer.backward, gates, out, column);
      column += direction->recurrent.inputs();
    }
    outputs.push_back(std::move(out));
  }
  return outputs;
}

template <typename Accept>
void Network::Impl::rank_lemmas(float* scores, Accept accept, std::vector<int>& best) const {
  for (int tries = 0; tries < lemma.outputs() && best.size() < kLemmaChoices; ++tries) {
    const int script = argmax(scores, lemma.outputs());
    if (accept(script)) best.push_back(script);
    scores[script] = -std::numeric_limits<float>::infinity();
  }
}

void Network::Impl::label_words(const std::vector<Matrix>& encoded, const LemmaFilter& accept_lemma,
                                Batch& batch) const {
  Matrix mixed(kHeadRows, width), tags(kHeadRows, tag.outputs()), lemmas(kHeadRows, lemma.outputs());
  const int rows = batch.layout.rows();
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    mix_rows(encoded, mix_tag, begin, count, mixed);
    tag.run(mixed.row(0), count, tags.row(0));
    mix_rows(encoded, mix_lemma, begin, count, mixed);
    lemma.run(mixed.row(0), count, lemmas.row(0));
    for (int r = 0; r < count; ++r) {
      const auto [sentence, index] = batch.words[begin + r];
      WordLabels& labels_of = batch.out[sentence][index];
      labels_of.tag = argmax(tags.row(r), tag.outputs());
      if (batch.scores != nullptr) {
        batch.scores->tag.push_back(tags.row(r)[labels_of.tag]);
        batch.scores->lemma.push_back(*std::max_element(lemmas.row(r), lemmas.row(r) + lemma.outputs()));
      }
      rank_lemmas(
          lemmas.row(r),
          [&, sentence = sentence, index = index](int script) { return accept_lemma(sentence, index, script); },
          labels_of.lemmas);
    }
  }
}

void Network::Impl::find_names(const std::vector<Matrix>& encoded, Batch& batch) const {
  const int rows = batch.layout.rows(), k = ner.outputs();
  Matrix mixed(kHeadRows, width), emissions(rows, k);
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    mix_rows(encoded, mix_ner, begin, std::min(kHeadRows, rows - begin), mixed);
    ner.run(mixed.row(0), std::min(kHeadRows, rows - begin), emissions.row(begin));
  }
  std::vector<float> sentence_emissions;
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    std::vector<WordLabels>& labels_of = batch.out[batch.order[s]];
    sentence_emissions.clear();
    for (int i = 0; i < static_cast<int>(labels_of.size()); ++i) {
      const float* row = emissions.row(batch.layout.row(s, i));
      sentence_emissions.insert(sentence_emissions.end(), row, row + k);
    }
    if (batch.scores != nullptr) batch.scores->names = sentence_emissions;
    const std::vector<int> path = names.decode(sentence_emissions);
    for (std::size_t i = 0; i < path.size(); ++i) labels_of[i].entity = path[i];
  }
}

void Network::Impl::parse(const std::vector<Matrix>& encoded, Batch& batch) const {
  const int rows = batch.layout.rows(), label_dim = label_dep.outputs();
  Matrix mixed(kHeadRows, width), dep(rows, arc_dep.outputs()), head(rows, arc_head.outputs()),
      arc_side(rows, arc.outputs());
  Matrix narrow(kHeadRows, label_dim), dep_label(rows, label_dim + 1), head_label(rows, label_dim + 1);
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    mix_rows(encoded, mix_parse, begin, count, mixed);
    arc_dep.run(mixed.row(0), count, dep.row(begin));
    leaky_relu(dep.row(begin), count * dep.cols(), leak);
    arc.run(dep.row(begin), count, arc_side.row(begin));
    arc_head.run(mixed.row(0), count, head.row(begin));
    leaky_relu(head.row(begin), count * head.cols(), leak);
    for (const auto& [layer, out] : {std::pair{&label_dep, &dep_label}, {&label_head, &head_label}}) {
      layer->run(mixed.row(0), count, narrow.row(0));
      leaky_relu(narrow.row(0), count * label_dim, leak);
      for (int r = 0; r < count; ++r) copy_with_one(narrow.row(r), label_dim, out->row(begin + r));
    }
  }
  find_heads(arc_side, head, batch);
  label_arcs(dep_label, head_label, batch);
}

void Network::Impl::find_heads(const Matrix& dep, const Matrix& head, Batch& batch) const {
  const int dim = head.cols();
  AlignedFloats deps, heads, scores;
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    std::vector<WordLabels>& labels_of = batch.out[batch.order[s]];
    const auto n = static_cast<int>(labels_of.size());
    deps.clear();
    heads = root_arc_head;
    for (int i = 0; i < n; ++i) {
      const int row = batch.layout.row(s, i);
      deps.insert(deps.end(), dep.row(row), dep.row(row) + dim);
      heads.insert(heads.end(), head.row(row), head.row(row) + dim);
    }
    scores.resize(static_cast<std::size_t>(n) * (n + 1));
    multiply_transposed(deps.data(), n, heads.data(), n + 1, dim, scores.data());
    if (batch.scores != nullptr) batch.scores->arcs.assign(scores.begin(), scores.end());
    const std::vector<int> tree = best_tree(scores, n);
    for (int i = 0; i < n; ++i) {
      labels_of[i].head = tree[i];
      labels_of[i].certainty = share(scores.data() + static_cast<std::size_t>(i) * (n + 1), n + 1, tree[i] + 1);
    }
  }
}

void Network::Impl::label_arcs(const Matrix& dep, const Matrix& head, Batch& batch) const {
  const int rows = batch.layout.rows(), dim = dep.cols(), count_all = counts.deprels + counts.funcs;
  std::vector<int> row_of_head(rows, -1);
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    const std::vector<WordLabels>& labels_of = batch.out[batch.order[s]];
    for (int i = 0; i < static_cast<int>(labels_of.size()); ++i) {
      if (labels_of[i].head >= 0) row_of_head[batch.layout.row(s, i)] = batch.layout.row(s, labels_of[i].head);
    }
  }
  Matrix left(kHeadRows, labels.outputs());
  std::vector<float> scores(count_all);
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    labels.multiply(dep.row(begin), count, left.row(0), false);
    for (int r = 0; r < count; ++r) {
      const int head_row = row_of_head[begin + r];
      const float* head_vector = head_row < 0 ? root_label_head.data() : head.row(head_row);
      for (int label = 0; label < count_all; ++label) scores[label] = dot(left.row(r) + label * dim, head_vector, dim);
      const auto [sentence, index] = batch.words[begin + r];
      WordLabels& labels_of = batch.out[sentence][index];
      scores[counts.root_deprel] = -std::numeric_limits<float>::infinity();
      labels_of.deprel = head_row < 0 ? counts.root_deprel : argmax(scores.data(), counts.deprels);
      if (head_row >= 0) labels_of.certainty *= share(scores.data(), counts.deprels, labels_of.deprel);
      labels_of.func = argmax(scores.data() + counts.deprels, counts.funcs);
    }
  }
}

Network::Network(const TensorFile& file, const LabelCounts& counts, NameDecoder names, float leak)
    : impl_(std::make_unique<Impl>(file, counts, std::move(names), leak)) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

const NameDecoder& Network::names() const {
  return impl_->names;
}

Network::Impl::Batch Network::Impl::run(std::span<const std::vector<WordInput>> sentences,
                                        const LemmaFilter& accept_lemma, SentenceScores* scores,
                                        NetworkTimes& times) const {
  const SingleThreadedProducts single_threaded;
  std::vector<int> order, lengths;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (!sentences[i].empty()) order.push_back(static_cast<int>(i));
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sentences[a].size() > sentences[b].size(); });
  for (const int i : order) lengths.push_back(static_cast<int>(sentences[i].size()));

  Batch batch{sentences, std::move(order), SequenceLayout(lengths), {}, {}, scores};
  for (const std::vector<WordInput>& sentence : sentences) batch.out.emplace_back(sentence.size());
  batch.words.resize(batch.layout.rows());
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    for (int i = 0; i < lengths[s]; ++i) batch.words[batch.layout.row(s, i)] = {batch.order[s], i};
  }
  Stopwatch watch;
  const Matrix input = word_vectors(batch);
  watch.lap(times.inputs);
  const std::vector<Matrix> encoded = encode(input, batch.layout);
  watch.lap(times.encoder);
  label_words(encoded, accept_lemma, batch);
  watch.lap(times.words);
  find_names(encoded, batch);
  watch.lap(times.names);
  parse(encoded, batch);
  watch.lap(times.trees);
  return batch;
}

std::vector<std::vector<WordLabels>> Network::label(std::span<const std::vector<WordInput>> sentences,
                                                    const LemmaFilter& accept_lemma, NetworkTimes* times) const {
  NetworkTimes unused;
  return impl_->run(sentences, accept_lemma, nullptr, times != nullptr ? *times : unused).out;
}

SentenceScores Network::score(const std::vector<WordInput>& sentence) const {
  SentenceScores scores;
  NetworkTimes unused;
  impl_->run(
      {&sentence, 1}, [](int, int, int) { return true; }, &scores, unused);
  return scores;
}

}  // namespace trama
