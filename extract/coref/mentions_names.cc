// Names as mentions: see sentence_mentions.h.
#include <algorithm>
#include <cctype>

#include "base/utf8.h"
#include "extract/coref/names.h"
#include "extract/coref/sentence_mentions.h"

namespace trama {
namespace {

constexpr int kMaxCountryTail = 3;  // Words on either side: "República Democrática", "del Congo".

bool has_letter(const std::string& text) {
  return std::ranges::any_of(text, [](unsigned char c) { return c >= 0x80 || std::isalpha(c); });
}

bool begins_with_capital(std::string_view form) {
  std::size_t at = 0;
  if (form.empty()) return false;
  const char32_t c = decode_utf8(form, at);
  return to_lower(c) != c;
}

}  // namespace

void SentenceMentions::find_names() {
  for (const EntitySpan& span : entity_spans(sentence_)) {
    if (at_[span.first] >= 0) continue;  // The title before it went on.
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
int SentenceMentions::behind_office(const EntitySpan& span) const {
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
int SentenceMentions::behind_government(const EntitySpan& span) const {
  const ActorNoun* noun = span.first < span.last ? lexicon_.find_noun(word(span.first)) : nullptr;
  if (noun == nullptr || noun->noun_class != "government") return -1;
  int at = span.first + 1;
  while (at < span.last && (word(at).upos == "ADP" || word(at).upos == "DET")) ++at;
  const bool country = !lexicon_.country_of_name(words_text(document_, sentence_, at, span.last)).empty();
  return country && at > span.first + 1 ? at : -1;
}

void SentenceMentions::add_name(int first, int last, EntityType type, bool tagged) {
  while (first < last && (word(first).upos == "DET" || word(first).upos == "PUNCT") &&
         !begins_with_capital(word(first).form)) {
    ++first;
  }
  while (first < last && word(last).upos == "PUNCT") --last;
  if (!has_letter(word(first).form) && first == last) return;
  if (first == last && word(first).form.size() == 1) return;  // "hepatitis B"
  if (!begins_with_capital(word(first).form) && !begins_with_capital(word(last).form)) return;
  // "la organización Mundial de la Salud"
  if (first > 0 && at_[first - 1] < 0 && word(first - 1).upos == "NOUN" &&
      lexicon_.find_name(words_text(document_, sentence_, first - 1, last)) != nullptr) {
    --first;
  }
  // "el relator de la ONU sobre Tortura"
  if (first < last && word(first + 1).upos == "ADP" && is_acronym(word(first).form) &&
      lexicon_.find_name(word(first).form) != nullptr) {
    last = first;
  }
  if (type == EntityType::kPerson) last = end_of_surname(last);
  // "el Centro Robert F. Kennedy [para los Derechos Humanos]"
  if (first == last && lexicon_.begins_title(word(first).form) && last + 1 < size() && at_[last + 1] < 0 &&
      word(last + 1).entity.starts_with("B-") && !word(last + 1).entity.ends_with("LOC")) {
    ++last;
    while (last + 1 < size() && word(last + 1).entity.starts_with("I-")) ++last;
    if (type == EntityType::kMisc || type == EntityType::kPerson) type = EntityType::kOrganization;
  }
  last = end_of_title(first, last);
  // "Europa [occidental]"
  if (type == EntityType::kLocation && last + 1 < size() && word(last + 1).upos == "ADJ" && at_[last + 1] < 0 &&
      lexicon_.is_direction(word(last + 1).form)) {
    ++last;
  }
  // "la Cruz Roja [japonesa]" is not the Red Cross.
  if (type == EntityType::kOrganization && last > first && last + 1 < size() && word(last + 1).upos == "ADJ" &&
      at_[last + 1] < 0 && !lexicon_.country_of_demonym(word(last + 1)).empty() && tree_.head(last + 1) >= first &&
      tree_.head(last + 1) <= last) {
    ++last;
  }
  ActorMention mention;
  mention.first = first;
  mention.last = last;
  mention.head = head_of(first, last);
  mention.text = mention.name = words_text(document_, sentence_, first, last);
  if (generic_noun(mention)) return;  // Found again as a nominal.
  // "la Semana [internacional de la educación artística]": a thing.
  const bool title_alone = first == last && lexicon_.begins_title(mention.name) && last + 1 < size() &&
                           (word(last + 1).upos == "ADJ" || word(last + 1).form == "de" ||
                            (first > 0 && word(first - 1).upos == "ADP")) &&  // "jefe de Misión en X"
                           !is_acronym(mention.name);
  if (lexicon_.is_no_name(mention.name) || (title_alone && lexicon_.find_name(mention.name) == nullptr)) return;
  mention.type = name_type(mention, type, tagged);
  mention.name = full_name(mention);
  mention.told = told_type(mention);
  mention.classes = lexicon_.noun_classes(word(first));
  mention.number = name_number(mention);
  mention.gender = name_gender(mention);
  const int index = add(mention);
  for (int i = first; i <= last; ++i) at_[i] = index;
}

// "Día Mundial [sobre la Seguridad y Salud en el Trabajo]", "América Latina [y el Caribe]": titles go on as long as
// capitals follow that name nothing else.
int SentenceMentions::end_of_title(int first, int last) const {
  const bool title = lexicon_.begins_title(word(first).form);
  const auto is_joint = [&](int w, bool inner) {
    return word(w).upos == "ADP" || (inner && word(w).upos == "CCONJ" && word(w).form.size() == 1);
  };
  int end = last;
  const auto more_adjective = [&](int w) {  // "Desapariciones Forzadas [o Involuntarias]"
    return w + 1 < size() && word(w + 1).upos == "ADJ" && word(w - 1).upos != "PUNCT";
  };
  while (title && end + 2 < size() && is_joint(end + 1, end > last || more_adjective(end + 1))) {
    int w = end + 2;
    while (w + 1 < size() && word(w).upos == "DET" && !begins_with_capital(word(w).form)) ++w;
    const std::string& upos = word(w).upos;
    const bool other = at_[w] >= 0 || word(w).entity.ends_with("LOC") || word(w).entity.ends_with("PER") ||
                       lexicon_.find_name(word(w).form) != nullptr || !lexicon_.country_of_name(word(w).form).empty();
    if (other || !begins_with_capital(word(w).form) || (upos != "NOUN" && upos != "PROPN" && upos != "ADJ")) break;
    const bool joined = word(end + 1).upos == "CCONJ";
    const bool begins = lexicon_.begins_title(word(w).form) || lexicon_.find_noun(word(w)) != nullptr ||
                        word(w).entity.starts_with("B-");
    if (joined && begins) break;  // "la Convención sobre Armas y el Comité de X"
    end = w;
    while (end + 1 < size() && at_[end + 1] < 0 && begins_with_capital(word(end + 1).form) &&
           (word(end + 1).upos == "ADJ" || word(end + 1).upos == "PROPN" || word(end + 1).upos == "NOUN")) {
      ++end;
    }
  }
  if (title) end = std::max(end, end_of_country(end));
  bool joined_name = false;  // "Fondo Mundial contra el Sida"
  for (int w = first; w <= end; ++w) joined_name = joined_name || (word(w).upos == "ADP" && word(w).form != "de");
  if (title && (end > last || joined_name)) end = end_of_list(end);
  const bool pair = end + 3 < size() && word(end + 1).form == "y" && word(end + 2).upos == "DET" && end > 0 &&
                    lexicon_.is_region_pair(words_text(document_, sentence_, end - 1, end + 3));
  return pair && end > first ? end + 3 : end;
}

// "la Misión en la República Democrática [del Congo]": a country's name that ends farther on.
int SentenceMentions::end_of_country(int end) const {
  int first = end;
  while (first > 0 && first > end - kMaxCountryTail && begins_with_capital(word(first - 1).form) &&
         word(first - 1).upos != "PUNCT") {
    --first;
  }
  for (int begin = first; begin <= end; ++begin) {
    for (int last = end + 1; last < size() && last <= end + kMaxCountryTail; ++last) {
      if (!lexicon_.country_of_name(words_text(document_, sentence_, begin, last)).empty()) return last;
    }
  }
  return end;
}

// "Luiz Filipe [de Macedo Soares]": surnames behind a particle, but not "Juan Paz de Chile".
int SentenceMentions::end_of_surname(int last) const {
  while (last + 2 < size() && lexicon_.is_particle(word(last + 1).form)) {
    int w = last + 2;
    const std::string& entity = word(w).entity;
    const bool other = entity.ends_with("LOC") || entity.ends_with("ORG") || entity.ends_with("MISC");
    if (word(w).upos != "PROPN" || !begins_with_capital(word(w).form) || other || is_acronym(word(w).form)) return last;
    if (!lexicon_.country_of_name(word(w).form).empty() || lexicon_.find_name(word(w).form) != nullptr) return last;
    if (lexicon_.find_noun(word(w)) != nullptr || lexicon_.begins_title(word(w).form)) return last;
    while (w + 1 < size() && word(w + 1).upos == "PROPN" && begins_with_capital(word(w + 1).form)) ++w;
    last = w;
  }
  // "Knaul de Albuquerque [e Silva]"
  const bool portuguese = last + 2 < size() && last > 0 && word(last + 1).form == "e" && word(last - 1).form == "de";
  return portuguese && word(last + 2).upos == "PROPN" && begins_with_capital(word(last + 2).form) ? last + 2 : last;
}

// "Fondo Mundial contra el Sida[, la Tuberculosis y la Malaria]": nouns with capitals up to one behind "y".
int SentenceMentions::end_of_list(int end) const {
  int at = end;
  while (at + 2 < size()) {
    const bool last = word(at + 1).form == "y" || word(at + 1).form == "e";
    if (!last && word(at + 1).form != ",") return end;
    int w = at + 2;
    if (word(w).upos == "DET" && w + 1 < size()) ++w;
    const bool noun = word(w).upos == "NOUN" || word(w).upos == "PROPN";
    const bool other = at_[w] >= 0 || word(w).entity.ends_with("LOC") || word(w).entity.ends_with("PER") ||
                       lexicon_.find_name(word(w).form) != nullptr || lexicon_.begins_title(word(w).form) ||
                       lexicon_.find_noun(word(w)) != nullptr;
    if (!noun || other || !begins_with_capital(word(w).form)) return end;
    if (last) return at == end ? end : w;  // One noun behind "y" alone was asked for before.
    at = w;
  }
  return end;
}

// The one word of the span whose head lies outside; the first if several do.
int SentenceMentions::head_of(int first, int last) const {
  for (int i = first; i <= last; ++i) {
    const int head = tree_.head(i);
    if ((head < first || head > last) && word(i).upos != "PUNCT" && word(i).upos != "ADP" && word(i).upos != "DET") {
      return i;
    }
  }
  return first;
}

// "Gobierno", "Policía", "Presidente": capitals make no names of them.
bool SentenceMentions::generic_noun(const ActorMention& mention) const {
  return mention.first == mention.last && lexicon_.find_noun(word(mention.first)) != nullptr &&
         lexicon_.find_name(mention.name) == nullptr && !is_acronym(mention.name);
}

EntityType SentenceMentions::name_type(const ActorMention& mention, EntityType type, bool tagged) const {
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

// "la directora de Copeco", "el huracán Nadia", "la tormenta tropical Sara".
std::optional<EntityType> SentenceMentions::told_type(const ActorMention& mention) const {
  int noun = mention.first - 1;
  while (noun > 0 && word(noun).upos == "ADJ" && !begins_with_capital(word(noun).form)) --noun;
  if (noun < 0) return std::nullopt;
  if (word(noun).upos == "NOUN") return lexicon_.type_after(word(noun));
  const bool someone = lexicon_.given_name_gender(word(mention.first).form) != Gender::kUnknown;
  if (someone || word(mention.first - 1).form != "de") return std::nullopt;
  const int owner = tree_.head(mention.head);
  return owner >= 0 && owner < mention.first ? lexicon_.type_of_owned(word(owner)) : std::nullopt;
}

// "Tribunal Supremo de Venezuela" of a body whose country stands right behind; "Jorge Luna Pérez" of "LUNA PÉREZ,
// Jorge".
std::string SentenceMentions::full_name(const ActorMention& mention) const {
  if (mention.type == EntityType::kPerson) {
    const std::size_t comma = mention.name.find(", ");
    return comma == std::string::npos ? mention.name
                                      : mention.name.substr(comma + 2) + " " + mention.name.substr(0, comma);
  }
  int at = mention.last + 1;
  if (mention.type != EntityType::kOrganization || at + 1 >= size() || word(at).form != "de") return mention.name;
  if (!lexicon_.is_state_body(word(mention.first).form)) return mention.name;
  if (word(++at).upos == "DET") ++at;
  int last = at;
  while (last + 1 < size() && word(last + 1).entity.starts_with("I-")) ++last;
  if (at >= size() || lexicon_.country_of_name(words_text(document_, sentence_, at, last)).empty()) return mention.name;
  return mention.name + words_text(document_, sentence_, mention.last + 1, last).insert(0, " ");
}

// "las Fuerzas Armadas"; "Estados Unidos" without an article goes with either.
Number SentenceMentions::name_number(const ActorMention& mention) const {
  if (mention.type == EntityType::kPerson || !word(mention.first).form.ends_with('s')) return Number::kSingular;
  if (is_acronym(mention.name)) return Number::kSingular;
  for (const int child : tree_.children(mention.head)) {
    if (tree_.is(child, "det") && number_of(word(child)) == Number::kPlural) return Number::kPlural;
  }
  return Number::kUnknown;
}

Gender SentenceMentions::name_gender(const ActorMention& mention) const {
  if (mention.type == EntityType::kPerson) return lexicon_.given_name_gender(word(mention.first).form);
  if (mention.type == EntityType::kLocation || mention.type == EntityType::kOrganization) {
    const std::string key = fold_key(word(mention.first).form);
    if (key.ends_with('a')) return Gender::kFeminine;
    if (key.ends_with('o')) return Gender::kMasculine;
  }
  return Gender::kUnknown;
}

}  // namespace trama
