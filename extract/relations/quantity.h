// Numbers with their units: "entre 25,000 y 30,000 tropas", "unos 12 millones de proyectiles", "tres veces".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extract/analysis/sentence.h"

namespace trama {

// Which sign a document writes before decimals: Spain and most of South America write 30.000 and 2,5, Mexico, Central
// America and the Caribbean 30,000 and 2.5.
enum class DecimalSign { kComma, kPoint };

// From the numbers of a text that leave no doubt ("2,5", "1.234,5", "0.25"); kPoint and kComma alike read a single
// group of three digits ("30,000") as thousands unless the text uses that sign for decimals. Nullopt if none tells.
std::optional<DecimalSign> find_decimal_sign(std::string_view text);

// The value of digits with signs between them; nullopt if it is no number.
std::optional<double> parse_number(std::string_view digits, std::optional<DecimalSign> decimal);

// Quantities among the words [first, last], in order; numbers that are part of names are passed over. `document` gives
// the texts. `used[i]` marks words that belong to something else (dates); it may be empty.
std::vector<Quantity> find_quantities(const AnalyzedDocument& document, const Sentence& sentence, int first, int last,
                                      std::optional<DecimalSign> decimal, const std::vector<bool>& used = {});

// The number that a word says: "tres", "30,000", "ambos" (2); nullopt if none.
std::optional<double> number_of_word(const Word& word, std::optional<DecimalSign> decimal);
// Whether the word multiplies the number before it: "mil", "millones".
bool is_multiplier(const Word& word);

}  // namespace trama
