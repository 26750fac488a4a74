// Finding actors by what a person types: names and aliases, blind to accents and case, one wrong letter in a word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/model/graph_view.h"

namespace trama {

// Knows actors by their keys, so that it serves any view of the graph. About 60 bytes a name. Any thread.
class NamesIndex {
 public:
  // Reads all entities of the view.
  explicit NamesIndex(const GraphView& view);

  struct Hit {
    std::uint64_t key = 0;  // Entity::key.
    std::string matched;    // The name or alias that fits best.
  };
  // Best first: the whole name, its beginning, beginnings of its words, letters within it, then names one of whose
  // letters was mistyped, left out, put in or swapped; of equals those with most mentions. Every word typed must fit.
  // Nothing for a text without letters.
  std::vector<Hit> find(std::string_view text, std::size_t limit) const;

 private:
  struct Name {
    std::uint32_t folded = 0;  // Where it begins in letters_; it ends with a line end.
    std::uint32_t length = 0;
    std::uint32_t shown = 0;  // Where it stands in shown_.
    std::uint32_t shown_length = 0;
    std::uint32_t entity = 0;  // Place in keys_.
    std::uint32_t letters = 0;
  };
  void add(const std::string& name, std::uint32_t entity);

  std::vector<Name> names_;
  std::string letters_;
  std::string shown_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::int64_t> mentions_;
};

}  // namespace trama
