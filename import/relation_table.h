// Tables of relations: a row for each, under a head that names the columns. Private to import/.
#pragma once

#include <string>

#include "import/statement_files.h"

namespace trama {

void import_table(InputFile& file, const std::string& name, const ImportSink& sink);

}  // namespace trama
