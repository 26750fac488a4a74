#include "extract/relations/events.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

constexpr std::array<std::string_view, 20> kTypes = {"AGREE",    "CONSULT",     "SUPPORT",  "CONCEDE",  "COOPERATE",
                                                     "AID",      "RETREAT",     "REQUEST",  "ACCUSE",   "CRITICIZE",
                                                     "CONDEMN",  "INVESTIGATE", "REJECT",   "THREATEN", "PROTEST",
                                                     "SANCTION", "CONVICT",     "MOBILIZE", "COERCE",   "ASSAULT"};

constexpr std::size_t kLasting = 12;  // Of the classes below.
constexpr std::string_view kStatementClass = "STATEMENT";
constexpr std::array<std::string_view, 20> kRelationClasses = {
    "OFFICE",   "MEMBERSHIP",    "PART",        "LOCATION", "ORIGIN",  "OWNERSHIP", "AUTHORSHIP",
    "KINSHIP",  "TIE",           "ATTITUDE",    "IDENTITY", "CONTROL", "STATEMENT", "APPOINTMENT",
    "MOVEMENT", "PARTICIPATION", "TRANSACTION", "CONTEST",  "LIFE",    "EFFECT"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_cooperative(const EventClass& event) {
  return event.direction == EventDirection::kCooperative;
}

bool is_announced(const Statement& statement) {
  return statement.modality == Modality::kPromised || statement.modality == Modality::kPlanned;
}

EventClass rejection() {
  return {"REJECT", "12", EventDirection::kConflictual, "", ""};
}

// "acusación": also "acusaciones"; "misil": also "misiles".
void add_forms(const std::string& noun, std::vector<std::string>& words) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPlurals = {
      {{"ón", "ones"}, {"és", "eses"}, {"án", "anes"}, {"ín", "ines"}, {"z", "ces"}}};
  words.push_back(noun);
  words.push_back(noun + "s");
  words.push_back(noun + "es");
  for (const auto& [singular, plural] : kPlurals) {
    if (noun.ends_with(singular)) words.push_back(noun.substr(0, noun.size() - singular.size()) + std::string(plural));
  }
}

// Words in lower case: runs of letters and of what is not ASCII.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : to_lower(text)) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool holds(const std::vector<EntityType>& types, EntityType type) {
  return types.empty() || std::ranges::find(types, type) != types.end();
}

std::optional<EventDirection> find_direction(std::string_view name) {
  for (const auto direction : {EventDirection::kCooperative, EventDirection::kNeutral, EventDirection::kConflictual}) {
    if (name == to_string(direction)) return direction;
  }
  return std::nullopt;
}

}  // namespace

const char* to_string(EventDirection direction) {
  switch (direction) {
    case EventDirection::kCooperative:
      return "cooperative";
    case EventDirection::kNeutral:
      return "neutral";
    case EventDirection::kConflictual:
      return "conflictual";
  }
  return "";
}

std::span<const std::string_view> event_types() {
  return kTypes;
}

std::span<const std::string_view> relation_classes() {
  return kRelationClasses;
}

std::string_view plover_type(std::string_view type) {
  if (type == "CRITICIZE" || type == "CONDEMN" || type == "INVESTIGATE") return "ACCUSE";
  return type == "CONVICT" ? "SANCTION" : type;
}

bool is_lasting(std::string_view relation_class) {
  return is_one_of(std::span(kRelationClasses).first(kLasting), relation_class);
}

EventTable EventTable::load(const std::filesystem::path& data) {
  const Table table = Table::read(data / "events.tsv", 2, 7);
  EventTable events;
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < table.rows().size(); ++i) {
    const Table::Row& row = table.rows()[i];
    if (!seen.insert({row.fields[0], row.fields[0].starts_with('@') ? "" : row.fields[1]}).second) {
      table.fail(row, "given twice: " + row.fields[0]);
    }
    if (row.fields[0].starts_with('@')) {
      events.lists_[row.fields[0]] = split_list(row.fields[1]);
    } else {
      events.rows_[row.fields[0]].push_back(events.read_row(table, i));
    }
  }
  return events;
}

EventTable::Row EventTable::read_row(const Table& table, std::size_t index) const {
  const Table::Row& source = table.rows()[index];
  const std::vector<std::string>& fields = source.fields;
  if (fields.size() < 6) table.fail(source, std::to_string(fields.size()) + " columns, expected 6 or 7");
  Row row;
  for (const std::string& condition : split_list(fields[1] == "-" ? "" : fields[1], ' ')) {
    const std::size_t equals = std::min(condition.find('='), condition.size());
    const std::string key = condition.substr(0, equals);
    for (std::string value : split_list(condition.substr(std::min(equals + 1, condition.size())))) {
      std::ranges::replace(value, '_', ' ');
      if (key == "prep") {
        row.prepositions.push_back(std::move(value));
      } else if (key == "theme" && value.starts_with('@')) {
        const auto list = lists_.find(value);
        if (list == lists_.end()) table.fail(source, "no list '" + value + "' above");
        for (const std::string& noun : list->second) add_forms(noun, row.theme_words);
      } else if (key == "theme" && value == "-") {
        row.no_theme = true;
      } else if (key == "theme") {
        add_forms(value, row.theme_words);
      } else if (const auto type = find_entity_type(value); type && (key == "subject" || key == "object")) {
        (key == "subject" ? row.subjects : row.objects).push_back(*type);
      } else {
        table.fail(source, "no condition: '" + condition + "'");
      }
    }
  }
  const auto& [type, mode, root] = std::tie(fields[2], fields[3], fields[4]);
  if (type == "-" && root == "-") return row;
  if (root == "-" && fields[5] == "-" && is_one_of(kRelationClasses, type)) {
    row.event = EventClass{"", "", EventDirection::kNeutral, "", type};
    return row;
  }
  if (type != "-" && !is_one_of(kTypes, type)) table.fail(source, "unknown type '" + type + "'");
  if (type == "-" && root != "01") table.fail(source, "only root 01 goes without a type, found '" + root + "'");
  if (root.size() != 2 || root < "01" || root > "20") table.fail(source, "unknown root '" + root + "'");
  const auto direction = find_direction(fields[5]);
  if (!direction) table.fail(source, "unknown direction '" + fields[5] + "'");
  const bool spoken = type == "-";
  row.event = EventClass{spoken ? "" : type, root, *direction, mode == "-" ? "" : mode,
                         spoken ? std::string(kStatementClass) : ""};
  return row;
}

// "exembajador", "vicecanciller": an office if the rest is one.
const EventTable::Row* EventTable::find_office(const std::string& lemma) const {
  const auto prefixes = lists_.find("@office_prefix");
  if (prefixes == lists_.end()) return nullptr;
  for (const std::string& prefix : prefixes->second) {
    const auto rows = lemma.starts_with(prefix) ? rows_.find(lemma.substr(prefix.size())) : rows_.end();
    if (rows == rows_.end()) continue;
    const Row& last = rows->second.back();
    if (last.event && last.event->relation == "OFFICE") return &last;
  }
  return nullptr;
}

const EventTable::Row* EventTable::find_row(const Statement& statement) const {
  const auto rows = rows_.find(statement.relation.lemma);
  if (rows == rows_.end()) return find_office(statement.relation.lemma);
  const std::vector<std::string> theme = words_of(statement.theme);
  const Row* best = nullptr;
  std::size_t best_place = theme.size();  // Of its noun in the theme; behind all for rows without one.
  for (const Row& row : rows->second) {
    const auto& prepositions = row.prepositions;
    if (!prepositions.empty() &&
        std::ranges::find(prepositions, statement.relation.preposition) == prepositions.end()) {
      continue;
    }
    if (row.no_theme && !theme.empty()) continue;
    if (!holds(row.subjects, statement.subject.type) || !holds(row.objects, statement.object.type)) continue;
    const auto place = static_cast<std::size_t>(std::ranges::find_first_of(theme, row.theme_words) - theme.begin());
    if (!row.theme_words.empty() && place == theme.size()) continue;
    const std::size_t rank = row.theme_words.empty() ? theme.size() : place;
    if (best && rank >= best_place) continue;
    best = &row;
    best_place = rank;
  }
  return best;
}

bool EventTable::label_has(const char* list, const Relation& relation) const {
  const auto beginnings = lists_.find(list);
  if (beginnings == lists_.end()) return false;
  const std::vector<std::string> words = words_of(relation.label);
  for (const std::string& beginning : beginnings->second) {
    if (relation.lemma.starts_with(beginning.substr(0, 3))) continue;  // "amenazó a": the predicate itself.
    if (std::ranges::any_of(words, [&](const std::string& word) { return word.starts_with(beginning); })) return true;
  }
  return false;
}

std::optional<EventClass> EventTable::classify(const Statement& statement) const {
  if (label_has("@threaten", statement.relation)) {
    return EventClass{"THREATEN", "13", EventDirection::kConflictual, "", ""};
  }
  const Row* row = find_row(statement);
  std::optional<EventClass> event = row ? row->event : std::nullopt;
  if (!event || !event->relation.empty()) return event;
  const bool denied = statement.modality == Modality::kDenied;
  if (statement.polarity == Polarity::kNegative) {
    if (is_cooperative(*event)) {
      const bool refused = !denied && label_has("@refuse", statement.relation);
      const bool stance = event->type == "SUPPORT" || event->type == "AGREE";
      return refused || stance || is_announced(statement) ? std::optional(rejection()) : std::nullopt;
    }
    if (statement.modality == Modality::kPromised && event->type == "ASSAULT") {
      return EventClass{"CONCEDE", "08", EventDirection::kCooperative, "", ""};
    }
    return std::nullopt;
  }
  if (statement.modality == Modality::kOrdered) {
    if (!label_has("@request", statement.relation)) return std::nullopt;
    return EventClass{"REQUEST", "02", EventDirection::kNeutral, "", ""};
  }
  if (is_announced(statement) && is_cooperative(*event)) {
    return EventClass{"AGREE", "03", EventDirection::kCooperative, "", ""};
  }
  return event;
}

}  // namespace trama
