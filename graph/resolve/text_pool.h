// Distinct texts, each kept once and numbered in the order in which they came. Private to graph/.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trama {

class TextPool {
 public:
  std::uint32_t add(std::string_view text) {
    if (2 * (begins_.size() + 1) > slots_.size()) grow();
    std::uint32_t& slot = slot_of(text);
    if (slot != kFree) return slot;
    slot = static_cast<std::uint32_t>(begins_.size());
    begins_.push_back(texts_.size());
    texts_ += text;
    return slot;
  }

  std::optional<std::uint32_t> find(std::string_view text) const {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t found = slots_[place_of(text)];
    return found == kFree ? std::nullopt : std::optional(found);
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(begins_.size()); }
  std::string_view operator[](std::uint32_t index) const {
    const std::size_t end = index + 1 < begins_.size() ? begins_[index + 1] : texts_.size();
    return std::string_view(texts_).substr(begins_[index], end - begins_[index]);
  }

 private:
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};

  std::uint32_t& slot_of(std::string_view text) { return slots_[place_of(text)]; }

  std::size_t place_of(std::string_view text) const {
    std::size_t at = std::hash<std::string_view>()(text) & (slots_.size() - 1);
    while (slots_[at] != kFree && (*this)[slots_[at]] != text) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void grow() {
    slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), kFree);
    for (std::uint32_t i = 0; i < begins_.size(); ++i) slot_of((*this)[i]) = i;
  }

  std::string texts_;
  std::vector<std::size_t> begins_;
  std::vector<std::uint32_t> slots_;  // Open addressing; a power of two.
};

}  // namespace trama
