// Dates of publication as the world writes them: in fields, addresses, names of files and datelines.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trama {

// The month, from 1 to 12, that a folded word means in Spanish, English or Portuguese; 0 if none.
int month_of_word(const std::string& folded);

// A day. All of `find_date_…` give none where they are in doubt.
struct FoundDate {
  std::string day;         // ISO 8601: "2025-07-03"
  bool ambiguous = false;  // "05/06/2026": day and month could change places.
};

enum class DateOrder { kDayFirst, kMonthFirst };  // Of dates in figures such as "05/06/2026".

// The day that a field holds: ISO 8601 (what follows the day is dropped), also "20250703…" and "2025/07/03"; RFC 822;
// seconds, milliseconds or microseconds since 1970; figures with the year at the end; months as words, in Spanish or
// English ("jueves 3 de julio de 2025", "Jul 3, 2025 10:15").
std::optional<FoundDate> parse_date(std::string_view text, DateOrder order = DateOrder::kDayFirst);
// In the path of an address: "/2025/07/03/", "/2025-07-03", "/20250703/", "-20250703.html".
std::optional<FoundDate> find_date_in_address(std::string_view url);
// In the name of a file, without its folders: "nota-2025-07-03", "20250703_x", "03-07-2025.txt" (day first).
std::optional<FoundDate> find_date_in_name(std::string_view name);
// At the head of a text: "Lima, 3 de julio de 2025 (Agencia).-", "3 jul 2025 —". Only with its year.
std::optional<FoundDate> find_dateline(std::string_view text);

}  // namespace trama
