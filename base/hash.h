// Hashes and ids of content: the same in every run, in every graph and on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trama {

// XXH3 of the bytes, cut to 63 bits: fits SQL's and openCypher's signed integers. For keys, not against forgery. Any
// thread.
std::uint64_t content_hash(std::string_view bytes);

// A key as it is shown to people and other programs: `prefix` and 16 lower-case hexadecimal digits,
// "n00c0ffee00c0ffee".
std::string key_text(char prefix, std::uint64_t key);
// The reverse; nothing for any other text.
std::optional<std::uint64_t> find_key(char prefix, std::string_view text);

}  // namespace trama
