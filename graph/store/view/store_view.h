// A graph file as readers ask it: reads only what is asked for. Private to graph/.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/relation_tables.h"
#include "graph/store/tables/statement_reader.h"

namespace trama::store {

// Sees the file as it was when the view was opened, whatever others write meanwhile.
class StoreView final : public GraphView {
 public:
  explicit StoreView(std::shared_ptr<sqlite::Database> database);
  ~StoreView() override;

  std::size_t entity_count() const override;
  std::size_t relation_count() const override;
  const Entity& entity(EntityId id) const override;
  const RelationEdge& relation(RelationId id) const override;
  std::vector<EntityId> entity_ids() const override;
  std::vector<RelationId> relation_ids() const override;
  std::vector<RelationId> relations_from(EntityId id) const override;
  std::vector<RelationId> relations_to(EntityId id) const override;
  std::vector<RelationId> relations_between(EntityId subject, EntityId object) const override;
  std::vector<Neighbour> neighbours(EntityId id) const override;
  std::vector<Statement> evidence(RelationId id) const override;
  std::vector<NameMerge> merges(EntityId id) const override;
  std::vector<EntityId> find(std::string_view name) const override;
  std::vector<RelationId> find_relations(std::string_view id) const override;
  std::vector<RelationId> said_by(EntityId id) const override;
  std::vector<EntityId> most_mentioned(std::size_t limit) const override;
  std::vector<EntityId> most_connected(std::size_t limit) const override;
  std::vector<RelationId> best_supported(std::size_t limit) const override;
  void for_each_relation(std::span<const RelationId> ids,
                         const std::function<void(const RelationEdge&)>& take) const override;
  void scan_relations(const std::function<void(const RelationEdge&)>& take) const override;
  RelationEnds ends(RelationId id) const override;
  std::vector<RelationEnds> incident(EntityId id) const override;
  const RelationEdge& glance(RelationId id) const override;
  std::string story(std::string_view document) const override;
  std::string made_by(std::string_view document) const override;
  std::vector<StatementWeight> weights(RelationId id) const override;

 private:
  std::vector<EntityId> with_key(std::uint64_t key) const;
  std::vector<EntityId> parted_from(std::uint64_t key) const;
  // In the order of evidence().
  std::vector<std::int64_t> statement_numbers(RelationId id) const;
  std::optional<std::int64_t> find_document(std::string_view document) const;

  struct Reader;

  Reader& reader() const { return *reader_; }
  std::unique_ptr<Reader> reader_;
};

}  // namespace trama::store
