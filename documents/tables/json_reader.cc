#include <algorithm>
#include <deque>
#include <utility>

#include "base/utf8.h"
#include "documents/document_reader.h"
#include "documents/tables/json_documents.h"
#include "documents/text/whole_file_reader.h"

namespace trama {
namespace {

// Room for the keys and escapes of a JSON document beside its text, and for several in one object.
constexpr std::size_t kMaxJsonBytes = 2 * kMaxDocumentBytes;

class JsonReader : public FormReader {
 public:
  JsonReader(InputFile file, bool lines, const ReadContext& context)
      : file_(std::move(file)), lines_(lines), context_(context), fields_(context.options.fields) {
    if (!lines) objects_ = std::make_unique<JsonObjectReader>(file_, kMaxJsonBytes);
  }

  std::optional<ReadDocument> next() override {
    const std::string_view head = number_ == 0 ? file_.peek(2) : std::string_view();
    if (head == "\xFF\xFE" || head == "\xFE\xFF") {
      context_.log.fail(context_.name, "JSON in UTF-16: convert it to UTF-8");
      return std::nullopt;
    }
    while (found_.empty() && !ended_) {
      ++number_;
      const std::string where = context_.name + (lines_ ? ':' : '#') + std::to_string(number_);
      if (lines_ ? next_line(where) : next_object(where)) parse(where);
    }
    if (found_.empty()) return std::nullopt;
    ReadDocument document = std::move(found_.front());
    found_.pop_front();
    return document;
  }

 private:
  bool next_object(const std::string& where) {
    switch (objects_->next(json_)) {
      case JsonObjectReader::Result::kObject:
        return true;
      case JsonObjectReader::Result::kTooLong:
        context_.log.pass_over(where, too_large());
        return false;
      case JsonObjectReader::Result::kBroken:
        context_.log.fail(where, "not valid JSON: expected an object or an array of objects");
        break;
      case JsonObjectReader::Result::kEnd:
        break;
    }
    ended_ = true;
    return false;
  }

  bool next_line(const std::string& where) {
    switch (file_.next_line(json_, kMaxJsonBytes)) {
      case InputFile::Line::kLine:
        if (number_ == 1 && json_.starts_with("\xEF\xBB\xBF")) json_.erase(0, 3);
        return json_.find_first_not_of(" \t\r") != json_.npos;
      case InputFile::Line::kTooLong:
        context_.log.pass_over(where, too_large());
        return false;
      case InputFile::Line::kEnd:
        ended_ = true;
    }
    return false;
  }

  // The documents in `json_`: itself, or what lies in its arrays.
  void parse(const std::string& where) {
    if (!is_valid_utf8(json_)) {
      DecodedText decoded = decode_bytes(std::move(json_));
      report_repairs(context_.log, where, decoded.encoding, decoded.replaced);
      json_ = std::move(decoded.text);
    }
    std::string problem;
    std::vector<Record> records = parse_json_records(json_, problem);
    if (!problem.empty()) {
      context_.log.fail(where, problem);
      return;
    }
    const bool inside =
        !fields_.has_text(records.front()) &&
        std::any_of(records.begin() + 1, records.end(), [&](const Record& record) { return fields_.has_text(record); });
    for (std::size_t i = inside ? 1 : 0; i < (inside ? records.size() : 1); ++i) {
      if (inside && !fields_.has_text(records[i])) continue;
      ReadDocument found;
      found.origin.record = number_;
      found.where = inside ? where + "." + std::to_string(i) : where;
      problem = fields_.fill(records[i], found);
      if (problem.empty()) {
        found_.push_back(std::move(found));
      } else {
        context_.log.pass_over(found.where, problem);
      }
    }
  }

  InputFile file_;
  const bool lines_;
  ReadContext context_;
  RecordFields fields_;
  std::unique_ptr<JsonObjectReader> objects_;  // Absent: JSON lines.
  std::deque<ReadDocument> found_;             // Not yet given away.
  std::string json_;
  std::size_t number_ = 0;  // Of the line, or the object.
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_json_reader(InputFile file, bool lines, const ReadContext& context) {
  return std::make_unique<JsonReader>(std::move(file), lines, context);
}

}  // namespace trama
