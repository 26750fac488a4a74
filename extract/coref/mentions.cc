#include "extract/coref/mentions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "base/utf8.h"
#include "extract/coref/names.h"

namespace trama {
namespace {

constexpr int kMaxNominalWords = 12;

bool has_letter(const std::string& text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c >= 0x80 || std::isalpha(c); });
}

bool begins_with_capital(std::string_view form) {
  std::size_t at = 0;
  if (form.empty()) return false;
  const char32_t c = decode_utf8(form, at);
  return to_lower(c) != c;
}

// Finds the mentions of one sentence.
class SentenceMentions {
 public:
  SentenceMentions(const AnalyzedDocument& document, int index, const SentenceTree& tree, const Lexicon& lexicon,
                   Mentions& mentions)
      : document_(document),
        sentence_(document.sentences[index]),
        index_(index),
        tree_(tree),
        lexicon_(lexicon),
        mentions_(mentions),
        at_(mentions.at[index]) {
    at_.assign(sentence_.words.size(), -1);
  }

  void find() {
    const std::size_t first_mention = mentions_.all.size();
    find_names();
    find_nominals();
    find_pronouns();
    sort_from(first_mention);
    link_appositions();
  }

 private:
  const Word& word(int i) const { return sentence_.words[i]; }
  int size() const { return static_cast<int>(sentence_.words.size()); }

  int add(ActorMention mention) {
    mention.sentence = index_;
    mentions_.all.push_back(std::move(mention));
    return static_cast<int>(mentions_.all.size()) - 1;
  }

  // --- Names ---------------------------------------------------------------------------------------------------------

  void find_names() {
    for (const EntitySpan& span : entity_spans(sentence_)) {
      const int name = std::max(behind_office(span), behind_government(span));
      for (int i = span.first; i < name && i <= span.last; ++i) office_.insert(i);
      if (name <= span.last) add_name(name >= 0 ? name : span.first, span.last, span.type, true);
    }
    for (int i = 0; i < size(); ++i) {
      if (at_[i] >= 0 || office_.contains(i) || word(i).upos != "PROPN" || !begins_with_capital(word(i).form)) continue;
      int last = i;
      while (last + 1 < size() && at_[last + 1] < 0 && word(last + 1).upos == "PROPN") ++last;
      const int name = behind_office({i, last, EntityType::kMisc});
      if (name <= last) add_name(std::max(name, i), last, EntityType::kMisc, false);
      i = last;
    }
  }

  // "Secretario General de la ONU" names an office, not a man: the word where the name in it begins (behind the end if
  // there is none), or -1 for what is a name as a whole.
  int behind_office(const EntitySpan& span) const {
    const ActorNoun* noun = span.first < span.last ? lexicon_.find_noun(word(span.first)) : nullptr;
    const bool known = lexicon_.find_name(words_text(document_, sentence_, span.first, span.last)) != nullptr;
    if (noun == nullptr || noun->type != EntityType::kPerson || !noun->role || known) return -1;
    int at = span.first + 1;
    while (at <= span.last && word(at).upos != "ADP") ++at;
    if (at > span.last)
      return lexicon_.given_name_gender(word(span.first + 1).form) == Gender::kUnknown ? at : span.first + 1;
    while (at <= span.last && (word(at).upos == "ADP" || word(at).upos == "DET")) ++at;
    return at;
  }

  // "Gobierno de España" acts for its country: where the country's name begins, or -1.
  int behind_government(const EntitySpan& span) const {
    const ActorNoun* noun = span.first < span.last ? lexicon_.find_noun(word(span.first)) : nullptr;
    if (noun == nullptr || noun->noun_class != "government") return -1;
    int at = span.first + 1;
    while (at < span.last && (word(at).upos == "ADP" || word(at).upos == "DET")) ++at;
    const bool country = !lexicon_.country_of_name(words_text(document_, sentence_, at, span.last)).empty();
    return country && at > span.first + 1 ? at : -1;
  }

  void add_name(int first, int last, EntityType type, bool tagged) {
    while (first < last && (word(first).upos == "DET" || word(first).upos == "PUNCT") &&
           !begins_with_capital(word(first).form)) {
      ++first;
    }
    while (first < last && word(last).upos == "PUNCT") --last;
    if (!has_letter(word(first).form) && first == last) return;
    if (first == last && word(first).form.size() == 1) return;  // "hepatitis B"
    if (!begins_with_capital(word(first).form) && !begins_with_capital(word(last).form)) return;
    ActorMention mention;
    mention.first = first;
    mention.last = last;
    mention.head = head_of(first, last);
    mention.text = mention.name = words_text(document_, sentence_, first, last);
    if (generic_noun(mention)) return;  // Found again as a nominal.
    mention.type = name_type(mention, type, tagged);
    mention.classes = lexicon_.noun_classes(word(first));
    mention.number = name_number(mention);
    mention.gender = name_gender(mention);
    const int index = add(mention);
    for (int i = first; i <= last; ++i) at_[i] = index;
  }

  // The one word of the span whose head lies outside; the first if several do.
  int head_of(int first, int last) const {
    for (int i = first; i <= last; ++i) {
      const int head = tree_.head(i);
      if ((head < first || head > last) && word(i).upos != "PUNCT" && word(i).upos != "ADP" && word(i).upos != "DET") {
        return i;
      }
    }
    return first;
  }

  // "Gobierno", "Policía", "Presidente": capitals make no names of them.
  bool generic_noun(const ActorMention& mention) const {
    return mention.first == mention.last && lexicon_.find_noun(word(mention.first)) != nullptr &&
           lexicon_.find_name(mention.name) == nullptr && !is_acronym(mention.name);
  }

  EntityType name_type(const ActorMention& mention, EntityType type, bool tagged) const {
    if (!lexicon_.country_of_name(mention.name).empty()) return EntityType::kLocation;
    if (const KnownName* known = lexicon_.find_name(mention.name); known != nullptr && known->type) return *known->type;
    if (lexicon_.find_seat(mention.name) != nullptr) return EntityType::kLocation;
    const auto by_words = mention.last > mention.first
                              ? lexicon_.type_by_words(word(mention.first).form, word(mention.last).form)
                              : std::nullopt;
    const bool doubtful =
        type == EntityType::kMisc || (type == EntityType::kPerson && by_words == EntityType::kOrganization);
    if (by_words && doubtful) return *by_words;
    if (tagged && type != EntityType::kMisc) return type;
    if (const ActorNoun* noun = lexicon_.find_noun(word(mention.first));
        noun != nullptr && mention.last > mention.first) {
      return noun->type == EntityType::kGroup ? EntityType::kOrganization : noun->type;
    }
    if (mention.last > mention.first && lexicon_.given_name_gender(word(mention.first).form) != Gender::kUnknown) {
      return EntityType::kPerson;
    }
    return is_acronym(mention.name) ? EntityType::kOrganization : type;
  }

  // "las Fuerzas Armadas"; "Estados Unidos" without an article goes with either.
  Number name_number(const ActorMention& mention) const {
    if (mention.type == EntityType::kPerson || !word(mention.first).form.ends_with('s')) return Number::kSingular;
    if (is_acronym(mention.name)) return Number::kSingular;
    for (const int child : tree_.children(mention.head)) {
      if (tree_.is(child, "det") && number_of(word(child)) == Number::kPlural) return Number::kPlural;
    }
    return Number::kUnknown;
  }

  Gender name_gender(const ActorMention& mention) const {
    if (mention.type == EntityType::kPerson) return lexicon_.given_name_gender(word(mention.first).form);
    if (mention.type == EntityType::kLocation || mention.type == EntityType::kOrganization) {
      const std::string key = fold_key(word(mention.first).form);
      if (key.ends_with('a')) return Gender::kFeminine;
      if (key.ends_with('o')) return Gender::kMasculine;
    }
    return Gender::kUnknown;
  }

  // --- Nominals ------------------------------------------------------------------------------------------------------

  void find_nominals() {
    for (int i = 0; i < size(); ++i) {
      if (at_[i] < 0) add_nominal(i);
    }
    for (int i = 0; i < size(); ++i) {
      if (at_[i] < 0) add_partitive(i);
    }
  }

  void add_nominal(int i) {
    const bool noun = word(i).upos == "NOUN" || word(i).upos == "PROPN";
    const ActorNoun* actor = noun ? lexicon_.find_noun(word(i)) : nullptr;
    const std::string_view country = lexicon_.country_of_demonym(word(i));
    const bool people = !country.empty() && actor == nullptr && is_people(i);
    if (people || (actor != nullptr && acts(i, *actor))) at_[i] = add(make_nominal(i, actor, people ? country : ""));
  }

  // "los norcoreanos", "un ruso": a demonym that stands for people, not for a language and not beside its noun.
  bool is_people(int i) const {
    if (word(i).upos != "NOUN" && word(i).upos != "ADJ" && word(i).upos != "PROPN") return false;
    if (tree_.is(i, "amod") || tree_.is(i, "flat") || tree_.is(i, "compound")) return false;
    if (word(i).upos == "NOUN" && number_of(word(i)) == Number::kPlural) return true;
    return std::ranges::any_of(tree_.children(i), [&](int child) {
      return child < i && tree_.is_any(child, {"det", "nummod"});
    });
  }

  bool acts(int i, const ActorNoun& actor) const {
    if (actor.noun_class == "source") return false;
    if (tree_.is_any(i, {"fixed", "compound"})) return false;
    if (tree_.is(i, "amod") && word(i).upos == "NOUN") return false;  // "Estados miembros"
    if (actor.noun_class != "place" && actor.noun_class != "part") return true;
    const auto classes = lexicon_.noun_classes(word(i));
    if (actor.noun_class == "place") return name_complement(i) >= 0 || std::ranges::count(classes, "country") > 0;
    return false;
  }

  // A quantity of actors: "6,000 de esos norcoreanos", "la mayoría de los diputados".
  void add_partitive(int i) {
    const auto classes = lexicon_.noun_classes(word(i));
    const bool quantity = word(i).upos == "NUM" || word(i).upos == "PRON" || std::ranges::count(classes, "part") > 0;
    if (!quantity) return;
    for (const int child : tree_.children(i)) {
      if (child < i || at_[child] < 0 || tree_.preposition(child) != "de") continue;
      const ActorMention& of = mentions_.all[at_[child]];
      if (of.kind != MentionKind::kNominal || of.head != child) continue;
      ActorMention mention = of;
      mention.head = i;
      mention.part_of = child;
      set_extent(mention, i);
      mention.last = std::max(mention.last, of.last);
      mention.text = words_text(document_, sentence_, mention.first, mention.last);
      if (word(i).upos == "NOUN") mention.name = nominal_name(mention);
      mention.definite = false;
      if (of.number == Number::kPlural || of.type == EntityType::kGroup) {
        mention.type = EntityType::kGroup;
        mention.number = Number::kPlural;
      }
      at_[i] = add(mention);
      return;
    }
  }

  ActorMention make_nominal(int i, const ActorNoun* actor, std::string_view country) const {
    ActorMention mention;
    mention.kind = MentionKind::kNominal;
    mention.head = i;
    mention.gender = gender_of(word(i));
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
    return mention;
  }

  // Words that are tagged as names have no features: "el Consejo".
  Number nominal_number(int i) const {
    const Number said = number_of(word(i));
    if (said != Number::kUnknown || word(i).upos != "PROPN") return said;
    for (const int child : tree_.children(i)) {
      if (tree_.is(child, "det") && number_of(word(child)) != Number::kUnknown) return number_of(word(child));
    }
    return word(i).form.ends_with('s') ? Number::kUnknown : Number::kSingular;
  }

  // The run of words around the head that belong to its phrase, without clauses, appositions and coordination.
  void set_extent(ActorMention& mention, int i) const {
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
        const bool of = tree_.is(child, "nmod") && (child < i || tree_.preposition(child) == "de");
        const bool continued = !tree_.children(child).empty() && tree_.children(child).back() > child;
        if (tree_.is(child, "amod") &&
            (feature(word(child), "VerbForm") == "Part" ? !tree_.children(child).empty() : child > at && continued)) {
          continue;
        }
        const bool modifier = of || tree_.is_any(child, {"det", "amod", "nummod", "flat", "compound", "fixed"});
        const bool joins = at != i && tree_.is_any(child, {"case", "advmod"});
        if ((modifier || joins) && std::abs(child - i) <= kMaxNominalWords) stack.push_back(child);
      }
    }
    mention.first = mention.last = i;
    while (is_inside(mention.first - 1)) --mention.first;
    while (is_inside(mention.last + 1)) ++mention.last;
    while (mention.last > i && (word(mention.last).upos == "ADP" || word(mention.last).upos == "DET")) --mention.last;
    // The article of a contraction ("del") has no bytes of its own.
    while (mention.first < i && mention.first > 0 && word(mention.first).span == word(mention.first - 1).span) {
      ++mention.first;
    }
  }

  // Determiner, demonym and complement of a nominal.
  void describe(ActorMention& mention) const {
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

  bool is_government_noun(int i) const {
    const ActorNoun* noun =
        at_[i] < 0 || mentions_.all[at_[i]].kind == MentionKind::kNominal ? lexicon_.find_noun(word(i)) : nullptr;
    return noun != nullptr && noun->noun_class == "government";
  }

  std::string country_of(int i) const {
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
  int name_complement(int i) const {
    for (const int child : tree_.children(i)) {
      if (child <= i || at_[child] < 0 || mentions_.all[at_[child]].kind != MentionKind::kNamed) continue;
      if (tree_.is_any(child, {"nmod", "appos", "flat"}) && child - i <= 4) return at_[child];
    }
    return -1;
  }

  std::string nominal_name(const ActorMention& mention) const {
    int first = mention.first;
    const auto is_lead = [&](int w) {
      const std::string& upos = word(w).upos;
      return upos == "DET" || upos == "ADP" || upos == "ADV";
    };
    while (first < mention.head && is_lead(first)) ++first;
    std::string name = words_text(document_, sentence_, first, mention.last);
    // The capital of a sentence's first word is no part of the name.
    if (first <= 1 && mention.first == 0 && word(first).upos != "PROPN") name = lower_first(name);
    return name;
  }

  static std::string lower_first(const std::string& text) {
    std::size_t end = 0;
    if (text.empty()) return text;
    const char32_t first = to_lower(decode_utf8(text, end));
    std::string result;
    append_utf8(result, first);
    return result + text.substr(end);
  }

  // --- Pronouns ------------------------------------------------------------------------------------------------------

  void find_pronouns() {
    for (int i = 0; i < size(); ++i) {
      if (at_[i] < 0 && (is_reference(i) || is_possessive(i))) at_[i] = add(make_pronoun(i));
    }
  }

  bool is_both(int i) const {
    return fold_key(word(i).lemma).starts_with("ambos") || fold_key(word(i).form) == "ambos" ||
           fold_key(word(i).form) == "ambas";
  }

  // Personal and demonstrative pronouns that can mean an actor: no reflexives, no neuters.
  bool is_reference(int i) const {
    const Word& w = word(i);
    if (is_both(i)) return !tree_.is(i, "det");
    if (w.upos != "PRON" || feature(w, "Reflex") == "Yes" || tree_.is(i, "expl")) return false;
    const std::string key = fold_key(w.form);
    if (key == "esto" || key == "eso" || key == "aquello" || key == "ello" || key == "se") return false;
    const std::string_view type = feature(w, "PronType");
    return type == "Prs" || (type == "Dem" && gender_of(w) != Gender::kUnknown);
  }

  // "su", which tells neither gender nor number of the owner.
  bool is_possessive(int i) const {
    const std::string form = to_lower(word(i).form);
    return (form == "su" || form == "sus") && word(i).upos == "DET";
  }

  ActorMention make_pronoun(int i) const {
    ActorMention mention;
    mention.kind = MentionKind::kPronoun;
    mention.head = mention.first = mention.last = i;
    mention.gender = gender_of(word(i));
    mention.number = number_of(word(i));
    const std::string_view person = feature(word(i), "Person");
    mention.person = person == "1" ? 1 : person == "2" ? 2 : 3;
    mention.both = is_both(i);
    if (is_possessive(i)) {
      mention.possessive = true;
      mention.gender = Gender::kUnknown;
      mention.number = Number::kUnknown;
      mention.person = 3;
    }
    mention.text = words_text(document_, sentence_, i, i);
    return mention;
  }

  // --- Order and structure -------------------------------------------------------------------------------------------

  void sort_from(std::size_t first_mention) {
    std::stable_sort(mentions_.all.begin() + static_cast<std::ptrdiff_t>(first_mention), mentions_.all.end(),
                     [](const ActorMention& a, const ActorMention& b) { return a.head < b.head; });
    std::ranges::fill(at_, -1);
    for (std::size_t m = first_mention; m < mentions_.all.size(); ++m) {
      const ActorMention& mention = mentions_.all[m];
      if (mention.kind == MentionKind::kNamed) {
        for (int i = mention.first; i <= mention.last; ++i) at_[i] = static_cast<int>(m);
      } else {
        at_[mention.head] = static_cast<int>(m);
      }
    }
  }

  void link_appositions() {
    for (int i = 0; i < size(); ++i) {
      if (at_[i] < 0) continue;
      ActorMention& mention = mentions_.all[at_[i]];
      if (mention.head != i) continue;
      if (mention.part_of >= 0) {
        if (mention.number != Number::kPlural) mention.same_as = at_[mention.part_of];
      } else if (mention.kind == MentionKind::kNominal) {
        mention.same_as = name_of_nominal(mention);
      } else if (mention.kind == MentionKind::kNamed) {
        link_acronym(mention);
      }
    }
  }

  // The mention whose role a nominal tells: "el ministro, Juan Paz", "Juan Paz, ministro", "la ciudad de Kursk".
  int name_of_nominal(const ActorMention& mention) const {
    // "los países de África" are not Africa, nor "los Estados miembros de la ONU" the ONU.
    if (mention.type == EntityType::kLocation)
      return mention.number == Number::kPlural ? -1 : name_complement(mention.head);
    if (mention.number == Number::kPlural) return -1;
    for (const int child : tree_.children(mention.head)) {
      if (!tree_.is_any(child, {"appos", "flat", "compound"}) || at_[child] < 0) continue;
      if (is_joined(mentions_.all[at_[child]].first)) continue;
      if (agrees(mention, mentions_.all[at_[child]])) return at_[child];
      // "el primer ministro de ese país, general Thein Sein"
      for (const int below : tree_.children(child)) {
        if (!tree_.is_any(below, {"appos", "flat"}) || below != child + 1 || at_[below] < 0) continue;
        if (agrees(mention, mentions_.all[at_[below]])) return at_[below];
      }
    }
    const int head = tree_.head(mention.head);
    if (head < 0 || at_[head] < 0 || !tree_.is(mention.head, "appos")) return -1;
    return agrees(mention, mentions_.all[at_[head]]) ? at_[head] : -1;
  }

  // Whether a preposition stands before the word ("de la ONU"), whatever the tree says.
  bool is_joined(int first) const {
    int at = first - 1;
    while (at > 0 && word(at).upos == "DET") --at;
    return at >= 0 && word(at).upos == "ADP";
  }

  // Whether a name can be what a nominal describes: no city is a president, no person a company.
  bool agrees(const ActorMention& nominal, const ActorMention& name) const {
    if (name.kind != MentionKind::kNamed || name.head == nominal.head) return false;
    if (nominal.type == name.type || name.type == EntityType::kMisc) return true;
    const bool known = !lexicon_.country_of_name(name.name).empty() || lexicon_.find_seat(name.name) != nullptr;
    // "la constructora Vialsur", "el delantero Isco": what stands right behind its noun is what the noun says.
    const bool beside = name.first > nominal.head && name.first <= nominal.last + 1;
    if (beside && !known && nominal.type != EntityType::kLocation) return true;
    const bool acronym = is_acronym(name.name) && !known;
    if (nominal.type == EntityType::kOrganization) return acronym || name.type != EntityType::kPerson;
    return nominal.type == EntityType::kGroup && name.type == EntityType::kOrganization;
  }

  // "Organización Mundial del Café (OMC)".
  void link_acronym(ActorMention& mention) {
    const int before = mention.first - 2;
    if (before < 0 || mention.last + 1 >= size() || word(mention.first - 1).form != "(" ||
        word(mention.last + 1).form != ")" || !is_acronym(mention.name) || at_[before] < 0) {
      return;
    }
    const ActorMention& full = mentions_.all[at_[before]];
    const bool country = !lexicon_.country_of_name(mention.name).empty();
    if (full.kind != MentionKind::kNamed || full.type == EntityType::kPerson || country) return;
    // "Misión Conjunta de la ONU y la Organización de Lagos (OL)": the acronym is of the last one alone.
    const std::size_t last = full.name.rfind(" y la ");
    if (last != std::string::npos && !is_acronym_of(mention.name, full.name) &&
        is_acronym_of(mention.name, full.name.substr(last + 6))) {
      return;
    }
    if (full.type == EntityType::kOrganization || is_acronym_of(mention.name, full.name)) mention.same_as = at_[before];
  }

  const AnalyzedDocument& document_;
  const Sentence& sentence_;
  int index_;
  const SentenceTree& tree_;
  const Lexicon& lexicon_;
  Mentions& mentions_;
  std::vector<int>& at_;
  std::set<int> office_;  // First words of offices that were tagged as names.
};

}  // namespace

const ActorMention* Mentions::find(int sentence, int word) const {
  if (word < 0 || at[sentence][word] < 0) return nullptr;
  return &all[at[sentence][word]];
}

Mentions find_mentions(const AnalyzedDocument& document, const std::vector<SentenceTree>& trees,
                       const Lexicon& lexicon) {
  Mentions mentions;
  mentions.at.resize(document.sentences.size());
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    SentenceMentions(document, static_cast<int>(i), trees[i], lexicon, mentions).find();
  }
  return mentions;
}

std::string words_text(const AnalyzedDocument& document, const Sentence& sentence, int first, int last) {
  const std::size_t begin = sentence.words[first].span.begin;
  const std::size_t end = sentence.words[last].span.end;
  if (begin >= end || end > document.document.text.size()) return {};
  return collapse_spaces(std::string_view(document.document.text).substr(begin, end - begin));
}

}  // namespace trama
