// The weights of the network of docs/model-format.md, laid out for products.
#pragma once

#include <string>
#include <vector>

#include "extract/neural/char_cnn.h"
#include "extract/neural/lstm.h"
#include "extract/neural/matrix.h"
#include "extract/neural/network.h"
#include "extract/neural/product.h"
#include "extract/neural/tensor_file.h"

namespace trama {

struct Linear {
  Weights weights;
  AlignedFloats bias;  // [weights.columns()]

  int outputs() const { return weights.outputs(); }
  // W x + b for rows [begin, begin + count) of `x`: to row `to` of `y` and those behind it, weights.columns() each.
  void run(const Rows& x, int begin, int count, Matrix& y, int to) const {
    weights.multiply(x, begin, count, bias.data(), y.row(to), static_cast<std::size_t>(y.cols()));
  }
};

struct LstmLayer {
  LstmWeights forward;
  LstmWeights backward;
};

// What one task reads of the encoder: a weighted sum of its layers.
using Mix = AlignedFloats;

struct NetworkWeights {
  // Throws Error (kFormat) if tensors are missing, unknown, or of other shapes or types. `file` must outlive it.
  NetworkWeights(const TensorFile& file, const LabelCounts& counts, int entities, Precision precision);

  // Sets out [word_dim] to the vector of a word.
  void read_word(int row, float* out) const;

  Precision precision;
  int word_dim = 0;
  CharacterCnn char_cnn;
  std::vector<LstmLayer> layers;
  int width = 0;  // Of a layer's output: both directions.
  Mix mix_tag, mix_lemma, mix_parse, mix_ner;
  Linear tag, lemma, ner, arc_dep, arc_head, label_dep, label_head;
  Linear arc;  // dep W head + b head = (dep W + b) head.
  // For every component of the vector of a dependent, what it is worth for each label given the head: outputs
  // [component * label_columns + label], first the relations, then the functions.
  Weights labels;
  int label_columns = 0;  // Relations and functions, filled up to whole panels.
  AlignedFloats root;     // [width]: stands for the root.

 private:
  const Tensor* words_ = nullptr;
  std::vector<float> word_scales_;
};

}  // namespace trama
