#include "documents/tables/record.h"

#include <algorithm>

#include "base/error.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "documents/data/data.h"
#include "documents/markup/fragment.h"

namespace trama {
namespace {

const std::map<std::string, std::vector<std::string>>& known_names() {
  static const std::map<std::string, std::vector<std::string>> table = [] {
    std::map<std::string, std::vector<std::string>> made;
    for (const auto& row : parse_tsv(embedded_documents_data("fields.tsv"))) {
      made[std::string(row.at(0))] = words_of_cell(row.at(1));
    }
    return made;
  }();
  return table;
}

// The form in which keys are compared: "Publication Date", "publication_date" and "publicationDate" are one.
std::string common_form(std::string_view key) {
  std::string form = fold_key(key);
  std::erase_if(form, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  return form;
}

bool is_blank_value(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::string keys_of(const Record& record) {
  constexpr std::size_t kMost = 20, kMostBytes = 40;
  std::string keys;
  for (std::size_t i = 0; i < record.size() && i < kMost; ++i) {
    keys += (i == 0 ? "" : ", ") + record[i].first.substr(0, kMostBytes);
  }
  if (record.size() > kMost) keys += ", …";
  return keys.empty() ? "no keys" : keys;
}

// NewsAPI cuts texts and tells how much: "… [+1234 chars]".
void drop_cut_mark(std::string& text) {
  const std::size_t mark = text.rfind("[+");
  if (mark != text.npos && text.ends_with(" chars]") && text.size() - mark < 20) text.erase(mark);
}

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string host_of(std::string_view address) {
  const std::size_t begin = address.find("://") + 3;
  std::string host(address.substr(begin, address.find_first_of("/?#", begin) - begin));
  return host.starts_with("www.") ? host.substr(4) : host;
}

}  // namespace

bool is_known_key(std::string_view key) {
  const std::string form = common_form(key);
  return std::any_of(known_names().begin(), known_names().end(), [&](const auto& row) {
    return std::find(row.second.begin(), row.second.end(), form) != row.second.end();
  });
}

RecordFields::RecordFields(const std::vector<std::pair<std::string, std::string>>& given) : names_(known_names()) {
  for (const auto& [field, key] : given) {
    const auto found = names_.find(field);
    if (found == names_.end()) {
      std::string all;
      for (const auto& row : names_) all += (all.empty() ? "" : ", ") + row.first;
      throw Error(ErrorCode::kInvalid, "documents have no field \"" + field + "\" but " + all);
    }
    found->second = {common_form(key)};
    if (field == "text") text_key_ = key;
  }
}

std::string RecordFields::value(const Record& record, const std::string& field) const {
  std::vector<std::string> forms;
  for (const auto& entry : record) forms.push_back(common_form(entry.first));
  for (const std::string& name : names_.at(field)) {
    for (std::size_t i = 0; i < record.size(); ++i) {
      if (forms[i] == name && !is_blank_value(record[i].second)) return record[i].second;
    }
  }
  return {};
}

bool RecordFields::has_text(const Record& record) const {
  return !value(record, "text").empty();
}

void RecordFields::fill_metadata(const Record& record, ReadDocument& out) const {
  Document& document = out.document;
  document.id = value(record, "id");
  document.title = value(record, "title");
  document.date = value(record, "date");
  document.url = value(record, "url");
  document.source = value(record, "source");
  out.origin.author = value(record, "author");
  out.origin.section = value(record, "section");
  out.origin.language = value(record, "language");
  if (looks_like_markup_fragment(document.title)) document.title = text_of_fragment(document.title);
  if (is_web_address(document.source)) {
    if (document.url.empty()) document.url = document.source;
    document.source = host_of(document.source);
  }
}

std::string RecordFields::fill(const Record& record, ReadDocument& out) const {
  std::string text = value(record, "text");
  if (text.empty()) {
    const std::string wanted =
        text_key_.empty() ? "text, body, content, cuerpo, texto or --fields text=KEY" : text_key_;
    return "no text: it has " + keys_of(record) + "; a text would be called " + wanted;
  }
  if (looks_like_markup_fragment(text)) text = text_of_fragment(text);
  drop_cut_mark(text);
  out.document.text = std::move(text);
  fill_metadata(record, out);
  return {};
}

}  // namespace trama
