#include "graph/store/derive/name_links.h"

#include <deque>
#include <utility>

namespace trama::store {
namespace {

using sqlite::Query;

// One for each class and qualifier.
constexpr std::size_t kMostOfOneKey = 1000;

struct StoredLink {
  double probability = 0;
  bool certain = false;
  std::string reason;
  bool operator==(const StoredLink&) const = default;
};

using StoredLinks = std::map<std::int64_t, StoredLink>;

StoredLinks links_from(Query& query, std::int64_t name) {
  StoredLinks links;
  query.bind(1, name);
  while (query.step()) {
    links[query.number(0)] = {query.real(1), query.number(2) != 0, std::string(query.text(3))};
  }
  query.reset();
  return links;
}

}  // namespace

NameLinks::NameLinks(sqlite::Database& database, Dictionary& dictionary, const Decisions& decisions)
    : database_(database),
      decisions_(decisions),
      source_(database, dictionary),
      present_(database, "SELECT entity FROM name_facts WHERE name = ?"),
      links_(database,
             "SELECT name, other, probability, certain, reason FROM links WHERE name = ?1 UNION ALL "
             "SELECT name, other, probability, certain, reason FROM links WHERE other = ?1"),
      number_of_id_(database, "SELECT number FROM names WHERE id = ?") {}

bool NameLinks::present(std::int64_t name) {
  const bool found = present_.bind(1, name).step();
  present_.reset();
  return found;
}

std::optional<std::int64_t> NameLinks::entity_of(std::int64_t name) {
  std::optional<std::int64_t> entity;
  if (present_.bind(1, name).step()) entity = present_.optional_number(0);
  present_.reset();
  return entity;
}

std::optional<std::int64_t> NameLinks::number_of(std::uint64_t id) {
  std::optional<std::int64_t> number;
  if (number_of_id_.bind(1, static_cast<std::int64_t>(id)).step()) number = number_of_id_.number(0);
  number_of_id_.reset();
  return number;
}

Names NameLinks::with_dependents(const Names& names, const Names& come) {
  Names result = names;
  for (const std::int64_t name : names) {
    const std::size_t changed = come.contains(name) ? come.size() : 0;
    for (const NameId other : dependents(static_cast<NameId>(name), source_, changed)) result.insert(other);
  }
  return result;
}

NameLinks::States NameLinks::states(const Names& names) {
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

Names NameLinks::changed_since(const States& before, const Names& names) {
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

void NameLinks::forget_states(const Names& names) {
  Query forget(database_, "UPDATE name_facts SET state = NULL WHERE name = ?");
  for (const std::int64_t name : names) forget.bind(1, name).run();
}

Names NameLinks::called_same_as(const Names& names) {
  Names result;
  if (decisions_.empty()) return result;
  for (const std::int64_t name : names) {
    for (const std::uint64_t id : decisions_.called_same(source_.facts(static_cast<NameId>(name)).id)) {
      if (const auto other = number_of(id); other && present(*other)) result.insert(*other);
    }
  }
  return result;
}

Names NameLinks::with_bearers_of(const Names& touched, Names into) {
  for (const std::int64_t name : touched) {
    for (const AliasUse& use : source_.bearers(source_.facts(static_cast<NameId>(name)).name.key)) {
      into.insert(use.name);
    }
  }
  return into;
}

Names NameLinks::bearing(const std::set<std::string>& alias_keys) {
  Names result;
  for (const std::string& key : alias_keys) {
    for (const NameId name : source_.with_block("k:" + key, kMostOfOneKey)) result.insert(name);
    for (const AliasUse& use : source_.bearers(key)) result.insert(use.name);
  }
  return result;
}

Names NameLinks::decide_again(const Names& names) {
  Names changed;
  Query stored(database_, "SELECT other, probability, certain, reason FROM links WHERE name = ?");
  Query forget(database_, "DELETE FROM links WHERE name = ?");
  Query insert(database_, "INSERT INTO links (name, other, probability, certain, reason) VALUES (?, ?, ?, ?, ?)");
  for (const std::int64_t name : names) {
    const StoredLinks old = links_from(stored, name);
    StoredLinks links;
    if (present(name)) {
      for (const Link& link : decide(static_cast<NameId>(name), source_)) {
        links[link.to] = {link.probability, link.certain, link.reason};
      }
    }
    if (links == old) continue;
    changed.insert(name);
    for (const StoredLinks* map : {&old, static_cast<const StoredLinks*>(&links)}) {
      for (const auto& [other, link] : *map) changed.insert(other);
    }
    forget.bind(1, name).run();
    for (const auto& [other, link] : links) {
      insert.bind(1, name).bind(2, other).bind(3, link.probability).bind(4, std::int64_t{link.certain});
      insert.bind(5, link.reason).run();
    }
  }
  return changed;
}

NameLinks::Component NameLinks::component_of(std::int64_t start, Names& done) {
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

}  // namespace trama::store
