#include "documents/html/page.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <unordered_map>

#include "base/utf8.h"
#include "documents/html/article.h"
#include "documents/html/encoding.h"

namespace trama {
namespace {

const std::unordered_map<std::string_view, Tag>& tags() {
  static const std::unordered_map<std::string_view, Tag> kTags = [] {
    std::unordered_map<std::string_view, Tag> map;
    const auto add = [&map](Tag tag, std::initializer_list<std::string_view> names) {
      for (const std::string_view name : names) map.emplace(name, tag);
    };
    add(Tag::kInline, {"span",  "b",    "i",           "em",     "strong",        "font", "u",
                       "small", "sup",  "sub",         "mark",   "abbr",          "cite", "q",
                       "code",  "bdi",  "bdo",         "ins",    "del",           "big",  "acronym",
                       "tt",    "s",    "wbr",         "strike", "var",           "kbd",  "samp",
                       "label", "ruby", "dfn",         "img",    "center-inline", "o:p",  "st1:personname",
                       "nobr",  "data", "amp-fit-text"});
    add(Tag::kArticle, {"article"});
    add(Tag::kMain, {"main"});
    add(Tag::kBody, {"html", "body"});
    add(Tag::kHeader, {"header"});
    add(Tag::kAround, {"nav", "aside", "footer", "menu", "dialog", "amp-sidebar"});
    add(Tag::kForm, {"form", "fieldset"});
    add(Tag::kParagraph, {"p"});
    add(Tag::kHeading1, {"h1"});
    add(Tag::kHeading, {"h2", "h3", "h4", "h5", "h6"});
    add(Tag::kItem, {"li", "dd", "dt"});
    add(Tag::kCell, {"td", "th"});
    add(Tag::kQuote, {"blockquote"});
    add(Tag::kCaption, {"figcaption", "caption"});
    add(Tag::kFigure, {"figure"});
    add(Tag::kLink, {"a"});
    add(Tag::kTime, {"time"});
    add(Tag::kBreak, {"br"});
    add(Tag::kRule, {"hr"});
    add(Tag::kMeta, {"meta"});
    add(Tag::kHeadLink, {"link"});
    add(Tag::kTitle, {"title"});
    add(Tag::kHidden,
        {"script",        "style",     "noscript",   "template",        "svg",      "iframe", "object",
         "embed",         "select",    "button",     "textarea",        "input",    "audio",  "video",
         "canvas",        "map",       "math",       "applet",          "noframes", "amp-ad", "amp-consent",
         "amp-analytics", "amp-embed", "amp-iframe", "amp-social-share"});
    return map;
  }();
  return kTags;
}

const std::unordered_map<std::string_view, Attribute>& attributes() {
  static const std::unordered_map<std::string_view, Attribute> kAttributes = {
      {"class", Attribute::kClass},
      {"id", Attribute::kId},
      {"itemprop", Attribute::kItemprop},
      {"itemtype", Attribute::kItemtype},
      {"property", Attribute::kProperty},
      {"name", Attribute::kName},
      {"content", Attribute::kContent},
      {"datetime", Attribute::kDatetime},
      {"rel", Attribute::kRel},
      {"href", Attribute::kHref},
      {"lang", Attribute::kLang},
      {"role", Attribute::kRole},
      {"style", Attribute::kStyle},
      {"hidden", Attribute::kHidden},
      {"aria-hidden", Attribute::kAriaHidden},
      {"type", Attribute::kType},
      {"http-equiv", Attribute::kHttpEquiv},
      {"data-testid", Attribute::kTestId},
  };
  return kAttributes;
}

constexpr std::size_t kMaxAttributeBytes = 4096;  // Of those that we keep: the rest of a value is of no use.

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool same_name(std::string_view html, std::string_view name) {
  return html.size() > name.size() && std::isalpha(static_cast<unsigned char>(html[name.size()])) == 0 &&
         std::equal(name.begin(), name.end(), html.begin(),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

// Where the tag that begins at `i` (behind its '<') ends; `count` is set to how many attributes it may have.
std::size_t end_of_tag(std::string_view html, std::size_t i, std::size_t& count) {
  count = 0;
  while (i < html.size() && html[i] != '>' && count <= kMaxTagAttributes) {
    const char c = html[i++];
    if (c == '=') {
      while (i < html.size() && is_space(html[i])) ++i;
      if (i < html.size() && (html[i] == '"' || html[i] == '\'')) {
        const std::size_t end = html.find(html[i], i + 1);
        if (end == std::string_view::npos) break;  // What follows are bytes of one value, or tags again.
        i = end + 1;
      } else {
        while (i < html.size() && !is_space(html[i]) && html[i] != '>') ++i;
      }
    }
    if (i < html.size() && !is_space(html[i]) && html[i] != '=' && html[i] != '>' &&
        (is_space(html[i - 1]) || html[i - 1] == '/' || html[i - 1] == '"' || html[i - 1] == '\'')) {
      ++count;
    }
  }
  return i;
}

// The end of a script or style that begins at `i`, whose name is `name`: all in it is text.
std::size_t end_of_raw(std::string_view html, std::size_t i, std::string_view name) {
  for (i = html.find("</", i); i != std::string_view::npos; i = html.find("</", i + 2)) {
    if (same_name(html.substr(i + 2), name)) return i;
  }
  return html.size();
}

// How much of `html` the parser may see. It compares each attribute of a tag with all before it, and each end tag with
// all open elements; so tags, and attributes of one tag, are counted first, in one pass over the bytes.
std::size_t parsed_size(std::string_view html, const char*& bound) {
  std::size_t tag_count = 0;
  for (std::size_t i = html.find('<'); i != std::string_view::npos && i < html.size(); i = html.find('<', i)) {
    const std::size_t begin = i++;
    if (html.substr(i).starts_with("!--")) {
      const std::size_t end = html.find("-->", i + 3);
      if (end != std::string_view::npos)
        i = end;
      else
        return html.size();
    }
    if (i >= html.size() || (std::isalpha(static_cast<unsigned char>(html[i])) == 0 && html[i] != '/')) continue;
    const std::size_t name = i;
    std::size_t count = 0;
    i = end_of_tag(html, i, count);
    if (++tag_count > kMaxPageTags || count > kMaxTagAttributes) {
      bound = count > kMaxTagAttributes ? "attributes" : "tags";
      return begin;
    }
    for (const std::string_view raw : {"script", "style"}) {
      if (same_name(html.substr(name), raw)) i = end_of_raw(html, i, raw);
    }
  }
  return html.size();
}

}  // namespace

// Hears the events of libxml2's parser.
struct PageBuilder {
  Page& page;
  htmlParserCtxtPtr parser = nullptr;
  std::vector<std::uint32_t> open = {0};
  bool failed = false;  // Out of memory: no exception may pass through the parser.

  void stop(const char* bound) {
    if (page.bound_[0] == '\0') page.bound_ = bound;
    xmlStopParser(parser);
  }

  std::uint32_t add(std::string_view bytes) {
    const auto begin = static_cast<std::uint32_t>(page.bytes_.size());
    page.bytes_.append(bytes);
    return begin;
  }

  void start(std::string_view name, const xmlChar** values) {
    if (page.nodes_.size() > 4 * kMaxPageTags) return stop("tags");
    const auto found = tags().find(name);
    Node node;
    node.tag = found == tags().end() ? Tag::kBlock : found->second;
    node.parent = open.back();
    node.begin = static_cast<std::uint32_t>(page.values_.size());
    for (; values != nullptr && values[0] != nullptr; values += 2) {
      const auto known = attributes().find(reinterpret_cast<const char*>(values[0]));
      if (known == attributes().end()) continue;
      std::string_view value = values[1] == nullptr ? "" : reinterpret_cast<const char*>(values[1]);
      value = value.substr(0, kMaxAttributeBytes);
      page.values_.push_back({known->second, add(value), static_cast<std::uint32_t>(value.size())});
      if (name == "script" && known->second == Attribute::kType && value.find("ld+json") != std::string_view::npos) {
        node.tag = Tag::kData;
      }
    }
    node.size = static_cast<std::uint32_t>(page.values_.size()) - node.begin;
    open.push_back(static_cast<std::uint32_t>(page.nodes_.size()));
    page.nodes_.push_back(node);
    if (open.size() > kMaxPageDepth) stop("depth");
  }

  void end() {
    if (open.size() < 2) return;
    page.nodes_[open.back()].end = static_cast<std::uint32_t>(page.nodes_.size());
    open.pop_back();
  }

  void text(std::string_view bytes) {
    const Node& parent = page.nodes_[open.back()];
    if (parent.tag == Tag::kHidden) return;
    Node& last = page.nodes_.back();
    // The parser gives a long text in pieces.
    if (last.tag == Tag::kText && last.parent == open.back() && last.begin + last.size == page.bytes_.size()) {
      add(bytes);
      last.size += static_cast<std::uint32_t>(bytes.size());
      return;
    }
    if (page.nodes_.size() > 4 * kMaxPageTags) return stop("tags");
    Node node;
    node.tag = Tag::kText;
    node.parent = open.back();
    node.begin = add(bytes);
    node.size = static_cast<std::uint32_t>(bytes.size());
    node.end = static_cast<std::uint32_t>(page.nodes_.size()) + 1;
    page.nodes_.push_back(node);
  }

  template <typename Work>
  static void guard(void* context, Work work) {
    auto& builder = *static_cast<PageBuilder*>(context);
    if (builder.failed) return;
    try {
      work(builder);
    } catch (const std::bad_alloc&) {
      builder.failed = true;
      xmlStopParser(builder.parser);
    }
  }
  static void on_start(void* context, const xmlChar* name, const xmlChar** values) {
    guard(context, [&](PageBuilder& builder) { builder.start(reinterpret_cast<const char*>(name), values); });
  }
  static void on_end(void* context, const xmlChar* /*name*/) {
    guard(context, [](PageBuilder& builder) { builder.end(); });
  }
  static void on_text(void* context, const xmlChar* bytes, int size) {
    guard(context, [&](PageBuilder& builder) {
      builder.text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    });
  }
};

Page::Page(std::string_view html) {
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  if (html.size() > kMaxPageBytes) {
    html = html.substr(0, kMaxPageBytes);
    bound_ = "bytes";
  }
  html = html.substr(0, parsed_size(html, bound_));
  nodes_.push_back(Node{.tag = Tag::kBody});
  if (html.empty()) {
    nodes_[0].end = 1;
    return;
  }
  bytes_.reserve(html.size() / 2);
  PageBuilder builder{*this};
  htmlSAXHandler handler{};
  handler.startElement = PageBuilder::on_start;
  handler.endElement = PageBuilder::on_end;
  handler.characters = PageBuilder::on_text;
  handler.ignorableWhitespace = PageBuilder::on_text;
  handler.cdataBlock = PageBuilder::on_text;
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(), htmlFreeParserCtxt);
  if (!parser) throw std::bad_alloc();
  *parser->sax = handler;
  parser->userData = &builder;
  builder.parser = parser.get();
  htmlCtxtReadMemory(
      parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  if (builder.failed) throw std::bad_alloc();
  while (builder.open.size() > 1) builder.end();
  nodes_[0].end = static_cast<std::uint32_t>(nodes_.size());
}

std::string_view Page::attribute(const Node& node, Attribute name) const {
  if (node.tag == Tag::kText) return {};
  for (std::uint32_t i = node.begin; i < node.begin + node.size; ++i) {
    if (values_[i].name == name) return view(values_[i].begin, values_[i].size);
  }
  return {};
}

bool Page::has(const Node& node, Attribute name) const {
  if (node.tag == Tag::kText) return false;
  const auto begin = values_.begin() + node.begin;
  return std::any_of(begin, begin + node.size, [&](const Value& value) { return value.name == name; });
}

std::string Page::text_inside(std::uint32_t index) const {
  std::string out;
  for (std::uint32_t i = index; i < nodes_[index].end;) {
    if (nodes_[i].tag == Tag::kText) {
      out += text(nodes_[i]);
    } else if (nodes_[i].tag == Tag::kHidden) {
      i = nodes_[i].end;
      continue;
    } else if (nodes_[i].tag != Tag::kInline && nodes_[i].tag != Tag::kLink) {
      out += ' ';
    }
    ++i;
  }
  return collapse_spaces(repair_mojibake(std::move(out)));
}

}  // namespace trama
