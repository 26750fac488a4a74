// Best label sequences of a linear-chain conditional random field.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/neural/matrix.h"

namespace trama {

// Labels in the BIOES scheme. Only legal sequences are found: B and I are followed by I or E of the same type, and no
// others are; a sequence neither begins inside a name nor ends in one.
class NameDecoder {
 public:
  // `transitions` [K, K] (row: from), `start` [K], `end` [K]. Throws Error (kFormat) for labels that are not BIOES or
  // lack "O".
  NameDecoder(std::vector<std::string> labels, std::span<const float> transitions, std::span<const float> start,
              std::span<const float> end);

  int labels() const { return static_cast<int>(labels_.size()); }
  // The best sequence for emissions [n, K]; the first one in the order of the labels among equals.
  std::vector<int> decode(std::span<const float> emissions) const;
  // A label as BIO: "S-PER" is "B-PER", "E-PER" is "I-PER", "O" is empty.
  const std::string& bio(int label) const { return bio_[label]; }

 private:
  std::vector<std::string> labels_;
  std::vector<std::string> bio_;
  std::vector<float> transitions_;  // [to][from]; illegal ones very low.
  std::vector<float> start_;
  std::vector<float> end_;
};

}  // namespace trama
