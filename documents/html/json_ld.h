// What the JSON-LD of a page says of its article.
#pragma once

#include <string>
#include <string_view>

namespace trama {

struct LinkedData {
  bool article = false;  // Whether an article was described (NewsArticle and its kin).
  std::string headline, author, section, language, url, publisher, published, body;
};

// Adds to `data` what one script of JSON-LD says; what is there already stays. Broken JSON gives what can be read.
void read_json_ld(std::string_view script, LinkedData& data);

}  // namespace trama
