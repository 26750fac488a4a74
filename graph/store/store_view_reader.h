// The queries of a StoreView, with what they have found. Included by graph/store/store_view.cc alone.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "graph/model/dates.h"
#include "graph/model/merge.h"
#include "graph/store/store_view.h"

namespace trama::store {

using sqlite::Query;

inline std::int64_t number(EntityId id) {
  return static_cast<std::int64_t>(id);
}
inline std::int64_t number(RelationId id) {
  return static_cast<std::int64_t>(id);
}
inline EntityId entity_id(std::int64_t number) {
  return static_cast<EntityId>(number);
}

inline std::string date_of(std::optional<std::int64_t> day) {
  return day ? iso_of(*day) : std::string();
}

#define TRAMA_SHOWN "relations > 0 AND NOT hidden"
#define TRAMA_RELATION "number, subject, object, verb, polarity, modality"
#define TRAMA_WHOLE_RELATION                                                                     \
  TRAMA_RELATION                                                                                 \
  ", label, preposition, class, count, statements, documents, confidence, first_day, last_day, " \
  "reported, salience"

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
        relation(*database, "SELECT " TRAMA_WHOLE_RELATION " FROM relations WHERE number = ?"),
        from(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ?"),
        to(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE object = ?"),
        between(*database, "SELECT " TRAMA_RELATION " FROM relations WHERE subject = ? AND object = ?"),
        objects(*database, "SELECT object, documents FROM relations WHERE subject = ?"),
        subjects(*database, "SELECT subject, documents FROM relations WHERE object = ?"),
        evidence(*database, "SELECT statement FROM evidence WHERE relation = ?"),
        lookup(*database, "SELECT entity FROM lookup WHERE key = ?"),
        with_id(*database, "SELECT number FROM documents WHERE id = ?"),
        made_by(*database, "SELECT made_by FROM documents WHERE number = ?"),
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
    RelationEdge edge = edge_of(query, row_of(query));
    const bool reported = query.number(15) != 0;
    query.reset();
    if (reported) read_report(edge);
    return edge;
  }

  // Of the columns TRAMA_WHOLE_RELATION, less what read_report() reads.
  RelationEdge edge_of(Query& query, const Row& row) {
    RelationEdge edge;
    const Verb verb = dictionary.verb(row.verb);
    edge.id = static_cast<RelationId>(row.number);
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
    edge.salience = query.real(16);
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
  Query entity, names, key, relation, from, to, between, objects, subjects, evidence, lookup, with_id, made_by, told;
  std::set<std::int64_t> hidden;
  std::unordered_map<std::int64_t, std::uint64_t> keys;
  std::unordered_map<std::int64_t, std::unique_ptr<Entity>> entities_read;
  std::unordered_map<std::int64_t, std::unique_ptr<RelationEdge>> relations_read;
  std::unordered_map<std::int64_t, std::vector<Neighbour>> neighbours_read;
};

}  // namespace trama::store
