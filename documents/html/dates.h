// Dates as pages print them.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// A date in the form of metadata as ISO 8601: with time and zone where they are there. Reads ISO 8601 (also without
// hyphens, with a space for the T), RFC 822, epoch seconds and milliseconds, and whatever find_date() does. "" for what
// is no date, or not from 1900 to 2100.
std::string iso_date(std::string_view text);

// The first day named in a text: "3 de julio de 2025", "julio 3, 2025", "03/07/2025" (day first), "3 jul 2025",
// "2025-07-03"; "" if none is.
std::string find_date(std::string_view text);

// The day in an address: "/2025/07/03/", "-20250703-", "2025-07-03"; "" if there is none.
std::string date_in_address(std::string_view url);

}  // namespace trama
