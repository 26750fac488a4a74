// The network of docs/model-format.md: words as numbers in, labels as numbers out.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "extract/neural/product.h"
#include "extract/neural/tensor_file.h"
#include "extract/neural/viterbi.h"

namespace trama {

// Characters of a word that the network looks at, with the marks of begin and end.
inline constexpr int kWordChars = 20;

struct WordInput {
  int word = 0;                                    // Row of the word table.
  int char_count = 0;                              // At least 2: the two marks.
  std::array<std::int16_t, kWordChars + 2> chars;  // Rows of the character table.
};

// So many lemma scripts are given for a word of a tag that asks for choices.
inline constexpr int kLemmaChoices = 8;

struct WordLabels {
  int tag = 0;
  // The best lemma scripts of those that can be applied, best first: kLemmaChoices if there are so many and the tag
  // asks for choices, or else the best one.
  std::vector<int> lemmas;
  int head = -1;  // Index in the sentence, -1 for the root.
  int deprel = 0;
  int func = 0;
  int entity = 0;
  float certainty = 1;  // Probability of the head times that of the deprel, each word by itself: in [0, 1].
};

// Scores behind the labels of one sentence of n words, for comparison with the trainer's.
struct SentenceScores {
  std::vector<float> tag;    // [n]: of the best tag.
  std::vector<float> lemma;  // [n]: of the best lemma script, applicable or not.
  std::vector<float> arcs;   // [n, n + 1], as best_tree() takes them.
  std::vector<float> names;  // [n, number of name labels]: emissions.
};

// Seconds of this thread by part of the network, added up over calls.
struct NetworkTimes {
  double inputs = 0;   // Word and character vectors.
  double encoder = 0;  // LSTM layers.
  double words = 0;    // Tags and lemmas.
  double names = 0;
  double trees = 0;  // Arcs, tree search, labels of arcs.
};

// Sizes of the tables in the model's metadata, which the tensors must fit.
struct LabelCounts {
  int words = 0;
  int chars = 0;  // With the four special rows.
  int tags = 0;
  std::vector<bool> choices_of_tag;  // Whether more than the best lemma script of a word of that tag is asked for.
  int lemmas = 0;
  int deprels = 0;
  int root_deprel = 0;  // Which of them is for the word under the root, and for no other.
  int funcs = 0;
};

// Sentences whose words are numbers of forms: what many of them share is worked on once.
struct NetworkInput {
  std::vector<WordInput> forms;
  std::vector<std::vector<int>> sentences;
};

// Whether lemma script `lemma` can be applied to form `form`.
using LemmaFilter = std::function<bool(int form, int lemma)>;

// Immutable, so one Network may serve any number of threads.
class Network {
 public:
  // Copies what it needs of `file`, except for the word table, which it reads from the file: `file` must outlive it.
  // Throws Error (kFormat) if tensors are missing, unknown, of other shapes, or not of bytes where `precision` wants
  // that.
  Network(const TensorFile& file, const LabelCounts& counts, NameDecoder names, float leak,
          Precision precision = Precision::kBytes);
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  // Result [i][j] is for word j of sentence i, and depends on that sentence alone, to the last bit of every score, and
  // not on the processor. Time and memory grow with the sum of all words and with the square of the longest sentence.
  // Sentences of similar length are handled fastest.
  std::vector<std::vector<WordLabels>> label(const NetworkInput& input, const LemmaFilter& accept_lemma,
                                             NetworkTimes* times = nullptr) const;

  // The scores of one sentence, which must not be empty.
  SentenceScores score(const std::vector<WordInput>& sentence) const;

  const NameDecoder& names() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
