// Where a document came from, and what its source tells of it beside what Document holds.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace trama {

struct Origin {
  std::string file;        // As given, members of archives behind a slash: "semana.zip/lunes/nota.html".
  std::size_t record = 0;  // From 1, of files that hold several documents, or where they could; else 0.
  std::string form;        // As --input takes it: "html".
  std::string author;      // Each may be empty.
  std::string section;
  std::string language;            // As declared: "es-AR".
  std::string date_from;           // "metadata", "address", "name", "dateline", "transfer"; empty without a date.
  std::vector<std::size_t> pages;  // Of PDFs: where in the text each page begins, in bytes.
};

}  // namespace trama
