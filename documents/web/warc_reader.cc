#include "documents/web/warc_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "documents/html/article.h"
#include "documents/web/header_fields.h"
#include "documents/web/http_body.h"
#include "documents/web/page_document.h"

namespace trama {
namespace {

constexpr std::size_t kMaxLine = std::size_t{1} << 16;
constexpr std::size_t kMaxHeaderLines = 1000;

class WarcReader : public FormReader {
 public:
  WarcReader(InputFile file, const ReadContext& context) : file_(std::move(file)), context_(context) {}

  std::optional<ReadDocument> next() override {
    while (next_record()) {
      const std::string where = context_.name + "#" + std::to_string(number_);
      try {
        if (auto document = read_record()) {
          document->where = where;
          document->origin.record = number_;
          skip_rest();
          return document;
        }
      } catch (const Error& error) {
        if (error.code() != ErrorCode::kFormat || damaged_) throw;
        context_.log.fail(where, error.what());
      }
      skip_rest();
    }
    return std::nullopt;
  }

 private:
  // Reads the head of the next record; false at the end.
  bool next_record() {
    std::string line;
    InputFile::Line read = InputFile::Line::kLine;
    do {
      read = file_.next_line(line, kMaxLine);
      if (read == InputFile::Line::kEnd) return false;
    } while (line.find_first_not_of("\r \t") == line.npos);
    ++number_;
    if (!line.starts_with("WARC/")) damaged("no WARC record begins here: record " + std::to_string(number_));
    fields_ = {};
    for (std::size_t lines = 0;; ++lines) {
      read = file_.next_line(line, kMaxLine);
      if (read == InputFile::Line::kEnd || lines > kMaxHeaderLines) damaged("cut off");
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty()) break;
      fields_.add_line(line);
    }
    const std::string_view length = fields_.value("content-length");
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), left_);
    if (error != std::errc() || end != length.data() + length.size()) damaged("a record without Content-Length");
    return true;
  }

  // What follows makes no sense.
  [[noreturn]] void damaged(const std::string& reason) {
    damaged_ = true;
    throw Error(ErrorCode::kFormat, reason);
  }

  std::optional<ReadDocument> read_record() {
    const std::string type = to_lower(fields_.value("warc-type"));
    const std::string content = media_type(fields_.value("content-type"));
    if (type == "response" && content == "application/http") return read_response();
    if (type == "resource" || type == "conversion") return read_page(fields_.value("content-type"), read_body());
    const bool kept_elsewhere = type == "revisit";
    if (kept_elsewhere) context_.log.leave_out("revisit records");
    if (type == "response") context_.log.leave_out("not HTTP");
    return std::nullopt;  // warcinfo, request, metadata: never documents.
  }

  std::optional<ReadDocument> read_response() {
    std::string body = read_body();
    HeaderFields http;
    std::string_view rest = body;
    const auto next_line = [&] {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      return line;
    };
    const std::string_view status = next_line();
    if (status.find(" 200") == status.npos) {
      context_.log.leave_out("status other than 200");
      return std::nullopt;
    }
    for (std::string_view line = next_line(); !line.empty(); line = next_line()) http.add_line(line);
    if (!is_page(media_type(http.value("content-type")), rest)) {
      context_.log.leave_out("not HTML or text");
      return std::nullopt;
    }
    std::string content(rest);
    body.clear();
    // Crawlers that took the chunks apart may have kept the header: then no length stands first.
    const bool chunked = to_lower(http.value("transfer-encoding")).find("chunked") != std::string::npos;
    if (chunked && std::isxdigit(static_cast<unsigned char>(content.front())) != 0) content = without_chunks(content);
    const std::string encoding = to_lower(http.value("content-encoding"));
    if (!encoding.empty()) content = unpack_body(content, encoding, kMaxPageBytes);
    auto document = read_page(http.value("content-type"), std::move(content));
    if (document) document->transfer_date = http.value("last-modified");
    return document;
  }

  static bool is_page(const std::string& type, std::string_view content) {
    if (content.empty()) return false;
    return type.empty() || type == "text/html" || type == "application/xhtml+xml" || type == "text/plain";
  }

  std::optional<ReadDocument> read_page(std::string_view content_type, std::string content) {
    const std::string type = media_type(content_type);
    if (!is_page(type, content)) {
      context_.log.leave_out("not HTML or text");
      return std::nullopt;
    }
    std::string address(fields_.value("warc-target-uri"));
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
    ReadDocument document;
    if (type == "text/plain") {
      document.document.text = decode_bytes(std::move(content)).text;
      document.origin.form = "text";
    } else {
      document = document_of_page(content, charset_of(content_type));
      if (document.document.text.empty()) {
        context_.log.leave_out("pages without an article");
        return std::nullopt;
      }
    }
    if (document.document.url.empty()) document.document.url = address;
    document.document.id = address;
    return document;
  }

  std::string read_body() {
    if (left_ > kMaxPageBytes) {
      throw Error(ErrorCode::kFormat, "a record larger than " + std::to_string(kMaxPageBytes >> 20) + " MiB");
    }
    std::string body(left_, '\0');
    std::size_t got = 0;
    while (got < body.size()) {
      const std::size_t count = file_.read(body.data() + got, body.size() - got);
      if (count == 0) damaged("cut off in record " + std::to_string(number_));
      got += count;
    }
    left_ = 0;
    return body;
  }

  void skip_rest() {
    std::string buffer(std::min<std::size_t>(left_, kMaxLine), '\0');
    while (left_ > 0) {
      const std::size_t count = file_.read(buffer.data(), std::min<std::size_t>(left_, buffer.size()));
      if (count == 0) damaged("cut off in record " + std::to_string(number_));
      left_ -= count;
    }
  }

  InputFile file_;
  ReadContext context_;
  HeaderFields fields_;   // Of the record at hand.
  std::size_t left_ = 0;  // Bytes of its body that are not yet read.
  std::size_t number_ = 0;
  bool damaged_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_warc_reader(InputFile file, const ReadContext& context) {
  return std::make_unique<WarcReader>(std::move(file), context);
}

}  // namespace trama
