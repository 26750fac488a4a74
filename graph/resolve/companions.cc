// Names that documents use for one actor ("AMLO" in a chain of "Andrés Manuel López Obrador"): weighed by the documents
// that do so, those that hold the two apart, and what the words tell. The shorter name decides whom it means.
#include <algorithm>
#include <cmath>

#include "graph/names/names.h"
#include "graph/resolve/decision.h"

namespace trama {
namespace {

// How the words of a shorter and a longer name are related.
enum class Likeness {
  kNone,
  kPart,        // "Yugoslavia", "Tribunal de Yugoslavia": the longer names something of the shorter.
  kMember,      // "PP", "PP-Vox".
  kSomeWords,   // They share a word.
  kHead,        // "Consejo de Seguridad", "Consejo de Seguridad de la ONU".
  kInitials,    // "FAR", "Frente Amplio Rural".
};

bool is_initials(const NameForm& shorter, const NameForm& longer) {
  const std::vector<std::string> initials = initials_of(longer);
  return shorter.acronym_like() && std::find(initials.begin(), initials.end(), shorter.compact) != initials.end();
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A coalition of names joined by hyphens, strokes or "y" is none of them.
bool is_coalition_with(const SeenName& whole, const SeenName& part) {
  for (const auto& [surface, count] : whole.facts->surfaces) {
    std::string_view rest = surface;
    if (rest.find_first_of("-/") == std::string_view::npos) continue;
    for (;;) {
      const std::size_t end = rest.find_first_of("-/");
      if (fold_name(rest.substr(0, end)) == part.form->name.key) return true;
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
  }
  const std::string& key = whole.form->name.key;
  const std::string& member = part.form->name.key;
  return key.starts_with(member + " y ") || key.ends_with(" y " + member) || key.starts_with(member + " e ");
}

Likeness likeness(const SeenName& shorter, const SeenName& longer) {
  if (is_coalition_with(longer, shorter) || is_coalition_with(shorter, longer)) return Likeness::kMember;
  if (is_initials(*shorter.form, *longer.form)) return Likeness::kInitials;
  const std::vector<std::string>& few = shorter.form->tokens;
  const std::vector<std::string>& many = longer.form->tokens;
  const auto in_many = [&](const std::string& word) { return contains(many, word); };
  const auto shared = static_cast<std::size_t>(std::count_if(few.begin(), few.end(), in_many));
  if (shared == few.size() && few.size() < many.size()) {
    return few.front() == many.front() ? Likeness::kHead : Likeness::kPart;
  }
  return shared > 0 ? Likeness::kSomeWords : Likeness::kNone;
}

bool is_generic(const NameForm& form) {
  return std::all_of(form.tokens.begin(), form.tokens.end(),
                     [](const std::string& word) { return is_name_word("generic", word); });
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
  const bool neutral = left.form->name.name_class == NameClass::kNeutral ||
                       right.form->name.name_class == NameClass::kNeutral;
  if (neutral) return 0;
  if (left.form->person() != right.form->person()) return -4;
  return left.type == right.type ? 0.3 : -1.5;
}

double likeness_weight(Likeness likeness) {
  switch (likeness) {
    case Likeness::kInitials:
      return 4;
    case Likeness::kHead:
      return 1;
    case Likeness::kSomeWords:
      return -1;
    case Likeness::kNone:
      return -1.5;
    default:
      return -8;
  }
}

const char* likeness_text(Likeness likeness) {
  switch (likeness) {
    case Likeness::kInitials:
      return "; one is the other's initials";
    case Likeness::kHead:
      return "; one shortens the other";
    default:
      return "";
  }
}

// The part of the documents in which the shorter name means this one or a name of the same words.
double share_of(const Decision& decision, const Companion& companion) {
  double same = 0;
  double all = 0;
  for (const Companion& other : decision.companions()) {
    const auto documents = static_cast<double>(other.together);
    all += documents;
    const bool one = other.seen.id == companion.seen.id || other.seen.form->normal == companion.seen.form->normal ||
                     likeness(companion.seen, other.seen) == Likeness::kHead ||
                     likeness(other.seen, companion.seen) == Likeness::kHead;
    if (one) same += documents;
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
  return !is_generic(form) && !is_generic(*other.form);
}

void weigh(Decision& decision, const Companion& companion) {
  const SeenName& self = decision.self();
  const SeenName& other = companion.seen;
  if (!decides(self, other) || !can_be_one(decision, other)) return;
  const Likeness like = likeness(self, other);
  const double rarer = static_cast<double>(std::min(self.documents, other.documents));
  const auto together = static_cast<double>(companion.together);
  double score = -1.5 + 1.3 * std::log2(1 + together) + likeness_weight(like) + kind_weight(self, other);
  // Two names of many documents that few documents use for one actor are two actors.
  score += 2 * std::min(0.0, std::log2(together / rarer * 4));
  score += 6 * (share_of(decision, companion) - 0.8);
  std::int64_t apart = 0;
  if (score > -1) {
    apart = decision.apart(other);
    score -= 1.5 * std::log2(1 + static_cast<double>(apart));
  }
  const double probability = sigmoid(score);
  if (probability < 0.2) return;
  std::string reason = "both names of one actor in " + documents_text(companion.together) + ", apart in " +
                       std::to_string(apart) + likeness_text(like);
  decision.link(other, probability, std::move(reason));
}

}  // namespace

void link_companions(Decision& decision) {
  for (const Companion& companion : decision.companions()) weigh(decision, companion);
}

}  // namespace trama
