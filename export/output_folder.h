// Where an export of several files goes: a folder that appears only when all of them are whole.
#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace trama {

class OutputFolder {
 public:
  // A new or an empty folder. With `force` also one that an earlier export filled: it is replaced by commit() if it
  // holds no file that this export does not write. Throws Error: kInvalid, kIo.
  OutputFolder(const std::string& path, bool force);
  ~OutputFolder();  // Without commit() all is as it was.

  // A new file of the folder, opened for writing until commit(). A failed write throws Error (kIo) at once.
  std::ostream& file(const std::string& name);
  // Throws Error: kIo, kInvalid.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
