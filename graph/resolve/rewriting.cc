#include "graph/resolve/rewriting.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/tsv.h"
#include "graph/names/alias_rules.h"
#include "graph/names/names.h"
#include "graph/names/tables.h"

namespace trama {
namespace {

std::vector<std::string> forms_of_adjective(std::string_view masculine) {
  std::string stem = fold_name(masculine);
  if (stem.ends_with('o')) {
    stem.pop_back();
    return {stem + "o", stem + "a", stem + "os", stem + "as"};
  }
  if (stem.ends_with('e') || stem.ends_with('a') || stem.ends_with('u')) return {stem, stem + "s"};
  if (stem.ends_with('i')) return {stem, stem + "s", stem + "es"};
  return {stem, stem + "a", stem + "es", stem + "as"};
}

using Tokens = std::unordered_map<std::string, std::string>;  // Folded name: its token.

void add_same_names(Tokens& tokens) {
  const AliasRules rules = parse_alias_rules(tables::kSameNames, "graph/data/same_names.tsv");
  std::map<std::string, std::string> parent;
  const auto top = [&](std::string key) {
    while (parent.emplace(key, key).first->second != key) key = parent[key];
    return key;
  };
  for (const AliasRule& rule : rules.rules) {
    const std::string left = top(fold_name(rule.left));
    const std::string right = top(fold_name(rule.right));
    parent[std::max(left, right)] = std::min(left, right);
  }
  for (const auto& [key, above] : parent) {
    std::string token = "=" + top(key);
    std::replace(token.begin(), token.end(), ' ', '_');
    tokens.emplace(key, std::move(token));
  }
}

void add_demonyms(Tokens& tokens) {
  for (const auto& row : parse_tsv(tables::kDemonyms)) {
    if (row.size() != 2) continue;
    const std::string_view code = country_code(fold_name(row[0]));
    std::string_view rest = row[1];
    while (!code.empty() && !rest.empty()) {
      const std::size_t end = rest.find(',');
      for (std::string& form : forms_of_adjective(rest.substr(0, end))) {
        tokens.emplace(std::move(form), "@" + std::string(code));
      }
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
}

const Tokens& known_tokens() {
  static const Tokens kTokens = [] {
    Tokens tokens;
    add_same_names(tokens);
    add_demonyms(tokens);
    for (const auto& [name, code] : country_codes()) tokens.emplace(name, "@" + code);
    return tokens;
  }();
  return kTokens;
}

// Of how many words the longest known name is that begins with this word; 0 for most.
std::size_t longest_sequence(std::string_view first_word) {
  static const std::unordered_map<std::string, std::size_t> kLongest = [] {
    std::unordered_map<std::string, std::size_t> longest;
    for (const auto& [name, token] : known_tokens()) {
      const std::vector<std::string_view> words = name_words(name);
      std::size_t& held = longest[std::string(words.empty() ? name : words.front())];
      held = std::max(held, words.size());
    }
    return longest;
  }();
  const auto found = kLongest.find(std::string(first_word));
  return found == kLongest.end() ? 0 : found->second;
}

// The token for a sequence of words; empty if it is none.
std::string token_of(std::string_view words) {
  const auto found = known_tokens().find(std::string(words));
  return found == known_tokens().end() ? std::string() : found->second;
}

}  // namespace

bool is_owner(const std::string& word) {
  static const std::unordered_set<std::string> kOwners = [] {
    std::unordered_set<std::string> owners;
    for (const auto& row : parse_tsv(tables::kNameWords)) {
      if (row.size() == 2 && row[0] == "owner") owners.insert(token_of(row[1]));
    }
    return owners;
  }();
  return kOwners.contains(word);
}

std::string join_words(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
  return result;
}

namespace {

// Words in any order, an owner left out of three others or more: what tells "Oficina de la ONU contra la Droga" from
// other names.
std::string bag_of(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  const auto owners = std::count_if(words.begin(), words.end(), is_owner);
  if (static_cast<std::size_t>(owners) + 3 <= words.size()) std::erase_if(words, is_owner);
  return join_words(words);
}

// `basic`: of organisations the owners alone.
std::vector<std::string> replace_sequences(std::string_view folded, bool basic) {
  const std::vector<std::string_view> words = name_words(folded);
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t length = std::min(words.size() - begin, longest_sequence(words[begin]));
    std::string token;
    for (; length > 0; --length) {
      const std::string_view last = words[begin + length - 1];
      const auto size = static_cast<std::size_t>(last.data() + last.size() - words[begin].data());
      token = token_of(std::string_view(words[begin].data(), size));
      if (!token.empty() && basic && token.front() == '=' && !is_owner(token)) token.clear();
      if (!token.empty()) break;
    }
    if (!token.empty()) {
      result.push_back(std::move(token));
    } else if (!is_name_word("function", words[begin])) {
      result.emplace_back(words[begin]);
    }
    begin += std::max<std::size_t>(length, 1);
  }
  if (result.empty()) result.assign(words.begin(), words.end());
  return result;
}

std::string content_words(std::string_view folded) {
  std::string result;
  std::size_t count = 0;
  for (const std::string_view word : name_words(folded)) {
    if (is_name_word("function", word)) continue;
    result += std::string(count++ == 0 ? "" : " ") + std::string(word);
  }
  return count > 1 ? result : std::string();
}

// The token of a country named in two words or more, whatever joins them ("República Democrática de Congo").
std::string country_of_content(std::string_view folded) {
  static const Tokens kCountries = [] {
    Tokens tokens;
    for (const auto& [name, code] : country_codes()) {
      if (std::string words = content_words(name); !words.empty()) tokens.emplace(std::move(words), "@" + code);
    }
    return tokens;
  }();
  const auto found = kCountries.find(content_words(folded));
  return found == kCountries.end() ? std::string() : found->second;
}

// Tokens of whole names by their words in any order: "Oficina para Asuntos Humanitarios de la ONU".
const Tokens& known_bags() {
  static const Tokens kBags = [] {
    Tokens bags;
    for (const auto& [name, token] : known_tokens()) {
      if (!token.starts_with('=')) continue;
      const std::vector<std::string> words = replace_sequences(name, true);
      if (words.size() > 1) bags.emplace(bag_of(words), token);
    }
    return bags;
  }();
  return kBags;
}

}  // namespace

std::vector<std::string> plain_words(std::string_view folded) {
  if (const std::string country = country_of_content(folded); !country.empty()) return {country};
  return replace_sequences(folded, true);
}

std::vector<std::string> rewritten_words(std::string_view folded) {
  std::vector<std::string> plain = plain_words(folded);
  if (plain.size() == 1 && plain[0].front() == '@') return plain;
  const auto known = known_bags().find(bag_of(plain));
  if (known != known_bags().end()) return {known->second};
  return replace_sequences(folded, false);
}

namespace {

struct Bodies {
  std::unordered_set<std::string> whole;
  std::vector<std::string> prefixes;  // With the space after them.
  std::vector<std::string> others;    // Likewise: no bodies of a country.
};

const Bodies& bodies() {
  static const Bodies kBodies = [] {
    Bodies result;
    for (const auto& row : parse_tsv(tables::kBodies)) {
      const std::string words = join_words(rewritten_words(fold_name(row[0])));
      if (row[0].starts_with('!')) {
        result.others.push_back(words + " ");
      } else if (row[0].ends_with('*')) {
        result.prefixes.push_back(words + " ");
      } else {
        result.whole.insert(words);
      }
    }
    return result;
  }();
  return kBodies;
}

}  // namespace

std::string_view country_of_token(std::string_view token) {
  return token.starts_with('@') ? token.substr(1) : std::string_view();
}

bool is_body(std::string_view words) {
  if (bodies().whole.contains(std::string(words))) return true;
  // "Secretaría de la OMC".
  if (words.find('=') != std::string_view::npos) return false;
  const std::string to_end = std::string(words) + " ";
  const auto begins_other = [&](const std::string& other) { return to_end.starts_with(other); };
  if (std::any_of(bodies().others.begin(), bodies().others.end(), begins_other)) return false;
  const auto begins = [&](const std::string& prefix) { return words.starts_with(prefix); };
  return std::any_of(bodies().prefixes.begin(), bodies().prefixes.end(), begins);
}

}  // namespace trama
