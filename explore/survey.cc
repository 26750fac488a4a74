#include "explore/survey.h"

#include <malloc.h>

#include <algorithm>
#include <tuple>

#include "explore/desk.h"
#include "explore/message.h"
#include "graph/store/store.h"

namespace trama {
namespace {

constexpr std::size_t kTellingNames = 3;
constexpr std::chrono::milliseconds kForTheLatest(2000);  // After a change; then the last survey serves.
constexpr std::chrono::milliseconds kForTheFirst(120'000);
constexpr std::chrono::milliseconds kSoon(500);

void widen(std::string& first, std::string& last, const RelationEdge& relation) {
  if (!relation.first_date.empty() && (first.empty() || relation.first_date < first)) first = relation.first_date;
  if (relation.last_date > last) last = relation.last_date;
}

}  // namespace

Survey::Survey(const GraphView& view) : names_(view) {
  std::unordered_map<EntityId, std::uint32_t> numbers;
  for (const EntityId id : view.entity_ids()) {
    const Entity& entity = view.entity(id);
    const auto place = static_cast<std::uint32_t>(actors_.size());
    numbers.emplace(id, place);
    places_.emplace(entity.key, place);
    actors_.push_back({entity.key, entity.mention_count, {}, {}});
  }
  struct Pair {
    std::uint32_t from, to, documents;
  };
  std::vector<Pair> pairs;
  pairs.reserve(2 * view.relation_count());
  view.scan_relations([&](const RelationEdge& relation) {
    const auto subject = numbers.find(relation.subject);
    const auto object = numbers.find(relation.object);
    if (subject == numbers.end() || object == numbers.end()) return;
    widen(first_date_, last_date_, relation);
    for (const auto& end : {subject, object}) {
      widen(actors_[end->second].first_date, actors_[end->second].last_date, relation);
    }
    const auto documents = static_cast<std::uint32_t>(std::clamp<std::int64_t>(relation.document_count, 1, UINT32_MAX));
    pairs.push_back({subject->second, object->second, documents});
    if (subject != object) pairs.push_back({object->second, subject->second, documents});
  });
  std::sort(pairs.begin(), pairs.end(), [](const Pair& left, const Pair& right) {
    return std::tie(left.from, left.to, right.documents) < std::tie(right.from, right.to, left.documents);
  });
  begins_.assign(actors_.size() + 1, 0);
  const auto is_again = [](const Pair& left, const Pair& right) {
    return left.from == right.from && left.to == right.to;
  };
  pairs.erase(std::unique(pairs.begin(), pairs.end(), is_again), pairs.end());
  links_.reserve(pairs.size());
  for (const Pair& pair : pairs) {
    ++begins_[pair.from + 1];
    links_.push_back({pair.to, pair.documents});
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

std::optional<std::uint32_t> Survey::place(std::uint64_t key) const {
  const auto found = places_.find(key);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

std::span<const Survey::Link> Survey::links(std::uint32_t place) const {
  return std::span(links_).subspan(begins_[place], begins_[place + 1] - begins_[place]);
}

std::uint32_t Survey::support(std::uint32_t left, std::uint32_t right) const {
  if (links(right).size() < links(left).size()) std::swap(left, right);
  const std::span<const Link> all = links(left);
  const auto found = std::lower_bound(all.begin(), all.end(), right,
                                      [](const Link& link, std::uint32_t actor) { return link.actor < actor; });
  return found != all.end() && found->actor == right ? found->documents : 0;
}

Surveyor::Surveyor(std::filesystem::path file, Communities communities)
    : file_(std::move(file)), communities_(std::move(communities)), wanted_(file_stamp(file_)) {
  worker_ = std::thread([this] { work(); });
}

Surveyor::~Surveyor() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  worker_.join();
}

void Surveyor::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (stamp_ == wanted_) {
      changed_.wait(lock);
      continue;
    }
    const std::string stamp = wanted_;
    lock.unlock();
    std::string failure;
    try {
      look(stamp);
    } catch (const std::exception& error) {
      failure = error.what();
    }
    malloc_trim(0);  // What it took stays with the allocator otherwise, as much again as is kept.
    lock.lock();
    failure_ = failure;
    if (!failure.empty()) stamp_ = stamp;  // Not again until the file changes.
    changed_.notify_all();
  }
}

void Surveyor::look(const std::string& stamp) {
  auto survey = std::make_shared<const Survey>(*open_graph(file_));
  {
    const std::lock_guard lock(mutex_);
    survey_ = std::move(survey);
    stamp_ = stamp;
  }
  changed_.notify_all();
  if (!communities_) return;
  const std::unique_ptr<const GraphView> view = open_graph(file_);
  auto groups = std::make_shared<Survey::Groups>();
  for (const std::vector<EntityId>& members : communities_(*view)) {
    const auto number = static_cast<std::uint32_t>(groups->groups.size());
    Survey::Group& group = groups->groups.emplace_back();
    group.size = members.size();
    for (const EntityId id : members) {
      const Entity& entity = view->entity(id);
      if (group.names.size() < kTellingNames) group.names.push_back(entity.name);
      groups->of.emplace(entity.key, number);
    }
  }
  const std::lock_guard lock(mutex_);
  groups_ = std::move(groups);
}

std::shared_ptr<const Survey> Surveyor::wait(std::chrono::milliseconds for_the_first) {
  const std::string now = file_stamp(file_);
  std::unique_lock lock(mutex_);
  if (now != stamp_) {
    wanted_ = now;
    changed_.notify_all();
    changed_.wait_for(lock, survey_ ? kForTheLatest : for_the_first, [&] { return stamp_ == now || stopping_; });
  }
  if (!survey_ && !failure_.empty()) throw Refused(500, failure_);
  return survey_;
}

std::shared_ptr<const Survey> Surveyor::survey() {
  std::shared_ptr<const Survey> known = wait(kForTheFirst);
  if (!known) throw Refused(500, "the graph takes too long to be read");
  return known;
}

std::shared_ptr<const Survey> Surveyor::survey_soon() {
  return wait(kSoon);
}

std::shared_ptr<const Survey::Groups> Surveyor::groups() {
  const std::lock_guard lock(mutex_);
  return groups_;
}

}  // namespace trama
