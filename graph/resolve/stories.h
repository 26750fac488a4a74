// Which documents tell one story: copies of a text that were shortened, retitled, tagged or edited on their way from an
// agency to its readers. Nothing here reads or writes a file; graph/store keeps sketches and keys in its tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/document.h"

namespace trama {

// What is kept of a text to compare it with others: how many different runs of three words that carry meaning it has,
// and those with the smallest hashes (a bottom-k sketch: E. Cohen and H. Kaplan, "Summarizing data using bottom-k
// sketches", 2007). Below the smaller of two texts' greatest hashes both sketches hold all that the texts have, so that
// not only resemblance but also how much of the shorter stands in the longer can be told.
struct StorySketch {
  struct Run {
    std::uint32_t hash = 0;
    std::uint8_t place = 0;  // Where in the text it first stands, in 256ths of its runs.

    bool operator==(const Run&) const = default;
  };
  std::uint32_t runs = 0;
  std::vector<Run> smallest;  // By hash, all different, at most kSketchSize.

  bool empty() const { return smallest.empty(); }
  // Little-endian on every machine; nothing for an empty sketch. from_bytes throws Error (kFormat) if `bytes` are not
  // those of a sketch.
  std::string to_bytes() const;
  static StorySketch from_bytes(std::string_view bytes);

  bool operator==(const StorySketch&) const = default;
};

inline constexpr std::size_t kSketchSize = 40;  // 204 bytes.

// Of the text; the title does not count, nor do case, accents and punctuation. Empty for texts of fewer than 20 words:
// that two of them agree means little. Any thread.
StorySketch sketch(const Document& document);

// How two texts are alike, estimated; all in [0, 1] and symmetric. All 0 if a sketch is empty.
struct Likeness {
  double contained = 0;     // Share of the shorter text that stands in the longer.
  double weakest_part = 0;  // The same of that third of the shorter text of which least stands in the longer.
  double length_ratio = 0;  // Of the shorter to the longer.
};
Likeness likeness(const StorySketch& left, const StorySketch& right);

// Whether two texts are copies of one story; symmetric, and a matter of the two alone. Days are since 1970-01-01 and
// are those of publication. Dates far apart ask for more agreement, since a follow-up repeats the background of what
// came before; an unknown date counts as far from nothing. An empty sketch is a copy of nothing.
bool are_copies(const StorySketch& left, std::optional<std::int64_t> left_day, const StorySketch& right,
                std::optional<std::int64_t> right_day);

// At most kIndexKeys values, ascending. Copies have at least one in common, but for about one in a hundred of those
// that were much changed.
inline constexpr std::size_t kIndexKeys = 8;
std::vector<std::uint32_t> index_keys(const StorySketch& sketch);

// --- Grouping --------------------------------------------------------------------------------------------------------
//
// The documents with one index key are a bucket. In it, in the order of StoryOrder, each document is compared with the
// first kBucketLeaders only, which bounds the work for texts made to share keys. Two documents are joined if some
// bucket compares them and they are copies; documents of one content hash are joined too. Stories are the connected
// components. All of this is a matter of which documents there are and not of the order in which they came.

struct StoryDocument {
  std::uint64_t hash = 0;           // Of the content.
  std::optional<std::int64_t> day;  // Of publication.
  StorySketch sketch;
};

inline constexpr std::size_t kBucketLeaders = 8;

// The order in a bucket: by hash. Of one text printed twice the earlier comes first, no date before all.
struct StoryOrder {
  bool operator()(const StoryDocument& left, const StoryDocument& right) const {
    return std::tie(left.hash, left.day) < std::tie(right.hash, right.day);
  }
};

// Whether a bucket compares what stands at two places of it (from 0).
constexpr bool compared_in_bucket(std::size_t left, std::size_t right) {
  return left != right && (left < kBucketLeaders || right < kBucketLeaders);
}

// All pairs of places that a bucket of `size` documents compares, the smaller first: at most kBucketLeaders * size.
std::vector<std::pair<std::uint32_t, std::uint32_t>> compared_pairs(std::size_t size);

// What one more document in a bucket changes, or one fewer, read backwards. `place` is where it stands, `size` counts
// it. If it is a leader of a bucket with more documents than leaders, then without it the document at place
// kBucketLeaders would be a leader: the pairs of that one with all that come after it are compared only while the other
// is not there. Returns that place, nullopt if no other document's pairs change.
constexpr std::optional<std::size_t> displaced_leader(std::size_t place, std::size_t size) {
  if (place >= kBucketLeaders || size <= kBucketLeaders) return std::nullopt;
  return kBucketLeaders;
}

// Which of two documents a story is called by: the earlier, then the one with the smaller hash; any date comes before
// none.
bool represents_before(const StoryDocument& left, const StoryDocument& right);

// The place in `documents` of the one that represents its story, for each. Of documents with one hash and one day the
// first given represents. Time is near-linear (n log n), whatever the texts.
std::vector<std::uint32_t> group_stories(std::span<const StoryDocument> documents);

}  // namespace trama
