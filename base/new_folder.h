// A folder that appears under its name only when all that is in it is whole. Private to trama.
#pragma once

#include <filesystem>

namespace trama {

// Until commit() the folder is called .trama-XXXXXXXX, beside `target`. Everything throws Error (kIo) that names
// `target` and gives the system's reason.
class NewFolder {
 public:
  explicit NewFolder(std::filesystem::path target);
  ~NewFolder();  // Without commit(): takes the folder away with all that is in it.
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  // Where to write meanwhile.
  const std::filesystem::path& path() const { return path_; }
  // Gives the folder its name. What stood there before, a folder, goes with all that is in it.
  void commit();

  // Takes away the folder of the object alive, if it is empty. For signal handlers: async-signal-safe.
  static void remove_all() noexcept;

 private:
  std::filesystem::path target_, path_;
};

}  // namespace trama
