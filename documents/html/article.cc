#include "documents/html/article.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "documents/html/blocks.h"
#include "documents/html/body.h"
#include "documents/html/encoding.h"
#include "documents/html/metadata.h"
#include "documents/html/page.h"

namespace trama {
namespace {

constexpr double kFuller = 1.5;  // JSON-LD that has so many times the text of the page has the article.

// The articleBody of JSON-LD: text with line ends between paragraphs, or HTML.
std::string paragraphs_of(const std::string& body) {
  if (body.find("</p>") != std::string::npos || body.find("<br") != std::string::npos) {
    const Page page("<body><div>" + repair_utf8(body).text + "</div>");
    return find_body(page, read_blocks(page), "", "");
  }
  std::string out;
  for (std::size_t i = 0; i < body.size();) {
    const std::size_t end = std::min(body.find('\n', i), body.size());
    const std::string line = collapse_spaces(repair_mojibake(body.substr(i, end - i)));
    if (!line.empty()) {
      if (!out.empty()) out += "\n\n";
      out += line;
    }
    i = end + 1;
  }
  return out;
}

}  // namespace

Article read_article(std::string_view html, std::string_view charset) {
  Article article;
  const bool cut = html.size() > kMaxPageBytes;
  const Page page(decode_page(html.substr(0, kMaxPageBytes), charset));
  const std::string linked = read_metadata(page, article);
  std::vector<Block> blocks = read_blocks(page);
  if (article.date.empty()) {
    article.date = find_dateline(blocks, article.title);
    if (!article.date.empty()) article.date_from = "text";
  }
  article.text = find_body(page, std::move(blocks), article.title, article.author);
  if (linked.size() > 200 && static_cast<double>(linked.size()) > kFuller * static_cast<double>(article.text.size())) {
    article.text = paragraphs_of(linked);
  }
  article.bound = cut ? "bytes" : page.bound();
  if (article.text.size() > kMaxArticleBytes) {
    article.text.resize(article.text.rfind("\n\n", kMaxArticleBytes));
    article.bound = "text";
  }
  return article;
}

}  // namespace trama
