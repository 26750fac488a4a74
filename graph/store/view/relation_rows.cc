#include "graph/store/view/relation_rows.h"

#include <algorithm>
#include <tuple>

#include "graph/store/view/relation_reader.h"

namespace trama::store {

RelationRows::RelationRows(const sqlite::Database& database,
                           const std::function<RelationRow(const sqlite::Query&)>& read) {
  rows_.reserve(static_cast<std::size_t>(std::clamp<std::int64_t>(
      database.number("SELECT value FROM settings WHERE name = 'relations'"), 0, std::int64_t{1} << 24)));
  sqlite::Query query(database, "SELECT " TRAMA_RELATION " FROM relations ORDER BY number");
  std::uint32_t last = 0;
  while (query.step()) {
    const RelationRow& row = rows_.emplace_back(read(query));
    last = std::max({last, row.subject, row.object});
  }
  begins_.assign(std::size_t{last} + 2, 0);
  for (const RelationRow& row : rows_) {
    ++begins_[std::size_t{row.subject} + 1];
    if (row.object != row.subject) ++begins_[std::size_t{row.object} + 1];
  }
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  places_.resize(begins_.back());
  in_order_.resize(begins_.size());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (std::uint32_t place = 0; place < rows_.size(); ++place) {
    const RelationRow& row = rows_[place];
    places_[next[row.subject]++] = place;
    if (row.object != row.subject) places_[next[row.object]++] = place;
  }
}

const RelationRow* RelationRows::find(std::int64_t number) const {
  // Numbers are given one after the other, and most are still there.
  const std::int64_t likely = rows_.empty() ? -1 : number - rows_.front().number;
  if (likely >= 0 && static_cast<std::size_t>(likely) < rows_.size()) {
    const RelationRow& row = rows_[static_cast<std::size_t>(likely)];
    if (row.number == number) return &row;
  }
  const auto found = std::lower_bound(rows_.begin(), rows_.end(), number,
                                      [](const RelationRow& row, std::int64_t value) { return row.number < value; });
  return found != rows_.end() && found->number == number ? &*found : nullptr;
}

std::span<const std::uint32_t> RelationRows::of(std::int64_t entity) {
  if (entity < 0 || static_cast<std::size_t>(entity) + 1 >= begins_.size()) return {};
  const auto at = static_cast<std::size_t>(entity);
  const std::span<std::uint32_t> places = std::span(places_).subspan(begins_[at], begins_[at + 1] - begins_[at]);
  if (!in_order_[at]) {
    in_order_[at] = true;
    std::sort(places.begin(), places.end(), [&](std::uint32_t left, std::uint32_t right) {
      const RelationRow& a = rows_[left];
      const RelationRow& b = rows_[right];
      return std::tuple(a.subject != entity, a.key) < std::tuple(b.subject != entity, b.key);
    });
  }
  return places;
}

}  // namespace trama::store
