// The article of a web page: its text without what stands around it, and what the page says of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trama {

// What a page of news holds. All fields are UTF-8 and empty where the page does not tell.
struct Article {
  std::string title;      // The headline, without the name of the site.
  std::string author;     // Names, separated by ", ".
  std::string section;    // As the page names it: "Economía".
  std::string language;   // BCP 47, as declared: "es", "es-AR".
  std::string url;        // The canonical address.
  std::string source;     // The name of the site or publisher.
  std::string date;       // Of publication, ISO 8601: "2025-07-03", with time and zone where the page prints them.
  std::string date_from;  // Where the date was found: "json-ld", "meta", "time", "text", "url", or "" without one.
  std::string text;       // Paragraphs separated by a blank line. Empty if the page holds no article.
  // Which bound of safety cut the page short: "bytes", "tags", "attributes", "depth", "text"; "" if none did. The
  // article is what stands before.
  std::string bound;
};

// Bounds of what is read of one page.
inline constexpr std::size_t kMaxPageBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxPageTags = 400'000;
inline constexpr std::size_t kMaxTagAttributes = 400;
inline constexpr std::size_t kMaxPageDepth = 600;
inline constexpr std::size_t kMaxArticleBytes = std::size_t{8} << 20;

// The article in `html`, the bytes of a page. `charset` is what the HTTP or MIME header says, or "": bytes that are
// UTF-8 are read as such whatever is declared. Never throws for bad markup. Takes time linear in the size of the page
// and opens nothing: no network, no files. Any number of threads may call it.
Article read_article(std::string_view html, std::string_view charset);

}  // namespace trama
