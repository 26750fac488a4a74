// The files of a folder.
#pragma once

#include <deque>
#include <filesystem>
#include <string>

namespace trama {

struct WalkedFile {
  std::filesystem::path path;
  bool walked = true;   // Found in a folder: nobody named it.
  std::string problem;  // Why it is not opened; empty if it is to be read.
  bool failed = false;  // Whether that is a failure.
  bool standard_input = false;
};

// All that lies in a folder and the folders inside it, by path; links to folders are not followed. What is no regular
// file, hidden files and folders (once each), and folders that cannot be listed come with their problem.
std::deque<WalkedFile> walk(const std::filesystem::path& folder);

}  // namespace trama
