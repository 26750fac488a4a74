#include "documents/office/office_reader.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "documents/containers/archive.h"
#include "documents/document_reader.h"
#include "documents/markup/fragment.h"
#include "documents/markup/xml_tree.h"

namespace trama {
namespace {

constexpr std::size_t kMaxPartBytes = 8 * kMaxDocumentBytes;    // Of markup.
constexpr std::size_t kMaxPartsBytes = 16 * kMaxDocumentBytes;  // Together.

// The members of a file that are wanted, by name.
using OfficeParts = std::map<std::string, std::string, std::less<>>;

OfficeParts read_parts(InputFile file, const std::function<bool(std::string_view)>& wanted) {
  OfficeParts parts;
  std::size_t total = 0;
  std::string bytes;
  if (!file.read_rest(bytes, kMaxPartsBytes)) throw Error(ErrorCode::kFormat, too_large());
  Archive archive(bytes);
  while (auto name = archive.next()) {
    if (!wanted(*name)) continue;
    std::string content;
    InputFile member(archive.content(), *name);
    if (!member.read_rest(content, kMaxPartBytes) || (total += content.size()) > kMaxPartsBytes) {
      throw Error(ErrorCode::kFormat, too_large());
    }
    parts.emplace(*std::move(name), std::move(content));
  }
  return parts;
}

const std::string& part(const OfficeParts& parts, std::string_view name) {
  const auto found = parts.find(name);
  if (found == parts.end()) throw Error(ErrorCode::kFormat, "holds no text: no " + std::string(name) + " in it");
  return found->second;
}

// Builds paragraphs, divided by blank lines.
class Paragraphs {
 public:
  void add(std::string_view words) { paragraph_ += words; }
  void end() {
    const std::string line = collapse_spaces(paragraph_);
    paragraph_.clear();
    if (line.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += line;
  }
  std::string take() {
    end();
    return std::move(text_);
  }

 private:
  std::string text_, paragraph_;
};

void read_metadata(std::string_view xml, ReadDocument& read) {
  const XmlTree tree = parse_xml(xml);
  tree.walk(
      [&](const XmlElement& element) {
        const std::string_view name = element.name();
        const auto set = [&](std::string& field) {
          if (field.empty()) field = collapse_spaces(element.text());
        };
        if (name == "title") set(read.document.title);
        if (name == "creator" || name == "initial-creator") set(read.origin.author);
        if (name == "publisher") set(read.document.source);
        if (name == "language") set(read.origin.language);
        if (name == "created" || name == "creation-date") set(read.transfer_date);
        return true;
      },
      [](const XmlElement&) {}, [](std::string_view) {});
}

ReadDocument read_docx(InputFile file) {
  const OfficeParts parts = read_parts(std::move(file), [](std::string_view name) {
    return name == "word/document.xml" || name == "docProps/core.xml";
  });
  Paragraphs paragraphs;
  parse_xml(part(parts, "word/document.xml"))
      .walk(
          [&](const XmlElement& element) {
            const std::string_view name = element.name();
            if (name == "p") paragraphs.end();
            if (name == "tab" || name == "br" || name == "cr") paragraphs.add(" ");
            if (name == "noBreakHyphen") paragraphs.add("-");
            if (name == "t") paragraphs.add(element.text());
            // What was taken out with changes shown, and what fields are made of.
            return name != "delText" && name != "instrText" && name != "t" && name != "Fallback";
          },
          [&](const XmlElement& element) {
            if (element.name() == "p") paragraphs.end();
          },
          [](std::string_view) {});
  ReadDocument read;
  read.document.text = paragraphs.take();
  if (const auto core = parts.find("docProps/core.xml"); core != parts.end()) read_metadata(core->second, read);
  return read;
}

ReadDocument read_odt(InputFile file) {
  const OfficeParts parts =
      read_parts(std::move(file), [](std::string_view name) { return name == "content.xml" || name == "meta.xml"; });
  Paragraphs paragraphs;
  const auto is_paragraph = [](const XmlElement& element) { return element.name() == "p" || element.name() == "h"; };
  bool body = false;
  parse_xml(part(parts, "content.xml"))
      .walk(
          [&](const XmlElement& element) {
            const std::string_view name = element.name();
            body |= name == "body";
            if (is_paragraph(element)) paragraphs.end();
            if (name == "s" || name == "tab" || name == "line-break") paragraphs.add(" ");
            return name != "tracked-changes" && name != "annotation" && name != "note";
          },
          [&](const XmlElement& element) {
            if (is_paragraph(element)) paragraphs.end();
          },
          [&](std::string_view words) {
            if (body) paragraphs.add(words);
          });
  ReadDocument read;
  read.document.text = paragraphs.take();
  if (const auto meta = parts.find("meta.xml"); meta != parts.end()) read_metadata(meta->second, read);
  return read;
}

// "OEBPS/content.opf" and "text/uno.xhtml" are "OEBPS/text/uno.xhtml".
std::string beside(std::string_view file, std::string_view target) {
  const std::size_t slash = file.rfind('/');
  return (slash == file.npos ? std::string() : std::string(file.substr(0, slash + 1))) +
         std::string(target.substr(0, target.find('#')));
}

std::string title_of_page(std::string_view xhtml) {
  std::string title, heading;
  try {
    parse_xml(xhtml).walk(
        [&](const XmlElement& element) {
          const std::string_view name = element.name();
          if (name == "title" && title.empty()) title = collapse_spaces(element.text());
          if ((name == "h1" || name == "h2") && heading.empty()) heading = collapse_spaces(element.text());
          return true;
        },
        [](const XmlElement&) {}, [](std::string_view) {});
  } catch (const Error&) {  // Its text may be read all the same.
  }
  return heading.empty() ? title : heading;
}

std::deque<ReadDocument> read_epub(InputFile file, const ReadContext& context) {
  const OfficeParts parts = read_parts(std::move(file), [](std::string_view name) {
    return name == "META-INF/container.xml" || name.ends_with(".opf") || name.ends_with("html") ||
           name.ends_with(".htm") || name.ends_with(".xml");
  });
  std::string package;
  parse_xml(part(parts, "META-INF/container.xml"))
      .walk(
          [&](const XmlElement& element) {
            if (element.name() == "rootfile" && package.empty()) package = element.attribute("full-path");
            return true;
          },
          [](const XmlElement&) {}, [](std::string_view) {});
  std::map<std::string, std::string> files;  // By id.
  std::deque<std::string> order;
  const std::string& opf = part(parts, package);
  parse_xml(opf).walk(
      [&](const XmlElement& element) {
        if (element.name() == "item" && element.attribute("properties").find("nav") == std::string::npos) {
          files[element.attribute("id")] = beside(package, element.attribute("href"));
        }
        if (element.name() == "itemref") order.push_back(element.attribute("idref"));
        return true;
      },
      [](const XmlElement&) {}, [](std::string_view) {});
  ReadDocument book;
  read_metadata(opf, book);
  std::deque<ReadDocument> chapters;
  std::size_t number = 0;
  for (const std::string& id : order) {
    const auto chapter = parts.find(files[id]);
    if (chapter == parts.end()) continue;
    ReadDocument read = book;
    read.origin.record = ++number;
    read.where = context.name + "#" + std::to_string(number);
    read.document.text = text_of_fragment(decode_bytes(chapter->second).text);
    if (read.document.source.empty()) read.document.source = book.document.title;
    read.document.title = title_of_page(chapter->second);
    if (read.document.text.empty()) {
      context.log.leave_out("chapters without text");
    } else {
      chapters.push_back(std::move(read));
    }
  }
  return chapters;
}

class OfficeReader : public FormReader {
 public:
  OfficeReader(InputFile file, Form form, const ReadContext& context)
      : file_(std::move(file)), form_(form), context_(context) {}

  std::optional<ReadDocument> next() override {
    if (file_) read(*std::exchange(file_, std::nullopt));
    if (documents_.empty()) return std::nullopt;
    ReadDocument document = std::move(documents_.front());
    documents_.pop_front();
    return document;
  }

 private:
  void read(InputFile file) {
    switch (form_) {
      case Form::kDocx:
        documents_.push_back(read_docx(std::move(file)));
        break;
      case Form::kOdt:
        documents_.push_back(read_odt(std::move(file)));
        break;
      default:
        documents_ = read_epub(std::move(file), context_);
    }
  }

  std::optional<InputFile> file_;
  const Form form_;
  ReadContext context_;
  std::deque<ReadDocument> documents_;
};

}  // namespace

std::unique_ptr<FormReader> make_office_reader(InputFile file, Form form, const ReadContext& context) {
  return std::make_unique<OfficeReader>(std::move(file), form, context);
}

}  // namespace trama
