// A file that appears under its name only when it is whole. Private to trama.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace trama {

// Until commit() the file has no name, so that nothing is left behind however the process ends; where the file system
// knows no such files, it is called .trama-XXXXXX, in the same folder. What `target` was before stays until commit()
// and if commit() fails. Everything throws Error (kIo) that names `target` and gives the system's reason.
class NewFile {
 public:
  // Has the permissions of the file that it will replace, or those of any new file. A symbolic link is replaced itself.
  explicit NewFile(std::filesystem::path target);
  ~NewFile();  // Without commit(): takes the file away.
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes);
  // Brings the content to the disk and gives the file its name. Throws also if the file is no longer as it was written:
  // taken away, replaced or cut short by somebody else.
  void commit();

  // Takes away the files of all objects alive that have names. For signal handlers: async-signal-safe; the objects must
  // not be used afterwards.
  static void remove_all() noexcept;

 private:
  void open_without_name();
  void open_with_name();
  void check_unchanged() const;
  void give_name();  // Makes .trama-XXXXXX of the file without one.
  void close_or_throw();
  void forget_name();  // It is gone, or somebody's else.
  [[noreturn]] void fail(const char* what, int error) const;

  std::filesystem::path target_;
  std::string name_;  // Empty: the file has none.
  int place_ = -1;    // Of `name_` among those that remove_all() knows.
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace trama
