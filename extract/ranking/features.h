// What a candidate is judged by. Two kinds: of one slot beside a predicate (who may do it, what it may be done to), and
// of a predicate with two of them. Every feature is a number that is computed without rounding of its own, so that
// judgements are the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/candidates/sentence_view.h"
#include "extract/ranking/rate_table.h"

namespace trama {

// The values of one row, in the order in which they were added, and their names where `names` was asked for.
class FeatureRow {
 public:
  explicit FeatureRow(bool with_names = false) : with_names_(with_names) {}
  void clear() { values_.clear(), names_.clear(); }
  void add(std::string_view name, double value) {
    values_.push_back(static_cast<float>(value));
    if (with_names_) names_.push_back(name);
  }
  // Only the first `count` stay.
  void keep(std::size_t count) {
    values_.resize(count);
    if (with_names_) names_.resize(count);
  }
  const std::vector<float>& values() const { return values_; }
  const std::vector<std::string_view>& names() const { return names_; }

 private:
  bool with_names_;
  std::vector<float> values_;
  std::vector<std::string_view> names_;
};

// A slot beside a predicate.
struct ArgumentCandidate {
  int predicate = -1;
  int slot = -1;  // Index into SentenceView::slots.
  TreePath path;
  double as_subject = 0, as_object = 0;      // Log-odds.
  int subject_rank = 0, object_rank = 0;     // Among those of the predicate; 0 is the best.
  double best_subject = 0, best_object = 0;  // Log-odds of the best of the predicate.
};

// A predicate with two slots.
struct PairCandidate {
  int subject = -1, object = -1;  // Indices into the arguments.
  int rule = -1;                  // Index into the readings, or -1.
  double score = 0;               // Log-odds that a reader would draw it, before rivals are looked at,
  double judged = 0;              // and after.
};

// Keys of the rate tables.
void argument_keys(const SentenceView& view, const ArgumentCandidate& argument, std::vector<std::uint64_t>& keys);
void pair_keys(const SentenceView& view, const ArgumentCandidate& subject, const ArgumentCandidate& object,
               std::vector<std::uint64_t>& keys);
inline constexpr int kArgumentRates = 3;  // As subject, as object (log-odds beside the average), how often (log2).
inline constexpr int kPairRates = 2;      // Log-odds beside the average, how often.

// What is known of a predicate alone, and behind it in the row what is known of one slot beside it.
void predicate_features(const SentenceView& view, int predicate, FeatureRow& row);
inline constexpr std::size_t kPredicateFeatures = 34;  // Of each row.
void argument_features(const SentenceView& view, const ArgumentCandidate& argument, const RateTable& rates,
                       FeatureRow& row);
inline constexpr int kArgumentFeatures = 96;  // Of a row, with those of the predicate.

// Everything that pairs of one sentence are judged by.
struct PairContext {
  const SentenceView& view;
  const std::vector<ArgumentCandidate>& arguments;
  const std::vector<RuleReading>& readings;
  const RateTable& rates;
};
void pair_features(const PairContext& context, const PairCandidate& pair, FeatureRow& row);
inline constexpr int kPairFeatures = 67;

}  // namespace trama
