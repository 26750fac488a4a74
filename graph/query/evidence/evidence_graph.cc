#include "graph/query/evidence/evidence_graph.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "graph/names/names.h"
#include "graph/query/evidence/evidence_handles.h"
#include "graph/query/evidence/evidence_names.h"
#include "graph/query/syntax/ast.h"

namespace trama::cypher {
namespace {

using Kind = EvidenceKind;
using Link = EvidenceLink;

constexpr int kFirstLabel = 1000;  // Numbers of labels of evidence are behind those of actors.
constexpr Kind kKinds[] = {Kind::kActor, Kind::kStatement, Kind::kDocument, Kind::kPublisher, Kind::kSource};

struct Possible {
  bool yes = false;
  bool no = false;
};

// Whether the labels may admit a node of this kind, and whether they may refuse one.
Possible possible(const LabelExpression& labels, Kind kind) {
  switch (labels.kind) {
    case LabelExpression::Kind::kName:
      if (labels.label >= kFirstLabel) {
        const bool same = kind == static_cast<Kind>(labels.label - kFirstLabel);
        return {same, !same};
      }
      return {kind == Kind::kActor, true};
    case LabelExpression::Kind::kAny:
      return {true, false};
    case LabelExpression::Kind::kNot: {
      const Possible child = possible(labels.children.front(), kind);
      return {child.no, child.yes};
    }
    case LabelExpression::Kind::kAnd:
    case LabelExpression::Kind::kOr:
      break;
  }
  const bool both = labels.kind == LabelExpression::Kind::kAnd;
  Possible all{both, !both};
  for (const LabelExpression& one : labels.children) {
    const Possible child = possible(one, kind);
    all =
        both ? Possible{all.yes && child.yes, all.no || child.no} : Possible{all.yes || child.yes, all.no && child.no};
  }
  return all;
}

// What each kind has besides the properties of the tables, and documents of those.
enum Extra { kRelationId, kStory, kExtras };
constexpr std::string_view kExtraNames[][2] = {{"relation", "relacion"}, {"story", "historia"}};
constexpr std::string_view kDocumentColumns[] = {"document", "date", "url", "title", "publisher"};

int statement_property_number(std::string_view name) {
  const StatementProperty* found = find_statement_property(name);
  if (found != nullptr) return static_cast<int>(found - statement_properties().data());
  const std::string folded = fold_name(name);
  for (int extra = 0; extra < kExtras; ++extra) {
    for (const std::string_view one : kExtraNames[extra]) {
      if (folded == one) return static_cast<int>(statement_properties().size()) + extra;
    }
  }
  return -1;
}

int document_property_number(std::string_view name) {
  const int number = statement_property_number(name);
  const auto tables = static_cast<int>(statement_properties().size());
  if (number < 0 || number == tables + kRelationId) return -1;
  if (number == tables + kStory) return number;
  const std::string_view found = statement_properties()[static_cast<std::size_t>(number)].name;
  const bool has = found == "id" || std::find(std::begin(kDocumentColumns), std::end(kDocumentColumns), found) !=
                                        std::end(kDocumentColumns);
  return has ? number : -1;
}

Value text_value(std::string text) {
  return text.empty() ? Value() : Value(std::move(text));
}

Value cypher_value(trama::Value value) {
  if (const auto* text = std::get_if<std::string>(&value); text != nullptr && text->empty()) return {};
  return Value(std::move(value));
}

template <typename Texts, typename Numbers>
std::uint64_t intern(const std::string& text, Texts& texts, Numbers& numbers) {
  const auto [place, is_new] = numbers.emplace(text, texts.size());
  if (is_new) texts.push_back(text);
  return place->second;
}

std::vector<Node> sorted_nodes(Kind kind, std::size_t count, const EvidenceGraph& graph) {
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < count; ++i) nodes.push_back(make_node(kind, i));
  std::sort(nodes.begin(), nodes.end(), [&](Node left, Node right) { return graph.compare_nodes(left, right) < 0; });
  return nodes;
}

}  // namespace

EvidenceGraph::EvidenceGraph(const GraphView& view, EvidenceKinds kinds, bool strict)
    : ViewGraph(view, strict), kinds_(kinds), reader_(view), finder_(view) {}
EvidenceGraph::~EvidenceGraph() = default;

// --- names ---

int EvidenceGraph::label_number(std::string_view name) const {
  const Kind kind = evidence_label(name);
  return kind == Kind::kActor ? ViewGraph::label_number(name) : kFirstLabel + static_cast<int>(kind);
}

int EvidenceGraph::type_number(std::string_view name) const {
  const int number = ViewGraph::type_number(name);
  link_types_.resize(static_cast<std::size_t>(number) + 1);
  link_types_.back() = static_cast<int>(evidence_link(name));
  return number;
}

int EvidenceGraph::node_property_number(std::string_view name) const {
  Name found;
  found.actor = ViewGraph::node_property_number(name);
  if (kinds_.statements) found.statement = statement_property_number(name);
  if (kinds_.documents) found.document = document_property_number(name);
  if ((kinds_.publishers || kinds_.sources) && found.actor >= 0) {
    const std::string_view own = entity_properties()[static_cast<std::size_t>(found.actor)].name;
    found.named = own == "name" ? 0 : own == "id" ? 1 : -1;
  }
  if (found == Name()) return -1;
  const auto known = std::find(names_.begin(), names_.end(), found);
  if (known != names_.end()) return static_cast<int>(known - names_.begin());
  names_.push_back(found);
  return static_cast<int>(names_.size()) - 1;
}

std::vector<std::string> EvidenceGraph::known_node_properties() const {
  std::vector<std::string> names = ViewGraph::known_node_properties();
  const auto add = [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  if (kinds_.statements) {
    for (const StatementProperty& property : statement_properties()) add(property.name);
    add(kExtraNames[kRelationId][0]);
  }
  if (kinds_.documents) {
    for (const std::string_view name : kDocumentColumns) add(name);
  }
  if (kinds_.statements || kinds_.documents) add(kExtraNames[kStory][0]);
  return names;
}

bool EvidenceGraph::has_label(Node node, int label) const {
  const Kind kind = kind_of(node);
  if (label >= kFirstLabel) return kind == static_cast<Kind>(label - kFirstLabel);
  return kind == Kind::kActor && ViewGraph::has_label(node, label);
}

std::vector<std::string> EvidenceGraph::labels(Node node) const {
  const Kind kind = kind_of(node);
  return kind == Kind::kActor ? ViewGraph::labels(node) : std::vector<std::string>{label_of(kind)};
}

bool EvidenceGraph::has_type(Relationship relationship, int type) const {
  const Link link = link_of(relationship);
  if (link == Link::kRelation) return ViewGraph::has_type(relationship, type);
  return link_types_[static_cast<std::size_t>(type)] == static_cast<int>(link);
}

std::string EvidenceGraph::type(Relationship relationship) const {
  const Link link = link_of(relationship);
  return link == Link::kRelation ? ViewGraph::type(relationship) : type_of(link);
}

bool EvidenceGraph::is_symmetric(Relationship relationship) const {
  return link_of(relationship) == Link::kRelation && ViewGraph::is_symmetric(relationship);
}

// --- what is read of the evidence ---

const Statement& EvidenceGraph::statement(Node node) const {
  return reader_.read(relation_of(node.number))[place_of(node.number)];
}

std::uint64_t EvidenceGraph::document_of(const Statement& statement) const {
  const Evidence& evidence = statement.evidence;
  const auto [place, is_new] = document_numbers_.emplace(evidence.document, documents_.size());
  if (is_new) {
    Document document{evidence.document, evidence.date, evidence.url, evidence.title, evidence.publisher, {}};
    if (!evidence.publisher.empty())
      document.published_by = intern(evidence.publisher, publishers_, publisher_numbers_);
    documents_.push_back(std::move(document));
  }
  return place->second;
}

// Who says it, if not the document itself: an actor if the graph has one of that name, else a source.
std::optional<Node> EvidenceGraph::teller_of(Node node) const {
  const Statement& said = statement(node);
  if (!said.source) return std::nullopt;
  if (const auto actor = finder_.find(view().relation(relation_of(node.number)), said)) return actor_node(*actor);
  return make_node(Kind::kSource, intern(said.source->who.canonical, sources_, source_numbers_));
}

const EvidenceGraph::Whole& EvidenceGraph::whole() const {
  if (whole_) return *whole_;
  whole_ = std::make_unique<Whole>();
  for (const RelationId id : view().relation_ids()) {
    const std::span<const Statement> statements = reader_.read(id);
    for (std::size_t place = 0; place < statements.size(); ++place) {
      const Node node = statement_node(id, place);
      whole_->of_document.resize(documents_.size() + 1);
      whole_->of_document[document_of(statements[place])].push_back(node);
      if (!kinds_.sources || !statements[place].source) continue;
      const Node teller = *teller_of(node);
      whole_->of_source.resize(sources_.size());
      if (kind_of(teller) == Kind::kSource) whole_->of_source[payload(teller.number)].push_back(node);
    }
  }
  whole_->of_document.resize(documents_.size());
  whole_->of_publisher.resize(publishers_.size());
  for (const Node document : sorted_nodes(Kind::kDocument, documents_.size(), *this)) {
    const auto& by = documents_[payload(document.number)].published_by;
    if (by) whole_->of_publisher[*by].push_back(document);
  }
  return *whole_;
}

// --- nodes ---

const std::vector<Node>& EvidenceGraph::nodes_with(const LabelExpression* labels) const {
  const auto there = [&](Kind kind) {
    switch (kind) {
      case Kind::kStatement:
        return kinds_.statements;
      case Kind::kDocument:
        return kinds_.documents;
      case Kind::kPublisher:
        return kinds_.publishers;
      case Kind::kSource:
        return kinds_.sources;
      case Kind::kActor:
        break;
    }
    return true;
  };
  unsigned wanted = 0;
  for (const Kind kind : kKinds) {
    if (there(kind) && (labels == nullptr || possible(*labels, kind).yes)) wanted |= 1U << static_cast<unsigned>(kind);
  }
  const auto [place, is_new] = nodes_.try_emplace(wanted);
  std::vector<Node>& nodes = place->second;
  if (!is_new) return nodes;
  const auto wants = [&](Kind kind) { return (wanted >> static_cast<unsigned>(kind) & 1U) != 0; };
  const auto add = [&](const std::vector<Node>& more) { nodes.insert(nodes.end(), more.begin(), more.end()); };
  if (wants(Kind::kActor)) add(ViewGraph::nodes());
  if (wants(Kind::kStatement)) {
    std::vector<std::tuple<std::uint64_t, RelationId, std::int64_t>> relations;
    view().scan_relations(
        [&](const RelationEdge& one) { relations.emplace_back(one.key, one.id, one.evidence_count); });
    std::sort(relations.begin(), relations.end());
    for (const auto& [key, id, count] : relations) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) nodes.push_back(statement_node(id, i));
    }
  }
  if (wants(Kind::kDocument) || wants(Kind::kPublisher) || wants(Kind::kSource)) whole();
  if (wants(Kind::kDocument)) add(sorted_nodes(Kind::kDocument, documents_.size(), *this));
  if (wants(Kind::kPublisher)) add(sorted_nodes(Kind::kPublisher, publishers_.size(), *this));
  if (wants(Kind::kSource)) add(sorted_nodes(Kind::kSource, sources_.size(), *this));
  return nodes;
}

Node EvidenceGraph::start(Relationship relationship) const {
  const Link link = link_of(relationship);
  if (link == Link::kRelation) return ViewGraph::start(relationship);
  return make_node(link == Link::kPublishedBy ? Kind::kDocument : Kind::kStatement, payload(relationship.number));
}

Node EvidenceGraph::end(Relationship relationship) const {
  const Node from = make_node(Kind::kStatement, payload(relationship.number));
  switch (link_of(relationship)) {
    case Link::kSubject:
      return actor_node(view().relation(relation_of(from.number)).subject);
    case Link::kObject:
      return actor_node(view().relation(relation_of(from.number)).object);
    case Link::kInDocument:
      return make_node(Kind::kDocument, document_of(statement(from)));
    case Link::kSaidBy:
      return *teller_of(from);
    case Link::kPublishedBy:
      return make_node(Kind::kPublisher, *documents_[payload(relationship.number)].published_by);
    case Link::kRelation:
      break;
  }
  return ViewGraph::end(relationship);
}

std::weak_ordering EvidenceGraph::compare_nodes(Node left, Node right) const {
  const Kind kind = kind_of(left);
  if (kind != kind_of(right)) return kind <=> kind_of(right);
  const std::uint64_t a = payload(left.number);
  const std::uint64_t b = payload(right.number);
  switch (kind) {
    case Kind::kStatement: {
      const RelationId one = relation_of(a);
      const RelationId other = relation_of(b);
      if (one == other) return place_of(a) <=> place_of(b);
      return view().relation(one).key <=> view().relation(other).key;
    }
    case Kind::kDocument:
      return documents_[a].id <=> documents_[b].id;
    case Kind::kPublisher:
      return publishers_[a] <=> publishers_[b];
    case Kind::kSource:
      return sources_[a] <=> sources_[b];
    case Kind::kActor:
      break;
  }
  return ViewGraph::compare_nodes(left, right);
}

std::weak_ordering EvidenceGraph::compare_relationships(Relationship left, Relationship right) const {
  const Link link = link_of(left);
  if (link != link_of(right)) return link <=> link_of(right);
  if (link == Link::kRelation) return ViewGraph::compare_relationships(left, right);
  return compare_nodes(start(left), start(right));
}

std::string EvidenceGraph::text_of(Node node) const {
  const std::uint64_t number = payload(node.number);
  switch (kind_of(node)) {
    case Kind::kStatement:
      return statement(node).evidence.sentence;
    case Kind::kDocument:
      return documents_[number].title.empty() ? documents_[number].id : documents_[number].title;
    case Kind::kPublisher:
      return publishers_[number];
    case Kind::kSource:
      return sources_[number];
    case Kind::kActor:
      break;
  }
  return ViewGraph::text_of(node);
}

std::string EvidenceGraph::text_of(Relationship one) const {
  const Link link = link_of(one);
  return link == Link::kRelation ? ViewGraph::text_of(one) : type_of(link);
}

// --- properties ---

std::string EvidenceGraph::statement_id(Node node) const {
  const std::span<const Statement> all = reader_.read(relation_of(node.number));
  const std::size_t place = place_of(node.number);
  std::string id = id_text(all[place]);
  // Two that are alike in all that makes an id get two ids, as in exports.
  const auto same = std::count_if(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(place),
                                  [&](const Statement& one) { return id_text(one) == id; });
  if (same > 0) id += '-' + std::to_string(same + 1);
  return id;
}

// By its number among those of its kind.
Value EvidenceGraph::value_of(Node node, int number) const {
  if (number < 0) return {};
  const Kind kind = kind_of(node);
  const std::uint64_t own = payload(node.number);
  if (kind == Kind::kPublisher || kind == Kind::kSource) {
    const std::string& name = kind == Kind::kPublisher ? publishers_[own] : sources_[own];
    return number == 0 ? Value(name) : Value(key_text(kind == Kind::kPublisher ? 'p' : 'w', content_hash(name)));
  }
  const auto tables = static_cast<int>(statement_properties().size());
  if (kind == Kind::kDocument) {
    const Document& document = documents_[own];
    if (number == tables + kStory) return text_value(view().story(document.id));
    const std::string_view name = statement_properties()[static_cast<std::size_t>(number)].name;
    if (name == "id") return document_key(document.id);
    const std::string* const texts[] = {&document.id, &document.date, &document.url, &document.title,
                                        &document.publisher};
    const auto* column = std::find(std::begin(kDocumentColumns), std::end(kDocumentColumns), name);
    return text_value(*texts[column - std::begin(kDocumentColumns)]);
  }
  if (number == tables + kRelationId) return id_text(view().relation(relation_of(node.number)));
  if (number == tables + kStory) return text_value(view().story(statement(node).evidence.document));
  const StatementProperty& property = statement_properties()[static_cast<std::size_t>(number)];
  if (property.name == "id") return statement_id(node);
  return cypher_value(property.get(statement(node)));
}

Value EvidenceGraph::property(Node node, int number) const {
  if (number < 0) return {};
  const Name& name = names_[static_cast<std::size_t>(number)];
  switch (kind_of(node)) {
    case Kind::kActor:
      return ViewGraph::property(node, name.actor);
    case Kind::kStatement:
      return value_of(node, name.statement);
    case Kind::kDocument:
      return value_of(node, name.document);
    case Kind::kPublisher:
    case Kind::kSource:
      break;
  }
  return value_of(node, name.named);
}

Value EvidenceGraph::property(Relationship relationship, int number) const {
  return link_of(relationship) == Link::kRelation ? ViewGraph::property(relationship, number) : Value();
}

Map EvidenceGraph::properties(Node node) const {
  const Kind kind = kind_of(node);
  if (kind == Kind::kActor) return ViewGraph::properties(node);
  Map map;
  const auto add = [&](std::string_view name, int number) {
    Value value = value_of(node, number);
    if (!value.is_null()) map.emplace(name, std::move(value));
  };
  if (kind == Kind::kPublisher || kind == Kind::kSource) {
    add("name", 0);
    add("id", 1);
    return map;
  }
  for (std::size_t i = 0; i < statement_properties().size(); ++i) {
    const std::string_view name = statement_properties()[i].name;
    if (kind == Kind::kStatement || document_property_number(name) >= 0) add(name, static_cast<int>(i));
  }
  for (int extra = kind == Kind::kStatement ? kRelationId : kStory; extra < kExtras; ++extra) {
    add(kExtraNames[extra][0], static_cast<int>(statement_properties().size()) + extra);
  }
  return map;
}

Map EvidenceGraph::properties(Relationship relationship) const {
  return link_of(relationship) == Link::kRelation ? ViewGraph::properties(relationship) : Map();
}

bool EvidenceGraph::is_indexed(int property) const {
  if (property < 0) return false;
  const Name& name = names_[static_cast<std::size_t>(property)];
  return ViewGraph::is_indexed(name.actor) ||
         name.statement == static_cast<int>(statement_properties().size()) + kRelationId;
}

std::optional<std::vector<Node>> EvidenceGraph::lookup(int property, const Value& value, bool forgiving) const {
  if (!is_indexed(property)) return std::nullopt;
  if (!value.is(Type::kString)) return std::vector<Node>();
  const Name& name = names_[static_cast<std::size_t>(property)];
  std::vector<Node> found;
  if (name.actor < 0) {
    for (const RelationId id : view().find_relations(value.text())) {
      const auto count = static_cast<std::size_t>(view().relation(id).evidence_count);
      for (std::size_t i = 0; i < count; ++i) found.push_back(statement_node(id, i));
    }
    return found;
  }
  const bool by_id = entity_properties()[static_cast<std::size_t>(name.actor)].name == "id";
  if (by_id && !find_key('n', value.text())) return std::nullopt;  // Of evidence: looked for among all.
  found = *ViewGraph::lookup(name.actor, value, forgiving);
  if (by_id) return found;
  const std::string wanted = fold_name(value.text());
  const auto add = [&](Kind kind, const std::vector<std::string>& texts) {
    for (const Node node : sorted_nodes(kind, texts.size(), *this)) {
      if (fold_name(texts[payload(node.number)]) == wanted) found.push_back(node);
    }
  };
  if (kinds_.publishers || kinds_.sources) whole();
  if (kinds_.publishers) add(Kind::kPublisher, publishers_);
  if (kinds_.sources) add(Kind::kSource, sources_);
  return found;
}

std::optional<bool> EvidenceGraph::admits(Node node, int property, const Value& wanted) const {
  if (property < 0) return std::nullopt;
  const Name& name = names_[static_cast<std::size_t>(property)];
  const Kind kind = kind_of(node);
  if (kind == Kind::kActor) return name.actor < 0 ? std::nullopt : ViewGraph::admits(node, name.actor, wanted);
  const bool by_name = (kind == Kind::kPublisher || kind == Kind::kSource) && name.named == 0;
  if (is_strict() || !by_name || !wanted.is(Type::kString)) return std::nullopt;
  return is_called(node, wanted.text());
}

std::optional<bool> EvidenceGraph::admits(Relationship relationship, int property, const Value& wanted) const {
  if (link_of(relationship) != Link::kRelation) return std::nullopt;
  return ViewGraph::admits(relationship, property, wanted);
}

bool EvidenceGraph::is_called(Node node, std::string_view name) const {
  const Kind kind = kind_of(node);
  if (kind == Kind::kActor) return ViewGraph::is_called(node, name);
  if (kind != Kind::kPublisher && kind != Kind::kSource) return false;
  return fold_name(value_of(node, 0).text()) == fold_name(name);
}

}  // namespace trama::cypher
