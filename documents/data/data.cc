#include "documents/data/data.h"

#include <algorithm>

#include "base/utf8.h"

namespace trama {

std::vector<std::string> words_of_cell(std::string_view cell) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin <= cell.size();) {
    const std::size_t end = std::min(cell.find(',', begin), cell.size());
    words.push_back(collapse_spaces(cell.substr(begin, end - begin)));
    begin = end + 1;
  }
  return words;
}

}  // namespace trama
