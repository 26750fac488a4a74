#include "graph/store/derive/entity_rows.h"

#include <algorithm>
#include <string>
#include <vector>

namespace trama::store {

using sqlite::Query;

EntityRows::EntityRows(sqlite::Database& database)
    : database_(database),
      tables_(database),
      base_(database, "SELECT base FROM entities WHERE number = ?"),
      members_(database, "SELECT name FROM name_facts WHERE entity = ?"),
      shown_(database, "SELECT relations > 0 AND NOT hidden FROM entities WHERE number = ?"),
      set_counts_(database, "UPDATE entities SET mentions = ?, documents = ?, relations = ? WHERE number = ?"),
      statements_(database, "SELECT coalesce(sum(statements), 0) FROM name_facts WHERE entity = ?"),
      to_itself_(database, "SELECT coalesce(sum(statements), 0) FROM relations WHERE subject = ?1 AND object = ?1"),
      degree_(database,
              "SELECT (SELECT count(*) FROM relations WHERE subject = ?1) + "
              "(SELECT count(*) FROM relations WHERE object = ?1)"),
      with_(database,
            "SELECT (SELECT count(*) FROM relations WHERE subject = ?1 AND object = ?2) + "
            "(SELECT count(*) FROM relations WHERE subject = ?2 AND object = ?1)"),
      documents_(database, "SELECT document FROM name_documents WHERE name = ? AND acts") {
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
  story_of_.reset();
  std::set<std::string> bases;
  for (const std::int64_t number : recount_) {
    more_shown_ -= shown(number) ? 1 : 0;
    const bool known = base_.bind(1, number).step();
    if (known) bases.emplace(base_.text(0));
    base_.reset();
    const bool alive = members_.bind(1, number).step();
    members_.reset();
    const auto described = described_.find(number);
    if (!alive) {
      if (known) tables_.remove(number);
    } else if (described == described_.end()) {
      write_counts(number);
    } else {
      if (known) tables_.remove(number);
      EntityRow& row = described->second;
      count(row);
      row.shown = row.actor.name;
      tables_.insert(row);
      bases.insert(row.actor.name);
    }
    more_shown_ += shown(number) ? 1 : 0;
  }
  for (const std::string& name : bases) apart(name);
  recount_.clear();
  described_.clear();
  opened_.clear();
}

bool EntityRows::shown(std::int64_t number) {
  const bool is_shown = shown_.bind(1, number).step() && shown_.number(0) != 0;
  shown_.reset();
  return is_shown;
}

void EntityRows::write_counts(std::int64_t number) {
  EntityRow row;
  row.number = number;
  count(row);
  set_counts_.bind(1, row.mentions).bind(2, row.documents).bind(3, row.relations).bind(4, number).run();
}

void EntityRows::count(EntityRow& row) {
  const auto value = [](Query& query) {
    query.step();
    const std::int64_t number = query.number(0);
    query.reset();
    return number;
  };
  row.mentions = value(statements_.bind(1, row.number)) - value(to_itself_.bind(1, row.number));
  row.relations = value(degree_.bind(1, row.number));
  for (const std::int64_t hidden : hidden_) {
    if (hidden != row.number) row.relations -= value(with_.bind(1, row.number).bind(2, hidden));
  }
  row.documents = stories_of(row.number);
}

// Of the documents in which the actor takes part.
std::int64_t EntityRows::stories_of(std::int64_t number) {
  if (!story_of_) {
    story_of_.emplace();
    Query copies(database_, "SELECT document, story FROM stories WHERE story <> document");
    while (copies.step()) story_of_->emplace(copies.number(0), copies.number(1));
  }
  std::vector<std::int64_t> stories;
  members_.bind(1, number);
  while (members_.step()) {
    documents_.bind(1, members_.number(0));
    while (documents_.step()) {
      const auto copy = story_of_->find(documents_.number(0));
      stories.push_back(copy == story_of_->end() ? documents_.number(0) : copy->second);
    }
    documents_.reset();
  }
  members_.reset();
  std::sort(stories.begin(), stories.end());
  return std::unique(stories.begin(), stories.end()) - stories.begin();
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
