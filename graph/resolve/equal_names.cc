// Names that are one by their words alone, and one name in several classes.
#include <algorithm>
#include <map>

#include "graph/resolve/decision.h"
#include "graph/resolve/known_types.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

constexpr double kSameWords = 0.99;
constexpr double kSameBag = 0.9;
constexpr double kNominalOfName = 0.9;
constexpr double kSameKey = 0.97;
// Of 53 bare names of bodies whose country their document told, that were read, 46 are that country's.
constexpr double kCountryOfDocument = 0.85;

// Every name of a block of equals is linked to the block's first, so that adding one changes one decision.
void link_to_first(Decision& decision, const std::string& block, double probability, const char* reason, bool certain) {
  if (block.empty()) return;
  if (const auto first = decision.first_of_block(block)) decision.link(*first, probability, reason, certain);
}

// Whether the document's country is the name's.
bool is_bare_body(const NameForm& form) {
  return !form.body_country.empty() && !without_sense(form.name).qualifier.empty();
}

const char* reason_of_normal(const NameForm& form) {
  if (!form.country.empty()) return "names of one country";
  if (form.known) return "known as one name";
  return form.body_country.empty() ? "the same words" : "the same body of one country";
}

void link_to_equal(Decision& decision) {
  const NameForm& form = decision.form();
  const std::string block = normal_block(form, form.nominal());
  if (block.empty()) return;
  const auto first = decision.first_of_block(block);
  if (!first) return;
  if (is_bare_body(form) != is_bare_body(*first->form)) {
    decision.link(*first, kCountryOfDocument, "the same body of the country of which documents speak");
  } else {
    decision.link(*first, kSameWords, reason_of_normal(form), true);
  }
}

// The part of the documents in which the rarer class is; below kHomonymPart it is a slip of the tagger.
double probability_of_slip(std::int64_t person, std::int64_t other, bool one_word) {
  constexpr std::int64_t kHomonymDocuments = 2;
  constexpr double kHomonymPart = 0.2;
  constexpr double kLongHomonymPart = 0.35;
  constexpr double kSteepness = 20;
  const std::int64_t rarer = std::min(person, other);
  if (rarer < kHomonymDocuments) return kSameKey;
  const double part = static_cast<double>(rarer) / static_cast<double>(person + other);
  return std::min(kSameKey, sigmoid(kSteepness * ((one_word ? kHomonymPart : kLongHomonymPart) - part)));
}

bool is_all_capitals(std::string_view text) {
  return text.size() > 1 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void link_person_to_other(Decision& decision, const SeenName& other) {
  const SeenName& self = decision.self();
  // What a table knows is never a person of the same name.
  if (known_type(*other.form)) {
    decision.link(other, kSameKey, "one name, known for what it is");
    return;
  }
  if (is_all_capitals(self.surface) && self.surface == other.surface) {
    decision.link(other, kSameKey, "one acronym");
    return;
  }
  const bool one_word = self.form->name.key.find(' ') == std::string::npos;
  const std::string counts =
      documents_text(self.documents) + " as a person, " + std::to_string(other.documents) + " as something else";
  decision.link(other, probability_of_slip(self.documents, other.documents, one_word), "one name; " + counts);
}

// A body whose documents tell no country is that of the one country of which nearly all others are.
void link_body_to_country(Decision& decision) {
  constexpr std::int64_t kEnoughDocuments = 3;
  constexpr double kNearlyAll = 0.9;
  const NameForm& form = decision.form();
  if (!form.name.qualifier.empty() || !is_body(form.normal)) return;
  std::int64_t all = 0;
  std::map<std::string, std::pair<std::int64_t, std::optional<SeenName>>> countries;
  const auto of_a_country = [&](const NameForm& other) {
    return !other.body_country.empty() && other.nominal() == form.nominal() && other.sense.empty();
  };
  for (const SeenName& mate : decision.block(key_block(form.name.key), of_a_country)) {
    all += mate.documents;
    auto& [documents, most] = countries[mate.form->body_country];
    documents += mate.documents;
    if (!most || mate.documents > most->documents) most = mate;
  }
  for (const auto& [country, names] : countries) {
    const auto& [documents, most] = names;
    if (documents < kEnoughDocuments || static_cast<double>(documents) < kNearlyAll * static_cast<double>(all))
      continue;
    decision.link(
        *most, 0.6,
        "no country is said; it is this one's in " + documents_text(documents) + " of " + std::to_string(all));
  }
}

}  // namespace

void link_equal_names(Decision& decision) {
  const NameForm& form = decision.form();
  link_to_equal(decision);
  if (form.nominal()) {
    link_to_first(decision, normal_block(form, false), kNominalOfName, "the words are somebody's name", false);
    return;
  }
  link_to_first(decision, letters_block(form), kSameWords, "the same letters", true);
  link_to_first(decision, spelling_block(form), kSameWords, "spellings of one name", true);
  const std::string bag = bag_block(form);
  const auto first = bag.empty() ? std::nullopt : decision.first_of_block(bag);
  if (first && first->form->normal != form.normal) {
    decision.link(*first, kSameBag, "the same words in another order");
  }
}

void link_homonyms(Decision& decision) {
  const NameForm& form = decision.form();
  link_body_to_country(decision);
  if (form.nominal() || form.name.name_class == NameClass::kOther) return;
  std::optional<SeenName> best;
  const auto of_one_key = [&](const NameForm& other) {
    return !other.nominal() && other.name.qualifier == form.name.qualifier;
  };
  for (const SeenName& mate : decision.block(key_block(form.name.key), of_one_key)) {
    if (form.person()) {
      if (mate.form->name.name_class == NameClass::kOther) link_person_to_other(decision, mate);
      continue;
    }
    const bool better = !best || std::make_pair(mate.documents, !mate.form->person()) >
                                     std::make_pair(best->documents, !best->form->person());
    if (mate.form->name.name_class != NameClass::kNeutral && better) best = mate;
  }
  if (best) decision.link(*best, kSameKey, "one name");
}

}  // namespace trama
