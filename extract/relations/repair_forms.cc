#include "extract/relations/repair_forms.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace trama {
namespace {

// FEATS with another value of one key; CoNLL-U sorts them by key.
void set_feature(Word& word, std::string_view key, std::string_view value) {
  std::string feats;
  bool placed = false;
  const auto append = [&](std::string_view item) { feats += (feats.empty() ? "" : "|") + std::string(item); };
  const auto place = [&] {
    if (!placed) append(std::string(key) + "=" + std::string(value));
    placed = true;
  };
  std::string_view rest = word.feats;
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const std::string_view name = item.substr(0, item.find('='));
    if (name >= key) place();
    if (name != key) append(item);
  }
  place();
  word.feats = std::move(feats);
}

void set_present(Word& word, std::string_view mood, std::string_view person, std::string_view number) {
  set_feature(word, "Mood", mood);
  set_feature(word, "Number", number);
  set_feature(word, "Person", person);
  set_feature(word, "Tense", "Pres");
}

void repair_form(Word& word) {
  if (word.upos != "VERB" || feature(word, "VerbForm") != "Fin" || feature(word, "Mood") == "Imp") return;
  const std::string form = to_lower(word.form);
  const std::string& lemma = word.lemma;
  if (lemma.size() < 5) return;  // "dar", "ver", "ir": none of them is regular.
  const std::string_view stem = std::string_view(lemma).substr(0, lemma.size() - 2);
  const bool first_conjugation = lemma.ends_with("ar");
  if (!first_conjugation && !lemma.ends_with("er") && !lemma.ends_with("ir")) return;
  const bool inceptive = lemma.ends_with("cer") || lemma.ends_with("cir");
  if (inceptive && form == std::string(stem.substr(0, stem.size() - 1)) + "zco") set_present(word, "Ind", "1", "Sing");
  // "devuelva": another stem, but the vowel tells the mood of what is in the present.
  const bool present = feature(word, "Tense") == "Pres" && feature(word, "Person") == "3";
  if (present && (form.ends_with('a') || form.ends_with("an")))
    set_feature(word, "Mood", first_conjugation ? "Ind" : "Sub");
  if (present && (form.ends_with('e') || form.ends_with("en")))
    set_feature(word, "Mood", first_conjugation ? "Sub" : "Ind");
  if (!std::string_view(form).starts_with(stem)) return;
  // "rechazara", which without its accent is no future.
  const std::string tail = form.substr(stem.size());
  if (tail == (first_conjugation ? "é" : "í")) {  // "visité": I did.
    set_present(word, "Ind", "1", "Sing");
    set_feature(word, "Tense", "Past");
    return;
  }
  const bool past = first_conjugation ? tail == "ara" || tail == "aran" : tail == "iera" || tail == "ieran";
  if (past) {
    set_feature(word, "Mood", "Sub");
    set_feature(word, "Tense", "Imp");
    return;
  }
  const std::string_view ending = std::string_view(form).substr(stem.size());
  if (ending == "o") return set_present(word, "Ind", "1", "Sing");
  const bool with_a = ending == "a" || ending == "an";
  if (!with_a && ending != "e" && ending != "en") return;
  const bool subjunctive = with_a != first_conjugation;
  const bool first = subjunctive && ending.size() == 1 && feature(word, "Person") == "1";  // "que exhorte": I or he.
  set_present(word, subjunctive ? "Sub" : "Ind", first ? "1" : "3", ending.size() == 1 ? "Sing" : "Plur");
}

}  // namespace

void repair_forms(Sentence& sentence) {
  for (Word& word : sentence.words) repair_form(word);
}

}  // namespace trama
