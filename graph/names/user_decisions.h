// What people decide about the names of a graph, one decision at a time (docs/graph-model.md, "People decide").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The author of rules that came by an alias file (graph/names/alias_rules.h). No person may be called so.
inline constexpr std::string_view kAliasFile = "alias file";

enum class DecisionKind {
  kSame,       // Two names are one actor, called by the first.
  kDifferent,  // Two names are never one actor.
  kRename,     // The actor of this name is shown under another one.
  kRetype,     // The actor of this name is of another type.
  kHide,       // The actor of this name is not shown, nor are its relations.
  kPart,       // Who bears this name in some documents is somebody else.
};

// By what people tell two who bear one name apart.
enum class PartedBy {
  kDocument,  // The id of a document.
  kOffice,    // Words of what a document says the bearer is: "ministro de Cultura".
  kCountry,   // A country of which the bearer or the document is.
};

// The other bearer is shown with the label: "Juan Pérez (Perú)"; several partings of one label are one bearer.
struct Parting {
  PartedBy by = PartedBy::kDocument;
  std::string value;
  std::string label;

  auto operator<=>(const Parting&) const = default;
};

// "country Perú", "document a17 -> ministro": the label after the arrow, if it is not the value.
std::string to_text(const Parting& parting);
std::optional<Parting> parse_parting(std::string_view text);

struct UserDecision {
  DecisionKind kind = DecisionKind::kSame;
  std::string left;  // A name.
  // Of kSame and kDifferent a name, of kRename the new one, of kRetype a type, of kPart a Parting; else empty.
  std::string right;
  std::string author;
  std::string time;  // ISO 8601, in UTC.
  // Which of the names that are written so are meant, by their ids, which are the same in every graph (name_id() in
  // graph/resolve/decisions.h). 0: in a decision to be made, that which look-up finds; in one that was made, all. Of
  // kPart the right one is the name of the parted bearer.
  std::uint64_t left_id = 0;
  std::uint64_t right_id = 0;

  bool operator==(const UserDecision&) const = default;
};

// A decision of a graph file.
struct LoggedDecision {
  std::int64_t number = 0;
  UserDecision decision;
  bool undone = false;
};

std::string_view to_string(DecisionKind kind);  // "same", "different", "rename", "retype", "hide", "part".
std::optional<DecisionKind> find_decision_kind(std::string_view name);
inline bool is_about_two_names(DecisionKind kind) {
  return kind == DecisionKind::kSame || kind == DecisionKind::kDifferent;
}

// One line for people: '"Kiev" and "Kyiv" are different'.
std::string describe(const UserDecision& decision);

// Lines of fields separated by tabs: kind, name, second name (or new name, type; empty for hide), then, if one likes,
// author, time and both ids in hexadecimal. '#' begins a comment line. So the lines of an alias file are read too.
// `where` names the text in messages. Throws Error (kFormat) that names the line.
std::vector<UserDecision> parse_user_decisions(std::string_view text, std::string_view where);
// The text that parse_user_decisions reads back. Tabs and line ends within fields become spaces.
std::string to_text(const std::vector<UserDecision>& decisions);

}  // namespace trama
