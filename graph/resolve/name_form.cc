#include "graph/resolve/name_form.h"

#include <algorithm>
#include <array>

#include "graph/names/names.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/edit_distance.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

constexpr std::size_t kLongestAcronym = 8;

// "tribunal supremo @VE" with the country from the qualifier or from the name itself.
void set_body(NameForm& form) {
  std::string rest;
  std::string_view country;
  for (const std::string& token : form.tokens) {
    const std::string_view code = country_of_token(token);
    if (!code.empty() && country.empty()) {
      country = code;
    } else {
      rest += (rest.empty() ? "" : " ") + token;
    }
  }
  const std::string qualifier = without_sense(form.name).qualifier;
  if (qualifier.size() == 2 && country.empty()) {
    form.body_country = qualifier;
    form.tokens.push_back("@" + qualifier);
  } else if (!country.empty() && form.tokens.size() > 1 && is_body(rest)) {
    form.body_country = country;
  }
}

bool has_one_word(std::string_view folded) {
  const std::vector<std::string_view> words = name_words(folded);
  const auto content = [](std::string_view word) { return !is_name_word("function", word); };
  return std::count_if(words.begin(), words.end(), content) < 2;
}

NameForm make_form(const NameKey& name) {
  NameForm form;
  form.name = name;
  form.sense = sense_of(name);
  form.compact = compact_name(name.key);
  if (form.person()) {
    form.person_words = person_words(name.key);
    for (const std::string_view word : name_words(name.key)) form.all_words.push_back(spelling_key(word));
    form.bearing = form.person_words.size() == 2 && is_name_word("bearing", name_words(name.key).front()) &&
                   form.person_words.front() == spelling_key(name_words(name.key).front());
  }
  form.tokens = rewritten_words(name.key);
  form.plain = plain_words(name.key);
  form.known = form.tokens.size() == 1 && (form.tokens[0].starts_with('=') || form.tokens[0].starts_with('@'));
  if (form.known && !form.person()) form.country = country_of_token(form.tokens[0]);
  // An adjective alone ("venezolano", "la española") is no country.
  if (!form.country.empty() && country_code(name.key).empty() && has_one_word(name.key)) {
    form.country.clear();
    form.known = false;
    form.tokens = {name.key};
  }
  if (!form.person()) set_body(form);
  form.normal = join_words(form.tokens);
  return form;
}

bool adjacent(const std::vector<std::string>& words, const std::string& first, const std::string& second) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == first && words[i + 1] == second) return true;
  }
  return false;
}

}  // namespace

bool NameForm::acronym_like() const {
  return compact.size() >= 2 && compact.size() <= kLongestAcronym && tokens.size() <= 4;
}

std::shared_ptr<const NameForm> form_of(const NameKey& name) {
  return form_of(name_id(name), name.key, name.name_class, name.qualifier);
}

std::shared_ptr<const NameForm> form_of(std::uint64_t id, std::string_view key, NameClass name_class,
                                        std::string_view qualifier) {
  constexpr std::size_t kSlots = std::size_t{1} << 17;
  thread_local std::vector<std::shared_ptr<const NameForm>> cache(kSlots);
  std::shared_ptr<const NameForm>& slot = cache[id % kSlots];
  if (slot == nullptr || slot->name.key != key || slot->name.name_class != name_class ||
      slot->name.qualifier != qualifier) {
    slot = std::make_shared<const NameForm>(make_form({std::string(key), name_class, std::string(qualifier)}));
  }
  return slot;
}

bool shortens(const NameForm& shorter, const NameForm& longer) {
  if (shorter.person_words.empty() || longer.person_words.empty()) return false;
  if (shorter.bearing && shorter.person_words.size() == 2) {
    return longer.person_words != shorter.person_words && longer.all_words.size() > shorter.all_words.size() &&
           adjacent(longer.all_words, shorter.person_words[0], shorter.person_words[1]);
  }
  const bool fewer =
      shorter.person_words.size() != longer.person_words.size()
          ? shorter.person_words.size() < longer.person_words.size()
          : shorter.person_words != longer.person_words && shorter.compact.size() < longer.compact.size();
  return fewer && !longer.bearing && compatible_person_names(shorter.person_words, longer.person_words);
}

bool compatible_people(const NameForm& left, const NameForm& right) {
  if (left.person_words == right.person_words || shortens(left, right) || shortens(right, left)) return true;
  return left.person_words.size() == right.person_words.size() && !left.bearing && !right.bearing &&
         compatible_person_names(left.person_words, right.person_words);
}

bool near_people(const NameForm& left, const NameForm& right, bool strict) {
  if (left.compact == right.compact || compatible_people(left, right)) return true;
  const bool less = left.person_words.size() <= right.person_words.size();
  const std::vector<std::string>& shorter = less ? left.person_words : right.person_words;
  const std::vector<std::string>& longer = less ? right.person_words : left.person_words;
  const auto near = [&](const std::string& one, const std::string& other) {
    if (one.size() == 1 || other.size() == 1) return one.front() == other.front();
    if (one == other) return true;
    return near_words(one, other) && !(strict && (one.front() != other.front() || differ_in_gender(one, other)));
  };
  std::size_t next = 0;
  for (std::size_t i = 0; i < longer.size() && next < shorter.size(); ++i) {
    if (near(shorter[next], longer[i])) ++next;
  }
  return next == shorter.size();
}

std::vector<std::string> initials_of(const NameForm& form) {
  const std::vector<std::string_view> words = name_words(form.name.key);
  if (words.size() < 2) return {};
  std::string all;
  std::string content;
  for (const std::string_view word : words) {
    all += word.front();
    if (!is_name_word("particle", word) && !is_name_word("function", word)) content += word.front();
  }
  std::vector<std::string> result = {all};
  if (content.size() > 1) result.push_back(content);
  if (content.size() == 2) result.push_back({content[0], content[0], content[1], content[1]});
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace trama
