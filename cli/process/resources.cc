#include "cli/process/resources.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace trama::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kModelPrefix = "trama-es-";
constexpr std::string_view kModelSuffix = ".safetensors";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

fs::path program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::current_path() : program.parent_path();
}

// The places in which `installed` (under share/trama) or `in_source` may be.
std::vector<fs::path> places(const fs::path& installed, const fs::path& in_source) {
  std::vector<fs::path> result;
  if (const std::string home = environment("TRAMA_HOME"); !home.empty()) result.push_back(fs::path(home) / installed);
  const fs::path program = program_folder();
  result.push_back(program.parent_path() / "share" / "trama" / installed);
  result.push_back(program.parent_path().parent_path().parent_path() / in_source);
  return result;
}

[[noreturn]] void not_found(const std::string& what, const std::vector<fs::path>& places, const std::string& way_out) {
  std::string message = "no " + what + " found; looked in ";
  for (const fs::path& place : places) {
    if (&place != &places.front()) message += ", ";
    message += place.string();
  }
  throw Error(ErrorCode::kIo, message + "; " + way_out);
}

// "trama-es-1.10.safetensors" is {1, 10}; nullopt for other names.
std::optional<std::pair<int, int>> model_version(const std::string& name, std::string_view prefix) {
  if (!name.starts_with(prefix) || !name.ends_with(kModelSuffix)) return std::nullopt;
  const char* end = name.data() + name.size() - kModelSuffix.size();
  std::pair<int, int> version;
  const auto [dot, error] = std::from_chars(name.data() + prefix.size(), end, version.first);
  if (error != std::errc() || dot == end || *dot != '.') return std::nullopt;
  const auto [rest, minor_error] = std::from_chars(dot + 1, end, version.second);
  if (minor_error != std::errc() || rest != end) return std::nullopt;
  return version;
}

std::optional<fs::path> newest_model(const fs::path& folder, std::string_view prefix = kModelPrefix) {
  std::error_code error;
  std::optional<std::pair<int, int>> best;
  fs::path file;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const auto version = model_version(entry.path().filename().string(), prefix);
    if (version && (!best || *version > *best)) {
      best = version;
      file = entry.path();
    }
  }
  if (!best) return std::nullopt;
  return file;
}

}  // namespace

fs::path find_model(const std::string& option) {
  if (!option.empty()) return option;
  if (const std::string file = environment("TRAMA_MODEL"); !file.empty()) return file;
  const std::vector<fs::path> folders = places("models", "models");
  for (const fs::path& folder : folders) {
    if (const auto model = newest_model(folder)) return *model;
  }
  not_found("model trama-es-*.safetensors", folders, "name one with --model");
}

fs::path find_ranker() {
  if (const std::string file = environment("TRAMA_RANKER"); !file.empty())
    return file == "off" ? fs::path() : fs::path(file);
  for (const fs::path& folder : places("models", "models")) {
    if (const auto model = newest_model(folder, "ranker-es-")) return *model;
  }
  return {};
}

fs::path find_data_dir(const std::string& option) {
  if (!option.empty()) return option;
  const std::vector<fs::path> folders = places("data/es", "extract/data/es");
  const auto found = std::find_if(folders.begin(), folders.end(), [](const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder, error);
  });
  if (found != folders.end()) return *found;
  not_found("tables for Spanish", folders, "set TRAMA_HOME to the folder that holds data/es");
}

bool own_tables() {
  return !environment("TRAMA_OWN_TABLES").empty();
}

}  // namespace trama::cli
