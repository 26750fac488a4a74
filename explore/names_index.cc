#include "explore/names_index.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "graph/names/names.h"

namespace trama {
namespace {

constexpr std::size_t kShortest = 4;       // A shorter word is not looked for with a wrong letter.
constexpr std::size_t kLongestText = 200;  // Bytes that are looked at.

// Which letters a folded text has: a bit each, digits and what is not Latin share some.
std::uint32_t letters_of(std::string_view folded) {
  std::uint32_t letters = 0;
  for (const char letter : folded) {
    if (letter >= 'a' && letter <= 'z') {
      letters |= 1U << (letter - 'a');
    } else if (letter != ' ') {
      letters |= 1U << (26 + static_cast<unsigned char>(letter) % 6);
    }
  }
  return letters;
}

// Whether one letter more, less, other, or two swapped make `typed` a beginning of `word`.
bool begins_nearly(std::string_view typed, std::string_view word) {
  std::size_t same = 0;
  while (same < typed.size() && same < word.size() && typed[same] == word[same]) ++same;
  const std::string_view rest = typed.substr(same);
  const std::string_view other = word.substr(same);
  if (rest.empty()) return true;
  if (other.starts_with(rest.substr(1))) return true;                              // One too many.
  if (!other.empty() && other.substr(1).starts_with(rest)) return true;            // One too few.
  if (!other.empty() && other.substr(1).starts_with(rest.substr(1))) return true;  // Another one.
  return rest.size() > 1 && other.size() > 1 && rest[0] == other[1] && rest[1] == other[0] &&
         other.substr(2).starts_with(rest.substr(2));
}

// How far a name is from what was typed; nothing if it does not fit.
class Typed {
 public:
  explicit Typed(std::string_view text)
      : folded_(fold_name(text.substr(0, kLongestText))), compact_(compact_name(folded_)) {
    for (const std::string_view word : name_words(folded_)) {
      words_.push_back(word);
      word_letters_.push_back(letters_of(word));
    }
  }

  bool empty() const { return words_.empty(); }

  std::optional<int> distance(std::string_view name, std::uint32_t letters) const {
    // Each word may have one letter that the name lacks.
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (std::popcount(word_letters_[i] & ~letters) > (words_[i].size() < kShortest ? 0 : 1)) return std::nullopt;
    }
    if (name == folded_) return 0;
    if (name.starts_with(folded_)) return 1;
    if (const std::optional<int> words = by_words(name)) return words;
    if (name.find(folded_) != std::string_view::npos) return 4;
    // "EEUU" for "EE. UU.": letters without the spaces.
    return compact_.size() >= 2 && compact_name(std::string(name)).starts_with(compact_) ? std::optional(4)
                                                                                         : std::nullopt;
  }

 private:
  // 2: all words typed are beginnings of words; 3: the same, in another order; 5: nearly.
  std::optional<int> by_words(std::string_view name) const {
    bool nearly = false;
    bool in_order = true;
    std::size_t last = 0;
    for (const std::string_view typed : words_) {
      int best = 2;
      std::size_t place = 0;
      std::size_t begin = 0;
      while (begin < name.size() && best > 0) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        const std::string_view word = name.substr(begin, end - begin);
        if (word.starts_with(typed)) {
          best = 0;
          place = begin;
        } else if (best == 2 && typed.size() >= kShortest && begins_nearly(typed, word)) {
          best = 1;
          place = begin;
        }
        begin = end + 1;
      }
      if (best == 2) return std::nullopt;
      nearly = nearly || best == 1;
      in_order = in_order && place >= last;
      last = place;
    }
    return nearly ? 5 : in_order ? 2 : 3;
  }

  std::string folded_;
  std::string compact_;
  std::vector<std::string_view> words_;
  std::vector<std::uint32_t> word_letters_;
};

}  // namespace

NamesIndex::NamesIndex(const GraphView& view) {
  const std::vector<EntityId> all = view.entity_ids();
  keys_.reserve(all.size());
  mentions_.reserve(all.size());
  for (const EntityId id : all) {
    const Entity& entity = view.entity(id);
    const auto place = static_cast<std::uint32_t>(keys_.size());
    keys_.push_back(entity.key);
    mentions_.push_back(entity.mention_count);
    add(entity.name, place);
    for (const std::string& alias : entity.aliases) add(alias, place);
  }
}

void NamesIndex::add(const std::string& name, std::uint32_t entity) {
  const std::string folded = fold_name(name);
  // Beyond 4 GiB of names nothing more is found.
  if (letters_.size() + folded.size() + shown_.size() + name.size() > std::numeric_limits<std::uint32_t>::max() / 2) {
    return;
  }
  names_.push_back({static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(folded.size()),
                    static_cast<std::uint32_t>(shown_.size()), static_cast<std::uint32_t>(name.size()), entity,
                    letters_of(folded)});
  letters_ += folded;
  shown_ += name;
}

std::vector<NamesIndex::Hit> NamesIndex::find(std::string_view text, std::size_t limit) const {
  const Typed typed(text);
  if (typed.empty()) return {};
  struct Found {
    int distance;
    const Name* name;
  };
  std::unordered_map<std::uint32_t, Found> best;  // By entity.
  for (const Name& name : names_) {
    const std::optional<int> distance =
        typed.distance(std::string_view(letters_).substr(name.folded, name.length), name.letters);
    if (!distance) continue;
    const auto [place, is_new] = best.try_emplace(name.entity, Found{*distance, &name});
    if (!is_new && *distance < place->second.distance) place->second = {*distance, &name};
  }
  using Rank = std::tuple<int, std::int64_t, std::uint64_t>;
  std::vector<std::pair<Rank, const Name*>> ranked;
  ranked.reserve(best.size());
  for (const auto& [entity, found] : best) {
    ranked.emplace_back(Rank{found.distance, -mentions_[entity], keys_[entity]}, found.name);
  }
  limit = std::min(limit, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(limit), ranked.end());
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < limit; ++i) {
    const Name& name = *ranked[i].second;
    hits.push_back({keys_[name.entity], shown_.substr(name.shown, name.shown_length)});
  }
  return hits;
}

}  // namespace trama
