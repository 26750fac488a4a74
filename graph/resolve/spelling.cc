// Typing errors and rare spellings: the rarer name joins the one that is near to it in letters and in context, never
// two that are both well attested.
#include <algorithm>
#include <cmath>

#include "graph/resolve/decision.h"
#include "graph/resolve/edit_distance.h"

namespace trama {
namespace {

constexpr std::int32_t kNearWeeks = 8;

// How two lists of words differ: in one word that is near, and in no other.
struct Difference {
  bool near = false;
  std::size_t at = 0;
  bool gender = false;        // "mario", "maria": the last letter tells two names apart.
  bool short_word = false;    // Of three letters: any change makes another.
  bool first_letter = false;  // "hernando", "fernando".
  std::size_t letters = 0;
};

Difference difference_of(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  Difference result;
  if (left.size() != right.size()) return result;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] == right[i]) continue;
    if (++differing > 1 || !near_words(left[i], right[i])) return result;
    result.at = i;
    result.gender = differ_in_gender(left[i], right[i]);
    result.short_word = std::min(left[i].size(), right[i].size()) == 3;
    result.first_letter = left[i].front() != right[i].front();
    result.letters = edit_distance(left[i], right[i], 2);
  }
  result.near = differing == 1;
  return result;
}

const std::vector<std::string>& words_of(const NameForm& form) {
  return form.person() ? form.person_words : form.plain;
}
const std::vector<std::string>& words_of(const SeenName& seen) {
  return words_of(*seen.form);
}

bool may_be_spelling(const NameForm& form, const NameForm& other) {
  if (other.person() != form.person() || (form.known && other.known)) return false;
  if (other.name.qualifier != form.name.qualifier || other.body_country != form.body_country) return false;
  return difference_of(words_of(form), words_of(other)).near;
}

std::vector<SeenName> candidates(const Decision& decision) {
  std::vector<SeenName> result;
  const auto add = [&](const std::vector<SeenName>& names) {
    for (const SeenName& seen : names) {
      const auto same = [&](const SeenName& held) { return held.id == seen.id; };
      if (std::none_of(result.begin(), result.end(), same)) result.push_back(seen);
    }
  };
  const std::string skeleton = skeleton_block(decision.form());
  const auto near = [&](const NameForm& other) { return may_be_spelling(decision.form(), other); };
  if (!skeleton.empty()) add(decision.block(skeleton, near));
  if (decision.form().person_words.size() > 1) {
    for (const std::string& word : decision.form().person_words) {
      if (word.size() > 1) add(decision.block(word_block(word, decision.form()), near));
    }
  }
  std::sort(result.begin(), result.end(), [](const SeenName& a, const SeenName& b) { return a.id < b.id; });
  return result;
}

// The rarer decides; of equals the one with the greater id.
bool decides(const SeenName& self, const SeenName& other) {
  return self.documents != other.documents ? self.documents < other.documents : self.id > other.id;
}

double log_ratio(const SeenName& self, const SeenName& other) {
  return std::log2(static_cast<double>(other.documents) / static_cast<double>(self.documents));
}

void weigh(Decision& decision, const SeenName& other) {
  const SeenName& self = decision.self();
  const Difference difference = difference_of(words_of(self), words_of(other));
  const std::int64_t apart = decision.apart(other);
  const std::int64_t together = decision.together(other);
  const Nearness near = decision.nearness(other);
  const bool person = self.form->person();
  double score = person ? -0.2 : -1.0;
  score += 1.5 * std::min(2.0, near.context) + 2.5 * std::log2(1.0 + static_cast<double>(together));
  if (near.weeks >= 0) score += near.weeks <= kNearWeeks ? 0.8 : -0.8;
  score += 0.5 * std::min(6.0, log_ratio(self, other));
  score -= 1.2 * std::log2(1.0 + static_cast<double>(apart));
  if (difference.gender) score -= 3;
  if (difference.short_word) score -= 1.5;
  if (difference.first_letter) score -= 1.5;
  if (words_of(self).size() > 2) score += 1;
  if (difference.letters > 1) score -= 0.7;
  // Many documents do not all slip.
  if (self.documents > 8) score -= std::log2(static_cast<double>(self.documents) / 8.0);
  std::string reason = "one letter apart in " + documents_text(self.documents) + " of one name, " +
                       documents_text(other.documents) + " of the other";
  if (!near.shared.empty()) reason += "; both with " + near.shared;
  if (apart > 0) reason += "; apart in " + std::to_string(apart);
  const double probability = sigmoid(score);
  if (probability >= 0.2) decision.link(other, probability, reason);
}

}  // namespace

bool near_spellings(const NameForm& left, const NameForm& right) {
  return left.person() == right.person() && difference_of(words_of(left), words_of(right)).near;
}

void link_spellings(Decision& decision) {
  const NameForm& form = decision.form();
  if (form.nominal() || !form.country.empty()) return;
  for (const SeenName& other : candidates(decision)) {
    if (decides(decision.self(), other)) weigh(decision, other);
  }
}

}  // namespace trama
