#include "documents/forms/form.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/tsv.h"
#include "base/utf8.h"
#include "documents/data/data.h"
#include "documents/tables/table_head.h"

namespace trama {
namespace {

constexpr std::array<std::pair<Form, const char*>, 17> kFormNames = {{
    {Form::kText, "text"},
    {Form::kMarkdown, "markdown"},
    {Form::kHtml, "html"},
    {Form::kFeed, "feed"},
    {Form::kJson, "json"},
    {Form::kJsonLines, "jsonl"},
    {Form::kTable, "csv"},
    {Form::kWarc, "warc"},
    {Form::kPdf, "pdf"},
    {Form::kDocx, "docx"},
    {Form::kOdt, "odt"},
    {Form::kEpub, "epub"},
    {Form::kMail, "mail"},
    {Form::kMbox, "mbox"},
    {Form::kArchive, "archive"},
    {Form::kPacked, "packed"},
    {Form::kOther, "other"},
}};

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string bytes_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// What the content is if it is none of ours.
std::string foreign_kind(std::string_view head) {
  static const std::vector<std::pair<std::string, std::string>> kinds = [] {
    std::vector<std::pair<std::string, std::string>> made;
    for (const auto& row : parse_tsv(embedded_documents_data("magic.tsv"))) {
      made.emplace_back(bytes_of_hex(row.at(0)), row.at(1));
    }
    return made;
  }();
  for (const auto& [magic, kind] : kinds) {
    if (head.starts_with(magic)) return kind;
  }
  return {};
}

// A ZIP file by its first entries: documents of other programs are some.
Form zip_form(std::string_view head, std::string_view name) {
  constexpr std::size_t kFirstName = 30;
  const std::string_view first = head.substr(std::min(kFirstName, head.size()), 200);
  if (first.starts_with("mimetypeapplication/epub+zip")) return Form::kEpub;
  if (first.starts_with("mimetypeapplication/vnd.oasis.opendocument.text")) return Form::kOdt;
  const bool packaged = first.starts_with("[Content_Types].xml") || first.starts_with("_rels/") ||
                        first.starts_with("word/") || first.starts_with("docProps/");
  if (packaged || name.ends_with(".docx")) return Form::kDocx;
  if (name.ends_with(".epub")) return Form::kEpub;
  if (name.ends_with(".odt")) return Form::kOdt;
  return Form::kArchive;
}

std::optional<Form> form_of_magic(std::string_view head, std::string_view name) {
  using namespace std::string_view_literals;
  if (head.starts_with("%PDF-")) return Form::kPdf;
  if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return zip_form(head, name);
  if (head.starts_with("WARC/")) return Form::kWarc;
  if (head.starts_with("\xFD"
                       "7zXZ\0"sv) ||
      head.starts_with("\x28\xB5\x2F\xFD") || (head.starts_with("BZh") && head.substr(4).starts_with("1AY&SY"))) {
    return Form::kPacked;
  }
  constexpr std::size_t kTarMagic = 257;
  if (head.size() > kTarMagic && head.substr(kTarMagic).starts_with("ustar")) return Form::kArchive;
  return std::nullopt;
}

// The elements, comments and so on that a page or a feed begins with tell which it is.
Form markup_form(std::string_view head) {
  const std::string lower = to_lower(repair_utf8(head).text);
  const auto at = [&](std::string_view what) { return lower.find(what); };
  const std::size_t page = std::min({at("<html"), at("<!doctype html"), at("<head"), at("<body")});
  const std::size_t feed = std::min({at("<rss"), at("<feed"), at("<rdf:rdf")});
  return feed < page ? Form::kFeed : Form::kHtml;
}

bool looks_like_markup(std::string_view head, std::string_view name) {
  const std::string lower = to_lower(repair_utf8(head.substr(0, 1000)).text);
  for (const std::string_view begin : {"<!doctype html", "<html", "<head", "<body", "<?xml", "<rss", "<feed",
                                       "<rdf:rdf", "<!--", "<article", "<div", "<meta", "<title", "<p>", "<h1"}) {
    if (lower.starts_with(begin)) return true;
  }
  return ends_with_any(name, {".html", ".htm", ".xhtml", ".shtml"});
}

// A line "Name: value" as messages have them.
bool is_header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || colon < 2 || colon > 40) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
  });
}

std::optional<Form> mail_form(std::string_view head, std::string_view name) {
  const std::string_view first = head.substr(0, head.find('\n'));
  const std::string_view next = first.size() < head.size() ? head.substr(first.size() + 1) : std::string_view();
  if (first.starts_with("From ") && is_header_line(next.substr(0, next.find('\n')))) return Form::kMbox;
  if (!is_header_line(first)) return std::nullopt;
  const std::string lower = to_lower(repair_utf8("\n" + std::string(head)).text);
  int known = 0;
  for (const std::string_view field : {"\nfrom:", "\ndate:", "\nsubject:", "\nmime-version:", "\nmessage-id:",
                                       "\nreceived:", "\nreturn-path:", "\ncontent-type:", "\nto:"}) {
    known += lower.find(field) != lower.npos;
  }
  if (known >= 3 || ends_with_any(name, {".eml", ".mht", ".mhtml"})) return Form::kMail;
  return std::nullopt;
}

Form json_form(std::string_view head, std::string_view name) {
  if (name.ends_with(".json")) return Form::kJson;
  if (ends_with_any(name, {".jsonl", ".ndjson"})) return Form::kJsonLines;
  if (head.front() == '[') return Form::kJson;
  // An object that goes on behind the end of its first line is not one a line.
  const std::string_view line = head.substr(0, head.find('\n'));
  const std::size_t last = line.find_last_not_of(" \t\r");
  return line.size() == head.size() || line[last] == '}' ? Form::kJsonLines : Form::kJson;
}

bool looks_like_json(std::string_view head) {
  if (head.front() == '{') {
    const std::size_t next = head.find_first_not_of(" \t\r\n", 1);
    return next == head.npos || head[next] == '"' || head[next] == '}';
  }
  if (head.front() != '[') return false;
  const std::size_t next = head.find_first_not_of(" \t\r\n[", 1);
  return next == head.npos || head[next] == '{';
}

// Control characters are few in texts, whatever their encoding; a tenth of random bytes are some. Zero bytes are left
// to the text reader.
bool is_binary(std::string_view head) {
  constexpr std::size_t kFewest = 4, kPerHundred = 2;
  const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), [](char c) {
    return c > 0 && c < ' ' && std::string_view("\t\n\v\f\r\x1b").find(c) == std::string_view::npos;
  }));
  return controls >= kFewest && controls * 100 > head.size() * kPerHundred;
}

}  // namespace

const char* to_string(Form form) {
  return std::find_if(kFormNames.begin(), kFormNames.end(), [&](const auto& row) { return row.first == form; })->second;
}

Form find_form(std::string_view name) {
  for (const auto& [form, known] : kFormNames) {
    if (name == known && form != Form::kArchive && form != Form::kPacked) return form;
  }
  return Form::kOther;
}

DetectedForm detect_form(std::string_view head, std::string_view name) {
  const std::string lower = to_lower(name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name);
  if (const auto form = form_of_magic(head, lower)) return {*form, {}};
  if (std::string kind = foreign_kind(head); !kind.empty()) return {Form::kOther, std::move(kind)};
  const bool utf16 = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  if (!utf16 && (head.substr(0, 32).find('\0') != head.npos || is_binary(head)))
    return {Form::kOther, "not a text but binary data"};

  const bool json_name = ends_with_any(lower, {".json", ".jsonl", ".ndjson"});
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t visible = head.find_first_not_of(" \t\r\n");
  if (json_name) return {json_form(head, lower), {}};
  if (utf16 || visible == head.npos) return {Form::kText, {}};
  head.remove_prefix(visible);
  if (looks_like_json(head)) return {json_form(head, lower), {}};
  if (looks_like_markup(head, lower)) return {markup_form(head), {}};
  if (const auto form = mail_form(head, lower)) return {*form, {}};
  if (ends_with_any(lower, {".md", ".markdown"}) || head.starts_with("---\n") || head.starts_with("---\r\n")) {
    return {Form::kMarkdown, {}};
  }
  if (ends_with_any(lower, {".csv", ".tsv", ".tab"}) || has_table_head(head)) return {Form::kTable, {}};
  return {Form::kText, {}};
}

std::string_view beside_documents(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos) return {};
  const std::string ending = to_lower(name.substr(dot + 1));
  for (const auto& row : parse_tsv(embedded_documents_data("beside.tsv"))) {
    const std::vector<std::string> endings = words_of_cell(row.at(1));
    if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return row[0];
  }
  return {};
}

}  // namespace trama
