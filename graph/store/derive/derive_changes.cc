// Brings the graph of a file up to date after documents came or went: decides again about the names they touch, divides
// again what is linked to these, and merges again the relations whose statements or ends changed.
#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "graph/store/derive/derive.h"
#include "graph/store/derive/sql_names.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/entity_tables.h"
#include "graph/store/tables/name_tables.h"
#include "graph/store/tables/relation_tables.h"
#include "graph/store/tables/story_tables.h"

namespace trama::store {
namespace {

using sqlite::Query;
using Names = std::set<std::int64_t>;

// One for each class and qualifier.
constexpr std::size_t kMostOfOneKey = 1000;

class Changes {
 public:
  Changes(sqlite::Database& database, Dictionary& dictionary)
      : database_(database),
        dictionary_(dictionary),
        decisions_(database),
        source_(database, dictionary),
        relations_(database, dictionary),
        entities_(database),
        scan_(database, false),
        present_(database, "SELECT entity FROM name_facts WHERE name = ?"),
        links_(database,
               "SELECT name, other, probability, certain, reason FROM links WHERE name = ?1 UNION ALL "
               "SELECT name, other, probability, certain, reason FROM links WHERE other = ?1"),
        number_of_id_(database, "SELECT number FROM names WHERE id = ?"),
        story_(database, "SELECT story FROM stories WHERE document = ?") {
    next_entity_ = database.number("SELECT max(number) FROM entities") + 1;
    next_relation_ = relations_.new_number();
    Query hidden(database, "SELECT number FROM entities WHERE hidden");
    while (hidden.step()) hidden_.insert(hidden.number(0));
  }

  void add(std::span<const std::int64_t> documents) {
    restory(StoryTables(database_).add(documents));
    NameTables names(database_, dictionary_);
    const Names touched = names.names_of(documents);
    const States before = states(touched);
    names.add(documents);
    source_.forget();
    // Names of which others see what they saw before have no dependents but by the aliases that were written.
    Names again = touched;
    Names come = touched;
    for (const auto& [name, state] : before) come.erase(name);
    again.merge(with_dependents(changed_since(before, touched), come));
    const Names written = bearing(names.aliases_of(documents));
    again.insert(written.begin(), written.end());
    decide_again(again);
    divide(touched, with_bearers_of(touched, written));
    std::vector<StatementRow> rows;
    for (const std::int64_t document : documents) {
      scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) { rows.push_back(row); });
    }
    for (const StatementRow& row : rows) place(row);
    finish();
  }

  void remove(std::span<const std::int64_t> documents) {
    NameTables names(database_, dictionary_);
    const Names touched = names.names_of(documents);
    const std::set<std::string> aliases = names.aliases_of(documents);
    Names again = with_dependents(touched, touched);
    const Names written_before = bearing(aliases);
    again.insert(written_before.begin(), written_before.end());
    std::vector<StatementRow> rows;
    for (const std::int64_t document : documents) {
      scan_.run(document, document + 1, [&](const StatementRow& row, const StatementFacts&) { rows.push_back(row); });
    }
    for (const StatementRow& row : rows) take_out(row, entity_of(row.subject), entity_of(row.object));
    for (const std::int64_t name : touched) {
      if (const auto entity = entity_of(name)) recount_.insert(*entity);
    }
    seed_called_same(touched);
    names.remove(documents);
    restory(StoryTables(database_).remove(documents));
    source_.forget();
    again.merge(with_dependents(touched, touched));
    Names written = bearing(aliases);
    written.insert(written_before.begin(), written_before.end());
    again.insert(written.begin(), written.end());
    forget_states(touched);
    decide_again(again);
    divide(touched, with_bearers_of(touched, written));
    finish();
  }

  void decided(std::span<const std::uint64_t> ids) {
    Names touched;
    for (const std::uint64_t id : ids) {
      if (const auto name = number_of(id); name && present(*name)) touched.insert(*name);
    }
    divide(touched);
    finish();
  }

 private:
  // --- Names ---------------------------------------------------------------------------------------------------------

  bool present(std::int64_t name) {
    const bool found = present_.bind(1, name).step();
    present_.reset();
    return found;
  }

  std::optional<std::int64_t> entity_of(std::int64_t name) {
    std::optional<std::int64_t> entity;
    if (present_.bind(1, name).step()) entity = present_.optional_number(0);
    present_.reset();
    return entity;
  }

  std::optional<std::int64_t> number_of(std::uint64_t id) {
    std::optional<std::int64_t> number;
    if (number_of_id_.bind(1, static_cast<std::int64_t>(id)).step()) number = number_of_id_.number(0);
    number_of_id_.reset();
    return number;
  }

  // `come`: those of the names that come or go; none of the others does.
  Names with_dependents(const Names& names, const Names& come) {
    Names result = names;
    for (const std::int64_t name : names) {
      const std::size_t changed = come.contains(name) ? come.size() : 0;
      for (const NameId other : dependents(static_cast<NameId>(name), source_, changed)) result.insert(other);
    }
    return result;
  }

  // What others see of names that are there, kept from the last time or looked at now.
  using States = std::map<std::int64_t, std::int64_t>;
  States states(const Names& names) {
    States result;
    Query kept(database_, "SELECT state FROM name_facts WHERE name = ?");
    for (const std::int64_t name : names) {
      if (kept.bind(1, name).step()) {
        const auto state = kept.optional_number(0);
        result[name] = state ? *state : static_cast<std::int64_t>(visible_state(static_cast<NameId>(name), source_));
      }
      kept.reset();
    }
    return result;
  }

  Names changed_since(const States& before, const Names& names) {
    Names changed;
    Query keep(database_, "UPDATE name_facts SET state = ? WHERE name = ?");
    for (const std::int64_t name : names) {
      const auto state = static_cast<std::int64_t>(visible_state(static_cast<NameId>(name), source_));
      const auto old = before.find(name);
      if (old == before.end() || old->second != state) changed.insert(name);
      keep.bind(1, state).bind(2, name).run();
    }
    return changed;
  }

  void forget_states(const Names& names) {
    Query forget(database_, "UPDATE name_facts SET state = NULL WHERE name = ?");
    for (const std::int64_t name : names) forget.bind(1, name).run();
  }

  // What only people hold together knows nothing, by links, of a name that goes.
  void seed_called_same(const Names& touched) {
    if (decisions_.empty()) return;
    for (const std::int64_t name : touched) {
      for (const std::uint64_t id : decisions_.called_same(source_.facts(static_cast<NameId>(name)).id)) {
        if (const auto other = number_of(id); other && present(*other)) seeds_.insert(*other);
      }
    }
  }

  // Whether an alias is shown depends on whose own name it is: adds the names for which touched ones are aliases.
  Names with_bearers_of(const Names& touched, Names into) {
    for (const std::int64_t name : touched) {
      for (const AliasUse& use : source_.bearers(source_.facts(static_cast<NameId>(name)).name.key)) {
        into.insert(use.name);
      }
    }
    return into;
  }

  // Names with one of these keys, as their own or as an alias.
  Names bearing(const std::set<std::string>& alias_keys) {
    Names result;
    for (const std::string& key : alias_keys) {
      for (const NameId name : source_.with_block("k:" + key, kMostOfOneKey)) result.insert(name);
      for (const AliasUse& use : source_.bearers(key)) result.insert(use.name);
    }
    return result;
  }

  struct StoredLink {
    double probability = 0;
    bool certain = false;
    std::string reason;
    bool operator==(const StoredLink&) const = default;
  };

  using StoredLinks = std::map<std::int64_t, StoredLink>;

  StoredLinks links_from(std::int64_t name) {
    StoredLinks links;
    Query query(database_, "SELECT other, probability, certain, reason FROM links WHERE name = ?");
    query.bind(1, name);
    while (query.step()) {
      links[query.number(0)] = {query.real(1), query.number(2) != 0, std::string(query.text(3))};
    }
    return links;
  }

  // Writes the links that names decide on; what changed makes its names seeds of what is divided again.
  void decide_again(const Names& names) {
    Query forget(database_, "DELETE FROM links WHERE name = ?");
    Query insert(database_, "INSERT INTO links (name, other, probability, certain, reason) VALUES (?, ?, ?, ?, ?)");
    for (const std::int64_t name : names) {
      const StoredLinks old = links_from(name);
      StoredLinks links;
      if (present(name)) {
        for (const Link& link : decide(static_cast<NameId>(name), source_)) {
          links[link.to] = {link.probability, link.certain, link.reason};
        }
      }
      if (links == old) continue;
      seeds_.insert(name);
      for (const StoredLinks* map : {&old, static_cast<const StoredLinks*>(&links)}) {
        for (const auto& [other, link] : *map) seeds_.insert(other);
      }
      forget.bind(1, name).run();
      for (const auto& [other, link] : links) {
        insert.bind(1, name).bind(2, other).bind(3, link.probability).bind(4, std::int64_t{link.certain});
        insert.bind(5, link.reason).run();
      }
    }
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
      const auto entity = entity_of(seed);
      if (!entity || !opened_.insert(*entity).second) continue;
      members.bind(1, *entity);
      while (members.step()) all.insert(members.number(0));
      members.reset();
    }
    Names done;
    for (const std::int64_t start : all) {
      if (done.contains(start) || !present(start)) continue;
      divide_component(component_of(start, done));
    }
    write_entities();
    seeds_.clear();
  }

  struct Component {
    std::vector<NameId> names;
    std::vector<Link> links;
  };

  Component component_of(std::int64_t start, Names& done) {
    Component component;
    std::set<std::pair<std::int64_t, std::int64_t>> known;
    std::deque<std::int64_t> queue{start};
    done.insert(start);
    const auto reach = [&](std::int64_t name) {
      if (present(name) && done.insert(name).second) queue.push_back(name);
    };
    while (!queue.empty()) {
      const std::int64_t name = queue.front();
      queue.pop_front();
      component.names.push_back(static_cast<NameId>(name));
      std::vector<Link> links;
      links_.bind(1, name);
      while (links_.step()) {
        if (links_.real(2) < 0.5) continue;
        links.push_back({static_cast<NameId>(links_.number(0)), static_cast<NameId>(links_.number(1)), links_.real(2),
                         std::string(links_.text(4)), links_.number(3) != 0});
      }
      links_.reset();
      for (Link& link : links) {
        const std::int64_t other = link.from == name ? link.to : link.from;
        if (!present(other)) continue;
        if (known.emplace(link.from, link.to).second) component.links.push_back(std::move(link));
        reach(other);
      }
      if (decisions_.empty()) continue;
      for (const std::uint64_t id : decisions_.called_same(source_.facts(static_cast<NameId>(name)).id)) {
        if (const auto other = number_of(id)) reach(*other);
      }
    }
    return component;
  }

  void divide_component(const Component& component) {
    std::vector<std::uint64_t> ids;
    if (!decisions_.empty()) {
      for (const NameId name : component.names) ids.push_back(source_.facts(name).id);
    }
    for (NameCluster& cluster : cluster(component.names, component.links, decisions_.among(ids), source_)) {
      for (const NameId name : cluster.members) {
        if (const auto entity = entity_of(name)) {
          opened_.insert(*entity);
        }
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
        const NameFacts& facts = source_.facts(name);
        if (const auto entity = entity_of(name)) claims.push_back({facts.mentions, facts.id, i, *entity});
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
        const auto old = entity_of(name);
        if (old != numbers[i]) moved.emplace(name, numbers[i]);
      }
    }
    move_statements(moved);
    for (const auto& [name, entity] : moved) entities_.set_entity(name, entity);
    for (const StatementRow& row : homeless_) place(row);
    homeless_.clear();
    for (const std::int64_t entity : opened_) touch_entity(entity);
    for (std::size_t i = 0; i < clusters_.size(); ++i) {
      described_[numbers[i]] = describe_entity(numbers[i], clusters_[i], decisions_, source_);
      touch_entity(numbers[i]);
    }
    clusters_.clear();
  }

  void move_statements(const std::map<std::int64_t, std::int64_t>& moved) {
    std::set<std::int64_t> from;
    for (const auto& [name, entity] : moved) {
      if (const auto old = entity_of(name)) from.insert(*old);
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
    const auto subject = entity_of(row.subject);
    const auto object = entity_of(row.object);
    if (!subject || !object) return;
    const RelationKey key = key_of(row, *subject, *object, dictionary_);
    std::int64_t relation = relations_.find(key);
    if (relation == 0) {
      relation = next_relation_++;
      relations_.insert(relation, key, {});
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
        const auto subject = entity_of(row.subject);
        const auto object = entity_of(row.object);
        if (!subject || !object) return;
        const std::int64_t relation = relations_.find(key_of(row, *subject, *object, dictionary_));
        if (relation != 0) dirty_.insert(relation);
        recount_.insert(*subject);
        recount_.insert(*object);
      });
    }
  }

  void touch_entity(std::int64_t entity) { recount_.insert(entity); }

  void finish() {
    for (const std::int64_t relation : dirty_) {
      const RelationKey key = relations_.key(relation);
      recount_.insert(key.subject);
      recount_.insert(key.object);
      relations_.refresh(relation);
    }
    dirty_.clear();
    write_rows();
  }

  // Actors that are hidden from now on, or no longer: their relations do not count for those at the other end, or
  // again.
  void rehide() {
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

  // Counts, names and rows of all entities concerned.
  void write_rows() {
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
        if (known) entities_.remove(number);
        continue;
      }
      const auto described = described_.find(number);
      if (described == described_.end()) {
        write_counts(number);
        continue;
      }
      if (known) entities_.remove(number);
      EntityRow& row = described->second;
      count(row);
      row.shown = row.actor.name;
      entities_.insert(row);
      bases.insert(row.actor.name);
    }
    for (const std::string& name : bases) apart(name);
    recount_.clear();
    described_.clear();
    opened_.clear();
  }

  void write_counts(std::int64_t number) {
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

  void count(EntityRow& row) {
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

  void apart(const std::string& base) {
    std::vector<EntityRow> rows = entities_.with_base(base);
    std::vector<std::string> old;
    std::vector<EntityRow*> order;
    std::map<std::int64_t, std::string> before;
    for (EntityRow& row : rows) {
      before[row.number] = row.shown;
      order.push_back(&row);
    }
    name_apart(order);
    for (const EntityRow& row : rows) {
      if (row.shown != before[row.number]) entities_.rename(row, before[row.number]);
    }
  }

  sqlite::Database& database_;
  Dictionary& dictionary_;
  Decisions decisions_;
  SqlNames source_;
  RelationTables relations_;
  EntityTables entities_;
  StatementScan scan_;
  Query present_, links_, number_of_id_, story_;
  std::int64_t next_entity_ = 1, next_relation_ = 1;
  Names seeds_;                         // Names whose links changed.
  std::set<std::int64_t> opened_;       // Entities whose names are divided again.
  std::vector<NameCluster> clusters_;   // What they are divided into.
  std::vector<StatementRow> homeless_;  // Statements between relations.
  std::set<std::int64_t> dirty_;        // Relations to be merged again.
  std::set<std::int64_t> recount_;      // Entities whose counts may have changed.
  std::map<std::int64_t, EntityRow> described_;
  std::set<std::int64_t> hidden_;  // Entities that people do not want to see.
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
