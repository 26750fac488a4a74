// How many letters apart two words are. Private to graph/.
#pragma once

#include <cstddef>
#include <string_view>

namespace trama {

// Letters put in, left out, replaced, or swapped with the next; `limit` + 1 if more than `limit`.
std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit);

// Whether two words can be one in which somebody slipped: one letter of three or more, two of eight or more,
// one that moved of six or more. Words with
// digits cannot.
bool near_words(std::string_view left, std::string_view right);

// Whether the last letter tells two names apart ("Mario", "María"; "Rafael", "Rafaela").
bool differ_in_gender(std::string_view left, std::string_view right);

}  // namespace trama
