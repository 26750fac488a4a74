// JSON of exchange formats, built one object at a time. Private to export/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/utf8.h"

namespace trama {

// Keys in the order of the calls; texts of any origin become valid UTF-8.
class JsonText {
 public:
  JsonText() : writer_(buffer_) {}

  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void text(std::string_view text) {
    if (!is_valid_utf8(text)) return this->text(repair_utf8(text).text);
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  }
  void field(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  // Nothing where there is nothing.
  void optional_field(std::string_view name, std::string_view value) {
    if (!value.empty()) field(name, value);
  }
  void field(std::string_view name, int value) {
    key(name);
    writer_.Int(value);
  }
  void texts(std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    key(name);
    writer_.StartArray();
    for (const std::string& value : values) text(value);
    writer_.EndArray();
  }
  template <typename Fill>
  void object(Fill fill) {
    writer_.StartObject();
    fill();
    writer_.EndObject();
  }
  template <typename Fill>
  void array(std::string_view name, Fill fill) {
    key(name);
    writer_.StartArray();
    fill();
    writer_.EndArray();
  }
  std::string take() {
    std::string result(buffer_.GetString(), buffer_.GetSize());
    buffer_.Clear();
    writer_.Reset(buffer_);
    return result;
  }

 private:
  json::StringBuffer buffer_;
  json::Writer<json::StringBuffer> writer_;
};

}  // namespace trama
