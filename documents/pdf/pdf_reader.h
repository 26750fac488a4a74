// PDF with a text layer, on poppler.
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/reading/reader.h"

namespace trama {

inline constexpr std::size_t kMaxPdfBytes = std::size_t{128} << 20;
inline constexpr int kMaxPdfPages = 2000;

// One document. Its text is that of the pages in reading order: lines joined to paragraphs, words that were divided at
// line ends one again, running heads and page numbers left out.
std::unique_ptr<FormReader> make_pdf_reader(InputFile file, const ReadContext& context);

}  // namespace trama
