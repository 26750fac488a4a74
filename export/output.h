// Where an export goes: standard output or a file that appears only when it is whole.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>

namespace trama {

class Output {
 public:
  // "-" or empty: `standard_output`. Else a new file that commit() puts in the place of `path`; until then it has no
  // name, or one beside `path`. Devices and pipes are written as they are. Throws Error: kIo; kInvalid if `path` is a
  // graph file, by whatever name, which no export may replace.
  Output(const std::string& path, std::ostream& standard_output);
  ~Output();  // Without commit() `path` is as it was, and nothing is left beside it.

  // A failed write to a file throws Error (kIo) with the reason at once.
  std::ostream& stream();
  // Throws Error (kIo), also if the new file is no longer as it was written: taken away, replaced or cut short.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
