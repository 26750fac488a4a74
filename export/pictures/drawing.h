// What a picture of a graph shows, in words and numbers: entities as boxes, relations between the same two entities
// drawn as one arrow where they are of one kind, and the counts for the legend. Knows nothing of Graphviz.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "export/selection.h"
#include "graph/model/graph_view.h"

namespace trama {

// How an arrow is drawn.
struct ArrowStyle {
  bool negated = false;    // It did not happen, or somebody denies it: red.
  bool uncertain = false;  // Promised, planned, possible, alleged, conditional or ordered: dashed.
  bool symmetric = false;  // The direction carries nothing: a head at both ends.

  auto operator<=>(const ArrowStyle&) const = default;
};
ArrowStyle arrow_style(const RelationEdge& relation);

// All texts are plain_text, ready to be escaped for where they go.
struct DrawnEntity {
  std::string id;  // id_text
  EntityType type = EntityType::kMisc;
  bool named = true;
  std::vector<std::string> label;  // Lines of about 20 characters.
  std::string tooltip;
};

struct DrawnArrow {
  std::string id;  // Of its first relation.
  std::string subject;
  std::string object;
  ArrowStyle style;
  std::vector<std::string> label;  // A line for each relation, the best supported first: "visitó ×3".
  std::string tooltip;
  std::string url;         // Of the first evidence, if it is a plain web address; may be empty.
  std::int64_t count = 0;  // Sum over its relations.
};

struct Drawing {
  std::string title;                  // May be empty.
  std::vector<DrawnEntity> entities;  // By name.
  std::vector<DrawnArrow> arrows;     // In the order of their first relations.
  std::size_t relations = 0;          // How many the arrows stand for.
  std::size_t entities_left_out = 0;
  std::size_t relations_left_out = 0;
};

// The texts that are not taken from the graph ("personas", "según") are Spanish, like the graph's own.
Drawing make_drawing(const GraphView& graph, const Selection& selection, const std::string& title);

}  // namespace trama
