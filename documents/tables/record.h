// Records of JSON and tables, and which of their keys are what a document has.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "documents/reading/reader.h"

namespace trama {

// Keys with their values, in the order of the source. Keys of objects inside are "outer.inner".
using Record = std::vector<std::pair<std::string, std::string>>;

// Whether a record's key is one that a text, or any field, goes by.
bool is_known_key(std::string_view key);

class RecordFields {
 public:
  // `given` as ReadOptions::fields. Throws Error (kInvalid) if it names a field that documents do not have.
  explicit RecordFields(const std::vector<std::pair<std::string, std::string>>& given);

  // Fills what the record has. Markup in its text goes. Returns why it is no document, or "".
  std::string fill(const Record& record, ReadDocument& out) const;
  // All but the text.
  void fill_metadata(const Record& record, ReadDocument& out) const;
  bool has_text(const Record& record) const;

 private:
  std::string value(const Record& record, const std::string& field) const;

  std::map<std::string, std::vector<std::string>> names_;  // Of keys in their common form, by field.
  std::string text_key_;                                   // As given.
};

}  // namespace trama
