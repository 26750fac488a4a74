// Builds the graph of a whole file. Rows are made in memory, sorted, and written in the order of their keys.
#include <algorithm>
#include <numeric>

#include "graph/store/derive/bulk_names.h"
#include "graph/store/derive/counts.h"
#include "graph/store/derive/derive.h"
#include "graph/store/derive/repart.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/entity_tables.h"
#include "graph/store/tables/relation_tables.h"
#include "graph/store/tables/story_tables.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::uint32_t kNobody = ~std::uint32_t{0};

class Bulk {
 public:
  Bulk(sqlite::Database& database, Dictionary& dictionary)
      : database_(database), dictionary_(dictionary), decisions_(database) {}

  void run() {
    database_.run(kDropDerived);
    database_.run(kDerivedTables);
    StoryTables(database_).build();
    read_stories();
    std::vector<EntityRow> rows;
    {
      BulkNames names(database_, dictionary_);
      names.write();
      entity_of_.assign(static_cast<std::size_t>(database_.number("SELECT max(number) FROM names")) + 1, kNobody);
      make_entities(names, rows);
    }
    write_relations(rows);
    for (EntityRow& row : rows) {
      const auto number = static_cast<std::size_t>(row.number);
      row.mentions -= to_themselves_[number];
      row.relations = degree_[number];
    }
    write_entities(rows);
    database_.run(kDerivedIndices);
    count_all(database_);
  }

 private:
  struct Row {
    std::uint32_t subject = 0, object = 0, verb = 0;
    std::uint8_t polarity = 0, modality = 0;
    std::int64_t statement = 0;
    Support support;

    auto key() const { return std::tie(subject, object, verb, polarity, modality); }
  };

  void read_stories() {
    story_of_.assign(static_cast<std::size_t>(database_.number("SELECT max(number) FROM documents")) + 1, 0);
    Query query(database_, "SELECT document, story FROM stories");
    while (query.step()) {
      story_of_.at(static_cast<std::size_t>(query.number(0))) = static_cast<std::uint32_t>(query.number(1));
    }
  }

  // Decides about every name, joins what is linked, and divides what is joined into actors.
  void make_entities(BulkNames& names, std::vector<EntityRow>& rows) {
    const std::vector<NameId> present = names.present();
    std::vector<Link> links = decide_all(names, names.by_last_word());
    std::vector<NameId> parent(entity_of_.size());
    std::iota(parent.begin(), parent.end(), NameId{0});
    const auto find = [&](NameId node) {
      while (parent[node] != node) node = parent[node] = parent[parent[node]];
      return node;
    };
    std::erase_if(links, [](const Link& link) { return link.probability < 0.5; });
    for (const Link& link : links) parent[find(link.from)] = find(link.to);
    join_decided(names, present, parent, find);
    std::vector<NameId> order = present;
    std::sort(order.begin(), order.end(),
              [&](NameId left, NameId right) { return std::pair(find(left), left) < std::pair(find(right), right); });
    std::sort(links.begin(), links.end(),
              [&](const Link& left, const Link& right) { return find(left.from) < find(right.from); });
    auto link = links.begin();
    for (std::size_t begin = 0; begin < order.size();) {
      const NameId root = find(order[begin]);
      std::size_t end = begin;
      while (end < order.size() && find(order[end]) == root) ++end;
      const auto first_link = link;
      while (link != links.end() && find(link->from) == root) ++link;
      names.trim();
      add_component(names, std::span(order).subspan(begin, end - begin), std::span(first_link, link), rows);
      begin = end;
    }
  }

  std::vector<Link> decide_all(BulkNames& names, const std::vector<NameId>& order) {
    std::vector<Link> links;
    Query insert(database_, "INSERT INTO links (name, other, probability, certain, reason) VALUES (?, ?, ?, ?, ?)");
    for (const NameId name : order) {
      names.trim();
      std::vector<Link> own = decide(name, names);
      std::sort(own.begin(), own.end(), [](const Link& left, const Link& right) { return left.to < right.to; });
      for (Link& link : own) {
        insert.bind(1, std::int64_t{link.from}).bind(2, std::int64_t{link.to}).bind(3, link.probability);
        insert.bind(4, std::int64_t{link.certain}).bind(5, link.reason).run();
        if (link.probability >= 0.5) links.push_back(std::move(link));
      }
    }
    return links;
  }

  template <typename Find>
  void join_decided(BulkNames& names, const std::vector<NameId>& present, std::vector<NameId>& parent, Find find) {
    if (decisions_.empty()) return;
    std::map<std::uint64_t, NameId> with_id;
    for (const NameId name : present) {
      names.trim();
      with_id.emplace(names.facts(name).id, name);
    }
    for (const auto& [id, name] : with_id) {
      for (const std::uint64_t other : decisions_.called_same(id)) {
        if (const auto found = with_id.find(other); found != with_id.end()) parent[find(name)] = find(found->second);
      }
    }
  }

  void add_component(BulkNames& names, std::span<const NameId> component, std::span<const Link> links,
                     std::vector<EntityRow>& rows) {
    std::vector<std::uint64_t> ids;
    if (!decisions_.empty()) {
      for (const NameId name : component) ids.push_back(names.facts(name).id);
    }
    for (const ActorCluster& cluster : trama::cluster(component, links, decisions_.among(ids), names)) {
      EntityRow row = describe_entity(static_cast<std::int64_t>(rows.size()) + 1, cluster, decisions_, names);
      std::vector<std::uint32_t> documents;
      for (const NameId name : cluster.members) {
        entity_of_[name] = static_cast<std::uint32_t>(row.number);
        row.mentions += names.statements(name);
        names.acting_documents(name, documents);
      }
      for (std::uint32_t& document : documents) document = story_of_[document];
      std::sort(documents.begin(), documents.end());
      row.documents = std::unique(documents.begin(), documents.end()) - documents.begin();
      rows.push_back(std::move(row));
    }
  }

  std::vector<Row> read_rows() {
    std::vector<Row> rows;
    StatementScan scan(database_, false);
    scan.run(0, static_cast<std::int64_t>(story_of_.size()), [&](const StatementRow& statement, const StatementFacts&) {
      const auto entity = [&](std::int64_t name) -> std::int64_t { return entity_of_[static_cast<std::size_t>(name)]; };
      const RelationKey key = key_of(statement, entity(statement.subject), entity(statement.object), dictionary_);
      Row row;
      row.subject = static_cast<std::uint32_t>(key.subject);
      row.object = static_cast<std::uint32_t>(key.object);
      row.verb = static_cast<std::uint32_t>(key.verb);
      row.polarity = static_cast<std::uint8_t>(key.polarity);
      row.modality = static_cast<std::uint8_t>(key.modality);
      row.statement = statement.number;
      row.support = support_of(statement, story_of_[static_cast<std::size_t>(statement.document())]);
      rows.push_back(row);
    });
    std::sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
      return std::tie(left.subject, left.object, left.verb, left.polarity, left.modality, left.statement) <
             std::tie(right.subject, right.object, right.verb, right.polarity, right.modality, right.statement);
    });
    return rows;
  }

  void write_relations(const std::vector<EntityRow>& entities) {
    const std::vector<Row> rows = read_rows();
    degree_.assign(entities.size() + 1, 0);
    to_themselves_.assign(entities.size() + 1, 0);
    const auto hidden = [&](std::uint32_t entity) { return entities[entity - 1].hidden; };
    RelationTables tables(database_, dictionary_);
    std::int64_t number = 0;
    std::vector<Support> supports;
    for (std::size_t begin = 0; begin < rows.size();) {
      const Row& first = rows[begin];
      ++number;
      supports.clear();
      std::size_t end = begin;
      for (; end < rows.size() && rows[end].key() == first.key(); ++end) {
        supports.push_back(rows[end].support);
        tables.insert_evidence(number, rows[end].statement);
      }
      // What a hidden actor does is not seen at the other end either.
      const bool apart = first.subject != first.object;
      if (!apart || !hidden(first.object)) ++degree_[first.subject];
      if (!apart || !hidden(first.subject)) ++degree_[first.object];
      if (first.subject == first.object) to_themselves_[first.subject] += static_cast<std::int64_t>(end - begin);
      tables.insert(number, {first.subject, first.object, first.verb, first.polarity, first.modality},
                    merge(supports, dictionary_));
      begin = end;
    }
  }

  void write_entities(std::vector<EntityRow>& rows) {
    std::vector<EntityRow*> order;
    for (EntityRow& row : rows) order.push_back(&row);
    std::sort(order.begin(), order.end(),
              [](const EntityRow* left, const EntityRow* right) { return left->actor.name < right->actor.name; });
    for (std::size_t begin = 0; begin < order.size();) {
      std::vector<EntityRow*> same;
      std::size_t end = begin;
      for (; end < order.size() && order[end]->actor.name == order[begin]->actor.name; ++end)
        same.push_back(order[end]);
      name_apart(same);
      begin = end;
    }
    EntityTables tables(database_);
    std::sort(order.begin(), order.end(),
              [](const EntityRow* left, const EntityRow* right) { return left->number < right->number; });
    for (const EntityRow* row : order) tables.insert(*row);
    for (std::size_t name = 0; name < entity_of_.size(); ++name) {
      if (entity_of_[name] != kNobody) tables.set_entity(static_cast<std::int64_t>(name), entity_of_[name]);
    }
  }

  sqlite::Database& database_;
  Dictionary& dictionary_;
  Decisions decisions_;
  std::vector<std::uint32_t> story_of_;               // By document.
  std::vector<std::uint32_t> entity_of_;              // By name.
  std::vector<std::int64_t> degree_, to_themselves_;  // By entity.
};

}  // namespace

void derive_all(sqlite::Database& database, Dictionary& dictionary) {
  repart_all(database, dictionary);
  Bulk(database, dictionary).run();
}

}  // namespace trama::store
