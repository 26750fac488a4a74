#include "graph/model/time_view.h"

#include <algorithm>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"

namespace trama {

struct TimeView::Whole {
  std::vector<EntityId> entities;
  std::vector<RelationId> relations;
};

bool is_iso_day(std::string_view text) {
  return days_of(text).has_value();
}

TimeView::TimeView(std::unique_ptr<const GraphView> graph, TimeRange range)
    : graph_(std::move(graph)), range_(std::move(range)) {
  for (const std::string& day : {range_.since, range_.until, range_.as_of}) {
    if (!day.empty() && !is_iso_day(day)) {
      throw Error(ErrorCode::kInvalid, "'" + day + "' is no day; write it like 2025-07-31");
    }
  }
  if (!range_.since.empty() && !range_.until.empty() && range_.until < range_.since) {
    throw Error(ErrorCode::kInvalid, "no time is since " + range_.since + " and until " + range_.until);
  }
}

TimeView::~TimeView() = default;

// Days are compared as texts: all have the form YYYY-MM-DD.
bool TimeView::covers(const StatementWeight& statement) const {
  if (!range_.since.empty() && (statement.last_day.empty() || statement.last_day < range_.since)) return false;
  if (!range_.until.empty() && (statement.first_day.empty() || statement.first_day > range_.until)) return false;
  return range_.as_of.empty() || (!statement.published.empty() && statement.published <= range_.as_of);
}

bool TimeView::may_cover(const RelationEdge& relation) const {
  if (!range_.since.empty() && (relation.last_date.empty() || relation.last_date < range_.since)) return false;
  return range_.until.empty() || (!relation.first_date.empty() && relation.first_date <= range_.until);
}

TimeView::Share TimeView::share(RelationId id) const {
  const auto known = shares_.find(id);
  if (known != shares_.end()) return known->second;
  Share result = Share::kNone;
  if (may_cover(graph_->relation(id))) {
    const std::vector<StatementWeight> all = graph_->weights(id);
    const auto covered = std::count_if(all.begin(), all.end(), [&](const StatementWeight& one) { return covers(one); });
    if (covered > 0) result = static_cast<std::size_t>(covered) == all.size() ? Share::kAll : Share::kSome;
  }
  shares_.emplace(id, result);
  return result;
}

bool TimeView::has(EntityId id) const {
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

const RelationEdge& TimeView::relation(RelationId id) const {
  switch (share(id)) {
    case Share::kNone:
      throw Error(ErrorCode::kInvalid, "the relation is not of that time");
    case Share::kAll:
      return graph_->relation(id);
    case Share::kSome:
      break;
  }
  const auto known = relations_.find(id);
  return known != relations_.end() ? known->second : relations_.emplace(id, sum_up(id)).first->second;
}

RelationEdge TimeView::sum_up(RelationId id) const {
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
std::string TimeView::source_name(const Statement& statement, const RelationEdge& relation) const {
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

const Entity& TimeView::entity(EntityId id) const {
  if (!has(id)) throw Error(ErrorCode::kInvalid, graph_->entity(id).name + " is not of that time");
  const auto known = entities_.find(id);
  return known != entities_.end() ? known->second : entities_.emplace(id, count_again(id)).first->second;
}

Entity TimeView::count_again(EntityId id) const {
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

const TimeView::Whole& TimeView::whole() const {
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

std::size_t TimeView::entity_count() const {
  return whole().entities.size();
}
std::size_t TimeView::relation_count() const {
  return whole().relations.size();
}
std::vector<EntityId> TimeView::entity_ids() const {
  return whole().entities;
}
std::vector<RelationId> TimeView::relation_ids() const {
  return whole().relations;
}

std::vector<RelationId> TimeView::those_there(std::vector<RelationId> relations) const {
  std::erase_if(relations, [&](RelationId id) { return !has(id); });
  return relations;
}
std::vector<RelationId> TimeView::relations_from(EntityId id) const {
  return those_there(graph_->relations_from(id));
}
std::vector<RelationId> TimeView::relations_to(EntityId id) const {
  return those_there(graph_->relations_to(id));
}
std::vector<RelationId> TimeView::relations_between(EntityId subject, EntityId object) const {
  return those_there(graph_->relations_between(subject, object));
}

std::vector<Neighbour> TimeView::neighbours(EntityId id) const {
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

std::vector<Statement> TimeView::evidence(RelationId id) const {
  const Share part = share(id);
  if (part == Share::kNone) throw Error(ErrorCode::kInvalid, "the relation is not of that time");
  std::vector<Statement> statements = graph_->evidence(id);
  if (part == Share::kAll) return statements;
  const std::vector<StatementWeight> all = graph_->weights(id);
  std::vector<Statement> kept;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (covers(all[i])) kept.push_back(std::move(statements[i]));
  }
  return kept;
}

std::vector<StatementWeight> TimeView::weights(RelationId id) const {
  std::vector<StatementWeight> all = graph_->weights(id);
  std::erase_if(all, [&](const StatementWeight& one) { return !covers(one); });
  return all;
}

std::vector<NameMerge> TimeView::merges(EntityId id) const {
  return graph_->merges(id);
}

std::vector<RelationId> TimeView::find_relations(std::string_view id) const {
  return those_there(graph_->find_relations(id));
}

std::vector<EntityId> TimeView::find(std::string_view name) const {
  std::vector<EntityId> found = graph_->find(name);
  std::erase_if(found, [&](EntityId id) { return !has(id); });
  if (found.size() > 1) sort_as_found(*this, name, found);  // Mentions are others.
  return found;
}

std::vector<EntityId> TimeView::most_mentioned(std::size_t limit) const {
  return most_mentioned_of(*this, whole().entities, limit);
}

std::string TimeView::story(std::string_view document) const {
  return graph_->story(document);
}

}  // namespace trama
