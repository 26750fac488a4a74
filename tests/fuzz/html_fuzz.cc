// Any bytes as a page: every field is UTF-8, and paragraphs are neither empty nor broken over lines.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "documents/html/article.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  for (const char* charset : {"", "windows-1252", "utf-16"}) {
    const trama::Article article = trama::read_article(page, charset);
    for (const std::string* field : {&article.title, &article.author, &article.section, &article.language, &article.url,
                                     &article.source, &article.date, &article.text}) {
      require(trama::is_valid_utf8(*field));
    }
    require(article.text.find("\n\n\n") == std::string::npos && !article.text.starts_with('\n'));
    require(article.date.empty() == article.date_from.empty());
  }
  return 0;
}
