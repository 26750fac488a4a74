#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"
#include "documents/dates/dates.h"
#include "documents/document_reader.h"
#include "documents/reading/one_file.h"

namespace trama {
namespace {

bool has_no_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(decode_utf8(text, i));
    if (!u_isUWhiteSpace(c) && !u_iscntrl(c) && c != 0xFEFF) return false;
  }
  return true;
}

// Sets the day of publication: by what the source says, else by the address, the file's name, the dateline, or when it
// was sent.
void find_date(ReadDocument& read, const std::string& name, const std::string& where, ReadLog& log) {
  Document& document = read.document;
  const std::string given = clean_line(document.date);
  // The United States write the month first.
  const DateOrder order = read.origin.language.ends_with("-US") ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  std::optional<FoundDate> found;
  const auto try_one = [&](const char* from, auto find) {
    if (found) return;
    found = find();
    if (found) read.origin.date_from = from;
  };
  try_one("metadata", [&] { return given.empty() ? std::nullopt : parse_date(given, order); });
  if (!given.empty() && !found) log.warn(where, "not a date: \"" + given.substr(0, 40) + '"');
  try_one("address", [&] { return find_date_in_address(document.url); });
  // The name of a file of several documents tells when they were collected.
  if (read.origin.record == 0) try_one("name", [&] { return find_date_in_name(name.substr(name.rfind('/') + 1)); });
  try_one("dateline", [&] { return find_dateline(document.text); });
  try_one("transfer",
          [&] { return read.transfer_date.empty() ? std::nullopt : parse_date(read.transfer_date, order); });
  if (found && found->ambiguous) {
    log.warn(where, "the date could have day and month the other way round; read as " + found->day);
  }
  document.date = found ? found->day : std::string();
}

}  // namespace

std::string clean_line(std::string_view text) {
  const std::string valid = repair_utf8(text).text;
  std::string visible;
  visible.reserve(valid.size());
  for (std::size_t i = 0; i < valid.size();) {
    const char32_t c = decode_utf8(valid, i);
    append_utf8(visible, u_iscntrl(static_cast<UChar32>(c)) ? U' ' : c);
  }
  return collapse_spaces(visible);
}

std::string too_large() {
  return "larger than " + std::to_string(kMaxDocumentBytes >> 20) +
         " MiB: divide it into its articles; trama analyze reads text files of any length";
}

bool finish_document(ReadDocument& read, const std::string& name, ReadLog& log) {
  Document& document = read.document;
  const std::string where = read.where.empty() ? name : read.where;
  if (has_no_text(document.text)) {
    log.pass_over(where, "no text");
    return false;
  }
  if (document.text.size() > kMaxDocumentBytes) {
    log.pass_over(where, too_large());
    return false;
  }
  if (!is_valid_utf8(document.text)) document.text = repair_utf8(document.text).text;
  std::replace(document.text.begin(), document.text.end(), '\0', ' ');  // Keeps the offsets.
  for (std::string* field : {&document.id, &document.title, &document.url, &document.source, &read.origin.author,
                             &read.origin.section, &read.origin.language}) {
    *field = clean_line(*field);
  }
  find_date(read, name, where, log);
  if (document.id.empty()) document.id = where;
  return true;
}

}  // namespace trama
