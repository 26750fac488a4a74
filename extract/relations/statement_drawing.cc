// Statements of candidates: what a predicate and two participants say, whether or not a rule reads them together.
#include <algorithm>

#include "base/utf8.h"
#include "extract/relations/label.h"
#include "extract/relations/sentence_statements.h"

namespace trama {

Statement StatementBuilder::draw(const DrawnParts& parts) {
  const bool own = parts.own;
  current_ = std::max(0, parts.proposition);
  Statement statement;
  if (parts.proposition >= 0) {
    statement = start(propositions_[current_], parts.subject, parts.object);
  } else {
    statement.subject = parts.subject.mention;
    statement.object = parts.object.mention;
    statement.evidence = evidence();
  }
  const Proposition* proposition = own ? &propositions_[current_] : nullptr;
  if (!own) set_nominal_reading(parts.predicate, statement);
  if (proposition != nullptr && proposition->kind == PropositionKind::kVerbal) {
    ObjectReading object;
    object.preposition = parts.preposition;
    object.via = parts.via;
    if (parts.via >= 0) object.via_joint = parts.via_joint;
    object.theme = drawn_theme(*proposition, parts.object);
    statement.relation = relation_of(*proposition, parts.subject, object);
    statement.relation.symmetric = proposition->symmetric && parts.preposition == "con";
    statement.theme = objects_.text(object.theme);
    if (!object.theme.empty())
      statement.theme_span = Span{word(object.theme.first).span.begin, word(object.theme.last).span.end};
    add_quantities(statement, object, parts.object);
    statement.place = place_of(*proposition, parts.object);
    if (names_itself(*proposition, parts.subject, statement)) statement.source.reset();
    return statement;
  }
  const Word& noun = word(parts.predicate);
  statement.relation.lemma = noun.lemma;
  statement.relation.preposition = parts.preposition;
  statement.relation.span = noun.span;
  statement.relation.label = to_lower(without_invisible(noun.form));
  if (is_office(parts.predicate)) {
    statement.relation.preposition = "de";
    const Proposition none;
    statement.relation.label =
        role_label(proposition == nullptr ? none : *proposition, parts.predicate, parts.object.word);
  } else if (!parts.preposition.empty()) {
    statement.relation.label += " " + parts.preposition;
  }
  return statement;
}

// Who holds an office is told as a fact, and so is an event with an article; any other event is as sure as the clause
// that it stands in ("prometió un ataque"). None of them is denied with it ("no condenó el ataque").
void StatementBuilder::set_nominal_reading(int noun, Statement& statement) const {
  statement.polarity = Polarity::kPositive;
  statement.time.reset();
  statement.count = 1;
  const bool definite = std::ranges::any_of(tree_.children(noun), [&](int child) {
    return child < noun && word(child).upos == "DET" && word(child).lemma != "uno";
  });
  if (definite || is_office(noun)) statement.modality = Modality::kAsserted;
}

bool StatementBuilder::is_office(int noun) const {
  const ActorNoun* known = context_.lexicon.find_noun(word(noun));
  return known != nullptr && known->type == EntityType::kPerson;
}

// What is done, where the arrow points to somebody else: "envió tropas a X".
Phrase StatementBuilder::drawn_theme(const Proposition& proposition, const Participant& object) const {
  const Argument* direct = proposition.find(proposition.passive ? ArgumentRole::kPatient : ArgumentRole::kObject);
  if (direct == nullptr || direct->clitic || direct->head < 0) return {};
  const bool inside = std::ranges::binary_search(direct->words, object.word) || direct->head == object.word;
  if (inside || std::ranges::count(direct->conjuncts, object.word) > 0) return {};
  return objects_.theme(direct->head, direct->words);
}

}  // namespace trama
