#include "base/unfinished_name.h"

#include <cstdio>
#include <random>
#include <string>

namespace trama {

std::filesystem::path unfinished_name(const std::filesystem::path& target) {
  char suffix[9];
  std::snprintf(suffix, sizeof suffix, "%08x", static_cast<unsigned>(std::random_device()()));
  return (target.has_parent_path() ? target.parent_path() : ".") / (std::string(".trama-") + suffix);
}

}  // namespace trama
