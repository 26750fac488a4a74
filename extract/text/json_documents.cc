#include "extract/text/json_documents.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include "base/json.h"

namespace trama {
namespace {

// Iterative, so that nesting costs no stack of ours; numbers keep their digits.
constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
constexpr int kMaxDepth = 64;

// Takes the fields of one object as the parser meets them. Everything else passes by.
class Handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Handler> {
 public:
  explicit Handler(Document& document) : document_(document) {}

  const char* refusal() const { return refusal_; }

  bool Default() { return scalar(); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    if (field_ == &document_.id) field_->assign(text, length);
    return scalar();
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    if (field_ != nullptr) field_->assign(text, length);
    return scalar();
  }
  bool StartObject() { return enter(); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    field_ = depth_ == 1 ? find({text, length}) : nullptr;
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    --depth_;
    return true;
  }
  bool StartArray() { return depth_ > 0 ? enter() : scalar(); }
  bool EndArray(rapidjson::SizeType) {
    --depth_;
    return true;
  }

 private:
  bool enter() {
    field_ = nullptr;
    if (++depth_ <= kMaxDepth) return true;
    refusal_ = "nested too deeply";
    return false;
  }

  bool scalar() {
    field_ = nullptr;
    if (depth_ > 0) return true;
    refusal_ = "not a JSON object";
    return false;
  }

  std::string* find(std::string_view key) const {
    if (key == "id") return &document_.id;
    if (key == "title") return &document_.title;
    if (key == "text") return &document_.text;
    if (key == "date") return &document_.date;
    if (key == "url") return &document_.url;
    if (key == "source") return &document_.source;
    return nullptr;
  }

  Document& document_;
  std::string* field_ = nullptr;  // Where the next value goes.
  int depth_ = 0;
  const char* refusal_ = nullptr;
};

std::string problem_text(const json::Reader& reader, const Handler& handler) {
  if (handler.refusal() != nullptr) return handler.refusal();
  std::string message = rapidjson::GetParseError_En(reader.GetParseErrorCode());
  while (!message.empty() && message.back() == '.') message.pop_back();
  return "not valid JSON at byte " + std::to_string(reader.GetErrorOffset()) + ": " + message;
}

}  // namespace

std::string parse_json_document(std::string_view json, Document& document) {
  rapidjson::MemoryStream stream(json.data(), json.size());
  json::Reader reader;
  Handler handler(document);
  reader.Parse<kFlags>(stream, handler);
  if (reader.HasParseError()) return problem_text(reader, handler);
  return {};
}

JsonObjectReader::JsonObjectReader(InputFile& file, std::size_t limit) : file_(file), limit_(limit) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (file_.peek(kByteOrderMark.size()) != kByteOrderMark) return;
  for (std::size_t i = 0; i < kByteOrderMark.size(); ++i) take();
}

std::optional<char> JsonObjectReader::take() {
  if (at_ == buffer_.size()) {
    buffer_.resize(std::size_t{1} << 16);
    buffer_.resize(file_.read(buffer_.data(), buffer_.size()));
    at_ = 0;
    if (buffer_.empty()) return std::nullopt;
  }
  return buffer_[at_++];
}

JsonObjectReader::Result JsonObjectReader::next(std::string& object) {
  object.clear();
  while (!ended_) {
    const std::optional<char> c = take();
    if (!c) {
      ended_ = true;
      return open_arrays_ == 0 ? Result::kEnd : Result::kBroken;
    }
    switch (*c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
      case ',':
        break;
      case '[':
        ++open_arrays_;
        break;
      case '{':
        return read_object(object);
      case ']':
        if (open_arrays_-- > 0) break;
        [[fallthrough]];
      default:
        ended_ = true;
        return Result::kBroken;
    }
  }
  return Result::kEnd;
}

JsonObjectReader::Result JsonObjectReader::read_object(std::string& object) {
  object = "{";
  bool too_long = false, in_string = false, escaped = false;
  for (std::size_t depth = 1; depth > 0;) {
    const std::optional<char> c = take();
    if (!c) {
      ended_ = true;
      return Result::kBroken;
    }
    if (object.size() < limit_) {
      object += *c;
    } else {
      too_long = true;
    }
    if (in_string) {
      if (!escaped && *c == '"') in_string = false;
      escaped = !escaped && *c == '\\';
    } else if (*c == '"') {
      in_string = true;
    } else if (*c == '{') {
      ++depth;
    } else if (*c == '}') {
      --depth;
    }
  }
  return too_long ? Result::kTooLong : Result::kObject;
}

}  // namespace trama
