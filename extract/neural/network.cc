#include "extract/neural/network.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <mutex>
#include <numeric>
#include <utility>

#include "extract/neural/arborescence.h"
#include "extract/neural/kernels.h"
#include "extract/neural/lstm.h"
#include "extract/neural/network_weights.h"
#include "extract/neural/product.h"
#include "extract/neural/stopwatch.h"

namespace trama {
namespace {

// Rows that are worked on together after the encoder, so that scores stay in the cache.
constexpr int kHeadRows = 48;

// Probability of value `which` among `size` scores. Of no consequence if a score is -infinity.
float share(const float* scores, int size, int which) {
  return 1.0F / sum_of_exponentials(scores, scores[which], size);
}

void mix_rows(const std::vector<Matrix>& layers, const Mix& mix, int width, int begin, int count, Matrix& out) {
  for (int r = 0; r < count; ++r) {
    std::fill_n(out.row(r), width, 0.0F);
    for (std::size_t l = 0; l < mix.size(); ++l) add_scaled(out.row(r), layers[l].row(begin + r), mix[l], width);
  }
}

// The memory of one batch, which the next one uses again: fresh memory costs time.
struct Workspace {
  Matrix word_vector;
  Rows words;                  // Input of the first layer: one row per form.
  std::vector<Matrix> layers;  // [row, width]
  Rows layer_rows;
  LstmScratch lstm;
  Matrix mixed, tags, lemmas, emissions, narrow;
  Rows mixed_rows, dep_rows;
  Matrix dep, head, arc_side;         // Vectors of arcs.
  Matrix dep_label, head_label;       // Vectors of labels: components, and a 1 behind them.
  Matrix label_scores, label_panels;  // [row, label]; of a few heads.
  Rows head_rows;
  AlignedFloats transposed, deps, heads, arc_scores;
};

// A batch on its way through the network. Rows of matrices are words in the order of `layout`.
struct Batch {
  const NetworkInput* input = nullptr;
  std::vector<int> order;  // Sequence -> sentence, longest first.
  SequenceLayout layout;
  std::vector<std::pair<int, int>> words;  // Row -> sentence, word.
  std::vector<int> forms;                  // Row -> form.
  std::vector<std::vector<WordLabels>> out;
  SentenceScores* scores = nullptr;  // Set only for batches of one sentence.

  Batch(const NetworkInput& in, std::vector<int> sequences, std::span<const int> lengths, SentenceScores* scores_of)
      : input(&in), order(std::move(sequences)), layout(lengths), scores(scores_of) {
    for (const std::vector<int>& sentence : in.sentences) out.emplace_back(sentence.size());
    words.resize(layout.rows());
    forms.resize(layout.rows());
    for (int s = 0; s < layout.sequences(); ++s) {
      for (int i = 0; i < lengths[s]; ++i) {
        words[layout.row(s, i)] = {order[s], i};
        forms[layout.row(s, i)] = in.sentences[order[s]][i];
      }
    }
  }

  WordLabels& labels(int row) { return out[words[row].first][words[row].second]; }
};

}  // namespace

struct Network::Impl {
  NetworkWeights weights;
  LabelCounts counts;
  NameDecoder names;
  float leak = 0;
  AlignedFloats root_arc_head, root_label_head;
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<Workspace>> unused;  // As many as threads have been at work at a time.

  Impl(const TensorFile& file, const LabelCounts& label_counts, NameDecoder name_decoder, float slope,
       Precision precision)
      : weights(file, label_counts, name_decoder.labels(), precision),
        counts(label_counts),
        names(std::move(name_decoder)),
        leak(slope) {
    root_arc_head = root_vector(weights.arc_head);
    root_label_head = root_vector(weights.label_head);
    root_label_head.push_back(1.0F);
  }

  AlignedFloats root_vector(const Linear& layer) const {
    Rows x;
    x.reset(weights.precision, 1, weights.width);
    x.set(0, weights.root.data());
    Matrix y(1, layer.weights.columns());
    layer.run(x, 0, 1, y, 0);
    leaky_relu(y.row(0), layer.outputs(), leak);
    return {y.row(0), y.row(0) + layer.outputs()};
  }

  Batch run(const NetworkInput& input, const LemmaFilter& accept_lemma, SentenceScores* scores,
            NetworkTimes& times) const;
  void run(Batch& batch, const LemmaFilter& accept_lemma, Workspace& work, NetworkTimes& times) const;

  void read_words(const Batch& batch, Workspace& work) const;
  void encode(const Batch& batch, Workspace& work) const;
  template <typename Accept>
  void rank_lemmas(float* scores, std::size_t wanted, Accept accept, std::vector<int>& best) const;
  void label_words(Batch& batch, const LemmaFilter& accept_lemma, Workspace& work) const;
  void find_names(Batch& batch, Workspace& work) const;
  void mix(const Workspace& work, const Mix& mix, int begin, int count, Matrix& mixed, Rows& rows) const;
  void read_arcs(const Batch& batch, Workspace& work) const;
  void find_heads(Batch& batch, Workspace& work) const;
  void score_labels(const Batch& batch, Workspace& work) const;
  void label_arcs(Batch& batch, Workspace& work) const;
};

void Network::Impl::read_words(const Batch& batch, Workspace& work) const {
  const auto count = static_cast<int>(batch.input->forms.size());
  const int size = weights.word_dim + weights.char_cnn.outputs();
  work.word_vector.reset(1, size);
  work.words.reset(weights.precision, count, size);
  float* vector = work.word_vector.row(0);
  for (int i = 0; i < count; ++i) {
    const WordInput& word = batch.input->forms[i];
    weights.read_word(word.word, vector);
    weights.char_cnn.run({word.chars.data(), static_cast<std::size_t>(word.char_count)}, vector + weights.word_dim);
    work.words.set(i, vector);
  }
}

void Network::Impl::encode(const Batch& batch, Workspace& work) const {
  const SequenceLayout& layout = batch.layout;
  work.layers.resize(weights.layers.size());
  for (std::size_t l = 0; l < weights.layers.size(); ++l) {
    Matrix& out = work.layers[l];
    out.reset(layout.rows(), weights.width);
    const Rows& x = l == 0 ? work.words : work.layer_rows;
    const std::span<const int> x_rows = l == 0 ? std::span<const int>(batch.forms) : std::span<const int>();
    const LstmLayer& layer = weights.layers[l];
    run_lstm(layer.forward, layout, x, x_rows, false, work.lstm, out, 0);
    run_lstm(layer.backward, layout, x, x_rows, true, work.lstm, out, layer.forward.hidden());
    if (l + 1 == weights.layers.size()) break;
    work.layer_rows.reset(weights.precision, layout.rows(), weights.width);
    for (int r = 0; r < layout.rows(); ++r) work.layer_rows.set(r, out.row(r));
  }
}

void Network::Impl::mix(const Workspace& work, const Mix& mix, int begin, int count, Matrix& mixed, Rows& rows) const {
  mixed.reset(kHeadRows, weights.width);
  mix_rows(work.layers, mix, weights.width, begin, count, mixed);
  rows.reset(weights.precision, kHeadRows, weights.width);
  for (int r = 0; r < count; ++r) rows.set(r, mixed.row(r));
}

template <typename Accept>
void Network::Impl::rank_lemmas(float* scores, std::size_t wanted, Accept accept, std::vector<int>& best) const {
  const int count = weights.lemma.outputs();
  for (int tries = 0; tries < count && best.size() < wanted; ++tries) {
    const int script = argmax(scores, count);
    if (accept(script)) best.push_back(script);
    scores[script] = -std::numeric_limits<float>::infinity();
  }
}

void Network::Impl::label_words(Batch& batch, const LemmaFilter& accept_lemma, Workspace& work) const {
  const int rows = batch.layout.rows();
  work.tags.reset(kHeadRows, weights.tag.weights.columns());
  work.lemmas.reset(kHeadRows, weights.lemma.weights.columns());
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    mix(work, weights.mix_tag, begin, count, work.mixed, work.mixed_rows);
    weights.tag.run(work.mixed_rows, 0, count, work.tags, 0);
    mix(work, weights.mix_lemma, begin, count, work.mixed, work.mixed_rows);
    weights.lemma.run(work.mixed_rows, 0, count, work.lemmas, 0);
    for (int r = 0; r < count; ++r) {
      float* lemmas = work.lemmas.row(r);
      WordLabels& labels = batch.labels(begin + r);
      labels.tag = argmax(work.tags.row(r), weights.tag.outputs());
      if (batch.scores != nullptr) {
        batch.scores->tag.push_back(work.tags.row(r)[labels.tag]);
        batch.scores->lemma.push_back(*std::max_element(lemmas, lemmas + weights.lemma.outputs()));
      }
      const int form = batch.forms[begin + r];
      const std::size_t wanted = counts.choices_of_tag[labels.tag] ? kLemmaChoices : 1;
      rank_lemmas(
          lemmas, wanted, [&](int script) { return accept_lemma(form, script); }, labels.lemmas);
    }
  }
}

void Network::Impl::find_names(Batch& batch, Workspace& work) const {
  const int rows = batch.layout.rows(), k = weights.ner.outputs();
  work.emissions.reset(rows, weights.ner.weights.columns());
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    mix(work, weights.mix_ner, begin, count, work.mixed, work.mixed_rows);
    weights.ner.run(work.mixed_rows, 0, count, work.emissions, begin);
  }
  std::vector<float> emissions;
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    std::vector<WordLabels>& labels = batch.out[batch.order[s]];
    emissions.clear();
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
      const float* row = work.emissions.row(batch.layout.row(s, i));
      emissions.insert(emissions.end(), row, row + k);
    }
    if (batch.scores != nullptr) batch.scores->names = emissions;
    const std::vector<int> path = names.decode(emissions);
    for (std::size_t i = 0; i < path.size(); ++i) labels[i].entity = path[i];
  }
}

// The vectors that arcs and their labels are scored by.
void Network::Impl::read_arcs(const Batch& batch, Workspace& work) const {
  const int rows = batch.layout.rows(), components = weights.label_dep.outputs();
  work.dep.reset(kHeadRows, weights.arc_dep.weights.columns());
  work.head.reset(rows, weights.arc_head.weights.columns());
  work.arc_side.reset(rows, weights.arc.weights.columns());
  work.narrow.reset(kHeadRows, weights.label_dep.weights.columns());
  work.dep_label.reset(rows, components + 1);
  work.head_label.reset(rows, components + 1);
  work.dep_rows.reset(weights.precision, kHeadRows, weights.arc.weights.inputs());
  for (int begin = 0; begin < rows; begin += kHeadRows) {
    const int count = std::min(kHeadRows, rows - begin);
    mix(work, weights.mix_parse, begin, count, work.mixed, work.mixed_rows);
    weights.arc_dep.run(work.mixed_rows, 0, count, work.dep, 0);
    leaky_relu(work.dep.row(0), count * work.dep.cols(), leak);
    for (int r = 0; r < count; ++r) work.dep_rows.set(r, work.dep.row(r));
    weights.arc.run(work.dep_rows, 0, count, work.arc_side, begin);
    weights.arc_head.run(work.mixed_rows, 0, count, work.head, begin);
    leaky_relu(work.head.row(begin), count * work.head.cols(), leak);
    for (const auto& [layer, out] :
         {std::pair{&weights.label_dep, &work.dep_label}, {&weights.label_head, &work.head_label}}) {
      layer->run(work.mixed_rows, 0, count, work.narrow, 0);
      leaky_relu(work.narrow.row(0), count * work.narrow.cols(), leak);
      for (int r = 0; r < count; ++r) {
        std::copy_n(work.narrow.row(r), components, out->row(begin + r));
        out->row(begin + r)[components] = 1.0F;
      }
    }
  }
}

void Network::Impl::find_heads(Batch& batch, Workspace& work) const {
  const int dim = weights.arc.outputs();
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    std::vector<WordLabels>& labels = batch.out[batch.order[s]];
    const auto n = static_cast<int>(labels.size());
    work.deps.clear();
    work.heads = root_arc_head;
    for (int i = 0; i < n; ++i) {
      const int row = batch.layout.row(s, i);
      work.deps.insert(work.deps.end(), work.arc_side.row(row), work.arc_side.row(row) + dim);
      work.heads.insert(work.heads.end(), work.head.row(row), work.head.row(row) + dim);
    }
    AlignedFloats& scores = work.arc_scores;
    scores.resize(static_cast<std::size_t>(n) * (n + 1));
    multiply_transposed(work.deps.data(), n, work.heads.data(), n + 1, dim, scores.data(), work.transposed);
    if (batch.scores != nullptr) batch.scores->arcs.assign(scores.begin(), scores.end());
    const std::vector<int> tree = best_tree(scores, n);
    for (int i = 0; i < n; ++i) {
      labels[i].head = tree[i];
      labels[i].certainty = share(scores.data() + static_cast<std::size_t>(i) * (n + 1), n + 1, tree[i] + 1);
    }
  }
}

// The scores of labels are sums over the components of the dependent's vector, each times what the head makes of it.
// Most words are no heads, so that is worked out for every head once, however many dependents it has.
void Network::Impl::score_labels(const Batch& batch, Workspace& work) const {
  const int rows = batch.layout.rows(), components = work.dep_label.cols(), columns = weights.label_columns;
  std::vector<std::vector<int>> dependents(rows + 1);  // The root stands behind the words.
  for (int s = 0; s < batch.layout.sequences(); ++s) {
    const std::vector<WordLabels>& labels = batch.out[batch.order[s]];
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
      dependents[labels[i].head < 0 ? rows : batch.layout.row(s, labels[i].head)].push_back(batch.layout.row(s, i));
    }
  }
  std::vector<int> heads;
  for (int row = 0; row <= rows; ++row) {
    if (!dependents[row].empty()) heads.push_back(row);
  }
  work.head_rows.reset(weights.precision, static_cast<int>(heads.size()), components);
  for (std::size_t h = 0; h < heads.size(); ++h) {
    work.head_rows.set(static_cast<int>(h), heads[h] == rows ? root_label_head.data() : work.head_label.row(heads[h]));
  }
  work.label_scores.reset(rows, columns);
  for (int row = 0; row < rows; ++row) std::fill_n(work.label_scores.row(row), columns, 0.0F);
  work.label_panels.reset(kHeadRows, kPanelOutputs);
  for (int begin = 0; begin < static_cast<int>(heads.size()); begin += kHeadRows) {
    const int count = std::min(kHeadRows, static_cast<int>(heads.size()) - begin);
    for (int panel = 0; panel < weights.labels.panels(); ++panel) {
      weights.labels.multiply_panel(panel, work.head_rows, begin, count, nullptr, work.label_panels.row(0),
                                    kPanelOutputs);
      const int component = panel * kPanelOutputs / columns, column = panel * kPanelOutputs % columns;
      for (int h = 0; h < count; ++h) {
        for (const int row : dependents[heads[begin + h]]) {
          add_scaled(work.label_scores.row(row) + column, work.label_panels.row(h), work.dep_label.row(row)[component],
                     kPanelOutputs);
        }
      }
    }
  }
}

void Network::Impl::label_arcs(Batch& batch, Workspace& work) const {
  for (int row = 0; row < batch.layout.rows(); ++row) {
    float* scores = work.label_scores.row(row);
    WordLabels& labels = batch.labels(row);
    scores[counts.root_deprel] = -std::numeric_limits<float>::infinity();
    labels.deprel = labels.head < 0 ? counts.root_deprel : argmax(scores, counts.deprels);
    if (labels.head >= 0) labels.certainty *= share(scores, counts.deprels, labels.deprel);
    labels.func = argmax(scores + counts.deprels, counts.funcs);
  }
}

Network::Network(const TensorFile& file, const LabelCounts& counts, NameDecoder names, float leak, Precision precision)
    : impl_(std::make_unique<Impl>(file, counts, std::move(names), leak, precision)) {}
Network::~Network() = default;
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;

const NameDecoder& Network::names() const {
  return impl_->names;
}

Batch Network::Impl::run(const NetworkInput& input, const LemmaFilter& accept_lemma, SentenceScores* scores,
                         NetworkTimes& times) const {
  std::vector<int> order, lengths;
  for (std::size_t i = 0; i < input.sentences.size(); ++i) {
    if (!input.sentences[i].empty()) order.push_back(static_cast<int>(i));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return input.sentences[a].size() > input.sentences[b].size(); });
  for (const int i : order) lengths.push_back(static_cast<int>(input.sentences[i].size()));
  Batch batch(input, std::move(order), lengths, scores);

  std::unique_ptr<Workspace> work;
  {
    const std::lock_guard lock(mutex);
    if (!unused.empty()) {
      work = std::move(unused.back());
      unused.pop_back();
    }
  }
  if (work == nullptr) work = std::make_unique<Workspace>();
  run(batch, accept_lemma, *work, times);
  const std::lock_guard lock(mutex);
  unused.push_back(std::move(work));
  return batch;
}

void Network::Impl::run(Batch& batch, const LemmaFilter& accept_lemma, Workspace& work, NetworkTimes& times) const {
  Stopwatch watch;
  read_words(batch, work);
  watch.lap(times.inputs);
  encode(batch, work);
  watch.lap(times.encoder);
  label_words(batch, accept_lemma, work);
  watch.lap(times.words);
  find_names(batch, work);
  watch.lap(times.names);
  read_arcs(batch, work);
  find_heads(batch, work);
  score_labels(batch, work);
  label_arcs(batch, work);
  watch.lap(times.trees);
}

std::vector<std::vector<WordLabels>> Network::label(const NetworkInput& input, const LemmaFilter& accept_lemma,
                                                    NetworkTimes* times) const {
  NetworkTimes ignored;
  return impl_->run(input, accept_lemma, nullptr, times != nullptr ? *times : ignored).out;
}

SentenceScores Network::score(const std::vector<WordInput>& sentence) const {
  NetworkInput input;
  input.forms = sentence;
  input.sentences.emplace_back(sentence.size());
  std::iota(input.sentences.front().begin(), input.sentences.front().end(), 0);
  SentenceScores scores;
  NetworkTimes ignored;
  impl_->run(
      input, [](int, int) { return true; }, &scores, ignored);
  return scores;
}

}  // namespace trama
