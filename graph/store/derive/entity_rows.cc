#include "graph/store/derive/entity_rows.h"

#include <string>
#include <vector>

namespace trama::store {

using sqlite::Query;

EntityRows::EntityRows(sqlite::Database& database) : database_(database), tables_(database) {
  Query hidden(database, "SELECT number FROM entities WHERE hidden");
  while (hidden.step()) hidden_.insert(hidden.number(0));
}

// Actors that are hidden from now on, or no longer: their relations do not count for those at the other end, or again.
void EntityRows::rehide() {
  std::set<std::int64_t> changed;
  for (const std::int64_t entity : hidden_) {
    const auto described = described_.find(entity);
    const bool gone = described == described_.end() && opened_.contains(entity);
    if (gone || (described != described_.end() && !described->second.hidden)) changed.insert(entity);
  }
  for (const auto& [entity, row] : described_) {
    if (row.hidden && !hidden_.contains(entity)) changed.insert(entity);
  }
  Query ends(database_,
             "SELECT object FROM relations WHERE subject = ?1 UNION SELECT subject FROM relations WHERE object = ?1");
  for (const std::int64_t entity : changed) {
    if (hidden_.erase(entity) == 0) hidden_.insert(entity);
    ends.bind(1, entity);
    while (ends.step()) recount_.insert(ends.number(0));
    ends.reset();
  }
}

void EntityRows::write() {
  rehide();
  std::set<std::string> bases;
  Query base(database_, "SELECT base FROM entities WHERE number = ?");
  Query members(database_, "SELECT 1 FROM name_facts WHERE entity = ? LIMIT 1");
  for (const std::int64_t number : recount_) {
    const bool known = base.bind(1, number).step();
    if (known) bases.emplace(base.text(0));
    base.reset();
    const bool alive = members.bind(1, number).step();
    members.reset();
    if (!alive) {
      if (known) tables_.remove(number);
      continue;
    }
    const auto described = described_.find(number);
    if (described == described_.end()) {
      write_counts(number);
      continue;
    }
    if (known) tables_.remove(number);
    EntityRow& row = described->second;
    count(row);
    row.shown = row.actor.name;
    tables_.insert(row);
    bases.insert(row.actor.name);
  }
  for (const std::string& name : bases) apart(name);
  recount_.clear();
  described_.clear();
  opened_.clear();
}

void EntityRows::write_counts(std::int64_t number) {
  EntityRow row;
  row.number = number;
  count(row);
  Query(database_, "UPDATE entities SET mentions = ?, documents = ?, relations = ? WHERE number = ?")
      .bind(1, row.mentions)
      .bind(2, row.documents)
      .bind(3, row.relations)
      .bind(4, number)
      .run();
}

void EntityRows::count(EntityRow& row) {
  Query statements(database_, "SELECT coalesce(sum(statements), 0) FROM name_facts WHERE entity = ?");
  statements.bind(1, row.number).step();
  row.mentions = statements.number(0);
  Query self(database_, "SELECT coalesce(sum(statements), 0) FROM relations WHERE subject = ?1 AND object = ?1");
  self.bind(1, row.number).step();
  row.mentions -= self.number(0);
  Query degree(database_,
               "SELECT (SELECT count(*) FROM relations WHERE subject = ?1) + "
               "(SELECT count(*) FROM relations WHERE object = ?1)");
  degree.bind(1, row.number).step();
  row.relations = degree.number(0);
  Query with(database_,
             "SELECT (SELECT count(*) FROM relations WHERE subject = ?1 AND object = ?2) + "
             "(SELECT count(*) FROM relations WHERE subject = ?2 AND object = ?1)");
  for (const std::int64_t hidden : hidden_) {
    if (hidden == row.number) continue;
    with.bind(1, row.number).bind(2, hidden).step();
    row.relations -= with.number(0);
    with.reset();
  }
  Query documents(database_,
                  "SELECT count(DISTINCT stories.story) FROM name_facts "
                  "JOIN name_documents ON name_documents.name = name_facts.name "
                  "JOIN stories ON stories.document = name_documents.document "
                  "WHERE name_facts.entity = ? AND name_documents.acts");
  documents.bind(1, row.number).step();
  row.documents = documents.number(0);
}

void EntityRows::apart(const std::string& base) {
  std::vector<EntityRow> rows = tables_.with_base(base);
  std::vector<EntityRow*> order;
  std::map<std::int64_t, std::string> before;
  for (EntityRow& row : rows) {
    before[row.number] = row.shown;
    order.push_back(&row);
  }
  name_apart(order);
  for (const EntityRow& row : rows) {
    if (row.shown != before[row.number]) tables_.rename(row, before[row.number]);
  }
}

}  // namespace trama::store
