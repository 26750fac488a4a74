#include "export/output_folder.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <optional>

#include "base/error.h"
#include "base/new_folder.h"
#include "export/output.h"
#include "export/text.h"

namespace trama {

namespace fs = std::filesystem;

struct OutputFolder::Impl {
  fs::path target;
  bool force = false;
  std::optional<NewFolder> folder;
  std::map<std::string, Output> files;

  // An entry of the target folder that this export does not write; empty if there is none.
  std::string stranger() const {
    for (const fs::directory_entry& entry : fs::directory_iterator(target)) {
      std::string name = entry.path().filename().string();
      if (entry.is_directory() || !files.contains(name)) return name;
    }
    return {};
  }
};

OutputFolder::OutputFolder(const std::string& path, bool force) : impl_(std::make_unique<Impl>()) {
  impl_->target = path;
  impl_->force = force;
  std::error_code ignored;
  const fs::file_status status = fs::status(impl_->target, ignored);
  if (fs::exists(status)) {
    if (!fs::is_directory(status)) {
      throw Error(ErrorCode::kInvalid, path + " is no folder; this format writes several files into a new one");
    }
    if (!force && !fs::is_empty(impl_->target)) {
      throw Error(ErrorCode::kInvalid, path + " is not empty; --force replaces what an earlier export wrote there");
    }
    // A link to a folder stays one.
    if (fs::is_symlink(fs::symlink_status(impl_->target, ignored))) impl_->target = fs::canonical(impl_->target);
  }
  impl_->folder.emplace(impl_->target);
}

OutputFolder::~OutputFolder() {
  impl_->files.clear();  // Before the folder that they are in.
}

std::ostream& OutputFolder::file(const std::string& name) {
  const fs::path path = impl_->folder->path() / name;
  return impl_->files.try_emplace(name, path.string(), std::cout).first->second.stream();
}

void OutputFolder::commit() {
  if (fs::is_directory(impl_->target)) {
    const std::string stranger = impl_->stranger();
    if (!stranger.empty()) {
      throw Error(ErrorCode::kInvalid, impl_->target.string() + " holds " + plain_text(stranger) +
                                           ", which is no file of this export, and is not replaced");
    }
  }
  for (auto& [name, output] : impl_->files) output.commit();
  impl_->folder->commit();
}

}  // namespace trama
