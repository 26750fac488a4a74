#include "documents/web/feed_reader.h"

#include <deque>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "documents/document_reader.h"
#include "documents/markup/fragment.h"
#include "documents/markup/xml_tree.h"

namespace trama {
namespace {

constexpr std::size_t kMaxFeedBytes = 4 * kMaxDocumentBytes;

// What an item says, by the name of the element; of several the first. "content" is that of Atom, "encoded" that of
// RSS.
using Item = std::map<std::string, std::string, std::less<>>;

const std::string& first_value(const Item& item, std::initializer_list<std::string_view> names) {
  static const std::string kNone;
  for (const std::string_view name : names) {
    const auto found = item.find(name);
    if (found != item.end() && found->second.find_first_not_of(" \t\r\n") != std::string::npos) return found->second;
  }
  return kNone;
}

bool is_link(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::string plain(const std::string& text) {
  return looks_like_markup_fragment(text) ? text_of_fragment(text) : collapse_spaces(text);
}

class FeedReader : public FormReader {
 public:
  FeedReader(InputFile file, const ReadContext& context) : file_(std::move(file)), context_(context) {}

  std::optional<ReadDocument> next() override {
    if (!std::exchange(read_, true)) read();
    while (!items_.empty()) {
      const Item item = std::move(items_.front());
      items_.pop_front();
      ReadDocument document = document_of(item);
      document.where = context_.name + "#" + std::to_string(++number_);
      document.origin.record = number_;
      if (!document.document.text.empty()) return document;
      context_.log.leave_out("items without text");
    }
    return std::nullopt;
  }

 private:
  void read() {
    std::string bytes;
    if (!file_.read_rest(bytes, kMaxFeedBytes)) throw Error(ErrorCode::kFormat, too_large());
    const XmlTree tree = parse_xml(bytes);
    bool inside = false;
    tree.walk(
        [&](const XmlElement& element) {
          const std::string_view name = element.name();
          if (name == "item" || name == "entry") {
            inside = true;
            items_.emplace_back();
            return true;
          }
          if (inside) {
            add(items_.back(), element);
            return name == "author";  // Atom has the name inside.
          }
          if (name == "title" && feed_title_.empty()) feed_title_ = plain(element.text());
          if (name == "language" && language_.empty()) language_ = element.text();
          return name == "rss" || name == "channel" || name == "feed" || name == "RDF" || name == "rdf";
        },
        [&](const XmlElement& element) {
          if (element.name() == "item" || element.name() == "entry") inside = false;
        },
        [](std::string_view) {});
  }

  static void add(Item& item, const XmlElement& element) {
    const std::string name(element.name());
    if (name == "link") {
      const std::string relation = element.attribute("rel"), target = element.attribute("href");
      if (relation.empty() || relation == "alternate")
        item.try_emplace("link", target.empty() ? element.text() : target);
      return;
    }
    if (name == "source") {
      item.try_emplace("source", element.text());
      return;
    }
    // Media RSS has titles and descriptions of its pictures.
    if (element.space().find("search.yahoo.com/mrss") != std::string_view::npos) return;
    item.try_emplace(name, element.text());
  }

  ReadDocument document_of(const Item& item) const {
    ReadDocument read;
    Document& document = read.document;
    document.title = plain(first_value(item, {"title"}));
    const std::string& content = first_value(item, {"encoded", "content", "description", "summary"});
    document.text = looks_like_markup_fragment(content) ? text_of_fragment(content) : content;
    document.date = first_value(item, {"pubDate", "published", "date", "issued", "updated", "modified"});
    document.id = collapse_spaces(first_value(item, {"guid", "id"}));
    document.url = collapse_spaces(first_value(item, {"link", "origLink"}));
    if (document.url.empty() && is_link(document.id)) document.url = document.id;
    document.source = plain(first_value(item, {"source"}));
    if (document.source.empty()) document.source = feed_title_;
    read.origin.author = plain(first_value(item, {"creator", "name", "author"}));
    read.origin.section = plain(first_value(item, {"category"}));
    read.origin.language = language_;
    return read;
  }

  InputFile file_;
  ReadContext context_;
  std::deque<Item> items_;
  std::string feed_title_, language_;
  std::size_t number_ = 0;
  bool read_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_feed_reader(InputFile file, const ReadContext& context) {
  return std::make_unique<FeedReader>(std::move(file), context);
}

}  // namespace trama
