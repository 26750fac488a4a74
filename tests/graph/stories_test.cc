#include "graph/resolve/stories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "base/error.h"

namespace trama {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

constexpr std::optional<std::int64_t> kNoDay;

// Words without a meaning, so that nothing is shared by chance; some are too short to count.
Words make_words(std::size_t count, unsigned seed) {
  const char* const kSyllables[] = {"ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo"};
  std::mt19937 random(seed);
  Words words;
  while (words.size() < count) {
    std::string word;
    for (unsigned i = random() % 4 + 1; i > 0; --i) word += kSyllables[random() % std::size(kSyllables)];
    words.push_back(std::move(word));
  }
  return words;
}

Document text_of(const Words& words) {
  Document document;
  for (const std::string& word : words) document.text += word + " ";
  return document;
}

StorySketch sketch_of(const Words& words) {
  return sketch(text_of(words));
}

Words operator+(Words left, const Words& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Words part(const Words& words, std::size_t begin, std::size_t end) {
  return {words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end)};
}

// Every `step`-th word is another.
Words edited(Words words, std::size_t step) {
  const Words others = make_words(words.size(), 99);
  for (std::size_t i = step / 2; i < words.size(); i += step) words[i] = others[i] + "ka";
  return words;
}

bool copies(const Words& left, std::optional<std::int64_t> left_day, const Words& right,
            std::optional<std::int64_t> right_day) {
  const bool result = are_copies(sketch_of(left), left_day, sketch_of(right), right_day);
  EXPECT_EQ(result, are_copies(sketch_of(right), right_day, sketch_of(left), left_day)) << "not symmetric";
  return result;
}

TEST(StorySketch, IsOfTheTextWithoutTitleCaseAccentsAndPunctuation) {
  Document plain;
  plain.text =
      "El presidente de la region anuncio ayer en Cadiz que el puerto abrira en mayo con doce muelles nuevos y que la "
      "obra costo menos de lo previsto";
  Document other = plain;
  other.title = "Un título";
  other.text =
      "EL PRESIDENTE DE LA REGIÓN anunció, ayer, en Cádiz:\n\n«Que el puerto abrirá en mayo con doce muelles nuevos» — "
      "y "
      "que la obra costó menos de lo previsto.";
  EXPECT_EQ(sketch(plain), sketch(other));
  EXPECT_GT(sketch(plain).runs, 10u);
}

TEST(StorySketch, NumbersCountShortWordsDoNot) {
  const Words words = make_words(60, 1);
  Words with_articles;
  for (const std::string& word : words) {
    with_articles.push_back("de");
    with_articles.push_back(word);
  }
  EXPECT_EQ(sketch_of(words).smallest.size(), sketch_of(with_articles).smallest.size());
  Words with_number = words;
  with_number[30] = "7";
  EXPECT_NE(sketch_of(words), sketch_of(with_number));
}

TEST(StorySketch, ShortTextsHaveNone) {
  EXPECT_TRUE(sketch(Document{}).empty());
  EXPECT_TRUE(sketch_of(make_words(19, 1)).empty());
  EXPECT_FALSE(sketch_of(make_words(40, 1)).empty());
  EXPECT_FALSE(copies({}, kNoDay, {}, kNoDay));
  EXPECT_TRUE(index_keys(StorySketch()).empty());
  EXPECT_EQ(StorySketch().to_bytes(), "");
}

TEST(StorySketch, SurvivesItsBytes) {
  for (const std::size_t count : {25, 60, 400, 3000}) {
    const StorySketch original = sketch_of(make_words(count, 7));
    const std::string bytes = original.to_bytes();
    EXPECT_LE(bytes.size(), 204u);
    EXPECT_EQ(StorySketch::from_bytes(bytes), original);
  }
  EXPECT_TRUE(StorySketch::from_bytes("").empty());
}

// What stands in files must not change unseen, nor differ between machines. (Worked out by another program.)
TEST(StorySketch, HasTheNumbersThatItAlwaysHad) {
  Document document;
  for (int i = 0; i < 8; ++i) document.text += "uno dos tres cuatro cinco seis siete ocho ";
  const StorySketch made = sketch(document);
  const StorySketch expected = {
      6, {{0x4e0475d5, 22}, {0x74fb8af5, 5}, {0xa10a89e7, 0}, {0xa3f1a30a, 27}, {0xbb6b8955, 16}, {0xe78d34fd, 11}}};
  EXPECT_EQ(made, expected);
  EXPECT_EQ(made.to_bytes().substr(0, 8), std::string("\x06\0\0\0\xd5\x75\x04\x4e", 8));
  EXPECT_EQ(made.to_bytes().substr(28), std::string("\x16\x05\x00\x1b\x10\x0b", 6));
}

TEST(StorySketch, DamagedBytesAreRefused) {
  const std::string bytes = sketch_of(make_words(400, 7)).to_bytes();
  for (const std::size_t size : {std::size_t{1}, std::size_t{4}, std::size_t{9}, bytes.size() - 1, bytes.size() - 5}) {
    EXPECT_THROW(StorySketch::from_bytes(bytes.substr(0, size)), Error) << size;
  }
  std::string swapped = bytes;
  std::swap_ranges(swapped.begin() + 4, swapped.begin() + 8, swapped.begin() + 8);
  EXPECT_THROW(StorySketch::from_bytes(swapped), Error);
  EXPECT_THROW(StorySketch::from_bytes(bytes + bytes), Error);
}

TEST(StorySketch, KeysAreFewAndItsOwn) {
  const StorySketch made = sketch_of(make_words(400, 7));
  const std::vector<std::uint32_t> keys = index_keys(made);
  EXPECT_EQ(keys.size(), kIndexKeys);
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(keys.front(), made.smallest.front().hash);
}

TEST(StoryCopies, LikenessTellsWhatIsContained) {
  const Words article = make_words(600, 1);
  const Likeness alike = likeness(sketch_of(article), sketch_of(part(article, 0, 300)));
  EXPECT_DOUBLE_EQ(alike.contained, 1);
  EXPECT_DOUBLE_EQ(alike.weakest_part, 1);
  EXPECT_NEAR(alike.length_ratio, 0.5, 0.05);
  EXPECT_EQ(likeness(sketch_of(article), sketch_of(make_words(600, 2))).contained, 0);
}

TEST(StoryCopies, ShortenedTaggedAndEditedTextsAreCopies) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Words article = make_words(300, seed);
    EXPECT_TRUE(copies(article, 10, part(article, 100, 300), 10)) << "beginning cut " << seed;
    EXPECT_TRUE(copies(article, 10, part(article, 0, 150), 10)) << "end cut " << seed;
    EXPECT_TRUE(copies(article, 10, part(article, 0, 75) + part(article, 225, 300), 10)) << "middle cut " << seed;
    EXPECT_TRUE(copies(article, 10, make_words(8, 50) + article + make_words(20, 51), 10)) << "tagged " << seed;
    EXPECT_TRUE(copies(article, kNoDay, edited(article, 10), 10)) << "edited " << seed;
  }
}

TEST(StoryCopies, FewWordsChangedAreACopyWheneverPrinted) {
  const Words article = make_words(300, 1);
  EXPECT_TRUE(copies(article, 10, edited(article, 40), 400));
  EXPECT_TRUE(copies(article, 10, part(article, 0, 150), 400));
}

TEST(StoryCopies, AFollowUpThatRepeatsTheBackgroundIsNone) {
  const Words article = make_words(300, 1);
  const Words follow_up = make_words(150, 2) + part(article, 120, 300);
  EXPECT_GT(likeness(sketch_of(article), sketch_of(follow_up)).contained, 0.4);
  EXPECT_FALSE(copies(article, 10, follow_up, 31));
  EXPECT_FALSE(copies(article, 10, follow_up, 10));
  EXPECT_FALSE(copies(article, kNoDay, follow_up, kNoDay));
}

TEST(StoryCopies, DaysApartAskForMoreAgreement) {
  const Words article = make_words(300, 1);
  const Words rewritten = edited(part(article, 0, 230), 8);
  EXPECT_TRUE(copies(article, 10, rewritten, 11));
  EXPECT_FALSE(copies(article, 10, rewritten, 40));
}

TEST(StoryCopies, ADigestIsNoCopyOfWhatItReports) {
  const Words item = make_words(100, 1);
  EXPECT_FALSE(copies(item, 10, make_words(200, 2) + item + make_words(200, 3), 10));
}

// --- Grouping --------------------------------------------------------------------------------------------------------

StoryDocument story_document(const Words& words, std::uint64_t hash, std::optional<std::int64_t> day) {
  return {hash, day, sketch_of(words)};
}

// Families of copies, of which some share background with others, and strangers; hashes without an order.
std::vector<StoryDocument> make_corpus(unsigned seed) {
  std::mt19937_64 random(seed);
  const auto day = [&]() -> std::optional<std::int64_t> {
    if (random() % 5 == 0) return std::nullopt;
    return static_cast<std::int64_t>(random() % 12);
  };
  std::vector<StoryDocument> documents;
  const Words background = make_words(90, seed + 1000);
  for (unsigned family = 0; family < 12; ++family) {
    const Words article = make_words(60 + random() % 100, seed * 100 + family) + background;
    for (std::uint64_t member = random() % 5; member < 5; ++member) {
      const Words copy = random() % 2 == 0 ? edited(article, 6 + random() % 20) : part(article, random() % 60, 100);
      documents.push_back(story_document(copy, random(), day()));
    }
  }
  documents.push_back(documents.front());  // The same text on another day.
  documents.back().day = 500;
  documents.push_back(story_document(make_words(5, 1), random(), day()));  // Too short.
  documents.push_back(documents.back());
  return documents;
}

// Each story as the hashes and days of its members, under those of its representative: without places.
using Text = std::pair<std::uint64_t, std::optional<std::int64_t>>;
std::map<Text, std::multiset<Text>> as_texts(const std::vector<StoryDocument>& documents,
                                             const std::vector<std::uint32_t>& stories) {
  std::map<Text, std::multiset<Text>> result;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const StoryDocument& first = documents[stories[i]];
    result[{first.hash, first.day}].insert({documents[i].hash, documents[i].day});
  }
  return result;
}

TEST(Stories, DoNotDependOnTheOrderOfDocuments) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::vector<StoryDocument> documents = make_corpus(seed);
    const auto expected = as_texts(documents, group_stories(documents));
    EXPECT_LT(expected.size(), documents.size() - 5) << "nothing to find";
    std::mt19937 random(seed);
    for (int round = 0; round < 5; ++round) {
      std::shuffle(documents.begin(), documents.end(), random);
      EXPECT_EQ(as_texts(documents, group_stories(documents)), expected) << seed;
    }
  }
}

// What a store does with its tables: documents come and go one by one, and only what a change touches is looked at.
class OneByOne {
 public:
  void add(const StoryDocument& document) {
    const int number = static_cast<int>(documents_.size());
    documents_.push_back(document);
    story_.push_back(number);
    same_text_[document.hash].insert(number);
    std::set<int> touched = {number};
    for (const std::uint32_t key : index_keys(document.sketch)) {
      std::vector<int>& bucket = buckets_[key];
      const auto place = std::upper_bound(bucket.begin(), bucket.end(), number, Order{this});
      const auto at = static_cast<std::size_t>(place - bucket.begin());
      bucket.insert(place, number);
      if (const auto displaced = displaced_leader(at, bucket.size())) touched.insert(bucket[*displaced]);
    }
    regroup(std::move(touched));
  }

  void remove(int number) {
    std::set<int> touched = members_of(number);
    touched.erase(number);
    same_text_[documents_[static_cast<std::size_t>(number)].hash].erase(number);
    for (const std::uint32_t key : index_keys(documents_[static_cast<std::size_t>(number)].sketch)) {
      std::vector<int>& bucket = buckets_[key];
      const auto place = std::find(bucket.begin(), bucket.end(), number);
      const auto at = static_cast<std::size_t>(place - bucket.begin());
      if (const auto promoted = displaced_leader(at, bucket.size())) touched.insert(bucket[*promoted]);
      bucket.erase(place);
    }
    story_[static_cast<std::size_t>(number)] = -1;
    regroup(std::move(touched));
  }

  std::map<Text, std::multiset<Text>> stories() const {
    std::map<int, std::vector<std::uint32_t>> members;
    for (std::uint32_t i = 0; i < story_.size(); ++i) {
      if (story_[i] >= 0) members[story_[i]].push_back(i);
    }
    std::map<Text, std::multiset<Text>> result;
    for (const auto& [name, story] : members) {
      const auto first = std::min_element(story.begin(), story.end(), [&](std::uint32_t a, std::uint32_t b) {
        return represents_before(documents_[a], documents_[b]);
      });
      auto& texts = result[{documents_[*first].hash, documents_[*first].day}];
      for (const std::uint32_t i : story) texts.insert({documents_[i].hash, documents_[i].day});
    }
    return result;
  }

 private:
  struct Order {
    const OneByOne* all;
    bool operator()(int left, int right) const { return StoryOrder{}(all->at(left), all->at(right)); }
  };
  const StoryDocument& at(int number) const { return documents_[static_cast<std::size_t>(number)]; }

  std::set<int> members_of(int number) const {
    std::set<int> members;
    for (std::size_t i = 0; i < story_.size(); ++i) {
      if (story_[i] == story_[static_cast<std::size_t>(number)]) members.insert(static_cast<int>(i));
    }
    return members;
  }

  std::set<int> joined_with(int number) const {
    std::set<int> joined = same_text_.at(at(number).hash);
    for (const std::uint32_t key : index_keys(at(number).sketch)) {
      const std::vector<int>& bucket = buckets_.at(key);
      const auto own = static_cast<std::size_t>(std::find(bucket.begin(), bucket.end(), number) - bucket.begin());
      for (std::size_t i = 0; i < bucket.size(); ++i) {
        const StoryDocument& other = at(bucket[i]);
        if (!compared_in_bucket(own, i)) continue;
        if (are_copies(at(number).sketch, at(number).day, other.sketch, other.day)) joined.insert(bucket[i]);
      }
    }
    return joined;
  }

  // The components of the touched documents and of all that were in one story with them.
  void regroup(std::set<int> touched) {
    for (const int number : std::set<int>(touched)) touched.merge(members_of(number));
    std::set<int> done;
    for (const int start : touched) {
      std::vector<int> open = {start};
      while (!open.empty()) {
        const int number = open.back();
        open.pop_back();
        if (!done.insert(number).second) continue;
        story_[static_cast<std::size_t>(number)] = start;
        for (const int other : joined_with(number)) open.push_back(other);
      }
    }
  }

  std::vector<StoryDocument> documents_;
  std::vector<int> story_;  // -1: removed.
  std::map<std::uint64_t, std::set<int>> same_text_;
  std::map<std::uint32_t, std::vector<int>> buckets_;
};

TEST(Stories, OneByOneAreThoseOfAllAtOnce) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::vector<StoryDocument> documents = make_corpus(seed);
    std::mt19937 random(seed);
    std::shuffle(documents.begin(), documents.end(), random);
    OneByOne one_by_one;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      one_by_one.add(documents[i]);
      const std::vector<StoryDocument> so_far(documents.begin(),
                                              documents.begin() + static_cast<std::ptrdiff_t>(i + 1));
      ASSERT_EQ(one_by_one.stories(), as_texts(so_far, group_stories(so_far))) << seed << " after " << i;
    }
    std::size_t begin = 0;
    while (begin + 1 < documents.size()) {  // The oldest go again.
      one_by_one.remove(static_cast<int>(begin++));
      const std::vector<StoryDocument> rest(documents.begin() + static_cast<std::ptrdiff_t>(begin), documents.end());
      ASSERT_EQ(one_by_one.stories(), as_texts(rest, group_stories(rest))) << seed << " without " << begin;
    }
  }
}

// A bucket with more documents than leaders: only pairs with a leader are compared.
TEST(Stories, AreJoinedThroughTheLeadersOfABucket) {
  std::vector<StoryDocument> documents;
  const Words article = make_words(200, 1);
  for (std::uint64_t i = 0; i < 30; ++i) documents.push_back(story_document(article, 100 - i, 5));
  const std::vector<std::uint32_t> stories = group_stories(documents);
  EXPECT_EQ(std::set<std::uint32_t>(stories.begin(), stories.end()).size(), 1u);
  EXPECT_EQ(stories[0], 29u) << "the smallest hash";
}

TEST(Stories, AreCalledByTheEarliestThenTheSmallestHash) {
  const Words article = make_words(100, 1);
  std::vector<StoryDocument> documents = {story_document(article, 1, kNoDay), story_document(article, 9, 4),
                                          story_document(article, 5, 4), story_document(article, 2, 6),
                                          story_document(make_words(100, 2), 0, 1)};
  EXPECT_THAT(group_stories(documents), ElementsAre(2, 2, 2, 2, 4));
  EXPECT_TRUE(group_stories({}).empty());
}

TEST(Stories, OneContentIsOneStoryHoweverShort) {
  std::vector<StoryDocument> documents = {story_document(make_words(4, 1), 7, 2),
                                          story_document(make_words(4, 2), 8, 1),
                                          story_document(make_words(4, 1), 7, 1)};
  EXPECT_THAT(group_stories(documents), ElementsAre(2, 1, 2));
}

TEST(Stories, ABucketComparesEachOnlyWithItsLeaders) {
  for (const std::size_t size : {0, 1, 2, 7, 8, 9, 40}) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
    for (std::uint32_t i = 0; i < size; ++i) {
      for (std::uint32_t j = i + 1; j < size; ++j) {
        if (compared_in_bucket(i, j)) expected.emplace_back(i, j);
      }
    }
    EXPECT_EQ(compared_pairs(size), expected) << size;
  }
  EXPECT_LT(compared_pairs(100'000).size(), kBucketLeaders * 100'000);
}

// 100,000 texts made to share all their keys and to be no copies of each other: all pairs would take an hour.
TEST(Stories, HostileTextsTakeLinearTime) {
  std::vector<StoryDocument> documents;
  std::mt19937_64 random(1);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    StoryDocument document{random(), i % 50, {}};
    for (std::uint32_t k = 0; k < kIndexKeys; ++k)
      document.sketch.smallest.push_back({k, static_cast<std::uint8_t>(k)});
    std::set<std::uint32_t> others;
    while (others.size() + kIndexKeys < kSketchSize) others.insert(static_cast<std::uint32_t>(random() >> 33) + 100);
    for (const std::uint32_t hash : others) document.sketch.smallest.push_back({hash, static_cast<std::uint8_t>(hash)});
    document.sketch.runs = 1000;
    documents.push_back(std::move(document));
  }
  const std::vector<std::uint32_t> stories = group_stories(documents);
  std::vector<std::uint32_t> own(documents.size());
  std::iota(own.begin(), own.end(), 0u);
  EXPECT_EQ(stories, own);
}

}  // namespace
}  // namespace trama
