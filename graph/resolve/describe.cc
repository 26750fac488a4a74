// What to show of an actor: its name, type and the aliases under which it is looked up.
#include <algorithm>
#include <set>
#include <tuple>

#include "graph/names/names.h"
#include "graph/resolve/decision.h"
#include "graph/resolve/known_types.h"

namespace trama {
namespace {

// A written alias is one of the actor's names if it means it in this part of the documents that write it.
constexpr double kMostly = 0.5;

class Describer {
 public:
  Describer(const ActorCluster& cluster, NameSource& source) : cluster_(cluster), source_(source) {
    members_.insert(cluster.members.begin(), cluster.members.end());
    for (const NameId member : cluster.members) add_member(source.facts(member), *source.form(member));
  }

  ActorDescription describe() {
    ActorDescription actor;
    actor.key = key_;
    actor.sense = sense_;
    actor.named = named_ >= nominal_;
    actor.type = type();
    actor.name = choose_name(actor.type);
    for (const auto& [surface, count] : surfaces_) actor.aliases.push_back(surface);
    for (const NameId member : cluster_.members) add_written_aliases(member, actor.aliases);
    std::sort(actor.aliases.begin(), actor.aliases.end());
    actor.aliases.erase(std::unique(actor.aliases.begin(), actor.aliases.end()), actor.aliases.end());
    std::erase(actor.aliases, actor.name);
    return actor;
  }

 private:
  void add_member(const NameFacts& facts, const NameForm& form) {
    if (key_ == 0 || facts.documents > key_documents_ || (facts.documents == key_documents_ && facts.id < key_)) {
      key_ = facts.id;
      sense_ = form.sense;
      key_documents_ = facts.documents;
    }
    for (std::size_t i = 0; i < types_.size(); ++i) types_[i] += facts.type_counts[i];
    (form.nominal() ? nominal_ : named_) += facts.mentions;
    for (const auto& [surface, count] : facts.surfaces) {
      surfaces_[surface] += count;
      if (form.nominal()) nominal_surfaces_.insert(surface);
    }
    if (const auto type = known_type(form)) known_[static_cast<std::size_t>(*type)] += facts.mentions;
    if (const auto type = head_type(form)) heads_[static_cast<std::size_t>(*type)] += facts.mentions;
  }

  template <typename Counts>
  static std::optional<EntityType> most(const Counts& counts) {
    const auto best = std::max_element(counts.begin(), counts.end());
    if (*best == 0) return std::nullopt;
    return static_cast<EntityType>(best - counts.begin());
  }

  // Tables, then the word that begins most names, then what the tagger says most often.
  EntityType type() const {
    if (const auto known = most(known_)) return *known;
    if (const auto head = most(heads_); head && 2 * heads_[static_cast<std::size_t>(*head)] > named_) return *head;
    return most(types_).value_or(EntityType::kMisc);
  }

  // One without an article of the sentence; a country's usual name; for people one with a given name; then the most
  // frequent; then the one with most small letters (no acronyms, no capitals of headlines); then the smallest.
  std::string choose_name(EntityType type) const {
    using Rank = std::tuple<bool, bool, bool, bool, std::int64_t, std::int64_t>;
    const std::string* best = nullptr;
    Rank best_rank{};
    for (const auto& [surface, count] : surfaces_) {
      const std::string folded = fold_name(surface);
      const std::string_view code = country_code(folded);
      const bool is_nominal = named_ >= nominal_ && named_ > 0 && nominal_surfaces_.contains(surface);
      const Rank rank{!is_nominal,
                      name_key(surface, false) == folded || name_key(surface, true) == folded,
                      !code.empty() && fold_name(country_name(code)) == folded,
                      type == EntityType::kPerson && person_words(folded).size() > 1,
                      count,
                      std::count_if(surface.begin(), surface.end(), [](char c) { return c >= 'a' && c <= 'z'; })};
      if (best == nullptr || rank > best_rank) {
        best = &surface;
        best_rank = rank;
      }
    }
    return best == nullptr ? source_.facts(cluster_.members.front()).name.key : *best;
  }

  void add_written_aliases(NameId member, std::vector<std::string>& aliases) {
    for (const AliasUse& use : source_.aliases(member)) {
      if (mostly_means_this(name_key(use.alias, true))) aliases.push_back(use.alias);
    }
  }

  // An exact name of another actor is that actor's; but not one that only a homonym has whom people parted.
  bool mostly_means_this(const std::string& key) {
    for (const NameId other : source_.with_block(key_block(key), kBlockLimit)) {
      if (!members_.contains(other) && source_.form(other)->sense.empty()) return false;
    }
    std::int64_t here = 0;
    std::int64_t all = 0;
    for (const AliasUse& use : source_.bearers(key)) {
      all += use.documents;
      if (members_.contains(use.name)) here += use.documents;
    }
    return static_cast<double>(here) > kMostly * static_cast<double>(all);
  }

  const ActorCluster& cluster_;
  NameSource& source_;
  std::set<NameId> members_;
  std::uint64_t key_ = 0;
  std::string sense_;
  std::int64_t key_documents_ = 0;
  std::int64_t named_ = 0;
  std::int64_t nominal_ = 0;
  std::array<std::int64_t, 5> types_{};
  std::array<std::int64_t, 5> known_{};
  std::array<std::int64_t, 5> heads_{};
  std::map<std::string, std::int64_t> surfaces_;
  std::set<std::string> nominal_surfaces_;
};

}  // namespace

ActorDescription describe(const ActorCluster& cluster, NameSource& source) {
  return Describer(cluster, source).describe();
}

}  // namespace trama
