#include "extract/neural/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/json_events.h"

namespace trama {
namespace {

// Passes the parser's events on to a Document and stops at what we do not accept.
class StrictHandler : public JsonEvents {
 public:
  StrictHandler(json::Document& document, int max_depth) : JsonEvents(document), max_depth_(max_depth) {}

  bool StartObject() {
    keys_.emplace_back();
    return deeper() && document_.StartObject();
  }
  bool Key(const char* text, rapidjson::SizeType size, bool copy) {
    if (!keys_.back().emplace(text, size).second) return stop("a repeated key");
    return document_.Key(text, size, copy);
  }
  bool EndObject(rapidjson::SizeType size) {
    --depth_;
    keys_.pop_back();
    return document_.EndObject(size);
  }
  bool StartArray() { return deeper() && document_.StartArray(); }
  bool EndArray(rapidjson::SizeType size) {
    --depth_;
    return document_.EndArray(size);
  }

  const char* problem() const { return problem_; }

 private:
  bool deeper() { return ++depth_ <= max_depth_ || stop("nested too deep"); }
  bool stop(const char* problem) {
    problem_ = problem;
    return false;
  }

  int max_depth_;
  int depth_ = 0;
  std::vector<std::set<std::string>> keys_;
  const char* problem_ = nullptr;
};

json::Value name_of(const std::string& key) {
  return json::Value(rapidjson::StringRef(key.data(), static_cast<rapidjson::SizeType>(key.size())));
}

}  // namespace

json::Document parse_json(std::string_view text, int max_depth, const std::string& where) {
  json::Document document;
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
  json::Reader reader;
  StrictHandler handler(document, max_depth);
  const auto parse = [&](json::Document&) {
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
    reader.Parse<kFlags>(stream, handler);
    return !reader.HasParseError();
  };
  document.Populate(parse);
  if (reader.HasParseError()) {
    const std::string problem =
        handler.problem() ? handler.problem() : rapidjson::GetParseError_En(reader.GetParseErrorCode());
    throw Error(ErrorCode::kFormat,
                where + ": not the JSON expected at byte " + std::to_string(reader.GetErrorOffset()) + ": " + problem);
  }
  return document;
}

JsonFields::JsonFields(const json::Value& value, std::string where) : value_(value), where_(std::move(where)) {
  if (!value.IsObject()) fail("no JSON object");
}

std::vector<std::string> JsonFields::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, value] : value_.GetObject()) out.emplace_back(key.GetString(), key.GetStringLength());
  return out;
}

bool JsonFields::has(const std::string& key) const {
  return value_.FindMember(name_of(key)) != value_.MemberEnd();
}

const json::Value& JsonFields::get(const std::string& key) const {
  const auto member = value_.FindMember(name_of(key));
  if (member == value_.MemberEnd()) fail("'" + key + "' is missing");
  return member->value;
}

std::string JsonFields::text(const std::string& key) const {
  const json::Value& value = get(key);
  if (!value.IsString()) fail("'" + key + "' is no string");
  return {value.GetString(), value.GetStringLength()};
}

int JsonFields::integer(const std::string& key) const {
  const json::Value& value = get(key);
  if (!value.IsInt()) fail("'" + key + "' is no integer");
  return value.GetInt();
}

const json::Value& JsonFields::array(const std::string& key) const {
  const json::Value& value = get(key);
  if (!value.IsArray()) fail("'" + key + "' is no array");
  return value;
}

std::vector<std::string> JsonFields::texts(const std::string& key) const {
  std::vector<std::string> out;
  for (const json::Value& item : array(key).GetArray()) {
    if (!item.IsString()) fail("'" + key + "' holds something that is no string");
    out.emplace_back(item.GetString(), item.GetStringLength());
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> JsonFields::text_members() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, value] : value_.GetObject()) {
    if (!value.IsString()) fail("it holds something that is no string");
    out.emplace_back(std::string(key.GetString(), key.GetStringLength()),
                     std::string(value.GetString(), value.GetStringLength()));
  }
  return out;
}

JsonFields JsonFields::object(const std::string& key) const {
  return {get(key), where_ + ": " + key};
}

void JsonFields::fail(const std::string& message) const {
  throw Error(ErrorCode::kFormat, where_ + ": " + message);
}

}  // namespace trama
