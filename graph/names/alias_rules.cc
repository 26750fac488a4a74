#include "graph/names/alias_rules.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "base/tsv.h"
#include "graph/names/names.h"

namespace trama {
namespace {

AliasRule parse_rule(std::string_view line, std::string_view where, int number) {
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos || line.find('\t', second + 1) != std::string_view::npos) {
    fail_in_line(where, number, "expected three fields separated by tabs: same or different, a name, a name");
  }
  const std::string_view kind = line.substr(0, first);
  if (kind != "same" && kind != "different") {
    fail_in_line(where, number, "expected \"same\" or \"different\", found \"" + std::string(kind) + "\"");
  }
  AliasRule rule{kind == "same", std::string(trimmed_field(line.substr(first + 1, second - first - 1))),
                 std::string(trimmed_field(line.substr(second + 1)))};
  if (rule.left.empty() || rule.right.empty()) fail_in_line(where, number, "a name is empty");
  if (!rule.same && fold_name(rule.left) == fold_name(rule.right)) {
    fail_in_line(where, number, "\"" + rule.left + "\" and \"" + rule.right + "\" are one name");
  }
  return rule;
}

}  // namespace

AliasRules parse_alias_rules(std::string_view text, std::string_view where) {
  AliasRules result;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') result.rules.push_back(parse_rule(line, where, number));
  }
  std::sort(result.rules.begin(), result.rules.end());
  result.rules.erase(std::unique(result.rules.begin(), result.rules.end()), result.rules.end());
  return result;
}

AliasRules load_alias_rules(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Error(ErrorCode::kIo, file.string() + ": cannot be read");
  return parse_alias_rules(text, file.string());
}

std::string to_text(const AliasRules& rules) {
  std::string text;
  for (const AliasRule& rule : rules.rules) {
    text += std::string(rule.same ? "same" : "different") + "\t" + rule.left + "\t" + rule.right + "\n";
  }
  return text;
}

}  // namespace trama
