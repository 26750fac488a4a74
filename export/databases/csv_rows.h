// Files of rows for databases: CSV in which a text always has quotes, a quote in it is doubled, and nothing at all
// stands for what is not known. Private to export/.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "export/databases/property_graph.h"

namespace trama {

// Between the elements of a list. Readers have no escape for it, so it is a character that texts hardly have; in an
// element it becomes a space.
inline constexpr char kListSeparator = '\x1f';

class CsvRows {
 public:
  explicit CsvRows(std::ostream& out) : out_(&out) {}

  void text(std::string_view value);
  void value(const Value& value);
  void texts(std::span<const std::string_view> texts);
  void end();    // Of a row.
  void flush();  // After the last one.

  std::size_t longest() const { return longest_; }  // Bytes of a row.

 private:
  void next();
  void append(std::string_view value, bool in_list);
  template <typename Texts>
  void append_list(const Texts& texts);

  std::ostream* out_;
  std::string text_, row_;
  std::size_t longest_ = 0;
  bool first_ = true;
};

// Names of files: "actors", "relations".
std::string_view file_stem(NodeKind kind);
std::string_view file_stem(LinkKind kind);

}  // namespace trama
