// Reads safetensors files (docs/model-format.md), memory-mapped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "extract/neural/matrix.h"

namespace trama {

enum class TensorType { kByte, kHalf, kFloat };  // "I8", "F16", "F32"

// A tensor of an open TensorFile, which must outlive it. All values are finite.
struct Tensor {
  TensorType type = TensorType::kFloat;
  std::vector<int> shape;
  std::size_t size = 0;  // Product of the shape.
  const std::byte* data = nullptr;

  // Its values as floats, row-major. Bytes are whole numbers in [-128, 127].
  AlignedFloats values() const;
  // Values [begin, begin + count) to `out`.
  void read(std::size_t begin, int count, float* out) const;
};

class TensorFile {
 public:
  // Throws Error: kIo if the file cannot be read, kFormat if it is no safetensors file, is cut off, has other types
  // than I8, F16 and F32, tensors that overlap or leave holes, values that are not finite, or another checksum than the
  // one in its metadata (`crc32`). The file must not be changed while it is open.
  explicit TensorFile(const std::filesystem::path& path);
  ~TensorFile();
  TensorFile(const TensorFile&) = delete;
  TensorFile& operator=(const TensorFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The value of a key of `__metadata__`; throws Error (kFormat) if there is none.
  const std::string& metadata(const std::string& key) const;
  bool has(const std::string& name) const { return tensors_.count(name) != 0; }
  // Throws Error (kFormat) if there is no such tensor, or of another shape. -1 in `shape` stands for any positive size.
  const Tensor& tensor(const std::string& name, const std::vector<int>& shape) const;
  const std::map<std::string, Tensor>& tensors() const { return tensors_; }

 private:
  void map_file();
  void read_header();
  Tensor read_tensor(const std::string& name, const json::Value& entry) const;
  void check_layout() const;
  void check_sum() const;
  [[noreturn]] void fail(const std::string& message) const;

  std::filesystem::path path_;
  const std::byte* bytes_ = nullptr;
  std::size_t size_ = 0;
  std::size_t data_begin_ = 0;
  std::map<std::string, std::string> metadata_;
  std::map<std::string, Tensor> tensors_;
};

}  // namespace trama
