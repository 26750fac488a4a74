// Links to actors: the surest link first, unless what it would join cannot be one.
#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "graph/names/names.h"
#include "graph/resolve/decision.h"

namespace trama {
namespace {

constexpr double kUsed = 0.5;
constexpr const char* kByPeople = "alias file";

class Actors {
 public:
  using Index = std::uint32_t;

  Actors(std::span<const NameId> names, NameSource& source) : source_(source), names_(names.begin(), names.end()) {
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    std::sort(names_.begin(), names_.end(), [&](NameId left, NameId right) { return id(left) < id(right); });
    for (Index i = 0; i < names_.size(); ++i) add_actor(i);
  }

  std::uint64_t id(NameId name) const { return source_.facts(name).id; }

  void apply(std::span<const NameDecision> decisions) {
    for (const NameDecision& decision : decisions) {
      if (decision.same) force(decision.left, decision.right);
    }
    for (const NameDecision& decision : decisions) {
      if (decision.same) continue;
      const Index left = index_of(decision.left);
      const Index right = index_of(decision.right);
      if (left == kNone || right == kNone) continue;
      actors_[find(left)].different.push_back(right);
      actors_[find(right)].different.push_back(left);
    }
  }

  void apply(std::span<const Link> links) {
    std::vector<const Link*> order;
    for (const Link& link : links) {
      if (link.probability >= kUsed && has(link.from) && has(link.to)) order.push_back(&link);
    }
    std::sort(order.begin(), order.end(), [&](const Link* left, const Link* right) {
      return std::make_tuple(!left->certain, -left->probability, id(left->from), id(left->to), left->reason) <
             std::make_tuple(!right->certain, -right->probability, id(right->from), id(right->to), right->reason);
    });
    for (const Link* link : order) join(*link);
  }

  std::vector<ActorCluster> clusters() {
    std::vector<ActorCluster> result;
    std::map<Index, std::size_t> place;
    for (Index i = 0; i < names_.size(); ++i) {
      const auto [found, is_new] = place.emplace(find(i), result.size());
      if (is_new) result.push_back({{}, std::move(actors_[find(i)].merges)});
      result[found->second].members.push_back(names_[i]);
    }
    for (ActorCluster& cluster : result) std::sort(cluster.merges.begin(), cluster.merges.end());
    return result;
  }

  Refusal refusal(std::span<const NameId> left_names, std::span<const NameId> right_names) {
    for (const std::span<const NameId> names : {left_names, right_names}) {
      for (const NameId name : names) unite_if_apart(name, names.front());
    }
    const Index left = find(index_.at(left_names.front()));
    const Index right = find(index_.at(right_names.front()));
    const Actor& a = actors_[left];
    const Actor& b = actors_[right];
    if (left == right) return {};
    if (called_different(left, right)) return {"people call them different", true};
    if (countries_differ(a, b)) return {"one is " + country_text(a) + ", the other " + country_text(b), false};
    for (const FullName& one : a.full_names) {
      for (const FullName& other : b.full_names) {
        if (near_people(*one.form, *other.form)) continue;
        return {"the one is also called " + full_name_text(one) + ", the other " + full_name_text(other), false};
      }
    }
    return {};
  }

 private:
  static constexpr Index kNone = ~Index{0};

  struct FullName {
    std::shared_ptr<const NameForm> form;
    std::int64_t documents = 0;
  };
  struct Actor {
    std::vector<Index> members;
    std::vector<NameMerge> merges;
    std::vector<FullName> full_names;         // Of people, none a short form or a slip of another.
    std::vector<std::string> countries;       // More than one only if people say so.
    std::vector<std::string> body_countries;  // Likewise.
    bool by_people = false;                   // People joined names that may be unlike each other.
    std::vector<Index> different;             // People say that these are others.
  };

  void add_actor(Index i) {
    index_.emplace(names_[i], i);
    parent_.push_back(i);
    const std::shared_ptr<const NameForm> form = source_.form(names_[i]);
    Actor actor;
    actor.members = {i};
    if (!form->country.empty()) actor.countries = {form->country};
    if (!form->body_country.empty()) actor.body_countries = {form->body_country};
    if (form->person_words.size() > 1) actor.full_names = {{form, source_.facts(names_[i]).documents}};
    actors_.push_back(std::move(actor));
  }

  bool has(NameId name) const { return index_.contains(name); }

  Index index_of(std::uint64_t id) const {
    const auto found = std::lower_bound(names_.begin(), names_.end(), id,
                                        [&](NameId name, std::uint64_t value) { return this->id(name) < value; });
    return found != names_.end() && this->id(*found) == id ? static_cast<Index>(found - names_.begin()) : kNone;
  }

  Index find(Index i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  bool called_different(Index left, Index right) {
    const auto other = [&](Index name) { return find(name) == right; };
    return std::any_of(actors_[left].different.begin(), actors_[left].different.end(), other);
  }

  bool countries_differ(const Actor& a, const Actor& b) const {
    const auto differ = [](const std::vector<std::string>& one, const std::vector<std::string>& other) {
      return !one.empty() && !other.empty() &&
             std::find_first_of(one.begin(), one.end(), other.begin(), other.end()) == one.end();
    };
    if (differ(a.countries, b.countries) || differ(a.body_countries, b.body_countries)) return true;
    return a.countries.empty() != b.countries.empty() && !(a.body_countries.empty() && b.body_countries.empty());
  }

  static std::string country_text(const Actor& actor) {
    const std::vector<std::string>& codes = actor.countries.empty() ? actor.body_countries : actor.countries;
    if (codes.empty()) return "no country";
    const std::string name(country_name(*std::min_element(codes.begin(), codes.end())));
    return actor.countries.empty() ? "a body of " + name : name;
  }

  std::string full_name_text(const FullName& name) const {
    const auto has_form = [&](NameId id) { return source_.facts(id).name == name.form->name; };
    const auto found = std::find_if(names_.begin(), names_.end(), has_form);
    return "\"" + std::string(main_surface(source_.facts(*found))) + "\" in " + documents_text(name.documents);
  }

  void unite_if_apart(NameId name, NameId with) {
    if (find(index_.at(name)) != find(index_.at(with))) unite(index_.at(name), index_.at(with), {});
  }

  // Each full name must be near to each other; of an actor whose names people joined, one of them is enough.
  bool people_differ(const Actor& a, const Actor& b) const {
    bool near = false;
    bool far = false;
    for (const FullName& one : a.full_names) {
      for (const FullName& other : b.full_names) (near_people(*one.form, *other.form) ? near : far) = true;
    }
    return far && !(near && (a.by_people || b.by_people));
  }

  void join(const Link& link) {
    const Index left = find(index_.at(link.from));
    const Index right = find(index_.at(link.to));
    if (left == right || called_different(left, right)) return;
    const Actor& a = actors_[left];
    const Actor& b = actors_[right];
    // Equal letters are one name, however they are divided into words ("Abu Zayd", "AbuZayd").
    if (countries_differ(a, b) || (!link.certain && people_differ(a, b))) return;
    unite(index_.at(link.from), index_.at(link.to), link.reason);
  }

  void force(std::uint64_t left_id, std::uint64_t right_id) {
    const Index left = index_of(left_id);
    const Index right = index_of(right_id);
    if (left == kNone || right == kNone || find(left) == find(right)) return;
    unite(right, left, kByPeople);
    actors_[find(left)].by_people = true;
  }

  static void add_full_name(Actor& actor, const FullName& name) {
    for (FullName& held : actor.full_names) {
      // Of two names of which one shortens the other, the longer says all that the shorter does; of two spellings the
      // more frequent counts.
      const bool compatible = compatible_people(*held.form, *name.form);
      if (!compatible && !near_people(*held.form, *name.form)) continue;
      const auto rank = [&](const FullName& one) {
        return std::make_tuple(compatible ? one.form->compact.size() : 0, one.documents, one.form->name.key);
      };
      if (rank(name) > rank(held)) held = name;
      return;
    }
    actor.full_names.push_back(name);
  }

  static void append_new(std::vector<std::string>& into, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
    }
  }

  void unite(Index from, Index to, const std::string& reason) {
    Index source = find(from);
    Index target = find(to);
    if (actors_[target].members.size() < actors_[source].members.size()) std::swap(source, target);
    Actor moved = std::move(actors_[source]);
    actors_[source] = {};
    parent_[source] = target;
    Actor& actor = actors_[target];
    const auto append = [](auto& into, auto& values) { into.insert(into.end(), values.begin(), values.end()); };
    append(actor.members, moved.members);
    append(actor.merges, moved.merges);
    append(actor.different, moved.different);
    for (const FullName& name : moved.full_names) add_full_name(actor, name);
    append_new(actor.countries, moved.countries);
    append_new(actor.body_countries, moved.body_countries);
    actor.by_people |= moved.by_people;
    actor.merges.push_back({surface(from), surface(to), reason});
  }

  std::string surface(Index i) const { return std::string(main_surface(source_.facts(names_[i]))); }

  NameSource& source_;
  std::vector<NameId> names_;  // By id.
  std::unordered_map<NameId, Index> index_;
  std::vector<Index> parent_;
  std::vector<Actor> actors_;  // Valid at roots.
};

}  // namespace

std::vector<ActorCluster> cluster(std::span<const NameId> names, std::span<const Link> links,
                                  std::span<const NameDecision> decisions, NameSource& source) {
  Actors actors(names, source);
  std::vector<NameDecision> sorted(decisions.begin(), decisions.end());
  std::sort(sorted.begin(), sorted.end(), [](const NameDecision& left, const NameDecision& right) {
    return std::tie(left.left, left.right, left.same) < std::tie(right.left, right.right, right.same);
  });
  actors.apply(sorted);
  actors.apply(links);
  return actors.clusters();
}

Refusal why_apart(std::span<const NameId> left, std::span<const NameId> right, std::span<const NameDecision> decisions,
                  NameSource& source) {
  std::vector<NameId> names(left.begin(), left.end());
  names.insert(names.end(), right.begin(), right.end());
  Actors actors(names, source);
  actors.apply(decisions);
  return actors.refusal(left, right);
}

}  // namespace trama
