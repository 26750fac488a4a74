#include "graph/query/graphs/view_graph.h"

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "graph/names/names.h"

namespace trama::cypher {
namespace {

// What a label admits. `type` is absent for labels that say whether an actor is named, or nothing.
struct LabelMeaning {
  const char* label;
  std::optional<EntityType> type;
  std::optional<bool> named;
};
constexpr LabelMeaning kLabels[] = {
    {"per", EntityType::kPerson, {}},
    {"person", EntityType::kPerson, {}},
    {"persona", EntityType::kPerson, {}},
    {"org", EntityType::kOrganization, {}},
    {"organization", EntityType::kOrganization, {}},
    {"organizacion", EntityType::kOrganization, {}},
    {"loc", EntityType::kLocation, {}},
    {"location", EntityType::kLocation, {}},
    {"place", EntityType::kLocation, {}},
    {"lugar", EntityType::kLocation, {}},
    {"misc", EntityType::kMisc, {}},
    {"otro", EntityType::kMisc, {}},
    {"group", EntityType::kGroup, {}},
    {"grupo", EntityType::kGroup, {}},
    {"named", {}, true},
    {"nombrado", {}, true},
    {"nominal", {}, false},
    {"actor", {}, {}},
    {"entity", {}, {}},
    {"entidad", {}, {}},
};

constexpr std::size_t kRemembered = 100'000;  // Texts folded for comparison, up to so many.

Node node_of(EntityId id) {
  return {static_cast<std::uint64_t>(id)};
}
Relationship relationship_of(RelationId id) {
  return {static_cast<std::uint64_t>(id)};
}
RelationId relation_id(Relationship one) {
  return static_cast<RelationId>(one.number);
}

// Empty texts are null: there is none.
Value to_value(trama::Value value) {
  if (const auto* text = std::get_if<std::string>(&value); text != nullptr && text->empty()) return {};
  return Value(std::move(value));
}

template <typename Property>
int number_of(std::span<const Property> all, const Property* one) {
  return one == nullptr ? -1 : static_cast<int>(one - all.data());
}

template <typename Property>
std::vector<std::string> names_of(std::span<const Property> all) {
  std::vector<std::string> names;
  for (const Property& one : all) names.emplace_back(one.name);
  return names;
}

}  // namespace

ViewGraph::ViewGraph(const GraphView& view, bool strict) : view_(view), strict_(strict), evidence_(view) {}

int ViewGraph::label_number(std::string_view name) const {
  const std::string wanted = fold_name(name);
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels),
                                   [&](const LabelMeaning& one) { return wanted == one.label; });
  return found == std::end(kLabels) ? -1 : static_cast<int>(found - kLabels);
}

int ViewGraph::type_number(std::string_view name) const {
  types_.push_back(fold_name(name));
  return static_cast<int>(types_.size()) - 1;
}

int ViewGraph::node_property_number(std::string_view name) const {
  return number_of(entity_properties(), find_entity_property(name));
}
int ViewGraph::relationship_property_number(std::string_view name) const {
  return number_of(relation_properties(), find_relation_property(name));
}

std::vector<std::string> ViewGraph::known_labels() const {
  return {"PER/Persona",
          "ORG/Organización",
          "LOC/Lugar",
          "MISC/Otro",
          "GROUP/Grupo",
          "Named",
          "Nominal",
          "Actor",
          "Statement/Afirmación",
          "Document/Documento",
          "Publisher/Medio",
          "Source/Fuente"};
}
std::vector<std::string> ViewGraph::known_node_properties() const {
  return names_of(entity_properties());
}
std::vector<std::string> ViewGraph::known_relationship_properties() const {
  return names_of(relation_properties());
}

const std::vector<Node>& ViewGraph::nodes() const {
  if (!nodes_) {
    nodes_.emplace();
    for (const EntityId id : view_.entity_ids()) nodes_->push_back(node_of(id));
  }
  return *nodes_;
}

bool ViewGraph::has_label(Node node, int label) const {
  const LabelMeaning& meaning = kLabels[label];
  const Entity& one = entity(node);
  return (!meaning.type || *meaning.type == one.type) && (!meaning.named || *meaning.named == one.named);
}

std::vector<std::string> ViewGraph::labels(Node node) const {
  return {std::string(to_string(entity(node).type))};
}

// A type is a lemma, a label, an event class or a relation class.
bool ViewGraph::has_type(Relationship relationship, int type) const {
  const std::string& wanted = types_[static_cast<std::size_t>(type)];
  const RelationEdge& one = view_.glance(relation_id(relationship));
  for (const std::string* text : {&one.lemma, &one.label, &one.event_class, &one.relation_class}) {
    if (!text->empty() && folded(*text) == wanted) return true;
  }
  return false;
}

std::string ViewGraph::type(Relationship relationship) const {
  return view_.glance(relation_id(relationship)).lemma;
}
Node ViewGraph::start(Relationship relationship) const {
  return node_of(view_.ends(relation_id(relationship)).subject);
}
Node ViewGraph::end(Relationship relationship) const {
  return node_of(view_.ends(relation_id(relationship)).object);
}
bool ViewGraph::is_symmetric(Relationship relationship) const {
  return view_.ends(relation_id(relationship)).symmetric;
}

Value ViewGraph::property(Node node, int number) const {
  if (number < 0) return {};
  return to_value(entity_properties()[static_cast<std::size_t>(number)].get(entity(node)));
}

Value ViewGraph::property(Relationship relationship, int number) const {
  if (number < 0) return {};
  const RelationProperty& property = relation_properties()[static_cast<std::size_t>(number)];
  const RelationId id = relation_id(relationship);
  // Lists of a relation itself are its themes and sources.
  if (property.get != nullptr && property.type != PropertyType::kTexts) return to_value(property.get(view_.glance(id)));
  return to_value(property_value(property, view_.relation(id), evidence_));
}

Map ViewGraph::properties(Node node) const {
  Map map;
  for (std::size_t i = 0; i < entity_properties().size(); ++i) {
    Value value = ViewGraph::property(node, static_cast<int>(i));
    if (!value.is_null()) map.emplace(entity_properties()[i].name, std::move(value));
  }
  return map;
}

Map ViewGraph::properties(Relationship relationship) const {
  Map map;
  for (std::size_t i = 0; i < relation_properties().size(); ++i) {
    Value value = ViewGraph::property(relationship, static_cast<int>(i));
    if (!value.is_null()) map.emplace(relation_properties()[i].name, std::move(value));
  }
  return map;
}

void ViewGraph::expand(Node from, Way way, std::vector<Hop>& hops) const {
  const auto id = static_cast<EntityId>(from.number);
  for (const RelationEnds& one : view_.incident(id)) {
    const bool out = one.subject == id;
    const bool in = one.object == id;
    const bool this_way = one.symmetric || way == Way::kBoth || (way == Way::kOut ? out : in);
    if (this_way) hops.push_back({relationship_of(one.relation), node_of(out ? one.object : one.subject)});
  }
}

void ViewGraph::between(Node from, Node to, Way way, std::vector<Hop>& hops) const {
  const auto left = static_cast<EntityId>(from.number);
  const auto right = static_cast<EntityId>(to.number);
  for (const RelationId one : view_.relations_between(left, right)) {
    if (way != Way::kIn || left == right || view_.ends(one).symmetric) hops.push_back({relationship_of(one), to});
  }
  if (left == right) return;
  for (const RelationId one : view_.relations_between(right, left)) {
    if (way != Way::kOut || view_.ends(one).symmetric) hops.push_back({relationship_of(one), to});
  }
}

std::optional<std::vector<Node>> ViewGraph::neighbours(Node node) const {
  std::vector<Node> others;
  for (const Neighbour& one : view_.neighbours(static_cast<EntityId>(node.number)))
    others.push_back(node_of(one.entity));
  return others;
}

std::optional<std::size_t> ViewGraph::degree(Node node) const {
  return static_cast<std::size_t>(entity(node).relation_count);
}

const std::string& ViewGraph::folded(const std::string& text) const {
  const auto found = folded_.find(text);
  if (found != folded_.end()) return found->second;
  if (folded_.size() >= kRemembered) folded_.clear();
  return folded_.emplace(text, fold_name(text)).first->second;
}

const std::vector<Node>& ViewGraph::bearers(const std::string& name) const {
  const auto known = bearers_.find(name);
  if (known != bearers_.end()) return known->second;
  if (bearers_.size() >= kRemembered) {
    bearers_.clear();
    bearer_sets_.clear();
  }
  std::vector<EntityId> found = view_.find(name);
  sort_by_name(view_, found);
  std::vector<Node> nodes;
  std::unordered_set<std::uint64_t>& set = bearer_sets_[name];
  for (const EntityId id : found) {
    nodes.push_back(node_of(id));
    set.insert(nodes.back().number);
  }
  return bearers_.emplace(name, std::move(nodes)).first->second;
}

const std::unordered_set<std::uint64_t>& ViewGraph::relations_with_id(const std::string& id) const {
  const auto [place, is_new] = by_id_.try_emplace(id);
  if (is_new) {
    for (const RelationId one : view_.find_relations(id)) place->second.insert(relationship_of(one).number);
  }
  return place->second;
}

bool ViewGraph::is_indexed(int property) const {
  if (property < 0) return false;
  const std::string_view name = entity_properties()[static_cast<std::size_t>(property)].name;
  return name == "name" || name == "id";
}

std::optional<std::vector<Node>> ViewGraph::lookup(int property, const Value& value, bool) const {
  if (!ViewGraph::is_indexed(property)) return std::nullopt;
  return value.is(Type::kString) ? bearers(value.text()) : std::vector<Node>();
}

std::optional<bool> ViewGraph::admits(Node node, int property, const Value& wanted) const {
  if (strict_ || !wanted.is(Type::kString) || !ViewGraph::is_indexed(property)) return std::nullopt;
  const bool by_id = entity_properties()[static_cast<std::size_t>(property)].name == "id";
  if (by_id && !find_key('n', wanted.text())) return std::nullopt;
  return is_called(node, wanted.text());
}

std::optional<bool> ViewGraph::admits(Relationship relationship, int property, const Value& wanted) const {
  if (strict_ || property < 0 || !wanted.is(Type::kString)) return std::nullopt;
  if (relation_properties()[static_cast<std::size_t>(property)].name != "id" || !find_key('r', wanted.text())) {
    return std::nullopt;
  }
  return relations_with_id(wanted.text()).contains(relationship.number);
}

bool ViewGraph::is_called(Node node, std::string_view name) const {
  const std::string text(name);
  bearers(text);
  return bearer_sets_.at(text).contains(node.number);
}

std::weak_ordering ViewGraph::compare_nodes(Node left, Node right) const {
  if (left == right) return std::weak_ordering::equivalent;
  const Entity& a = entity(left);
  const Entity& b = entity(right);
  const std::string first = folded(a.name);  // A copy: what is remembered may be forgotten.
  const std::string& second = folded(b.name);
  return std::tie(first, a.name, a.key) <=> std::tie(second, b.name, b.key);
}

std::weak_ordering ViewGraph::compare_relationships(Relationship left, Relationship right) const {
  if (left == right) return std::weak_ordering::equivalent;
  const RelationEdge& a = relation(left);
  const RelationEdge& b = relation(right);
  if (const auto subjects = compare_nodes(node_of(a.subject), node_of(b.subject)); subjects != 0) return subjects;
  if (a.lemma != b.lemma) return a.lemma <=> b.lemma;
  if (const auto objects = compare_nodes(node_of(a.object), node_of(b.object)); objects != 0) return objects;
  return std::tie(a.polarity, a.modality, a.key) <=> std::tie(b.polarity, b.modality, b.key);
}

Value ViewGraph::shown(const Value& value) const {
  switch (value.type()) {
    case Type::kNode:
      return text_of(value.node());
    case Type::kRelationship:
      return text_of(value.relationship());
    case Type::kPath: {
      List list;
      const Path& path = value.path();
      for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        list.emplace_back(text_of(path.nodes[i]));
        if (i < path.relationships.size()) list.emplace_back(text_of(path.relationships[i]));
      }
      return list;
    }
    case Type::kList: {
      List list;
      for (const Value& item : value.list()) list.push_back(shown(item));
      return list;
    }
    case Type::kMap: {
      Map map;
      for (const auto& [key, item] : value.map()) map.emplace(key, shown(item));
      return map;
    }
    default:
      return value;
  }
}

}  // namespace trama::cypher
