// JSON as the exports write it: keys in the order of the calls, texts of any origin as valid UTF-8. Private to export/.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/span.h"
#include "base/utf8.h"

namespace trama {

// Onto a stream of RapidJSON.
template <typename Stream>
class JsonWriter {
 public:
  explicit JsonWriter(Stream& stream) : writer_(stream) {}

  JsonWriter& key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    return *this;
  }
  void value(std::string_view text) {
    if (is_valid_utf8(text)) {
      writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    } else {
      value(repair_utf8(text).text);
    }
  }
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth) { writer_.Bool(truth); }
  void value(std::int64_t number) { writer_.Int64(number); }
  void value(std::size_t number) { writer_.Uint64(number); }
  void value(int number) { writer_.Int(number); }
  void value(double number) {
    if (std::isfinite(number)) {
      writer_.Double(number);
    } else {
      writer_.Null();  // JSON has no other way to say it.
    }
  }
  void null() { writer_.Null(); }
  void value(const std::vector<std::string>& texts) {
    array([&] {
      for (const std::string& text : texts) value(text);
    });
  }
  void value(const Span& span) {
    array([&] {
      value(span.begin);
      value(span.end);
    });
  }
  template <typename T>
  void field(std::string_view name, const T& content) {
    key(name).value(content);
  }
  // Nothing where there is nothing.
  void optional_field(std::string_view name, std::string_view text) {
    if (!text.empty()) field(name, text);
  }
  void optional_field(std::string_view name, const std::vector<std::string>& texts) {
    if (!texts.empty()) field(name, texts);
  }
  template <typename Fill>
  void object(Fill fill) {
    writer_.StartObject();
    fill();
    writer_.EndObject();
  }
  template <typename Fill>
  void array(Fill fill) {
    writer_.StartArray();
    fill();
    writer_.EndArray();
  }
  template <typename Fill>
  void array(std::string_view name, Fill fill) {
    key(name).array(fill);
  }

 private:
  friend std::string take_json(JsonWriter<json::StringBuffer>& writer, json::StringBuffer& buffer);

  json::Writer<Stream> writer_;
};

// The value that was written into `buffer`, after which the next one may be.
inline std::string take_json(JsonWriter<json::StringBuffer>& writer, json::StringBuffer& buffer) {
  std::string result(buffer.GetString(), buffer.GetSize());
  buffer.Clear();
  writer.writer_.Reset(buffer);
  return result;
}

}  // namespace trama
