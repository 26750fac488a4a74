#include <algorithm>
#include <array>

#include "extract/ranking/features.h"

namespace trama {
namespace {

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
  const ArgumentCandidate &subject = context.arguments[pair.subject], &object = context.arguments[pair.object];
  const Slot &s = view.slots[subject.slot], &o = view.slots[object.slot];
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
  row.add("o_in_s", view.is_below(o.word, s.word));
  row.add("s_in_o", view.is_below(s.word, o.word));
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

}  // namespace trama
