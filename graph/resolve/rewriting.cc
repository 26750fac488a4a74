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

// Longer names are not in the tables.
constexpr std::size_t kLongestSequence = 12;

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
    return tokens;
  }();
  return kTokens;
}

// The token for a sequence of words; empty if it is none.
std::string token_of(std::string_view words) {
  if (const auto found = known_tokens().find(std::string(words)); found != known_tokens().end()) return found->second;
  const std::string_view code = country_code(words);
  return code.empty() ? std::string() : "@" + std::string(code);
}

}  // namespace

std::string join_words(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
  return result;
}

std::vector<std::string> rewritten_words(std::string_view folded) {
  const std::vector<std::string_view> words = name_words(folded);
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t length = std::min(words.size() - begin, kLongestSequence);
    std::string token;
    for (; length > 0; --length) {
      const std::string_view last = words[begin + length - 1];
      const auto size = static_cast<std::size_t>(last.data() + last.size() - words[begin].data());
      token = token_of(std::string_view(words[begin].data(), size));
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

namespace {

struct Bodies {
  std::unordered_set<std::string> whole;
  std::vector<std::string> prefixes;  // With the space after them.
};

const Bodies& bodies() {
  static const Bodies kBodies = [] {
    Bodies result;
    for (const auto& row : parse_tsv(tables::kBodies)) {
      const std::string words = join_words(rewritten_words(fold_name(row[0])));
      if (row[0].ends_with('*')) {
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
  const auto begins = [&](const std::string& prefix) { return words.starts_with(prefix); };
  return std::any_of(bodies().prefixes.begin(), bodies().prefixes.end(), begins);
}

bool is_owner(const std::string& word) {
  static const std::unordered_set<std::string> kOwners = [] {
    std::unordered_set<std::string> owners;
    for (const auto& row : parse_tsv(tables::kNameWords)) {
      if (row.size() == 2 && row[0] == "owner") owners.insert(join_words(rewritten_words(row[1])));
    }
    return owners;
  }();
  return kOwners.contains(word);
}

}  // namespace trama
