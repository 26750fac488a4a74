#include "documents/pdf/pdf_reader.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <cmath>
#include <mutex>
#include <utility>
#include <vector>

#include "base/divided_words.h"
#include "base/error.h"
#include "base/utf8.h"
#include "documents/document_reader.h"
#include "documents/pdf/page_lines.h"

namespace trama {
namespace {

std::string to_text(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return repair_utf8({bytes.data(), bytes.size()}).text;
}

// Ligatures as their letters; nothing else changes.
std::string without_ligatures(const std::string& text) {
  if (text.find("\xEF\xAC") == std::string::npos) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const std::string_view letters = ligature_letters(decode_utf8(text, i));
    out += letters.empty() ? std::string_view(text).substr(begin, i - begin) : letters;
  }
  return out;
}

std::vector<PageLine> lines_of(const poppler::page& page) {
  std::vector<PageLine> lines;
  bool space = false;
  for (const poppler::text_box& word : page.text_list()) {
    const std::string text = without_ligatures(to_text(word.text()));
    const poppler::rectf box = word.bbox();
    if (text.empty()) continue;
    const bool same_line = !lines.empty() && box.left() >= lines.back().right - 1 &&
                           std::abs(box.top() + box.bottom() - lines.back().top - lines.back().bottom) <
                               std::max(box.height(), lines.back().bottom - lines.back().top);
    // Columns side by side are far apart.
    const bool near = same_line && box.left() - lines.back().right < 3 * box.height();
    if (!near) {
      lines.push_back({text, box.left(), box.right(), box.top(), box.bottom()});
    } else {
      PageLine& line = lines.back();
      if (space) line.text += ' ';
      line.text += text;
      line.right = box.right();
      line.top = std::min(line.top, box.top());
      line.bottom = std::max(line.bottom, box.bottom());
    }
    space = word.has_space_after();
  }
  return lines;
}

// Programs name the file or themselves where a title should stand.
bool is_title(std::string_view title) {
  const std::string lower = to_lower(title);
  for (const std::string_view ending : {".doc", ".docx", ".odt", ".indd", ".qxd", ".pdf", ".tex", ".txt", ".html"}) {
    if (lower.ends_with(ending)) return false;
  }
  return !lower.starts_with("microsoft word") && !lower.starts_with("untitled") && !lower.starts_with("sin t");
}

class PdfReader : public FormReader {
 public:
  PdfReader(InputFile file, const ReadContext& context) : file_(std::move(file)), context_(context) {}

  std::optional<ReadDocument> next() override {
    if (std::exchange(read_, true)) return std::nullopt;
    static std::once_flag once;
    std::call_once(once, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
    std::string bytes;
    if (!file_.read_rest(bytes, kMaxPdfBytes)) {
      throw Error(ErrorCode::kFormat, "larger than " + std::to_string(kMaxPdfBytes >> 20) + " MiB");
    }
    const std::unique_ptr<poppler::document> pdf(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (pdf == nullptr) throw Error(ErrorCode::kFormat, "a PDF that is damaged");
    if (pdf->is_locked()) throw Error(ErrorCode::kFormat, "a PDF that needs a password");
    return read(*pdf);
  }

 private:
  std::optional<ReadDocument> read(const poppler::document& pdf) {
    const int count = pdf.pages();
    if (count > kMaxPdfPages) {
      throw Error(ErrorCode::kFormat, "a PDF of more than " + std::to_string(kMaxPdfPages) + " pages");
    }
    std::vector<std::vector<PageLine>> pages;
    std::size_t bytes = 0;
    for (int i = 0; i < count && bytes <= kMaxDocumentBytes; ++i) {
      const std::unique_ptr<poppler::page> page(pdf.create_page(i));
      pages.push_back(page == nullptr ? std::vector<PageLine>() : lines_of(*page));
      for (const PageLine& line : pages.back()) bytes += line.text.size();
    }
    ReadDocument document;
    PagedText paged = text_of_pages(pages);
    document.document.text = std::move(paged.text);
    document.origin.pages = std::move(paged.pages);
    if (document.document.text.empty()) {
      context_.log.pass_over(context_.name, "a PDF without a text layer: its pages are pictures");
      return std::nullopt;
    }
    const std::string title = collapse_spaces(to_text(pdf.get_title()));
    if (is_title(title)) document.document.title = title;
    document.origin.author = collapse_spaces(to_text(pdf.get_author()));
    const time_t created = pdf.get_creation_date_t();
    if (created > 0) document.transfer_date = std::to_string(created);
    return document;
  }

  InputFile file_;
  ReadContext context_;
  bool read_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_pdf_reader(InputFile file, const ReadContext& context) {
  return std::make_unique<PdfReader>(std::move(file), context);
}

}  // namespace trama
