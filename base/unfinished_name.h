// The names under which files and folders are written until they are whole.
#pragma once

#include <filesystem>

namespace trama {

inline constexpr int kNameAttempts = 100;  // How often another name is tried where one is taken.

// A name beside `target` that nobody is likely to have: ".trama-" and eight random hexadecimal digits.
std::filesystem::path unfinished_name(const std::filesystem::path& target);

}  // namespace trama
