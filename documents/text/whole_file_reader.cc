#include "documents/text/whole_file_reader.h"

#include <utility>

#include "documents/document_reader.h"
#include "documents/html/article.h"
#include "documents/markup/markdown.h"
#include "documents/text/printed_pages.h"
#include "documents/web/page_document.h"

namespace trama {
namespace {

class WholeFileReader : public FormReader {
 public:
  WholeFileReader(InputFile file, Form form, const ReadContext& context)
      : file_(std::move(file)), form_(form), context_(context) {}

  std::optional<ReadDocument> next() override {
    if (std::exchange(read_, true)) return std::nullopt;
    std::string bytes;
    if (!file_.read_rest(bytes, form_ == Form::kHtml ? kMaxPageBytes : kMaxDocumentBytes)) {
      context_.log.pass_over(context_.name, too_large());
      return std::nullopt;
    }
    if (form_ == Form::kHtml) return read_page(bytes);
    DecodedText decoded = decode_bytes(std::move(bytes));
    report_repairs(context_.log, context_.name, decoded.encoding, decoded.replaced);
    if (form_ == Form::kMarkdown) return document_of_markdown(decoded.text, context_.options);
    ReadDocument document;
    document.document.text = std::move(decoded.text);
    mend_pages(document.document.text);
    return document;
  }

 private:
  std::optional<ReadDocument> read_page(const std::string& bytes) {
    ReadDocument document = document_of_page(bytes, {});
    if (!document.document.text.empty()) return document;
    context_.log.pass_over(context_.name, "a page without an article");
    return std::nullopt;
  }

  InputFile file_;
  const Form form_;
  ReadContext context_;
  bool read_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_whole_file_reader(InputFile file, Form form, const ReadContext& context) {
  return std::make_unique<WholeFileReader>(std::move(file), form, context);
}

void report_repairs(ReadLog& log, const std::string& where, Encoding encoding, std::size_t replaced) {
  if (encoding == Encoding::kWindows1252) {
    log.warn(where, "not UTF-8, read as Windows-1252");
  } else if (replaced > 0) {
    log.warn(where, std::to_string(replaced) + " invalid sequences of bytes became U+FFFD");
  }
}

}  // namespace trama
