// Who and what a text has in mind at a point: recent mentions, weighted by grammatical role and fading by the sentence.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/coref/lexicon.h"

namespace trama {

inline constexpr double kSubjectWeight = 1.0;
inline constexpr double kInnerSubjectWeight = 0.9;  // Of a subordinate clause.
inline constexpr double kObjectWeight = 0.6;
inline constexpr double kOtherWeight = 0.4;
inline constexpr double kTownWeight = 0.1;  // Of a country that tells where a town is.

struct Agreement {
  Gender gender = Gender::kUnknown;
  Number number = Number::kUnknown;
};

class Salience {
 public:
  static constexpr int kMaxWindow = 1'000'000;  // The whole text.

  void start_sentence(int sentence);
  void add(int chain, double weight);

  // The most salient one that the predicate takes, mentioned at most `window` sentences ago.
  std::optional<int> best(const std::function<bool(int)>& takes, int window) const;
  // The same, or nullopt where another one is as salient.
  std::optional<int> only_best(const std::function<bool(int)>& takes, int window) const;
  // The one of these that was mentioned last; nullopt if none was.
  std::optional<int> nearest(const std::vector<int>& chains) const;
  // Chains mentioned at most `window` sentences ago, each once, with its salience; the last mentioned first.
  std::vector<std::pair<int, double>> candidates(int window) const;
  int sentences_since(int chain) const;
  bool knows(int chain) const { return last_.contains(chain); }

 private:
  struct Recent {
    int chain = 0;
    int sentence = 0;
    double weight = 0;
  };
  double faded(const Recent& recent) const;

  int sentence_ = 0;
  std::deque<Recent> recent_;                          // Oldest first, bounded.
  std::vector<int> order_;                             // All chains by first mention.
  std::unordered_map<int, std::pair<int, int>> last_;  // By chain: sentence and running number of the last mention.
  int counter_ = 0;
};

}  // namespace trama
