#include "export/exchange/relation_text.h"

#include <algorithm>

namespace trama {

bool is_fact(const RelationEdge& relation) {
  return relation.polarity == Polarity::kPositive && relation.modality == Modality::kAsserted;
}

std::string relation_text(const GraphView& graph, const RelationEdge& relation) {
  std::string text = graph.entity(relation.subject).name + " · " + relation.label;
  if (!relation.preposition.empty()) text += " " + relation.preposition;
  text += " · " + graph.entity(relation.object).name;
  std::string how;
  if (relation.polarity == Polarity::kNegative) how = to_string(relation.polarity);
  if (relation.modality != Modality::kAsserted) {
    how += (how.empty() ? "" : ", ") + std::string(to_string(relation.modality));
  }
  return how.empty() ? text : text + " (" + how + ")";
}

std::string_view web_address(std::string_view url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) {
    return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
  });
  constexpr std::size_t kLongest = 2000;  // Longer ones no browser and no database is sure to take.
  return web && plain && url.size() <= kLongest ? url : std::string_view();
}

}  // namespace trama
