// Brings the graph of a file up to date after documents came or went: decides again about the names they touch, divides
// again what is linked to these, and merges again the relations whose statements or ends changed.
#include <algorithm>
#include <map>
#include <optional>

#include "graph/store/derive/counts.h"
#include "graph/store/derive/derive.h"
#include "graph/store/derive/entity_rows.h"
#include "graph/store/derive/name_links.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/name_tables.h"
#include "graph/store/tables/relation_tables.h"
#include "graph/store/tables/story_tables.h"

namespace trama::store {
namespace {

using sqlite::Query;

class Changes {
 public:
  Changes(sqlite::Database& database, Dictionary& dictionary)
      : database_(database),
        dictionary_(dictionary),
        decisions_(database),
        names_(database, dictionary, decisions_),
        relations_(database, dictionary),
        rows_(database),
        scan_(database, false) {
    next_entity_ = database.number("SELECT max(number) FROM entities") + 1;
    next_relation_ = relations_.new_number();
  }

  void add(std::span<const std::int64_t> documents) {
    restory(StoryTables(database_).add(documents));
    NameTables tables(database_, dictionary_);
    const Names touched = tables.names_of(documents);
    const NameLinks::States before = names_.states(touched);
    tables.add(documents);
    names_.source().forget();
    // Names of which others see what they saw before have no dependents but by the aliases that were written.
    Names again = touched;
    Names come = touched;
    for (const auto& [name, state] : before) come.erase(name);
    again.merge(names_.with_dependents(names_.changed_since(before, touched), come));
    const Names written = names_.bearing(tables.aliases_of(documents));
    again.insert(written.begin(), written.end());
    seed(names_.decide_again(again));
    divide(touched, names_.with_bearers_of(touched, written));
    std::vector<StatementRow> rows;
    for (const std::int64_t document : documents) {
      scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) { rows.push_back(row); });
    }
    for (const StatementRow& row : rows) place(row);
    finish();
  }

  void remove(std::span<const std::int64_t> documents) {
    NameTables tables(database_, dictionary_);
    const Names touched = tables.names_of(documents);
    const std::set<std::string> aliases = tables.aliases_of(documents);
    Names again = names_.with_dependents(touched, touched);
    const Names written_before = names_.bearing(aliases);
    again.insert(written_before.begin(), written_before.end());
    std::vector<StatementRow> rows;
    for (const std::int64_t document : documents) {
      scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) { rows.push_back(row); });
    }
    for (const StatementRow& row : rows) take_out(row, names_.entity_of(row.subject), names_.entity_of(row.object));
    for (const std::int64_t name : touched) {
      if (const auto entity = names_.entity_of(name)) rows_.recount(*entity);
    }
    seed(names_.called_same_as(touched));
    tables.remove(documents);
    restory(StoryTables(database_).remove(documents));
    names_.source().forget();
    again.merge(names_.with_dependents(touched, touched));
    Names written = names_.bearing(aliases);
    written.insert(written_before.begin(), written_before.end());
    again.insert(written.begin(), written.end());
    names_.forget_states(touched);
    seed(names_.decide_again(again));
    divide(touched, names_.with_bearers_of(touched, written));
    finish();
  }

  void decided(std::span<const std::uint64_t> ids) {
    Names touched;
    for (const std::uint64_t id : ids) {
      if (const auto name = names_.number_of(id); name && names_.present(*name)) touched.insert(*name);
    }
    divide(touched);
    finish();
  }

 private:
  void seed(const Names& names) { seeds_.insert(names.begin(), names.end()); }

  bool open(std::int64_t entity) {
    rows_.recount(entity);
    return rows_.open(entity);
  }

  // --- Actors --------------------------------------------------------------------------------------------------------

  // Divides again all that is linked to the seeds, to touched names and to names that bear an alias which documents
  // wrote, or shares an actor with one of them.
  void divide(const Names& touched, const Names& bearers = {}) {
    seeds_.insert(touched.begin(), touched.end());
    seeds_.insert(bearers.begin(), bearers.end());
    Query members(database_, "SELECT name FROM name_facts WHERE entity = ?");
    Names all = seeds_;
    for (const std::int64_t seed : seeds_) {
      const auto entity = names_.entity_of(seed);
      if (!entity || !open(*entity)) continue;
      members.bind(1, *entity);
      while (members.step()) all.insert(members.number(0));
      members.reset();
    }
    Names done;
    for (const std::int64_t start : all) {
      if (done.contains(start) || !names_.present(start)) continue;
      divide_component(names_.component_of(start, done));
    }
    write_entities();
    seeds_.clear();
  }

  void divide_component(const NameLinks::Component& component) {
    std::vector<std::uint64_t> ids;
    if (!decisions_.empty()) {
      for (const NameId name : component.names) ids.push_back(names_.source().facts(name).id);
    }
    for (ActorCluster& cluster : cluster(component.names, component.links, decisions_.among(ids), names_.source())) {
      for (const NameId name : cluster.members) {
        if (const auto entity = names_.entity_of(name)) open(*entity);
      }
      clusters_.push_back(std::move(cluster));
    }
  }

  // Each cluster goes on as the entity of its most mentioned member that no greater cluster claims.
  std::vector<std::int64_t> numbers_of_clusters() {
    struct Claim {
      std::int64_t mentions;
      std::uint64_t id;
      std::size_t cluster;
      std::int64_t entity;
    };
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      for (const NameId name : clusters_[i].members) {
        const NameFacts& facts = names_.source().facts(name);
        if (const auto entity = names_.entity_of(name)) claims.push_back({facts.mentions, facts.id, i, *entity});
      }
    }
    std::sort(claims.begin(), claims.end(), [](const Claim& left, const Claim& right) {
      return std::tie(right.mentions, left.id) < std::tie(left.mentions, right.id);
    });
    std::vector<std::int64_t> numbers(clusters_.size(), 0);
    std::set<std::int64_t> taken;
    for (const Claim& claim : claims) {
      if (numbers[claim.cluster] == 0 && taken.insert(claim.entity).second) numbers[claim.cluster] = claim.entity;
    }
    for (std::int64_t& number : numbers) {
      if (number == 0) number = next_entity_++;
    }
    return numbers;
  }

  void write_entities() {
    const std::vector<std::int64_t> numbers = numbers_of_clusters();
    // Statements of names that change hands leave their relations first, while it is known whose they were.
    std::map<std::int64_t, std::int64_t> moved;
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      for (const NameId name : clusters_[i].members) {
        const auto old = names_.entity_of(name);
        if (old != numbers[i]) moved.emplace(name, numbers[i]);
      }
    }
    move_statements(moved);
    for (const auto& [name, entity] : moved) rows_.set_entity(name, entity);
    for (const StatementRow& row : homeless_) place(row);
    homeless_.clear();
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      rows_.describe(describe_entity(numbers[i], clusters_[i], decisions_, names_.source()));
    }
    clusters_.clear();
  }

  void move_statements(const std::map<std::int64_t, std::int64_t>& moved) {
    std::set<std::int64_t> from;
    for (const auto& [name, entity] : moved) {
      if (const auto old = names_.entity_of(name)) from.insert(*old);
    }
    StatementReader reader(database_);
    std::set<std::int64_t> seen;
    for (const std::int64_t entity : from) {
      for (const std::int64_t relation : relations_.relations_of(entity)) {
        if (!seen.insert(relation).second) continue;
        for (const std::int64_t number : relations_.evidence(relation)) {
          const std::optional<StatementRow> row = reader.read(number);
          if (!row || (!moved.contains(row->subject) && !moved.contains(row->object))) continue;
          relations_.remove_evidence(relation, number);
          dirty_.insert(relation);
          homeless_.push_back(*row);
        }
      }
    }
  }

  // --- Relations -----------------------------------------------------------------------------------------------------

  void place(const StatementRow& row) {
    const auto subject = names_.entity_of(row.subject);
    const auto object = names_.entity_of(row.object);
    if (!subject || !object) return;
    const RelationKey key = key_of(row, *subject, *object, dictionary_);
    std::int64_t relation = relations_.find(key);
    if (relation == 0) {
      relation = next_relation_++;
      relations_.insert(relation, key, {});
      ++more_relations_;
    }
    relations_.insert_evidence(relation, row.number);
    dirty_.insert(relation);
  }

  void take_out(const StatementRow& row, std::optional<std::int64_t> subject, std::optional<std::int64_t> object) {
    if (!subject || !object) return;
    const std::int64_t relation = relations_.find(key_of(row, *subject, *object, dictionary_));
    if (relation == 0) return;
    relations_.remove_evidence(relation, row.number);
    dirty_.insert(relation);
  }

  // Documents that now are of another story: their relations and actors count anew.
  void restory(const std::set<std::int64_t>& documents) {
    for (const std::int64_t document : documents) {
      scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) {
        const auto subject = names_.entity_of(row.subject);
        const auto object = names_.entity_of(row.object);
        if (!subject || !object) return;
        const std::int64_t relation = relations_.find(key_of(row, *subject, *object, dictionary_));
        if (relation != 0) dirty_.insert(relation);
        rows_.recount(*subject);
        rows_.recount(*object);
      });
    }
  }

  void finish() {
    for (const std::int64_t relation : dirty_) {
      const RelationKey key = relations_.key(relation);
      rows_.recount(key.subject);
      rows_.recount(key.object);
      if (!relations_.refresh(relation)) --more_relations_;
    }
    dirty_.clear();
    const bool hid = rows_.hides();
    rows_.write();
    count_changes(database_, hid || rows_.hides() ? std::nullopt : std::optional(more_relations_), rows_.more_shown());
  }

  sqlite::Database& database_;
  Dictionary& dictionary_;
  Decisions decisions_;
  NameLinks names_;
  RelationTables relations_;
  EntityRows rows_;
  StatementScan scan_;
  std::int64_t next_entity_ = 1, next_relation_ = 1, more_relations_ = 0;
  Names seeds_;                         // Names whose links changed.
  std::vector<ActorCluster> clusters_;  // What is divided again.
  std::vector<StatementRow> homeless_;  // Statements between relations.
  std::set<std::int64_t> dirty_;        // Relations to be merged again.
};

}  // namespace

void derive_added(sqlite::Database& database, Dictionary& dictionary, std::span<const std::int64_t> documents) {
  Changes(database, dictionary).add(documents);
}

void derive_removed(sqlite::Database& database, Dictionary& dictionary, std::span<const std::int64_t> documents) {
  Changes(database, dictionary).remove(documents);
}

void derive_decided(sqlite::Database& database, Dictionary& dictionary, std::span<const std::uint64_t> names) {
  Changes(database, dictionary).decided(names);
}

}  // namespace trama::store
