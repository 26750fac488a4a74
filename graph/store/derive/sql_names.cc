#include "graph/store/derive/sql_names.h"

#include <algorithm>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/resolve/name_form.h"
#include "graph/store/tables/bytes.h"

namespace trama::store {

using sqlite::Query;

namespace {

constexpr std::int64_t kNoLimit = -1;  // As SQLite means it.

// Of the columns id, key, class and qualifier, from `first` on.
std::shared_ptr<const NameForm> form_from(Query& row, int first) {
  return form_of(static_cast<std::uint64_t>(row.number(first)), row.text(first + 1),
                 static_cast<NameClass>(row.number(first + 2)), row.text(first + 3));
}

}  // namespace

SqlNames::SqlNames(sqlite::Database& database, Dictionary& dictionary)
    : dictionary_(dictionary),
      scan_(database, false),
      facts_query_(database,
                   "SELECT id, key, class, qualifier, mentions, documents, types FROM names "
                   "LEFT JOIN name_facts ON name_facts.name = names.number WHERE names.number = ?"),
      form_query_(database, "SELECT id, key, class, qualifier FROM names WHERE number = ?"),
      surfaces_(database, "SELECT text, mentions FROM name_surfaces WHERE name = ?"),
      block_(database,
             "SELECT names.number, names.id, key, class, qualifier FROM blocks JOIN names ON names.id = blocks.id "
             "WHERE block = ? ORDER BY blocks.id LIMIT ?"),
      aliases_(database, "SELECT key, alias, documents FROM name_aliases WHERE name = ?"),
      bearers_(database, "SELECT name, alias, documents FROM name_aliases WHERE key = ?"),
      documents_(database, "SELECT document FROM name_documents WHERE name = ? LIMIT ?"),
      has_document_(database, "SELECT 1 FROM name_documents WHERE name = ? AND document = ?"),
      weeks_query_(database,
                   "SELECT stories.day FROM name_documents JOIN stories ON stories.document = name_documents.document "
                   "WHERE name = ? AND stories.day IS NOT NULL") {}

void SqlNames::forget() {
  forget_forms();
  known_forms_.clear();
  facts_.clear();
  blocks_.clear();
  weeks_.clear();
  contexts_.clear();
  names_of_.clear();
}

const NameFacts& SqlNames::facts(NameId name) {
  const auto [place, is_new] = facts_.try_emplace(name);
  NameFacts& facts = place->second;
  if (!is_new) return facts;
  Query& row = facts_query_;
  if (!row.bind(1, std::int64_t{name}).step()) {
    throw Error(ErrorCode::kFormat, "the graph file is damaged (no name " + std::to_string(name) + ")");
  }
  facts.id = static_cast<std::uint64_t>(row.number(0));
  facts.name = {std::string(row.text(1)), static_cast<NameClass>(row.number(2)), std::string(row.text(3))};
  if (!row.is_null(4)) {
    facts.mentions = row.number(4);
    facts.documents = row.number(5);
    ByteReader types(row.text(6));
    for (std::int64_t& count : facts.type_counts) count = static_cast<std::int64_t>(types.number());
  }
  row.reset();
  surfaces_.bind(1, std::int64_t{name});
  while (surfaces_.step()) facts.surfaces[dictionary_.text(surfaces_.number(0))] += surfaces_.number(1);
  surfaces_.reset();
  return facts;
}

std::shared_ptr<const NameForm> SqlNames::form(NameId name) {
  std::shared_ptr<const NameForm>& form = known_forms_[name];
  if (form != nullptr) return form;
  Query& row = form_query_;
  if (!row.bind(1, std::int64_t{name}).step()) {
    throw Error(ErrorCode::kFormat, "the graph file is damaged (no name " + std::to_string(name) + ")");
  }
  form = form_from(row, 0);
  row.reset();
  return form;
}

std::vector<NameId> SqlNames::with_block(std::string_view block, std::size_t limit) {
  const std::int64_t hash = hash_of(block);
  const auto [place, is_new] = blocks_.try_emplace({hash, limit});
  std::vector<NameId>& names = place->second;
  if (!is_new) return names;
  block_.bind(1, hash).bind(2, static_cast<std::int64_t>(limit));
  while (block_.step()) {
    names.push_back(static_cast<NameId>(block_.number(0)));
    // Whoever asks for a block that is not too large asks for its forms.
    if (limit != kBlockLimit + 1) continue;
    std::shared_ptr<const NameForm>& form = known_forms_[names.back()];
    if (form == nullptr) form = form_from(block_, 1);
  }
  block_.reset();
  return names;
}

// Rows of a key or name, an alias and documents, those of one key or name together.
std::vector<AliasUse> SqlNames::collect(sqlite::Query& query, bool by_key) {
  std::map<std::int64_t, AliasUse> uses;
  while (query.step()) {
    AliasUse& use = uses[query.number(0)];
    const std::string& alias = dictionary_.text(query.number(1));
    if (use.documents == 0 || alias < use.alias) use.alias = alias;
    use.documents += query.number(2);
  }
  query.reset();
  std::vector<AliasUse> result;
  for (auto& [number, use] : uses) {
    if (!by_key) use.name = static_cast<NameId>(number);
    result.push_back(std::move(use));
  }
  return result;
}

std::vector<AliasUse> SqlNames::aliases(NameId name) {
  aliases_.bind(1, std::int64_t{name});
  std::vector<AliasUse> uses = collect(aliases_, true);  // By hash of the key: an order of content.
  for (AliasUse& use : uses) use.name = name;
  return uses;
}

std::vector<AliasUse> SqlNames::bearers(std::string_view alias_key) {
  bearers_.bind(1, hash_of(alias_key));
  std::vector<AliasUse> uses = collect(bearers_, false);
  std::sort(uses.begin(), uses.end(),
            [&](const AliasUse& left, const AliasUse& right) { return facts(left.name).id < facts(right.name).id; });
  return uses;
}

std::vector<std::int64_t> SqlNames::documents(NameId name, std::int64_t limit) {
  documents_.bind(1, std::int64_t{name}).bind(2, limit);
  std::vector<std::int64_t> result;
  while (documents_.step()) result.push_back(documents_.number(0));
  documents_.reset();
  return result;
}

std::int64_t SqlNames::documents_apart(NameId left, NameId right) {
  if (facts(left).documents > facts(right).documents) std::swap(left, right);
  std::int64_t count = 0;
  for (const std::int64_t document : documents(left, kNoLimit)) {
    count += has_document_.bind(1, std::int64_t{right}).bind(2, document).step() ? 1 : 0;
    has_document_.reset();
  }
  return count;
}

const std::vector<std::pair<std::int32_t, std::int32_t>>& SqlNames::weeks(NameId name) {
  const auto [place, is_new] = weeks_.try_emplace(name);
  if (!is_new) return place->second;
  std::map<std::int32_t, std::int32_t> counts;
  weeks_query_.bind(1, std::int64_t{name});
  while (weeks_query_.step()) ++counts[week_of(weeks_query_.number(0))];
  weeks_query_.reset();
  place->second.assign(counts.begin(), counts.end());
  return place->second;
}

// Empty for those that are no context.
const std::vector<NameId>& SqlNames::names_of(std::int64_t document) {
  constexpr std::size_t kRemembered = 10'000;
  if (names_of_.size() >= kRemembered) names_of_.clear();
  const auto [place, is_new] = names_of_.try_emplace(document);
  if (!is_new) return place->second;
  std::set<std::int64_t> names;
  scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) {
    for (const std::int64_t one : {row.subject, row.object, row.source}) names.insert(one);
  });
  names.erase(0);
  if (names.size() > kContextNames) return place->second;
  for (const std::int64_t one : names) place->second.push_back(static_cast<NameId>(one));
  return place->second;
}

const std::vector<std::pair<NameId, std::int32_t>>& SqlNames::context(NameId name) {
  const auto [place, is_new] = contexts_.try_emplace(name);
  if (!is_new || facts(name).documents > kRareDocuments) return place->second;
  std::map<NameId, std::int32_t> shared;
  for (const std::int64_t document : documents(name, kNoLimit)) {
    for (const NameId other : names_of(document)) ++shared[other];
  }
  shared.erase(name);
  auto& result = place->second;
  result.assign(shared.begin(), shared.end());
  std::sort(result.begin(), result.end(),
            [&](const auto& left, const auto& right) { return facts(left.first).id < facts(right.first).id; });
  return result;
}

}  // namespace trama::store
