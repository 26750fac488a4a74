#include <algorithm>
#include <array>
#include <limits>

#include "extract/ranking/features.h"

namespace trama {
namespace {

constexpr double kNoRival = -20;  // Log-odds of who is not there.

// A chain, or a word that has none, as one number.
int actor(const Slot& slot) {
  return slot.chain >= 0 ? slot.chain : -2 - slot.word;
}

struct Ends {
  const ArgumentCandidate &subject, &object;
  const Slot &subject_slot, &object_slot;
};
Ends ends_of(const PairContext& context, const PairCandidate& pair) {
  const ArgumentCandidate &subject = context.arguments[pair.subject], &object = context.arguments[pair.object];
  return {subject, object, context.view.slots[subject.slot], context.view.slots[object.slot]};
}

bool is_below(const SentenceTree& tree, int w, int above) {
  for (; w >= 0; w = tree.head(w)) {
    if (w == above) return true;
  }
  return false;
}

std::uint64_t type_key(const SentenceView& view, const Slot& slot) {
  const auto kind = static_cast<std::uint64_t>(slot.kind);
  if (slot.chain < 0) return kind;
  const Chain& chain = view.context.coreference.chains[slot.chain];
  return kind + 8 * (1 + static_cast<std::uint64_t>(chain.type)) + (chain.named ? 64 : 0);
}

}  // namespace

void pair_keys(const SentenceView& view, const ArgumentCandidate& subject, const ArgumentCandidate& object,
               std::vector<std::uint64_t>& keys) {
  const Slot &s = view.slots[subject.slot], &o = view.slots[object.slot];
  const Word& predicate = view.word(subject.predicate);
  const std::string& preposition = view.prepositions[o.word];
  const auto kinds = static_cast<std::uint64_t>(s.kind) * 8 + static_cast<std::uint64_t>(o.kind);
  const std::string_view head =
      o.kind == SlotKind::kDropped ? std::string_view("-") : std::string_view(view.word(o.word).lemma);
  keys.clear();
  keys.push_back(
      Key("paths").add(subject.path.full).add(object.path.full).add(preposition).add(predicate.upos).value());
  keys.push_back(Key("shapes").add(subject.path.shape).add(object.path.shape).add(preposition).add(kinds).value());
  keys.push_back(
      Key("lemma shapes").add(predicate.lemma).add(subject.path.shape).add(object.path.shape).add(preposition).value());
  keys.push_back(Key("lemma types").add(predicate.lemma).add(type_key(view, s)).add(type_key(view, o)).value());
  keys.push_back(Key("lemma preposition").add(predicate.lemma).add(preposition).add(object.path.last).value());
  keys.push_back(Key("lemma").add(predicate.lemma).add(predicate.upos).value());
  keys.push_back(Key("object lemma").add(predicate.lemma).add(head).value());
  keys.push_back(Key("types").add(type_key(view, s)).add(type_key(view, o)).add(object.path.shape).value());
}

void pair_features(const PairContext& context, const PairCandidate& pair, FeatureRow& row) {
  const SentenceView& view = context.view;
  const auto [subject, object, s, o] = ends_of(context, pair);
  static const float kNone[kPairRates] = {};
  static constexpr std::array<std::string_view, 16> kNames = {
      "q_paths",          "q_paths_n",     "q_shapes",        "q_shapes_n",          "q_lemma_shapes",
      "q_lemma_shapes_n", "q_lemma_types", "q_lemma_types_n", "q_lemma_preposition", "q_lemma_preposition_n",
      "q_lemma",          "q_lemma_n",     "q_object_lemma",  "q_object_lemma_n",    "q_types",
      "q_types_n"};
  std::vector<std::uint64_t> keys;
  pair_keys(view, subject, object, keys);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const float* found = context.rates.find(keys[k]);
    if (found == nullptr) found = kNone;
    for (int c = 0; c < kPairRates; ++c) row.add(kNames[k * kPairRates + c], found[c]);
  }
  row.add("s_subject", subject.as_subject);
  row.add("s_object", subject.as_object);
  row.add("s_rank", std::min(9, subject.subject_rank));
  row.add("o_subject", object.as_subject);
  row.add("o_object", object.as_object);
  row.add("o_rank", std::min(9, object.object_rank));
  row.add("s_behind", subject.best_subject - subject.as_subject);
  row.add("o_behind", object.best_object - object.as_object);
  const int p = subject.predicate;
  row.add("s_distance", std::clamp(s.word - p, -40, 40));
  row.add("o_distance", std::clamp(o.word - p, -40, 40));
  row.add("so_distance", std::clamp(o.word - s.word, -40, 40));
  row.add("s_up", subject.path.up);
  row.add("s_down", subject.path.down);
  row.add("o_up", object.path.up);
  row.add("o_down", object.path.down);
  row.add("steps", subject.path.shape_up + subject.path.shape_down + object.path.shape_up + object.path.shape_down);
  row.add("certainty", std::min(subject.path.certainty, object.path.certainty));
  row.add("s_kind", static_cast<int>(s.kind));
  row.add("o_kind", static_cast<int>(o.kind));
  const auto& chains = view.context.coreference.chains;
  const auto add_chain = [&](const Slot& slot, std::string_view type, std::string_view named, std::string_view names,
                             std::string_view mentions) {
    const Chain* chain = slot.chain < 0 ? nullptr : &chains[slot.chain];
    row.add(type, chain == nullptr ? -1 : static_cast<int>(chain->type));
    row.add(named, chain != nullptr && chain->named);
    row.add(names, chain == nullptr ? 0 : std::min(12, chain->name_count));
    row.add(mentions, chain == nullptr ? 0 : std::min(20, chain->mention_count));
  };
  add_chain(s, "s_type", "s_named", "s_names", "s_mentions");
  add_chain(o, "o_type", "o_named", "o_names", "o_mentions");
  row.add("o_in_s", is_below(view.tree, o.word, s.word));
  row.add("s_in_o", is_below(view.tree, s.word, o.word));
  row.add("s_is_p", s.word == p);
  row.add("o_is_p", o.word == p);
  row.add("actors_between", std::min(9, SentenceView::between(view.mentions, s.word, o.word)));
  row.add("verbs_between", std::min(9, SentenceView::between(view.verbs, s.word, o.word)));
  row.add("rule", pair.rule < 0 ? 0 : context.readings[pair.rule].confidence);
  double same_predicate = 0, same_pair = 0, same_subject = 0, turned = 0;
  for (const RuleReading& reading : context.readings) {
    const bool here = reading.predicate == p;
    const auto is = [](const Slot& slot, int chain, int word) {
      return chain >= 0 ? slot.chain == chain || slot.acting_chain == chain : slot.word == word;
    };
    const bool ss = is(s, reading.subject_chain, reading.subject_word);
    const bool oo = is(o, reading.object_chain, reading.object_word);
    if (here) same_predicate = std::max(same_predicate, reading.confidence);
    if (ss && oo && !here) same_pair = std::max(same_pair, reading.confidence);
    if (ss && !oo && here) same_subject = std::max(same_subject, reading.confidence);
    if (is(o, reading.subject_chain, reading.subject_word) && is(s, reading.object_chain, reading.object_word))
      turned = std::max(turned, reading.confidence);
  }
  row.add("rule_here", same_predicate);
  row.add("rule_pair", same_pair);
  row.add("rule_subject", same_subject);
  row.add("rule_turned", turned);
  const Word& word = view.word(p);
  row.add("p_noun", word.upos == "NOUN" || word.upos == "PROPN");
  row.add("p_adjective", word.upos == "ADJ");
  row.add("p_finite", view.tree.is_finite(p));
  row.add("p_participle", view.tree.verb_form(p) == "Part");
  const int at = view.proposition_at[p], around = view.nearest[p];
  row.add("p_passive", at >= 0 && view.propositions[at].passive);
  row.add("p_proposition", at < 0 ? -1 : static_cast<int>(view.propositions[at].kind));
  row.add("symmetric", at >= 0 && view.propositions[at].symmetric);
  row.add("modality", around < 0 ? -1 : static_cast<int>(view.reading.factuality[around].modality));
  row.add("negative", around >= 0 && view.reading.factuality[around].polarity == Polarity::kNegative);
  row.add("reported", around >= 0 && view.reading.sources[around].has_value());
  row.add("depth", view.depth[p]);
  row.add("sentence", std::min(20, view.sentence));
  row.add("length", std::min(80, view.tree.size()));
}

void rival_features(const PairContext& context, const std::vector<PairCandidate>& pairs, std::size_t index,
                    FeatureRow& row) {
  const PairCandidate& pair = pairs[index];
  const auto [subject, object, s, o] = ends_of(context, pair);
  const int p = subject.predicate, sa = actor(s), oa = actor(o);
  double turned = kNoRival, same_pair = kNoRival, same_subject = kNoRival, same_object = kNoRival;
  double nested = kNoRival, same_predicate = kNoRival, anything = kNoRival;
  int better = 0, objects = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i == index) continue;
    const auto other = ends_of(context, pairs[i]);
    const double score = pairs[i].score;
    const bool here = other.subject.predicate == p;
    const int so = actor(other.subject_slot), oo = actor(other.object_slot);
    anything = std::max(anything, score);
    if (here) same_predicate = std::max(same_predicate, score);
    if (here && score > pair.score) ++better;
    if (here && so == oa && oo == sa) turned = std::max(turned, score);
    if (!here && ((so == sa && oo == oa) || (so == oa && oo == sa))) same_pair = std::max(same_pair, score);
    if (here && so == sa && oo != oa) {
      same_object = std::max(same_object, score);
      if (score > 0) ++objects;
    }
    if (here && oo == oa && so != sa) same_subject = std::max(same_subject, score);
    const bool around = is_below(context.view.tree, o.word, other.object_slot.word) ||
                        is_below(context.view.tree, other.object_slot.word, o.word) ||
                        is_below(context.view.tree, s.word, other.subject_slot.word) ||
                        is_below(context.view.tree, other.subject_slot.word, s.word);
    if (here && around) nested = std::max(nested, score);
  }
  row.add("score", pair.score);
  row.add("v_turned", pair.score - turned);
  row.add("v_pair", pair.score - same_pair);
  row.add("v_objects", pair.score - same_object);
  row.add("v_subjects", pair.score - same_subject);
  row.add("v_nested", pair.score - nested);
  row.add("v_predicate", pair.score - same_predicate);
  row.add("v_sentence", pair.score - anything);
  row.add("better", std::min(9, better));
  row.add("objects", std::min(9, objects));
  row.add("candidates", static_cast<double>(std::min<std::size_t>(60, pairs.size())));
}

}  // namespace trama
