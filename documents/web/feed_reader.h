// RSS 0.9x, 1.0 and 2.0, and Atom: one document an item.
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/reading/reader.h"

namespace trama {

std::unique_ptr<FormReader> make_feed_reader(InputFile file, const ReadContext& context);

}  // namespace trama
