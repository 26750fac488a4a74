// Names that documents use for one actor ("AMLO" in a chain of "Andrés Manuel López Obrador"): weighed by the documents
// that do so, those that hold the two apart, and what the words tell. The shorter name decides whom it means.
#include <algorithm>
#include <cmath>

#include "graph/names/names.h"
#include "graph/resolve/decision.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

constexpr double kClearShare = 0.7;

// How the words of a shorter and a longer name are related.
enum class Likeness {
  kNone,
  kPart,       // "Yugoslavia", "Tribunal de Yugoslavia": the longer names something of the shorter.
  kMember,     // "PP", "PP-Vox".
  kSomeWords,  // They share a word.
  kHead,       // "Grupo de Trabajo", "Grupo de Trabajo sobre Mercenarios".
  kOwner,      // "Comité contra la Tortura", "Comité contra la Tortura de la ONU".
  kLetters,    // "NATO", "OTAN": the initials in another order, as translations have them.
  kInitials,   // "FAR", "Frente Amplio Rural".
};

bool is_initials(const NameForm& shorter, const NameForm& longer) {
  const std::vector<std::string> initials = initials_of(longer);
  return shorter.acronym_like() && std::find(initials.begin(), initials.end(), shorter.compact) != initials.end();
}

bool is_letters(const NameForm& shorter, const NameForm& longer) {
  std::string letters = shorter.compact;
  if (letters.size() < 3 || !shorter.acronym_like()) return false;
  std::sort(letters.begin(), letters.end());
  for (std::string initials : initials_of(longer)) {
    std::sort(initials.begin(), initials.end());
    if (letters == initials) return true;
  }
  return false;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "Oficina de la FAO" and "Organización de las Naciones Unidas para la Alimentación y la Agricultura".
bool names_part_of(const NameForm& part, const NameForm& whole) {
  return whole.known && part.tokens.size() > 1 && contains(part.tokens, whole.normal);
}

Likeness likeness(const SeenName& shorter, const SeenName& longer) {
  if (is_coalition_with(longer, shorter) || is_coalition_with(shorter, longer)) return Likeness::kMember;
  if (is_initials(*shorter.form, *longer.form)) return Likeness::kInitials;
  if (is_letters(*shorter.form, *longer.form)) return Likeness::kLetters;
  if (names_part_of(*shorter.form, *longer.form) || names_part_of(*longer.form, *shorter.form)) return Likeness::kPart;
  const std::vector<std::string>& few = shorter.form->plain;
  const std::vector<std::string>& many = longer.form->plain;
  const auto in_many = [&](const std::string& word) { return contains(many, word); };
  const auto shared = static_cast<std::size_t>(std::count_if(few.begin(), few.end(), in_many));
  if (shared == few.size() && few.size() < many.size()) {
    if (few.front() != many.front()) return Likeness::kPart;
    const auto added = [&](const std::string& word) { return !contains(few, word) && !is_owner(word); };
    return std::any_of(many.begin(), many.end(), added) ? Likeness::kHead : Likeness::kOwner;
  }
  return shared > 0 ? Likeness::kSomeWords : Likeness::kNone;
}

bool is_generic(const NameForm& form) {
  return std::all_of(form.plain.begin(), form.plain.end(),
                     [](const std::string& word) { return is_name_word("generic", word) || is_owner(word); });
}

bool countries_differ(const NameForm& left, const NameForm& right) {
  if (left.country.empty() && right.country.empty()) {
    return !left.body_country.empty() && !right.body_country.empty() && left.body_country != right.body_country;
  }
  return left.country != right.country;
}

// Whether the pair is this decision's: the other's words are longer, or equal in length and greater.
bool decides(const SeenName& self, const SeenName& other) {
  const auto rank = [](const SeenName& seen) {
    return std::make_tuple(seen.form->name.key.size(), seen.form->name.key, seen.id);
  };
  return rank(self) < rank(other);
}

double kind_weight(const SeenName& left, const SeenName& right) {
  const bool neutral =
      left.form->name.name_class == NameClass::kNeutral || right.form->name.name_class == NameClass::kNeutral;
  if (neutral) return 0;
  if (left.form->person() != right.form->person()) return -4;
  return left.type == right.type ? 0.3 : -1.5;
}

bool is_acronym(const SeenName& seen) {
  return seen.form->acronym_like() && seen.surface.size() > 1 &&
         std::none_of(seen.surface.begin(), seen.surface.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_country(const NameForm& form) {
  return std::any_of(form.tokens.begin(), form.tokens.end(),
                     [](const std::string& word) { return !country_of_token(word).empty(); });
}

// A name that shortens another is a reference within a text; how often it is used without the other tells whether it is
// more than that.
double head_weight(const SeenName& self, const SeenName& other, double together) {
  double weight = std::clamp(std::log2(together / static_cast<double>(self.documents)), -3.0, 1.0);
  if (self.form->plain.size() == 1 && !is_acronym(self)) weight -= 3;
  if (is_generic(*self.form)) weight -= 3;
  if (has_country(*other.form) && !has_country(*self.form)) weight -= 2;
  return 1 + weight;
}

double likeness_weight(Likeness likeness, const SeenName& self, const SeenName& other, double together) {
  switch (likeness) {
    case Likeness::kInitials:
      return 4;
    case Likeness::kLetters:
      return 2.5;
    case Likeness::kOwner:
      return is_generic(*self.form) ? -2 : 3;
    case Likeness::kHead:
      return head_weight(self, other, together);
    case Likeness::kSomeWords:
      return -1;
    case Likeness::kNone:
      return is_acronym(self) ? -1.6 : is_generic(*self.form) ? -6 : -2.5;
    default:
      return -8;
  }
}

const char* likeness_text(Likeness likeness) {
  switch (likeness) {
    case Likeness::kLetters:
    case Likeness::kInitials:
      return "; one is the other's initials";
    case Likeness::kHead:
    case Likeness::kOwner:
      return "; one shortens the other";
    default:
      return "";
  }
}

// Whether two longer names are forms of one: at least half of the words that tell them from others are common.
bool mostly_one(const SeenName& left, const SeenName& right) {
  if (left.form->normal == right.form->normal) return true;
  const auto telling = [](std::vector<std::string> words) {
    std::erase_if(words, [](const std::string& word) { return is_owner(word) || is_name_word("generic", word); });
    return words;
  };
  const std::vector<std::string> words = telling(left.form->plain);
  const std::vector<std::string> others = telling(right.form->plain);
  const auto in_both = [&](const std::string& word) { return contains(others, word); };
  const auto both = static_cast<std::size_t>(std::count_if(words.begin(), words.end(), in_both));
  return both > 0 && 2 * both >= words.size() + others.size() - both;
}

// The part of the documents in which the shorter name means this one or a name of the same words.
double share_of(const Decision& decision, const Companion& companion) {
  double same = 0;
  double all = 0;
  for (const Companion& other : decision.companions()) {
    const auto documents = static_cast<double>(other.together);
    all += documents;
    if (other.seen.id == companion.seen.id || mostly_one(companion.seen, other.seen)) same += documents;
  }
  return all > 0 ? same / all : 1;
}

bool can_be_one(const Decision& decision, const SeenName& other) {
  const NameForm& form = decision.form();
  if (other.form->nominal() || countries_differ(form, *other.form)) return false;
  if (form.name.key == other.form->name.key || form.normal == other.form->normal) return false;  // Settled elsewhere.
  // Short names of people have a decision of their own, which knows of namesakes.
  if (form.person() && other.form->person()) {
    if (compatible_people(form, *other.form)) return false;
    // Nor are two full names one because a document mixes them up.
    if (form.person_words.size() > 1 && other.form->person_words.size() > 1) return false;
  }
  // A body of a country that the shorter name leaves open is settled by the document's country or not at all.
  return form.body_country.empty() == other.form->body_country.empty() || !is_body(form.normal);
}

void weigh(Decision& decision, const Companion& companion) {
  const SeenName& self = decision.self();
  const SeenName& other = companion.seen;
  if (!decides(self, other) || !can_be_one(decision, other)) return;
  const Likeness like = likeness(self, other);
  const double rarer = static_cast<double>(std::min(self.documents, other.documents));
  const auto together = static_cast<double>(companion.together);
  double score = -1.5 + 1.3 * std::log2(1 + together) + kind_weight(self, other);
  score += likeness_weight(like, self, other, together);
  // Two names of many documents that few documents use for one actor are two actors.
  score += 2 * std::min(0.0, std::log2(together / rarer * 4));
  const double share = share_of(decision, companion);
  score += 6 * (share - 0.8);
  std::int64_t apart = 0;
  if (score > -1) {
    apart = decision.apart(other);
    score -= 1.5 * std::log2(1 + static_cast<double>(apart));
  }
  double probability = sigmoid(score);
  if (probability < 0.2) return;
  // Said of several, it is nobody's.
  if (share < kClearShare) probability = std::min(0.49, probability);
  std::string reason = "both names of one actor in " + documents_text(companion.together) + ", apart in " +
                       std::to_string(apart) + likeness_text(like);
  decision.link(other, probability, std::move(reason));
}

}  // namespace

void link_companions(Decision& decision) {
  for (const Companion& companion : decision.companions()) weigh(decision, companion);
}

}  // namespace trama
