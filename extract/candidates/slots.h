// Who and what may take part in the statements of a sentence: every mention of an actor, every subject that is left
// out, every other noun.
#pragma once

#include <utility>
#include <vector>

#include "extract/relations/context.h"

namespace trama {

enum class SlotKind { kNamed, kNominal, kPronoun, kPossessive, kDropped, kThing };

struct Slot {
  SlotKind kind = SlotKind::kThing;
  int word = -1;          // Its head; of a left-out subject, the verb.
  int chain = -1;         // -1 for a thing.
  int acting_chain = -1;  // The chain that it stands for where it acts as a government ("Pyongyang"); else `chain`.
  int mention = -1;       // Index into Mentions::all, or -1.
  const DroppedSubject* dropped = nullptr;  // Of the coreference, or null.
};

// The chain of a slot, or its word where it has none, as one number: who or what it is in its sentence.
int actor_of(const Slot& slot);

// In the order of the words; a mention of two chains ("ambos") is two slots. Dates, and nouns inside a name, are none.
std::vector<Slot> find_slots(const DocumentContext& context, int sentence);

// The words, inclusive, that name what a noun without a chain is: with its adjectives and complements, without clauses.
std::pair<int, int> thing_words(const SentenceTree& tree, int noun);

}  // namespace trama
