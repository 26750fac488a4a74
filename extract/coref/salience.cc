#include "extract/coref/salience.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "extract/coref/chains.h"

namespace trama {
namespace {

constexpr std::size_t kMaxRecent = 256;     // Mentions looked at for one pronoun.
constexpr std::size_t kMaxRoleChains = 64;  // Chains looked at for one role.
constexpr double kFading = 0.5;             // Per sentence.
constexpr double kPreference = 1.0;
constexpr double kClearlyMore = 1.5;
constexpr double kOtherText = 0.5;  // Of what was quoted for who tells the news, and the other way round.
constexpr double kThing = 0.8;      // Readers take a pronoun for a person first.

bool agrees(const Agreement& wanted, Gender gender, Number number) {
  const bool gender_fits = wanted.gender == Gender::kUnknown || gender == Gender::kUnknown || wanted.gender == gender;
  const bool number_fits = wanted.number == Number::kUnknown || number == Number::kUnknown || wanted.number == number;
  return gender_fits && number_fits;
}

bool is_human(const Chain& chain) {
  return chain.type == EntityType::kPerson || chain.type == EntityType::kGroup;
}

// "lo", "le" are people more often than institutions, and someone with a name more often than someone without, unless
// he is the subject of the same sentence.
double object_factor(const Chain& chain, bool subject_here, bool direct) {
  const double by_type = is_human(chain) ? 1.0 : direct ? 0.4 : 0.7;
  return by_type * (chain.named || subject_here ? 1.0 : 0.65);
}

bool can_act(const Chain& chain) {
  return chain.is_country || chain.classes.contains("country") ||
         (chain.type != EntityType::kLocation && chain.type != EntityType::kMisc);
}

}  // namespace

void Salience::start_sentence(int sentence) {
  sentence_ = sentence;
}

void Salience::add(int chain, double weight, bool quoted) {
  if (!last_.contains(chain)) order_.push_back(chain);
  last_[chain] = {sentence_, ++counter_};
  recent_.push_back({chain, sentence_, weight, quoted, {}});
  if (recent_.size() > kMaxRecent) recent_.pop_front();
}

void Salience::add_thing(Gender gender, Number number, double weight) {
  recent_.push_back({-1, sentence_, weight * kThing, false, {gender, number}});
  if (recent_.size() > kMaxRecent) recent_.pop_front();
}

double Salience::faded(const Recent& recent) const {
  return recent.weight * std::pow(kFading, sentence_ - recent.sentence);
}

std::optional<int> Salience::best_antecedent(const Agreement& wanted, const std::vector<Chain>& chains,
                                             const std::set<int>& excluded, const std::vector<int>& preferred,
                                             bool personal, int window, int* rivals) const {
  std::map<int, double> scores;
  std::set<int> topics;  // Subjects of main clauses of this sentence and the one before.
  double best_thing = 0;
  std::map<int, std::size_t> last_at;  // By chain: its last place in recent_.
  std::size_t thing_at = 0;            // Of the last thing that agrees, is no mere circumstance and may be meant.
  for (std::size_t at = 0; at < recent_.size(); ++at) {
    const Recent& recent = recent_[at];
    if (sentence_ - recent.sentence > window) continue;
    if (recent.chain < 0) {
      if (agrees(wanted, recent.agreement.gender, recent.agreement.number)) {
        best_thing = std::max(best_thing, faded(recent));
        const double wanted_weight = wanted.object ? kObjectWeight : kInnerSubjectWeight;
        const bool before = recent.sentence + 1 == sentence_;
        const bool near = recent.sentence == sentence_ || ((wanted.object || wanted.main) && before);
        if (near && recent.weight >= wanted_weight * kThing) thing_at = at;
      }
      continue;
    }
    const Chain& chain = chains[recent.chain];
    if (wanted.human && !is_human(chain)) continue;
    if (wanted.direct && !personal && wanted.number == Number::kSingular && !is_human(chain)) continue;
    if (excluded.contains(recent.chain) || !can_act(chain) || !agrees(wanted, chain.gender, chain.number)) continue;
    if (wanted.exact && chain.gender == Gender::kUnknown && chain.number != Number::kPlural) continue;
    if (recent.weight >= kSubjectWeight && sentence_ - recent.sentence <= 1) topics.insert(recent.chain);
    const bool subject_here = recent.sentence == sentence_ && recent.weight >= kInnerSubjectWeight;
    const double by_text = recent.quoted == wanted.quoted ? 1.0 : kOtherText;
    scores[recent.chain] +=
        faded(recent) * by_text * (wanted.object ? object_factor(chain, subject_here, wanted.direct) : 1.0);
    last_at[recent.chain] = at;
  }
  for (const int chain : preferred) {
    if (scores.contains(chain)) scores[chain] += kPreference;
  }
  std::optional<int> best;
  for (const auto& [chain, score] : scores) {
    if (wanted.topic && !topics.contains(chain)) continue;
    const bool better = !best || score > scores[*best] + 1e-9 ||
                        (score > scores[*best] - 1e-9 && last_.at(chain).second > last_.at(*best).second);
    if (better) best = chain;
  }
  if (best && rivals != nullptr) {
    *rivals = static_cast<int>(
        std::ranges::count_if(scores, [&](const auto& pair) { return pair.second >= 0.5 * scores[*best]; }) - 1);
  }
  // "La estela … El ejército la trasladó": a verb that takes people takes things too.
  if (best && personal && wanted.direct && best_thing > kClearlyMore * scores[*best]) return std::nullopt;
  if (best && !personal) {
    const bool wished = std::ranges::find(preferred, *best) != preferred.end();
    if (best_thing > scores[*best] - (wished ? kPreference : 0)) return std::nullopt;
  }
  // "que consideren el plan y lo emprendan", "X dijo que la pobreza es alta, ya que afecta a …"
  if (best && !personal && thing_at > last_at[*best]) return std::nullopt;
  return best;
}

std::optional<int> Salience::best(const std::function<bool(int)>& takes, int window) const {
  std::optional<int> best;
  double best_score = 0;
  for (const auto& [chain, score] : candidates(window)) {
    if (takes(chain) && (!best || score > best_score)) {
      best = chain;
      best_score = score;
    }
  }
  return best;
}

std::optional<int> Salience::only_best(const std::function<bool(int)>& takes, int window) const {
  const auto found = best(takes, window);
  if (!found) return std::nullopt;
  double of_found = 0;
  double of_other = -1;
  for (const auto& [chain, score] : candidates(window)) {
    if (chain == *found) {
      of_found = score;
    } else if (takes(chain)) {
      of_other = std::max(of_other, score);
    }
  }
  return of_other > of_found - 1e-9 ? std::nullopt : found;
}

std::optional<int> Salience::nearest(const std::vector<int>& chains) const {
  std::optional<int> best;
  for (const int chain : chains) {
    if (!last_.contains(chain)) continue;
    if (!best || last_.at(chain).second > last_.at(*best).second) best = chain;
  }
  return best;
}

std::vector<std::pair<int, double>> Salience::candidates(int window) const {
  std::map<int, double> scores;
  for (const Recent& recent : recent_) {
    if (recent.chain >= 0 && sentence_ - recent.sentence <= window) scores[recent.chain] += faded(recent);
  }
  // Of a long text, the chains that appeared last.
  const std::size_t begin = order_.size() > kMaxRoleChains ? order_.size() - kMaxRoleChains : 0;
  for (std::size_t i = begin; i < order_.size(); ++i) {
    if (sentences_since(order_[i]) <= window) scores.emplace(order_[i], 0.0);
  }
  std::vector<std::pair<int, double>> list(scores.begin(), scores.end());
  std::ranges::stable_sort(
      list, [&](const auto& a, const auto& b) { return last_.at(a.first).second > last_.at(b.first).second; });
  return list;
}

int Salience::sentences_since(int chain) const {
  const auto found = last_.find(chain);
  return found == last_.end() ? kMaxWindow : sentence_ - found->second.first;
}

}  // namespace trama
