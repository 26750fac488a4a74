#include "graph/query/syntax/source.h"

#include <algorithm>
#include <numeric>

#include "base/error.h"
#include "base/utf8.h"

namespace trama::cypher {
namespace {

// How many letters must be changed, added, left out, or changed with the next one.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> before = row;  // Two rows above.
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::vector<std::size_t> above = row;
    row[0] = i + 1;
    for (std::size_t k = 0; k < right.size(); ++k) {
      const std::size_t changed = above[k] + (left[i] == right[k] ? 0 : 1);
      row[k + 1] = std::min({changed, row[k] + 1, above[k + 1] + 1});
      const bool turned = i > 0 && k > 0 && left[i] == right[k - 1] && left[i - 1] == right[k];
      if (turned) row[k + 1] = std::min(row[k + 1], before[k - 1] + 1);
    }
    before = above;
  }
  return row.back();
}

}  // namespace

void fail(std::string_view query, std::size_t position, const std::string& message) {
  constexpr std::size_t kLongestLine = 300;
  position = std::min(position, query.size());
  const std::size_t begin = query.substr(0, position).rfind('\n') + 1;  // npos + 1 is 0.
  const auto line = std::count(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(position), '\n') + 1;
  std::string pad;
  std::size_t column = 1;
  for (std::size_t at = begin; at < position; ++column) pad += decode_utf8(query, at) == U'\t' ? '\t' : ' ';
  std::string shown(query.substr(begin, std::min(query.find('\n', position) - begin, kLongestLine)));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t') c = ' ';
  }
  const std::string caret = pad.size() < kLongestLine ? "\n" + shown + "\n" + pad + "^" : std::string();
  throw Error(ErrorCode::kSyntax,
              "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + message + caret);
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  constexpr std::size_t kLongest = 64;
  const std::string wanted = fold_key(name);
  if (wanted.size() < 3 || wanted.size() > kLongest) return {};
  std::string best;
  std::size_t fewest = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& one : known) {
    const std::string folded = fold_key(one);
    const bool part = folded.find(wanted) != std::string::npos;
    const std::size_t letters = part ? 1 : distance(wanted, folded);
    if (letters >= fewest) continue;
    fewest = letters;
    best = one;
  }
  return best;
}

}  // namespace trama::cypher
