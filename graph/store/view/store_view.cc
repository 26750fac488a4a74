#include "graph/store/view/store_view.h"

#include <algorithm>

#include "base/error.h"
#include "base/hash.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"
#include "graph/names/lookup.h"
#include "graph/names/names.h"
#include "graph/resolve/name_source.h"
#include "graph/store/old_ids.h"
#include "graph/store/tables/store_file.h"
#include "graph/store/view/view_reader.h"

namespace trama::store {

StoreView::StoreView(std::shared_ptr<sqlite::Database> database)
    : reader_(std::make_unique<Reader>(std::move(database))) {}
StoreView::~StoreView() = default;

std::size_t StoreView::entity_count() const {
  return static_cast<std::size_t>(reader().database->number("SELECT value FROM settings WHERE name = 'entities'"));
}

std::size_t StoreView::relation_count() const {
  if (reader().hidden.empty()) {
    return static_cast<std::size_t>(reader().database->number("SELECT value FROM settings WHERE name = 'relations'"));
  }
  return static_cast<std::size_t>(reader().database->number(
      "SELECT count(*) FROM relations WHERE subject NOT IN (SELECT number FROM entities WHERE hidden) AND "
      "object NOT IN (SELECT number FROM entities WHERE hidden)"));
}

const Entity& StoreView::entity(EntityId id) const {
  auto& known = reader().entities_read;
  const auto found = known.find(number(id));
  if (found != known.end()) return *found->second;
  // To read one alone costs several times as much as to read it among all.
  constexpr std::size_t kFew = 2000;
  constexpr std::size_t kShare = 16;
  if (known.size() >= kFew && known.size() >= entity_count() / kShare && reader().read_all_entities())
    return entity(id);
  Query& row = reader().entity;
  if (!row.bind(1, number(id)).step()) {
    row.reset();
    throw Error(ErrorCode::kInvalid, "no entity has the id " + std::to_string(number(id)));
  }
  auto one = std::make_unique<Entity>(reader().entity_of(row));
  row.reset();
  Query& names = reader().names;
  names.bind(1, number(id));
  while (names.step()) one->aliases.emplace_back(names.text(0));
  names.reset();
  put_in_order(*one);
  return *known.emplace(number(id), std::move(one)).first->second;
}

const RelationEdge& StoreView::relation(RelationId id) const {
  auto& place = reader().relations_read[number(id)];
  if (!place) {
    const RelationRow row = reader().relations.row(id);
    auto edge = std::make_unique<RelationEdge>();
    reader().relations.fill(*edge, row);
    if (row.reported) reader().relations.read_report(*edge);
    place = std::move(edge);
  }
  return *place;
}

// Goes on without what was read, which may be all.
void StoreView::for_each_relation(std::span<const RelationId> ids,
                                  const std::function<void(const RelationEdge&)>& take) const {
  RelationEdge edge;
  for (const RelationId id : ids) {
    const RelationRow row = reader().relations.passing_row(id);
    edge.themes.clear();
    edge.sources.clear();
    reader().relations.fill(edge, row);
    if (row.reported) reader().relations.read_report(edge);
    take(edge);
  }
}

void StoreView::scan_relations(const std::function<void(const RelationEdge&)>& take) const {
  Query query(*reader().database, "SELECT " TRAMA_RELATION " FROM relations");
  RelationEdge edge;
  while (query.step()) {
    const RelationRow row = reader().relations.read(query);
    if (!reader().relations.shown(row)) continue;
    reader().relations.fill(edge, row);
    take(edge);
  }
}

RelationEnds StoreView::ends(RelationId id) const {
  const RelationRow& row = reader().relations.row(id);
  return {id, EntityId{row.subject}, EntityId{row.object}, row.symmetric};
}

std::vector<RelationEnds> StoreView::incident(EntityId id) const {
  return reader().relations.incident(id);
}

const RelationEdge& StoreView::glance(RelationId id) const {
  reader().relations.fill(reader().glanced, reader().relations.row(id));
  return reader().glanced;
}

std::vector<EntityId> StoreView::entity_ids() const {
  Query query(*reader().database, "SELECT number FROM entities WHERE " TRAMA_SHOWN " ORDER BY folded, name");
  return reader().entities(query);
}

std::vector<RelationId> StoreView::relation_ids() const {
  Query query(*reader().database, "SELECT " TRAMA_RELATION " FROM relations");
  return reader().relations.rows(query, [](const RelationRow&) { return true; });
}

std::vector<RelationId> StoreView::find_relations(std::string_view id) const {
  const auto key = find_key('r', id);
  if (!key) return {};
  Query query(*reader().database, "SELECT " TRAMA_RELATION " FROM relations");
  std::vector<RelationId> found =
      reader().relations.rows(query, [&](const RelationRow& row) { return row.key == *key; });
  if (!found.empty()) return found;
  const OldIds old(*reader().database);
  return reader().relations.rows(query,
                                 [&](const RelationRow& row) { return reader().relations.had_key(row, *key, old); });
}

std::vector<RelationId> StoreView::said_by(EntityId id) const {
  Query query(*reader().database, "SELECT " TRAMA_RELATION
                                  " FROM relations WHERE reported AND EXISTS ("
                                  "SELECT 1 FROM evidence JOIN statements ON statements.number = evidence.statement "
                                  "WHERE evidence.relation = relations.number AND statements.source IN "
                                  "(SELECT name FROM name_facts WHERE entity = ?))");
  query.bind(1, number(id));
  return reader().relations.rows(query, [](const RelationRow&) { return true; });
}

std::vector<RelationId> StoreView::relations_from(EntityId id) const {
  std::vector<RelationId> found;
  for (const RelationEnds& one : incident(id)) {
    if (one.subject == id) found.push_back(one.relation);
  }
  return found;
}

std::vector<RelationId> StoreView::relations_to(EntityId id) const {
  std::vector<std::pair<std::uint64_t, RelationId>> found;  // Those to itself stand among those that go out.
  for (const RelationEnds& one : incident(id)) {
    if (one.object == id) found.emplace_back(reader().relations.row(one.relation).key, one.relation);
  }
  std::sort(found.begin(), found.end());
  std::vector<RelationId> ids;
  for (const auto& one : found) ids.push_back(one.second);
  return ids;
}

std::vector<RelationId> StoreView::relations_between(EntityId subject, EntityId object) const {
  return reader().relations.between(subject, object);
}

std::vector<Neighbour> StoreView::neighbours(EntityId id) const {
  const auto [place, is_new] = reader().neighbours_read.try_emplace(number(id));
  if (!is_new) return place->second;
  std::vector<std::pair<std::int64_t, std::int64_t>> ends;
  for (Query* query : {&reader().objects, &reader().subjects}) {
    query->bind(1, number(id));
    while (query->step()) ends.emplace_back(query->number(0), -query->number(1));
    query->reset();
  }
  std::sort(ends.begin(), ends.end());
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto& [other, documents] = ends[i];
    if ((i > 0 && ends[i - 1].first == other) || other == number(id) || reader().hidden.contains(other)) continue;
    place->second.push_back({entity_id(other), -documents});
  }
  return place->second;
}

std::vector<std::int64_t> StoreView::statement_numbers(RelationId id) const {
  std::vector<std::int64_t> numbers;
  Query& query = reader().evidence;
  query.bind(1, number(id));
  while (query.step()) numbers.push_back(query.number(0));
  query.reset();
  if (numbers.size() < 2) return numbers;  // As most are: nothing to put in order.
  std::vector<std::pair<std::string, std::int64_t>> order;
  for (const std::int64_t statement : numbers) {
    order.emplace_back(reader().statements.document(statement >> kOrdinalBits).id, statement);
  }
  std::sort(order.begin(), order.end());
  std::transform(order.begin(), order.end(), numbers.begin(), [](const auto& one) { return one.second; });
  return numbers;
}

std::vector<Statement> StoreView::evidence(RelationId id) const {
  std::vector<Statement> statements;
  for (const std::int64_t statement : statement_numbers(id)) statements.push_back(reader().statements.read(statement));
  return statements;
}

std::vector<StatementWeight> StoreView::weights(RelationId id) const {
  std::vector<StatementWeight> weights;
  for (const std::int64_t statement : statement_numbers(id)) {
    const std::optional<StatementRow> row = reader().rows_reader.read(statement);
    if (!row) continue;
    const std::uint64_t story = content_hash(reader().statements.story(row->document()));
    const StoredDocument& from = reader().statements.document(row->document());
    weights.push_back(
        {story, date_of(row->first_day), date_of(row->last_day), from.date, row->salience, from.publisher});
  }
  return weights;
}

std::vector<NameMerge> StoreView::merges(EntityId id) const {
  Query query(*reader().database, "SELECT name, with_name, reason FROM merges WHERE entity = ?");
  query.bind(1, number(id));
  std::vector<NameMerge> merges;
  while (query.step()) {
    merges.push_back({std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2))});
  }
  std::sort(merges.begin(), merges.end());
  return merges;
}

// Every id that an entity has had is that of one of its names.
std::vector<EntityId> StoreView::with_key(std::uint64_t key) const {
  Query query(*reader().database,
              "SELECT entities.number FROM names JOIN name_facts ON name_facts.name = names.number "
              "JOIN entities ON entities.number = name_facts.entity WHERE names.id = ? AND " TRAMA_SHOWN);
  query.bind(1, static_cast<std::int64_t>(key));
  if (std::vector<EntityId> found = reader().entities(query); !found.empty()) return found;
  return parted_from(key);
}

// A name that people parted wholly, or no longer, is in no document: who bears the same words.
std::vector<EntityId> StoreView::parted_from(std::uint64_t key) const {
  const auto read = [](const Query& row) {
    return NameKey{std::string(row.text(0)), static_cast<NameClass>(row.number(1)), std::string(row.text(2))};
  };
  std::vector<EntityId> found;
  Query gone(*reader().database, "SELECT key, class, qualifier FROM names WHERE id = ?");
  if (!gone.bind(1, static_cast<std::int64_t>(key)).step()) return found;
  const NameKey name = without_sense(read(gone));
  Query query(*reader().database,
              "SELECT names.key, class, qualifier, entities.number FROM blocks JOIN names ON names.id = blocks.id "
              "JOIN name_facts ON name_facts.name = names.number JOIN entities ON entities.number = name_facts.entity "
              "WHERE block = ? AND " TRAMA_SHOWN " ORDER BY entities.mentions DESC, entities.key");
  query.bind(1, hash_of("k:" + name.key));
  while (query.step()) {
    if (without_sense(read(query)) == name) found.push_back(entity_id(query.number(3)));
  }
  return found;
}

std::vector<EntityId> StoreView::find(std::string_view name) const {
  if (const auto key = find_key('n', name)) {
    if (std::vector<EntityId> found = with_key(*key); !found.empty()) return found;
  }
  const std::string folded = fold_name(name);
  for (const std::string& key : lookup_keys(name)) {
    using Rank = std::tuple<bool, bool, bool, std::int64_t, std::uint64_t>;
    std::vector<std::pair<Rank, EntityId>> found;
    std::vector<std::int64_t> numbers;
    reader().lookup.bind(1, hash_of(key));
    while (reader().lookup.step()) numbers.push_back(reader().lookup.number(0));
    reader().lookup.reset();
    for (const std::int64_t one : numbers) {
      if (reader().hidden.contains(one)) continue;
      const Entity& candidate = entity(entity_id(one));
      if (candidate.relation_count == 0) continue;
      const bool alias = std::binary_search(candidate.aliases.begin(), candidate.aliases.end(), name);
      found.push_back({{candidate.name != name, fold_name(candidate.name) != folded, !alias, -candidate.mention_count,
                        candidate.key},
                       candidate.id});
    }
    if (found.empty()) continue;
    std::sort(found.begin(), found.end());
    std::vector<EntityId> result;
    for (const auto& [rank, id] : found) result.push_back(id);
    return result;
  }
  return {};
}

std::vector<EntityId> StoreView::most_mentioned(std::size_t limit) const {
  Query query(*reader().database,
              "SELECT number FROM entities WHERE " TRAMA_SHOWN " ORDER BY mentions DESC, key LIMIT ?");
  query.bind(1, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT32_MAX)));
  return reader().entities(query);
}

std::vector<EntityId> StoreView::most_connected(std::size_t limit) const {
  Query query(*reader().database,
              "SELECT number FROM entities WHERE " TRAMA_SHOWN " ORDER BY relations DESC, mentions DESC, key LIMIT ?");
  query.bind(1, static_cast<std::int64_t>(std::min<std::size_t>(limit, INT32_MAX)));
  return reader().entities(query);
}

std::vector<RelationId> StoreView::best_supported(std::size_t limit) const {
  // Most relations stand in one document: an index knows the others.
  Query several(*reader().database, "SELECT " TRAMA_RELATION
                                    " FROM relations WHERE documents > 1 "
                                    "ORDER BY documents DESC, count DESC");
  Query single(*reader().database, "SELECT " TRAMA_RELATION " FROM relations WHERE documents = 1 ORDER BY count DESC");
  using Rank = std::tuple<std::int64_t, std::int64_t, double, std::uint64_t>;
  std::vector<std::pair<Rank, RelationId>> found;
  const auto take = [&](Query& query) {
    while (query.step()) {
      const RelationRow row = reader().relations.read(query);
      const std::int64_t documents = row.documents;
      const std::int64_t count = row.count;
      // Rows come by documents and count: beyond the limit only those that are even with the last may still matter.
      if (found.size() >= limit &&
          std::pair(-documents, -count) > std::pair(std::get<0>(found.back().first), std::get<1>(found.back().first))) {
        return;
      }
      if (!reader().relations.shown(row)) continue;
      found.push_back({{-documents, -count, -row.confidence, row.key}, RelationId{row.number}});
    }
  };
  take(several);
  if (found.size() < limit) take(single);
  std::sort(found.begin(), found.end());
  std::vector<RelationId> result;
  for (const auto& [rank, id] : found) {
    if (result.size() < limit) result.push_back(id);
  }
  return result;
}

// A document is shown by its id, or where several have one id by that with a mark behind it.
std::optional<std::int64_t> StoreView::find_document(std::string_view document) const {
  const std::size_t mark = document.rfind('#');
  for (const std::string_view id : {document, document.substr(0, mark)}) {
    std::vector<std::int64_t> numbers;
    Query& query = reader().with_id;
    query.bind(1, id);
    while (query.step()) numbers.push_back(query.number(0));
    query.reset();
    for (const std::int64_t number : numbers) {
      if (reader().statements.document(number).id == document) return number;
    }
  }
  return std::nullopt;
}

std::string StoreView::story(std::string_view document) const {
  const auto number = find_document(document);
  return number ? reader().statements.story(*number) : std::string(document);
}

std::string StoreView::made_by(std::string_view document) const {
  const auto number = find_document(document);
  if (!number) return {};
  Query& query = reader().made_by;
  query.bind(1, *number).step();
  const std::int64_t text = query.number(0);
  query.reset();
  return reader().dictionary.text(text);
}

}  // namespace trama::store
