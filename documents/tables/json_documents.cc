#include "documents/tables/json_documents.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include <utility>

#include "base/json.h"

namespace trama {
namespace {

// Iterative, so that nesting costs no stack of ours; numbers keep their digits.
constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
constexpr std::size_t kMaxDepth = 64;

// Takes the strings and numbers of objects as the parser meets them.
class Handler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Handler> {
 public:
  const char* refusal() const { return refusal_; }
  std::vector<Record> take() { return std::move(records_); }

  bool Default() { return scalar(); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    add({text, length});
    return scalar();
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    add({text, length});
    return scalar();
  }
  bool StartObject() {
    // An object that is a value of a key belongs to the object around it, others may be documents of their own.
    const bool own = levels_.empty() || levels_.back().array;
    if (own) records_.emplace_back();
    const std::size_t record = own ? records_.size() - 1 : levels_.back().record;
    return enter({false, record, own ? std::string() : path() + "."});
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    levels_.back().key.assign(text, length);
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    levels_.pop_back();
    return true;
  }
  bool StartArray() {
    if (levels_.empty()) return scalar();
    return enter({true, levels_.back().record, path()});
  }
  bool EndArray(rapidjson::SizeType) {
    levels_.pop_back();
    return true;
  }

 private:
  struct Level {
    bool array = false;
    std::size_t record = 0;  // That its values belong to.
    std::string prefix;      // Of keys; of arrays, the key.
    std::string key = {};
    bool begun = false;  // Of arrays: a string was taken.
  };

  std::string path() const {
    return levels_.back().array ? levels_.back().prefix : levels_.back().prefix + levels_.back().key;
  }

  void add(std::string_view value) {
    if (levels_.empty()) return;
    Level& level = levels_.back();
    Record& record = records_[level.record];
    if (level.array && std::exchange(level.begun, true)) {
      record.back().second.append("\n\n").append(value);
    } else {
      record.emplace_back(path(), value);
    }
  }

  bool enter(Level level) {
    levels_.push_back(std::move(level));
    if (levels_.size() <= kMaxDepth) return true;
    refusal_ = "nested too deeply";
    return false;
  }

  bool scalar() {
    if (!levels_.empty()) return true;
    refusal_ = "not a JSON object";
    return false;
  }

  std::vector<Record> records_;
  std::vector<Level> levels_;
  const char* refusal_ = nullptr;
};

std::string problem_text(const json::Reader& reader, const Handler& handler) {
  if (handler.refusal() != nullptr) return handler.refusal();
  std::string message = rapidjson::GetParseError_En(reader.GetParseErrorCode());
  while (!message.empty() && message.back() == '.') message.pop_back();
  return "not valid JSON at byte " + std::to_string(reader.GetErrorOffset()) + ": " + message;
}

}  // namespace

std::vector<Record> parse_json_records(std::string_view json, std::string& problem) {
  rapidjson::MemoryStream stream(json.data(), json.size());
  json::Reader reader;
  Handler handler;
  reader.Parse<kFlags>(stream, handler);
  if (reader.HasParseError()) {
    problem = problem_text(reader, handler);
    return {};
  }
  return handler.take();
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
