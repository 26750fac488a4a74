// Which clauses make no statement, or not of their subject: requests to others, topics, quotations, links of chains.
// See sentence_statements.h.
#include <algorithm>

#include "base/utf8.h"
#include "extract/relations/sentence_statements.h"

namespace trama {
namespace {

constexpr int kMaxSteps = 8;  // From a verb up to the clause that it stands in.

}  // namespace

// "urgió a seguir apoyando a X": who asks is not who has to do it, unless the arrow says that he asks.
bool StatementBuilder::asks_others(const Proposition& proposition, const Participant& subject) const {
  const Scope& scope = reading_.scopes[current_];
  if (repeats_request(proposition)) return true;
  if (scope.link != ScopeLink::kContent || scope.above < 0 || governor(proposition) != nullptr) return false;
  const Proposition& above = propositions_[scope.above];
  if (!context_.cues.is("object_control", above.lemma) || is_finite(proposition)) return false;
  const bool told = std::ranges::any_of(proposition.modals, [&](int w) { return w == above.predicate; });
  const Argument* asker = above.find(ArgumentRole::kSubject);
  return !told && !above.passive && asker != nullptr && asker->head == subject.word;
}

// "agregó que enseñar a leer retrasa la edad …": what is done by whoever teaches, not by who says so.
bool StatementBuilder::is_subject_clause(const Proposition& proposition) const {
  if (!is_infinitive(proposition)) return false;
  const int mark = tree_.child(proposition.predicate, "mark");
  const int above = tree_.head(proposition.predicate);
  return mark >= 0 && word(mark).form == "que" && above >= 0 && above < mark &&
         (context_.cues.is("speech", word(above).lemma) || context_.cues.is("belief", word(above).lemma));
}

// "elogió la decisión de conceder el premio", "agradeció a X su disposición a acoger a Y", "acogió con beneplácito el
// acuerdo para eliminar Z": whoever praises it has not decided.
bool StatementBuilder::judges_others(const Proposition& proposition, const Participant& subject) const {
  const int verb = proposition.modals.empty() ? proposition.predicate : proposition.modals.front();
  if (!is_infinitive(proposition) || tree_.head(verb) < 0 || tree_.head(verb) > verb) return false;
  const auto praises = [&](int w) {
    return w >= 0 && (context_.cues.is("evaluates", word(w).lemma) || context_.cues.is("praises", word(w).lemma));
  };
  int judge = tree_.head(verb);
  if (word(judge).upos == "NOUN") {
    const int noun = judge;
    judge = tree_.head(noun);
    const int article = tree_.child(noun, "det");
    const bool known = article >= 0 && (word(article).lemma == "el" || word(article).lemma == "su");
    if (!known || !tree_.is(noun, "obj") || !praises(judge)) return false;
  } else {
    const int object = tree_.child(judge, "obj");
    const bool purpose = tree_.is(verb, "advcl") && object > judge && object < verb && word(object).upos == "NOUN";
    if (!purpose || tree_.mark(verb) != "para" || !context_.cues.is("praises", word(judge).lemma)) return false;
  }
  return std::ranges::any_of(propositions_, [&](const Proposition& other) {
    const Argument* who = other.find(ArgumentRole::kSubject);
    const bool left_out = subject.mention.kind == MentionKind::kDropped && subject.word == judge;
    return other.predicate == judge && (left_out || (who != nullptr && who->head == subject.word));
  });
}

// "insistió en su exhortación a no mirar": others shall.
bool StatementBuilder::repeats_request(const Proposition& proposition) const {
  const Proposition* above = governor(proposition);
  if (above == nullptr) return false;
  const bool speech = context_.cues.is("speech", above->lemma);
  for (int w = above->predicate + 1; w < proposition.predicate; ++w) {
    const bool noun = word(w).upos == "NOUN" || word(w).upos == "ADJ";
    if (!noun || tree_.head(w) != above->predicate) continue;
    if (!speech && tree_.preposition(w) != "a") continue;  // "se sumó al llamado a cesar la violencia"
    if (context_.cues.modality("noun", to_lower(word(w).form)) == Modality::kOrdered) return true;
  }
  return false;
}

// "“A la ONU”, subrayó": said, and not done to.
bool StatementBuilder::is_quoted_before(const Proposition& proposition, const Participant& object) const {
  if (!context_.cues.is("speech", proposition.lemma) || !is_finite(proposition)) return false;
  for (int w = std::max(0, object.word); w < proposition.predicate; ++w) {
    const std::string& form = word(w).form;
    if (form == "”" || form == "»" || form == "\"" || form == "''") return true;
  }
  return false;
}

// "necesitamos contactar": no one that the sentence names.
bool StatementBuilder::is_first_person(const Proposition& proposition, std::string_view number) const {
  std::vector<int> verbs = proposition.relation_words;
  verbs.insert(verbs.end(), proposition.modals.begin(), proposition.modals.end());
  return std::ranges::any_of(verbs, [&](int w) {
    const std::string_view person = feature(word(w), "Person");
    if (!number.empty() && (person != "1" || feature(word(w), "Number") != number)) return false;
    return tree_.is_finite(w) && (person == "1" || person == "2");
  });
}

// "[200 millones de] personas que descienden de X viven en Y": without the clause it is said of others.
bool StatementBuilder::is_restricted(const Proposition& proposition, const Participant& subject) const {
  if (subject.word < 0 || subject.mention.kind != MentionKind::kNominal || subject.mention.named) return false;
  std::vector<int> nouns = {subject.word};
  for (const int child : tree_.children(subject.word)) {
    if (child > subject.word && tree_.is(child, "nmod")) nouns.push_back(child);
  }
  return std::ranges::any_of(nouns, [&](int noun) {
    return context_.cues.is("vague_actor", word(noun).lemma) && has_clause_of_others(noun, proposition.predicate);
  });
}

// Whether a clause without a comma tells which ones, and `predicate` does not stand in it.
bool StatementBuilder::has_clause_of_others(int noun, int predicate) const {
  return std::ranges::any_of(tree_.children(noun), [&](int child) {
    if (child < noun || !tree_.is(child, "acl") || !tree_.is_finite(child)) return false;
    int at = predicate;
    for (int steps = 0; at >= 0 && at != child && steps < kMaxSteps; ++steps) at = tree_.head(at);
    return at != child && noun + 1 < tree_.size() && word(noun + 1).form != ",";
  });
}

// "Kosovo: el enviado pide elecciones": what a headline is about; "Santiago - Chile celebró": where it was written.
bool StatementBuilder::is_topic(const Proposition& proposition, const Participant& subject) const {
  if (subject.word < 0 || subject.word >= proposition.predicate) return false;
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, subject.word);
  const int next = (mention == nullptr ? subject.word : std::max(subject.word, mention->last)) + 1;
  if (next >= proposition.predicate) return false;
  const auto is_dash = [&](int w) { return word(w).form == "-" || word(w).form == "–" || word(w).form == "—"; };
  const bool first = mention != nullptr && mention->first == 0;
  if (!first || !is_dash(next)) return word(next).form == ":";
  int dashes = 0;  // "Chile – el mayor productor – celebró"
  for (int w = next; w < proposition.predicate; ++w) dashes += is_dash(w) ? 1 : 0;
  return dashes == 1;
}

// "varios países, incluyendo a X", "el PSOE, seguido por el PP": not so "fue seguido por X", "está incluyendo a X".
bool StatementBuilder::is_like_preposition(const Proposition& proposition) const {
  if (proposition.predicate < 0 || is_finite(proposition)) return false;
  return context_.cues.is("like_preposition", to_lower(word(proposition.predicate).form));
}

// "la campaña Protegiendo la Salud"
bool StatementBuilder::is_in_name(int w) const {
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, w);
  return mention != nullptr && mention->kind == MentionKind::kNamed && mention->first < mention->last;
}

// The outer verb of "prometió apoyar": it says nothing that the inner one's statement does not.
bool StatementBuilder::is_chain_link(const Proposition& proposition) const {
  const bool governs = context_.cues.is("promise", proposition.lemma) || context_.cues.is("plan", proposition.lemma) ||
                       context_.cues.is("able", proposition.lemma) || context_.cues.is("refusal", proposition.lemma);
  if (!governs) return false;
  return std::ranges::any_of(proposition.arguments, [&](const Argument& argument) {
    return argument.role == ArgumentRole::kClause && argument.proposition >= 0 &&
           propositions_[argument.proposition].parent_relation == "xcomp" &&
           !is_finite(propositions_[argument.proposition]);
  });
}

// "advirtió que está movilizando": a clause of its own, whatever the tree calls it.
bool StatementBuilder::is_finite(const Proposition& proposition) const {
  return std::ranges::any_of(proposition.relation_words, [&](int w) {
    return tree_.is_finite(w) && (w == proposition.predicate || tree_.head(w) == proposition.predicate);
  });
}

}  // namespace trama
