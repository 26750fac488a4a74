// Which copies of a story are found and what is taken for copies without being so: bench/stories/README.md.
#include "graph/resolve/stories.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/json_parse.h"
#include "bench/program.h"
#include "bench/stories/alter.h"
#include "bench/stories/resemblance.h"
#include "graph/model/dates.h"

namespace trama::bench {
namespace {

constexpr std::int64_t kThreeWeeks = 21;

std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const unsigned char c : text) hash = (hash ^ c) * 0x100000001B3u;
  return Dice(hash).next();
}

std::string text_field(const json::Document& object, const char* name) {
  const auto field = object.FindMember(name);
  return field == object.MemberEnd() || !field->value.IsString() ? std::string() : field->value.GetString();
}

// The articles of one half of a corpus, told by their ids: "dev", to choose thresholds by, or "test"; or of "all" of
// it.
std::vector<Document> read_articles(const std::string& file, const std::string& half) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + file);
  std::vector<Document> articles;
  std::string line;
  while (std::getline(in, line)) {
    json::Document object;
    if (parse_json(object, line).IsError() || !object.IsObject()) {
      throw Error(ErrorCode::kFormat, file + ": a line is no JSON object");
    }
    Document article{text_field(object, "id"), text_field(object, "title"), text_field(object, "text"),
                     text_field(object, "date")};
    const bool in_dev = hash_text(article.id) % 2 == 0;
    if (half == "all" || in_dev == (half == "dev")) articles.push_back(std::move(article));
  }
  return articles;
}

// Articles with what both methods keep of them.
struct Corpus {
  std::vector<StoryDocument> documents;
  std::vector<std::vector<std::uint32_t>> fingerprints;

  void add(const Document& article) {
    documents.push_back({hash_text(article.text), days_of(article.date), sketch(article)});
    fingerprints.push_back(fingerprint(article.text));
  }
};

struct Found {
  std::size_t resemblance = 0, same_day = 0, later = 0, undated = 0;
};

// Adds an altered copy of each of `chosen` and counts those that come into one story with their original.
Found find_altered(const std::vector<Document>& articles, const Corpus& originals,
                   const std::vector<std::size_t>& chosen, const Alteration& alteration) {
  Corpus all = originals;
  Dice dice(hash_text(alteration.name));
  for (const std::size_t i : chosen) {
    std::size_t other = dice.below(articles.size());
    if (other == i) other = (other + 1) % articles.size();
    Document copy = articles[i];
    copy.text = alteration.apply(articles[i], articles[other], dice);
    all.add(copy);
  }
  const auto found = [&](const std::vector<std::uint32_t>& stories) {
    std::size_t count = 0;
    for (std::size_t k = 0; k < chosen.size(); ++k) count += stories[chosen[k]] == stories[articles.size() + k];
    return count;
  };
  const auto with_days = [&](auto change) {
    for (std::size_t k = 0; k < chosen.size(); ++k) change(all.documents[articles.size() + k].day);
    return found(group_stories(all.documents));
  };
  Found result;
  result.resemblance = found(group_copies(all.fingerprints));
  result.same_day = with_days([](auto&) {});
  result.later = with_days([](auto& day) { day = day.value_or(0) + kThreeWeeks; });
  result.undated = with_days([](auto& day) { day.reset(); });
  return result;
}

void print_altered(const std::vector<Document>& articles, const Corpus& corpus, std::size_t sample) {
  std::vector<std::size_t> chosen(articles.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  std::sort(chosen.begin(), chosen.end(),
            [&](std::size_t a, std::size_t b) { return hash_text(articles[a].text) < hash_text(articles[b].text); });
  chosen.resize(std::min(sample, chosen.size()));
  std::printf("%-28s %12s %10s %14s %10s   of\n", "found", "resemblance", "same day", "3 weeks later", "no dates");
  for (const Alteration& alteration : alterations()) {
    const Found found = find_altered(articles, corpus, chosen, alteration);
    std::printf("%-28s %12zu %10zu %14zu %10zu   %zu\n", std::string(alteration.name).c_str(), found.resemblance,
                found.same_day, found.later, found.undated, chosen.size());
  }
}

// Pairs of different articles, of which few can be copies.
void print_random_pairs(const Corpus& corpus, std::size_t pairs) {
  Dice dice(1);
  std::size_t copies = 0, undated = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    const StoryDocument& a = corpus.documents[dice.below(corpus.documents.size())];
    const StoryDocument& b = corpus.documents[dice.below(corpus.documents.size())];
    if (a.hash == b.hash) continue;
    copies += are_copies(a.sketch, a.day, b.sketch, b.day);
    undated += are_copies(a.sketch, std::nullopt, b.sketch, std::nullopt);
  }
  std::printf("%zu random pairs: %zu are called copies, %zu if no dates are known\n", pairs, copies, undated);
}

using Stories = std::map<std::uint32_t, std::vector<std::size_t>>;

Stories print_stories(const char* name, const std::vector<std::uint32_t>& groups) {
  Stories stories;
  for (std::size_t i = 0; i < groups.size(); ++i) stories[groups[i]].push_back(i);
  std::erase_if(stories, [](const auto& story) { return story.second.size() < 2; });
  std::size_t documents = 0, largest = 0;
  for (const auto& [first, members] : stories) {
    documents += members.size();
    largest = std::max(largest, members.size());
  }
  std::printf("%s: %zu stories of two or more articles, %zu articles in them, at most %zu in one\n", name,
              stories.size(), documents, largest);
  return stories;
}

void print_times(const std::vector<Document>& articles, const Corpus& corpus) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](auto work) {
    const auto begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  std::printf("seconds: fingerprints %.2f, grouping %.2f; sketches %.2f, grouping %.2f\n", seconds([&] {
                for (const Document& article : articles) fingerprint(article.text);
              }),
              seconds([&] { group_copies(corpus.fingerprints); }), seconds([&] {
                for (const Document& article : articles) sketch(article);
              }),
              seconds([&] { group_stories(corpus.documents); }));
  std::map<std::uint32_t, std::size_t> buckets;
  std::size_t bytes = 0;
  for (const StoryDocument& document : corpus.documents) {
    bytes += document.sketch.to_bytes().size();
    for (const std::uint32_t key : index_keys(document.sketch)) ++buckets[key];
  }
  std::size_t crowded = 0, entries = 0, largest = 0;
  for (const auto& [key, size] : buckets) {
    entries += size;
    largest = std::max(largest, size);
    if (size > kBucketLeaders) crowded += size;
  }
  std::printf(
      "sketch: %.0f bytes on average; %.1f %% of entries are in buckets of more than %zu, the largest has %zu\n",
      static_cast<double>(bytes) / static_cast<double>(articles.size()),
      100.0 * static_cast<double>(crowded) / static_cast<double>(entries), kBucketLeaders, largest);
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return text;
}

void write_pair(std::ostream& out, const char* kind, const Document& a, const Document& b, const Likeness& alike) {
  out << kind << '\t' << alike.contained << '\t' << alike.weakest_part << '\t' << alike.length_ratio;
  for (const Document* article : {&a, &b}) {
    out << '\t' << article->id << '\t' << article->date << '\t' << article->title << '\t' << one_line(article->text);
  }
  out << '\n';
}

// Pairs to read, as tab-separated lines: each article of a story with the one that it is called by, and pairs that
// share an index key and a third of the shorter text and are not called copies.
void write_pairs(const std::string& file, const std::vector<Document>& articles, const Corpus& corpus,
                 const std::vector<std::uint32_t>& stories) {
  std::ofstream out(file);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const std::size_t first = stories[i];
    if (first == i) continue;
    write_pair(out, "joined", articles[first], articles[i],
               likeness(corpus.documents[first].sketch, corpus.documents[i].sketch));
  }
  std::map<std::uint32_t, std::vector<std::size_t>> buckets;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    for (const std::uint32_t key : index_keys(corpus.documents[i].sketch)) buckets[key].push_back(i);
  }
  for (const auto& [key, members] : buckets) {
    for (const auto& [a, b] : compared_pairs(members.size())) {
      const std::size_t left = members[a], right = members[b];
      if (stories[left] == stories[right]) continue;
      const Likeness alike = likeness(corpus.documents[left].sketch, corpus.documents[right].sketch);
      if (alike.contained >= 1.0 / 3) write_pair(out, "apart", articles[left], articles[right], alike);
    }
  }
  out.flush();
  if (!out) throw Error(ErrorCode::kIo, "cannot write " + file);
}

int run(int argc, char** argv) {
  CLI::App app("Copies of stories: which are found, and what is taken for a copy");
  std::vector<std::string> files;
  std::string half = "test", pairs;
  std::size_t sample = 500, random_pairs = 1'000'000;
  app.add_option("CORPUS", files, "JSON lines with id, title, text and date")->required();
  app.add_option("--half", half, "Articles to take")
      ->check(CLI::IsMember({"dev", "test", "all"}))
      ->capture_default_str();
  app.add_option("--sample", sample, "Articles to alter")->capture_default_str();
  app.add_option("--random-pairs", random_pairs, "Pairs to compare")->capture_default_str();
  app.add_option("--pairs", pairs, "File to write joined pairs and near misses of the last corpus to");
  CLI11_PARSE(app, argc, argv);

  for (const std::string& file : files) {
    const std::vector<Document> articles = read_articles(file, half);
    std::printf("%s, %s: %zu articles\n", std::filesystem::path(file).filename().c_str(), half.c_str(),
                articles.size());
    if (articles.size() < 2) continue;
    Corpus corpus;
    for (const Document& article : articles) corpus.add(article);
    print_altered(articles, corpus, sample);
    print_random_pairs(corpus, random_pairs);
    print_stories("resemblance", group_copies(corpus.fingerprints));
    const std::vector<std::uint32_t> stories = group_stories(corpus.documents);
    print_stories("sketch", stories);
    print_times(articles, corpus);
    if (!pairs.empty()) write_pairs(pairs, articles, corpus, stories);
  }
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  return trama::bench::run_program("stories", [&] { return trama::bench::run(argc, argv); });
}
