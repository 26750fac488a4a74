// The metadata of an analysis model: its vocabularies, labels and samples (docs/model-format.md).
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/analysis/lemma_script.h"
#include "extract/neural/json.h"
#include "extract/neural/network.h"
#include "extract/neural/tensor_file.h"

namespace trama {

// A sentence with the analysis it must get. All lists have one item per word.
struct ModelSample {
  std::vector<std::string> forms, tags, lemmas, deprels, funcs, entities;  // entities: BIOES
  std::vector<int> heads;                                                  // 1-based; 0 is the root.
};

struct Tag {
  std::string upos;
  std::string feats;  // Empty if none.
};

class ModelTables {
 public:
  // Throws Error: kFormat if something is missing or wrong, kVersion if the format is not ours or holds no weights for
  // products of this precision.
  ModelTables(const TensorFile& file, Precision precision);

  // A form as the network's input. Any bytes are fine: what is not UTF-8 counts as unknown characters.
  WordInput word_input(std::string_view form) const;
  // The lemma of a form: by the lexicon, or else by the best of `scripts` (best first, all applicable) whose lemma
  // suits the UPOS, or else by the first of them; the form itself if there are none.
  std::string lemma(std::string_view form, const std::string& upos, const std::vector<int>& scripts) const;
  bool lemma_applies(int script, std::size_t characters) const { return scripts_[script].applies(characters); }

  LabelCounts counts() const;

  std::vector<Tag> tags;
  std::vector<std::string> deprels;
  std::vector<std::string> funcs;
  std::vector<std::string> entities;  // BIOES
  std::vector<ModelSample> samples;
  float leak = 0;
  std::string version;
  std::string card;  // JSON

 private:
  void read_vocabulary(const JsonFields& fields);
  void read_labels(const JsonFields& fields);
  void read_lemmas(const JsonFields& fields);
  int word_row(std::u32string_view form) const;

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <typename Value>
  using StringMap = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  int word_count_ = 0;
  StringMap<int> words_;  // Without "<mask>".
  std::unordered_map<char32_t, int> chars_;
  std::vector<LemmaScript> scripts_;
  StringMap<std::string> lexicon_;
  StringMap<std::vector<std::string>> lemma_endings_;  // By UPOS.
  int root_deprel_ = 0;
};

}  // namespace trama
