#include "cli/shell/completion.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"
#include "cli/shell/statements.h"
#include "cli/verbs/verb.h"
#include "graph/model/properties.h"
#include "graph/query/engine.h"
#include "graph/query/graphs/view_graph.h"
#include "graph/query/query.h"

namespace trama::cli {

namespace {

constexpr std::string_view kKeywords[] = {"MATCH",
                                          "OPTIONAL MATCH",
                                          "WHERE",
                                          "RETURN",
                                          "WITH",
                                          "UNWIND",
                                          "AS",
                                          "DISTINCT",
                                          "ORDER BY",
                                          "ASC",
                                          "DESC",
                                          "SKIP",
                                          "LIMIT",
                                          "UNION",
                                          "UNION ALL",
                                          "CALL",
                                          "CASE",
                                          "WHEN",
                                          "THEN",
                                          "ELSE",
                                          "END",
                                          "AND",
                                          "OR",
                                          "XOR",
                                          "NOT",
                                          "IN",
                                          "IS NULL",
                                          "IS NOT NULL",
                                          "CONTAINS",
                                          "STARTS WITH",
                                          "ENDS WITH",
                                          "EXISTS",
                                          "COUNT",
                                          "COLLECT",
                                          "true",
                                          "false",
                                          "null",
                                          "shortestPath(",
                                          "allShortestPaths(",
                                          "all(",
                                          "any(",
                                          "none(",
                                          "single(",
                                          "reduce("};

bool in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

std::size_t word_begin(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && in_word(text[begin - 1])) --begin;
  return begin;
}

// A name that a query can have as it stands, or in backticks.
std::string name_in_query(const std::string& name) {
  const bool plain =
      !name.empty() && std::all_of(name.begin(), name.end(), in_word) && (name[0] < '0' || name[0] > '9');
  return plain ? name : quoted_name(name);
}

// As between quotation marks.
std::string escaped(std::string_view name, char quote) {
  std::string text;
  for (const char c : name) {
    if (c == quote || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

// The longest beginning of the first candidate that all share but for case and accents.
std::string common_beginning(const std::vector<std::string>& candidates) {
  if (candidates.empty()) return {};
  std::vector<std::string> folded;
  for (const std::string& one : candidates) folded.push_back(fold_key(one));
  const std::string& first = candidates.front();
  std::size_t end = 0;
  for (std::size_t at = 0; at < first.size();) {
    decode_utf8(first, at);
    const std::string key = fold_key(first.substr(0, at));
    const bool shared =
        std::all_of(folded.begin(), folded.end(), [&](const auto& one) { return one.starts_with(key); });
    if (!shared) break;
    end = at;
  }
  return first.substr(0, end);
}

// Variables of the query: words before a label, a type or the end of a bracket.
std::vector<std::string> variables_of(std::string_view text) {
  std::set<std::string> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '(' && text[at] != '[') continue;
    std::size_t end = at + 1;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > at + 1 && end < text.size()) found.emplace(text.substr(at + 1, end - at - 1));
  }
  return {found.begin(), found.end()};
}

}  // namespace

const std::vector<std::string>& dot_commands() {
  static const std::vector<std::string> kCommands = {".help", ".mode", ".once",   ".pager", ".param",
                                                     ".quit", ".read", ".schema", ".timer"};
  return kCommands;
}

const Completer::Words& Completer::names() {
  if (std::exchange(names_read_, true)) return names_;
  for (const EntityId id : graph_.entity_ids()) {
    const Entity& entity = graph_.entity(id);
    names_.emplace_back(fold_key(entity.name), entity.name);
    for (const std::string& alias : entity.aliases) names_.emplace_back(fold_key(alias), alias);
  }
  // What would steer the terminal cannot be shown, so it is not offered.
  std::erase_if(names_, [](const auto& one) { return printable_text(one.second) != one.second; });
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  return names_;
}

const std::vector<std::pair<std::string, std::int64_t>>& Completer::types() {
  if (std::exchange(types_read_, true)) return types_;
  std::map<std::string, std::int64_t> counts;
  graph_.scan_relations([&](const RelationEdge& relation) {
    for (const std::string* type : {&relation.lemma, &relation.event_class, &relation.relation_class}) {
      if (!type->empty()) ++counts[*type];
    }
  });
  types_.assign(counts.begin(), counts.end());
  std::erase_if(types_, [](const auto& one) { return printable_text(one.first) != one.first; });
  std::stable_sort(types_.begin(), types_.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return types_;
}

Completer::Words Completer::type_words() {
  Words words;
  for (const auto& [type, count] : types()) words.emplace_back(fold_key(type), name_in_query(type));
  return words;
}

// What may stand behind text[0, begin) where no text is open.
Completer::Words Completer::words_at(std::string_view text, std::size_t begin, const std::string& brackets) {
  const cypher::ViewGraph known(graph_);
  Words words;
  const auto add = [&](std::string_view word) { words.emplace_back(fold_key(word), word); };
  const auto add_all = [&](const std::vector<std::string>& all) { std::for_each(all.begin(), all.end(), add); };
  std::size_t before = begin;
  while (before > 0 && is_space(text[before - 1])) --before;
  const char last = before > 0 ? text[before - 1] : '\0';
  const char inside = brackets.empty() ? '\0' : brackets.back();
  const char around = brackets.size() < 2 ? '\0' : brackets[brackets.size() - 2];
  if (last == '$') {
    for (const auto& [name, value] : parameters_) add(name);
  } else if (last == '.' && before == begin) {
    add_all(known.known_node_properties());
    add_all(known.known_relationship_properties());
  } else if ((last == ':' || last == '|' || last == '&' || last == '!') && inside == '[') {
    return type_words();
  } else if ((last == ':' || last == '|' || last == '&' || last == '!') && inside != '{') {
    for (const std::string& label : known.known_labels()) {
      const std::size_t slash = label.find('/');
      add(std::string_view(label).substr(0, slash));
      if (slash != std::string::npos) add(std::string_view(label).substr(slash + 1));
    }
  } else if (inside == '{' && (last == '{' || last == ',') && (around == '(' || around == '[')) {
    add_all(around == '(' ? known.known_node_properties() : known.known_relationship_properties());
  } else {
    std::for_each(std::begin(kKeywords), std::end(kKeywords), add);
    for (const std::string& name : cypher::known_functions()) add(name + "(");
    add_all(variables_of(text.substr(0, begin)));
  }
  return words;
}

Completion Completer::complete(std::string_view text) {
  Completion result;
  const auto take = [&](const Words& words, std::string_view typed, char quote) {
    const std::string key = fold_key(typed);
    for (const auto& [folded, written] : words) {
      if (folded.starts_with(key)) result.candidates.push_back(quote == '\0' ? written : escaped(written, quote));
    }
  };
  const OpenPlace place = open_place(text);
  if (place.comment) return result;
  if (place.quote == '`') {
    result.begin = place.begin - 1;
    take(type_words(), text.substr(place.begin), '\0');
  } else if (place.quote != '\0') {
    result.begin = place.begin;
    take(names(), text.substr(place.begin), place.quote);
  } else if (text.starts_with('.') && text.find(' ') == std::string_view::npos) {
    const std::vector<std::string>& all = dot_commands();
    std::copy_if(all.begin(), all.end(), std::back_inserter(result.candidates),
                 [&](const std::string& one) { return one.starts_with(text); });
  } else if (!text.starts_with('.')) {
    result.begin = word_begin(text);
    take(words_at(text, result.begin, place.brackets), text.substr(result.begin), '\0');
  }
  std::sort(result.candidates.begin(), result.candidates.end());
  result.candidates.erase(std::unique(result.candidates.begin(), result.candidates.end()), result.candidates.end());
  result.common = common_beginning(result.candidates);
  return result;
}

}  // namespace trama::cli
