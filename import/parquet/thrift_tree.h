// Structures in Thrift's compact protocol, as Parquet describes its files in it, read without knowing what they mean
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md). Private to import/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trama {

// A value: a number (also truths, 0 or 1), bytes, a structure's fields by their numbers, or the items of a list. What
// is not there is empty and 0. Bytes point into what was read.
struct ThriftField;
struct ThriftTree {
  std::int64_t number = 0;
  std::string_view bytes;
  std::vector<ThriftField> fields;
  std::vector<ThriftTree> items;

  const ThriftTree& operator[](int field) const;  // An empty one if it is not there.
  bool has(int field) const;
};
struct ThriftField {
  int number = 0;
  ThriftTree value;
};

// The structure that `bytes` begin with; `size` becomes the number of its bytes. Throws Error (kFormat) if they are
// none, end before it does, or nest more than 32 deep.
ThriftTree read_thrift(std::string_view bytes, std::size_t& size);

}  // namespace trama
