#include "export/pictures/drawing.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>

#include "export/text.h"
#include "graph/model/properties.h"

namespace trama {

namespace {

constexpr std::size_t kNameWidth = 20;
constexpr std::size_t kNameLines = 3;
constexpr std::size_t kRelationWidth = 28;
constexpr std::size_t kThemeWidth = 30;
constexpr std::size_t kRelationsOfArrow = 4;
constexpr std::size_t kTooltipSentence = 240;
constexpr std::size_t kTooltipNames = 160;
constexpr std::size_t kMaxUrl = 2000;

using RelationGroup = std::vector<const RelationEdge*>;

const char* spanish(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return "persona";
    case EntityType::kOrganization:
      return "organización";
    case EntityType::kLocation:
      return "lugar";
    case EntityType::kGroup:
      return "grupo";
    case EntityType::kMisc:
      break;
  }
  return "otro";
}

const char* spanish(Modality modality) {
  switch (modality) {
    case Modality::kPromised:
      return "prometido";
    case Modality::kPlanned:
      return "previsto";
    case Modality::kPossible:
      return "posible";
    case Modality::kAlleged:
      return "supuesto";
    case Modality::kConditional:
      return "condicionado";
    case Modality::kOrdered:
      return "ordenado o pedido";
    case Modality::kDenied:
      return "negado";
    case Modality::kAsserted:
      break;
  }
  return "afirmado";
}

bool ends_with_word(std::string_view text, std::string_view word) {
  return text == word || (text.ends_with(word) && text[text.size() - word.size() - 1] == ' ');
}

bool starts_with_word(std::string_view text, std::string_view word) {
  return text == word || (text.starts_with(word) && text[word.size()] == ' ');
}

// "no se reunió con": what stands on the arrow, without counts.
std::string phrase(const RelationEdge& relation) {
  std::string text = plain_text(relation.label);
  if (text.empty()) text = plain_text(relation.lemma);
  const std::string preposition = plain_text(relation.preposition);
  if (!preposition.empty() && !ends_with_word(text, preposition)) text.append(" ").append(preposition);
  const bool says_no = starts_with_word(text, "no") || starts_with_word(text, "nunca");
  if (relation.polarity == Polarity::kNegative && !says_no) text.insert(0, "no ");
  return text;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : "; ").append(plain_text(text));
  return all;
}

// "2 documentos", "1 documento".
std::string counted(std::int64_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

bool more_support(const RelationEdge* a, const RelationEdge* b) {
  return a->count != b->count ? a->count > b->count : a->key < b->key;
}

void add_label_lines(const RelationEdge& relation, std::vector<std::string>& lines) {
  std::string line = shorten(phrase(relation), kRelationWidth);
  if (relation.count > 1) line.append(" ×").append(std::to_string(relation.count));
  lines.push_back(line);
  if (relation.themes.empty()) return;
  std::string theme = shorten(plain_text(relation.themes.front()), kThemeWidth);
  if (relation.themes.size() > 1) theme.append(" (+").append(std::to_string(relation.themes.size() - 1)).append(")");
  lines.push_back("[" + theme + "]");
}

std::vector<std::string> arrow_label(const RelationGroup& group) {
  std::vector<std::string> lines;
  const std::size_t shown = group.size() > kRelationsOfArrow ? kRelationsOfArrow - 1 : group.size();
  for (std::size_t i = 0; i < shown; ++i) add_label_lines(*group[i], lines);
  if (shown < group.size()) lines.push_back("y " + std::to_string(group.size() - shown) + " más");
  return lines;
}

std::string relation_tooltip(const RelationEdge& relation) {
  std::string text = phrase(relation);
  if (relation.modality != Modality::kAsserted) text.append(" (").append(spanish(relation.modality)).append(")");
  text.append(": ").append(counted(relation.document_count, "documento", "documentos"));
  if (!relation.sources.empty()) text.append(", según ").append(shorten(joined(relation.sources), kTooltipNames));
  if (!relation.first_date.empty()) {
    text.append(", ").append(plain_text(relation.first_date));
    if (relation.last_date != relation.first_date) text.append(" a ").append(plain_text(relation.last_date));
  }
  return text;
}

std::string arrow_tooltip(const RelationGroup& group, std::span<const Statement> evidence) {
  std::string text;
  const std::size_t shown = std::min(group.size(), kRelationsOfArrow);
  for (std::size_t i = 0; i < shown; ++i) text.append(i == 0 ? "" : " · ").append(relation_tooltip(*group[i]));
  if (evidence.empty()) return text;
  const Evidence& first = evidence.front().evidence;
  text.append(" — «").append(shorten(plain_text(first.sentence), kTooltipSentence)).append("»");
  const std::string& origin = first.publisher.empty() ? first.document : first.publisher;
  return text.append(" (").append(shorten(plain_text(origin), kTooltipNames)).append(")");
}

// Only http(s), and only what needs no escaping but "&": a script or a data address must not become a link.
bool is_plain_web_address(std::string_view url) {
  if (url.size() > kMaxUrl || !(url.starts_with("https://") || url.starts_with("http://"))) return false;
  constexpr std::string_view kRefused = "\"'<>\\^`{|}";
  return std::all_of(url.begin(), url.end(),
                     [&](char c) { return c > 0x20 && c < 0x7F && kRefused.find(c) == kRefused.npos; });
}

std::string first_url(std::span<const Statement> evidence) {
  for (const Statement& statement : evidence) {
    if (is_plain_web_address(statement.evidence.url)) return statement.evidence.url;
  }
  return {};
}

DrawnEntity draw(const Entity& entity) {
  DrawnEntity drawn;
  drawn.id = id_text(entity);
  drawn.type = entity.type;
  drawn.named = entity.named;
  std::string name = plain_text(entity.name);
  if (name.empty()) name = "(sin nombre)";
  drawn.label = wrap(name, kNameWidth, kNameLines);
  drawn.tooltip = shorten(name, kTooltipNames).append(" (").append(spanish(entity.type)).append("): ");
  drawn.tooltip.append(counted(entity.mention_count, "mención", "menciones")).append(" en ");
  drawn.tooltip.append(counted(entity.document_count, "documento", "documentos"));
  if (!entity.aliases.empty()) {
    drawn.tooltip.append("; también ").append(shorten(joined(entity.aliases), kTooltipNames));
  }
  return drawn;
}

DrawnArrow draw(const GraphView& graph, RelationGroup& group, const ArrowStyle& style) {
  DrawnArrow arrow;
  arrow.id = id_text(*group.front());
  arrow.subject = id_text(graph.entity(group.front()->subject));
  arrow.object = id_text(graph.entity(group.front()->object));
  arrow.style = style;
  for (const RelationEdge* relation : group) arrow.count += relation->count;
  std::stable_sort(group.begin(), group.end(), more_support);
  arrow.label = arrow_label(group);
  const std::vector<Statement> evidence = graph.evidence(group.front()->id);
  arrow.tooltip = arrow_tooltip(group, evidence);
  arrow.url = first_url(evidence);
  return arrow;
}

}  // namespace

ArrowStyle arrow_style(const RelationEdge& relation) {
  ArrowStyle style;
  style.negated = relation.polarity == Polarity::kNegative || relation.modality == Modality::kDenied;
  style.uncertain = relation.modality != Modality::kAsserted && relation.modality != Modality::kDenied;
  style.symmetric = relation.symmetric;
  return style;
}

Drawing make_drawing(const GraphView& graph, const Selection& selection, const std::string& title) {
  Drawing drawing;
  drawing.title = plain_text(title);
  for (const EntityId id : selection.entities) drawing.entities.push_back(draw(graph.entity(id)));
  // Groups stand in the order of their first relations.
  std::vector<std::pair<ArrowStyle, RelationGroup>> groups;
  std::map<std::tuple<EntityId, EntityId, ArrowStyle>, std::size_t> group_of;
  for (const RelationId id : selection.relations) {
    const RelationEdge& relation = graph.relation(id);
    const ArrowStyle style = arrow_style(relation);
    EntityId from = relation.subject;
    EntityId to = relation.object;
    if (relation.symmetric && to < from) std::swap(from, to);  // Either way round, so that both are one arrow.
    const auto [place, is_new] = group_of.emplace(std::tuple(from, to, style), groups.size());
    if (is_new) groups.push_back({style, {}});
    groups[place->second].second.push_back(&relation);
  }
  for (auto& [style, group] : groups) drawing.arrows.push_back(draw(graph, group, style));
  drawing.relations = selection.relations.size();
  drawing.entities_left_out = selection.entities_left_out;
  drawing.relations_left_out = selection.relations_left_out;
  return drawing;
}

}  // namespace trama
