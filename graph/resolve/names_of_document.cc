// The names of one document's statements (decisions.h).
#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <unordered_map>

#include "base/tsv.h"
#include "graph/names/names.h"
#include "graph/names/tables.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/rewriting.h"

namespace trama {
namespace {

// A document speaks of one country if it names it so often, and so many times as often as the next.
constexpr int kCountryMentions = 2;
constexpr int kCountryMajority = 2;
constexpr char kSenseMark = '~';  // In a qualifier.

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31);
}

bool is_nominal_word(std::string_view kind, std::string_view word) {
  using Words = std::map<std::string_view, std::vector<std::string_view>>;
  static const Words kWords = [] {
    Words words;
    for (const auto& row : parse_tsv(tables::kNominals)) {
      if (row.size() == 2) words[row[0]].push_back(row[1]);
    }
    for (auto& [key, list] : words) std::sort(list.begin(), list.end());
    return words;
  }();
  const auto found = kWords.find(kind);
  return found != kWords.end() && std::binary_search(found->second.begin(), found->second.end(), word);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool begins_with_count(const std::vector<std::string_view>& words) {
  for (const std::string_view word : words) {
    if (is_digit(word.front()) || is_nominal_word("number", word)) return true;
    if (!is_nominal_word("about", word)) return false;
  }
  return false;
}

bool names_somebody(const std::string& canonical, const std::vector<std::string>& tokens) {
  const auto known = [](const std::string& token) { return token.front() == '@' || token.front() == '='; };
  if (std::any_of(tokens.begin(), tokens.end(), known)) return true;
  // A capital that does not begin the words.
  return std::any_of(canonical.begin() + (canonical.empty() ? 0 : 1), canonical.end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether no other document can mean the same by these words of a nominal mention.
bool of_one_document(const std::string& canonical, const std::string& key, const std::vector<std::string>& tokens) {
  const std::vector<std::string_view> words = name_words(key);
  if (words.empty()) return true;
  const auto pointing = [](std::string_view word) { return is_nominal_word("pointing", word); };
  if (std::any_of(words.begin(), words.end(), pointing) || begins_with_count(words)) return true;
  // Determiners are no part of the key.
  const std::string folded = fold_name(canonical);
  const std::vector<std::string_view> all = name_words(folded);
  if (!all.empty() && pointing(all.front())) return true;
  return is_nominal_word("individual", words.front()) && !names_somebody(canonical, tokens);
}

// "Misión de la ONU en ese país".
bool points_elsewhere(const std::string& key) {
  const std::vector<std::string_view> words = name_words(key);
  return words.size() > 2 && std::any_of(words.begin() + 1, words.end(),
                                         [](std::string_view word) { return is_nominal_word("pointing_name", word); });
}

// What a canonical name tells whoever bears it.
struct CanonicalName {
  std::string key;
  std::vector<std::string> countries;  // Codes of those in it.
  bool bare_body = false;              // Of a country, and does not say of which.
  bool of_one_document = false;
};

CanonicalName read_canonical(const std::string& canonical, bool named) {
  CanonicalName result;
  result.key = name_key(canonical, named);
  const std::vector<std::string> tokens = rewritten_words(result.key);
  for (const std::string& token : tokens) {
    if (const std::string_view code = country_of_token(token); !code.empty()) result.countries.emplace_back(code);
  }
  result.bare_body = result.countries.empty() && is_body(join_words(tokens));
  result.of_one_document = named ? points_elsewhere(result.key) : of_one_document(canonical, result.key, tokens);
  return result;
}

// A corpus repeats its names, and folding them is costly.
std::shared_ptr<const CanonicalName> canonical_name(const Mention& mention) {
  constexpr std::size_t kKept = std::size_t{1} << 15;
  thread_local std::unordered_map<std::string, std::shared_ptr<const CanonicalName>> cache;
  if (cache.size() > kKept) cache.clear();
  auto& kept = cache[(mention.named ? "n" : "-") + mention.canonical];
  if (kept == nullptr) kept = std::make_shared<const CanonicalName>(read_canonical(mention.canonical, mention.named));
  return kept;
}

std::string document_qualifier(std::string_view document) {
  char digits[17];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), hash_of(document, 1), 16);
  return "#" + std::string(digits, end.ptr);
}

class DocumentNames {
 public:
  explicit DocumentNames(std::span<const Statement* const> statements) {
    for (const Statement* statement : statements) {
      count_country(statement->subject);
      count_country(statement->object);
      if (statement->source) count_country(statement->source->who);
    }
    choose_country();
  }

  NameKey name(const Mention& mention, std::string_view document) const {
    const std::shared_ptr<const CanonicalName> canonical = canonical_name(mention);
    NameKey name{canonical->key, class_of(mention), {}};
    if (name.name_class == NameClass::kPerson) return name;
    if (canonical->of_one_document) {
      name.qualifier = document_qualifier(document);
    } else if (canonical->bare_body) {
      name.qualifier = country_;
    }
    return name;
  }

 private:
  void count_country(const Mention& mention) {
    if (mention.named && mention.type == EntityType::kPerson) return;
    for (const std::string& code : canonical_name(mention)->countries) ++countries_[code];
  }

  void choose_country() {
    int most = 0;
    int next = 0;
    for (const auto& [code, count] : countries_) {
      if (count > most) {
        next = most;
        most = count;
        country_ = code;
      } else {
        next = std::max(next, count);
      }
    }
    if (most < kCountryMentions || most < kCountryMajority * next) country_.clear();
  }

  std::map<std::string, int> countries_;
  std::string country_;
};

}  // namespace

NameClass class_of(const Mention& mention) {
  if (!mention.named) return NameClass::kNominal;
  switch (mention.type) {
    case EntityType::kPerson:
      return NameClass::kPerson;
    case EntityType::kOrganization:
    case EntityType::kLocation:
      return NameClass::kOther;
    default:
      return NameClass::kNeutral;
  }
}

std::vector<StatementNames> name_statements(std::span<const Statement* const> of_one_document,
                                            std::string_view document) {
  const DocumentNames names(of_one_document);
  std::vector<StatementNames> result;
  result.reserve(of_one_document.size());
  for (const Statement* statement : of_one_document) {
    StatementNames one{names.name(statement->subject, document), names.name(statement->object, document), {}};
    if (statement->source) one.source = names.name(statement->source->who, document);
    result.push_back(std::move(one));
  }
  return result;
}

std::string_view sense_of(const NameKey& name) {
  const std::size_t mark = name.qualifier.find(kSenseMark);
  return mark == std::string::npos ? std::string_view() : std::string_view(name.qualifier).substr(mark + 1);
}

NameKey without_sense(NameKey name) {
  name.qualifier.resize(std::min(name.qualifier.size(), name.qualifier.find(kSenseMark)));
  return name;
}

NameKey with_sense(NameKey name, std::string_view label) {
  name = without_sense(std::move(name));
  name.qualifier.append(1, kSenseMark).append(label);
  return name;
}

std::uint64_t name_id(const NameKey& name) {
  const std::uint64_t seed = hash_of(name.qualifier, 2 + static_cast<std::uint64_t>(name.name_class));
  const std::uint64_t id = hash_of(name.key, seed) & 0x7fffffffffffffffULL;
  return id == 0 ? 1 : id;
}

}  // namespace trama
