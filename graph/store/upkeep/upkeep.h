// What a graph file needs now and then: another version, a look at its health, repair (docs/graph-model.md, "Files of
// older versions", "Damaged files").
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace trama {

// Is given what a person should know, in lines without a final full stop, as it is found.
using Tell = std::function<void(const std::string& line)>;

// The version of a graph file if it is an older one that upgrade_graph() can read, else 0. Throws Error (kIo) if the
// file cannot be read; not if it is no graph file.
int old_version(const std::filesystem::path& file);

struct UpgradeCounts {
  std::filesystem::path kept;  // What the old file is called now.
  std::int64_t documents = 0, statements = 0;
  std::int64_t left_out = 0;  // Documents and statements that could not be read. Each was told of.
};

// Makes a file of this version of an older one, with one document at a time in memory until the graph is built. The new
// file grows beside the old one as FILE.upgrading; what interrupts that, it goes on where it was when called again. The
// old file is kept as FILE.version2 (or FILE.version1; with a number after it if there is such a file). Throws Error:
// kInvalid if the file is not of an older version, kFormat if it is damaged, kIo if it cannot be read, is in use, or
// the new one cannot be written; the file is then what it was.
UpgradeCounts upgrade_graph(const std::filesystem::path& file, const Tell& tell);

struct CheckReport {
  std::vector<std::string> problems;  // A line each; none: the file is sound.
  bool documents_damaged = false;     // Or only what is derived from them.
};

// Reads all of a graph file and compares what is derived with what its documents give. Takes as much room on the disk
// again, in the folder for temporary files. Throws Error: kIo if
// it cannot be read, kVersion if it is of another version.
CheckReport check_graph(const std::filesystem::path& file);

struct RepairCounts {
  std::filesystem::path kept;  // What the damaged file is called now; empty if only the graph was built anew in place.
  std::int64_t documents = 0, statements = 0;
  std::int64_t left_out = 0;  // Documents and statements that were lost. Each was told of.
};

// Builds the graph anew from the documents. Where these, too, are damaged, as check_graph() has found, what can be read
// of them is copied first: the new file grows as FILE.repaired, and the damaged one is kept as FILE.damaged. Throws
// Error: kFormat if nothing can be read, and as upgrade_graph() does.
RepairCounts repair_graph(const std::filesystem::path& file, bool documents_damaged, const Tell& tell);

}  // namespace trama
