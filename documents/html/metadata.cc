#include "documents/html/metadata.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/tsv.h"
#include "base/utf8.h"
#include "documents/html/dates.h"
#include "documents/html/encoding.h"
#include "documents/html/hints.h"
#include "documents/html/json_ld.h"

namespace trama {
namespace {

// Entities that JSON-LD and doubly escaped metadata leave.
std::string clean(std::string_view value) {
  std::string text(value);
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEntities = {{{"&amp;", "&"},
                                                                                              {"&quot;", "\""},
                                                                                              {"&#34;", "\""},
                                                                                              {"&#39;", "'"},
                                                                                              {"&#039;", "'"},
                                                                                              {"&apos;", "'"},
                                                                                              {"&lt;", "<"},
                                                                                              {"&gt;", ">"}}};
  for (const auto& [entity, character] : kEntities) {
    for (std::size_t i = text.find(entity); i != std::string::npos; i = text.find(entity, i + 1)) {
      text.replace(i, entity.size(), character);
    }
  }
  return collapse_spaces(repair_mojibake(std::move(text)));
}

// The page's own elements that say something, gathered in one pass.
struct Found {
  std::map<std::string, std::string> meta;      // name, property or itemprop in lower case: the first content.
  std::map<std::string, std::string> property;  // itemprop of other elements: its first value.
  std::string title, canonical, language, author_link, byline;
  std::vector<std::string> headings;  // h1
  std::string time;       // datetime or text of the first <time> that is not inside something else's teaser.
  std::string date_line;  // Text of the first element whose class says date.
  LinkedData linked;
};

class Gatherer {
 public:
  explicit Gatherer(const Page& page) : page_(page) {}

  Found gather() {
    const auto& nodes = page_.nodes();
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
      if (nodes[i].tag != Tag::kText) look_at(i);
    }
    return std::move(found_);
  }

 private:
  void look_at(std::uint32_t index) {
    const Node& node = page_.nodes()[index];
    switch (node.tag) {
      case Tag::kMeta:
        look_at_meta(node);
        return;
      case Tag::kHeadLink:
        if (page_.attribute(node, Attribute::kRel) == "canonical") keep(found_.canonical, Attribute::kHref, node);
        return;
      case Tag::kTitle:
        set(found_.title, index);
        return;
      case Tag::kData:
        read_json_ld(script(index), found_.linked);
        return;
      case Tag::kHeading1:
        found_.headings.push_back(page_.text_inside(index));
        break;
      case Tag::kTime:
        if (found_.time.empty()) {
          found_.time = iso_date(page_.attribute(node, Attribute::kDatetime));
          if (found_.time.empty()) found_.time = find_date(page_.text_inside(index));
        }
        break;
      case Tag::kLink:
        if (page_.attribute(node, Attribute::kRel).find("author") != std::string_view::npos) {
          set(found_.author_link, index);
        }
        break;
      default:
        break;
    }
    if (found_.language.empty()) keep(found_.language, Attribute::kLang, node);
    look_at_properties(index);
  }

  void look_at_meta(const Node& node) {
    const std::string_view content = page_.attribute(node, Attribute::kContent);
    if (content.empty()) return;
    for (const Attribute kind : {Attribute::kProperty, Attribute::kName, Attribute::kItemprop, Attribute::kHttpEquiv}) {
      const std::string_view name = page_.attribute(node, kind);
      if (!name.empty()) found_.meta.try_emplace(lower_ascii(name), content);
    }
  }

  void look_at_properties(std::uint32_t index) {
    const Node& node = page_.nodes()[index];
    const std::string_view property = page_.attribute(node, Attribute::kItemprop);
    if (property == "headline" || property == "datePublished" || property == "author" || property == "articleSection") {
      std::string& value = found_.property[std::string(property)];
      if (value.empty()) value = page_.attribute(node, Attribute::kContent);
      if (value.empty()) value = page_.attribute(node, Attribute::kDatetime);
      if (value.empty()) value = page_.text_inside(index);
    }
    if (node.tag == Tag::kBody || node.tag == Tag::kArticle || node.end - index > 40) return;
    const std::string_view names = page_.attribute(node, Attribute::kClass);
    if (names.empty() || (!found_.byline.empty() && !found_.date_line.empty())) return;
    const std::string lower = lower_ascii(names.substr(0, 200));
    const auto says = [&](std::string_view word) { return lower.find(word) != std::string::npos; };
    if (found_.date_line.empty() && (says("date") || says("fecha") || says("time") || says("publish") || says("meta") ||
                                     says("byline") || says("firma"))) {
      found_.date_line = find_date(page_.text_inside(index));
    }
    if (found_.byline.empty() && (says("author") || says("autor") || says("byline") || says("firma"))) {
      const std::string text = page_.text_inside(index);
      if (text.size() >= 5 && text.size() < 80) found_.byline = text;
    }
  }

  std::string script(std::uint32_t index) const {
    std::string out;
    for (std::uint32_t i = index + 1; i < page_.nodes()[index].end; ++i) {
      if (page_.nodes()[i].tag == Tag::kText) out += page_.text(page_.nodes()[i]);
    }
    return out;
  }
  void set(std::string& field, std::uint32_t index) {
    if (field.empty()) field = page_.text_inside(index);
  }
  void keep(std::string& field, Attribute name, const Node& node) {
    if (field.empty()) field = page_.attribute(node, name);
  }

  const Page& page_;
  Found found_;
};

std::string first_of(const std::map<std::string, std::string>& values, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = values.find(name);
    if (found != values.end() && !found->second.empty()) return found->second;
  }
  return {};
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> out;
  const std::string folded = fold_key(text);
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', i), folded.size());
    if (end > i) out.insert(folded.substr(i, end - i));
    i = end + 1;
  }
  return out;
}

// How many words of `a` are in `b`, in [0, 1].
double shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  if (a.empty()) return 0;
  const auto both = std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.count(word) > 0; });
  return static_cast<double>(both) / static_cast<double>(a.size());
}

// "Headline - Section | Paper" without what names the site: the longest part, of those between bars, or dashes where
// the last part is short.
std::string without_site(const std::string& title, const std::string& site) {
  std::string out = title;
  for (const std::string_view separator : {" | ", " – ", " — ", " - ", " · ", " « ", " » "}) {
    const std::size_t at = out.rfind(separator);
    if (at == std::string::npos) continue;
    const std::string tail = out.substr(at + separator.size());
    const bool named = !site.empty() && fold_key(tail).find(fold_key(site)) != std::string::npos;
    const auto tail_words = std::count(tail.begin(), tail.end(), ' ') + 1;
    const auto head_words = std::count(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(at), ' ') + 1;
    if (named || (tail_words <= 4 && head_words >= 4)) return without_site(out.substr(0, at), site);
  }
  return out;
}

// The h1 if what else names the article agrees with it; it is what readers see, while metadata is often cut or
// reworded.
std::string find_title(const Found& found, const std::string& site) {
  std::string open_graph = without_site(clean(first_of(found.meta, {"og:title", "twitter:title"})), site);
  std::string page_title = without_site(clean(found.title), site);
  std::string headline = clean(found.linked.headline);
  std::string best;
  double best_share = 0.49;
  for (const std::string& heading : found.headings) {
    const std::string text = clean(heading);
    const std::set<std::string> words = words_of(text);
    if (words.size() < 2) continue;
    for (const std::string* other : {&headline, &open_graph, &page_title}) {
      const double share = std::min(shared(words, words_of(*other)) * 2, shared(words_of(*other), words) * 2) / 2;
      if (share > best_share) {
        best_share = share;
        best = text;
      }
    }
  }
  if (!best.empty()) return best;
  if (!headline.empty()) return without_site(headline, site);
  std::string property = clean(first_of(found.property, {"headline"}));
  if (!property.empty()) return property;
  if (!open_graph.empty()) return open_graph;
  if (found.headings.size() == 1 && words_of(found.headings[0]).size() >= 3) return clean(found.headings[0]);
  return page_title;
}

void find_publication(const Found& found, Article& article) {
  const auto offer = [&article](const std::string& value, const char* from) {
    if (!article.date.empty()) return;
    article.date = iso_date(value);
    if (!article.date.empty()) article.date_from = from;
  };
  offer(found.linked.published, "json-ld");
  for (const char* name : {"article:published_time",
                           "og:article:published_time",
                           "og:published_time",
                           "datepublished",
                           "date",
                           "pubdate",
                           "publishdate",
                           "publish-date",
                           "dc.date.issued",
                           "dc.date",
                           "dcterms.created",
                           "dcterms.date",
                           "sailthru.date",
                           "parsely-pub-date",
                           "article.published",
                           "cxenseparse:recs:publishtime",
                           "fecha",
                           "published_at",
                           "citation_publication_date",
                           "originalpublicationdate",
                           "article_date_original",
                           "mrf:published_time"}) {
    offer(first_of(found.meta, {name}), "meta");
  }
  offer(first_of(found.property, {"datePublished"}), "meta");
  offer(found.time, "time");
  offer(found.date_line, "text");
  offer(date_in_address(article.url), "url");
}

// "Por Ana Ruiz" -> "Ana Ruiz"; addresses are no names.
std::string clean_author(const std::string& value) {
  std::string text = clean(value);
  for (const std::string_view begin : {"Por ", "por ", "POR ", "By ", "by ", "Por: ", "Texto: "}) {
    if (text.starts_with(begin)) text.erase(0, begin.size());
  }
  if (text.find("://") != std::string::npos || text.size() > 200) return {};
  return text;
}

}  // namespace

std::string read_metadata(const Page& page, Article& article) {
  const Found found = Gatherer(page).gather();
  const auto fill = [](std::string& field, const std::string& value) {
    if (field.empty()) field = clean(value);
  };
  fill(article.source, first_of(found.meta, {"og:site_name"}));
  fill(article.source, found.linked.publisher);
  fill(article.source,
       first_of(found.meta, {"application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title"}));
  article.title = find_title(found, article.source);
  for (const std::string& author :
       {found.linked.author, first_of(found.meta, {"author", "article:author", "dc.creator", "parsely-author", "byl"}),
        first_of(found.property, {"author"}), found.author_link, found.byline}) {
    if (article.author.empty()) article.author = clean_author(author);
  }
  fill(article.section, found.linked.section);
  fill(article.section, first_of(found.meta, {"article:section", "section", "parsely-section", "articlesection"}));
  fill(article.section, first_of(found.property, {"articleSection"}));
  fill(article.language, found.language);
  fill(article.language, found.linked.language);
  fill(article.language, first_of(found.meta, {"content-language", "og:locale", "language"}));
  std::replace(article.language.begin(), article.language.end(), '_', '-');
  fill(article.url, found.canonical);
  fill(article.url, first_of(found.meta, {"og:url"}));
  fill(article.url, found.linked.url);
  find_publication(found, article);
  return found.linked.body;
}

}  // namespace trama
