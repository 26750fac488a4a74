// The tables of documents/data, compiled into the library.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

// Content of the file `name`, relative to documents/data; an empty view with a null data() for one that does not exist.
std::string_view embedded_documents_data(std::string_view name);

// The words of a cell, which commas divide.
std::vector<std::string> words_of_cell(std::string_view cell);

}  // namespace trama
