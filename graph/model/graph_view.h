// The one interface through which every reader asks a graph: queries, dossiers, paths, exports. A Graph answers from
// memory, a graph file (graph/store/store.h) from disk, reading only what is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/statement.h"
#include "graph/model/records.h"

namespace trama {

// Another entity that shares relations with the one asked about.
struct Neighbour {
  EntityId entity{};
  std::int64_t documents = 0;  // Of the best supported relation between the two, in either direction.
};

// A relation as a walk sees it: its ends, and whether they could be swapped.
struct RelationEnds {
  RelationId relation{};
  EntityId subject{};
  EntityId object{};
  bool symmetric = false;
};

// What a statement tells of time and weight, without its texts. Days are ISO days, empty if not known.
struct StatementWeight {
  std::uint64_t story = 0;  // content_hash() of GraphView::story() of its document.
  std::string first_day;    // Of the event if the statement says when, else of publication.
  std::string last_day;
  std::string published;
  double salience = 1;
  std::string publisher;  // Of its document.
};

// Ids are handles of one view: valid for its life, without meaning in another view, and their order means nothing.
// Entity::key and RelationEdge::key are what stays; ties are broken by them. All orders given here depend on what the
// graph holds and on nothing else. References live as long as the view. One thread at a time.
//
// Functions throw Error: kInvalid for an id that is not of this view, kFormat or kIo if a file cannot be read.
class GraphView {
 public:
  virtual ~GraphView() = default;

  virtual std::size_t entity_count() const = 0;
  virtual std::size_t relation_count() const = 0;
  virtual const Entity& entity(EntityId id) const = 0;
  virtual const RelationEdge& relation(RelationId id) const = 0;

  virtual std::vector<EntityId> entity_ids() const = 0;      // All, by name: folded, then as written.
  virtual std::vector<RelationId> relation_ids() const = 0;  // All, by key.
  // Relations that go out from the entity or come in, by key. A relation to itself is in both.
  virtual std::vector<RelationId> relations_from(EntityId id) const = 0;
  virtual std::vector<RelationId> relations_to(EntityId id) const = 0;
  virtual std::vector<RelationId> relations_between(EntityId subject, EntityId object) const = 0;  // This way, by key.
  // Every other entity with a relation in either direction, once, in no order.
  virtual std::vector<Neighbour> neighbours(EntityId id) const = 0;

  // The statements of a relation, by document id, then offset. Read when asked for; a relation of a hub has thousands.
  virtual std::vector<Statement> evidence(RelationId id) const = 0;
  // The merges that made this entity, sorted.
  virtual std::vector<NameMerge> merges(EntityId id) const = 0;

  // By name or alias, blind to case and accents: exact names first, then by mention_count; or by id ("n" and 16
  // digits), in a graph file also by one that it had earlier. Empty if none.
  virtual std::vector<EntityId> find(std::string_view name) const = 0;
  // The `limit` entities with most mentions, ties by key.
  virtual std::vector<EntityId> most_mentioned(std::size_t limit) const = 0;

  // What a document and its near-copies are called together: the id of one of them, or its own if it has none.
  virtual std::string story(std::string_view document) const;
  // Which program, model and options made the document's statements; empty if that is not known.
  virtual std::string made_by(std::string_view document) const;
  // Calls `take` with each of these relations, in their order. Remembers none, unlike relation(): what `take` is given
  // lives during the call.
  virtual void for_each_relation(std::span<const RelationId> ids,
                                 const std::function<void(const RelationEdge&)>& take) const;

  // Calls `take` with all relations, in no order: with what tells one from another and their counts, which is quicker
  // to read than all of it. Their themes and sources may be empty.
  virtual void scan_relations(const std::function<void(const RelationEdge&)>& take) const;

  // For who looks at many relations for a moment each, which is quicker than to read and remember them.
  virtual RelationEnds ends(RelationId id) const;
  // Those of relations_from(), then those of relations_to() that are not among them.
  virtual std::vector<RelationEnds> incident(EntityId id) const;
  // What relation() gives, less its themes and sources; lives until the next call of any of these three.
  virtual const RelationEdge& glance(RelationId id) const;

  // In the order of evidence(), from which it is worked out unless a view knows it without reading texts.
  virtual std::vector<StatementWeight> weights(RelationId id) const;

  // What follows looks at all that there is, unless a view has an index for it.

  // The relation with this id ("r" and 16 digits), in a graph file also one that had it before actors were joined or
  // parted; several if what it was is divided now. By key; empty if none.
  virtual std::vector<RelationId> find_relations(std::string_view id) const;

  // The relations of which some statement is said by this entity: those that have its name among their sources. By key.
  virtual std::vector<RelationId> said_by(EntityId id) const;

  // The `limit` entities with most relations, then most mentions, ties by key.
  virtual std::vector<EntityId> most_connected(std::size_t limit) const;
  // The `limit` relations with most documents, then the greatest count, then confidence, ties by key.
  virtual std::vector<RelationId> best_supported(std::size_t limit) const;
};

// The first `limit` of `entities` by the order of GraphView::most_mentioned().
std::vector<EntityId> most_mentioned_of(const GraphView& view, const std::vector<EntityId>& entities,
                                        std::size_t limit);

// Puts entities in the order of GraphView::find(`name`).
void sort_as_found(const GraphView& view, std::string_view name, std::vector<EntityId>& entities);

// Puts entities in the order of GraphView::entity_ids().
void sort_by_name(const GraphView& view, std::vector<EntityId>& entities);

}  // namespace trama
