#include "export/pictures/legend.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "export/text.h"

namespace trama {

namespace {

constexpr std::size_t kTitleWidth = 70;
constexpr std::size_t kTitleLines = 3;
constexpr const char* kInk = "#222222";
constexpr const char* kPlainArrow = "#4D4D4D";
constexpr const char* kNegatedArrow = "#C1121F";

constexpr std::array<EntityStyle, 5> kEntityStyles = {{
    {EntityType::kPerson, "ellipse", "filled", "0.06,0.04", "#CFE6F7", "#0B5C94", "●", "persona"},
    {EntityType::kOrganization, "box", "filled", "0.12,0.06", "#FBE2B4", "#8A5A00", "■", "organización"},
    {EntityType::kLocation, "hexagon", "filled", "0.01,0.01", "#C9EBDD", "#006B4F", "⬣", "lugar"},
    {EntityType::kGroup, "box", "filled,rounded", "0.12,0.06", "#F3D7E7", "#93396C", "▢", "grupo"},
    {EntityType::kMisc, "note", "filled", "0.12,0.06", "#EAEAEA", "#555555", "▤", "otro"},
}};

// Text of an HTML-like label. Backslashes are doubled because Graphviz replaces "\N" and the like in these too.
std::string html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string font(std::string_view colour, std::string_view content) {
  return std::string("<FONT COLOR=\"").append(colour).append("\">").append(content).append("</FONT>");
}

std::string row(std::string_view content) {
  return std::string("<TR><TD ALIGN=\"LEFT\">").append(content).append("</TD></TR>");
}

std::string points(double size) {
  return std::to_string(std::lround(size));
}

// Large pictures are looked at from afar, so the letters grow with them.
double letter_scale(const Drawing& drawing) {
  return std::clamp(std::sqrt(static_cast<double>(drawing.entities.size()) / 25), 1.0, 4.0);
}

std::string title_rows(const std::string& title, double scale) {
  std::string rows;
  for (const std::string& line : wrap(title, kTitleWidth, kTitleLines)) {
    rows.append(row("<FONT POINT-SIZE=\"" + points(20 * scale) + "\"><B>" + html(line) + "</B></FONT>"));
  }
  return rows;
}

std::string entity_key(const Drawing& drawing) {
  std::string key;
  for (const EntityStyle& style : kEntityStyles) {
    if (std::any_of(drawing.entities.begin(), drawing.entities.end(),
                    [&](const DrawnEntity& entity) { return entity.type == style.type; })) {
      key.append(font(style.outline, style.glyph)).append(" ").append(style.caption).append("    ");
    }
  }
  if (!std::all_of(drawing.entities.begin(), drawing.entities.end(), [](const DrawnEntity& e) { return e.named; })) {
    key.append("borde a trazos: sin nombre propio");
  }
  return key;
}

std::string arrow_key(const Drawing& drawing) {
  const auto occurs = [&](bool ArrowStyle::*property) {
    return std::any_of(drawing.arrows.begin(), drawing.arrows.end(),
                       [&](const DrawnArrow& arrow) { return arrow.style.*property; });
  };
  std::string key = font(kPlainArrow, "——▶") + " afirmado    ";
  if (occurs(&ArrowStyle::uncertain))
    key += font(kPlainArrow, "– – ▶") + " prometido, previsto, posible o supuesto    ";
  if (occurs(&ArrowStyle::negated)) key += font(kNegatedArrow, "——▶") + " negado    ";
  return key + "×n: veces";
}

std::string quantity(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string entities_and_relations(std::size_t entities, std::size_t relations) {
  return quantity(entities, "entidad", "entidades") + " y " + quantity(relations, "relación", "relaciones");
}

std::string counts(const Drawing& drawing) {
  std::string text = entities_and_relations(drawing.entities.size(), drawing.relations);
  if (drawing.entities_left_out + drawing.relations_left_out > 0) {
    text += "; no se muestran " + entities_and_relations(drawing.entities_left_out, drawing.relations_left_out);
  }
  return text;
}

}  // namespace

const EntityStyle& entity_style(EntityType type) {
  const auto* found =
      std::find_if(kEntityStyles.begin(), kEntityStyles.end(), [&](const auto& style) { return style.type == type; });
  return found == kEntityStyles.end() ? kEntityStyles.back() : *found;
}

const char* arrow_colour(const ArrowStyle& style) {
  return style.negated ? kNegatedArrow : kPlainArrow;
}

std::string make_legend(const Drawing& drawing) {
  const double scale = letter_scale(drawing);
  std::string rows = drawing.title.empty() ? "" : title_rows(drawing.title, scale);
  if (!drawing.entities.empty()) rows += row(entity_key(drawing));
  if (!drawing.arrows.empty()) rows += row(arrow_key(drawing));
  rows += row(font("#555555", counts(drawing)));
  rows += row(" ");  // Keeps the key apart from the graph.
  return std::string("<FONT COLOR=\"") + kInk + "\" POINT-SIZE=\"" + points(12 * scale) +
         "\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">" + rows + "</TABLE></FONT>";
}

}  // namespace trama
