#include "graph/model/builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "base/hash.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "graph/model/graph_impl.h"
#include "graph/model/merge.h"
#include "graph/names/names.h"
#include "graph/resolve/resolve.h"

namespace trama {
namespace {

using Copies = decltype(BuildOptions::copies);

// What has neither a name nor words that tell it from others of its kind.
bool is_thing(const Mention& mention) {
  if (mention.named) return false;
  if (mention.type == EntityType::kMisc) return true;
  const std::string folded = fold_name(mention.canonical);
  const bool one_word = without_determiner(folded).find(' ') == std::string_view::npos;
  return one_word && to_lower(mention.canonical) == mention.canonical;
}
bool has_thing(const Statement& statement) {
  return is_thing(statement.subject) || is_thing(statement.object);
}

// A statement whose names are resolved, with what decides its relation.
struct Placed {
  std::uint32_t subject = 0;
  std::uint32_t object = 0;
  std::uint32_t source = Resolution::kNone;
  Statement* statement = nullptr;

  auto relation_key() const {
    const Relation& relation = statement->relation;
    return std::make_tuple(subject, std::string_view(relation.lemma),
                           relation.symmetric ? std::string_view() : std::string_view(relation.preposition), object,
                           statement->polarity, statement->modality, relation.symmetric);
  }
};

auto place_key(const Statement& statement) {
  const Evidence& evidence = statement.evidence;
  return std::make_tuple(std::string_view(evidence.document), evidence.span, statement.relation.span,
                         statement.subject.span, statement.object.span);
}

// Whatever two statements differ in, their order is settled by it.
bool stands_before(const Statement& left, const Statement& right) {
  const auto left_place = place_key(left);
  const auto right_place = place_key(right);
  if (left_place != right_place) return left_place < right_place;
  return &left != &right && to_json(left) < to_json(right);
}

// In the order of documents and of their text, each once.
std::vector<Statement> sorted(std::vector<Statement> statements) {
  std::vector<Statement*> order;
  for (Statement& statement : statements) order.push_back(&statement);
  std::sort(order.begin(), order.end(),
            [](const auto* left, const auto* right) { return stands_before(*left, *right); });
  const auto same = [](const auto* left, const auto* right) { return *left == *right; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  std::vector<Statement> result;
  for (Statement* statement : order) result.push_back(std::move(*statement));
  return result;
}

std::string_view story_of(const std::string& document, const Copies& copies) {
  const auto found = copies.find(document);
  return found == copies.end() ? std::string_view(document) : std::string_view(found->second);
}

// The relation of a group of statements; ids, key and ends are the caller's to set.
RelationEdge merge(std::span<const Placed> group, const Resolution& resolution, const Copies& copies) {
  RelationMerger merger;
  for (const Placed& placed : group) {
    const std::string_view source =
        placed.source == Resolution::kNone ? std::string_view() : resolution.entities[placed.source].name;
    merger.add(*placed.statement, story_of(placed.statement->evidence.document, copies), source);
  }
  return merger.edge();
}

std::vector<Placed> place(std::vector<Statement>& statements, const Resolution& resolution) {
  std::vector<Placed> placed;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    Placed one{resolution.subjects[i], resolution.objects[i], resolution.sources[i], &statements[i]};
    // Entities are numbered by name, so that both directions of a symmetric relation become the same one.
    if (statements[i].relation.symmetric && one.object < one.subject) std::swap(one.subject, one.object);
    placed.push_back(one);
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const Placed& left, const Placed& right) { return left.relation_key() < right.relation_key(); });
  return placed;
}

// Of the folded name; of the second entity whose name folds to the same, of the name as it stands.
std::uint64_t entity_key(const std::string& name, std::set<std::uint64_t>& taken) {
  std::uint64_t key = content_hash(fold_name(name));
  for (std::string other = name; !taken.insert(key).second; other += '\0') key = content_hash(other);
  return key;
}

// Entities that take part in a statement, numbered in the order of `resolution`; others only say something.
std::vector<EntityId> add_entities(Graph::Impl& graph, Resolution& resolution, const std::vector<Placed>& placed,
                                   const Copies& copies) {
  std::vector<std::set<std::string_view>> documents(resolution.entities.size());
  std::vector<std::int64_t> mentions(resolution.entities.size());
  for (const Placed& one : placed) {
    ++mentions[one.subject];
    const std::string_view story = story_of(one.statement->evidence.document, copies);
    documents[one.subject].insert(story);
    if (one.object == one.subject) continue;
    ++mentions[one.object];
    documents[one.object].insert(story);
  }
  std::vector<EntityId> ids(resolution.entities.size());
  std::set<std::uint64_t> keys;
  for (std::size_t i = 0; i < resolution.entities.size(); ++i) {
    if (mentions[i] == 0) continue;
    ids[i] = static_cast<EntityId>(graph.entities.size());
    const ResolvedEntity& resolved = resolution.entities[i];
    Entity entity{.id = ids[i], .key = entity_key(resolved.name, keys), .name = resolved.name, .type = resolved.type};
    entity.named = resolved.named;
    entity.aliases = resolved.aliases;
    entity.mention_count = mentions[i];
    entity.document_count = static_cast<std::int64_t>(documents[i].size());
    graph.entities.push_back(std::move(entity));
    graph.merges.push_back(resolved.merges);
  }
  return ids;
}

}  // namespace

Graph build_graph(std::vector<Statement> statements, const BuildOptions& options) {
  if (!options.things) std::erase_if(statements, has_thing);
  statements = sorted(std::move(statements));
  Resolution resolution = resolve_entities(statements, options.rules);
  const std::vector<Placed> placed = place(statements, resolution);
  auto graph = std::make_unique<Graph::Impl>();
  const std::vector<EntityId> ids = add_entities(*graph, resolution, placed, options.copies);
  for (std::size_t begin = 0; begin < placed.size();) {
    std::size_t end = begin + 1;
    while (end < placed.size() && placed[end].relation_key() == placed[begin].relation_key()) ++end;
    RelationEdge edge = merge(std::span(placed).subspan(begin, end - begin), resolution, options.copies);
    edge.id = static_cast<RelationId>(graph->relations.size());
    edge.subject = ids[placed[begin].subject];
    edge.object = ids[placed[begin].object];
    edge.key = relation_key({graph->entities[static_cast<std::size_t>(edge.subject)].key, edge.lemma, edge.preposition,
                             graph->entities[static_cast<std::size_t>(edge.object)].key, edge.polarity, edge.modality,
                             edge.symmetric});
    graph->relations.push_back(std::move(edge));
    graph->evidence_begin.push_back(begin);
    begin = end;
  }
  graph->evidence_begin.push_back(placed.size());
  for (const Placed& one : placed) graph->statements.push_back(std::move(*one.statement));
  graph->copies = options.copies;
  graph->make_indices();
  return Graph(std::move(graph));
}

}  // namespace trama
