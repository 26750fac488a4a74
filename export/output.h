// Where an export goes: standard output or a file that appears only when it is whole.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace trama {

class Output {
 public:
  // "-" or empty: `standard_output`. Else a temporary file beside `path`, renamed by commit(). Throws Error (kIo).
  Output(const std::string& path, std::ostream& standard_output);
  ~Output();  // Without commit() the temporary file is removed and `path` is as it was.

  std::ostream& stream();
  void commit();  // Flushes and renames. Throws Error (kIo).

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
