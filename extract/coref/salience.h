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

struct Chain;

inline constexpr double kSubjectWeight = 1.0;
inline constexpr double kInnerSubjectWeight = 0.9;  // Of a subordinate clause.
inline constexpr double kObjectWeight = 0.6;
inline constexpr double kOtherWeight = 0.4;
inline constexpr double kTownWeight = 0.1;  // Of a country that tells where a town is.

struct Agreement {
  Gender gender = Gender::kUnknown;
  Number number = Number::kUnknown;
  bool object = false;  // Of a clitic: "lo", "le".
  bool human = false;   // "él", "ella" as subjects: people, not countries and institutions.
  bool direct = false;  // Of a clitic: "lo", "la", which are things more often than institutions.
  bool main = false;    // The subject of a main clause, which goes on with the topic of the sentence before.
  bool topic = false;   // Only a subject of this sentence or the one before: of verbs of saying.
  bool exact = false;   // "ésta": no one whose gender is not known.
  bool quoted = false;  // In a quotation: what is said there is another text.
};

class Salience {
 public:
  static constexpr int kPronounWindow = 3;      // Sentences back for pronouns and dropped subjects.
  static constexpr int kMaxWindow = 1'000'000;  // The whole text.

  void start_sentence(int sentence);
  // `quoted`: in a quotation.
  void add(int chain, double weight, bool quoted = false);
  // Something that is no actor but may well be what a pronoun means ("el acuerdo").
  void add_thing(Gender gender, Number number, double weight);

  // The most salient chain, mentioned at most `window` sentences ago, that agrees and is not excluded. `preferred`
  // (subjects of the clause above) weigh more. Nullopt if none, or if a thing is more salient, unless the verb is
  // `personal` (its participants are people or institutions). Ties: the most recent. `rivals`, if given, is set to how
  // many others are at least half as salient.
  std::optional<int> best_antecedent(const Agreement& wanted, const std::vector<Chain>& chains,
                                     const std::set<int>& excluded, const std::vector<int>& preferred, bool personal,
                                     int window, int* rivals = nullptr) const;
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
    int chain = -1;  // -1: a thing.
    int sentence = 0;
    double weight = 0;
    bool quoted = false;
    Agreement agreement;  // Of a thing.
  };
  double faded(const Recent& recent) const;

  int sentence_ = 0;
  std::deque<Recent> recent_;                          // Oldest first, bounded.
  std::vector<int> order_;                             // All chains by first mention.
  std::unordered_map<int, std::pair<int, int>> last_;  // By chain: sentence and running number of the last mention.
  int counter_ = 0;
};

}  // namespace trama
