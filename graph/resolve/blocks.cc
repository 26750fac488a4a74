// Under which keys decisions find names.
#include <algorithm>

#include "graph/resolve/decision.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

constexpr std::size_t kShortestSkeleton = 5;
constexpr std::size_t kShortestBag = 3;
constexpr std::size_t kMostWords = 8;

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'h';
}

// Consonants, each of a row of equal ones once, and the first letter.
std::string skeleton(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' || (!result.empty() && (is_vowel(c) || c == result.back()))) continue;
    result += c;
  }
  return result;
}

std::string in_sense(std::string block, const NameForm& form) {
  if (!form.sense.empty()) block.append(1, '~').append(form.sense);
  return block;
}

void add(std::vector<std::string>& keys, std::string key) {
  if (!key.empty()) keys.push_back(std::move(key));
}

}  // namespace

std::string key_block(std::string_view key) {
  return "k:" + std::string(key);
}

std::string letters_block(const NameForm& form) {
  if (form.nominal()) return {};
  return (form.person() ? "p:" : "o:") + form.compact + (form.name.qualifier.empty() ? "" : "@" + form.name.qualifier);
}

std::string spelling_block(const NameForm& form) {
  if (!form.person()) return {};
  std::string key = "s:";
  for (const std::string& word : form.person_words) key += word + " ";
  return in_sense(std::move(key), form);
}

std::string normal_block(const NameForm& form, bool nominal) {
  if (form.person() || form.private_to_document()) return {};
  return in_sense((nominal ? "m:" : "n:") + form.normal, form);
}

std::string word_block(std::string_view word, const NameForm& of) {
  return in_sense("w:" + std::string(word), of);
}

bool is_word_block(std::string_view block) {
  return block.starts_with("w:");
}

std::string initials_block(std::string_view initials, const NameForm& of) {
  return in_sense((of.person() ? "j:" : "i:") + std::string(initials), of);
}

std::string skeleton_block(const NameForm& form) {
  if (form.nominal() || !form.country.empty()) return {};
  if (form.person() && form.person_words.size() < 2) return {};
  std::string key = skeleton(join_words(form.person() ? form.person_words : form.plain));
  return key.size() < kShortestSkeleton ? std::string() : in_sense((form.person() ? "z:" : "y:") + key, form);
}

std::string bag_block(const NameForm& form) {
  if (form.person() || form.nominal() || form.known) return {};
  std::vector<std::string> words = form.tokens;
  std::erase_if(words, [](const std::string& word) { return is_owner(word); });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words.size() < kShortestBag ? std::string() : in_sense("b:" + join_words(words), form);
}

std::vector<std::string> block_keys(const NameKey& name) {
  const std::shared_ptr<const NameForm> form = form_of(name);
  std::vector<std::string> keys;
  if (form->private_to_document()) return keys;
  add(keys, key_block(name.key));
  add(keys, letters_block(*form));
  add(keys, spelling_block(*form));
  add(keys, normal_block(*form, form->nominal()));
  add(keys, skeleton_block(*form));
  add(keys, bag_block(*form));
  std::size_t words = 0;
  for (const std::string& word : form->person_words) {
    if (word.size() > 1 && ++words <= kMostWords) keys.push_back(word_block(word, *form));
  }
  if (!form->nominal()) {
    if (form->acronym_like()) keys.push_back(initials_block(form->compact, *form));
    for (const std::string& initials : initials_of(*form)) {
      if (initials.size() > 2) keys.push_back(initials_block(initials, *form));
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace trama
