#include "explore/filters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "graph/model/bounded_view.h"
#include "graph/model/detail.h"

namespace trama {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& value) {
  throw Refused(400, "'" + value + "' is no " + name);
}

std::string day(const Request& request, const std::string& name) {
  std::string value = request.parameter(name);
  if (!value.empty() && !is_iso_day(value)) refuse("day (" + name + ")", value);
  return value;
}

template <typename Number>
Number number(const Request& request, const std::string& name) {
  const std::string text = request.parameter(name);
  Number value{};
  if (text.empty()) return value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(static_cast<double>(value))) {
    refuse("number (" + name + ")", text);
  }
  return value;
}

template <typename Check>
std::set<std::string> names(const Request& request, const std::string& name, Check known) {
  std::set<std::string> all;
  for (const std::string& value : request.all(name)) {
    if (value.empty()) continue;
    if (!known(value)) refuse(name, value);
    all.insert(value);
  }
  return all;
}

std::string one_of(const Request& request, const std::string& name, std::initializer_list<const char*> known) {
  std::string value = request.parameter(name);
  if (!value.empty() && std::find(known.begin(), known.end(), value) == known.end()) refuse(name, value);
  return value;
}

}  // namespace

Filters Filters::read(const Request& request) {
  Filters filters;
  filters.since = day(request, "since");
  filters.until = day(request, "until");
  filters.classes = names(request, "class", [](const std::string&) { return true; });
  filters.modalities =
      names(request, "modality", [](const std::string& value) { return find_modality(value).has_value(); });
  filters.types = names(request, "type", [](const std::string& value) { return find_entity_type(value).has_value(); });
  filters.direction = one_of(request, "direction", {"cooperative", "neutral", "conflictual"});
  filters.polarity = one_of(request, "polarity", {"positive", "negative"});
  filters.source = request.parameter("source");
  filters.publisher = request.parameter("publisher");
  filters.min_stories = number<std::int64_t>(request, "min_stories");
  filters.min_confidence = number<double>(request, "min_confidence");
  filters.min_salience = least_salience(one_of(request, "detail", {"main", "normal", "all"}));
  return filters;
}

bool Filters::admits(const RelationEdge& relation) const {
  if (relation.confidence < min_confidence || relation.salience < min_salience) return false;
  if (!classes.empty() && !classes.contains(relation.event_class) && !classes.contains(relation.relation_class)) {
    return false;
  }
  if (!direction.empty() && relation.event_direction != direction) return false;
  if (!polarity.empty() && to_string(relation.polarity) != polarity) return false;
  if (!modalities.empty() && !modalities.contains(to_string(relation.modality))) return false;
  if (!source.empty() && !std::binary_search(relation.sources.begin(), relation.sources.end(), source)) return false;
  if (!since.empty() && relation.last_date < since) return false;
  if (!until.empty() && (relation.first_date.empty() || relation.first_date > until)) return false;
  return relation.document_count >= min_stories;  // Copies of one story are one document.
}

bool Filters::admits(const Entity& entity) const {
  return types.empty() || types.contains(to_string(entity.type));
}

bool Filters::admits(const std::vector<StatementWeight>& statements) const {
  bool published = publisher.empty();
  bool in_time = since.empty() && until.empty();
  for (const StatementWeight& one : statements) {
    published = published || one.publisher == publisher;
    const std::string& last = one.last_day.empty() ? one.first_day : one.last_day;
    in_time = in_time ||
              (!one.first_day.empty() && (since.empty() || last >= since) && (until.empty() || one.first_day <= until));
  }
  return published && in_time;
}

}  // namespace trama
