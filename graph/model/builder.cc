#include "graph/model/builder.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "base/statement_json.h"
#include "base/utf8.h"
#include "graph/model/dates.h"
#include "graph/model/graph_impl.h"
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

// What a frequency count says most often; ties: the smallest. Empty if nothing was counted.
template <typename Key>
Key most_frequent(const std::map<Key, std::int64_t>& counts) {
  const auto best = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& left, const auto& right) { return left.second < right.second; });
  return best == counts.end() ? Key() : best->first;
}

// Type, root and direction belong together, so they are counted together.
using Kind = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
Kind kind_of(const Relation& relation) {
  return {relation.event_class, relation.event_root, relation.event_direction, relation.relation_class};
}

// First and last day of the event if the statement says so, else of publication.
std::pair<std::string, std::string> dates_of(const Statement& statement) {
  std::optional<std::int64_t> begin;
  std::optional<std::int64_t> end;
  if (statement.time) {
    begin = days_of(statement.time->begin);
    end = days_of(statement.time->end);
    if (end) end = *end - 1;  // The interval is half-open.
  }
  if (!begin && !end) begin = end = days_of(statement.evidence.date);
  if (!begin && !end) return {};
  return {iso_of(begin.value_or(end.value_or(0))), iso_of(end.value_or(begin.value_or(0)))};
}

std::string_view story_of(const std::string& document, const Copies& copies) {
  const auto found = copies.find(document);
  return found == copies.end() ? std::string_view(document) : std::string_view(found->second);
}

class EdgeMaker {
 public:
  EdgeMaker(const Resolution& resolution, const Copies& copies) : resolution_(resolution), copies_(copies) {}

  // `group` holds the statements of one relation; ids and ends are the caller's to set.
  RelationEdge make(std::span<const Placed> group) const {
    const Statement& first = *group.front().statement;
    RelationEdge edge;
    edge.lemma = first.relation.lemma;
    edge.symmetric = first.relation.symmetric;
    edge.polarity = first.polarity;
    edge.modality = first.modality;
    std::map<std::string_view, std::int64_t> labels, prepositions;
    std::map<Kind, std::int64_t> kinds;
    std::map<std::string_view, double> best_of_document;
    std::set<std::string> themes, sources;
    for (const Placed& placed : group) {
      const Statement& statement = *placed.statement;
      ++labels[statement.relation.label];
      ++prepositions[statement.relation.preposition];
      if (const Kind kind = kind_of(statement.relation); kind != Kind{}) ++kinds[kind];
      double& best = best_of_document[story_of(statement.evidence.document, copies_)];
      best = std::max(best, std::clamp(statement.confidence, 0.0, 1.0));
      if (!statement.theme.empty()) themes.insert(statement.theme);
      if (placed.source != Resolution::kNone) sources.insert(resolution_.entities[placed.source].name);
      add_count(edge, statement);
      add_dates(edge, statement);
    }
    edge.label = most_frequent(labels);
    edge.preposition = most_frequent(prepositions);
    std::tie(edge.event_class, edge.event_root, edge.event_direction, edge.relation_class) = most_frequent(kinds);
    edge.document_count = static_cast<std::int64_t>(best_of_document.size());
    double doubt = 1;
    for (const auto& [document, confidence] : best_of_document) doubt *= 1 - confidence;
    edge.confidence = 1 - doubt;
    edge.themes.assign(themes.begin(), themes.end());
    edge.sources.assign(sources.begin(), sources.end());
    return edge;
  }

 private:
  static void add_count(RelationEdge& edge, const Statement& statement) {
    const std::int64_t count = std::max(1, statement.count);
    edge.count = edge.count > std::numeric_limits<std::int64_t>::max() - count ? edge.count : edge.count + count;
  }

  static void add_dates(RelationEdge& edge, const Statement& statement) {
    const auto [first, last] = dates_of(statement);
    if (first.empty()) return;
    if (edge.first_date.empty() || first < edge.first_date) edge.first_date = first;
    if (last > edge.last_date) edge.last_date = last;
  }

  const Resolution& resolution_;
  const Copies& copies_;
};

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
  for (std::size_t i = 0; i < resolution.entities.size(); ++i) {
    if (mentions[i] == 0) continue;
    ids[i] = static_cast<EntityId>(graph.entities.size());
    const ResolvedEntity& resolved = resolution.entities[i];
    graph.entities.push_back({ids[i], resolved.key, resolved.name, resolved.type, resolved.named, resolved.aliases,
                              mentions[i], static_cast<std::int64_t>(documents[i].size())});
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
  const EdgeMaker maker(resolution, options.copies);
  for (std::size_t begin = 0; begin < placed.size();) {
    std::size_t end = begin + 1;
    while (end < placed.size() && placed[end].relation_key() == placed[begin].relation_key()) ++end;
    RelationEdge edge = maker.make(std::span(placed).subspan(begin, end - begin));
    edge.id = static_cast<RelationId>(graph->relations.size());
    edge.subject = ids[placed[begin].subject];
    edge.object = ids[placed[begin].object];
    graph->relations.push_back(std::move(edge));
    graph->evidence_begin.push_back(begin);
    begin = end;
  }
  graph->evidence_begin.push_back(placed.size());
  for (const Placed& one : placed) graph->statements.push_back(std::move(*one.statement));
  graph->make_indices();
  return Graph(std::move(graph));
}

}  // namespace trama
