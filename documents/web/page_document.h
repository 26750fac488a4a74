// The article of a page as a document.
#pragma once

#include <string_view>

#include "documents/reading/reader.h"

namespace trama {

// As read_article(); the text is empty where a page holds none.
ReadDocument document_of_page(std::string_view html, std::string_view charset);

}  // namespace trama
