// Short names of people: whom they mean is weighed among all who could be meant.
#include <algorithm>
#include <cmath>

#include "graph/resolve/decision.h"

namespace trama {
namespace {

// A person who is in so many documents is as likely meant as one whom this part of them call by the short name.
constexpr double kUnsaid = 0.05;
constexpr double kClearShare = 0.8;
constexpr double kLeastShare = 0.2;
constexpr std::int32_t kSurnameWeeks = 1;
constexpr std::int32_t kShortFormWeeks = 5;

// People whom a short name may mean, spellings and shorter forms of one name together.
struct Meaning {
  const SeenName* best = nullptr;  // With the longest name.
  const SeenName* most = nullptr;  // With most weight.
  double most_weight = -1;
  double weight = 0;
  std::int64_t together = 0;
};

std::vector<SeenName> longer_names(const Decision& decision) {
  std::vector<SeenName> result;
  const auto add = [&](const SeenName& seen) {
    const auto same = [&](const SeenName& held) { return held.id == seen.id; };
    // "Fatah", "Fatah-Hamas"; a name of one word and no coalition is not divided so.
    const bool one_word = seen.surface.find(' ') == std::string_view::npos;
    if (one_word && is_coalition_with(seen, decision.self())) return;
    if (!shortens(decision.form(), *seen.form) || std::any_of(result.begin(), result.end(), same)) return;
    result.push_back(seen);
  };
  for (const std::string& word : decision.form().person_words) {
    if (word.size() < 2) continue;
    const auto longer = [&](const NameForm& form) { return shortens(decision.form(), form); };
    for (const SeenName& seen : decision.block(word_block(word, decision.form()), longer)) add(seen);
  }
  for (const Companion& companion : decision.companions()) add(companion.seen);
  std::sort(result.begin(), result.end(), [](const SeenName& left, const SeenName& right) {
    const std::size_t a = left.form->person_words.size();
    const std::size_t b = right.form->person_words.size();
    if (a != b) return a > b;
    if (left.form->compact.size() != right.form->compact.size()) {
      return left.form->compact.size() > right.form->compact.size();
    }
    return left.id < right.id;
  });
  return result;
}

std::vector<Meaning> meanings_of(const Decision& decision, const std::vector<SeenName>& longer) {
  std::vector<Meaning> meanings;
  for (const SeenName& seen : longer) {
    const std::int64_t together = decision.together(seen);
    const double weight = static_cast<double>(together) + kUnsaid * static_cast<double>(seen.documents);
    const auto fits = [&](const Meaning& held) { return near_people(*held.best->form, *seen.form, true); };
    auto meaning = meanings.end();
    for (auto held = meanings.begin(); held != meanings.end(); ++held) {
      if (fits(*held) && (meaning == meanings.end() || held->weight > meaning->weight)) meaning = held;
    }
    if (meaning == meanings.end()) {
      meanings.push_back({&seen});
      meaning = meanings.end() - 1;
    }
    meaning->weight += weight;
    meaning->together += together;
    if (weight > meaning->most_weight) {
      meaning->most = &seen;
      meaning->most_weight = weight;
    }
  }
  return meanings;
}

struct Support {
  double probability = 0;
  std::string reason;
};

// A given name and a surname that few bear are seldom another's if nothing is left out between them.
double unsupported(const Decision& decision, const SeenName& longer) {
  const std::vector<std::string>& words = decision.form().person_words;
  const auto initial = [](const std::string& word) { return word.size() == 1; };
  if (words.size() == 1) return 0.3;
  std::vector<std::string> without_initials = longer.form->person_words;
  std::erase_if(without_initials, initial);
  if (words == without_initials) return 0.9;
  const bool prefix = std::equal(words.begin(), words.end(), longer.form->person_words.begin());
  const bool ends = words.size() > 2 && words.back() == longer.form->person_words.back();
  if (std::any_of(words.begin(), words.end(), initial) || !(prefix || ends)) return 0.4;
  return decision.block_has_at_most(word_block(words.back(), decision.form()), kFewBearers) ? 0.85 : 0.48;
}

Support support(const Decision& decision, const Meaning& meaning) {
  const NameForm& form = decision.form();
  if (meaning.together > 0) {
    const double certainty = 1 - 0.08 / static_cast<double>(meaning.together);
    return {certainty, "both names of one actor in " + documents_text(meaning.together)};
  }
  const bool one_word = form.person_words.size() == 1;
  const bool given_name = one_word && form.person_words[0] == meaning.most->form->person_words[0];
  const Nearness near = decision.nearness(*meaning.most);
  if (near.context >= (given_name ? 2.0 : 0.25)) return {0.93, "both with " + near.shared};
  if (!given_name && near.weeks >= 0 && near.weeks <= (one_word ? kSurnameWeeks : kShortFormWeeks)) {
    return {one_word ? 0.85 : 0.92, "in the news " + std::to_string(near.weeks) + " weeks apart"};
  }
  return {unsupported(decision, *meaning.most), "nothing else speaks for it"};
}

}  // namespace

void link_short_names(Decision& decision) {
  if (!decision.form().person()) return;
  const std::vector<SeenName> longer = longer_names(decision);
  const std::vector<Meaning> meanings = meanings_of(decision, longer);
  double total = 0;
  for (const Meaning& meaning : meanings) total += meaning.weight;
  for (const Meaning& meaning : meanings) {
    const double share = meaning.weight / total;
    if (share < kLeastShare) continue;
    const Support speaks = support(decision, meaning);
    double probability = speaks.probability * share;
    std::string reason = meanings.size() == 1
                             ? "short for the only such name"
                             : "short for one of " + std::to_string(meanings.size()) + " such names, " +
                                   std::to_string(std::lround(share * 100)) + " % of what speaks for any";
    if (share < kClearShare) probability = std::min(0.49, probability);
    decision.link(*meaning.most, probability, reason + "; " + speaks.reason);
  }
}

}  // namespace trama
