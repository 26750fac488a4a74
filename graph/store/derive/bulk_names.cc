#include "graph/store/derive/bulk_names.h"

#include <algorithm>
#include <limits>
#include <map>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/name_form.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::int32_t kNoDay = INT32_MIN;
constexpr std::size_t kRememberedFacts = 100'000;
constexpr std::int64_t kMostDocuments = std::int64_t{1} << 31;

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::uint64_t pair_of(std::uint64_t high, std::uint64_t low) {
  return high << 32 | low;
}

}  // namespace

BulkNames::BulkNames(sqlite::Database& database, Dictionary& dictionary)
    : database_(database), dictionary_(dictionary) {
  read_names();
  read_statements();
  make_aliases();
  make_blocks();
}

void BulkNames::read_names() {
  const std::int64_t most = database_.number("SELECT max(number) FROM names");
  if (most >= std::numeric_limits<std::uint32_t>::max()) throw Error(ErrorCode::kInvalid, "too many names");
  names_.resize(static_cast<std::size_t>(most) + 1);
  Query query(database_, "SELECT number, id, key, class, qualifier, surface FROM names");
  while (query.step()) {
    Name& name = names_[static_cast<std::size_t>(query.number(0))];
    name.id = query.number(1);
    name.key = keys_.size();
    name.key_size = static_cast<std::uint32_t>(query.text(2).size());
    keys_ += query.text(2);
    name.name_class = static_cast<NameClass>(query.number(3));
    name.qualifier_size = static_cast<std::uint32_t>(query.text(4).size());
    keys_ += query.text(4);
    name.surface = static_cast<std::uint32_t>(query.number(5));
  }
  const std::int64_t last = database_.number("SELECT max(number) FROM documents");
  if (last >= kMostDocuments) throw Error(ErrorCode::kInvalid, database_.file() + ": too many documents");
  days_.assign(static_cast<std::size_t>(last) + 1, kNoDay);
  Query days(database_, "SELECT document, day FROM stories WHERE day IS NOT NULL");
  while (days.step()) days_[static_cast<std::size_t>(days.number(0))] = static_cast<std::int32_t>(days.number(1));
}

void BulkNames::read_statements() {
  statements_.resize(names_.size());
  first_surface_.resize(names_.size());
  types_.resize(names_.size());
  document_first_.assign(days_.size() + 1, 0);
  std::vector<Occurrence> of_document;
  std::vector<std::uint64_t> aliases;
  std::int64_t document = 0;
  StatementScan scan(database_, true);
  scan.run(0, static_cast<std::int64_t>(days_.size()), [&](const StatementRow& row, const StatementFacts& facts) {
    if (row.document() != document) {
      end_document(of_document, aliases);
      document = row.document();
    }
    if (static_cast<std::size_t>(std::max({row.subject, row.object, row.source})) >= names_.size() ||
        static_cast<std::size_t>(document) >= days_.size()) {
      throw Error(ErrorCode::kFormat, database_.file() + ": the graph file is damaged (statement " +
                                          std::to_string(row.number) + " has an unknown name or document)");
    }
    for_each_use(row, facts, [&](const NameUse& use) {
      const auto name = static_cast<std::size_t>(use.name);
      ++types_[name][static_cast<std::size_t>(use.type)];
      if (use.surface == 0) {
        ++first_surface_[name];
      } else {
        ++surfaces_[pair_of(name, static_cast<std::uint64_t>(use.surface))];
      }
      of_document.push_back(occurrence(use.name, document, use.acts));
      for (const std::int64_t alias : *use.aliases) aliases.push_back(pair_of(name, static_cast<std::uint64_t>(alias)));
    });
    ++statements_[static_cast<std::size_t>(row.subject)];
    ++statements_[static_cast<std::size_t>(row.object)];
  });
  end_document(of_document, aliases);
  for (std::size_t i = 1; i < document_first_.size(); ++i) document_first_[i] += document_first_[i - 1];

  std::sort(occurrences_.begin(), occurrences_.end());
  first_.assign(names_.size() + 1, 0);
  for (const Occurrence one : occurrences_) ++first_[(one >> 32) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  sorted_surfaces_.assign(surfaces_.begin(), surfaces_.end());
  surfaces_ = {};
  std::sort(sorted_surfaces_.begin(), sorted_surfaces_.end());
}

// Keeps each name of a document once, as acting if it does so anywhere.
void BulkNames::end_document(std::vector<Occurrence>& of_document, std::vector<std::uint64_t>& aliases) {
  sort_unique(of_document);
  const auto same = [](Occurrence left, Occurrence right) { return left >> 1 == right >> 1; };
  of_document.erase(std::unique(of_document.begin(), of_document.end(), same), of_document.end());
  for (const Occurrence one : of_document) {
    occurrences_.push_back(one);
    document_names_.push_back(static_cast<std::uint32_t>(one >> 32));
  }
  if (!of_document.empty()) document_first_[document_of(of_document.front()) + 1] = of_document.size();
  sort_unique(aliases);
  raw_aliases_.insert(raw_aliases_.end(), aliases.begin(), aliases.end());
  of_document.clear();
  aliases.clear();
}

void BulkNames::make_aliases() {
  std::sort(raw_aliases_.begin(), raw_aliases_.end());
  AliasKeys keys(dictionary_);
  for (std::size_t begin = 0; begin < raw_aliases_.size();) {
    std::size_t end = begin;
    while (end < raw_aliases_.size() && raw_aliases_[end] == raw_aliases_[begin]) ++end;
    const auto alias = static_cast<std::uint32_t>(raw_aliases_[begin]);
    aliases_.push_back({static_cast<std::uint32_t>(raw_aliases_[begin] >> 32), alias, keys.key_of(alias),
                        static_cast<std::uint32_t>(end - begin)});
    begin = end;
  }
  raw_aliases_ = {};
  std::sort(aliases_.begin(), aliases_.end(), [](const Alias& left, const Alias& right) {
    return std::tie(left.name, left.key, left.alias) < std::tie(right.name, right.key, right.alias);
  });
  by_key_ = aliases_;
  std::sort(by_key_.begin(), by_key_.end(), [&](const Alias& left, const Alias& right) {
    return std::tie(left.key, names_[left.name].id, left.alias) <
           std::tie(right.key, names_[right.name].id, right.alias);
  });
}

void BulkNames::make_blocks() {
  for (const NameId name : present()) {
    const Name& of = names_[name];
    const NameKey key{keys_.substr(of.key, of.key_size), of.name_class,
                      keys_.substr(of.key + of.key_size, of.qualifier_size)};
    for (const std::string& block : block_keys(key)) blocks_.push_back({hash_of(block), of.id, name});
  }
  std::sort(blocks_.begin(), blocks_.end(), [](const Block& left, const Block& right) {
    return std::tie(left.block, left.id) < std::tie(right.block, right.id);
  });
}

std::vector<NameId> BulkNames::present() const {
  std::vector<NameId> result;
  for (std::size_t name = 0; name < names_.size(); ++name) {
    if (first_[name + 1] > first_[name]) result.push_back(static_cast<NameId>(name));
  }
  return result;
}

std::vector<NameId> BulkNames::by_last_word() const {
  std::vector<std::pair<std::string_view, NameId>> order;
  for (const NameId name : present()) {
    const std::string_view key = std::string_view(keys_).substr(names_[name].key, names_[name].key_size);
    order.emplace_back(key.substr(key.rfind(' ') + 1), name);
  }
  std::sort(order.begin(), order.end());
  std::vector<NameId> result;
  for (const auto& [word, name] : order) result.push_back(name);
  return result;
}

void BulkNames::acting_documents(NameId name, std::vector<std::uint32_t>& into) const {
  const auto [begin, end] = occurrences(name);
  for (std::size_t i = begin; i < end; ++i) {
    if ((occurrences_[i] & 1) == 0) into.push_back(document_of(occurrences_[i]));
  }
}

void BulkNames::trim() {
  if (facts_.size() > kRememberedFacts) facts_.clear();
  if (weeks_.size() > kRememberedFacts / 10) weeks_.clear();
  if (contexts_.size() > kRememberedFacts / 10) contexts_.clear();
}

const NameFacts& BulkNames::facts(NameId name) {
  const auto [place, is_new] = facts_.try_emplace(name);
  NameFacts& facts = place->second;
  if (!is_new) return facts;
  const Name& of = names_.at(name);
  facts.id = static_cast<std::uint64_t>(of.id);
  facts.name = {keys_.substr(of.key, of.key_size), of.name_class,
                keys_.substr(of.key + of.key_size, of.qualifier_size)};
  for (std::size_t i = 0; i < facts.type_counts.size(); ++i) {
    facts.type_counts[i] = types_[name][i];
    facts.mentions += types_[name][i];
  }
  facts.documents = static_cast<std::int64_t>(first_[name + 1] - first_[name]);
  if (first_surface_[name] > 0) facts.surfaces[dictionary_.text(of.surface)] += first_surface_[name];
  auto surface = std::lower_bound(sorted_surfaces_.begin(), sorted_surfaces_.end(),
                                  std::pair<std::uint64_t, std::uint32_t>(pair_of(name, 0), 0));
  for (; surface != sorted_surfaces_.end() && surface->first >> 32 == name; ++surface) {
    facts.surfaces[dictionary_.text(static_cast<std::uint32_t>(surface->first))] += surface->second;
  }
  return facts;
}

std::shared_ptr<const NameForm> BulkNames::form(NameId name) {
  const Name& of = names_.at(name);
  const std::string_view text(keys_);
  return form_of(static_cast<std::uint64_t>(of.id), text.substr(of.key, of.key_size), of.name_class,
                 text.substr(of.key + of.key_size, of.qualifier_size));
}

std::vector<NameId> BulkNames::with_block(std::string_view block, std::size_t limit) {
  const std::int64_t hash = hash_of(block);
  auto found = std::lower_bound(blocks_.begin(), blocks_.end(), hash,
                                [](const Block& left, std::int64_t right) { return left.block < right; });
  std::vector<NameId> result;
  for (; found != blocks_.end() && found->block == hash && result.size() < limit; ++found) {
    result.push_back(found->name);
  }
  return result;
}

AliasUse BulkNames::use_of(const std::vector<Alias>& from, std::size_t begin, std::size_t end) {
  AliasUse use{from[begin].name, dictionary_.text(from[begin].alias), 0};
  for (std::size_t i = begin; i < end; ++i) {
    use.documents += from[i].documents;
    const std::string& alias = dictionary_.text(from[i].alias);
    if (alias < use.alias) use.alias = alias;
  }
  return use;
}

std::vector<AliasUse> BulkNames::aliases(NameId name) {
  const auto from = std::lower_bound(aliases_.begin(), aliases_.end(), name,
                                     [](const Alias& left, NameId right) { return left.name < right; });
  std::vector<AliasUse> uses;
  for (auto begin = static_cast<std::size_t>(from - aliases_.begin());
       begin < aliases_.size() && aliases_[begin].name == name;) {
    std::size_t end = begin;
    while (end < aliases_.size() && aliases_[end].name == name && aliases_[end].key == aliases_[begin].key) ++end;
    uses.push_back(use_of(aliases_, begin, end));
    begin = end;
  }
  return uses;
}

std::vector<AliasUse> BulkNames::bearers(std::string_view alias_key) {
  const std::int64_t key = hash_of(alias_key);
  const auto from = std::lower_bound(by_key_.begin(), by_key_.end(), key,
                                     [](const Alias& left, std::int64_t right) { return left.key < right; });
  std::vector<AliasUse> uses;
  for (auto begin = static_cast<std::size_t>(from - by_key_.begin());
       begin < by_key_.size() && by_key_[begin].key == key;) {
    std::size_t end = begin;
    while (end < by_key_.size() && by_key_[end].key == key && by_key_[end].name == by_key_[begin].name) ++end;
    uses.push_back(use_of(by_key_, begin, end));
    begin = end;
  }
  return uses;
}

std::int64_t BulkNames::documents_apart(NameId left, NameId right) {
  auto [a, a_end] = occurrences(left);
  auto [b, b_end] = occurrences(right);
  if (a_end - a > b_end - b) {
    std::swap(a, b);
    std::swap(a_end, b_end);
  }
  std::int64_t count = 0;
  const auto end = occurrences_.begin() + static_cast<std::ptrdiff_t>(b_end);
  auto place = occurrences_.begin() + static_cast<std::ptrdiff_t>(b);
  for (; a < a_end; ++a) {
    const std::uint32_t document = document_of(occurrences_[a]);
    place = std::lower_bound(place, end, document,
                             [](Occurrence one, std::uint32_t wanted) { return document_of(one) < wanted; });
    count += place != end && document_of(*place) == document ? 1 : 0;
  }
  return count;
}

const std::vector<std::pair<std::int32_t, std::int32_t>>& BulkNames::weeks(NameId name) {
  const auto [place, is_new] = weeks_.try_emplace(name);
  if (!is_new) return place->second;
  std::map<std::int32_t, std::int32_t> counts;
  const auto [begin, end] = occurrences(name);
  for (std::size_t i = begin; i < end; ++i) {
    const std::int32_t day = days_[document_of(occurrences_[i])];
    if (day != kNoDay) ++counts[week_of(day)];
  }
  place->second.assign(counts.begin(), counts.end());
  return place->second;
}

const std::vector<std::pair<NameId, std::int32_t>>& BulkNames::context(NameId name) {
  const auto [place, is_new] = contexts_.try_emplace(name);
  const auto [begin, end] = occurrences(name);
  if (!is_new || static_cast<std::int64_t>(end - begin) > kRareDocuments) return place->second;
  std::map<NameId, std::int32_t> shared;
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t document = document_of(occurrences_[i]);
    if (document_first_[document + 1] - document_first_[document] > kContextNames) continue;
    for (std::size_t k = document_first_[document]; k < document_first_[document + 1]; ++k) {
      if (document_names_[k] != name) ++shared[document_names_[k]];
    }
  }
  place->second.assign(shared.begin(), shared.end());
  std::sort(place->second.begin(), place->second.end(),
            [&](const auto& left, const auto& right) { return names_[left.first].id < names_[right.first].id; });
  return place->second;
}

void BulkNames::write() {
  Query facts(database_,
              "INSERT INTO name_facts (name, mentions, documents, statements, types) VALUES (?, ?, ?, ?, ?)");
  Query surfaces(database_, "INSERT INTO name_surfaces (name, text, mentions) VALUES (?, ?, ?)");
  auto surface = sorted_surfaces_.begin();
  for (const NameId name : present()) {
    std::array<std::int64_t, 5> types{};
    std::int64_t mentions = 0;
    for (std::size_t i = 0; i < types.size(); ++i) mentions += types[i] = types_[name][i];
    facts.bind(1, std::int64_t{name}).bind(2, mentions);
    facts.bind(3, static_cast<std::int64_t>(first_[name + 1] - first_[name]));
    facts.bind(4, std::int64_t{statements_[name]}).bind_blob(5, pack_types(types)).run();
    if (first_surface_[name] > 0) {
      surfaces.bind(1, std::int64_t{name}).bind(2, std::int64_t{names_[name].surface});
      surfaces.bind(3, std::int64_t{first_surface_[name]}).run();
    }
    for (; surface != sorted_surfaces_.end() && surface->first >> 32 == name; ++surface) {
      surfaces.bind(1, std::int64_t{name}).bind(2, std::int64_t{static_cast<std::uint32_t>(surface->first)});
      surfaces.bind(3, std::int64_t{surface->second}).run();
    }
  }
  Query documents(database_, "INSERT INTO name_documents (name, document, acts) VALUES (?, ?, ?)");
  for (const Occurrence one : occurrences_) {
    documents.bind(1, static_cast<std::int64_t>(one >> 32)).bind(2, std::int64_t{document_of(one)});
    documents.bind(3, std::int64_t{(one & 1) == 0}).run();
  }
  Query aliases(database_, "INSERT INTO name_aliases (name, key, alias, documents) VALUES (?, ?, ?, ?)");
  for (const Alias& alias : aliases_) {
    aliases.bind(1, std::int64_t{alias.name}).bind(2, alias.key).bind(3, std::int64_t{alias.alias});
    aliases.bind(4, std::int64_t{alias.documents}).run();
  }
  Query blocks(database_, "INSERT OR IGNORE INTO blocks (block, id) VALUES (?, ?)");
  for (const Block& block : blocks_) blocks.bind(1, block.block).bind(2, block.id).run();
}

}  // namespace trama::store
