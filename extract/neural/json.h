// Untrusted JSON for the readers of model files.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace trama {

// Parses one JSON value without recursion; nesting deeper than `max_depth`, repeated keys and invalid UTF-8 are errors.
// Throws Error (kFormat) whose message begins with `where`.
rapidjson::Document parse_json(std::string_view text, int max_depth, const std::string& where);

}  // namespace trama
