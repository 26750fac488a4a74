#include "documents/markup/fragment.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>

#include "base/utf8.h"
#include "documents/markup/xml_tree.h"

namespace trama {
namespace {

template <std::size_t kSize>
bool is_one_of(std::string_view name, const std::array<std::string_view, kSize>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 28> kBlocks = {
    "p",       "div",    "br",      "li",         "ul",      "ol",  "h1", "h2",  "h3", "h4",
    "h5",      "h6",     "tr",      "table",      "dd",      "dt",  "dl", "hr",  "td", "section",
    "article", "header", "caption", "blockquote", "address", "pre", "th", "body"};
constexpr std::array<std::string_view, 13> kLeftOut = {"script", "style",  "head",   "iframe", "noscript",
                                                       "form",   "button", "select", "figure", "svg",
                                                       "audio",  "video",  "title"};

}  // namespace

bool looks_like_markup_fragment(std::string_view text) {
  for (const std::string_view tag :
       {"<p>",      "<p ",      "<br",      "</p>",     "<div",     "<a ",      "<b>",    "<strong", "<em>",
        "<i>",      "<span",    "<img",     "<h2",      "<ul",      "<li>",     "&nbsp;", "&amp;",   "&quot;",
        "&aacute;", "&eacute;", "&iacute;", "&oacute;", "&uacute;", "&ntilde;", "&#"}) {
    if (text.find(tag) != text.npos) return true;
  }
  return false;
}

std::string text_of_fragment(std::string_view html) {
  // An element around it keeps text that stands ahead of the first one.
  const std::string whole = "<html><body>" + std::string(html) + "</body></html>";
  if (whole.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) throw std::bad_alloc();
  const XmlTree tree(htmlReadMemory(whole.data(), static_cast<int>(whole.size()), nullptr, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  std::string text, paragraph;
  const auto end_paragraph = [&] {
    const std::string line = collapse_spaces(paragraph);
    paragraph.clear();
    if (line.empty()) return;
    if (!text.empty()) text += "\n\n";
    text += line;
  };
  tree.walk(
      [&](const XmlElement& element) {
        if (is_one_of(element.name(), kBlocks)) end_paragraph();
        return !is_one_of(element.name(), kLeftOut);
      },
      [&](const XmlElement& element) {
        if (is_one_of(element.name(), kBlocks)) end_paragraph();
      },
      [&](std::string_view words) { paragraph += words; });
  end_paragraph();
  return repair_utf8(text).text;
}

}  // namespace trama
