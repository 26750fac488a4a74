#include "graph/resolve/stories.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "graph/names/names.h"

namespace trama {
namespace {

constexpr std::size_t kFewestWords = 20;
constexpr std::size_t kRunWords = 3;
// Shorter words are left out unless they are numbers: articles and prepositions, which make runs of three words common
// to texts that have nothing in common, and which an editor changes without a thought.
constexpr std::size_t kShortestWord = 4;

// What of the shorter text must stand in the longer, and the more the longer that one is: an edited copy of the same
// length (one word in ten changed) keeps about 0.7 of its runs, a shortened one all. Follow-ups and other reports of
// one event share quotations and background, above all long after. Chosen with bench/stories.
struct Thresholds {
  double contained;   // Of texts of one length.
  double for_length;  // Times what the shorter lacks in length, up to `most`.
  double most;
  double weakest_part;  // A follow-up begins with something new: a piece of it is wholly missing in what came before.
  double length_ratio;  // Or a digest would make one story of all that it reports.
};
constexpr Thresholds kNear = {0.5, 0.3, 0.85, 0.25, 0.4};
constexpr Thresholds kFar = {0.57, 0.8, 0.85, 0.4, 0.42};
constexpr std::int64_t kFarDays = 5;

std::uint64_t hash_word(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a: the same on every machine, as what is stored must be.
  for (const unsigned char c : word) hash = (hash ^ c) * 0x100000001B3u;
  return hash;
}

// Finaliser of SplitMix64: spreads a number over 64 bits.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

bool carries_meaning(std::string_view word) {
  return word.size() >= kShortestWord ||
         std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// By hash; of equal runs the first. `hashes`: of the words.
std::vector<StorySketch::Run> runs_of(const std::vector<std::uint64_t>& hashes) {
  std::vector<StorySketch::Run> runs;
  for (std::size_t begin = 0; begin + kRunWords <= hashes.size(); ++begin) {
    std::uint64_t run = 0;
    for (std::size_t i = 0; i < kRunWords; ++i) run = mix(run ^ hashes[begin + i]);
    const std::size_t place = begin * 256 / (hashes.size() - kRunWords + 1);
    runs.push_back({static_cast<std::uint32_t>(run >> 32), static_cast<std::uint8_t>(place)});
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const auto& left, const auto& right) { return left.hash < right.hash; });
  const auto equal = [](const auto& left, const auto& right) { return left.hash == right.hash; };
  runs.erase(std::unique(runs.begin(), runs.end(), equal), runs.end());
  return runs;
}

void append_number(std::string& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
}

std::uint32_t number_at(std::string_view bytes, std::size_t place) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t{static_cast<unsigned char>(bytes[place + i])} << (8 * i);
  return value;
}

// The greatest hash up to which the sketch holds all that its text has.
std::uint32_t known_up_to(const StorySketch& sketch) {
  return sketch.runs > sketch.smallest.size() ? sketch.smallest.back().hash : UINT32_MAX;
}

// How many of the runs of a text both sketches can tell of, by thirds of the text, and how many of them are shared.
struct Parts {
  std::array<std::uint32_t, 3> all{};
  std::array<std::uint32_t, 3> shared{};

  void add(const StorySketch::Run& run, bool is_shared) {
    const std::size_t part = run.place * all.size() / 256;
    ++all[part];
    shared[part] += is_shared;
  }
  double contained() const {
    const double sum = all[0] + all[1] + all[2];
    return sum == 0 ? 0 : (shared[0] + shared[1] + shared[2]) / sum;
  }
  double weakest() const {
    double least = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] > 0) least = std::min(least, static_cast<double>(shared[i]) / all[i]);
    }
    return least;
  }
};

std::pair<Parts, Parts> compare(const StorySketch& left, const StorySketch& right) {
  const std::uint32_t limit = std::min(known_up_to(left), known_up_to(right));
  const auto is_known = [&](auto run, const StorySketch& sketch) {
    return run != sketch.smallest.end() && run->hash <= limit;
  };
  std::pair<Parts, Parts> parts;
  auto l = left.smallest.begin();
  auto r = right.smallest.begin();
  while (is_known(l, left) || is_known(r, right)) {
    const bool take_left = !is_known(r, right) || (is_known(l, left) && l->hash <= r->hash);
    const bool take_right = !is_known(l, left) || (is_known(r, right) && r->hash <= l->hash);
    if (take_left) parts.first.add(*l++, take_right);
    if (take_right) parts.second.add(*r++, take_left);
  }
  return parts;
}

class Components {
 public:
  explicit Components(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }

  std::uint32_t find(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void join(std::uint32_t left, std::uint32_t right) {
    left = find(left);
    right = find(right);
    parent_[std::max(left, right)] = std::min(left, right);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

// The places of `documents` in the order of buckets.
std::vector<std::uint32_t> by_hash(std::span<const StoryDocument> documents) {
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return StoryOrder{}(documents[left], documents[right]);
  });
  return order;
}

// Documents are told by their rank in the order of buckets.
class Buckets {
 public:
  Buckets(std::span<const StoryDocument> documents, const std::vector<std::uint32_t>& order) {
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
      for (const std::uint32_t key : index_keys(documents[order[rank]].sketch)) entries_.emplace_back(key, rank);
    }
    std::sort(entries_.begin(), entries_.end());
    std::uint32_t begin = 0;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].first != entries_[begin].first) begin = i;
      begins_.emplace_back(entries_[i].second, begin);
    }
    std::sort(begins_.begin(), begins_.end());
  }

  // Calls `compare(left, right)` for all pairs with a leader of some bucket, once for each. Each document asks for its
  // leaders and no leader for its followers, so that nothing needs to remember which pairs there were.
  template <typename Compare>
  void for_each_pair(Compare compare) const {
    std::vector<std::uint32_t> leaders;
    for (std::size_t i = 0; i < begins_.size();) {
      const std::uint32_t rank = begins_[i].first;
      leaders.clear();
      for (; i < begins_.size() && begins_[i].first == rank; ++i) add_leaders(begins_[i].second, rank, leaders);
      std::sort(leaders.begin(), leaders.end());
      leaders.erase(std::unique(leaders.begin(), leaders.end()), leaders.end());
      for (const std::uint32_t leader : leaders) compare(leader, rank);
    }
  }

 private:
  void add_leaders(std::uint32_t begin, std::uint32_t rank, std::vector<std::uint32_t>& leaders) const {
    const std::size_t end = std::min<std::size_t>(entries_.size(), begin + kBucketLeaders);
    for (std::size_t i = begin; i < end && entries_[i].first == entries_[begin].first; ++i) {
      if (entries_[i].second < rank) leaders.push_back(entries_[i].second);
    }
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> entries_;  // Key and rank: one bucket after the other.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> begins_;   // Rank and where one of its buckets begins.
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// The words of a text: how many, and the hashes of those that carry meaning.
struct Words {
  std::size_t count = 0;
  std::vector<std::uint64_t> hashes;

  void add(std::string_view folded) {
    for (const std::string_view word : name_words(folded)) {
      ++count;
      if (carries_meaning(word)) hashes.push_back(hash_word(word));
    }
  }
};

// Of fold_name() of a text, piece by piece: a corpus repeats its words, and folding them is costly.
Words telling_words(std::string_view text) {
  constexpr std::size_t kKept = std::size_t{1} << 16;
  constexpr std::size_t kLongestKept = 32;
  constexpr std::string_view kSpaces = " \t\r\n";
  thread_local std::unordered_map<std::string, Words, TextHash, std::equal_to<>> cache;
  if (cache.size() > kKept) cache.clear();
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kSpaces), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty()) continue;
    if (piece.size() > kLongestKept) {
      words.add(fold_name(piece));
      continue;
    }
    auto known = cache.find(piece);
    if (known == cache.end()) {
      known = cache.emplace(piece, Words()).first;
      known->second.add(fold_name(piece));
    }
    words.count += known->second.count;
    words.hashes.insert(words.hashes.end(), known->second.hashes.begin(), known->second.hashes.end());
  }
  return words;
}

}  // namespace

std::string StorySketch::to_bytes() const {
  std::string bytes;
  if (empty()) return bytes;
  append_number(bytes, runs);
  for (const Run& run : smallest) append_number(bytes, run.hash);
  for (const Run& run : smallest) bytes += static_cast<char>(run.place);
  return bytes;
}

StorySketch StorySketch::from_bytes(std::string_view bytes) {
  StorySketch sketch;
  if (bytes.empty()) return sketch;
  const std::size_t count = bytes.size() / 5;
  if (bytes.size() % 5 != 4 || count == 0 || count > kSketchSize) {
    throw Error(ErrorCode::kFormat, "not the sketch of a text: " + std::to_string(bytes.size()) + " bytes");
  }
  sketch.runs = number_at(bytes, 0);
  for (std::size_t i = 0; i < count; ++i) {
    sketch.smallest.push_back({number_at(bytes, 4 + 4 * i), static_cast<std::uint8_t>(bytes[4 + 4 * count + i])});
  }
  const auto out_of_order = [](const Run& left, const Run& right) { return left.hash >= right.hash; };
  if (count != std::min<std::size_t>(sketch.runs, kSketchSize) ||
      std::adjacent_find(sketch.smallest.begin(), sketch.smallest.end(), out_of_order) != sketch.smallest.end()) {
    throw Error(ErrorCode::kFormat, "not the sketch of a text: its numbers are not in order");
  }
  return sketch;
}

StorySketch sketch(const Document& document) {
  const Words words = telling_words(document.text);
  StorySketch result;
  if (words.count < kFewestWords) return result;
  result.smallest = runs_of(words.hashes);
  result.runs = static_cast<std::uint32_t>(result.smallest.size());
  if (result.smallest.size() > kSketchSize) result.smallest.resize(kSketchSize);
  result.smallest.shrink_to_fit();
  return result;
}

Likeness likeness(const StorySketch& left, const StorySketch& right) {
  if (left.empty() || right.empty()) return {};
  const auto [in_left, in_right] = compare(left, right);
  const auto [fewer, more] = std::minmax(left.runs, right.runs);
  const double ratio = static_cast<double>(fewer) / static_cast<double>(more);
  if (left.runs < right.runs) return {in_left.contained(), in_left.weakest(), ratio};
  if (right.runs < left.runs) return {in_right.contained(), in_right.weakest(), ratio};
  return {std::min(in_left.contained(), in_right.contained()), std::min(in_left.weakest(), in_right.weakest()), ratio};
}

bool are_copies(const StorySketch& left, std::optional<std::int64_t> left_day, const StorySketch& right,
                std::optional<std::int64_t> right_day) {
  const Likeness alike = likeness(left, right);
  const bool far = left_day && right_day && std::abs(*left_day - *right_day) >= kFarDays;
  const Thresholds& least = far ? kFar : kNear;
  const double contained = std::min(least.most, least.contained + least.for_length * (1 - alike.length_ratio));
  return alike.length_ratio >= least.length_ratio && alike.contained >= contained &&
         alike.weakest_part >= least.weakest_part;
}

std::vector<std::uint32_t> index_keys(const StorySketch& sketch) {
  std::vector<std::uint32_t> keys;
  for (std::size_t i = 0; i < std::min(sketch.smallest.size(), kIndexKeys); ++i) {
    keys.push_back(sketch.smallest[i].hash);
  }
  return keys;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> compared_pairs(std::size_t size) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t left = 0; left < std::min(size, kBucketLeaders); ++left) {
    for (std::uint32_t right = left + 1; right < size; ++right) pairs.emplace_back(left, right);
  }
  return pairs;
}

bool represents_before(const StoryDocument& left, const StoryDocument& right) {
  const auto age = [](const StoryDocument& document) {
    return std::make_tuple(!document.day.has_value(), document.day.value_or(0), document.hash);
  };
  return age(left) < age(right);
}

std::vector<std::uint32_t> group_stories(std::span<const StoryDocument> documents) {
  const std::vector<std::uint32_t> order = by_hash(documents);
  const auto at = [&](std::uint32_t rank) -> const StoryDocument& { return documents[order[rank]]; };
  Components stories(documents.size());
  for (std::uint32_t rank = 1; rank < order.size(); ++rank) {
    if (at(rank - 1).hash == at(rank).hash) stories.join(rank - 1, rank);
  }
  Buckets(documents, order).for_each_pair([&](std::uint32_t left, std::uint32_t right) {
    if (stories.find(left) == stories.find(right)) return;
    if (are_copies(at(left).sketch, at(left).day, at(right).sketch, at(right).day)) stories.join(left, right);
  });
  // By root; ranks and not places, so that of equal documents the first given represents.
  std::vector<std::uint32_t> first(documents.size());
  std::iota(first.begin(), first.end(), 0u);
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
    std::uint32_t& best = first[stories.find(rank)];
    if (represents_before(at(rank), at(best))) best = rank;
  }
  std::vector<std::uint32_t> result(documents.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) result[order[rank]] = order[first[stories.find(rank)]];
  return result;
}

}  // namespace trama
