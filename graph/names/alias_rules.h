// What a user decides about names: which mean the same and which do not (docs/graph-model.md, "Alias files").
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

struct AliasRule {
  bool same = true;  // False: the two names are never merged.
  std::string left;  // For `same`, the name to show.
  std::string right;

  auto operator<=>(const AliasRule&) const = default;
};

// Sorted, without repetitions.
struct AliasRules {
  std::vector<AliasRule> rules;

  bool empty() const { return rules.empty(); }
};

// Reads lines "same<TAB>A<TAB>B" and "different<TAB>A<TAB>B"; '#' begins a comment line. `where` names the text in
// messages. Throws Error (kFormat) with the line that is neither, that has an empty name, or that calls a name
// different from itself.
AliasRules parse_alias_rules(std::string_view text, std::string_view where);

// The same from a file. Throws Error: kIo if it cannot be read.
AliasRules load_alias_rules(const std::filesystem::path& file);

// The text that parse_alias_rules reads back.
std::string to_text(const AliasRules& rules);

}  // namespace trama
