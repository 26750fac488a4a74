#include "graph/names/lookup.h"

#include "graph/names/names.h"

namespace trama {

std::vector<std::string> lookup_keys(std::string_view name) {
  const std::string folded = fold_name(name);
  std::vector<std::string> keys{"name " + folded, "letters " + compact_name(folded)};
  if (const std::string_view code = country_code(folded); !code.empty()) keys.push_back("country " + std::string(code));
  std::string spelling = "spelling";
  for (const std::string& word : person_words(folded)) spelling += " " + word;
  keys.push_back(spelling);
  return keys;
}

}  // namespace trama
