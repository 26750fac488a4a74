// Vectors of words from their characters.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "extract/neural/matrix.h"
#include "extract/neural/tensor_file.h"

namespace trama {

// Convolutions over character vectors, their maximum over the positions, rectified. A convolution is a sum over the
// places of its window, and a place sees one of a few hundred characters: the products of all characters with all
// places are made at load, and only sums remain.
class CharacterCnn {
 public:
  // Tensors embed.char and char.conv{k}.{weight,bias}; throws Error (kFormat).
  CharacterCnn(const TensorFile& file, int chars);

  // Of the tensors that were read.
  const std::vector<std::string>& names() const { return names_; }

  int outputs() const { return outputs_; }
  // Sets out [outputs()] for a word's characters (rows of embed.char).
  void run(std::span<const std::int16_t> chars, float* out) const;

 private:
  struct Convolution {
    int width = 0;
    int channels = 0;
    AlignedFloats bias;
    std::vector<Matrix> products;  // [place]: characters x channels.
  };

  std::vector<std::string> names_;
  int outputs_ = 0;
  std::vector<Convolution> convolutions_;  // By ascending width.
};

}  // namespace trama
