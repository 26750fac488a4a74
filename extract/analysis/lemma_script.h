// Lemmas as edits of word forms (docs/model-format.md, "Lemma scripts").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace trama {

class LemmaScript {
 public:
  // Parses "l|-0+|-1+r" or "=ser". Throws Error (kFormat) for anything else.
  explicit LemmaScript(std::string_view text);

  // Whether the script can be applied to a form of so many characters.
  bool applies(std::size_t characters) const;
  // The lemma of `form`, which must be valid UTF-8 and long enough.
  std::string apply(std::string_view form) const;

 private:
  bool whole_ = false;  // Put `back_` instead of the form.
  bool lower_ = false;
  std::size_t drop_front_ = 0;
  std::size_t drop_back_ = 0;
  std::string front_;
  std::string back_;
};

// Number of characters (code points) of valid UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace trama
