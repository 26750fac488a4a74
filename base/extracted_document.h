// What extraction made of one document and a graph keeps of it, as it travels from one machine or file to another
// (docs/records.md): enough to put it into a graph as if it had been read there, without its text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/statement.h"

namespace trama {

// Of the columns and of what they hold. A reader refuses a greater one.
inline constexpr int kRecordVersion = 1;

// All texts are UTF-8. Store::extracted() makes one of a document, Store::add() takes it.
struct ExtractedDocument {
  // Lower-case hexadecimal digits: what the document is told from others by and what its text is, 32 each; what of its
  // text is compared with others (graph/resolve/stories.h), none for a short text.
  std::string identity, hash, sketch;
  std::string id, title, date, url, publisher;  // As Document has them; all but the id may be empty.
  std::string made_by;                          // Which program, model and options; may be empty.
  std::vector<Statement> statements;            // In any order.
};

}  // namespace trama
