#include "documents/web/header_fields.h"

#include <algorithm>

#include "base/utf8.h"

namespace trama {
namespace {

std::string_view trim_value(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

void HeaderFields::add_line(std::string_view line) {
  if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
    if (!fields_.empty()) fields_.back().second.append(" ").append(trim_value(line));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return;
  fields_.emplace_back(to_lower(repair_utf8(trim_value(line.substr(0, colon))).text),
                       repair_utf8(trim_value(line.substr(colon + 1))).text);
}

std::string_view HeaderFields::value(std::string_view name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string_view() : found->second;
}

std::string media_type(std::string_view content_type) {
  return to_lower(trim_value(content_type.substr(0, content_type.find(';'))));
}

std::string charset_of(std::string_view content_type) {
  const std::string lower = to_lower(content_type);
  std::size_t begin = lower.find("charset=");
  if (begin == lower.npos) return {};
  begin += std::string_view("charset=").size();
  std::string charset = lower.substr(begin, lower.find(';', begin) - begin);
  std::erase_if(charset, [](char c) { return c == '"' || c == '\'' || c == ' '; });
  return charset;
}

}  // namespace trama
