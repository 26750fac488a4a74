// Nouns as mentions: see sentence_mentions.h.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "extract/coref/sentence_mentions.h"

namespace trama {
namespace {

constexpr int kMaxNominalWords = 12;

}  // namespace

void SentenceMentions::find_nominals() {
  for (int i = 0; i < size(); ++i) {
    if (at_[i] < 0) add_nominal(i);
  }
  for (int i = 0; i < size(); ++i) {
    if (at_[i] < 0) add_partitive(i);
  }
}

void SentenceMentions::add_nominal(int i) {
  const bool noun = word(i).upos == "NOUN" || word(i).upos == "PROPN";
  const ActorNoun* actor = noun ? lexicon_.find_noun(word(i)) : nullptr;
  const std::string_view country =
      actor == nullptr && is_people(i) ? lexicon_.country_of_demonym(word(i)) : std::string_view();
  const bool people = !country.empty();
  if (people || (actor != nullptr && acts(i, *actor))) at_[i] = add(make_nominal(i, actor, people ? country : ""));
}

// "los norcoreanos", "un ruso": a demonym that stands for people, not for a language and not beside its noun.
bool SentenceMentions::is_people(int i) const {
  if (word(i).upos != "NOUN" && word(i).upos != "ADJ" && word(i).upos != "PROPN") return false;
  if (tree_.is(i, "amod") || tree_.is(i, "flat") || tree_.is(i, "compound")) return false;
  if (word(i).upos == "NOUN" && number_of(word(i)) == Number::kPlural) return true;
  return std::ranges::any_of(tree_.children(i), [&](int child) {
    return child < i && tree_.is_any(child, {"det", "nummod"});
  });
}

bool SentenceMentions::acts(int i, const ActorNoun& actor) const {
  if (actor.noun_class == "source") return false;
  if (i + 1 < size() && lexicon_.is_no_name(word(i).form + " " + word(i + 1).form)) return false;
  // "nuevos fondos" is money, "los fondos buitre" are not.
  const bool more = i + 1 < size() && word(i + 1).upos == "NOUN";
  if (!more && number_of(word(i)) == Number::kPlural && lexicon_.is_no_name(word(i).form)) return false;
  if (tree_.is_any(i, {"fixed", "compound"})) return false;
  if (tree_.is(i, "flat") && i > 0 && tree_.head(i) == i - 1 && lexicon_.find_noun(word(i - 1)) != nullptr &&
      word(i).upos == "PROPN") {
    return false;  // "Secretario General"
  }
  if (tree_.is(i, "amod") && word(i).upos == "NOUN") return false;  // "Estados miembros"
  if (actor.noun_class != "place" && actor.noun_class != "part") return true;
  const auto classes = lexicon_.noun_classes(word(i));
  if (actor.noun_class == "place") return name_complement(i) >= 0 || std::ranges::count(classes, "country") > 0;
  return std::ranges::count(classes, "parties") > 0 && are_parties(i);
}

// "las partes (en el conflicto)", not "las partes del informe", "en todas partes".
bool SentenceMentions::are_parties(int i) const {
  if (number_of(word(i)) != Number::kPlural) return false;
  bool article = false;
  for (const int child : tree_.children(i)) {
    article = article || (tree_.is(child, "det") && (word(child).lemma == "el" || is_both(child)));
    if (tree_.is(child, "nmod") && tree_.preposition(child) == "de") return false;
  }
  return article;
}

// A quantity of actors: "6,000 de esos norcoreanos", "la mayoría de los diputados".
void SentenceMentions::add_partitive(int i) {
  const auto is_quantity = [&] {
    return word(i).upos == "NUM" || word(i).upos == "PRON" ||
           std::ranges::count(lexicon_.noun_classes(word(i)), "part") > 0;
  };
  for (const int child : tree_.children(i)) {
    if (child < i || at_[child] < 0 || tree_.preposition(child) != "de") continue;
    const ActorMention& of = mentions_.all[at_[child]];
    if (of.kind != MentionKind::kNominal || of.head != child) continue;
    if (!is_quantity()) return;
    ActorMention mention = of;
    mention.head = i;
    mention.part_of = child;
    set_extent(mention, i);
    mention.last = std::max(mention.last, of.last);
    mention.text = words_text(document_, sentence_, mention.first, mention.last);
    // "una de estas mujeres" is not "estas mujeres".
    const bool one = word(i).upos == "PRON" && number_of(word(i)) == Number::kSingular;
    if (word(i).upos == "NOUN" || one) mention.name = nominal_name(mention);
    mention.definite = false;
    if (of.number == Number::kPlural || of.type == EntityType::kGroup) {
      mention.type = EntityType::kGroup;
      mention.number = Number::kPlural;
    }
    at_[i] = add(mention);
    return;
  }
}

ActorMention SentenceMentions::make_nominal(int i, const ActorNoun* actor, std::string_view country) const {
  ActorMention mention;
  mention.kind = MentionKind::kNominal;
  mention.head = i;
  mention.gender = nominal_gender(i);
  mention.number = nominal_number(i);
  mention.head_lemma = word(i).lemma;
  mention.classes = lexicon_.noun_classes(word(i));
  mention.country = country;
  mention.type = actor == nullptr ? EntityType::kPerson : actor->type;
  mention.role = actor != nullptr && actor->role;
  if (!mention.classes.empty() && actor != nullptr) {
    std::stable_partition(mention.classes.begin(), mention.classes.end(),
                          [&](const std::string& name) { return name == actor->noun_class; });
  }
  set_extent(mention, i);
  for (int w = mention.first; w <= mention.last; ++w) {
    mention.possessed = mention.possessed || (word(w).upos == "DET" && word(w).lemma == "su");
  }
  describe(mention);
  if (mention.number == Number::kPlural && mention.type != EntityType::kLocation) mention.type = EntityType::kGroup;
  mention.text = words_text(document_, sentence_, mention.first, mention.last);
  mention.name = nominal_name(mention);
  if (const int adjective = shared_demonym(i);
      adjective >= 0 && mention.country.empty() && mention.complement.empty()) {
    mention.country = lexicon_.country_of_demonym(word(adjective));
    mention.name += " de " + mention.country;
    mention.modified = true;
  }
  if (const int shared = shared_complement(i); shared >= 0 && mention.complement.empty()) {
    const ActorMention& of = mentions_.all[at_[shared]];
    mention.name += " de " + of.name;
    mention.complement = of.name;
    mention.modified = true;
    if (mention.country.empty()) mention.country = country_of(shared);
  }
  if (const int owner = relative_owner(i); owner >= 0) {
    mention.name += " de " + mentions_.all[owner].name;
    mention.modified = true;
  }
  return mention;
}

// "al gobierno y pueblo filipinos": the plural behind two singular nouns is of both; its word, or -1.
int SentenceMentions::shared_demonym(int i) const {
  if (number_of(word(i)) != Number::kSingular) return -1;
  for (const int first : {i - 2, i}) {
    const int at = first + 3;
    if (first < 0 || at >= size() || word(first + 1).upos != "CCONJ" || word(first + 2).upos != "NOUN") continue;
    const bool joined = tree_.is(first + 2, "conj") && tree_.head(first + 2) == first;
    if (joined && number_of(word(at)) == Number::kPlural && !lexicon_.country_of_demonym(word(at)).empty()) return at;
  }
  return -1;
}

// "al pueblo y gobierno de Turquía", "las autoridades y organizaciones de Chile": the name behind the second noun,
// which has no article, is of both. The word of the other's complement, or -1.
int SentenceMentions::shared_complement(int i) const {
  const auto bare = [&](int noun) { return tree_.is(noun, "conj") && tree_.child(noun, "det") < 0; };
  const auto name_behind = [&](int noun, int after) {
    for (const int child : tree_.children(noun)) {
      const bool named = child > after && tree_.is(child, "nmod") && tree_.preposition(child) == "de" &&
                         at_[child] >= 0 && mentions_.all[at_[child]].kind == MentionKind::kNamed;
      if (named) return child;
    }
    return -1;
  };
  const int head = tree_.head(i);
  if (bare(i) && head >= 0 && head == i - 2 && word(head).upos == "NOUN") return name_behind(head, i);
  if (i + 2 >= size() || tree_.head(i + 2) != i || !bare(i + 2) || word(i + 2).upos != "NOUN") return -1;
  const int own = name_behind(i, i + 2);
  return own >= 0 ? own : name_behind(i + 2, i + 2);
}

// "la OMS, cuyo personal llegó": the name that "cuyo" means, or -1.
int SentenceMentions::relative_owner(int i) const {
  const auto whose = [&](int child) { return child < i && to_lower(word(child).form).starts_with("cuy"); };
  if (std::ranges::none_of(tree_.children(i), whose)) return -1;
  const int verb = tree_.head(i);
  const int noun = verb >= 0 && tree_.is(verb, "acl") ? tree_.head(verb) : -1;
  if (noun < 0 || noun > i || at_[noun] < 0) return -1;
  return mentions_.all[at_[noun]].kind == MentionKind::kNamed ? at_[noun] : -1;
}

Gender SentenceMentions::nominal_gender(int i) const {
  const Gender said = gender_of(word(i));
  const int article = tree_.child(i, "det");
  return said == Gender::kUnknown && article >= 0 ? gender_of(word(article)) : said;
}

// Words that are tagged as names have no features: "el Consejo".
Number SentenceMentions::nominal_number(int i) const {
  const Number said = number_of(word(i));
  if (said != Number::kUnknown || word(i).upos != "PROPN") return said;
  for (const int child : tree_.children(i)) {
    if (tree_.is(child, "det") && number_of(word(child)) != Number::kUnknown) return number_of(word(child));
  }
  return word(i).form.ends_with('s') ? Number::kUnknown : Number::kSingular;
}

// The run of words around the head that belong to its phrase, without clauses, appositions and coordination.
void SentenceMentions::set_extent(ActorMention& mention, int i) const {
  std::array<bool, 2 * kMaxNominalWords + 1> inside{};
  const auto is_inside = [&](int at) {
    return at >= 0 && at < size() && std::abs(at - i) <= kMaxNominalWords && inside[at - i + kMaxNominalWords];
  };
  std::vector<int> stack = {i};
  while (!stack.empty()) {
    const int at = stack.back();
    stack.pop_back();
    inside[at - i + kMaxNominalWords] = true;
    for (const int child : tree_.children(at)) {
      const bool range = child > i && word(child).upos == "NUM";  // "276 jóvenes de entre 16 y 18 años"
      const bool of = tree_.is(child, "nmod") && (child < i || (tree_.preposition(child) == "de" && !range));
      const bool more =
          tree_.is(child, "advmod") && child < i && !tree_.children(child).empty();  // "más de mil millones"
      const bool continued = !tree_.children(child).empty() && tree_.children(child).back() > child;
      if (tree_.is(child, "amod") &&
          (feature(word(child), "VerbForm") == "Part" ? !tree_.children(child).empty() : child > at && continued)) {
        continue;
      }
      const bool modifier = of || tree_.is_any(child, {"det", "amod", "nummod", "flat", "compound", "fixed"});
      const bool joins = (at != i && tree_.is_any(child, {"case", "advmod"})) || shares_office(i, at, child);
      if ((modifier || joins || more) && std::abs(child - i) <= kMaxNominalWords) stack.push_back(child);
    }
  }
  mention.first = mention.last = i;
  while (is_inside(mention.first - 1)) --mention.first;
  while (is_inside(mention.last + 1)) ++mention.last;
  // "los Estados miembros", whatever the tree makes of it
  if (word(i).lemma == "miembro" && mention.first == i && i > 0) {
    const std::string before = fold_key(word(i - 1).form);
    if (before == "estados" || before == "paises") mention.first = i - 1;
  }
  while (mention.last > i && (word(mention.last).upos == "ADP" || word(mention.last).upos == "DET")) --mention.last;
  // "90.000 refugiados y migrantes": the number is of both together.
  for (const int child : tree_.children(i)) {
    if (child < i && child >= mention.first && tree_.is(child, "nummod") && tree_.shares_number(i))
      mention.first = child + 1;
  }
  // The article of a contraction ("del") has no bytes of its own.
  while (mention.first < i && mention.first > 0 && word(mention.first).span == word(mention.first - 1).span) {
    ++mention.first;
  }
}

// "los presidentes de Chile y Perú": the second country, and the conjunction, whose governor it is.
bool SentenceMentions::shares_office(int noun, int at, int child) const {
  if (at == noun) return false;
  if (tree_.is(at, "conj") && tree_.is(child, "cc")) return word(at).upos == "PROPN";
  if (!tree_.is(child, "conj") || !tree_.is(at, "nmod") || tree_.head(at) != noun || at < noun) return false;
  return number_of(word(noun)) == Number::kPlural && child == at + 2 && word(at).upos == "PROPN" &&
         word(child).upos == "PROPN" && word(at + 1).upos == "CCONJ" && tree_.preposition(at) == "de";
}

// Determiner, demonym and complement of a nominal.
void SentenceMentions::describe(ActorMention& mention) const {
  static constexpr std::array kDefinite = {"el", "este", "ese", "aquel", "su", "dicho", "mismo"};
  static constexpr std::array kNew = {"uno",   "un",       "otro",   "alguno",     "varios",    "varío",
                                      "vario", "cada",     "demás",  "cualquiera", "cualquier", "ninguno",
                                      "mucho", "numeroso", "cierto", "diverso"};
  for (const int child : tree_.children(mention.head)) {
    const Word& w = word(child);
    if (tree_.is(child, "det") && std::ranges::find(kDefinite, w.lemma) != kDefinite.end()) mention.definite = true;
    if (tree_.is_any(child, {"det", "amod", "nummod"}) && std::ranges::find(kNew, w.lemma) != kNew.end())
      mention.other = true;
    if (tree_.is_any(child, {"det", "nummod"}) && is_both(child)) mention.both = true;
    if (tree_.is(child, "amod") && child > mention.head) mention.modified = true;
    if (w.lemma == "adjunto" || w.lemma == "asistente") mention.deputy = true;
    if (tree_.is_any(child, {"amod", "nmod", "flat"})) {
      if (const auto country = country_of(child); !country.empty()) {
        mention.country = country;
        mention.modified = true;
        continue;
      }
    }
    if (tree_.is(child, "nmod") && is_government_noun(child)) {
      // "el presidente del Gobierno español" is the president of Spain.
      for (const int inner : tree_.children(child)) {
        if (const auto country = country_of(inner); !country.empty()) mention.country = country;
      }
      mention.modified = true;
      continue;
    }
    if (tree_.is(child, "nmod") && child > mention.last) mention.modified = true;  // "el equipo en el terreno"
    if (tree_.is(child, "nmod") && child > mention.head && child <= mention.last) {
      mention.complement = words_text(document_, sentence_, child, mention.last);
      mention.modified = true;
    }
  }
}

bool SentenceMentions::is_government_noun(int i) const {
  const ActorNoun* noun =
      at_[i] < 0 || mentions_.all[at_[i]].kind == MentionKind::kNominal ? lexicon_.find_noun(word(i)) : nullptr;
  return noun != nullptr && noun->noun_class == "government";
}

std::string SentenceMentions::country_of(int i) const {
  if (const auto by_demonym = lexicon_.country_of_demonym(word(i)); !by_demonym.empty() && at_[i] < 0) {
    return std::string(by_demonym);
  }
  if (at_[i] < 0 || mentions_.all[at_[i]].kind != MentionKind::kNamed) return {};
  const std::string& name = mentions_.all[at_[i]].name;
  if (const auto by_name = lexicon_.country_of_name(name); !by_name.empty()) return std::string(by_name);
  const Lexicon::Seat* seat = lexicon_.find_seat(name);
  return seat == nullptr || !seat->always ? std::string() : seat->country;
}

// "la ciudad de Kursk": index of the name that a place's noun introduces, or -1.
int SentenceMentions::name_complement(int i) const {
  for (const int child : tree_.children(i)) {
    if (child <= i || at_[child] < 0 || mentions_.all[at_[child]].kind != MentionKind::kNamed) continue;
    if (tree_.is_any(child, {"nmod", "appos", "flat"}) && child - i <= 4) return at_[child];
  }
  return -1;
}

std::string SentenceMentions::nominal_name(const ActorMention& mention) const {
  int first = mention.first;
  const auto is_lead = [&](int w) {
    const std::string& upos = word(w).upos;
    const bool whose = feature(word(w), "Poss") == "Yes";
    return upos == "DET" || upos == "ADP" || upos == "ADV" || whose;
  };
  while (first < mention.head && is_lead(first)) ++first;
  std::string name = words_text(document_, sentence_, first, mention.last);
  // The capital of a sentence's first word is no part of the name.
  if (first <= 1 && mention.first == 0 && word(first).upos != "PROPN") name = lower_first(name);
  return name;
}

std::string SentenceMentions::lower_first(const std::string& text) {
  std::size_t end = 0;
  if (text.empty()) return text;
  const char32_t first = to_lower(decode_utf8(text, end));
  std::string result;
  append_utf8(result, first);
  return result + text.substr(end);
}

}  // namespace trama
