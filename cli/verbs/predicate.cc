#include "cli/verbs/predicate.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/utf8.h"
#include "cli/verbs/verb.h"
#include "extract/analysis/conjugation.h"
#include "graph/names/names.h"

namespace trama::cli {
namespace {

constexpr std::size_t kSuggested = 8;

// Words that stand around a verb or its noun and tell nothing of which it is. Folded.
const std::set<std::string>& small_words() {
  static const std::set<std::string> kWords = {
      "se",    "le",     "les",    "lo",  "la",     "los", "las",   "no",  "a",   "al", "ante",
      "con",   "contra", "de",     "del", "en",     "por", "sobre", "ha",  "han", "he", "hemos",
      "habia", "habian", "habria", "fue", "fueron", "es",  "son",   "era", "el",  "un", "una"};
  return kWords;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// What may be meant: lemmas, folded, and the words as they stand.
struct Wanted {
  std::string whole;
  std::set<std::string> lemmas;
  std::set<std::string> words;
};

Wanted read(const std::string& given) {
  Wanted wanted{fold_name(given), {}, {}};
  for (const std::string& word : words_of(given)) {
    const std::string folded = fold_name(word);
    if (small_words().contains(folded)) continue;
    wanted.words.insert(folded);
    wanted.lemmas.insert(folded);
    for (const std::string& infinitive : infinitives_of(to_lower(word))) wanted.lemmas.insert(fold_name(infinitive));
  }
  return wanted;
}

bool has_all(const std::string& label, const std::set<std::string>& wanted) {
  const std::vector<std::string> words = words_of(fold_name(label));
  return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
    return std::find(words.begin(), words.end(), one) != words.end();
  });
}

// How well a relation fits: by its class or lemma, by a form of its verb, by words of its label; or not.
enum class Fit { kNot, kLabel, kForm, kName };
Fit fit_of(const RelationEdge& relation, const Wanted& wanted) {
  const std::string lemma = fold_name(relation.lemma);
  if (lemma == wanted.whole || fold_name(relation.event_class) == wanted.whole ||
      fold_name(relation.relation_class) == wanted.whole) {
    return Fit::kName;
  }
  const std::string stem = lemma.ends_with("se") ? lemma.substr(0, lemma.size() - 2) : lemma;
  if (wanted.lemmas.contains(lemma) || wanted.lemmas.contains(stem) || wanted.lemmas.contains(lemma + "se")) {
    return Fit::kForm;
  }
  return has_all(relation.label, wanted.words) ? Fit::kLabel : Fit::kNot;
}

}  // namespace

std::vector<std::string> find_types(const GraphView& graph, EntityId actor, Side side, const std::string& words) {
  const Wanted wanted = read(words);
  std::vector<RelationId> relations = side == Side::kSubject ? graph.relations_from(actor) : graph.relations_to(actor);
  for (const RelationId id : side == Side::kSubject ? graph.relations_to(actor) : graph.relations_from(actor)) {
    if (graph.relation(id).symmetric) relations.push_back(id);
  }
  Fit best = Fit::kNot;
  std::set<std::string> types;
  std::map<std::string, std::int64_t> others;
  for (const RelationId id : relations) {
    const RelationEdge& relation = graph.relation(id);
    others[relation.lemma] += relation.document_count;
    const Fit fit = fit_of(relation, wanted);
    if (fit == Fit::kNot || fit < best) continue;
    if (fit > best) types.clear();
    best = fit;
    const bool by_class = fit == Fit::kName && fold_name(relation.lemma) != wanted.whole;
    const std::string& of_class = relation.event_class.empty() ? relation.relation_class : relation.event_class;
    types.insert(by_class ? of_class : relation.lemma);
  }
  if (!types.empty()) return {types.begin(), types.end()};
  std::vector<std::pair<std::int64_t, std::string>> ranked;
  for (const auto& [lemma, documents] : others) ranked.emplace_back(-documents, lemma);
  std::sort(ranked.begin(), ranked.end());
  std::string message = "no relation '" + printable_text(words) + "' " + (side == Side::kSubject ? "from " : "to ") +
                        printable_text(graph.entity(actor).name);
  for (std::size_t i = 0; i < std::min(ranked.size(), kSuggested); ++i) {
    message += (i == 0 ? "; there are " : ", ") + printable_text(ranked[i].second);
  }
  if (ranked.size() > kSuggested) message += ", …";
  throw Error(ErrorCode::kInvalid, message);
}

std::string type_pattern(const std::vector<std::string>& types) {
  std::string pattern;
  for (const std::string& type : types) pattern += (pattern.empty() ? "" : "|") + quoted_name(type);
  return pattern;
}

}  // namespace trama::cli
