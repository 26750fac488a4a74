#include "extract/statements/ranked.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/utf8.h"

namespace trama {
namespace {

Participant participant_of(const SentenceView& view, const Slot& slot, bool acting) {
  const Participants participants(view.context);
  const Coreference& coreference = view.context.coreference;
  if (slot.dropped != nullptr) return participants.one(*slot.dropped, slot.chain);
  if (slot.chain >= 0) return participants.one(coreference.mentions.all[slot.mention], slot.chain, acting);
  const auto [first, last] = thing_words(view.tree, slot.word);
  return participants.thing(view.sentence, slot.word, first, last);
}

// "el presidente de X", of nobody who is named: the arrow would say that he is what he is called.
bool says_its_name(const Statement& statement) {
  const auto begins = [&](const std::string& name) {
    return fold_key(name).starts_with(fold_key(statement.relation.lemma));
  };
  return begins(statement.subject.canonical) || begins(statement.object.canonical);
}

// What joins the object to its predicate: nothing for what a verb is done to, and the noun between them if it is a part
// of what stands beside the verb ("destacó la trayectoria de X").
void join(const SentenceView& view, const ArgumentCandidate& argument, const Slot& slot, DrawnParts& parts) {
  const int at = view.proposition_at[argument.predicate];
  if (at >= 0) {
    for (const Argument& one : view.propositions[at].arguments) {
      const bool direct = one.role == ArgumentRole::kObject || one.role == ArgumentRole::kPatient;
      if (one.head == slot.word || std::ranges::count(one.conjuncts, slot.word) > 0) {
        if (!direct) parts.preposition = one.preposition;
        return;
      }
      if (one.head < 0 || one.clitic || !std::ranges::binary_search(one.words, slot.word)) continue;
      if (view.tree.relation(slot.word) == "appos" && view.tree.head(slot.word) == one.head) {  // "al juez X"
        if (!direct) parts.preposition = one.preposition;
        return;
      }
      if (view.word(one.head).upos != "NOUN") continue;
      parts.preposition = direct ? std::string() : one.preposition;
      parts.via = one.head;
      parts.via_joint = slot.kind == SlotKind::kPossessive || view.prepositions[slot.word].empty()
                            ? "de"
                            : view.prepositions[slot.word];
      return;
    }
  }
  if (slot.kind == SlotKind::kPossessive) {
    parts.preposition = "de";
  } else if (argument.path.down > 0) {
    const std::string& preposition = view.prepositions[slot.word];
    const bool done_to = view.tree.is_verb(argument.predicate) && preposition == "a";  // "condenó a X"
    if (!done_to) parts.preposition = preposition;
  }
}

DrawnParts parts_of(const SentenceView& view, const ArgumentCandidate& subject, const ArgumentCandidate& object) {
  const Slot &s = view.slots[subject.slot], &o = view.slots[object.slot];
  DrawnParts parts;
  parts.predicate = subject.predicate;
  parts.proposition = view.nearest[subject.predicate];
  parts.own = view.proposition_at[subject.predicate] >= 0;
  parts.subject = participant_of(view, s, true);
  parts.object = participant_of(view, o, o.acting_chain != o.chain && view.tree.is_verb(subject.predicate));
  join(view, object, o, parts);
  if (parts.via >= 0 && o.chain < 0) {  // "tumbó el proyecto de ley": the whole of what stands beside the verb.
    const auto [first, last] = thing_words(view.tree, parts.via);
    parts.object = Participants(view.context).thing(view.sentence, parts.via, first, last);
    parts.via = -1;
  }
  return parts;
}

}  // namespace

std::vector<Statement> ranked_statements(const Ranker& ranker, const SentenceView& view, SentenceStatements read,
                                         StatementBuilder& builder) {
  std::vector<ArgumentCandidate> arguments = Ranker::arguments(view);
  ranker.judge_arguments(view, arguments);
  std::vector<PairCandidate> pairs = ranker.pairs(view, arguments, read.readings);
  const PairContext context{view, arguments, read.readings, ranker.pair_rates()};
  ranker.score_pairs(context, pairs);
  std::vector<bool> used(read.statements.size(), false);
  for (const PairCandidate& pair : pairs) {
    if (pair.rule >= 0) used[static_cast<std::size_t>(pair.rule)] = true;
  }
  std::vector<Statement> statements;
  std::set<std::tuple<std::string, std::string, std::string, std::string, Polarity, Modality>> seen;
  const auto add = [&](Statement statement) {
    const auto key = std::tuple(statement.subject.canonical, statement.relation.lemma, statement.relation.preposition,
                                statement.object.canonical, statement.polarity, statement.modality);
    if (statement.subject.canonical == statement.object.canonical || !seen.insert(key).second) return;
    statements.push_back(std::move(statement));
  };
  // What the rules read of parts that are no candidates keeps their confidence.
  for (std::size_t r = 0; r < used.size(); ++r) {
    if (!used[r]) add(std::move(read.statements[r]));
  }
  for (const RankedPair& one : ranker.choose(context, pairs)) {
    const ArgumentCandidate &subject = arguments[one.pair.subject], &object = arguments[one.pair.object];
    Statement statement = one.pair.rule >= 0 ? read.statements[static_cast<std::size_t>(one.pair.rule)]
                                             : builder.draw(parts_of(view, subject, object));
    if (one.pair.rule < 0 && !view.tree.is_verb(subject.predicate) && says_its_name(statement)) continue;
    statement.confidence = one.probability;
    statement.salience = one.salience;
    add(std::move(statement));
  }
  std::ranges::stable_sort(statements, {}, [](const Statement& statement) { return statement.relation.span.begin; });
  return statements;
}

}  // namespace trama
