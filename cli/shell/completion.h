// What may stand at a place of a query that is being typed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/model/graph_view.h"
#include "graph/query/values/value.h"

namespace trama::cli {

struct Completion {
  std::size_t begin = 0;                // Where the word begins that is to be completed.
  std::vector<std::string> candidates;  // What may stand for it, whole.
  std::string common;                   // With what all of them begin, spelt as the first does.
};

// Knows keywords, functions, labels, types, properties, variables, parameters and the names of actors. Words are
// compared without case and accents. Names and types are read from the graph when they are first asked for.
class Completer {
 public:
  // Both must outlive it.
  Completer(const GraphView& graph, const cypher::Map& parameters) : graph_(graph), parameters_(parameters) {}

  // For the end of `text`.
  Completion complete(std::string_view text);
  // Lemmas and classes of the graph's relations with how many have them, the most frequent first.
  const std::vector<std::pair<std::string, std::int64_t>>& types();

 private:
  using Words = std::vector<std::pair<std::string, std::string>>;  // Folded, and as written.

  const Words& names();
  Words words_at(std::string_view text, std::size_t begin, const std::string& brackets);
  Words type_words();

  const GraphView& graph_;
  const cypher::Map& parameters_;
  bool names_read_ = false;
  Words names_;
  bool types_read_ = false;
  std::vector<std::pair<std::string, std::int64_t>> types_;
};

// The commands of the shell, with their dots.
const std::vector<std::string>& dot_commands();

}  // namespace trama::cli
