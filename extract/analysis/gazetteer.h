// Names that the user knows (--gazetteer): they overrule what the network takes for names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/statement.h"
#include "extract/analysis/sentence.h"

namespace trama {

struct ListedName {
  std::string name;  // In any normal form, with any white space.
  EntityType type = EntityType::kMisc;
};

// A list of names with their types, and finding them in sentences.
//
// A name is found where the same characters stand in the text, from the beginning of a token to the end of one: case
// and accents count, and so does the form ("Banco del Sur", never "de el"). Spaces count between letters and digits
// only: "S. A." is "S.A.". In a sentence without any lower-case letter neither case nor accents count.
//
// Immutable once made, so one Gazetteer may serve any number of threads.
class Gazetteer {
 public:
  Gazetteer() = default;  // Without names.
  // If a name comes twice, the last one holds. Throws Error (kInvalid) for one that has neither letters nor digits.
  explicit Gazetteer(std::span<const ListedName> names);

  // Reads files of lines "NAME<tab>TYPE" with TYPE one of PER, ORG, LOC, MISC; blank lines and those that begin with
  // '#' are passed over, gzip is unpacked. Throws Error: kIo if a file cannot be read; kFormat, with file and line, for
  // anything else in a line.
  static Gazetteer load(std::span<const std::filesystem::path> files);

  bool empty() const { return exact_.names.empty(); }
  std::size_t size() const { return exact_.names.size(); }

  // Sets `entity` of the words of listed names: the first that begins in the sentence, the longest of those that begin
  // at one token, and so on behind it. A name found by the network that shares words with a listed one keeps the words
  // outside, without prepositions, articles and marks at their ends, if any are left. Reads form, upos, entity and the
  // multiword tokens; changes nothing but `entity`. Time grows linearly with the sentence, whatever the number of
  // names, unless names repeat themselves.
  void apply(Sentence& sentence) const;

 private:
  struct Name {
    std::string key;
    EntityType type = EntityType::kMisc;
  };
  // Names in the order of their keys: all that begin with the same characters lie together.
  struct Index {
    std::vector<Name> names;
    void sort();
    // The type of the longest name made of the first tokens of `tokens`, and how many they are; 0 if there is none.
    std::size_t longest(std::span<const std::string> tokens, EntityType& type) const;
  };

  void add(std::string_view name, EntityType type);
  void sort();

  Index exact_;
  Index capitals_;  // The same names in capitals and without accents.
};

}  // namespace trama
