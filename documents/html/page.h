// The tree of a web page, flat: nodes in the order of the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// What an element is to the reader of an article.
enum class Tag : std::uint8_t {
  kText,       // Not an element.
  kBlock,      // div, section, and whatever is unknown.
  kInline,     // span, b, em, font…
  kArticle,    // article
  kMain,       // main
  kBody,       // html, body
  kHeader,     // header
  kAround,     // nav, aside, footer, menu, dialog: seldom part of an article.
  kForm,       // form, fieldset
  kParagraph,  // p
  kHeading1,   // h1
  kHeading,    // h2…h6
  kItem,       // li, dd, dt
  kCell,       // td, th
  kQuote,      // blockquote
  kCaption,    // figcaption, caption
  kFigure,     // figure
  kLink,       // a
  kTime,       // time
  kBreak,      // br
  kRule,       // hr
  kMeta,       // meta
  kHeadLink,   // link
  kTitle,      // title
  kData,       // script with JSON-LD
  kHidden,     // script, style, button, select, iframe…: no text of the page.
};

enum class Attribute : std::uint8_t {
  kClass,
  kId,
  kItemprop,
  kItemtype,
  kProperty,
  kName,
  kContent,
  kDatetime,
  kRel,
  kHref,
  kLang,
  kRole,
  kStyle,
  kHidden,
  kAriaHidden,
  kType,
  kHttpEquiv,
  kTestId,
};

struct Node {
  Tag tag = Tag::kBlock;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;    // The node behind the last one inside this; children start at the next index.
  std::uint32_t begin = 0;  // Text: its bytes. Elements: their attributes.
  std::uint32_t size = 0;
};

class Page {
 public:
  // Parses `html` (valid UTF-8).
  explicit Page(std::string_view html);

  // Nodes in document order; node 0 is the page itself.
  const std::vector<Node>& nodes() const { return nodes_; }
  std::string_view text(const Node& node) const { return view(node.begin, node.size); }
  // The value of an attribute, or "" (also where an element has it without a value).
  std::string_view attribute(const Node& node, Attribute name) const;
  bool has(const Node& node, Attribute name) const;
  // All text inside a node, with white space collapsed.
  std::string text_inside(std::uint32_t index) const;
  // The name of the bound that cut the page short, or "".
  const char* bound() const { return bound_; }

 private:
  friend struct PageBuilder;
  struct Value {
    Attribute name;
    std::uint32_t begin, size;
  };
  std::string_view view(std::uint32_t begin, std::uint32_t size) const {
    return std::string_view(bytes_).substr(begin, size);
  }

  std::vector<Node> nodes_;
  std::vector<Value> values_;
  std::string bytes_;  // Of texts and attributes.
  const char* bound_ = "";
};

}  // namespace trama
