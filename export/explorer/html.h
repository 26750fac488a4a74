// The explorer as one file, for tests with a page of their own. Private to trama.
#pragma once

#include <iosfwd>
#include <string_view>

#include "export/format.h"

namespace trama {

// `page` with the selected part of the graph in the place of kDataPlace. Reads as it writes: the statements of one
// relation at a time. Throws Error (kFormat) if the page has no such place.
void write_explorer_page(const GraphView& graph, const ExportOptions& options, std::string_view page,
                         std::ostream& out);

}  // namespace trama
