#include "import/parquet/thrift_tree.h"

#include <algorithm>

#include "base/error.h"

namespace trama {
namespace {

enum Type {
  kTrue = 1,
  kFalse = 2,
  kByte = 3,
  kI16 = 4,
  kI32 = 5,
  kI64 = 6,
  kDouble = 7,
  kBinary = 8,
  kList = 9,
  kSet = 10,
  kStruct = 12
};
constexpr int kMostLevels = 32;
constexpr int kLongList = 15;

class ThriftReader {
 public:
  explicit ThriftReader(std::string_view bytes) : bytes_(bytes) {}

  ThriftTree structure(int level) {
    if (level > kMostLevels) fail("is nested too deep");
    ThriftTree tree;
    int field = 0;
    while (const int header = byte()) {
      const int type = header & 0x0F, step = header >> 4;
      field = step > 0 ? field + step : static_cast<int>(zigzag());
      tree.fields.push_back({field, value(type, level)});
    }
    return tree;
  }
  std::size_t place() const { return place_; }

 private:
  [[noreturn]] static void fail(const char* what) {
    throw Error(ErrorCode::kFormat, std::string("a description ") + what);
  }
  int byte() {
    if (place_ >= bytes_.size()) fail("is cut off");
    return static_cast<unsigned char>(bytes_[place_++]);
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto part = static_cast<std::uint64_t>(byte());
      value |= (part & 0x7F) << shift;
      if (part < 0x80) return value;
    }
    fail("has a number without end");
  }
  std::int64_t zigzag() {
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
  }
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size() - place_) fail("is cut off");
    const std::string_view part = bytes_.substr(place_, static_cast<std::size_t>(size));
    place_ += part.size();
    return part;
  }

  // `truth`: how truths stand in fields, where the type is the value; in lists each has a byte.
  ThriftTree value(int type, int level, bool in_list = false) {
    ThriftTree tree;
    switch (type) {
      case kTrue:
      case kFalse:
        tree.number = in_list ? byte() == kTrue : type == kTrue;
        break;
      case kByte:
        tree.number = byte();  // Of none is it asked whether it is negative.
        break;
      case kI16:
      case kI32:
      case kI64:
        tree.number = zigzag();
        break;
      case kDouble:
        tree.bytes = take(sizeof(double));
        break;
      case kBinary:
        tree.bytes = take(varint());
        break;
      case kList:
      case kSet:
        tree.items = list(level);
        break;
      case kStruct:
        return structure(level + 1);
      default:
        fail("has a value of an unknown type");
    }
    return tree;
  }
  std::vector<ThriftTree> list(int level) {
    if (level > kMostLevels) fail("is nested too deep");
    const int header = byte();
    const int type = header & 0x0F;
    const std::uint64_t count = header >> 4 < kLongList ? static_cast<std::uint64_t>(header >> 4) : varint();
    if (count > bytes_.size() - place_) fail("is cut off");  // An item has at least a byte.
    std::vector<ThriftTree> items;
    for (std::uint64_t i = 0; i < count; ++i) items.push_back(value(type, level + 1, true));
    return items;
  }

  std::string_view bytes_;
  std::size_t place_ = 0;
};

}  // namespace

const ThriftTree& ThriftTree::operator[](int field) const {
  static const ThriftTree kNothing;
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const ThriftField& one) { return one.number == field; });
  return found == fields.end() ? kNothing : found->value;
}

bool ThriftTree::has(int field) const {
  return std::any_of(fields.begin(), fields.end(), [&](const ThriftField& one) { return one.number == field; });
}

ThriftTree read_thrift(std::string_view bytes, std::size_t& size) {
  ThriftReader reader(bytes);
  ThriftTree tree = reader.structure(0);
  size = reader.place();
  return tree;
}

}  // namespace trama
