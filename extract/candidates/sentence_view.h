// One sentence as candidates are found and judged in it: its slots and predicates, and what is asked of single words
// again and again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/candidates/slots.h"
#include "extract/relations/statement_builder.h"

namespace trama {

// FNV-1a over the parts of a key. (Fowler, Noll and Vo; 64 bits.)
class Key {
 public:
  explicit Key(std::string_view name) { add(name); }
  Key& add(std::string_view part) {
    for (const char c : part) step(static_cast<unsigned char>(c));
    step(0);
    return *this;
  }
  Key& add(std::uint64_t part) {
    for (int i = 0; i < 8; ++i) step(static_cast<unsigned char>(part >> (8 * i)));
    return *this;
  }
  std::uint64_t value() const { return value_; }

 private:
  void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3U; }
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

// The way through the tree from a predicate to a slot.
struct TreePath {
  int up = 0;               // Steps up from the predicate,
  int down = 0;             // and down to the slot.
  int shape_up = 0;         // The same without steps to other members of a coordination, names of an office and the
  int shape_down = 0;       // like, which change nothing of who does what.
  int top = -1;             // The word where it turns.
  float certainty = 1;      // Of its weakest step.
  std::uint64_t full = 0;   // Keys of its relations,
  std::uint64_t shape = 0;  // of those that count,
  std::string_view first;   // The first and last relation.
  std::string_view last;
};

inline constexpr int kMaxPathUp = 5, kMaxPathDown = 5;

// Views; what it was made of must outlive it.
struct SentenceView {
  SentenceView(const DocumentContext& context, int sentence, const SentenceReading& reading);

  const DocumentContext& context;
  int sentence;
  const SentenceTree& tree;
  const std::vector<Proposition>& propositions;
  const SentenceReading& reading;
  std::vector<Slot> slots;
  std::vector<int> predicates;      // Words: verbs, nouns, adjectives with something below them, offices in names.
  std::vector<int> depth;           // By word: steps to the root.
  std::vector<int> proposition_at;  // By word: the proposition whose predicate it is, or -1.
  std::vector<int> nearest;         // By word: the proposition at it or, going up the tree, above it; or -1.
  std::vector<std::string> prepositions;  // By word: of the phrase that it heads, or of the coordination that it is in.
  std::vector<int> commas, verbs, mentions;  // By word: how many stand before it.
  std::vector<std::vector<int>> subjects;    // By proposition: chains that the rules give it as subjects.

  const Word& word(int w) const { return tree.word(w); }
  // Whether there is a way of at most kMaxPathUp and kMaxPathDown steps; sets `path`.
  bool find_path(int predicate, int slot_word, TreePath& path) const;
  // Whether a word is another one or stands below it in the tree.
  bool is_below(int w, int above) const;
  // Things counted between two words.
  static int between(const std::vector<int>& before, int a, int b);
};

}  // namespace trama
