// CSV and TSV: one document a row.
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/reading/reader.h"

namespace trama {

std::unique_ptr<FormReader> make_table_reader(InputFile file, const ReadContext& context);

}  // namespace trama
