#include "extract/relations/label.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kMaxLabelWords = 8;

bool is_negation(const std::string& folded) {
  return folded == "no" || folded == "nunca" || folded == "jamas" || folded == "tampoco";
}

bool in_label(const Word& word) {
  const std::string folded = fold_key(word.form);
  if (word.upos == "PUNCT" || folded == "ni") return false;  // "ni X ni Y": "no" says it.
  if (word.upos == "PRON") return folded == "se";
  if (word.upos == "ADV") return is_negation(folded);
  return true;
}

std::vector<int> label_words(const DocumentContext& context, const Sentence& sentence, const Proposition& proposition,
                             const Proposition* above) {
  std::vector<int> words;
  for (const Proposition* part : {above, &proposition}) {
    if (part == nullptr) continue;
    for (const int w : part->relation_words) {
      if (in_label(sentence.words[w])) words.push_back(w);
      if (w + 1 < static_cast<int>(sentence.words.size()) &&
          context.cues.is("plan", sentence.words[w].lemma + " " + to_lower(sentence.words[w + 1].form))) {
        words.push_back(w + 1);
        const bool aim = w + 2 < static_cast<int>(sentence.words.size()) && sentence.words[w + 2].upos == "NOUN";
        if (aim) words.push_back(w + 2);  // "tiene como objetivo"
      }
    }
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.size() > kMaxLabelWords) words.erase(words.begin(), words.end() - kMaxLabelWords);
  return words;
}

// "reunir" + "se" of one token is that token, if the label has all of its words.
std::string surface(const Sentence& sentence, const std::vector<int>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = sentence.words[words[i]];
    std::string form = word.form;
    for (const MultiwordToken& token : sentence.multiword_tokens) {
      const auto count = static_cast<std::size_t>(token.last - token.first) + 1;
      if (token.first != words[i] || i + count > words.size() || words[i + count - 1] != token.last) continue;
      form = token.form;
      i += count - 1;
      break;
    }
    text += (text.empty() ? "" : " ") + to_lower(without_invisible(form));
  }
  return text;
}

// A passive told from the doer's side.
std::string active_label(const DocumentContext& context, const Sentence& sentence, const Proposition& proposition,
                         bool plural) {
  std::string text = proposition.negated ? "no " : "";
  const auto auxiliary = [&](std::string_view name, std::string_view value) {
    return std::ranges::any_of(proposition.relation_words, [&](int w) {
      return w < proposition.predicate && feature(sentence.words[w], name) == value;
    });
  };
  if (proposition.modals.empty() && auxiliary("Tense", "Fut")) {
    return text + context.cues.future(proposition.lemma, plural);
  }
  // "es dirigido por X"; "un comité formado por X": it still is.
  const bool state =
      context.cues.is("state", proposition.lemma) && !auxiliary("VerbForm", "Fin") && !auxiliary("VerbForm", "Inf");
  const bool now =
      auxiliary("Tense", "Pres") && auxiliary("Mood", "Ind") && !auxiliary("Tense", "Past") &&
      std::ranges::none_of(proposition.relation_words, [&](int w) { return sentence.words[w].lemma == "haber"; });
  if (proposition.modals.empty() && (state || now)) return text + context.cues.present(proposition.lemma, plural);
  // "pidió que sea investigado", "para ser atendido": it has not happened yet.
  const bool wanted = !auxiliary("Tense", "Past") && !auxiliary("Tense", "Imp") &&
                      (auxiliary("Mood", "Sub") || (auxiliary("VerbForm", "Inf") && !auxiliary("VerbForm", "Fin")));
  if (proposition.modals.empty() && wanted) return text + proposition.lemma;
  if (proposition.modals.empty()) return text + context.cues.preterite(proposition.lemma, plural);
  for (const int modal : proposition.modals) text += to_lower(without_invisible(sentence.words[modal].form)) + " ";
  return text + proposition.lemma;
}

}  // namespace

std::string relation_label(const DocumentContext& context, int sentence, const Proposition& proposition,
                           const Proposition* above, bool plural, bool governed_by_subject) {
  const Sentence& s = context.sentence(sentence);
  if (proposition.passive) return active_label(context, s, proposition, plural);
  if (proposition.kind == PropositionKind::kApposition || proposition.kind == PropositionKind::kNominal) {
    return proposition.lemma;
  }
  std::vector<int> words = label_words(context, s, proposition, governed_by_subject ? above : nullptr);
  if (governed_by_subject && above != nullptr) {  // "llamó a acelerar"
    const SentenceTree& tree = context.trees[sentence];
    for (const int child : tree.children(proposition.predicate)) {
      const bool joint = tree.is(child, "mark") && tree.word(child).upos == "ADP" && child > above->predicate;
      if (joint && child < proposition.predicate) words.push_back(child);
    }
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
  }
  if (!governed_by_subject && !proposition.modals.empty()) {
    std::erase_if(words, [&](int w) { return w <= proposition.modals.back(); });
    std::erase_if(words, [&](int w) { return w < proposition.predicate && s.words[w].upos == "ADP"; });
  }
  std::string text = surface(s, words);
  // "sin responder" says it already.
  const bool without = text.starts_with("sin ") || text.find(" sin ") != std::string::npos;
  if (proposition.negated && !without && text.find("no ") == std::string::npos &&
      text.find("nunca") == std::string::npos && text.find("tampoco") == std::string::npos) {
    text = "no " + text;
  }
  return text.empty() ? proposition.lemma : text;
}

Span relation_span(const DocumentContext& context, int sentence, const Proposition& proposition) {
  const Sentence& s = context.sentence(sentence);
  Span span = s.words[proposition.predicate].span;
  for (const int w : proposition.relation_words) {
    span.begin = std::min(span.begin, s.words[w].span.begin);
    span.end = std::max(span.end, s.words[w].span.end);
  }
  return span;
}

}  // namespace trama
