// Untrusted JSON for the readers of model files.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace trama {

// Parses one JSON value without recursion; nesting deeper than `max_depth`, repeated keys and invalid UTF-8 are errors.
// Throws Error (kFormat) whose message begins with `where`.
json::Document parse_json(std::string_view text, int max_depth, const std::string& where);

// Typed access to the members of a JSON object, which must outlive it. Throws Error (kFormat) that begins with `where`
// and names the member.
class JsonFields {
 public:
  // Throws if `value` is no object.
  JsonFields(const json::Value& value, std::string where);

  bool has(const std::string& key) const;
  std::vector<std::string> keys() const;
  const json::Value& get(const std::string& key) const;
  std::string text(const std::string& key) const;
  int integer(const std::string& key) const;
  const json::Value& array(const std::string& key) const;
  std::vector<std::string> texts(const std::string& key) const;
  JsonFields object(const std::string& key) const;
  // All members, which must be strings.
  std::vector<std::pair<std::string, std::string>> text_members() const;
  [[noreturn]] void fail(const std::string& message) const;

 private:
  const json::Value& value_;
  std::string where_;
};

}  // namespace trama
