#include "extract/relations/participants.h"

#include <algorithm>

namespace trama {
namespace {

constexpr int kMaxLentSubjects = 8;    // Clauses that lend each other a subject.
constexpr std::size_t kMaxActors = 6;  // Of one coordination.
constexpr int kMaxParticipleWords = 8;

// Relations whose clause may do without a subject of its own.
bool lends_subject(const std::string& relation) {
  return relation == "xcomp" || relation == "advcl" || relation == "conj" || relation == "ccomp";
}

}  // namespace

std::vector<Participant> Participants::actors(int sentence, const Argument& argument, bool acting) const {
  std::vector<int> heads = argument.conjuncts;
  if (heads.empty()) heads = {argument.head};
  std::vector<Participant> list;
  for (const int head : heads) {
    if (head != heads.front() && (begins_elided(sentence, head) || is_second_office(sentence, head))) continue;
    for (Participant& one : actors_at(sentence, head, acting, !argument.relative)) {
      const bool known = std::ranges::any_of(list, [&](const Participant& p) { return p.chain == one.chain; });
      if (!known && list.size() < kMaxActors) list.push_back(std::move(one));
    }
  }
  return list;
}

// "la expresidenta chilena y directora ejecutiva de Y": without an article a second office is the same person's.
bool Participants::is_second_office(int sentence, int word) const {
  const ActorMention* mention = context_.coreference.mentions.find(sentence, word);
  if (mention == nullptr || mention->kind != MentionKind::kNominal || !mention->role || mention->head != word)
    return false;
  const SentenceTree& tree = context_.trees[sentence];
  return mention->type == EntityType::kPerson && mention->number == Number::kSingular && tree.child(word, "det") < 0 &&
         tree.child(word, "nummod") < 0;
}

// "Chile crecerá 2 %, Perú 3 %": a name before another amount has a verb of its own, left out.
bool Participants::begins_elided(int sentence, int word) const {
  const ActorMention* mention = context_.coreference.mentions.find(sentence, word);
  if (mention == nullptr || mention->kind != MentionKind::kNamed) return false;
  const SentenceTree& tree = context_.trees[sentence];
  const auto is_amount = [&](int w) {
    return w < tree.size() && (tree.word(w).upos == "SYM" || (w > mention->last && tree.word(w).upos == "NUM"));
  };
  return is_amount(word + 1) || is_amount(mention->last) || is_amount(mention->last + 1);
}

std::vector<Participant> Participants::actors_at(int sentence, int word, bool acting, bool whole) const {
  if (word < 0 || in_time(context_, sentence, word)) return {};
  const Mentions& mentions = context_.coreference.mentions;
  const ActorMention* mention = mentions.find(sentence, word);
  if (mention == nullptr) {
    // "la refinería Santa Rosa": a noun that is in no table, with a name.
    const int name = context_.trees[sentence].name_of(word);
    if (name >= 0 && name != word) mention = mentions.find(sentence, name);
  }
  if (mention == nullptr || is_no_actor(*mention)) return {};
  std::vector<Participant> list;
  for (const int chain : mention->chains) {
    // "sus socios", "el país": without a name they would be nodes that nobody can tell.
    const Chain& known = context_.coreference.chains[chain];
    const bool vague = mention->possessed || known.type == EntityType::kLocation;
    if (mention->kind == MentionKind::kNominal && !known.named && vague) continue;
    const bool bare =
        mention->kind == MentionKind::kNominal && !known.named && known.canonical.find(' ') == std::string::npos;
    const bool nameless = bare && described(*mention, whole).empty();
    if (nameless && context_.cues.is("vague_actor", mention->head_lemma)) continue;
    list.push_back(one(*mention, chain, acting, whole));
    list.back().word = word;
  }
  return list;
}

Participant Participants::one(const ActorMention& mention, int chain, bool acting, bool whole) const {
  const Chain& known = context_.coreference.chains[chain];
  const bool bare =
      mention.kind == MentionKind::kNominal && !known.named && known.canonical.find(' ') == std::string::npos;
  const std::string name = bare ? described(mention, whole) : std::string();
  const int government = acting ? context_.coreference.government_of(mention) : -1;
  Participant participant = make(mention, chain, government);
  participant.word = mention.head;
  if (!name.empty()) participant.mention.canonical = name;
  return participant;
}

Participant Participants::one(const DroppedSubject& dropped, int chain) const {
  Participant participant;
  participant.guessed = dropped.guessed;
  participant.rivals = dropped.rivals;
  participant.chain = chain;
  participant.word = dropped.verb;
  participant.mention = describe(chain);
  participant.mention.kind = MentionKind::kDropped;
  participant.mention.span = context_.word(dropped.sentence, dropped.verb).span;
  participant.mention.text = std::string(participant.mention.span.of(context_.document.document.text));
  return participant;
}

// "no miembros de la ONU"; "movimientos de este tipo", which means nothing by itself; "[trabajan] juntas".
bool Participants::is_no_actor(const ActorMention& mention) const {
  if (mention.kind != MentionKind::kNominal) return false;
  const SentenceTree& tree = context_.trees[mention.sentence];
  if (mention.first > 0 && tree.word(mention.first - 1).lemma == "no" && tree.head(mention.first - 1) == mention.head)
    return true;
  for (const int child : tree.children(mention.head)) {
    const bool kind = child > mention.head && context_.cues.is("kind", tree.word(child).lemma);
    if (!kind || !tree.is(child, "nmod")) continue;
    for (const int below : tree.children(child)) {
      const std::string& lemma = tree.word(below).lemma;
      if (tree.is(below, "det") && (lemma == "este" || lemma == "ese" || lemma == "dicho")) return true;
    }
  }
  const bool bare = tree.children(mention.head).empty() && mention.first == mention.last;
  return bare && mention.head_lemma == "junta" && mention.head > 0 && tree.is_verb(mention.head - 1);
}

// "miles", "la mayoría"
bool Participants::counts(const Word& word) const {
  const ActorNoun* noun = context_.lexicon.find_noun(word);
  return word.upos == "NUM" || (noun != nullptr && noun->noun_class == "part");
}

// What else the words tell of a noun alone, without its determiner; empty if nothing.
std::string Participants::described(const ActorMention& mention, bool whole) const {
  std::string name = with_adjectives(mention);
  if (name.empty()) name = with_names(mention);
  const std::string& noun = mention.head_lemma;
  if (!name.empty() || (!context_.cues.is("vague_actor", noun) && !context_.cues.is("group_actor", noun))) return name;
  name = with_quantity(mention);
  return name.empty() && whole ? with_participle(mention) : name;
}

// "líderes mundiales y regionales"
std::string Participants::with_adjectives(const ActorMention& mention) const {
  const SentenceTree& tree = context_.trees[mention.sentence];
  const int first = mention.last + 1;
  if (first >= tree.size() || tree.word(first).upos != "ADJ" || tree.head(first) != mention.head) return {};
  for (const int other : tree.children(first)) {
    const bool joined = other == first + 2 && tree.word(first + 1).upos == "CCONJ" && tree.word(other).upos == "ADJ" &&
                        tree.child(other, "obl") < 0 && tree.child(other, "obj") < 0;
    if (joined) return words_text(context_.document, context_.sentence(mention.sentence), mention.head, other);
  }
  return {};
}

// "los pueblos Pijao y Páez": which ones.
std::string Participants::with_names(const ActorMention& mention) const {
  const SentenceTree& tree = context_.trees[mention.sentence];
  int last = mention.last;
  if (mention.number != Number::kPlural) return {};
  const auto names = [&](int w) { return w < tree.size() && tree.word(w).upos == "PROPN"; };
  if (!names(last + 1) || tree.head(last + 1) != mention.head) return {};
  while (names(last + 1) || (last > mention.last && tree.word(last + 1 < tree.size() ? last + 1 : last).form == "y" &&
                             names(last + 2) && tree.head(last + 2) == mention.last + 1)) {
    last += names(last + 1) ? 1 : 2;
  }
  return words_text(context_.document, context_.sentence(mention.sentence), mention.head, last);
}

// "miles de personas", "dos mil personas"; "una persona" tells how many too.
std::string Participants::with_quantity(const ActorMention& mention) const {
  const SentenceTree& tree = context_.trees[mention.sentence];
  if (tree.shares_number(mention.head)) return {};
  const Sentence& sentence = context_.sentence(mention.sentence);
  for (int w = mention.first; w < mention.last; ++w) {
    const Word& word = tree.word(w);
    if ((word.upos == "NUM" || word.upos == "NOUN") && word.lemma != mention.head_lemma)
      return words_text(context_.document, sentence, w, mention.last);
  }
  const int above = tree.head(mention.head);
  const bool counted = above >= 0 && above < mention.first && tree.is(mention.head, "nmod") &&
                       tree.preposition(mention.head) == "de" && counts(tree.word(above));
  // "el número de personas que viven con VIH": how many is told elsewhere.
  const bool unknown = counted && context_.cues.is("needs_complement", tree.word(above).lemma) &&
                       tree.child(above, "det") >= 0 && tree.word(tree.child(above, "det")).lemma == "el";
  if (unknown) return {};
  if (counted) {  // "medio millón de personas"
    int first = above;
    // "[más de] mil millones": "mil" hangs on "más".
    while (first > 0 && (tree.word(first - 1).upos == "NUM" ||
                         (tree.word(first - 1).upos == "ADJ" && tree.head(first - 1) == above))) {
      --first;
    }
    int last = mention.last;  // "el número de personas hambrientas"
    while (last + 1 < tree.size() && tree.word(last + 1).upos == "ADJ" && tree.head(last + 1) == mention.head &&
           !tree.is(last + 1, "acl") && !tree.word(last + 1).lemma.ends_with("ado")) {
      ++last;
    }
    return words_text(context_.document, sentence, first, last);
  }
  for (const int child : tree.children(mention.head)) {
    const bool one =
        tree.word(child).lemma == "uno" && mention.type == EntityType::kPerson && mention.number == Number::kSingular;
    if (child < mention.head && one) return mention.name;
    if (tree.is(child, "nummod") && child < mention.head)
      return words_text(context_.document, sentence, child, mention.last);
  }
  return {};
}

// "personas afectadas por el conflicto"
std::string Participants::with_participle(const ActorMention& mention) const {
  const SentenceTree& tree = context_.trees[mention.sentence];
  const int first = mention.last + 1;
  if (first >= tree.size() || tree.head(first) != mention.head || !tree.is_any(first, {"amod", "acl"})) return {};
  const std::vector<int> phrase = tree.phrase(first);
  int last = first;
  while (std::ranges::binary_search(phrase, last + 1) && tree.word(last + 1).upos != "PUNCT" &&
         !tree.is_any(last + 1, {"acl", "mark", "cc"}) && tree.word(last + 1).upos != "PRON") {
    ++last;
  }
  if (last == first || last - mention.head > kMaxParticipleWords) return {};
  return words_text(context_.document, context_.sentence(mention.sentence), mention.head, last);
}

Mention Participants::describe(int chain) const {
  const Chain& found = context_.coreference.chains[chain];
  Mention mention;
  mention.canonical = found.canonical;
  mention.type = found.type;
  mention.named = found.named;
  mention.aliases = found.aliases;
  mention.head_lemma = found.named ? std::string() : found.head_lemma;
  return mention;
}

Participant Participants::make(const ActorMention& mention, int chain, int via_chain) const {
  const int meant = via_chain >= 0 ? via_chain : chain;
  Participant participant;
  participant.chain = meant;
  participant.modified = context_.coreference.chains[meant].modified;
  participant.guessed = mention.guessed;
  participant.told_country = !mention.country.empty();
  participant.rivals = mention.rivals;
  participant.mention = describe(meant);
  participant.mention.text = mention.text;
  participant.mention.kind = mention.kind;
  const bool government = mention.kind == MentionKind::kNominal && context_.coreference.chains[meant].is_country &&
                          !mention.classes.empty() && mention.classes.front() == "government";
  if (via_chain >= 0) participant.mention.via = context_.coreference.chains[chain].canonical;
  if (government) participant.mention.via = mention.name;
  const auto& words = context_.sentence(mention.sentence).words;
  participant.mention.span = {words[mention.first].span.begin, words[mention.last].span.end};
  return participant;
}

std::vector<Participant> Participants::own_subjects(int sentence, const Proposition& proposition) const {
  std::vector<Participant> list;
  for (const Argument& argument : proposition.arguments) {
    const bool subject =
        proposition.passive ? argument.role == ArgumentRole::kAgent : argument.role == ArgumentRole::kSubject;
    if (!subject) continue;
    for (Participant& one : actors(sentence, argument, true)) {
      const bool known = std::ranges::any_of(list, [&](const Participant& p) { return p.chain == one.chain; });
      if (!known && list.size() < kMaxActors) list.push_back(std::move(one));
    }
    if (!list.empty()) break;
  }
  return list;
}

std::vector<Participant> Participants::dropped_subjects(int sentence, int proposition) const {
  std::vector<Participant> list;
  const DroppedSubject* dropped = context_.coreference.find_dropped(sentence, proposition);
  if (dropped == nullptr) return list;
  for (const int chain : dropped->chains) list.push_back(one(*dropped, chain));
  return list;
}

std::vector<Participant> Participants::subjects(int sentence, int proposition, bool* inherited) const {
  const auto& all = context_.propositions[sentence];
  bool complement = false;  // Of the clause that was climbed to.
  for (int climbed = 0; proposition >= 0 && climbed < kMaxLentSubjects; ++climbed) {
    const Proposition& p = all[proposition];
    if (inherited != nullptr) *inherited = climbed > 0;
    if (climbed > 0 && p.passive) {  // "está dispuesta a ayudar"; not "para ayudar a X se necesitan fondos"
      return complement ? dropped_subjects(sentence, proposition) : std::vector<Participant>();
    }
    std::vector<Participant> list = own_subjects(sentence, p);
    if (list.empty() && (!p.passive || climbed > 0)) list = dropped_subjects(sentence, proposition);
    if (!list.empty()) return list;
    // A subject of its own that is no actor ends the search, unless the tree took a date for it.
    const Argument* subject = p.find(ArgumentRole::kSubject);
    const bool date = subject != nullptr && in_time(context_, sentence, subject->head);
    if (date) {
      proposition = p.parent;
      continue;
    }
    if (subject != nullptr || (p.passive && climbed == 0) || p.impersonal || p.subject_dropped) return {};
    if (!lends_subject(p.parent_relation)) return {};
    if (is_nobodys(sentence, p)) return {};
    complement = p.parent_relation == "xcomp";
    proposition = p.parent;
  }
  return {};
}

// "“Permitir represalias es …”, dijo X": what nobody in particular does; "expresó su apoyo a la creación de Y para
// investigar": not what whoever speaks does.
bool Participants::is_nobodys(int sentence, const Proposition& proposition) const {
  if (proposition.parent < 0 || feature(context_.word(sentence, proposition.predicate), "VerbForm") != "Inf")
    return false;
  const Proposition& above = context_.propositions[sentence][proposition.parent];
  // "envió a prisión a X por estafar": not the judge.
  const bool on_someone = std::ranges::any_of(above.arguments, [](const Argument& a) {
    return a.personal_a || (a.role == ArgumentRole::kIndirect && a.preposition == "a" && !a.clitic);
  });
  if (on_someone && context_.trees[sentence].mark(proposition.predicate) == "por") return true;
  if (!context_.cues.is("speech", above.lemma)) return false;
  const std::string mark = context_.trees[sentence].mark(proposition.predicate);
  return above.predicate > proposition.predicate ? mark.empty()
                                                 : mark == "para" && proposition.parent_relation == "advcl";
}

Participant Participants::thing(int sentence, int head, int first, int last) const {
  const Sentence& s = context_.sentence(sentence);
  const auto& words = s.words;
  Participant participant;
  participant.word = head;
  Mention& mention = participant.mention;
  mention.kind = MentionKind::kNominal;
  mention.type = EntityType::kMisc;
  mention.text = words_text(context_.document, s, first, last);
  mention.span = {words[first].span.begin, words[last].span.end};
  // "menos hijos" are no "hijos".
  while (first < head && !context_.cues.is("amount", words[first].lemma) &&
         (words[first].upos == "DET" || words[first].upos == "ADP" || words[first].upos == "PUNCT")) {
    ++first;
  }
  mention.canonical = words_text(context_.document, s, first, last);
  mention.head_lemma = words[head].lemma;
  return participant;
}

}  // namespace trama
