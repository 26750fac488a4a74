// WARC (ISO 28500), 0.17 to 1.1: the pages that a crawl kept.
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/reading/reader.h"

namespace trama {

// Documents are the response records with status 200 and the resource and conversion records, of HTML and plain text.
// Other records are left out and counted. Each goes through memory by itself.
std::unique_ptr<FormReader> make_warc_reader(InputFile file, const ReadContext& context);

}  // namespace trama
