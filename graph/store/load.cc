#include "graph/store/load.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "graph/model/graph_impl.h"
#include "graph/store/tables/schema.h"

namespace trama::store {
namespace {

// Of relations that are in the order of their subjects.
auto order_key(const RelationEdge& edge) {
  return std::tie(edge.subject, edge.lemma, edge.preposition, edge.object, edge.polarity, edge.modality, edge.key);
}

}  // namespace

Graph load_graph(const GraphView& view) {
  auto graph = std::make_unique<Graph::Impl>();
  std::unordered_map<std::uint32_t, EntityId> place;
  for (const EntityId id : view.entity_ids()) {
    Entity entity = view.entity(id);
    entity.id = static_cast<EntityId>(graph->entities.size());
    entity.relation_count = 0;  // make_indices() counts.
    place.emplace(static_cast<std::uint32_t>(id), entity.id);
    graph->entities.push_back(std::move(entity));
    graph->merges.push_back(view.merges(id));
  }
  std::vector<RelationEdge> relations;  // With their ids of the view.
  for (const RelationId id : view.relation_ids()) {
    RelationEdge edge = view.relation(id);
    edge.subject = place.at(static_cast<std::uint32_t>(edge.subject));
    edge.object = place.at(static_cast<std::uint32_t>(edge.object));
    relations.push_back(std::move(edge));
  }
  std::sort(relations.begin(), relations.end(),
            [](const RelationEdge& left, const RelationEdge& right) { return order_key(left) < order_key(right); });
  for (RelationEdge& edge : relations) {
    graph->evidence_begin.push_back(graph->statements.size());
    for (Statement& statement : view.evidence(edge.id)) {
      const std::string& document = statement.evidence.document;
      if (std::string story = view.story(document); story != document)
        graph->copies.emplace(document, std::move(story));
      graph->statements.push_back(std::move(statement));
    }
    edge.id = static_cast<RelationId>(graph->relations.size());
    graph->relations.push_back(std::move(edge));
  }
  graph->evidence_begin.push_back(graph->statements.size());
  graph->make_indices();
  return Graph(std::move(graph));
}

StoredDocuments::StoredDocuments(sqlite::Database& from)
    : dictionary_(from),
      statements_(from, dictionary_),
      documents_(
          from,
          "SELECT documents.number, identity, documents.hash, id, title, date, url, publisher, sketch, texts.text "
          "FROM documents JOIN texts ON texts.number = made_by WHERE documents.number > ? "
          "ORDER BY documents.number LIMIT 1"),
      numbers_(from, "SELECT number FROM statements WHERE number >= ? AND number < ? ORDER BY number") {}

bool StoredDocuments::next(WrittenDocument& document, std::vector<Statement>& statements) {
  const bool found = documents_.bind(1, last_).step();
  if (found) {
    last_ = documents_.number(0);
    document.identity = documents_.text(1);
    document.hash = documents_.text(2);
    document.id = documents_.text(3);
    document.title = documents_.text(4);
    document.date = documents_.text(5);
    document.url = documents_.text(6);
    document.publisher = documents_.text(7);
    document.sketch = documents_.text(8);
    document.made_by = documents_.text(9);
    statements.clear();
    numbers_.bind(1, last_ << kOrdinalBits).bind(2, (last_ + 1) << kOrdinalBits);
    while (numbers_.step()) statements.push_back(statements_.read(numbers_.number(0)));
    numbers_.reset();
  }
  documents_.reset();
  return found;
}

Copier::Counts Copier::copy(std::size_t documents) {
  Counts counts;
  WrittenDocument document;
  std::vector<Statement> statements;
  for (std::size_t i = 0; i < documents && from_.next(document, statements); ++i) {
    ++(to_.add(document, statements) ? counts.added : counts.present);
  }
  return counts;
}

}  // namespace trama::store
