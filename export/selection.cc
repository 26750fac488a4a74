#include "export/selection.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"

namespace trama {

namespace {

using EntitySet = std::unordered_set<EntityId>;

// Looking up the relations of a pair takes about as long as reading so many relations.
constexpr std::size_t kPairCost = 4;

void check(const ExportOptions& options) {
  const auto require = [](bool holds, const char* message) {
    if (!holds) throw Error(ErrorCode::kInvalid, message);
  };
  require(options.top >= 0, "top must not be negative");
  require(options.hops >= 0, "hops must not be negative");
  require(options.min_evidence >= 0, "min-evidence must not be negative");
  require(std::isfinite(options.min_confidence), "min-confidence must be a number");
}

bool filters(const ExportOptions& options) {
  return options.min_evidence > 1 || options.min_confidence > 0;
}

// Texts as numbers, in their order once all are known.
class Texts {
 public:
  std::uint32_t add(const std::string& text) {
    return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  // By number.
  std::vector<std::uint32_t> ranks() const {
    std::vector<std::uint32_t> ranks(numbers_.size());
    std::uint32_t rank = 0;
    for (const auto& [text, number] : numbers_) ranks[number] = rank++;
    return ranks;
  }

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

// What choosing and ordering look at: a whole relation takes ten times as much memory.
struct Kept {
  RelationId id{};
  EntityId subject{}, object{};
  std::uint32_t lemma = 0, preposition = 0;  // Of Texts.
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kAsserted;
  std::int64_t evidence_count = 0;
  std::uint64_t key = 0;
};

class Selector {
 public:
  Selector(const GraphView& graph, const ExportOptions& options) : graph_(graph), options_(options) {}

  Selection run() {
    if (!restricts(options_)) {
      entities_ = graph_.entity_ids();
      graph_.scan_relations([&](const RelationEdge& relation) { keep(relation); });
    } else {
      choose_entities();
      keep_those_with_relations();
    }
    return selection();
  }

 private:
  void choose_entities() {
    if (!options_.around.empty()) {
      go_around();
    } else if (filters(options_)) {
      graph_.scan_relations([&](const RelationEdge& relation) { keep(relation); });
    } else {
      take_entities(graph_.most_mentioned(static_cast<std::size_t>(options_.top)));
      return;
    }
    if (options_.top > 0) keep_best_supported(static_cast<std::size_t>(options_.top));
  }

  bool admits(const RelationEdge& relation) const {
    return relation.evidence_count >= options_.min_evidence && relation.confidence >= options_.min_confidence;
  }

  void keep(const RelationEdge& relation) {
    if (!admits(relation)) return;
    const bool without = relation.symmetric;  // The preposition tells nothing.
    relations_.push_back({relation.id, relation.subject, relation.object, texts_.add(relation.lemma),
                          texts_.add(without ? std::string() : relation.preposition), relation.polarity,
                          relation.modality, relation.evidence_count, relation.key});
  }

  // Breadth first from the centre outwards, along relations that are admitted.
  void go_around() {
    const std::vector<EntityId> found = graph_.find(options_.around);
    if (found.empty()) throw Error(ErrorCode::kInvalid, "no entity of the graph is called '" + options_.around + "'");
    centre_ = found.front();
    EntitySet reached{*centre_};
    std::vector<EntityId> all{*centre_};
    std::size_t begin = 0;
    for (int hop = 0; hop < options_.hops && begin < all.size(); ++hop) {
      const std::size_t end = all.size();
      for (; begin < end; ++begin) {
        for (const EntityId other : reached_from(all[begin])) {
          if (reached.insert(other).second) all.push_back(other);
        }
      }
    }
    take_entities(std::move(all));
  }

  std::vector<EntityId> reached_from(EntityId id) const {
    std::vector<EntityId> others;
    if (!filters(options_)) {
      for (const Neighbour& neighbour : graph_.neighbours(id)) others.push_back(neighbour.entity);
      return others;
    }
    for (const RelationId relation : graph_.relations_from(id)) {
      if (admits(graph_.relation(relation))) others.push_back(graph_.relation(relation).object);
    }
    for (const RelationId relation : graph_.relations_to(id)) {
      if (admits(graph_.relation(relation))) others.push_back(graph_.relation(relation).subject);
    }
    return others;
  }

  // These entities and the relations between them.
  void take_entities(std::vector<EntityId> entities) {
    entities_ = std::move(entities);
    const EntitySet chosen(entities_.begin(), entities_.end());
    each_relation(entities_, [&](const RelationEdge& relation) {
      if (chosen.contains(relation.object)) keep(relation);
    });
  }

  // The relations that go out from `subjects`, or of them those to `subjects` alone, if that is less to read.
  template <typename Visit>
  void each_relation(const std::vector<EntityId>& subjects, Visit visit) const {
    for (const EntityId subject : subjects) {
      if (static_cast<std::size_t>(graph_.entity(subject).relation_count) <= kPairCost * subjects.size()) {
        graph_.for_each_relation(graph_.relations_from(subject), visit);
        continue;
      }
      for (const EntityId object : subjects) {
        graph_.for_each_relation(graph_.relations_between(subject, object), visit);
      }
    }
  }

  // By the number of statements in the relations that are left.
  void keep_best_supported(std::size_t limit) {
    std::unordered_map<EntityId, std::int64_t> support;
    for (const Kept& relation : relations_) {
      support[relation.subject] += relation.evidence_count;
      if (relation.object != relation.subject) support[relation.object] += relation.evidence_count;
    }
    if (centre_) support[*centre_] = std::numeric_limits<std::int64_t>::max();
    std::vector<std::tuple<std::int64_t, std::uint64_t, EntityId>> ranked;
    for (const auto& [id, statements] : support) ranked.emplace_back(-statements, graph_.entity(id).key, id);
    std::sort(ranked.begin(), ranked.end());
    EntitySet best;
    for (std::size_t i = 0; i < std::min(limit, ranked.size()); ++i) best.insert(std::get<EntityId>(ranked[i]));
    std::erase_if(relations_, [&](const Kept& relation) {
      return !best.contains(relation.subject) || !best.contains(relation.object);
    });
  }

  void keep_those_with_relations() {
    EntitySet entities;
    for (const Kept& relation : relations_) {
      entities.insert(relation.subject);
      entities.insert(relation.object);
    }
    if (centre_) entities.insert(*centre_);
    entities_.assign(entities.begin(), entities.end());
    sort_by_name(graph_, entities_);
  }

  // Relations in the order in which one reads them: what each entity does, by verb.
  void sort_relations() {
    std::unordered_map<EntityId, std::size_t> place;
    for (const EntityId id : entities_) place.emplace(id, place.size());
    const std::vector<std::uint32_t> rank = texts_.ranks();
    const auto order = [&](const Kept& one) {
      return std::make_tuple(place.at(one.subject), rank[one.lemma], rank[one.preposition], place.at(one.object),
                             one.polarity, one.modality, one.key);
    };
    std::sort(relations_.begin(), relations_.end(),
              [&](const Kept& left, const Kept& right) { return order(left) < order(right); });
  }

  Selection selection() {
    sort_relations();
    Selection selection;
    selection.entities = std::move(entities_);
    selection.relations.reserve(relations_.size());
    for (const Kept& relation : relations_) selection.relations.push_back(relation.id);
    selection.entities_left_out = graph_.entity_count() - selection.entities.size();
    selection.relations_left_out = graph_.relation_count() - selection.relations.size();
    return selection;
  }

  const GraphView& graph_;
  const ExportOptions& options_;
  std::optional<EntityId> centre_;
  std::vector<EntityId> entities_;
  Texts texts_;
  std::vector<Kept> relations_;
};

}  // namespace

bool restricts(const ExportOptions& options) {
  return options.top > 0 || !options.around.empty() || filters(options);
}

Selection select(const GraphView& graph, const ExportOptions& options) {
  check(options);
  return Selector(graph, options).run();
}

}  // namespace trama
