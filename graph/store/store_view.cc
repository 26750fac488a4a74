#include "graph/store/store_view.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/hash.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"
#include "graph/names/lookup.h"
#include "graph/names/names.h"
#include "graph/resolve/name_source.h"
#include "graph/store/old_ids.h"
#include "graph/store/tables/store_file.h"

namespace trama::store {
namespace {

using sqlite::Query;

std::int64_t number(EntityId id) {
  return static_cast<std::int64_t>(id);
}
std::int64_t number(RelationId id) {
  return static_cast<std::int64_t>(id);
}
EntityId entity_id(std::int64_t number) {
  return static_cast<EntityId>(number);
}

std::string date_of(std::optional<std::int64_t> day) {
  return day ? iso_of(*day) : std::string();
}

#define TRAMA_SHOWN "relations > 0 AND NOT hidden"
#define TRAMA_RELATION "number, subject, object, verb, polarity, modality"

}  // namespace

// What makes a relation itself. Of symmetric ones the end with the smaller key comes first.
struct StoreView::Row {
  std::int64_t number = 0, subject = 0, object = 0, verb = 0, polarity = 0, modality = 0;
  std::uint64_t key = 0;
};

// All queries, with what they have found. A view is const for those who ask and reads as it goes.
struct StoreView::Reader {
  explicit Reader(std::shared_ptr<sqlite::Database> opened)
      : database(std::move(opened)),
        // One transaction for all that is read, so that all of it is of one moment.
        transaction(*database, sqlite::Transaction::Kind::kRead),
        dictionary(*database),
        statements(*database, dictionary),
        rows_reader(*database),
        entity(*database,
               "SELECT key, name, type, named, mentions, documents, relations FROM entities WHERE number = ?"),
        names(*database, "SELECT name FROM entity_names WHERE entity = ?"),
        key(*database, "SELECT key FROM entities WHERE number = ?"),
        relation(*database,
                 "SELECT " TRAMA_RELATION
                 ", label, preposition, class, count, statements, documents, confidence, first_day, last_day, reported "
                 "FROM relations WHERE number = ?"),
        from(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ?"),
        to(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE object = ?"),
        between(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ? AND object = ?"),
        objects(*database, "SELECT object, documents FROM relations WHERE subject = ?"),
        subjects(*database, "SELECT subject, documents FROM relations WHERE object = ?"),
        evidence(*database, "SELECT statement FROM evidence WHERE relation = ?"),
        lookup(*database, "SELECT entity FROM lookup WHERE key = ?"),
        told(*database,
             "SELECT statements.theme, source.name FROM evidence "
             "JOIN statements ON statements.number = evidence.statement "
             "LEFT JOIN name_facts ON name_facts.name = statements.source "
             "LEFT JOIN entities AS source ON source.number = name_facts.entity AND NOT source.hidden "
             "WHERE evidence.relation = ? AND (statements.theme IS NOT NULL OR statements.source IS NOT NULL)") {
    Query query(*database, "SELECT number FROM entities WHERE hidden");
    while (query.step()) hidden.insert(query.number(0));
  }

  std::uint64_t key_of(std::int64_t entity_number) {
    const auto [place, is_new] = keys.try_emplace(entity_number, 0);
    if (!is_new) return place->second;
    if (key.bind(1, entity_number).step()) place->second = static_cast<std::uint64_t>(key.number(0));
    key.reset();
    return place->second;
  }

  // Of the columns TRAMA_RELATION.
  Row row_of(Query& query) {
    Row row{query.number(0), query.number(1), query.number(2), query.number(3), query.number(4), query.number(5)};
    const Verb verb = dictionary.verb(row.verb);
    std::uint64_t subject = key_of(row.subject);
    std::uint64_t object = key_of(row.object);
    if (verb.symmetric && object < subject) {
      std::swap(row.subject, row.object);
      std::swap(subject, object);
    }
    row.key = relation_id(row, verb, subject, object);
    return row;
  }

  // What the id of a relation is if its ends have these.
  std::uint64_t relation_id(const Row& row, const Verb& verb, std::uint64_t subject, std::uint64_t object) {
    const std::string lemma = dictionary.text(verb.lemma);
    RelationIdentity identity;
    identity.subject = subject;
    identity.lemma = lemma;
    identity.preposition = dictionary.text(verb.preposition);
    identity.object = object;
    identity.polarity = row.polarity == 0 ? Polarity::kPositive : Polarity::kNegative;
    identity.modality = static_cast<Modality>(std::min<std::int64_t>(row.modality, 7));
    identity.symmetric = verb.symmetric;
    return relation_key(identity);
  }

  // Whether the relation had this id while its ends had others.
  bool had_id(const Row& row, std::uint64_t id, const OldIds& old) {
    const std::vector<std::uint64_t> of_subject = old.of(row.subject, key_of(row.subject));
    const std::vector<std::uint64_t> of_object = old.of(row.object, key_of(row.object));
    if (of_subject.size() == 1 && of_object.size() == 1) return false;
    const Verb verb = dictionary.verb(row.verb);
    return std::any_of(of_subject.begin(), of_subject.end(), [&](std::uint64_t subject) {
      return std::any_of(of_object.begin(), of_object.end(),
                         [&](std::uint64_t object) { return relation_id(row, verb, subject, object) == id; });
    });
  }

  bool shown(const Row& row) const { return !hidden.contains(row.subject) && !hidden.contains(row.object); }

  // Rows that `keep`, by key.
  template <typename Keep>
  std::vector<RelationId> rows(std::initializer_list<Query*> queries, Keep keep) {
    std::vector<std::pair<std::uint64_t, std::int64_t>> found;
    for (Query* query : queries) {
      while (query->step()) {
        const Row row = row_of(*query);
        if (shown(row) && keep(row)) found.emplace_back(row.key, row.number);
      }
      query->reset();
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<RelationId> ids;
    for (const auto& [relation_key_, relation_number] : found) ids.push_back(static_cast<RelationId>(relation_number));
    return ids;
  }

  RelationEdge read_relation(RelationId id) {
    Query& query = relation;
    if (!query.bind(1, number(id)).step()) {
      throw Error(ErrorCode::kInvalid, "no relation has the id " + std::to_string(number(id)));
    }
    RelationEdge edge;
    const Row row = row_of(query);
    const Verb verb = dictionary.verb(row.verb);
    edge.id = id;
    edge.key = row.key;
    edge.subject = entity_id(row.subject);
    edge.object = entity_id(row.object);
    edge.lemma = dictionary.text(verb.lemma);
    edge.label = dictionary.text(query.number(6));
    edge.preposition = dictionary.text(query.number(7));
    const Class& kind = dictionary.kind(query.number(8));
    edge.event_class = kind.event_class;
    edge.event_root = kind.event_root;
    edge.event_direction = kind.event_direction;
    edge.relation_class = kind.relation_class;
    edge.symmetric = verb.symmetric;
    edge.polarity = row.polarity == 0 ? Polarity::kPositive : Polarity::kNegative;
    edge.modality = static_cast<Modality>(std::min<std::int64_t>(row.modality, 7));
    edge.count = query.number(9);
    edge.evidence_count = query.number(10);
    edge.document_count = query.number(11);
    edge.confidence = query.real(12);
    edge.first_date = date_of(query.optional_number(13));
    edge.last_date = date_of(query.optional_number(14));
    const bool reported = query.number(15) != 0;
    query.reset();
    if (reported) read_report(edge);
    return edge;
  }

  // Who says it and what about.
  void read_report(RelationEdge& edge) {
    std::set<std::string> themes, sources;
    told.bind(1, number(edge.id));
    while (told.step()) {
      if (!told.is_null(0)) themes.insert(dictionary.text(told.number(0)));
      if (!told.is_null(1)) sources.emplace(told.text(1));
    }
    told.reset();
    edge.themes.assign(themes.begin(), themes.end());
    edge.sources.assign(sources.begin(), sources.end());
  }

  std::vector<EntityId> entities(Query& query) {
    std::vector<EntityId> ids;
    while (query.step()) ids.push_back(entity_id(query.number(0)));
    return ids;
  }

  std::shared_ptr<sqlite::Database> database;
  sqlite::Transaction transaction;
  Dictionary dictionary;
  WholeStatements statements;
  StatementReader rows_reader;
  Query entity, names, key, relation, from, to, between, objects, subjects, evidence, lookup, told;
  std::set<std::int64_t> hidden;
  std::unordered_map<std::int64_t, std::uint64_t> keys;
  std::unordered_map<std::int64_t, std::unique_ptr<Entity>> entities_read;
  std::unordered_map<std::int64_t, std::unique_ptr<RelationEdge>> relations_read;
  std::unordered_map<std::int64_t, std::vector<Neighbour>> neighbours_read;
};

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
  auto& place = reader().entities_read[number(id)];
  if (place) return *place;
  Query& row = reader().entity;
  if (!row.bind(1, number(id)).step()) {
    throw Error(ErrorCode::kInvalid, "no entity has the id " + std::to_string(number(id)));
  }
  auto entity = std::make_unique<Entity>();
  entity->id = id;
  entity->key = static_cast<std::uint64_t>(row.number(0));
  entity->name = row.text(1);
  entity->type = static_cast<EntityType>(std::clamp<std::int64_t>(row.number(2), 0, 4));
  entity->named = row.number(3) != 0;
  entity->mention_count = row.number(4);
  entity->document_count = row.number(5);
  entity->relation_count = row.number(6);
  row.reset();
  Query& names = reader().names;
  names.bind(1, number(id));
  while (names.step()) entity->aliases.emplace_back(names.text(0));
  names.reset();
  std::sort(entity->aliases.begin(), entity->aliases.end());
  entity->aliases.erase(std::unique(entity->aliases.begin(), entity->aliases.end()), entity->aliases.end());
  std::erase(entity->aliases, entity->name);
  place = std::move(entity);
  return *place;
}

const RelationEdge& StoreView::relation(RelationId id) const {
  auto& place = reader().relations_read[number(id)];
  if (!place) place = std::make_unique<RelationEdge>(reader().read_relation(id));
  return *place;
}

void StoreView::for_each_relation(std::span<const RelationId> ids,
                                  const std::function<void(const RelationEdge&)>& take) const {
  for (const RelationId id : ids) take(reader().read_relation(id));
}

std::vector<EntityId> StoreView::entity_ids() const {
  Query query(*reader().database, "SELECT number FROM entities WHERE " TRAMA_SHOWN " ORDER BY folded, name");
  return reader().entities(query);
}

std::vector<RelationId> StoreView::relation_ids() const {
  Query query(*reader().database, "SELECT " TRAMA_RELATION " FROM relations");
  return reader().rows({&query}, [](const Row&) { return true; });
}

std::vector<RelationId> StoreView::find_relations(std::string_view id) const {
  const auto key = find_key('r', id);
  if (!key) return {};
  Query query(*reader().database, "SELECT " TRAMA_RELATION " FROM relations");
  std::vector<RelationId> found = reader().rows({&query}, [&](const Row& row) { return row.key == *key; });
  if (!found.empty()) return found;
  const OldIds old(*reader().database);
  return reader().rows({&query}, [&](const Row& row) { return reader().had_id(row, *key, old); });
}

std::vector<RelationId> StoreView::relations_from(EntityId id) const {
  reader().from.bind(1, number(id));
  reader().to.bind(1, number(id));
  return reader().rows({&reader().from, &reader().to}, [&](const Row& row) { return row.subject == number(id); });
}

std::vector<RelationId> StoreView::relations_to(EntityId id) const {
  reader().from.bind(1, number(id));
  reader().to.bind(1, number(id));
  return reader().rows({&reader().from, &reader().to}, [&](const Row& row) { return row.object == number(id); });
}

std::vector<RelationId> StoreView::relations_between(EntityId subject, EntityId object) const {
  Query other(*reader().database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ? AND object = ?");
  reader().between.bind(1, number(subject)).bind(2, number(object));
  other.bind(1, number(object)).bind(2, number(subject));
  return reader().rows({&reader().between, &other},
                       [&](const Row& row) { return row.subject == number(subject) && row.object == number(object); });
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
    const StoredDocument& document = reader().statements.document(row->document());
    weights.push_back({content_hash(document.story), date_of(row->first_day), date_of(row->last_day), document.date});
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
                                    ", documents, count, confidence FROM relations WHERE documents > 1 "
                                    "ORDER BY documents DESC, count DESC");
  Query single(*reader().database,
               "SELECT " TRAMA_RELATION
               ", documents, count, confidence FROM relations WHERE documents = 1 ORDER BY count DESC");
  using Rank = std::tuple<std::int64_t, std::int64_t, double, std::uint64_t>;
  std::vector<std::pair<Rank, RelationId>> found;
  const auto take = [&](Query& query) {
    while (query.step()) {
      const std::int64_t documents = query.number(6);
      const std::int64_t count = query.number(7);
      // Rows come by documents and count: beyond the limit only those that are even with the last may still matter.
      if (found.size() >= limit &&
          std::pair(-documents, -count) > std::pair(std::get<0>(found.back().first), std::get<1>(found.back().first))) {
        return;
      }
      const Row row = reader().row_of(query);
      if (!reader().shown(row)) continue;
      found.push_back({{-documents, -count, -query.real(8), row.key}, static_cast<RelationId>(row.number)});
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

std::string StoreView::story(std::string_view document) const {
  const std::size_t mark = document.rfind('#');
  for (const std::string_view id : {document, document.substr(0, mark)}) {
    Query query(*reader().database, "SELECT number FROM documents WHERE id = ?");
    query.bind(1, id);
    while (query.step()) {
      const StoredDocument& stored = reader().statements.document(query.number(0));
      if (stored.id == document) return stored.story;
    }
  }
  return std::string(document);
}

}  // namespace trama::store
