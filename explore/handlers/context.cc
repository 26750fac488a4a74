#include "explore/handlers/context.h"

#include <charconv>

#include "base/hash.h"

namespace trama {
namespace {

constexpr std::size_t kMostSeen = 200'000;  // Relations, 10 MB.
constexpr std::size_t kMostQueries = 3;

}  // namespace

void SeenRelations::add(std::uint64_t relation, Ends ends) {
  const std::lock_guard lock(mutex_);
  if (ends_.size() >= kMostSeen) ends_.clear();
  ends_.insert_or_assign(relation, ends);
}

std::optional<SeenRelations::Ends> SeenRelations::find(std::uint64_t relation) const {
  const std::lock_guard lock(mutex_);
  const auto found = ends_.find(relation);
  return found == ends_.end() ? std::nullopt : std::optional(found->second);
}

RunningQueries::Run::Run(RunningQueries& all, std::string id) : all_(all), id_(std::move(id)) {
  const std::lock_guard lock(all_.mutex_);
  if (all_.stopping_) throw Refused(500, "the server is stopping");
  if (all_.running_.size() >= kMostQueries) throw Refused(409, "other queries are running; stop one of them first");
  if (!id_.empty() && all_.running_.contains(id_)) throw Refused(409, "a query of this id is running");
  all_.running_.emplace(id_, source_);
}

RunningQueries::Run::~Run() {
  const std::lock_guard lock(all_.mutex_);
  const auto [begin, end] = all_.running_.equal_range(id_);
  for (auto it = begin; it != end; ++it) {
    if (it->second != source_) continue;
    all_.running_.erase(it);
    return;
  }
}

bool RunningQueries::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(id);
  if (id.empty() || found == running_.end()) return false;
  found->second.request_stop();
  return true;
}

void RunningQueries::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (auto& [id, source] : running_) source.request_stop();
}

std::size_t number_of(const Request& request, const std::string& name, std::size_t standard, std::size_t most) {
  const std::string text = request.parameter(name);
  if (text.empty()) return standard;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) {
    throw Refused(400, "'" + text + "' is no number of " + name + "; at most " + std::to_string(most));
  }
  return value;
}

json::Document body_of(const Request& request) {
  json::Document body;
  if (parse_json(body, request.body).IsError() || !body.IsObject()) throw Refused(400, "the body is no JSON object");
  return body;
}

std::string text_of(const json::Document& body, const char* name, bool needed) {
  const auto found = body.FindMember(name);
  if (found == body.MemberEnd() || found->value.IsNull()) {
    if (needed) throw Refused(400, std::string("'") + name + "' is missing");
    return {};
  }
  if (!found->value.IsString()) throw Refused(400, std::string("'") + name + "' is no text");
  return {found->value.GetString(), found->value.GetStringLength()};
}

EntityId actor_of(const GraphView& view, const std::string& id) {
  if (!find_key('n', id)) throw Refused(400, "'" + id + "' is no id of an actor");
  const std::vector<EntityId> found = view.find(id);
  if (found.empty()) throw Refused(404, "the graph has no actor " + id);
  return found.front();
}

RelationId relation_of(Context& context, const GraphView& view, const std::string& key) {
  const std::optional<std::uint64_t> wanted = find_key('r', key);
  if (!wanted) throw Refused(400, "'" + key + "' is no id of a relation");
  if (const auto ends = context.seen.find(*wanted)) {
    const std::vector<EntityId> subject = view.find(key_text('n', ends->subject));
    const std::vector<EntityId> object = view.find(key_text('n', ends->object));
    std::optional<RelationId> found;
    if (!subject.empty() && !object.empty()) {
      view.for_each_relation(view.relations_between(subject.front(), object.front()), [&](const RelationEdge& one) {
        if (one.key == *wanted) found = one.id;
      });
    }
    if (found) return *found;
  }
  const std::vector<RelationId> found = view.find_relations(key);
  if (found.empty()) throw Refused(404, "the graph has no relation " + key);
  return found.front();
}

}  // namespace trama
