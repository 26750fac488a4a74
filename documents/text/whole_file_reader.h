// Files that are one document as a whole: plain text, Markdown, pages.
#pragma once

#include <memory>

#include "base/files.h"
#include "base/utf8.h"
#include "documents/forms/form.h"
#include "documents/reading/reader.h"

namespace trama {

// `form`: kText, kMarkdown or kHtml.
std::unique_ptr<FormReader> make_whole_file_reader(InputFile file, Form form, const ReadContext& context);

// Tells the log how bytes were read that were not plain UTF-8.
void report_repairs(ReadLog& log, const std::string& where, Encoding encoding, std::size_t replaced);

}  // namespace trama
