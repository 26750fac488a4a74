#include "extract/coref/antecedents.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "extract/relations/table.h"

namespace trama {
namespace {

constexpr int kUnit = 100;  // Of scores: so many double a share.
constexpr int kShareBits = 20;
constexpr std::size_t kMaxColumnsOfTemplate = 3;
constexpr int kHeaviest = 100'000;

constexpr std::array<std::string_view, kColumns> kNames = {
    "kind",     "verb",  "parent",      "passive", "quoted",  "plural",   "report", "thing",  "things",
    "clause",   "part",  "preposition", "where",   "nobody",  "type",     "named",  "gender", "number",
    "distance", "near",  "recency",     "role",    "subject", "salience", "names",  "first",  "path",
    "crossed",  "bound", "pointed",     "speaker", "topic",   "quotes",   "suits",  "fits"};

// 2^(i / kUnit), i in [0, kUnit), of kShareBits binary places.
const std::array<std::uint64_t, kUnit>& powers() {
  static const auto kPowers = [] {
    std::array<std::uint64_t, kUnit> made{};
    for (int i = 0; i < kUnit; ++i)
      made[i] = static_cast<std::uint64_t>(std::llround(std::exp2(static_cast<double>(i) / kUnit) * (1 << kShareBits)));
    return made;
  }();
  return kPowers;
}

int number(const Table& table, const Table::Row& row, std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || std::abs(value) > kHeaviest)
    table.fail(row, "no whole number: " + std::string(text));
  return value;
}

}  // namespace

void AntecedentRow::set(Column column, int value) {
  columns[static_cast<std::size_t>(column)] = static_cast<std::uint8_t>(std::clamp(value, 0, kMaxColumn));
}

std::string_view column_name(Column column) {
  return kNames[static_cast<std::size_t>(column)];
}

AntecedentModel AntecedentModel::load(const std::filesystem::path& data) {
  AntecedentModel model;
  model.load_weights(data / "antecedents.tsv");
  model.load_preferences(data / "preferences.tsv");
  return model;
}

void AntecedentModel::load_weights(const std::filesystem::path& file) {
  using Values = std::vector<std::pair<Column, int>>;
  const Table table = Table::read(file, 2);
  std::vector<std::pair<Values, int>> rows;
  for (const Table::Row& row : table.rows()) {
    Values values;
    for (const std::string& part : split_list(row.fields[0], ' ')) {
      const std::size_t sign = part.find('=');
      const auto* name = std::ranges::find(kNames, std::string_view(part).substr(0, sign));
      if (sign == std::string::npos || name == kNames.end()) table.fail(row, "no column: " + part);
      const int value = number(table, row, std::string_view(part).substr(sign + 1));
      if (value < 0 || value > kMaxColumn) table.fail(row, "no value of a column: " + part);
      values.emplace_back(static_cast<Column>(name - kNames.begin()), value);
    }
    if (values.empty() || values.size() > kMaxColumnsOfTemplate) table.fail(row, "one to three columns expected");
    for (const auto& [column, value] : values) {
      std::size_t& size = sizes_[static_cast<std::size_t>(column)];
      size = std::max(size, static_cast<std::size_t>(value) + 1);
    }
    rows.emplace_back(std::move(values), number(table, row, row.fields[1]));
  }
  for (const auto& [values, weight] : rows) {
    std::vector<Column> columns;
    std::size_t index = 0;
    std::size_t size = 1;
    for (const auto& [column, value] : values) {
      columns.push_back(column);
      const std::size_t values_of_column = sizes_[static_cast<std::size_t>(column)];
      index = index * values_of_column + static_cast<std::size_t>(value);
      size *= values_of_column;
    }
    auto at = std::ranges::find(templates_, columns, &Template::columns);
    if (at == templates_.end()) at = templates_.insert(at, {columns, std::vector<int>(size)});
    at->weights[index] = weight;
  }
}

void AntecedentModel::load_preferences(const std::filesystem::path& file) {
  const Table table = Table::read(file, 4);
  const auto is_level = [](char c) { return c >= '0' && c <= '5'; };
  for (const Table::Row& row : table.rows()) {
    const std::string& digits = row.fields[2];
    if (digits.size() != kTypes || !std::ranges::all_of(digits, is_level))
      table.fail(row, "seven digits from 0 to 5 expected");
    Preferences& made = preferences_[row.fields[0] + '\t' + row.fields[1]];
    std::ranges::transform(digits, made.types.begin(), [](char c) { return static_cast<std::uint8_t>(c - '0'); });
    if (row.fields[3] == "-") continue;
    for (const std::string& part : split_list(row.fields[3], ' ')) {
      const std::size_t sign = part.find('=');
      if (sign == std::string::npos || sign + 2 != part.size() || !is_level(part.back()))
        table.fail(row, "no class with a level: " + part);
      made.classes[part.substr(0, sign)] = part.back() - '0';
    }
  }
}

int AntecedentModel::score(const AntecedentRow& row) const {
  int sum = 0;
  for (const Template& one : templates_) {
    std::size_t index = 0;
    bool known = true;
    for (const Column column : one.columns) {
      const std::size_t size = sizes_[static_cast<std::size_t>(column)];
      known = known && static_cast<std::size_t>(row[column]) < size;
      index = index * size + static_cast<std::size_t>(row[column]);
    }
    if (known) sum += one.weights[index];
  }
  return sum;
}

std::vector<int> AntecedentModel::probabilities(const std::vector<AntecedentRow>& rows) const {
  std::vector<int> scores;
  for (const AntecedentRow& row : rows) scores.push_back(score(row));
  if (scores.empty()) return scores;
  const int best = std::ranges::max(scores);
  std::vector<std::uint64_t> shares;
  std::uint64_t sum = 0;
  for (const int score : scores) {  // 2^(-below / kUnit)
    const int below = best - score;
    const int whole = (below + kUnit - 1) / kUnit;
    const std::uint64_t share = whole >= kShareBits ? 0 : powers()[whole * kUnit - below] >> whole;
    shares.push_back(share);
    sum += share;
  }
  std::vector<int> thousandths;
  for (const std::uint64_t share : shares) thousandths.push_back(static_cast<int>(share * 1000 / sum));
  return thousandths;
}

const AntecedentModel::Preferences* AntecedentModel::find(std::string_view place, const std::string& lemma) const {
  std::string key(place);
  key += '\t';
  key += lemma;
  const auto found = preferences_.find(key);
  return found == preferences_.end() ? nullptr : &found->second;
}

int AntecedentModel::preference(std::string_view place, const std::string& lemma, int type) const {
  const Preferences* found = find(place, lemma);
  return found == nullptr ? 0 : found->types[static_cast<std::size_t>(type)];
}

int AntecedentModel::class_preference(std::string_view place, const std::string& lemma,
                                      const std::set<std::string>& classes) const {
  const Preferences* found = classes.empty() ? nullptr : find(place, lemma);
  int most = 0;
  if (found == nullptr) return most;
  for (const std::string& name : classes) {
    const auto level = found->classes.find(name);
    if (level == found->classes.end()) continue;
    if (most == 0 || std::abs(level->second - 3) > std::abs(most - 3)) most = level->second;
  }
  return most;
}

}  // namespace trama
