#include <algorithm>
#include <array>
#include <bit>

#include "extract/ranking/features.h"

namespace trama {
namespace {

// Classes of relation_verbs.tsv that tell what kind of predicate it is.
constexpr std::array<const char*, 14> kPredicateClasses = {
    "speech", "order",    "personal", "plan",    "promise",    "accuse", "light",
    "helps",  "transfer", "leads",    "changes", "obligation", "lies",   "object_control"};

template <std::size_t N>
int code(std::string_view value, const std::array<std::string_view, N>& known) {
  const auto found = std::ranges::find(known, value);
  return found == known.end() ? static_cast<int>(N) : static_cast<int>(found - known.begin());
}

constexpr std::array<std::string_view, 6> kTags = {"VERB", "NOUN", "ADJ", "PROPN", "PRON", "AUX"};
constexpr std::array<std::string_view, 5> kVerbForms = {"", "Fin", "Inf", "Ger", "Part"};
constexpr std::array<std::string_view, 5> kMoods = {"", "Ind", "Sub", "Cnd", "Imp"};
constexpr std::array<std::string_view, 5> kTenses = {"", "Past", "Pres", "Fut", "Imp"};
constexpr std::array<std::string_view, 14> kRelations = {"nsubj", "obj",   "iobj",  "obl",   "nmod", "appos", "conj",
                                                         "acl",   "advcl", "ccomp", "xcomp", "amod", "root",  "det"};

// The part that an argument has in a proposition, as a number; `inside`: somewhere below it.
struct Part {
  int role = -1;
  bool inside = false, shared = false, relative = false, personal_a = false;
};
Part part_in(const Proposition& proposition, int w) {
  Part part;
  for (const Argument& argument : proposition.arguments) {
    const bool own = argument.head == w || std::ranges::count(argument.conjuncts, w) > 0;
    if (!own && (part.role >= 0 || !std::ranges::binary_search(argument.words, w))) continue;
    part = {static_cast<int>(argument.role), !own, argument.shared, argument.relative, argument.personal_a};
    if (own) break;
  }
  return part;
}

}  // namespace

void predicate_features(const SentenceView& view, int p, FeatureRow& row) {
  const Word& word = view.word(p);
  const int at = view.proposition_at[p];
  row.add("p_tag", code(word.upos, kTags));
  row.add("p_form", code(feature(word, "VerbForm"), kVerbForms));
  row.add("p_mood", code(feature(word, "Mood"), kMoods));
  row.add("p_tense", code(feature(word, "Tense"), kTenses));
  row.add("p_plural", number_of(word) == Number::kPlural);
  row.add("p_relation", code(view.tree.relation(p), kRelations));
  row.add("p_depth", view.depth[p]);
  row.add("p_certainty", word.certainty);
  row.add("p_proposition", at < 0 ? -1 : static_cast<int>(view.propositions[at].kind));
  const Proposition* proposition = at < 0 ? nullptr : &view.propositions[at];
  row.add("p_passive", proposition != nullptr && proposition->passive);
  row.add("p_impersonal", proposition != nullptr && proposition->impersonal);
  row.add("p_dropped", proposition != nullptr && proposition->subject_dropped);
  row.add("p_modals", proposition == nullptr ? 0 : static_cast<double>(proposition->modals.size()));
  row.add("p_arguments", proposition == nullptr ? 0 : static_cast<double>(proposition->arguments.size()));
  row.add("p_has_object", proposition != nullptr && proposition->find(ArgumentRole::kObject) != nullptr);
  row.add("p_has_subject", proposition != nullptr && proposition->find(ArgumentRole::kSubject) != nullptr);
  const Cues& cues = view.context.cues;
  for (const char* name : kPredicateClasses) row.add(name, cues.is(name, word.lemma));
  row.add("p_event", cues.is_event_noun(word.lemma));
  row.add("p_deed", cues.is_deed_noun(word.lemma));
  const ActorNoun* noun = view.context.lexicon.find_noun(word);
  row.add("p_actor", noun == nullptr ? -1 : static_cast<int>(noun->type) * 2 + (noun->role ? 1 : 0));
  row.add("p_class", !cues.event_class(word.lemma).empty());
}

void argument_keys(const SentenceView& view, const ArgumentCandidate& argument, std::vector<std::uint64_t>& keys) {
  const Slot& slot = view.slots[argument.slot];
  const Word &predicate = view.word(argument.predicate), &word = view.word(slot.word);
  const std::string& preposition = view.prepositions[slot.word];
  const auto kind = static_cast<std::uint64_t>(slot.kind);
  const std::uint64_t side = slot.word < argument.predicate ? 1 : 0;
  const bool dropped = slot.kind == SlotKind::kDropped;
  const std::string_view head = dropped ? std::string_view("-") : std::string_view(word.lemma);
  keys.clear();
  keys.push_back(Key("full").add(argument.path.full).add(preposition).add(predicate.upos).add(kind).value());
  keys.push_back(
      Key("shape").add(argument.path.shape).add(preposition).add(predicate.upos).add(kind + 8 * side).value());
  keys.push_back(Key("lemma shape").add(predicate.lemma).add(argument.path.shape).add(preposition).value());
  keys.push_back(Key("lemma last").add(predicate.lemma).add(argument.path.last).add(preposition).add(kind).value());
  keys.push_back(Key("head shape").add(head).add(argument.path.shape).add(kind).value());
  keys.push_back(Key("head").add(head).add(kind).value());
  keys.push_back(Key("lemma").add(predicate.lemma).add(predicate.upos).value());
}

void argument_features(const SentenceView& view, const ArgumentCandidate& argument, const RateTable& rates,
                       FeatureRow& row) {
  static const float kNone[kArgumentRates] = {};
  static constexpr std::array<std::string_view, 21> kNames = {
      "r_full_s",        "r_full_o",        "r_full_n",        "r_shape_s",      "r_shape_o",      "r_shape_n",
      "r_lemma_shape_s", "r_lemma_shape_o", "r_lemma_shape_n", "r_lemma_last_s", "r_lemma_last_o", "r_lemma_last_n",
      "r_head_shape_s",  "r_head_shape_o",  "r_head_shape_n",  "r_head_s",       "r_head_o",       "r_head_n",
      "r_lemma_s",       "r_lemma_o",       "r_lemma_n"};
  std::vector<std::uint64_t> keys;
  argument_keys(view, argument, keys);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const float* found = rates.find(keys[k]);
    if (found == nullptr) found = kNone;
    for (int c = 0; c < kArgumentRates; ++c) row.add(kNames[k * kArgumentRates + c], found[c]);
  }
  const int p = argument.predicate;
  const Slot& slot = view.slots[argument.slot];
  const int w = slot.word;
  const TreePath& path = argument.path;
  const Coreference& coreference = view.context.coreference;
  row.add("up", path.up);
  row.add("down", path.down);
  row.add("shape_up", path.shape_up);
  row.add("shape_down", path.shape_down);
  row.add("path_certainty", path.certainty);
  row.add("path_first", code(path.first, kRelations));
  row.add("path_last", code(path.last, kRelations));
  row.add("top_tag", code(view.word(path.top).upos, kTags));
  row.add("distance", std::clamp(w - p, -40, 40));
  row.add("commas", std::min(9, SentenceView::between(view.commas, w, p)));
  row.add("verbs", std::min(9, SentenceView::between(view.verbs, w, p)));
  row.add("actors", std::min(9, SentenceView::between(view.mentions, w, p)));
  row.add("kind", static_cast<int>(slot.kind));
  row.add("tag", code(view.word(w).upos, kTags));
  row.add("relation", code(view.tree.relation(w), kRelations));
  row.add("has_preposition", !view.prepositions[w].empty());
  row.add("depth", view.depth[w]);
  const Chain* chain = slot.chain < 0 ? nullptr : &coreference.chains[slot.chain];
  row.add("type", chain == nullptr ? -1 : static_cast<int>(chain->type));
  row.add("named", chain != nullptr && chain->named);
  row.add("country", chain != nullptr && chain->is_country);
  row.add("name_count", chain == nullptr ? 0 : std::min(12, chain->name_count));
  row.add("mention_count", chain == nullptr ? 0 : std::min(20, chain->mention_count));
  const ActorMention* mention = slot.mention < 0 ? nullptr : &coreference.mentions.all[slot.mention];
  const DroppedSubject* dropped = slot.dropped;
  row.add("guessed", (mention != nullptr && mention->guessed) || (dropped != nullptr && dropped->guessed));
  row.add("rivals", mention != nullptr ? mention->rivals : dropped != nullptr ? dropped->rivals : 0);
  row.add("plural", number_of(view.word(w)) == Number::kPlural);
  row.add("definite", mention != nullptr && mention->definite);
  row.add("role", mention != nullptr && mention->role);
  row.add("modified", mention != nullptr && mention->modified);
  row.add("words", mention == nullptr ? 1 : std::min(9, mention->last - mention->first + 1));
  row.add("possessed", mention != nullptr && mention->possessed);
  row.add("person", mention == nullptr ? 0 : mention->person);
  const int at = view.proposition_at[p];
  Part part;
  if (at >= 0) part = part_in(view.propositions[at], w);
  row.add("part", part.role);
  row.add("part_inside", part.inside);
  row.add("part_shared", part.shared);
  row.add("part_relative", part.relative);
  row.add("part_personal", part.personal_a);
  row.add("rule_subject", at >= 0 && slot.chain >= 0 && std::ranges::count(view.subjects[at], slot.chain) > 0);
  row.add("rule_subjects", at < 0 ? -1 : static_cast<double>(view.subjects[at].size()));
  row.add("own_verb", slot.kind == SlotKind::kDropped && w == p);
  const int around = view.nearest[p];
  const auto& source = around < 0 ? std::optional<Attribution>() : view.reading.sources[around];
  row.add("is_source", source && chain != nullptr && source->who.canonical == chain->canonical);
  row.add("sentence", std::min(20, view.sentence));
}

}  // namespace trama
