#include "graph/resolve/memory_source.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "graph/names/names.h"
#include "graph/resolve/decisions.h"
#include "graph/resolve/name_form.h"

namespace trama {
namespace {

constexpr char kSeparator = '\n';  // No key has one: folding makes spaces of it.
constexpr std::int32_t kDaysOfWeek = 7;

std::uint64_t block_hash(std::string_view block) {
  return name_id({std::string(block), NameClass::kNeutral, {}});
}

std::int32_t week_of(std::int32_t day) {
  return day >= 0 ? day / kDaysOfWeek : -((kDaysOfWeek - 1 - day) / kDaysOfWeek);
}

// Where each name's part of a vector sorted by `name` begins, and the end.
template <typename Row>
std::vector<std::uint32_t> begins_by_name(const std::vector<Row>& rows, std::uint32_t names) {
  std::vector<std::uint32_t> begins(names + 1);
  for (const Row& row : rows) ++begins[row.name + 1];
  for (std::uint32_t i = 0; i < names; ++i) begins[i + 1] += begins[i];
  return begins;
}

}  // namespace

NameId MemorySource::add(const NameKey& name) {
  std::string text(1, static_cast<char>('0' + static_cast<int>(name.name_class)));
  text += name.qualifier + kSeparator + name.key;
  return names_.add(text);
}

NameKey MemorySource::key_of(NameId name) const {
  const std::string_view text = names_[name];
  const std::size_t end = text.find(kSeparator);
  return {std::string(text.substr(end + 1)), static_cast<NameClass>(text[0] - '0'),
          std::string(text.substr(1, end - 1))};
}

void MemorySource::add_mention(NameId name, std::string_view surface, EntityType type, std::uint32_t document,
                               std::int32_t day) {
  if (document >= days_.size()) days_.resize(document + 1, kNoDay);
  if (days_[document] == kNoDay) days_[document] = day;
  mentions_.push_back({name, document, surfaces_.add(surface), type});
}

void MemorySource::add_alias(NameId name, std::string_view alias, std::uint32_t document) {
  if (!alias.empty()) aliases_.push_back({name, alias_texts_.add(alias), document});
}

void MemorySource::finish() {
  facts_.resize(names_.size());
  ids_.reserve(names_.size());
  for (NameId name = 0; name < names_.size(); ++name) ids_.push_back(name_id(key_of(name)));
  index_mentions();
  index_documents();
  index_aliases();
  index_blocks();
}

void MemorySource::index_mentions() {
  std::sort(mentions_.begin(), mentions_.end(), [](const Mention& left, const Mention& right) {
    return std::tie(left.name, left.document) < std::tie(right.name, right.document);
  });
  mention_begins_ = begins_by_name(mentions_, names_.size());
}

std::span<const MemorySource::Mention> MemorySource::mentions(NameId name) const {
  return std::span(mentions_).subspan(mention_begins_[name], mention_begins_[name + 1] - mention_begins_[name]);
}

void MemorySource::index_documents() {
  const auto repeated = [&](std::size_t i) {
    return i > 0 && mentions_[i - 1].name == mentions_[i].name && mentions_[i - 1].document == mentions_[i].document;
  };
  document_begins_.assign(days_.size() + 1, 0);
  for (std::size_t i = 0; i < mentions_.size(); ++i) {
    if (!repeated(i)) ++document_begins_[mentions_[i].document + 1];
  }
  for (std::size_t i = 0; i < days_.size(); ++i) document_begins_[i + 1] += document_begins_[i];
  document_names_.resize(document_begins_.back());
  std::vector<std::uint32_t> next(document_begins_.begin(), document_begins_.end() - 1);
  for (std::size_t i = 0; i < mentions_.size(); ++i) {
    if (!repeated(i)) document_names_[next[mentions_[i].document]++] = mentions_[i].name;
  }
}

void MemorySource::index_aliases() {
  std::vector<std::uint32_t> key_of_text(alias_texts_.size());
  for (std::uint32_t i = 0; i < alias_texts_.size(); ++i)
    key_of_text[i] = alias_keys_.add(name_key(alias_texts_[i], true));
  const auto rank = [&](const Alias& use) { return std::make_tuple(use.name, key_of_text[use.text], use.document); };
  std::sort(aliases_.begin(), aliases_.end(),
            [&](const Alias& left, const Alias& right) { return rank(left) < rank(right); });
  for (std::size_t i = 0; i < aliases_.size(); ++i) {
    const Alias& use = aliases_[i];
    const std::uint32_t key = key_of_text[use.text];
    if (alias_rows_.empty() || alias_rows_.back().name != use.name || alias_rows_.back().key != key) {
      alias_rows_.push_back({use.name, key, use.text, 0});
    }
    AliasRow& row = alias_rows_.back();
    if (alias_texts_[use.text] < alias_texts_[row.text]) row.text = use.text;
    if (i == 0 || rank(aliases_[i - 1]) != rank(use)) ++row.documents;
  }
  aliases_ = {};
  for (std::uint32_t i = 0; i < alias_rows_.size(); ++i) rows_by_key_.push_back(i);
  std::sort(rows_by_key_.begin(), rows_by_key_.end(), [&](std::uint32_t left, std::uint32_t right) {
    const AliasRow& a = alias_rows_[left];
    const AliasRow& b = alias_rows_[right];
    return std::tie(a.key, ids_[a.name]) < std::tie(b.key, ids_[b.name]);
  });
}

void MemorySource::index_blocks() {
  for (NameId name = 0; name < names_.size(); ++name) {
    for (const std::string& block : block_keys(key_of(name))) blocks_.push_back({block_hash(block), name});
  }
  std::sort(blocks_.begin(), blocks_.end(), [&](const BlockEntry& left, const BlockEntry& right) {
    return std::tie(left.block, ids_[left.name]) < std::tie(right.block, ids_[right.name]);
  });
}

void MemorySource::release() {
  forget_forms();
  for (const NameId name : asked_) facts_[name].reset();
  asked_.clear();
  weeks_.clear();
  contexts_.clear();
}

const NameFacts& MemorySource::facts(NameId name) {
  std::unique_ptr<NameFacts>& kept = facts_[name];
  if (kept != nullptr) return *kept;
  asked_.push_back(name);
  kept = std::make_unique<NameFacts>();
  kept->id = ids_[name];
  kept->name = key_of(name);
  std::map<std::uint32_t, std::int64_t> surfaces;
  std::uint32_t document = ~std::uint32_t{0};
  for (const Mention& mention : mentions(name)) {
    ++surfaces[mention.surface];
    ++kept->type_counts[static_cast<std::size_t>(mention.type)];
    ++kept->mentions;
    if (mention.document != document) ++kept->documents;
    document = mention.document;
  }
  for (const auto& [surface, count] : surfaces) kept->surfaces.emplace(surfaces_[surface], count);
  return *kept;
}

std::shared_ptr<const NameForm> MemorySource::form(NameId name) {
  return form_of(key_of(name));
}

std::vector<NameId> MemorySource::with_block(std::string_view block, std::size_t limit) {
  const std::uint64_t hash = block_hash(block);
  auto entry = std::lower_bound(blocks_.begin(), blocks_.end(), hash,
                                [](const BlockEntry& left, std::uint64_t value) { return left.block < value; });
  std::vector<NameId> result;
  for (; entry != blocks_.end() && entry->block == hash && result.size() < limit; ++entry) {
    result.push_back(entry->name);
  }
  return result;
}

AliasUse MemorySource::use_of(const AliasRow& row) const {
  return {row.name, std::string(alias_texts_[row.text]), row.documents};
}

std::vector<AliasUse> MemorySource::aliases(NameId name) {
  std::vector<AliasUse> result;
  auto row = std::lower_bound(alias_rows_.begin(), alias_rows_.end(), name,
                              [](const AliasRow& left, NameId value) { return left.name < value; });
  for (; row != alias_rows_.end() && row->name == name; ++row) result.push_back(use_of(*row));
  std::sort(result.begin(), result.end(),
            [](const AliasUse& left, const AliasUse& right) { return left.alias < right.alias; });
  return result;
}

std::vector<AliasUse> MemorySource::bearers(std::string_view alias_key) {
  std::vector<AliasUse> result;
  const std::optional<std::uint32_t> key = alias_keys_.find(alias_key);
  if (!key) return result;
  auto row = std::lower_bound(rows_by_key_.begin(), rows_by_key_.end(), *key,
                              [&](std::uint32_t left, std::uint32_t value) { return alias_rows_[left].key < value; });
  for (; row != rows_by_key_.end() && alias_rows_[*row].key == *key; ++row) result.push_back(use_of(alias_rows_[*row]));
  return result;
}

std::int64_t MemorySource::documents_apart(NameId left, NameId right) {
  std::span<const Mention> few = mentions(left);
  std::span<const Mention> many = mentions(right);
  if (few.size() > many.size()) std::swap(few, many);
  std::int64_t count = 0;
  auto from = many.begin();
  for (std::size_t i = 0; i < few.size(); ++i) {
    if (i > 0 && few[i].document == few[i - 1].document) continue;
    from = std::lower_bound(from, many.end(), few[i].document,
                            [](const Mention& mention, std::uint32_t value) { return mention.document < value; });
    if (from != many.end() && from->document == few[i].document) ++count;
  }
  return count;
}

const std::vector<std::pair<std::int32_t, std::int32_t>>& MemorySource::weeks(NameId name) {
  const auto [place, is_new] = weeks_.try_emplace(name);
  if (!is_new) return place->second;
  std::map<std::int32_t, std::int32_t> counts;
  const std::span<const Mention> all = mentions(name);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::int32_t day = days_[all[i].document];
    if (day != kNoDay && (i == 0 || all[i - 1].document != all[i].document)) ++counts[week_of(day)];
  }
  place->second.assign(counts.begin(), counts.end());
  return place->second;
}

const std::vector<std::pair<NameId, std::int32_t>>& MemorySource::context(NameId name) {
  const auto [place, is_new] = contexts_.try_emplace(name);
  if (!is_new || facts(name).documents > kRareDocuments) return place->second;
  std::unordered_map<NameId, std::int32_t> counts;
  const std::span<const Mention> all = mentions(name);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::uint32_t document = all[i].document;
    if (i > 0 && all[i - 1].document == document) continue;
    if (document_begins_[document + 1] - document_begins_[document] > kContextNames) continue;
    for (std::uint32_t at = document_begins_[document]; at < document_begins_[document + 1]; ++at) {
      if (document_names_[at] != name) ++counts[document_names_[at]];
    }
  }
  place->second.assign(counts.begin(), counts.end());
  std::sort(place->second.begin(), place->second.end(),
            [&](const auto& left, const auto& right) { return ids_[left.first] < ids_[right.first]; });
  return place->second;
}

}  // namespace trama
