// A graph as databases of nodes and relationships hold it (docs/formats.md, "Databases"): kinds of nodes and links with
// their columns, and a walk over all of them. Private to trama.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "export/selection.h"
#include "graph/model/properties.h"

namespace trama {

enum class NodeKind { kActor, kDocument, kStatement, kSource };
inline constexpr NodeKind kNodeKinds[] = {NodeKind::kActor, NodeKind::kDocument, NodeKind::kStatement,
                                          NodeKind::kSource};

// Only relations have columns.
enum class LinkKind { kRelation, kInDocument, kSubject, kObject, kSaidByActor, kSaidBySource };
inline constexpr LinkKind kLinkKinds[] = {LinkKind::kRelation, LinkKind::kInDocument,  LinkKind::kSubject,
                                          LinkKind::kObject,   LinkKind::kSaidByActor, LinkKind::kSaidBySource};

struct DatabaseColumn {
  std::string_view name;
  PropertyType type;
};

struct LinkShape {
  NodeKind from;
  NodeKind to;
  std::string_view type;  // Empty for relations, each of which has its own.
};

// Whether it is there only with evidence.
constexpr bool is_evidence(NodeKind kind) {
  return kind != NodeKind::kActor;
}
constexpr bool is_evidence(LinkKind kind) {
  return kind != LinkKind::kRelation;
}

std::string_view node_label(NodeKind kind);  // "Actor"
const LinkShape& link_shape(LinkKind kind);
// The first one is "id".
std::span<const DatabaseColumn> columns_of(NodeKind kind);
std::span<const DatabaseColumn> columns_of(LinkKind kind);

// All that an actor may be besides an "Actor", as queries call it: "PER", …, "Named", "Nominal".
std::span<const std::string_view> actor_labels();

// Values stand in the order of the columns. Nothing stands for what is not known: an empty text, or a day that is no
// whole one. Texts are valid UTF-8.
struct NodeRow {
  NodeKind kind{};
  std::vector<std::string_view> labels;  // Some of actor_labels().
  std::vector<Value> values;
};

struct LinkRow {
  LinkKind kind{};
  std::string type;  // "APOYAR", "SUPPORT", "IN_DOCUMENT": capitals of ASCII, digits and underscores.
  std::string from;  // Ids of its ends.
  std::string to;
  std::vector<Value> values;
};

class DatabaseSink {
 public:
  virtual ~DatabaseSink() = default;
  virtual void node(const NodeRow& row) = 0;
  virtual void link(const LinkRow& row) = 0;
};

// Gives `sink` every node once and every link once, each after its ends; with `evidence` also documents, statements and
// their sources. Reads the statements of one relation at a time.
void walk_property_graph(const GraphView& graph, const Selection& selection, bool evidence, DatabaseSink& sink);

// Class of event or of relation, else the lemma, in capitals of ASCII: "SUPPORT", "OFFICE", "ENVIAR". At most 60
// characters.
std::string relationship_type(const RelationEdge& relation);

}  // namespace trama
