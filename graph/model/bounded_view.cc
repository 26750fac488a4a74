#include "graph/model/bounded_view.h"

#include <algorithm>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"

namespace trama {

struct BoundedView::Whole {
  std::vector<EntityId> entities;
  std::vector<RelationId> relations;
};

bool is_iso_day(std::string_view text) {
  return days_of(text).has_value();
}

BoundedView::BoundedView(std::unique_ptr<const GraphView> graph, GraphBounds bounds)
    : graph_(std::move(graph)), bounds_(std::move(bounds)) {
  for (const std::string& day : {bounds_.since, bounds_.until, bounds_.as_of}) {
    if (!day.empty() && !is_iso_day(day)) {
      throw Error(ErrorCode::kInvalid, "'" + day + "' is no day; write it like 2025-07-31");
    }
  }
  if (!bounds_.since.empty() && !bounds_.until.empty() && bounds_.until < bounds_.since) {
    throw Error(ErrorCode::kInvalid, "no time is since " + bounds_.since + " and until " + bounds_.until);
  }
}

BoundedView::~BoundedView() = default;

// Days are compared as texts: all have the form YYYY-MM-DD.
bool BoundedView::covers(const StatementWeight& statement) const {
  if (!bounds_.since.empty() && (statement.last_day.empty() || statement.last_day < bounds_.since)) return false;
  if (!bounds_.until.empty() && (statement.first_day.empty() || statement.first_day > bounds_.until)) return false;
  return bounds_.as_of.empty() || (!statement.published.empty() && statement.published <= bounds_.as_of);
}

bool BoundedView::may_cover(const RelationEdge& relation) const {
  if (relation.salience < bounds_.min_salience) return false;
  if (!bounds_.since.empty() && (relation.last_date.empty() || relation.last_date < bounds_.since)) return false;
  return bounds_.until.empty() || (!relation.first_date.empty() && relation.first_date <= bounds_.until);
}

std::vector<RelationId> BoundedView::said_by(EntityId id) const {
  std::vector<RelationId> found = those_there(graph_->said_by(id));
  const std::string& name = graph_->entity(id).name;
  std::erase_if(found, [&](RelationId one) {
    const std::vector<std::string>& sources = relation(one).sources;
    return !std::binary_search(sources.begin(), sources.end(), name);
  });
  return found;
}

BoundedView::Share BoundedView::share_of_time(const std::vector<StatementWeight>& all) const {
  std::size_t covered = 0;
  double salience = 0;
  for (const StatementWeight& one : all) {
    if (!covers(one)) continue;
    ++covered;
    salience = std::max(salience, one.salience);
  }
  if (covered == 0 || salience < bounds_.min_salience) return Share::kNone;
  return covered == all.size() ? Share::kAll : Share::kSome;
}

BoundedView::Share BoundedView::share(RelationId id) const {
  const auto known = shares_.find(id);
  if (known != shares_.end()) return known->second;
  Share result = Share::kNone;
  if (may_cover(graph_->relation(id))) {
    result = Share::kAll;
    if (bounds_.has_time()) result = share_of_time(graph_->weights(id));
  }
  shares_.emplace(id, result);
  return result;
}

bool BoundedView::has(EntityId id) const {
  const auto known = there_.find(id);
  if (known != there_.end()) return known->second;
  const auto there = [&](RelationId relation) { return has(relation); };
  const std::vector<RelationId> from = graph_->relations_from(id);
  bool result = std::any_of(from.begin(), from.end(), there);
  if (!result) {
    const std::vector<RelationId> to = graph_->relations_to(id);
    result = std::any_of(to.begin(), to.end(), there);
  }
  there_.emplace(id, result);
  return result;
}

const RelationEdge& BoundedView::relation(RelationId id) const {
  switch (share(id)) {
    case Share::kNone:
      throw Error(ErrorCode::kInvalid, "the relation is outside the bounds");
    case Share::kAll:
      return graph_->relation(id);
    case Share::kSome:
      break;
  }
  const auto known = relations_.find(id);
  return known != relations_.end() ? known->second : relations_.emplace(id, sum_up(id)).first->second;
}

RelationEdge BoundedView::sum_up(RelationId id) const {
  const RelationEdge& full = graph_->relation(id);
  const std::vector<Statement> statements = evidence(id);
  std::vector<std::string> stories, sources;
  for (const Statement& statement : statements) {
    stories.push_back(graph_->story(statement.evidence.document));
    sources.push_back(source_name(statement, full));
  }
  RelationMerger merger;
  for (std::size_t i = 0; i < statements.size(); ++i) merger.add(statements[i], stories[i], sources[i]);
  RelationEdge edge = merger.edge();
  edge.id = full.id;
  edge.key = full.key;
  edge.subject = full.subject;
  edge.object = full.object;
  return edge;
}

// The name in `relation.sources` that the statement's source has there: that of the actor, where the statement has
// another of its names.
std::string BoundedView::source_name(const Statement& statement, const RelationEdge& relation) const {
  if (!statement.source) return {};
  const std::string& said = statement.source->who.canonical;
  const auto among = [&](const std::string& name) {
    return std::find(relation.sources.begin(), relation.sources.end(), name) != relation.sources.end();
  };
  if (among(said) || relation.sources.empty()) return said;
  for (const EntityId id : graph_->find(said)) {
    if (among(graph_->entity(id).name)) return graph_->entity(id).name;
  }
  return relation.sources.size() == 1 ? relation.sources.front() : said;
}

const Entity& BoundedView::entity(EntityId id) const {
  if (!has(id)) throw Error(ErrorCode::kInvalid, graph_->entity(id).name + " is outside the bounds");
  const auto known = entities_.find(id);
  return known != entities_.end() ? known->second : entities_.emplace(id, count_again(id)).first->second;
}

Entity BoundedView::count_again(EntityId id) const {
  Entity result = graph_->entity(id);
  std::vector<RelationId> relations = graph_->relations_from(id);
  for (const RelationId in : graph_->relations_to(id)) {
    if (graph_->relation(in).subject != id) relations.push_back(in);
  }
  if (std::all_of(relations.begin(), relations.end(), [&](RelationId r) { return share(r) == Share::kAll; })) {
    return result;
  }
  result.mention_count = 0;
  result.relation_count = 0;
  std::unordered_set<std::uint64_t> stories;
  for (const RelationId relation : relations) {
    if (!has(relation)) continue;
    const RelationEdge& edge = graph_->relation(relation);
    result.relation_count += edge.subject == edge.object ? 2 : 1;
    for (const StatementWeight& statement : weights(relation)) {
      ++result.mention_count;
      stories.insert(statement.story);
    }
  }
  result.document_count = static_cast<std::int64_t>(stories.size());
  return result;
}

const BoundedView::Whole& BoundedView::whole() const {
  if (whole_) return *whole_;
  auto all = std::make_unique<Whole>();
  all->relations = those_there(graph_->relation_ids());
  std::unordered_set<EntityId> ends;
  for (const RelationId id : all->relations) {
    ends.insert(graph_->relation(id).subject);
    ends.insert(graph_->relation(id).object);
  }
  for (const EntityId id : graph_->entity_ids()) {
    const bool there = ends.contains(id);
    there_.insert_or_assign(id, there);
    if (there) all->entities.push_back(id);
  }
  whole_ = std::move(all);
  return *whole_;
}

std::size_t BoundedView::entity_count() const {
  return whole().entities.size();
}
std::size_t BoundedView::relation_count() const {
  return whole().relations.size();
}
std::vector<EntityId> BoundedView::entity_ids() const {
  return whole().entities;
}
std::vector<RelationId> BoundedView::relation_ids() const {
  return whole().relations;
}

std::vector<RelationId> BoundedView::those_there(std::vector<RelationId> relations) const {
  std::erase_if(relations, [&](RelationId id) { return !has(id); });
  return relations;
}
std::vector<RelationId> BoundedView::relations_from(EntityId id) const {
  return those_there(graph_->relations_from(id));
}
std::vector<RelationId> BoundedView::relations_to(EntityId id) const {
  return those_there(graph_->relations_to(id));
}
std::vector<RelationId> BoundedView::relations_between(EntityId subject, EntityId object) const {
  return those_there(graph_->relations_between(subject, object));
}

std::vector<Neighbour> BoundedView::neighbours(EntityId id) const {
  std::unordered_map<EntityId, std::int64_t> documents;
  const auto meet = [&](EntityId other, const RelationEdge& edge) {
    if (other == id) return;
    std::int64_t& best = documents[other];
    best = std::max(best, edge.document_count);
  };
  for (const RelationId out : relations_from(id)) meet(relation(out).object, relation(out));
  for (const RelationId in : relations_to(id)) meet(relation(in).subject, relation(in));
  std::vector<Neighbour> result;
  for (const auto& [other, best] : documents) result.push_back({other, best});
  return result;
}

std::vector<Statement> BoundedView::evidence(RelationId id) const {
  const Share part = share(id);
  if (part == Share::kNone) throw Error(ErrorCode::kInvalid, "the relation is outside the bounds");
  std::vector<Statement> statements = graph_->evidence(id);
  if (part == Share::kAll) return statements;
  const std::vector<StatementWeight> all = graph_->weights(id);
  std::vector<Statement> kept;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (covers(all[i])) kept.push_back(std::move(statements[i]));
  }
  return kept;
}

std::vector<StatementWeight> BoundedView::weights(RelationId id) const {
  std::vector<StatementWeight> all = graph_->weights(id);
  std::erase_if(all, [&](const StatementWeight& one) { return !covers(one); });
  return all;
}

std::vector<NameMerge> BoundedView::merges(EntityId id) const {
  return graph_->merges(id);
}

std::vector<RelationId> BoundedView::find_relations(std::string_view id) const {
  return those_there(graph_->find_relations(id));
}

std::vector<EntityId> BoundedView::find(std::string_view name) const {
  std::vector<EntityId> found = graph_->find(name);
  std::erase_if(found, [&](EntityId id) { return !has(id); });
  if (found.size() > 1) sort_as_found(*this, name, found);  // Mentions are others.
  return found;
}

std::vector<EntityId> BoundedView::most_mentioned(std::size_t limit) const {
  return most_mentioned_of(*this, whole().entities, limit);
}

std::string BoundedView::story(std::string_view document) const {
  return graph_->story(document);
}

std::string BoundedView::made_by(std::string_view document) const {
  return graph_->made_by(document);
}

}  // namespace trama
