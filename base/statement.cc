#include "base/statement.h"

#include <array>
#include <cstddef>

namespace trama {
namespace {

constexpr std::array kEntityTypes = {"PER", "ORG", "LOC", "MISC", "GROUP"};
constexpr std::array kMentionKinds = {"named", "nominal", "pronoun", "dropped"};
constexpr std::array kPolarities = {"positive", "negative"};
constexpr std::array kModalities = {"asserted", "promised",    "planned", "possible",
                                    "alleged",  "conditional", "ordered", "denied"};

template <typename Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<const char*, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

const char* to_string(EntityType type) {
  return kEntityTypes.at(static_cast<std::size_t>(type));
}
const char* to_string(MentionKind kind) {
  return kMentionKinds.at(static_cast<std::size_t>(kind));
}
const char* to_string(Polarity polarity) {
  return kPolarities.at(static_cast<std::size_t>(polarity));
}
const char* to_string(Modality modality) {
  return kModalities.at(static_cast<std::size_t>(modality));
}

std::optional<EntityType> find_entity_type(std::string_view name) {
  return find_in<EntityType>(kEntityTypes, name);
}
std::optional<MentionKind> find_mention_kind(std::string_view name) {
  return find_in<MentionKind>(kMentionKinds, name);
}
std::optional<Polarity> find_polarity(std::string_view name) {
  return find_in<Polarity>(kPolarities, name);
}
std::optional<Modality> find_modality(std::string_view name) {
  return find_in<Modality>(kModalities, name);
}

}  // namespace trama
