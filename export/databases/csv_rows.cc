#include "export/databases/csv_rows.h"

#include <algorithm>
#include <ostream>

#include "export/graphs/columns.h"
#include "export/text_flush.h"

namespace trama {
namespace {}  // namespace

void CsvRows::text(std::string_view value) {
  next();
  row_ += '"';
  append(value, false);
  row_ += '"';
}

void CsvRows::value(const Value& value) {
  if (const auto* known = std::get_if<std::string>(&value)) return text(*known);
  next();
  if (const auto* truth = std::get_if<bool>(&value)) row_ += *truth ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) row_ += std::to_string(*number);
  if (const auto* number = std::get_if<double>(&value)) row_ += number_text(*number);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) append_list(*texts);
}

void CsvRows::texts(std::span<const std::string_view> texts) {
  next();
  append_list(texts);
}

void CsvRows::end() {
  row_ += '\n';
  longest_ = std::max(longest_, row_.size());
  text_ += row_;
  row_.clear();
  first_ = true;
  flush_long_text(text_, *out_);
}

void CsvRows::flush() {
  flush_text(text_, *out_);
}

void CsvRows::next() {
  if (!first_) row_ += ',';
  first_ = false;
}

void CsvRows::append(std::string_view value, bool in_list) {
  for (const char c : value) {
    if (c == '"') row_ += '"';
    row_ += in_list && c == kListSeparator ? ' ' : c;
  }
}

// Of an empty list nothing: readers have no way to say it.
template <typename Texts>
void CsvRows::append_list(const Texts& texts) {
  if (texts.empty()) return;
  row_ += '"';
  bool first = true;
  for (const auto& element : texts) {
    if (!first) row_ += kListSeparator;
    first = false;
    append(element, true);
  }
  row_ += '"';
}

std::string_view file_stem(NodeKind kind) {
  constexpr std::string_view kStems[] = {"actors", "documents", "statements", "sources"};
  return kStems[static_cast<std::size_t>(kind)];
}

std::string_view file_stem(LinkKind kind) {
  constexpr std::string_view kStems[] = {"relations", "in_document",    "subjects",
                                         "objects",   "said_by_actors", "said_by_sources"};
  return kStems[static_cast<std::size_t>(kind)];
}

}  // namespace trama
