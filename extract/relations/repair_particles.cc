#include "extract/relations/repair_particles.h"

#include <algorithm>

namespace trama {
namespace {

bool is_name_word(const Word& word) {
  return word.upos == "PROPN" && word.form.size() > 2;
}

}  // namespace

std::unordered_set<std::string> names_behind_de(const AnalyzedDocument& document) {
  std::unordered_set<std::string> names;
  for (const Sentence& sentence : document.sentences) {
    for (const EntitySpan& span : entity_spans(sentence)) {
      if (span.type != EntityType::kPerson || span.last - span.first < 2) continue;
      if (sentence.words[span.last - 1].form == "de" && is_name_word(sentence.words[span.last]))
        names.insert(sentence.words[span.last].form);
    }
  }
  return names;
}

void repair_particles(Sentence& sentence, const std::unordered_set<std::string>& names, const Cues& cues) {
  if (names.empty()) return;
  auto& words = sentence.words;
  const int size = static_cast<int>(words.size());
  for (int i = 1; i < size; ++i) {
    Word& name = words[i];
    Word& particle = words[i - 1];
    if (!names.contains(name.form) || particle.lemma != "de" || particle.head != i) continue;
    const int verb = name.head;
    const bool beside = verb >= 0 && verb < size && (verb == i - 2 || verb == i + 1);
    if (!beside || words[verb].upos != "VERB" || !cues.is("speech", words[verb].lemma)) continue;
    const bool has_subject = std::ranges::any_of(
        words, [&](const Word& word) { return word.head == verb && word.deprel.starts_with("nsubj"); });
    if (has_subject) continue;
    name.deprel = "nsubj";
    name.func = "SUJ";
    particle.deprel = "flat";
  }
}

}  // namespace trama
