#include "graph/store/view/relation_reader.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/error.h"
#include "graph/model/dates.h"

namespace trama::store {
namespace {

using sqlite::Query;

template <typename Number>
Number narrow(const Query& query, int column) {
  const std::int64_t value = query.number(column);
  if (value < std::numeric_limits<Number>::min() || value > std::numeric_limits<Number>::max()) {
    throw Error(ErrorCode::kFormat, "a relation has the number " + std::to_string(value) + " in its column " +
                                        std::to_string(column) + ": the graph file is damaged");
  }
  return static_cast<Number>(value);
}

std::int32_t day(const Query& query, int column) {
  return query.is_null(column) ? RelationRow::kNoDay : narrow<std::int32_t>(query, column);
}

RelationEnds ends(const RelationRow& row) {
  return {RelationId{row.number}, EntityId{row.subject}, EntityId{row.object}, row.symmetric};
}

std::int64_t entity_number(EntityId id) {
  return static_cast<std::int64_t>(id);
}

}  // namespace

RelationReader::RelationReader(const sqlite::Database& database, Dictionary& dictionary,
                               const std::set<std::int64_t>& hidden)
    : database_(database),
      dictionary_(dictionary),
      hidden_(hidden),
      key_(database, "SELECT key FROM entities WHERE number = ?"),
      relation_(database, "SELECT " TRAMA_RELATION " FROM relations WHERE number = ?"),
      from_(database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ?"),
      to_(database, "SELECT " TRAMA_RELATION " FROM relations WHERE object = ? AND subject <> object"),
      between_(database, "SELECT " TRAMA_RELATION
                         " FROM relations WHERE (subject = ?1 AND object = ?2) OR (subject = ?2 AND object = ?1)"),
      told_(database,
            "SELECT statements.theme, source.name FROM evidence "
            "JOIN statements ON statements.number = evidence.statement "
            "LEFT JOIN name_facts ON name_facts.name = statements.source "
            "LEFT JOIN entities AS source ON source.number = name_facts.entity AND NOT source.hidden "
            "WHERE evidence.relation = ? AND (statements.theme IS NOT NULL OR statements.source IS NOT NULL)") {}

RelationRow RelationReader::read(const Query& query) {
  RelationRow row;
  row.number = narrow<std::uint32_t>(query, 0);
  row.subject = narrow<std::uint32_t>(query, 1);
  row.object = narrow<std::uint32_t>(query, 2);
  row.verb = narrow<std::uint32_t>(query, 3);
  row.polarity = query.number(4) != 0 ? 1 : 0;
  row.modality = static_cast<std::uint8_t>(std::clamp<std::int64_t>(query.number(5), 0, 7));
  row.label = narrow<std::uint32_t>(query, 6);
  row.preposition = narrow<std::uint32_t>(query, 7);
  row.kind = narrow<std::uint16_t>(query, 8);
  row.count = query.number(9);
  row.statements = narrow<std::uint32_t>(query, 10);
  row.documents = narrow<std::uint32_t>(query, 11);
  row.confidence = query.real(12);
  row.first_day = day(query, 13);
  row.last_day = day(query, 14);
  row.reported = query.number(15) != 0;
  row.salience = query.real(16);
  row.symmetric = verb(row.verb).symmetric;
  const std::uint64_t subject = key_of(row.subject);
  const std::uint64_t object = key_of(row.object);
  row.key = keys(row.verb, row.polarity, row.modality).of(subject, object);
  if (row.symmetric && object < subject) std::swap(row.subject, row.object);
  return row;
}

RelationRow RelationReader::passing_row(RelationId id) {
  if (!relation_.bind(1, static_cast<std::int64_t>(id)).step()) {
    relation_.reset();
    throw Error(ErrorCode::kInvalid, "no relation has the id " + std::to_string(static_cast<std::int64_t>(id)));
  }
  const RelationRow row = read(relation_);
  relation_.reset();
  return row;
}

const RelationRow& RelationReader::row(RelationId id) {
  const auto wanted = static_cast<std::uint32_t>(id);
  if (all_rows_) {
    if (const RelationRow* const found = all_rows_->find(wanted)) return *found;
  } else if (const auto known = rows_read_.find(wanted); known != rows_read_.end()) {
    return known->second;
  }
  return remember(passing_row(id));
}

const RelationRow& RelationReader::remember(const RelationRow& row) {
  constexpr std::int64_t kFew = 2000;
  constexpr std::int64_t kShare = 16;  // To read one alone costs several times as much as to read it among all.
  if (most_rows_ == 0) {
    const std::int64_t all = database_.number("SELECT value FROM settings WHERE name = 'relations'");
    most_rows_ = static_cast<std::size_t>(std::max(kFew, all / kShare));
  }
  if (rows_read_.size() < most_rows_) return rows_read_.insert_or_assign(row.number, row).first->second;
  const std::uint32_t wanted = row.number;
  Query query(database_, "SELECT number, key FROM entities ORDER BY number DESC");
  while (query.step()) {
    const std::int64_t entity = query.number(0);
    if (entity < 0 || entity > UINT32_MAX) continue;
    if (entity_keys_.size() <= static_cast<std::size_t>(entity))
      entity_keys_.resize(static_cast<std::size_t>(entity) + 1);
    entity_keys_[static_cast<std::size_t>(entity)] = static_cast<std::uint64_t>(query.number(1));
  }
  all_rows_.emplace(database_, [this](const Query& one) { return read(one); });
  rows_read_ = {};
  return *all_rows_->find(wanted);
}

std::uint64_t RelationReader::key_of(std::uint32_t entity) {
  if (entity < entity_keys_.size() && entity_keys_[entity] != 0) return entity_keys_[entity];
  const std::uint64_t found =
      key_.bind(1, std::int64_t{entity}).step() ? static_cast<std::uint64_t>(key_.number(0)) : 0;
  key_.reset();
  if (found == 0) return 0;  // Of no entity; nothing that a damaged file says makes the table large.
  if (entity_keys_.size() <= entity) entity_keys_.resize(std::size_t{entity} + 1);
  return entity_keys_[entity] = found;
}

RelationReader::Spoken& RelationReader::verb(std::uint32_t number) {
  const auto [place, is_new] = verbs_.try_emplace(number);
  if (is_new) {
    const Verb verb = dictionary_.verb(number);
    place->second.lemma = dictionary_.text(verb.lemma);
    place->second.preposition = dictionary_.text(verb.preposition);
    place->second.symmetric = verb.symmetric;
  }
  return place->second;
}

RelationKeys& RelationReader::keys(std::uint32_t number, std::uint8_t polarity, std::uint8_t modality) {
  Spoken& spoken = verb(number);
  std::unique_ptr<RelationKeys>& made = spoken.keys[polarity * std::size_t{8} + modality];
  if (!made) {
    RelationIdentity identity;
    identity.lemma = spoken.lemma;
    identity.preposition = spoken.preposition;
    identity.polarity = polarity == 0 ? Polarity::kPositive : Polarity::kNegative;
    identity.modality = static_cast<Modality>(modality);
    identity.symmetric = spoken.symmetric;
    made = std::make_unique<RelationKeys>(identity);
  }
  return *made;
}

std::vector<RelationEnds> RelationReader::incident(EntityId entity) {
  const std::int64_t of = entity_number(entity);
  std::vector<RelationEnds> all;
  if (!all_rows_) {
    std::vector<RelationRow> found;
    for (Query* const query : {&from_, &to_}) {
      query->bind(1, of);
      while (query->step()) found.push_back(read(*query));
      query->reset();
    }
    for (const RelationRow& row : found) {
      if (!all_rows_) remember(row);
    }
    std::erase_if(found, [&](const RelationRow& row) { return !shown(row); });
    std::sort(found.begin(), found.end(), [&](const RelationRow& a, const RelationRow& b) {
      return std::tuple(a.subject != of, a.key) < std::tuple(b.subject != of, b.key);
    });
    all.reserve(found.size());
    for (const RelationRow& row : found) all.push_back(ends(row));
    return all;
  }
  const std::span<const std::uint32_t> places = all_rows_->of(of);
  all.reserve(places.size());
  for (const std::uint32_t place : places) {
    if (const RelationRow& row = all_rows_->at(place); shown(row)) all.push_back(ends(row));
  }
  return all;
}

std::vector<RelationId> RelationReader::between(EntityId subject, EntityId object) {
  if (!all_rows_) {
    between_.bind(1, entity_number(subject)).bind(2, entity_number(object));
    return rows(between_, [&](const RelationRow& row) {
      return row.subject == entity_number(subject) && row.object == entity_number(object);
    });
  }
  std::vector<RelationId> found;
  const auto less =
      all_rows_->of(entity_number(subject)).size() <= all_rows_->of(entity_number(object)).size() ? subject : object;
  for (const std::uint32_t place : all_rows_->of(entity_number(less))) {
    const RelationRow& row = all_rows_->at(place);
    if (row.subject == entity_number(subject) && row.object == entity_number(object) && shown(row))
      found.push_back(RelationId{row.number});
  }
  return found;
}

const std::string& RelationReader::day_text(std::int32_t day) {
  std::string& text = days_[day];
  if (text.empty() && day != RelationRow::kNoDay) text = iso_of(day);
  return text;
}

void RelationReader::fill(RelationEdge& edge, const RelationRow& row) {
  edge.id = RelationId{row.number};
  edge.key = row.key;
  edge.subject = EntityId{row.subject};
  edge.object = EntityId{row.object};
  edge.lemma = verb(row.verb).lemma;
  edge.label = dictionary_.text(row.label);
  edge.preposition = dictionary_.text(row.preposition);
  const Class& kind = dictionary_.kind(row.kind);
  edge.event_class = kind.event_class;
  edge.event_root = kind.event_root;
  edge.event_direction = kind.event_direction;
  edge.relation_class = kind.relation_class;
  edge.symmetric = row.symmetric;
  edge.polarity = row.polarity == 0 ? Polarity::kPositive : Polarity::kNegative;
  edge.modality = static_cast<Modality>(row.modality);
  edge.count = row.count;
  edge.evidence_count = row.statements;
  edge.document_count = row.documents;
  edge.confidence = row.confidence;
  edge.first_date = day_text(row.first_day);
  edge.last_date = day_text(row.last_day);
  edge.salience = row.salience;
}

void RelationReader::read_report(RelationEdge& edge) {
  std::set<std::string> themes, sources;
  told_.bind(1, static_cast<std::int64_t>(edge.id));
  while (told_.step()) {
    if (!told_.is_null(0)) themes.insert(dictionary_.text(told_.number(0)));
    if (!told_.is_null(1)) sources.emplace(told_.text(1));
  }
  told_.reset();
  edge.themes.assign(themes.begin(), themes.end());
  edge.sources.assign(sources.begin(), sources.end());
}

bool RelationReader::had_key(const RelationRow& row, std::uint64_t key, const OldIds& old) {
  const std::vector<std::uint64_t> of_subject = old.of(row.subject, key_of(row.subject));
  const std::vector<std::uint64_t> of_object = old.of(row.object, key_of(row.object));
  if (of_subject.size() == 1 && of_object.size() == 1) return false;
  RelationKeys& made = keys(row.verb, row.polarity, row.modality);
  return std::any_of(of_subject.begin(), of_subject.end(), [&](std::uint64_t subject) {
    return std::any_of(of_object.begin(), of_object.end(),
                       [&](std::uint64_t object) { return made.of(subject, object) == key; });
  });
}

}  // namespace trama::store
