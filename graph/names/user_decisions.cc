#include "graph/names/user_decisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/statement.h"
#include "base/tsv.h"
#include "graph/names/names.h"

namespace trama {
namespace {

constexpr std::array<std::pair<DecisionKind, std::string_view>, 6> kKinds = {{{DecisionKind::kSame, "same"},
                                                                              {DecisionKind::kDifferent, "different"},
                                                                              {DecisionKind::kRename, "rename"},
                                                                              {DecisionKind::kRetype, "retype"},
                                                                              {DecisionKind::kHide, "hide"},
                                                                              {DecisionKind::kPart, "part"}}};

constexpr std::pair<PartedBy, std::string_view> kPartedBy[] = {
    {PartedBy::kDocument, "document"}, {PartedBy::kOffice, "office"}, {PartedBy::kCountry, "country"}};
constexpr std::string_view kArrow = " -> ";

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (;;) {
    const std::size_t end = line.find('\t');
    fields.emplace_back(trimmed_field(line.substr(0, end)));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

bool read_id(const std::string& text, std::uint64_t& id) {
  if (text.empty()) return true;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
  return error == std::errc() && end == text.data() + text.size();
}

UserDecision parse_decision(std::string_view line, std::string_view where, int number) {
  std::vector<std::string> fields = fields_of(line);
  const std::optional<DecisionKind> kind = find_decision_kind(fields[0]);
  if (!kind)
    fail_in_line(where, number, "expected same, different, rename, retype, hide or part, found \"" + fields[0] + "\"");
  const std::size_t needed = *kind == DecisionKind::kHide ? 2 : 3;
  if (fields.size() < needed || fields.size() > 7) {
    fail_in_line(where, number,
                 "expected fields separated by tabs: " + fields[0] + ", a name" + (needed == 2 ? "" : ", a name") +
                     "; then author, time and two ids, or nothing");
  }
  fields.resize(7);
  UserDecision decision{*kind, fields[1], fields[2], fields[3], fields[4]};
  if (decision.left.empty() || (needed == 3 && decision.right.empty())) fail_in_line(where, number, "a name is empty");
  if (*kind == DecisionKind::kRetype && !find_entity_type(decision.right)) {
    fail_in_line(where, number, "expected PER, ORG, LOC, MISC or GROUP, found \"" + decision.right + "\"");
  }
  if (*kind == DecisionKind::kPart) {
    const std::optional<Parting> parting = parse_parting(decision.right);
    if (!parting) {
      fail_in_line(where, number, "expected document, office or country, and which, found \"" + decision.right + "\"");
    }
    decision.right = to_text(*parting);
  }
  if (!read_id(fields[5], decision.left_id) || !read_id(fields[6], decision.right_id)) {
    fail_in_line(where, number, "an id is no hexadecimal number");
  }
  const bool one_id = decision.left_id == decision.right_id;  // Or none.
  if (*kind == DecisionKind::kDifferent && one_id && fold_name(decision.left) == fold_name(decision.right)) {
    fail_in_line(where, number, "\"" + decision.left + "\" and \"" + decision.right + "\" are one name");
  }
  return decision;
}

std::string field(std::string text) {
  const auto parts_fields = [](char c) { return c == '\t' || c == '\n' || c == '\r'; };
  std::replace_if(text.begin(), text.end(), parts_fields, ' ');
  return text;
}

std::string id_field(std::uint64_t id) {
  if (id == 0) return {};
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), id, 16).ptr;
  return {digits.data(), end};
}

std::string quoted(const std::string& name) {
  return "\"" + name + "\"";
}

std::string describe_parting(const std::string& text) {
  const std::optional<Parting> parting = parse_parting(text);
  if (!parting) return text;
  return to_text({parting->by, parting->value, parting->value}) + " is another, " + quoted(parting->label);
}

}  // namespace

std::string to_text(const Parting& parting) {
  std::string text;
  for (const auto& [by, name] : kPartedBy) {
    if (by == parting.by) text = name;
  }
  text += " " + parting.value;
  if (parting.label != parting.value) text.append(kArrow).append(parting.label);
  return text;
}

std::optional<Parting> parse_parting(std::string_view text) {
  const std::size_t space = text.find(' ');
  for (const auto& [by, name] : kPartedBy) {
    if (space == std::string_view::npos || text.substr(0, space) != name) continue;
    const std::string_view rest = text.substr(space + 1);
    const std::size_t arrow = rest.rfind(kArrow);
    Parting parting{by, std::string(trimmed_field(rest.substr(0, arrow))), ""};
    parting.label = arrow == std::string_view::npos ? parting.value
                                                    : std::string(trimmed_field(rest.substr(arrow + kArrow.size())));
    if (!parting.value.empty() && !parting.label.empty()) return parting;
  }
  return std::nullopt;
}

std::string_view to_string(DecisionKind kind) {
  for (const auto& [known, name] : kKinds) {
    if (known == kind) return name;
  }
  return "";
}

std::optional<DecisionKind> find_decision_kind(std::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string describe(const UserDecision& decision) {
  const std::string left = quoted(decision.left);
  switch (decision.kind) {
    case DecisionKind::kSame:
      return left + " and " + quoted(decision.right) + " are the same";
    case DecisionKind::kDifferent:
      return left + " and " + quoted(decision.right) + " are different";
    case DecisionKind::kRename:
      return left + " is called " + quoted(decision.right);
    case DecisionKind::kRetype:
      return left + " is of type " + decision.right;
    case DecisionKind::kHide:
      return left + " is hidden";
    case DecisionKind::kPart:
      return left + " of " + describe_parting(decision.right);
  }
  return {};
}

std::vector<UserDecision> parse_user_decisions(std::string_view text, std::string_view where) {
  std::vector<UserDecision> decisions;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') decisions.push_back(parse_decision(line, where, number));
  }
  return decisions;
}

std::string to_text(const std::vector<UserDecision>& decisions) {
  std::string text = "# kind\tname\tother\tauthor\ttime\tid of the name\tid of the other\n";
  for (const UserDecision& one : decisions) {
    text += std::string(to_string(one.kind)) + "\t" + field(one.left) + "\t" + field(one.right) + "\t" +
            field(one.author) + "\t" + field(one.time) + "\t" + id_field(one.left_id) + "\t" + id_field(one.right_id) +
            "\n";
  }
  return text;
}

}  // namespace trama
