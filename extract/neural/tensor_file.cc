#include "extract/neural/tensor_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "extract/neural/json.h"
#include "extract/neural/kernels.h"

namespace trama {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kMaxFile = 0x7FFFFFFF;     // So that sizes fit in an int.
constexpr std::size_t kMaxHeader = 100'000'000;  // The limit of the format's own library.

std::size_t value_bytes(TensorType type) {
  return type == TensorType::kByte ? 1 : type == TensorType::kHalf ? 2 : 4;
}

std::string shape_text(const std::vector<int>& shape) {
  std::string text = "[";
  for (const int size : shape)
    text += (text.size() > 1 ? ", " : "") + (size < 0 ? std::string("*") : std::to_string(size));
  return text + "]";
}

}  // namespace

AlignedFloats Tensor::values() const {
  AlignedFloats out(size);
  if (type == TensorType::kFloat) {
    std::memcpy(out.data(), data, size * sizeof(float));
    return out;
  }
  constexpr std::size_t kChunk = 1 << 20;
  for (std::size_t i = 0; i < size; i += kChunk) read(i, static_cast<int>(std::min(kChunk, size - i)), out.data() + i);
  return out;
}

void Tensor::read(std::size_t begin, int count, float* out) const {
  if (type == TensorType::kFloat) {
    std::memcpy(out, data + begin * sizeof(float), static_cast<std::size_t>(count) * sizeof(float));
  } else if (type == TensorType::kByte) {
    byte_to_float(reinterpret_cast<const std::int8_t*>(data) + begin, 1.0F, out, count);
  } else {
    half_to_float(reinterpret_cast<const std::uint16_t*>(data) + begin, out, count);
  }
}

TensorFile::TensorFile(const std::filesystem::path& path) : path_(path) {
  map_file();
  try {
    read_header();
    check_layout();
    check_sum();
  } catch (...) {
    ::munmap(const_cast<std::byte*>(bytes_), size_);
    throw;
  }
}

TensorFile::~TensorFile() {
  ::munmap(const_cast<std::byte*>(bytes_), size_);
}

void TensorFile::fail(const std::string& message) const {
  throw Error(ErrorCode::kFormat, path_.string() + ": " + message);
}

void TensorFile::map_file() {
  const auto give_up = [&](int error) {
    throw Error(ErrorCode::kIo, "cannot read " + path_.string() + ": " + std::strerror(error));
  };
  const int file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) give_up(errno);
  struct stat status {};
  int error = ::fstat(file, &status) != 0 ? errno : !S_ISREG(status.st_mode) ? EINVAL : 0;
  void* address = MAP_FAILED;
  if (error == 0 && status.st_size > static_cast<off_t>(kLengthBytes)) {
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ > kMaxFile) {
      ::close(file);
      fail("too large for a model file");
    }
    address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    if (address == MAP_FAILED) error = errno;
  }
  ::close(file);
  if (error != 0) give_up(error);
  if (address == MAP_FAILED) fail("too short for a model file");
  bytes_ = static_cast<const std::byte*>(address);
}

void TensorFile::read_header() {
  std::uint64_t length = 0;
  std::memcpy(&length, bytes_, kLengthBytes);
  if (length > kMaxHeader || length > size_ - kLengthBytes) fail("not a safetensors file, or cut off in its header");
  data_begin_ = kLengthBytes + length;
  const std::string_view text(reinterpret_cast<const char*>(bytes_) + kLengthBytes, length);
  const json::Document header = parse_json(text, 4, path_.string() + ": header");
  if (!header.IsObject()) fail("the header is no JSON object");
  for (const auto& [key, value] : header.GetObject()) {
    const std::string name(key.GetString(), key.GetStringLength());
    if (!value.IsObject()) fail("header: '" + name + "' is no object");
    if (name == "__metadata__") {
      for (const auto& [k, v] : value.GetObject()) {
        if (!v.IsString()) fail("header: a value of the metadata is no string");
        metadata_[k.GetString()] = {v.GetString(), v.GetStringLength()};
      }
    } else {
      tensors_.emplace(name, read_tensor(name, value));
    }
  }
}

Tensor TensorFile::read_tensor(const std::string& name, const json::Value& entry) const {
  const auto bad = [&](const std::string& what) { fail("tensor '" + name + "': " + what); };
  const auto type = entry.FindMember("dtype"), shape = entry.FindMember("shape"),
             place = entry.FindMember("data_offsets"), end = entry.MemberEnd();
  if (type == end || !type->value.IsString()) bad("no dtype");
  if (shape == end || !shape->value.IsArray()) bad("no shape");
  if (place == end || !place->value.IsArray() || place->value.Size() != 2) bad("no data_offsets");

  Tensor tensor;
  const std::string type_name = type->value.GetString();
  if (type_name != "I8" && type_name != "F16" && type_name != "F32") {
    bad("type " + type_name + " where I8, F16 or F32 is expected");
  }
  tensor.type = type_name == "I8" ? TensorType::kByte : type_name == "F16" ? TensorType::kHalf : TensorType::kFloat;
  tensor.size = 1;
  for (const auto& size : shape->value.GetArray()) {
    if (!size.IsInt() || size.GetInt() < 1) bad("a size that is not positive");
    tensor.shape.push_back(size.GetInt());
    if (tensor.size > kMaxFile / static_cast<std::size_t>(size.GetInt())) bad("too large");
    tensor.size *= static_cast<std::size_t>(size.GetInt());
  }

  const json::Value& offsets = place->value;
  if (!offsets[0].IsUint64() || !offsets[1].IsUint64()) bad("data_offsets are no numbers");
  const std::uint64_t begin = offsets[0].GetUint64(), finish = offsets[1].GetUint64();
  if (begin > finish || finish > size_ - data_begin_) bad("its data lie outside the file, which may be cut off");
  if (finish - begin != tensor.size * value_bytes(tensor.type)) bad("its data do not have the size of its shape");
  tensor.data = bytes_ + data_begin_ + begin;
  if (reinterpret_cast<std::uintptr_t>(tensor.data) % value_bytes(tensor.type) != 0) bad("its data are not aligned");
  return tensor;
}

void TensorFile::check_layout() const {
  std::vector<const Tensor*> order;
  for (const auto& [name, tensor] : tensors_) order.push_back(&tensor);
  std::sort(order.begin(), order.end(), [](const Tensor* a, const Tensor* b) { return a->data < b->data; });
  const std::byte* next = bytes_ + data_begin_;
  for (const Tensor* tensor : order) {
    if (tensor->data != next) fail("tensors overlap or leave holes");
    next += tensor->size * value_bytes(tensor->type);
  }
  if (next != bytes_ + size_) fail("bytes behind the last tensor");
}

void TensorFile::check_sum() const {
  const std::string& text = metadata("trama");
  uLong sum = ::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size());
  sum = ::crc32_z(sum, reinterpret_cast<const Bytef*>(bytes_ + data_begin_), size_ - data_begin_);
  char found[9];
  std::snprintf(found, sizeof found, "%08lx", static_cast<unsigned long>(sum));
  if (metadata("crc32") != found) fail("damaged: its checksum is " + std::string(found) + ", not " + metadata("crc32"));
  for (const auto& [name, tensor] : tensors_) {
    if (tensor.type == TensorType::kByte) continue;
    const auto count = static_cast<std::int64_t>(tensor.size);
    const bool finite = tensor.type == TensorType::kHalf
                            ? all_finite_half(reinterpret_cast<const std::uint16_t*>(tensor.data), count)
                            : all_finite(reinterpret_cast<const float*>(tensor.data), count);
    if (!finite) fail("tensor '" + name + "': a value is not a finite number");
  }
}

const std::string& TensorFile::metadata(const std::string& key) const {
  const auto found = metadata_.find(key);
  if (found == metadata_.end()) fail("not a model of trama: no '" + key + "' in its metadata");
  return found->second;
}

const Tensor& TensorFile::tensor(const std::string& name, const std::vector<int>& shape) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) fail("tensor '" + name + "' is missing");
  const std::vector<int>& actual = found->second.shape;
  const bool same = actual.size() == shape.size() && std::equal(shape.begin(), shape.end(), actual.begin(),
                                                                [](int a, int b) { return a < 0 || a == b; });
  if (!same)
    fail("tensor '" + name + "': shape " + shape_text(actual) + " where " + shape_text(shape) + " is expected");
  return found->second;
}

}  // namespace trama
