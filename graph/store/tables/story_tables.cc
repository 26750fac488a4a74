#include "graph/store/tables/story_tables.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "graph/model/dates.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::int64_t kNoDay = INT64_MIN / 2;  // In story_keys: before all days.

std::uint64_t rank_of(std::string_view hash) {
  std::uint64_t rank = 0;
  for (std::size_t i = 0; i < 8 && i < hash.size(); ++i) rank = rank << 8 | static_cast<unsigned char>(hash[i]);
  return rank >> 1;  // Never negative in the file.
}

StoryDocument document_of(Query& row) {
  return {rank_of(row.text(0)), days_of(row.text(1)), StorySketch::from_bytes(row.text(2))};
}

}  // namespace

StoryDocument StoryTables::read(std::int64_t document) const {
  Query query(database_, "SELECT hash, date, sketch FROM documents WHERE number = ?");
  query.bind(1, document).step();
  return document_of(query);
}

void StoryTables::build() {
  std::vector<std::int64_t> numbers;
  std::vector<StoryDocument> documents;
  Query query(database_, "SELECT hash, date, sketch, number FROM documents ORDER BY number");
  while (query.step()) {
    documents.push_back(document_of(query));
    numbers.push_back(query.number(3));
  }
  const std::vector<std::uint32_t> representatives = group_stories(documents);
  Query stories(database_, "INSERT INTO stories (document, day, story) VALUES (?, ?, ?)");
  using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>;
  std::vector<Key> keys;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    stories.bind(1, numbers[i]).bind(2, documents[i].day).bind(3, numbers[representatives[i]]).run();
    for (const std::uint32_t key : index_keys(documents[i].sketch)) {
      keys.emplace_back(key, static_cast<std::int64_t>(documents[i].hash), documents[i].day.value_or(kNoDay),
                        numbers[i]);
    }
  }
  std::sort(keys.begin(), keys.end());
  Query insert(database_, "INSERT INTO story_keys (key, rank, day, document) VALUES (?, ?, ?, ?)");
  for (const auto& [key, rank, day, document] : keys) {
    insert.bind(1, key).bind(2, rank).bind(3, day).bind(4, document).run();
  }
}

void StoryTables::write_keys(std::int64_t document, const StoryDocument& content) {
  Query insert(database_, "INSERT INTO story_keys (key, rank, day, document) VALUES (?, ?, ?, ?)");
  for (const std::uint32_t key : index_keys(content.sketch)) {
    insert.bind(1, std::int64_t{key}).bind(2, static_cast<std::int64_t>(content.hash));
    insert.bind(3, content.day.value_or(kNoDay)).bind(4, document).run();
  }
}

std::vector<std::int64_t> StoryTables::bucket(std::int64_t key, std::size_t limit) const {
  Query query(database_, "SELECT document FROM story_keys WHERE key = ? ORDER BY rank, day, document LIMIT ?");
  query.bind(1, key).bind(2, static_cast<std::int64_t>(limit));
  std::vector<std::int64_t> documents;
  while (query.step()) documents.push_back(query.number(0));
  return documents;
}

std::set<std::int64_t> StoryTables::concerned(std::int64_t document, const StoryDocument& content) const {
  std::set<std::int64_t> others;
  for (const std::uint32_t key : index_keys(content.sketch)) {
    // A leader is compared with all, and takes another's place; others are compared with the leaders.
    std::vector<std::int64_t> leaders = bucket(key, kBucketLeaders + 1);
    const auto end = leaders.begin() + static_cast<std::ptrdiff_t>(std::min(leaders.size(), kBucketLeaders));
    if (std::find(leaders.begin(), end, document) != end) leaders = bucket(key, SIZE_MAX / 2);
    others.insert(leaders.begin(), leaders.end());
  }
  Query twins(database_, "SELECT number FROM documents WHERE hash = (SELECT hash FROM documents WHERE number = ?)");
  twins.bind(1, document);
  while (twins.step()) others.insert(twins.number(0));
  std::set<std::int64_t> stories;
  Query story(database_, "SELECT story FROM stories WHERE document = ?");
  for (const std::int64_t other : others) {
    if (story.bind(1, other).step()) stories.insert(story.number(0));
    story.reset();
  }
  return stories;
}

std::set<std::int64_t> StoryTables::members(const std::set<std::int64_t>& stories) const {
  std::set<std::int64_t> documents = stories;
  Query query(database_, "SELECT document FROM stories WHERE story = ? AND story <> document");
  for (const std::int64_t story : stories) {
    query.bind(1, story);
    while (query.step()) documents.insert(query.number(0));
    query.reset();
  }
  return documents;
}

// The connected components of pairs that some bucket compares, among documents of which none can be joined to another.
std::set<std::int64_t> StoryTables::regroup(const std::set<std::int64_t>& documents) {
  const std::vector<std::int64_t> numbers(documents.begin(), documents.end());
  std::vector<StoryDocument> contents;
  std::map<std::int64_t, std::size_t> place;
  for (const std::int64_t number : numbers) {
    place.emplace(number, contents.size());
    contents.push_back(read(number));
  }
  std::vector<std::size_t> parent(numbers.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto find = [&](std::size_t node) {
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  };
  const auto join = [&](std::size_t left, std::size_t right) { parent[find(left)] = find(right); };
  const auto compare = [&](std::size_t left, std::size_t right) {
    if (find(left) == find(right)) return;
    const StoryDocument& a = contents[left];
    const StoryDocument& b = contents[right];
    if (are_copies(a.sketch, a.day, b.sketch, b.day)) join(left, right);
  };
  std::map<std::uint64_t, std::size_t> with_hash;
  std::set<std::int64_t> keys;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const auto [twin, is_new] = with_hash.emplace(contents[i].hash, i);
    if (!is_new) join(i, twin->second);
    for (const std::uint32_t key : index_keys(contents[i].sketch)) keys.insert(key);
  }
  std::map<std::int64_t, std::vector<std::size_t>> with_key;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    for (const std::uint32_t key : index_keys(contents[i].sketch)) with_key[key].push_back(i);
  }
  for (const std::int64_t key : keys) {
    for (const std::int64_t leader : bucket(key, kBucketLeaders)) {
      const auto found = place.find(leader);
      if (found == place.end()) continue;
      for (const std::size_t other : with_key[key]) compare(found->second, other);
    }
  }

  std::map<std::size_t, std::size_t> representative;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const auto [best, is_new] = representative.emplace(find(i), i);
    if (!is_new && represents_before(contents[i], contents[best->second])) best->second = i;
  }
  std::set<std::int64_t> changed;
  Query old(database_, "SELECT story FROM stories WHERE document = ?");
  Query write(database_, "INSERT OR REPLACE INTO stories (document, day, story) VALUES (?, ?, ?)");
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const std::int64_t story = numbers[representative[find(i)]];
    const bool known = old.bind(1, numbers[i]).step();
    const bool same = known && old.number(0) == story;
    old.reset();
    if (same) continue;
    write.bind(1, numbers[i]).bind(2, contents[i].day).bind(3, story).run();
    if (known) changed.insert(numbers[i]);
  }
  return changed;
}

std::set<std::int64_t> StoryTables::add(std::span<const std::int64_t> documents) {
  std::set<std::int64_t> stories;
  std::vector<StoryDocument> contents;
  for (const std::int64_t document : documents) {
    contents.push_back(read(document));
    write_keys(document, contents.back());
  }
  for (std::size_t i = 0; i < documents.size(); ++i) stories.merge(concerned(documents[i], contents[i]));
  std::set<std::int64_t> all = members(stories);
  all.insert(documents.begin(), documents.end());
  return regroup(all);
}

std::set<std::int64_t> StoryTables::remove(std::span<const std::int64_t> documents) {
  std::set<std::int64_t> stories;
  for (const std::int64_t document : documents) stories.merge(concerned(document, read(document)));
  std::set<std::int64_t> rest = members(stories);
  Query keys(database_, "DELETE FROM story_keys WHERE key = ? AND rank = ? AND day = ? AND document = ?");
  Query story(database_, "DELETE FROM stories WHERE document = ?");
  for (const std::int64_t document : documents) {
    const StoryDocument content = read(document);
    for (const std::uint32_t key : index_keys(content.sketch)) {
      keys.bind(1, std::int64_t{key}).bind(2, static_cast<std::int64_t>(content.hash));
      keys.bind(3, content.day.value_or(kNoDay)).bind(4, document).run();
    }
    story.bind(1, document).run();
    rest.erase(document);
  }
  return regroup(rest);
}

}  // namespace trama::store
