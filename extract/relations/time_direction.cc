#include "extract/relations/time_direction.h"

#include <string_view>

namespace trama {
namespace {

Direction direction_of_form(const Word& word) {
  const std::string_view tense = feature(word, "Tense");
  if (feature(word, "Mood") == "Cnd" || tense == "Fut") return Direction::kFuture;
  // "espera que visite": what is wished or ordered is to come; "visitara" leaves it open.
  if (feature(word, "Mood") == "Sub") return tense == "Pres" ? Direction::kFuture : Direction::kUnknown;
  return tense == "Past" || tense == "Imp" ? Direction::kPast : Direction::kUnknown;
}

bool is_verb(const Word& word) {
  return word.upos == "VERB" || word.upos == "AUX";
}

// A verb with its auxiliaries: "ha visitado", "va a visitar", "será visitado", "deberá ser visitado".
Direction direction_of_group(const Sentence& sentence, int verb) {
  const Word& main = sentence.words[static_cast<std::size_t>(verb)];
  Direction auxiliary = Direction::kUnknown;
  bool perfect = false;
  for (const Word& word : sentence.words) {
    if (word.head != verb || word.upos != "AUX") continue;
    if (const Direction told = direction_of_form(word); told != Direction::kUnknown) auxiliary = told;
    perfect = perfect || word.lemma == "haber";
    if (word.lemma == "ir" && feature(word, "Tense") == "Pres") auxiliary = Direction::kFuture;
  }
  if (auxiliary == Direction::kFuture && perfect) return Direction::kUnknown;  // "habrá", "habría visitado".
  if (auxiliary != Direction::kUnknown) return auxiliary;
  if (perfect) return Direction::kPast;
  if (feature(main, "VerbForm") == "Inf") {
    // "la cumbre, a celebrarse en julio"; not "fue a celebrar", "al celebrarse".
    const bool clause = main.deprel.starts_with("acl") || main.deprel == "advcl";
    if (clause && verb > 0 && sentence.words[static_cast<std::size_t>(verb) - 1].form == "a") return Direction::kFuture;
    return Direction::kUnknown;
  }
  return direction_of_form(main);
}

}  // namespace

Direction direction_of_sentence(const Sentence& sentence) {
  bool past = false;
  bool future = false;
  for (const Word& word : sentence.words) {
    const std::string_view tense = feature(word, "Tense");
    past = past || tense == "Past" || tense == "Imp";
    future = future || tense == "Fut" || feature(word, "Mood") == "Cnd";
  }
  if (past == future) return Direction::kUnknown;
  return past ? Direction::kPast : Direction::kFuture;
}

Direction direction_of_word(const Sentence& sentence, int word) {
  const int size = static_cast<int>(sentence.words.size());
  for (int steps = 0; word >= 0 && word < size && steps < size; ++steps) {
    const Word& current = sentence.words[static_cast<std::size_t>(word)];
    const bool verbal = is_verb(current);
    bool copular = false;
    for (const Word& child : sentence.words) copular = copular || (child.head == word && child.deprel == "cop");
    if (verbal || copular) {
      const Direction told = direction_of_group(sentence, word);
      // An infinitive leaves it open ("decidió reunirse el lunes"); a participle is of the time of what it hangs on.
      if (told != Direction::kUnknown || feature(current, "VerbForm") != "Part") return told;
    }
    word = current.head;
  }
  return Direction::kUnknown;
}

}  // namespace trama
