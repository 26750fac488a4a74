#include "export/records.h"

#include "base/hash.h"
#include "graph/model/dates.h"

namespace trama {

bool NewDocuments::add(std::string_view id) {
  return seen_.insert(content_hash(id)).second;
}

std::string_view whole_day(std::string_view date) {
  constexpr std::size_t kDay = 10;  // "2025-03-26"
  return date.size() == kDay && days_of(date) ? date : std::string_view();
}

}  // namespace trama
