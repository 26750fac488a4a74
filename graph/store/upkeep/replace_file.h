// Puts a new graph file in the place of another that is kept. Private to graph/.
#pragma once

#include <filesystem>
#include <string>

namespace trama::store {

// `file` is then called `file` + `suffix` (with a number if there is such a file), and `copy` is called `file`. At no
// moment is there no `file`, and nothing else is ever overwritten. A symbolic link stays and what it leads to is
// replaced: give resolved paths. Gives the name under which the old one is kept. Throws Error (kIo).
std::filesystem::path replace_and_keep(const std::filesystem::path& file, const std::filesystem::path& copy,
                                       const std::string& suffix);

}  // namespace trama::store
