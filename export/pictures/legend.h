// Colours and shapes of a picture, and the key that explains them.
#pragma once

#include <string>

#include "base/statement.h"
#include "export/pictures/drawing.h"

namespace trama {

// Fill and outline are tints of the palette of Okabe and Ito ("Color Universal Design", 2008), which people who
// see fewer colours can tell apart; the shape says the same once more.
struct EntityStyle {
  EntityType type;
  const char* shape;  // Of Graphviz, as are `style` and `margin`.
  const char* style;
  const char* margin;  // Between text and outline, in inches: some shapes come with much room of their own.
  const char* fill;
  const char* outline;  // Dark enough for text on white.
  const char* glyph;    // A character of DejaVu Sans that looks like the shape.
  const char* caption;  // Spanish.
};
const EntityStyle& entity_style(EntityType type);

const char* arrow_colour(const ArrowStyle& style);

// The title, the meaning of the colours, shapes and lines that occur in `drawing`, how much it shows and how much was
// left out, as an HTML-like label of Graphviz (without the outer angle brackets). Only the title is not our own text.
std::string make_legend(const Drawing& drawing);

}  // namespace trama
