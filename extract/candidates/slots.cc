#include "extract/candidates/slots.h"

#include <algorithm>

namespace trama {
namespace {

constexpr int kMostThingWords = 7;

SlotKind kind_of(const ActorMention& mention) {
  switch (mention.kind) {
    case MentionKind::kNamed:
      return SlotKind::kNamed;
    case MentionKind::kNominal:
      return SlotKind::kNominal;
    default:
      return mention.possessive ? SlotKind::kPossessive : SlotKind::kPronoun;
  }
}

void add_mention(const Coreference& coreference, int index, std::vector<Slot>& slots) {
  const ActorMention& mention = coreference.mentions.all[index];
  const SlotKind kind = kind_of(mention);
  for (const int chain : mention.chains) {
    const int government = coreference.government_of(mention);
    slots.push_back({kind, mention.head, chain, government >= 0 ? government : chain, index, nullptr});
  }
  // A noun of people that no chain has is still who takes part.
  if (mention.chains.empty() && kind == SlotKind::kNominal) {
    slots.push_back({SlotKind::kThing, mention.head, -1, -1, index, nullptr});
  }
}

void add_dropped(const std::vector<DroppedSubject>& dropped, int sentence, std::vector<Slot>& slots) {
  const auto first = std::ranges::lower_bound(dropped, sentence, {}, &DroppedSubject::sentence);
  for (auto one = first; one != dropped.end() && one->sentence == sentence; ++one) {
    for (const int chain : one->chains) slots.push_back({SlotKind::kDropped, one->verb, chain, chain, -1, &*one});
  }
}

}  // namespace

int actor_of(const Slot& slot) {
  return slot.chain >= 0 ? slot.chain : -2 - slot.word;
}

std::pair<int, int> thing_words(const SentenceTree& tree, int noun) {
  int first = noun, last = noun;
  const auto is_inside = [&](int w) {  // Below the noun, and not in a clause of its own.
    for (; w >= 0 && w != noun; w = tree.head(w)) {
      if (tree.is_any(w, {"acl", "advcl", "ccomp", "appos", "conj", "cc", "punct", "parataxis"})) return false;
      if (tree.is_finite(w) || (tree.verb_form(w) == "Part" && !tree.children(w).empty())) return false;
    }
    return w == noun;
  };
  while (first > 0 && is_inside(first - 1) && tree.is_any(first - 1, {"amod", "nummod", "flat"})) --first;
  int complete = last;  // Never ends with a preposition or an article.
  while (last + 1 < tree.size() && last - first + 1 < kMostThingWords && is_inside(last + 1)) {
    ++last;
    const std::string& upos = tree.word(last).upos;
    if (upos == "NOUN" || upos == "PROPN" || upos == "ADJ" || upos == "NUM") complete = last;
  }
  return {first, complete};
}

std::vector<Slot> find_slots(const DocumentContext& context, int sentence) {
  const Coreference& coreference = context.coreference;
  const std::vector<int>& at = coreference.mentions.at[sentence];
  std::vector<Slot> slots;
  for (int w = 0; w < static_cast<int>(at.size()); ++w) {
    const Word& word = context.word(sentence, w);
    if (at[w] >= 0) {
      if (coreference.mentions.all[at[w]].head == w && !in_time(context, sentence, w)) {
        add_mention(coreference, at[w], slots);
      }
    } else if ((word.upos == "NOUN" || word.upos == "PROPN") && !in_time(context, sentence, w)) {
      slots.push_back({SlotKind::kThing, w, -1, -1, -1, nullptr});
    }
  }
  add_dropped(coreference.dropped, sentence, slots);
  std::ranges::stable_sort(slots, {}, &Slot::word);
  return slots;
}

}  // namespace trama
