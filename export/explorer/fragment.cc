#include "export/explorer/fragment.h"

#include <tuple>

namespace trama {

Origin origin_of(std::span<const StatementWeight> statements) {
  Origin origin;
  std::set<std::uint64_t> stories;
  std::set<std::string> publishers;
  for (const StatementWeight& one : statements) {
    stories.insert(one.story);
    if (!one.publisher.empty()) publishers.insert(one.publisher);
    if (!one.first_day.empty()) origin.days.push_back(one.first_day);
  }
  std::sort(origin.days.begin(), origin.days.end());
  if (origin.days.size() > Origin::kMostDays) origin.days.resize(Origin::kMostDays);
  for (const std::string& publisher : publishers) {
    if (origin.publishers.size() < Origin::kMostPublishers) origin.publishers.push_back(publisher);
  }
  origin.stories = static_cast<std::int64_t>(stories.size());
  return origin;
}

std::vector<RelationEdge> offices_of(const GraphView& graph, std::span<const RelationId> relations) {
  std::vector<RelationEdge> offices;
  graph.for_each_relation(relations, [&](const RelationEdge& relation) {
    if (relation.relation_class == "OFFICE" && relation.polarity == Polarity::kPositive) offices.push_back(relation);
  });
  std::sort(offices.begin(), offices.end(), [](const RelationEdge& left, const RelationEdge& right) {
    return std::tie(left.first_date, left.last_date, left.key) < std::tie(right.first_date, right.last_date, right.key);
  });
  return offices;
}

}  // namespace trama
