#include "graph/store/store_tables.h"

namespace trama {
namespace {

using sqlite::Database;
using sqlite::Query;

template <typename Id>
std::int64_t number(Id id) {
  return static_cast<std::int64_t>(id);
}

void write_entities(Database& database, const Graph& graph) {
  Query entities(database, "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)");
  Query aliases(database, "INSERT INTO aliases VALUES (?, ?)");
  Query merges(database, "INSERT INTO merges VALUES (?, ?, ?, ?)");
  Query names(database, "INSERT INTO names (name, entity) VALUES (?, ?)");
  for (const Entity& entity : graph.entities()) {
    const std::int64_t id = number(entity.id);
    entities.bind(1, id).bind(2, entity.name).bind(3, to_string(entity.type));
    entities.bind(4, std::int64_t{entity.named}).bind(5, entity.mention_count).bind(6, entity.document_count).run();
    names.bind(1, entity.name).bind(2, id).run();
    for (const std::string& alias : entity.aliases) {
      aliases.bind(1, id).bind(2, alias).run();
      names.bind(1, alias).bind(2, id).run();
    }
    for (const NameMerge& merge : graph.merges(entity.id)) {
      merges.bind(1, id).bind(2, merge.name).bind(3, merge.with).bind(4, merge.reason).run();
    }
  }
}

void write_relations(Database& database, const Graph& graph) {
  Query relations(database, "INSERT INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Query evidence(database, "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (const RelationEdge& relation : graph.relations()) {
    const std::int64_t id = number(relation.id);
    relations.bind(1, id).bind(2, number(relation.subject)).bind(3, number(relation.object));
    relations.bind(4, relation.lemma).bind(5, relation.preposition).bind(6, relation.label);
    relations.bind(7, relation.event_class).bind(8, relation.event_root).bind(9, relation.event_direction);
    relations.bind(10, relation.relation_class).bind(11, std::int64_t{relation.symmetric});
    relations.bind(12, to_string(relation.polarity)).bind(13, to_string(relation.modality)).bind(14, relation.count);
    relations.bind(15, relation.document_count).bind(16, relation.confidence).bind(17, relation.first_date);
    relations.bind(18, relation.last_date).run();
    for (const Statement& statement : graph.evidence(relation.id)) {
      const Evidence& from = statement.evidence;
      evidence.bind(1, id).bind(2, from.document).bind(3, from.url).bind(4, from.date).bind(5, from.sentence);
      evidence.bind(6, static_cast<std::int64_t>(from.span.begin));
      evidence.bind(7, static_cast<std::int64_t>(from.span.end)).run();
    }
  }
}

}  // namespace

void write_derived_tables(Database& database, const Graph& graph) {
  // Children first, so that foreign keys hold at every moment.
  database.run(
      "DELETE FROM evidence; DELETE FROM relations; DELETE FROM merges; DELETE FROM aliases; DELETE FROM names;"
      "DELETE FROM entities");
  write_entities(database, graph);
  write_relations(database, graph);
}

}  // namespace trama
