// How sure a statement is: a logistic model of how often readers agreed with statements that were read in the same way.
// extract/data/es/confidence.tsv has its weights, bench/reading/fit.py sets them from verdicts.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trama {

// One thing that is known of how a statement was read. Things that are so or not are 1 or absent.
struct ConfidenceFeature {
  std::string name;
  double value = 0;
};
using ConfidenceFeatures = std::vector<ConfidenceFeature>;

// Immutable once loaded.
class ConfidenceModel {
 public:
  // Throws Error: kIo; kFormat with file and line, and for a feature without a weight or a weight of no feature.
  static ConfidenceModel load(const std::filesystem::path& file);

  // 1 / (1 + e^-x), x the weighted sum of the features and the constant, in [0.001, 0.985] to three decimals.
  // A feature that the table does not have counts nothing.
  double operator()(const ConfidenceFeatures& features) const;

 private:
  std::unordered_map<std::string, double> weights_;
};

}  // namespace trama
