#include "extract/neural/network_weights.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "base/error.h"
#include "extract/neural/kernels.h"

namespace trama {
namespace {

constexpr int kMaxWidth = 1 << 14;  // Of vectors: more is a damaged file, and products of sizes stay below 2^31.

// Takes tensors out of a file and remembers which.
class Reader {
 public:
  Reader(const TensorFile& file, Precision precision) : file_(file), precision_(precision) {}

  const Tensor& tensor(const std::string& name, const std::vector<int>& shape) {
    used_.push_back(name);
    const Tensor& tensor = file_.tensor(name, shape);
    for (const int size : tensor.shape) {
      if (size > kMaxWidth && !name.starts_with("embed.word")) fail("tensor '" + name + "' is too large");
    }
    return tensor;
  }

  AlignedFloats values(const std::string& name, const std::vector<int>& shape) {
    const Tensor& found = tensor(name, shape);
    if (found.type == TensorType::kByte) fail("tensor '" + name + "': bytes where floats are expected");
    return found.values();
  }

  // A matrix of weights, which may be bytes: then NAME.scale holds a scale for each output. `shape` as the file has it;
  // the first `output_dims` of its sizes number the outputs.
  PlainWeights weights(const std::string& name, const std::vector<int>& shape, int output_dims = 1) {
    const Tensor& found = tensor(name, shape);
    PlainWeights out;
    out.outputs = 1;
    for (int i = 0; i < output_dims; ++i) out.outputs *= found.shape[i];
    out.inputs = static_cast<int>(found.size) / out.outputs;
    if (found.type == TensorType::kByte) {
      const auto* begin = reinterpret_cast<const std::int8_t*>(found.data);
      out.bytes.assign(begin, begin + found.size);
      out.scales = values(name + ".scale", std::vector<int>(found.shape.begin(), found.shape.begin() + output_dims));
    } else {
      check_may_be_floats(name);
      out.floats = found.values();
    }
    return out;
  }

  Linear linear(const std::string& name, int outputs, int inputs) {
    return with_bias(weights(name + ".weight", {outputs, inputs}), name + ".bias");
  }

  Linear with_bias(const PlainWeights& plain, const std::string& name) {
    Linear out{Weights(plain, precision_), values(name, {plain.outputs})};
    out.bias.resize(out.weights.columns());
    return out;
  }

  LstmWeights lstm(int layer, const std::string& direction, int inputs) {
    const std::string end = "_l" + std::to_string(layer) + direction;
    const PlainWeights recurrent = weights("lstm.weight_hh" + end, {-1, -1});
    const int hidden = recurrent.inputs;
    if (recurrent.outputs != 4 * hidden) fail("tensor 'lstm.weight_hh" + end + "' is not [4H, H]");
    AlignedFloats bias = values("lstm.bias_ih" + end, {4 * hidden});
    add_scaled(bias.data(), values("lstm.bias_hh" + end, {4 * hidden}).data(), 1.0F, 4 * hidden);
    return {weights("lstm.weight_ih" + end, {4 * hidden, inputs}), recurrent, bias, precision_};
  }

  void check_may_be_floats(const std::string& name) const {
    if (precision_ == Precision::kBytes) fail("tensor '" + name + "': floats where bytes are expected");
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
  Precision precision_;
  std::vector<std::string> used_;
};

// Appends outputs [from, from + count) of `source`, or zeros if it is null.
void append(PlainWeights& out, const PlainWeights* source, int from, int count, bool in_bytes) {
  const std::size_t size = static_cast<std::size_t>(count) * out.inputs,
                    begin = static_cast<std::size_t>(from) * out.inputs;
  if (in_bytes) {
    out.bytes.resize(out.bytes.size() + size);
    out.scales.resize(out.scales.size() + count);
    if (source != nullptr) {
      std::copy_n(source->bytes.data() + begin, size, out.bytes.data() + out.bytes.size() - size);
      std::copy_n(source->scales.data() + from, count, out.scales.data() + out.scales.size() - count);
    }
  } else {
    out.floats.resize(out.floats.size() + size);
    if (source != nullptr)
      std::copy_n(source->floats.data() + begin, size, out.floats.data() + out.floats.size() - size);
  }
  out.outputs += count;
}

// [component, label] of label.weight and func.weight [label, component, inputs].
PlainWeights join_labels(const PlainWeights& relations, const PlainWeights& functions, int components, int columns) {
  const bool in_bytes = !relations.bytes.empty();
  PlainWeights out;
  out.inputs = components;
  for (int component = 0; component < components; ++component) {
    int label = 0;
    for (const PlainWeights* source : {&relations, &functions}) {
      for (int r = 0; r < source->outputs / components; ++r, ++label) {
        append(out, source, r * components + component, 1, in_bytes);
      }
    }
    append(out, nullptr, 0, columns - label, in_bytes);
  }
  return out;
}

// Of a square matrix. Its scales are for the columns.
PlainWeights transposed(PlainWeights square) {
  const int size = square.inputs;
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < i; ++j) {
      const std::size_t a = static_cast<std::size_t>(i) * size + j, b = static_cast<std::size_t>(j) * size + i;
      if (square.bytes.empty()) {
        std::swap(square.floats[a], square.floats[b]);
      } else {
        std::swap(square.bytes[a], square.bytes[b]);
      }
    }
  }
  return square;
}

}  // namespace

NetworkWeights::NetworkWeights(const TensorFile& file, const LabelCounts& counts, int entities, Precision precision_of)
    : precision(precision_of), char_cnn(file, counts.chars) {
  Reader reader(file, precision);
  reader.used() = char_cnn.names();
  words_ = &reader.tensor("embed.word", {counts.words, -1});
  word_dim = words_->shape[1];
  if (words_->type == TensorType::kByte) {
    const AlignedFloats scales = reader.values("embed.word.scale", {counts.words});
    word_scales_.assign(scales.begin(), scales.end());
  } else {
    reader.check_may_be_floats("embed.word");
  }
  if (word_dim > kMaxWidth || char_cnn.outputs() > kMaxWidth) reader.fail("vectors are too large");

  int inputs = word_dim + char_cnn.outputs();
  for (int l = 0; l == 0 || file.has("lstm.weight_hh_l" + std::to_string(l)); ++l) {
    layers.push_back({reader.lstm(l, "", inputs), reader.lstm(l, "_reverse", inputs)});
    inputs = layers[l].forward.hidden() + layers[l].backward.hidden();
    if (l > 0 && inputs != width) reader.fail("LSTM layers of different sizes");
    width = inputs;
  }
  const auto depth = static_cast<int>(layers.size());
  mix_tag = reader.values("mix.tag", {depth});
  mix_lemma = reader.values("mix.lemma", {depth});
  mix_parse = reader.values("mix.parse", {depth});
  mix_ner = reader.values("mix.ner", {depth});

  tag = reader.linear("tag", counts.tags, width);
  lemma = reader.linear("lemma", counts.lemmas, width);
  ner = reader.linear("ner", entities, width);
  arc_dep = reader.linear("arc_dep", -1, width);
  arc_head = reader.linear("arc_head", arc_dep.outputs(), width);
  label_dep = reader.linear("label_dep", -1, width);
  label_head = reader.linear("label_head", label_dep.outputs(), width);
  const int arc_dim = arc_dep.outputs(), components = label_dep.outputs() + 1;
  arc = reader.with_bias(transposed(reader.weights("arc.weight", {arc_dim, arc_dim})), "arc.bias");
  label_columns = (counts.deprels + counts.funcs + kPanelOutputs - 1) / kPanelOutputs * kPanelOutputs;
  const PlainWeights relations = reader.weights("label.weight", {counts.deprels, components, components}, 2);
  const PlainWeights functions = reader.weights("func.weight", {counts.funcs, components, components}, 2);
  if (relations.bytes.empty() != functions.bytes.empty())
    reader.fail("'label.weight' and 'func.weight' differ in type");
  labels = Weights(join_labels(relations, functions, components, label_columns), precision);
  root = reader.values("parse.root", {width});
  reader.used().insert(reader.used().end(), {"crf.transitions", "crf.start", "crf.end"});
  reader.check_all_used();
}

void NetworkWeights::read_word(int row, float* out) const {
  const std::size_t begin = static_cast<std::size_t>(row) * word_dim;
  if (words_->type == TensorType::kByte) {
    byte_to_float(reinterpret_cast<const std::int8_t*>(words_->data) + begin, word_scales_[row], out, word_dim);
  } else {
    words_->read(begin, word_dim, out);
  }
}

}  // namespace trama
