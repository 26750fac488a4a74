#include "documents/reading/walk.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace trama {
namespace {

namespace fs = std::filesystem;

std::string problem_of(const fs::directory_entry& entry) {
  std::error_code error;
  if (entry.path().filename().string().starts_with('.')) return "hidden";
  if (entry.is_symlink(error) && entry.is_directory(error)) return "a link to a folder";
  const fs::file_status status = entry.status(error);
  switch (status.type()) {
    case fs::file_type::regular:
    case fs::file_type::directory:
      return {};
    case fs::file_type::not_found:
      return "a link to nothing";
    case fs::file_type::fifo:
      return "a pipe, not a file";
    case fs::file_type::socket:
      return "a socket, not a file";
    default:
      return "a device, not a file";
  }
}

}  // namespace

std::deque<WalkedFile> walk(const fs::path& folder) {
  std::deque<WalkedFile> files;
  std::vector<fs::path> folders = {folder};
  while (!folders.empty()) {
    const fs::path at = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    for (fs::directory_iterator i(at, error), end; !error && i != end; i.increment(error)) {
      std::string problem = problem_of(*i);
      std::error_code ignored;
      if (problem.empty() && i->is_directory(ignored)) {
        folders.push_back(i->path());
      } else {
        files.push_back({i->path(), true, std::move(problem)});
      }
    }
    if (error) files.push_back({at, true, "cannot list the folder: " + error.message(), true});
  }
  std::sort(files.begin(), files.end(),
            [](const WalkedFile& a, const WalkedFile& b) { return a.path.generic_string() < b.path.generic_string(); });
  return files;
}

}  // namespace trama
