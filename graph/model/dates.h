// ISO 8601 days ("2025-07-02"). Private to trama.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trama {

// Days since 1970-01-01; nullopt if `iso` is not a day of the calendar in the form YYYY-MM-DD.
std::optional<std::int64_t> days_of(std::string_view iso);

// Weeks since 1970-01-01 of such a day, rounded down.
constexpr std::int32_t week_of(std::int64_t days) {
  return static_cast<std::int32_t>((days >= 0 ? days : days - 6) / 7);
}

// The reverse of days_of, for years 0 to 9999.
std::string iso_of(std::int64_t days);

}  // namespace trama
