#include "documents/html/body.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "documents/html/article.h"
#include "documents/html/dates.h"
#include "documents/html/hints.h"

namespace trama {
namespace {

constexpr double kTooManyLinks = 0.5;  // Of the words of a block.
constexpr double kDominant = 0.75;     // What one child must have of its parent's worth for the search to go on in it.
constexpr double kMostOfThePage =
    0.6;                             // An element with as much of all prose is no surrounding, whatever its class says.
constexpr double kNearlyAll = 0.85;  // All elements of such classes with as much: the page means other things by them.
constexpr std::uint32_t kLinkedSentence = 18;  // Words of a linked sentence that is no headline.
constexpr std::uint32_t kStandfirstWords = 80;
constexpr std::uint32_t kDatelineWords = 14;
constexpr std::ptrdiff_t kDatelineBlocks = 5;  // So far from the headline.
constexpr double kLeastArticle = 12;           // Words.

bool linked(const Block& block) {
  return block.link_words > kTooManyLinks * block.words;
}

bool outside(const Block& block) {
  return block.place == Place::kOut || block.place == Place::kComment;
}

// Words, positive where a block reads as prose of an article.
double worth(const Block& block) {
  if (outside(block)) return 0;
  if (linked(block)) return -0.5 * block.words;
  if (block.place == Place::kByline) return 0;
  if (block.sentence) return block.words * (block.tag == Tag::kParagraph ? 1.2 : 1.0);
  if (block.tag == Tag::kHeading || block.tag == Tag::kHeading1 || block.tag == Tag::kParagraph) return 0;
  return -0.5 * block.words;
}

// Elements that hold most of the prose are taken for inside, whatever their class says (ASP.NET's one form around all).
void admit_what_holds_most(std::vector<Block>& blocks) {
  double all = 0;
  std::vector<std::pair<std::uint32_t, double>> by_node;
  for (const Block& block : blocks) {
    if (!block.sentence || linked(block)) continue;
    all += block.words;
    if (block.place != Place::kOut) continue;
    if (by_node.empty() || by_node.back().first != block.out_node) by_node.emplace_back(block.out_node, 0);
    by_node.back().second += block.words;
  }
  double outside_words = 0;
  for (const auto& [node, words] : by_node) outside_words += words;
  for (const auto& [node, words] : by_node) {
    if (words < kMostOfThePage * all && outside_words < kNearlyAll * all) continue;
    for (Block& block : blocks) {
      if (block.out_node == node && block.place == Place::kOut) block.place = Place::kPlain;
    }
  }
}

// The element that holds the article.
class Container {
 public:
  Container(const Page& page, const std::vector<Block>& blocks) : page_(page), worth_(page.nodes().size(), 0) {
    for (const Block& block : blocks) worth_[block.node] += worth(block);
    // Children come after their parents.
    for (std::size_t i = worth_.size(); i-- > 1;) worth_[page.nodes()[i].parent] += worth_[i];
  }

  std::uint32_t find() const {
    const std::uint32_t dominant = descend(0);
    const std::uint32_t named = best_named();
    return named != 0 && worth_[named] >= 0.5 * worth_[dominant] ? descend(named) : dominant;
  }
  double worth_of(std::uint32_t node) const { return worth_[node]; }

 private:
  std::uint32_t descend(std::uint32_t node) const {
    const auto& nodes = page_.nodes();
    while (true) {
      std::uint32_t best = 0;
      for (std::uint32_t child = node + 1; child < nodes[node].end; child = nodes[child].end) {
        if (nodes[child].tag == Tag::kParagraph || nodes[child].tag == Tag::kText) continue;
        if (best == 0 || worth_[child] > worth_[best]) best = child;
      }
      if (best == 0 || worth_[best] <= 0 || worth_[best] < kDominant * worth_[node]) return node;
      node = best;
    }
  }

  // The element of most worth that says itself to be the article's body; the outer one of two.
  std::uint32_t best_named() const {
    const auto& nodes = page_.nodes();
    std::uint32_t best = 0;
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
      if (worth_[i] <= (best == 0 ? kLeastArticle : worth_[best])) continue;
      const Node& node = nodes[i];
      if (node.tag == Tag::kText || node.tag == Tag::kBody || node.tag == Tag::kParagraph) continue;
      if (page_.attribute(node, Attribute::kItemprop).find("articleBody") != std::string_view::npos ||
          class_hint(page_.attribute(node, Attribute::kClass)) == ClassHint::kBody ||
          class_hint(page_.attribute(node, Attribute::kId)) == ClassHint::kBody) {
        best = i;
      }
    }
    return best;
  }

  const Page& page_;
  std::vector<double> worth_;
};

// A caption without what names the photographer: "… ayer en Quito. (Foto: EFE)", or "" where it is no sentence.
std::string caption_sentence(const Block& block) {
  std::string text = block.text;
  while (text.ends_with(')')) {
    const std::size_t open = text.rfind('(');
    if (open == std::string::npos) break;
    text.resize(open);
    while (text.ends_with(' ')) text.pop_back();
  }
  if (!text.ends_with('.') && !text.ends_with("”")) {
    // The agency behind the last full stop, or a bar.
    const std::size_t stop = text.find_last_of(".|");
    if (stop == std::string::npos || text.size() - stop > 40) return {};
    text.resize(text[stop] == '.' ? stop + 1 : stop);
  }
  const auto words = 1 + std::count(text.begin(), text.end(), ' ');
  return words >= 8 && text.ends_with('.') ? text : std::string();
}

// A line that only says who wrote or when: "Por Ana Ruiz", "12 de mayo de 2025, 10:32".
bool is_byline(const Block& block, std::string_view folded, std::string_view folded_author) {
  if (block.words > 14 || block.sentence) return false;
  if (!folded_author.empty() && folded.find(folded_author) != std::string_view::npos) return true;
  if (folded.starts_with("por ") && !block.text.ends_with('.') && block.words <= 7) return true;
  const auto digits = std::count_if(folded.begin(), folded.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  return digits >= 3 && !block.text.ends_with('.') && block.tag != Tag::kHeading && block.tag != Tag::kItem &&
         static_cast<std::size_t>(digits) * 6 > folded.size();
}

class Writer {
 public:
  Writer(std::string_view title, std::string_view author) : title_(fold_key(title)), author_(fold_key(author)) {}

  // False where the article has ended.
  bool offer(const Block& block, double share_before) {
    if (outside(block) || block.place == Place::kByline) return true;
    std::string folded = fold_key(block.text);
    const LineHint hint = line_hint(folded, block.words);
    if (hint == LineHint::kEnd && share_before > 0.5) return false;
    if (hint != LineHint::kNone) {
      heading_.clear();
      return true;
    }
    if (folded == title_ || is_byline(block, folded, author_)) return true;
    if (linked(block) && !(block.tag == Tag::kParagraph && block.sentence && block.words > block.link_words))
      return true;
    if (block.place == Place::kCaption) {
      put_once(caption_sentence(block));
      return true;
    }
    switch (block.tag) {
      case Tag::kHeading1:
        break;
      case Tag::kHeading:
        if (!block.sentence) {
          heading_ = block.text;  // Kept where text follows.
        } else {
          put_once(block.text);
        }
        break;
      case Tag::kParagraph:
      case Tag::kItem:
      case Tag::kQuote:
        if (block.sentence || !text_.empty()) put_once(block.text);
        break;
      default:
        const bool short_sentence =
            block.words >= 3 && !text_.empty() && (block.text.ends_with('.') || block.text.ends_with('?'));
        if (block.sentence || short_sentence) put_once(block.text);
    }
    return text_.size() < kMaxArticleBytes;
  }

  std::string take() { return std::move(text_); }

 private:
  void put_once(const std::string& text) {
    if (text.empty()) return;
    if (text.size() > 30 && !seen_.insert(text).second) return;
    if (!heading_.empty()) put(std::exchange(heading_, {}));
    put(text);
  }
  void put(const std::string& text) {
    if (!text_.empty()) text_ += "\n\n";
    text_ += text;
  }

  std::string title_, author_, text_, heading_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

std::string find_body(const Page& page, std::vector<Block> blocks, std::string_view title, std::string_view author) {
  admit_what_holds_most(blocks);
  const Container container(page, blocks);
  const std::uint32_t node = container.find();
  if (container.worth_of(node) < kLeastArticle) return {};
  const auto inside = [&](const Block& block) { return block.node >= node && block.node < page.nodes()[node].end; };
  double all = 0, before = 0;
  for (const Block& block : blocks) {
    if (inside(block)) all += std::max(0.0, worth(block));
  }
  Writer writer(title, author);
  bool standfirst = false;
  const std::string folded_title = fold_key(title);
  for (const Block& block : blocks) {
    if (!inside(block)) {
      // Between the headline and the body stands what sums it up.
      if (block.tag == Tag::kHeading1 && fold_key(block.text) == folded_title) standfirst = true;
      if (standfirst && block.node < node && block.sentence && !linked(block) && block.words <= kStandfirstWords &&
          block.place == Place::kPlain) {
        writer.offer(block, 0);
      }
      continue;
    }
    if (!writer.offer(block, all > 0 ? before / all : 0)) break;
    before += std::max(0.0, worth(block));
  }
  return writer.take();
}

std::string find_dateline(const std::vector<Block>& blocks, std::string_view title) {
  const std::string folded = fold_key(title);
  const auto headline = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
    return !folded.empty() && fold_key(block.text) == folded;
  });
  if (headline == blocks.end()) return {};
  const auto at = headline - blocks.begin();
  // Behind it first, then before it.
  for (std::ptrdiff_t step = 1; step <= kDatelineBlocks; ++step) {
    for (const std::ptrdiff_t i : {at + step, at - step}) {
      if (i < 0 || i >= static_cast<std::ptrdiff_t>(blocks.size())) continue;
      const Block& block = blocks[static_cast<std::size_t>(i)];
      if (block.words > kDatelineWords || linked(block) || outside(block)) continue;
      if (std::string day = find_date(block.text); !day.empty()) return day;
    }
  }
  return {};
}

}  // namespace trama
