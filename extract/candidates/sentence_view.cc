#include "extract/candidates/sentence_view.h"

#include <algorithm>
#include <array>

#include "extract/relations/participants.h"

namespace trama {
namespace {

// Steps to another member of a coordination, or between an office and its name.
bool is_level(std::string_view relation) {
  return relation == "conj" || relation == "appos" || relation == "flat" || relation == "fixed";
}

bool may_be_predicate(const SentenceView& view, int w) {
  const Word& word = view.word(w);
  if (in_time(view.context, view.sentence, w)) return false;
  const ActorMention* mention = view.context.coreference.mentions.find(view.sentence, w);
  const bool in_name = mention != nullptr && mention->kind == MentionKind::kNamed;
  if (in_name) {  // "la Alta Comisionada de la ONU"
    const ActorNoun* noun = view.context.lexicon.find_noun(word);
    return noun != nullptr && noun->role && noun->type == EntityType::kPerson;
  }
  if (word.upos == "VERB" || word.upos == "NOUN") return true;
  if (word.upos == "PROPN") return view.context.lexicon.find_noun(word) != nullptr;
  return word.upos == "ADJ" && !view.tree.children(w).empty();
}

}  // namespace

SentenceView::SentenceView(const DocumentContext& document, int index, const SentenceReading& readings)
    : context(document),
      sentence(index),
      tree(document.trees[index]),
      propositions(document.propositions[index]),
      reading(readings),
      slots(find_slots(document, index)) {
  const auto size = static_cast<std::size_t>(tree.size());
  depth.assign(size, 0);
  proposition_at.assign(size, -1);
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    int& at = proposition_at[static_cast<std::size_t>(propositions[p].predicate)];
    if (at < 0) at = static_cast<int>(p);
  }
  nearest = proposition_at;
  for (const int w : tree.top_down()) {
    const int head = tree.head(w);
    if (head < 0) continue;
    depth[w] = depth[head] + 1;
    if (nearest[w] < 0) nearest[w] = nearest[head];
  }
  commas.assign(size + 1, 0);
  verbs.assign(size + 1, 0);
  mentions.assign(size + 1, 0);
  for (const Slot& slot : slots) {
    if (slot.chain >= 0 && slot.kind != SlotKind::kDropped) mentions[slot.word + 1] = 1;
  }
  prepositions.resize(size);
  for (int w = 0; w < tree.size(); ++w) {
    commas[w + 1] = commas[w] + (word(w).upos == "PUNCT" ? 1 : 0);
    verbs[w + 1] = verbs[w] + (word(w).upos == "VERB" ? 1 : 0);
    mentions[w + 1] += mentions[w];
    if (word(w).upos != "PUNCT") prepositions[w] = tree.preposition(w);
    if (may_be_predicate(*this, w)) predicates.push_back(w);
  }
  for (const int w : tree.top_down()) {  // "de X y Y"
    if (prepositions[w].empty() && is_level(tree.relation(w)) && tree.head(w) >= 0)
      prepositions[w] = prepositions[tree.head(w)];
  }
  const Participants participants(context);
  subjects.resize(propositions.size());
  for (std::size_t p = 0; p < propositions.size(); ++p) {
    if (propositions[p].kind != PropositionKind::kVerbal) continue;
    for (const Participant& one : participants.subjects(sentence, static_cast<int>(p)))
      subjects[p].push_back(one.chain);
  }
}

bool SentenceView::find_path(int predicate, int slot_word, TreePath& path) const {
  std::array<int, kMaxPathDown + 1> downs{};  // Words below the turn, lowest first.
  path = TreePath();
  int from = predicate, to = slot_word;
  Key full("full"), shape("shape");
  const auto climb = [&] {
    const std::string_view relation = tree.relation(from);
    if (path.up == 0) path.first = relation;
    path.last = relation;
    path.certainty = std::min(path.certainty, word(from).certainty);
    full.add("^").add(relation);
    if (!is_level(relation)) {
      shape.add("^").add(relation);
      ++path.shape_up;
    }
    ++path.up;
    from = tree.head(from);
  };
  while (from != to) {
    if (from >= 0 && (to < 0 || depth[from] >= depth[to])) {
      if (path.up == kMaxPathUp) return false;
      climb();
    } else {
      if (to < 0 || path.down == kMaxPathDown) return false;
      downs[path.down++] = to;
      to = tree.head(to);
    }
    if (from < 0 && to < 0) return false;  // Of two trees.
  }
  path.top = from;
  for (int i = path.down - 1; i >= 0; --i) {
    const std::string_view relation = tree.relation(downs[i]);
    if (path.up == 0 && i == path.down - 1) path.first = relation;
    path.last = relation;
    path.certainty = std::min(path.certainty, word(downs[i]).certainty);
    full.add("v").add(relation);
    if (is_level(relation)) continue;
    shape.add("v").add(relation).add(prepositions[downs[i]]);
    ++path.shape_down;
  }
  path.full = full.value();
  path.shape = shape.value();
  return true;
}

bool SentenceView::is_below(int w, int above) const {
  while (w >= 0 && w != above) w = tree.head(w);
  return w == above;
}

int SentenceView::between(const std::vector<int>& before, int a, int b) {
  const auto [first, last] = std::minmax(a, b);
  return last <= first + 1 ? 0 : before[last] - before[first + 1];
}

}  // namespace trama
