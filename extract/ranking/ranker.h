// Which candidates of a sentence a careful reader would draw, and how sure that is: three models, one after the other,
// of what may be subject or object beside a predicate, of a predicate with two of them, and of such a pair beside its
// rivals. train/ranker.py makes them from annotated articles.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "extract/ranking/boosted_trees.h"
#include "extract/ranking/features.h"

namespace trama {

struct RankedPair {
  PairCandidate pair;
  double probability = 0;  // That a careful reader would draw it, in [0, 1], to three decimals.
  double salience = 0;     // How much it belongs to what the text is about, in [0, 1], to two decimals.
};

// Immutable once loaded.
class Ranker {
 public:
  // Throws Error: kIo; kFormat for a file that is no ranker, or one of other features than this program has. While it
  // is trained, a file has only the first stages, which `unfinished` allows.
  static Ranker load(const std::filesystem::path& file, bool unfinished = false);

  // Every slot beside every predicate of a sentence, by predicate, then slot; without scores.
  static std::vector<ArgumentCandidate> arguments(const SentenceView& view);
  // Sets scores and ranks.
  void judge_arguments(const SentenceView& view, std::vector<ArgumentCandidate>& arguments) const;
  // The pairs that are likely enough to be looked at, and those of `readings`. Adds arguments that readings need.
  std::vector<PairCandidate> pairs(const SentenceView& view, std::vector<ArgumentCandidate>& arguments,
                                   const std::vector<RuleReading>& readings) const;
  // Sets PairCandidate::score.
  void score_pairs(const PairContext& context, std::vector<PairCandidate>& pairs) const;

  // Those that may be printed: of each predicate, subject and object the best reading, no direction beside its reverse,
  // no participant beside one that it is a part of. By predicate, subject, object.
  std::vector<RankedPair> choose(const PairContext& context, std::vector<PairCandidate>& pairs) const;

  const RateTable& argument_rates() const { return argument_rates_; }
  const RateTable& pair_rates() const { return pair_rates_; }

 private:
  RateTable argument_rates_, pair_rates_;
  double probability(double margin) const;

  BoostedTrees subject_, object_, pair_, choice_, salience_;
  std::vector<std::pair<float, float>> calibration_;  // Log-odds and probability, both rising.
};

}  // namespace trama
