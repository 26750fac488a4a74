// Splitting of contractions and of verbs with enclitic pronouns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama {

// The words of a surface token: "del" -> de el, "dárselo" -> dar se lo, "Véase" -> Vea se; empty if it is one word. The
// case of the parts follows that of the token. `form` is NFC; `next` is the token behind it ("al" is no contraction
// before "Qaeda"); `first` says whether it begins a sentence or a quotation, where capitals say little.
std::vector<std::string> split_word(std::string_view form, std::string_view next, bool first);

}  // namespace trama
