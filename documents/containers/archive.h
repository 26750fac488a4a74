// Members of archives and content of packed files, on libarchive, as streams.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"

namespace trama {

// Bounds of what is unpacked of one file. A bomb reaches one of them soon; no collection of texts does.
inline constexpr int kMaxArchiveDepth = 4;
inline constexpr std::uint64_t kFreeUnpackedBytes = std::uint64_t{64} << 20;  // Before the ratio counts.
inline constexpr std::uint64_t kMaxUnpackingRatio = 250;
inline constexpr std::size_t kMaxMembers = 10'000'000;

class Archive {
 public:
  // Throws Error (kFormat) if `file` is no archive (ZIP, tar), or if `packed`, no packed file (xz, zst, bz2).
  Archive(InputFile file, bool packed);
  // A ZIP file in memory, which is read by its directory: `bytes` must outlive this. Throws Error (kFormat).
  explicit Archive(std::string_view bytes);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  // Goes to the next member that is a file; its name (valid UTF-8, as it is in the archive), or nullopt at the end.
  // Throws Error (kFormat) if the archive is damaged or needs a password.
  std::optional<std::string> next();
  // The content of the member at hand, once. Reading it throws as next() does, also where a bound is reached. It must
  // not outlive this object, nor be used after next().
  std::istream& content();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trama
