#include "documents/html/blocks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "documents/html/encoding.h"
#include "documents/html/hints.h"

namespace trama {
namespace {

constexpr std::uint32_t kSentenceWords = 8;  // A block of fewer words is no prose for sure,
constexpr std::uint32_t kSmallNodes = 60;    // Bylines and captions have no more in them.
constexpr std::uint32_t kUnendedWords = 25;  // one of as many is, even without an end.

// Chinese and Japanese do not part words: two characters are about one.
std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0, characters = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    words += !space && !inside ? 1 : 0;
    characters += c >= '\xE3' && c <= '\xED' ? 1 : 0;
    inside = !space;
  }
  return words + characters / 2;
}

bool ends_sentence(std::string_view text) {
  while (true) {  // Quotes and brackets may follow.
    if (text.ends_with("”") || text.ends_with("’") || text.ends_with("…")) {
      if (text.ends_with("…")) return true;
      text.remove_suffix(3);
    } else if (text.ends_with("»")) {
      text.remove_suffix(2);
    } else if (text.ends_with('"') || text.ends_with('\'') || text.ends_with(')') || text.ends_with(' ')) {
      text.remove_suffix(1);
    } else {
      return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with(':') ||
             text.ends_with("。");
    }
  }
}

bool hidden(const Page& page, const Node& node) {
  if (page.has(node, Attribute::kHidden) || page.attribute(node, Attribute::kAriaHidden) == "true") return true;
  std::string style(page.attribute(node, Attribute::kStyle));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

class BlockReader {
 public:
  explicit BlockReader(const Page& page) : page_(page) {}

  std::vector<Block> read() {
    const auto& nodes = page_.nodes();
    // What is open, outermost first. Depth is bounded by the page.
    std::vector<Level> levels = {{0, nodes[0].end, Tag::kBody, Place::kPlain, 0, 0}};
    for (std::uint32_t i = 1; i < nodes.size();) {
      while (i >= levels.back().end) {
        const bool block = levels.back().block;
        levels.pop_back();
        if (block) finish();
      }
      const Node& node = nodes[i];
      if (node.tag == Tag::kText) {
        add_text(page_.text(node), levels.back());
        ++i;
        continue;
      }
      if (node.tag == Tag::kBreak || node.tag == Tag::kRule) {
        add_break(node.tag == Tag::kRule);
        i = node.end;
        continue;
      }
      if (node.tag == Tag::kHidden || node.tag == Tag::kData || node.tag == Tag::kMeta || node.tag == Tag::kHeadLink ||
          node.tag == Tag::kTitle || (node.tag != Tag::kBody && hidden(page_, node))) {
        i = node.end;
        continue;
      }
      levels.push_back(level_of(i, levels.back()));
      if (levels.back().block) finish();
      ++i;
    }
    finish();
    return std::move(blocks_);
  }

 private:
  struct Level {
    std::uint32_t node, end;
    Tag tag;  // Of the innermost block.
    Place place;
    std::uint32_t out_node;
    std::uint32_t links;  // How many links are open.
    bool block = true;
  };

  Level level_of(std::uint32_t index, const Level& above) {
    const Node& node = page_.nodes()[index];
    Level level{index, node.end, node.tag, above.place, above.out_node, above.links, true};
    if (node.tag == Tag::kInline || node.tag == Tag::kLink || node.tag == Tag::kTime) {
      level.block = false;
      level.tag = above.tag;
      level.node = above.node;
      level.links += node.tag == Tag::kLink ? 1 : 0;
      if (node.tag == Tag::kLink) return level;
    }
    if (level.place == Place::kComment) return level;
    Place place = Place::kPlain;
    switch (node.tag) {
      case Tag::kAround:
        place = Place::kOut;
        break;
      case Tag::kCaption:
        place = Place::kCaption;
        break;
      case Tag::kForm:
        place = Place::kOut;
        break;
      default:
        break;
    }
    if (node.tag != Tag::kBody && node.tag != Tag::kMain) {
      const ClassHint hint = strongest({Attribute::kClass, Attribute::kId, Attribute::kTestId}, node);
      if (hint == ClassHint::kComment) place = Place::kComment;
      // An article's class names its tags and kind, seldom that it is none.
      if (hint == ClassHint::kOut && node.tag != Tag::kArticle) place = Place::kOut;
      const bool small = node.end - index <= kSmallNodes && node.tag != Tag::kArticle;
      if (hint == ClassHint::kCaption && place == Place::kPlain && small) place = Place::kCaption;
      if (hint == ClassHint::kByline && place == Place::kPlain && small) place = Place::kByline;
      const std::string_view role = page_.attribute(node, Attribute::kRole);
      if (role == "navigation" || role == "complementary" || role == "contentinfo" || role == "banner") {
        place = Place::kOut;
      }
    }
    if (place == Place::kPlain || (level.place == Place::kOut && place != Place::kComment)) return level;
    level.place = place;
    if (place == Place::kOut || place == Place::kComment) level.out_node = index;
    return level;
  }

  ClassHint strongest(std::initializer_list<Attribute> names, const Node& node) {
    ClassHint best = ClassHint::kNone;
    for (const Attribute name : names) {
      const std::string_view value = page_.attribute(node, name);
      if (value.empty()) continue;
      const auto [known, added] = hints_.try_emplace(value, ClassHint::kNone);
      if (added) known->second = class_hint(value);
      const ClassHint hint = known->second;
      if (hint == ClassHint::kOut || hint == ClassHint::kComment) return hint;
      if (best == ClassHint::kNone) best = hint;
    }
    return best;
  }

  void add_text(std::string_view text, const Level& level) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      if (!block_.text.empty()) block_.text += ' ';
      return;
    }
    if (pending_break_ && ends_sentence(block_.text)) finish();
    if (pending_break_) block_.text += ' ';
    pending_break_ = false;
    if (block_.text.empty()) {
      block_.node = level.node;
      block_.tag = level.tag;
      block_.place = level.place;
      block_.out_node = level.out_node;
    } else if (level.place == Place::kPlain && block_.place != level.place) {
      block_.place = Place::kPlain;  // "Por <span class=author>…</span>" is no byline only where more follows.
    }
    block_.text += text;
    if (level.links > 0) block_.link_words += count_words(text);
  }

  void add_break(bool rule) {
    if (pending_break_ || rule) finish();
    pending_break_ = !block_.text.empty();
  }

  void finish() {
    pending_break_ = false;
    if (!block_.text.empty()) {
      block_.text = collapse_spaces(repair_mojibake(std::move(block_.text)));  // Mojibake of í and à has spaces in it.
      block_.words = count_words(block_.text);
      if (block_.words > 0) {
        block_.sentence =
            (block_.words >= kSentenceWords && ends_sentence(block_.text)) || block_.words >= kUnendedWords;
        if (block_.place == Place::kByline && block_.sentence && block_.words >= kUnendedWords) {
          block_.place = Place::kPlain;
        }
        blocks_.push_back(std::move(block_));
      }
    }
    block_ = {};
  }

  const Page& page_;
  std::unordered_map<std::string_view, ClassHint> hints_;
  std::vector<Block> blocks_;
  Block block_;
  bool pending_break_ = false;
};

}  // namespace

std::vector<Block> read_blocks(const Page& page) {
  return BlockReader(page).read();
}

}  // namespace trama
