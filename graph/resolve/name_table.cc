#include "graph/resolve/name_table.h"

#include <algorithm>

#include "graph/model/dates.h"
#include "graph/names/names.h"

namespace trama {
namespace {

// A person and a non-person of one name are two entities only if each is attested in so many documents and the rarer
// one in at least this part of them; else the rarer is a slip of the tagger.
constexpr std::size_t kHomonymDocuments = 2;
constexpr double kHomonymPart = 0.2;

enum class NameClass { kNeutral, kPerson, kOther };

NameClass class_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return NameClass::kPerson;
    case EntityType::kOrganization:
    case EntityType::kLocation:
      return NameClass::kOther;
    default:
      return NameClass::kNeutral;
  }
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// What the mentions of one key look like, before nodes are made of it.
struct KeyStatistics {
  std::vector<std::uint32_t> person_documents;
  std::vector<std::uint32_t> other_documents;
  NameIndex other_node = kNoName;   // Or that of all mentions.
  NameIndex person_node = kNoName;  // Only where there are two.
};

class Builder {
 public:
  explicit Builder(std::span<const Statement> statements) : statements_(statements) {}

  NameTable build() {
    for (const Statement& statement : statements_) count_classes(statement);
    make_nodes();
    for (std::size_t i = 0; i < statements_.size(); ++i) add_statement(statements_[i], statement_documents_[i]);
    for (NameNode& node : table_.nodes) finish(node);
    for (auto& [key, uses] : table_.aliases) {
      for (auto& [node, documents] : uses) sort_unique(documents);
    }
    return std::move(table_);
  }

 private:
  void count_classes(const Statement& statement) {
    const auto [place, is_new] = documents_.emplace(statement.evidence.document, documents_.size());
    if (is_new) {
      table_.document_ids.push_back(statement.evidence.document);
      table_.document_days.push_back(kNoDay);
    }
    std::int64_t& day = table_.document_days[place->second];
    const std::int64_t given = days_of(statement.evidence.date).value_or(kNoDay);
    if (given != kNoDay && (day == kNoDay || given < day)) day = given;
    statement_documents_.push_back(place->second);
    count_class(statement.subject, place->second);
    count_class(statement.object, place->second);
    if (statement.source) count_class(statement.source->who, place->second);
  }

  void count_class(const Mention& mention, std::uint32_t document) {
    KeyStatistics& key = keys_[key_of(mention)];
    if (!mention.named) return;
    const NameClass name_class = class_of(mention.type);
    if (name_class == NameClass::kPerson) key.person_documents.push_back(document);
    if (name_class == NameClass::kOther) key.other_documents.push_back(document);
  }

  // Folding is the costly part; a corpus repeats its names.
  const std::string& key_of(const Mention& mention) {
    auto& cache = mention.named ? named_keys_ : nominal_keys_;
    const auto found = cache.find(mention.canonical);
    if (found != cache.end()) return found->second;
    return cache.emplace(mention.canonical, name_key(mention.canonical, mention.named)).first->second;
  }

  void make_nodes() {
    for (auto& [key, statistics] : keys_) {
      sort_unique(statistics.person_documents);
      sort_unique(statistics.other_documents);
      const std::size_t person = statistics.person_documents.size();
      const std::size_t other = statistics.other_documents.size();
      const bool two =
          std::min(person, other) >= kHomonymDocuments &&
          static_cast<double>(std::min(person, other)) >= kHomonymPart * static_cast<double>(person + other);
      statistics.other_node = add_node(key, !two && person > other);
      if (two) statistics.person_node = add_node(key, true);
    }
    table_.written_aliases.resize(table_.nodes.size());
  }

  NameIndex add_node(const std::string& key, bool person) {
    NameNode node;
    node.key = key;
    node.person = person;
    table_.nodes.push_back(std::move(node));
    return static_cast<NameIndex>(table_.nodes.size() - 1);
  }

  NameIndex node_of(const Mention& mention) {
    const KeyStatistics& key = keys_.find(key_of(mention))->second;
    if (key.person_node == kNoName) return key.other_node;
    const NameClass name_class = class_of(mention.type);
    if (name_class == NameClass::kNeutral) {
      return key.person_documents.size() > key.other_documents.size() ? key.person_node : key.other_node;
    }
    return name_class == NameClass::kPerson ? key.person_node : key.other_node;
  }

  void add_statement(const Statement& statement, std::uint32_t document) {
    const NameIndex subject = add_mention(statement.subject, document);
    const NameIndex object = add_mention(statement.object, document);
    table_.nodes[subject].neighbours.push_back(object);
    table_.nodes[object].neighbours.push_back(subject);
    table_.subjects.push_back(subject);
    table_.objects.push_back(object);
    table_.sources.push_back(statement.source ? add_mention(statement.source->who, document) : kNoName);
  }

  NameIndex add_mention(const Mention& mention, std::uint32_t document) {
    const NameIndex index = node_of(mention);
    NameNode& node = table_.nodes[index];
    ++node.surfaces[mention.canonical];
    ++node.type_counts[static_cast<std::size_t>(mention.type)];
    ++(mention.named ? node.named_count : node.nominal_count);
    node.documents.push_back(document);
    for (const std::string& alias : mention.aliases) {
      if (alias.empty()) continue;
      ++table_.written_aliases[index][alias];
      Mention named;
      named.canonical = alias;
      named.named = true;
      table_.aliases[key_of(named)][index].push_back(document);
    }
    return index;
  }

  static void finish(NameNode& node) {
    sort_unique(node.documents);
    sort_unique(node.neighbours);
    node.type = static_cast<EntityType>(std::max_element(node.type_counts.begin(), node.type_counts.end()) -
                                        node.type_counts.begin());
    node.named = node.named_count >= node.nominal_count;
    if (node.named && node.person) node.person_words = person_words(node.key);
    if (node.named && !node.person) node.country = country_code(node.key);
  }

  std::span<const Statement> statements_;
  NameTable table_;
  std::map<std::string, KeyStatistics> keys_;
  std::unordered_map<std::string, std::uint32_t> documents_;
  std::vector<std::uint32_t> statement_documents_;
  std::unordered_map<std::string, std::string> named_keys_;
  std::unordered_map<std::string, std::string> nominal_keys_;
};

}  // namespace

std::string NameNode::surface() const {
  const auto best = std::max_element(surfaces.begin(), surfaces.end(),
                                     [](const auto& left, const auto& right) { return left.second < right.second; });
  return best->first;
}

std::vector<NameIndex> NameTable::find(std::string_view key) const {
  std::vector<NameIndex> result;
  auto node = std::lower_bound(nodes.begin(), nodes.end(), key,
                               [](const NameNode& left, std::string_view right) { return left.key < right; });
  for (; node != nodes.end() && node->key == key; ++node) {
    result.push_back(static_cast<NameIndex>(node - nodes.begin()));
  }
  return result;
}

NameTable make_name_table(std::span<const Statement> statements) {
  return Builder(statements).build();
}

std::string name_key(std::string_view canonical, bool named) {
  std::string folded = fold_name(canonical);
  // An article that is part of a name has a capital: "El Salvador", but "la OTAN".
  const bool drop = !named || (!canonical.empty() && canonical.front() >= 'a' && canonical.front() <= 'z');
  return drop ? std::string(without_determiner(folded)) : folded;
}

}  // namespace trama
