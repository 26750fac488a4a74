#include "graph/names/alias_rules.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "graph/names/names.h"

namespace trama {
namespace {

[[noreturn]] void fail(std::string_view where, int line, const std::string& message) {
  throw Error(ErrorCode::kFormat, std::string(where) + ":" + std::to_string(line) + ": " + message);
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \r") - begin + 1));
}

AliasRule parse_line(std::string_view line, std::string_view where, int number) {
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos || line.find('\t', second + 1) != std::string_view::npos) {
    fail(where, number, "expected three fields separated by tabs: same or different, a name, a name");
  }
  const std::string_view kind = line.substr(0, first);
  if (kind != "same" && kind != "different") {
    fail(where, number, "expected \"same\" or \"different\", found \"" + std::string(kind) + "\"");
  }
  AliasRule rule{kind == "same", trimmed(line.substr(first + 1, second - first - 1)), trimmed(line.substr(second + 1))};
  if (rule.left.empty() || rule.right.empty()) fail(where, number, "a name is empty");
  if (!rule.same && fold_name(rule.left) == fold_name(rule.right)) {
    fail(where, number, "\"" + rule.left + "\" and \"" + rule.right + "\" are one name");
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
    if (!line.empty() && line.front() != '#') result.rules.push_back(parse_line(line, where, number));
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
