// What exports that write documents and statements as records have in common. Private to export/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/statement.h"
#include "graph/model/graph_view.h"
#include "graph/model/properties.h"
#include "graph/model/source_finder.h"

namespace trama {

// Tells documents that come for the first time, by hash: a million take some 50 MB.
class NewDocuments {
 public:
  bool add(std::string_view id);

 private:
  std::unordered_set<std::uint64_t> seen_;
};

// A whole ISO day as it is, else nothing: "2025" and "ayer" are no days for programs that want one.
std::string_view whole_day(std::string_view date);

}  // namespace trama
