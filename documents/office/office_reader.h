// Documents of word processors and books: DOCX, ODT, EPUB.
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/forms/form.h"
#include "documents/reading/reader.h"

namespace trama {

// One document; of an EPUB, one a chapter. `form`: kDocx, kOdt or kEpub.
std::unique_ptr<FormReader> make_office_reader(InputFile file, Form form, const ReadContext& context);

}  // namespace trama
