// The explorer's page, which explorer/ builds and the program carries. Private to trama.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// The whole page, script and style inside; empty if the program was built without it (TRAMA_EXPLORER). Where
// kDataPlace stands a static page has its data.
std::string_view explorer_page();

inline constexpr std::string_view kDataPlace = "<!--trama-data-->";

// The page, or the Error (kInvalid) that says how to come by it.
std::string_view needed_explorer_page();

// What the page's own Content-Security-Policy (its <meta>) says; empty if it has none.
std::string page_policy(std::string_view page);

}  // namespace trama
