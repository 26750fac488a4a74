#include "extract/text/shorthand.h"

#include <functional>
#include <set>
#include <unordered_map>

#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/data/embedded.h"

namespace trama {
namespace {

struct ShorthandTables {
  std::unordered_map<std::string, std::string> words;  // By abbreviation in lower case.
  std::set<std::string, std::less<>> currencies;       // As written: "VES", not "ves".

  ShorthandTables() {
    for (const auto& row : parse_tsv(embedded_data("es/abbreviations.tsv"))) {
      if (row.size() > 2) words.emplace(row[0], row[2]);
    }
    for (const auto& row : parse_tsv(embedded_data("es/number_words.tsv"))) {
      if (row[0] != "currency") continue;
      for (std::string_view list = row[2]; !list.empty();) {
        const std::string_view one = list.substr(0, list.find(','));
        currencies.emplace(one);
        list.remove_prefix(std::min(list.size(), one.size() + 1));
      }
    }
  }
};

const ShorthandTables& shorthand_tables() {
  static const ShorthandTables instance;
  return instance;
}

}  // namespace

std::string_view full_word(std::string_view form) {
  if (form.size() < 3 || form.back() != '.') return {};
  const auto found = shorthand_tables().words.find(to_lower(std::string(form)));
  return found == shorthand_tables().words.end() ? std::string_view() : std::string_view(found->second);
}

bool is_currency(std::string_view form) {
  return shorthand_tables().currencies.contains(form);
}

bool is_currency_sign(const std::string& form) {
  return form.size() > 1 && form.find_first_of("$/") != std::string::npos && is_currency(form);
}

}  // namespace trama
