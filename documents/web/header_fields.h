// Header fields as HTTP, MIME and WARC have them: "Name: value", one a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

class HeaderFields {
 public:
  // Adds one line without its line end; one that begins with white space goes on with the field before.
  void add_line(std::string_view line);
  // The first value of a name (in lower case), or "".
  std::string_view value(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// What stands in a Content-Type ahead of its parameters, in lower case: "text/html"; and its charset, or "".
std::string media_type(std::string_view content_type);
std::string charset_of(std::string_view content_type);

}  // namespace trama
