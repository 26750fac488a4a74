// The folders are the architecture: what each may include, held by a scan of all `#include "folder/…"` lines.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"base", {"base"}},
    {"documents", {"documents", "base"}},
    {"extract", {"extract", "base"}},
    {"graph", {"graph", "base"}},
    {"export", {"export", "graph", "base"}},
    {"import", {"import", "base"}},
    {"load", {"load", "export", "graph", "base"}},
    {"explore", {"explore", "export", "graph", "base"}},
    {"cli", {"cli", "explore", "load", "export", "import", "graph", "extract", "documents", "base"}},
    {"bench", {"bench", "cli", "explore", "load", "export", "import", "graph", "extract", "documents", "base"}},
};

// Within extract/: text to statements, left to right. (analysis/sentence.h is the plain data that all of them fill.)
const std::map<std::string, std::set<std::string>> kMayIncludeInExtract = {
    {"text", {"text", "analysis/sentence.h", "data"}},
    {"neural", {"neural"}},
    {"analysis", {"analysis", "neural", "text", "data"}},
    {"coref", {"coref", "analysis", "relations", "text", "data"}},
    {"relations", {"relations", "coref", "analysis", "text", "data"}},
    {"candidates", {"candidates", "relations", "coref", "analysis"}},
    {"ranking", {"ranking", "candidates", "relations", "coref", "neural"}},
    {"statements", {"statements", "ranking", "candidates", "relations", "coref", "analysis", "data"}},
};

// Within documents/: what reads one form uses what several need. What stands in documents/ itself is for all to see.
const std::map<std::string, std::set<std::string>> kMayIncludeInDocuments = {
    {"data", {"data"}},
    {"dates", {"dates", "data"}},
    {"html", {"html", "dates"}},
    {"markup", {"markup", "tables/record.h", "reading/reader.h", "read_options.h"}},
    {"containers", {"containers"}},
    {"tables", {"tables", "text", "markup", "data", "reading/reader.h", "document_reader.h"}},
    {"text", {"text", "forms", "markup", "html", "web", "reading/reader.h", "document_reader.h"}},
    {"web", {"web", "html", "markup", "reading/reader.h", "document_reader.h"}},
    {"mail", {"mail", "web", "html", "markup", "reading/reader.h", "document_reader.h"}},
    {"office", {"office", "containers", "markup", "forms", "reading/reader.h", "document_reader.h"}},
    {"pdf", {"pdf", "text", "reading/reader.h", "document_reader.h"}},
    {"forms", {"forms", "tables/table_head.h", "data"}},
};

// Within graph/query/: text to answers. What stands in its own folder may use all rooms.
const std::map<std::string, std::set<std::string>> kMayIncludeInQuery = {
    {"values", {"values"}},
    {"graphs", {"graphs", "values"}},
    {"syntax", {"syntax", "values"}},
    {"evidence", {"values", "graphs", "syntax", "evidence"}},
    {"functions", {"functions", "graphs", "values", "run/run.h"}},
    {"run", {"run", "functions", "syntax", "graphs", "values", "limits.h"}},
    {"plan", {"plan", "run", "functions", "syntax", "graphs", "values"}},
};

struct Include {
  fs::path file;  // Relative to the repository.
  int line = 0;
  std::string target;
};

std::string first_folder(const std::string& path) {
  return path.substr(0, path.find('/'));
}

std::vector<Include> includes_below(const std::string& folder) {
  const fs::path root = TRAMA_SOURCE_DIR;
  std::vector<Include> includes;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    std::ifstream in(entry.path());
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
      constexpr std::string_view kInclude = "#include \"";
      if (!text.starts_with(kInclude)) continue;
      const std::string target = text.substr(kInclude.size(), text.rfind('"') - kInclude.size());
      includes.push_back({fs::relative(entry.path(), root), line, target});
    }
  }
  return includes;
}

std::string describe(const Include& include) {
  return include.file.string() + ":" + std::to_string(include.line) + " includes " + include.target;
}

class Layering : public testing::TestWithParam<std::string> {};

TEST_P(Layering, IncludesOnlyWhatItsFolderMay) {
  const std::vector<Include> includes = includes_below(GetParam());
  EXPECT_FALSE(includes.empty());
  for (const Include& include : includes) {
    EXPECT_TRUE(kMayInclude.at(GetParam()).contains(first_folder(include.target))) << describe(include);
    EXPECT_TRUE(fs::exists(fs::path(TRAMA_SOURCE_DIR) / include.target)) << describe(include);
  }
}

INSTANTIATE_TEST_SUITE_P(Folders, Layering,
                         testing::Values("base", "documents", "extract", "graph", "export", "import", "explore", "cli",
                                         "bench"),
                         [](const auto& test) { return test.param; });

void expect_rooms(const std::string& folder, const std::map<std::string, std::set<std::string>>& rooms) {
  for (const auto& [room, allowed] : rooms) {
    for (const Include& include : includes_below(folder + room)) {
      if (!include.target.starts_with(folder)) continue;
      const std::string target = include.target.substr(folder.size());
      EXPECT_TRUE(allowed.contains(first_folder(target)) || allowed.contains(target)) << describe(include);
    }
  }
}

TEST(Layering, ReadersOfOneFormDoNotKnowOthers) {
  expect_rooms("documents/", kMayIncludeInDocuments);
}

TEST(Layering, StagesOfExtractionUseOnlyEarlierOnes) {
  expect_rooms("extract/", kMayIncludeInExtract);
}

// Queries know a graph by graphs/property_graph.h: nothing of files, and of views only what makes one of them.
TEST(Layering, RoomsOfQueriesUseOnlyEarlierOnes) {
  expect_rooms("graph/query/", kMayIncludeInQuery);
  for (const Include& include : includes_below("graph/query")) {
    EXPECT_FALSE(include.target.starts_with("graph/store/")) << describe(include);
    const bool view = include.target.starts_with("graph/model/");
    const std::string file = include.file.generic_string();
    EXPECT_TRUE(!view || file.starts_with("graph/query/graphs/view_graph") ||
                file.starts_with("graph/query/evidence/") || file == "graph/query/query.h")
        << describe(include);
  }
}

// The headers that are installed, by name: what stands behind PUBLIC_HEADERS in the folders' CMakeLists.txt.
std::set<std::string> public_headers() {
  std::set<std::string> headers;
  for (const std::string folder : {"base", "documents", "extract", "graph", "export", "import"}) {
    std::ifstream list(fs::path(TRAMA_SOURCE_DIR) / folder / "CMakeLists.txt");
    std::string word;
    while (list >> word && word != "PUBLIC_HEADERS") continue;
    for (bool last = false; !last && list >> word;) {
      last = word.back() == ')';
      if (last) word.pop_back();
      // A variable or a pattern would let headers in that nobody has looked at, this test included.
      EXPECT_TRUE(fs::is_regular_file(fs::path(TRAMA_SOURCE_DIR) / folder / word)) << folder << ": " << word;
      headers.insert(folder + '/' + word);
    }
    const auto first = headers.lower_bound(folder + '/');
    EXPECT_TRUE(first != headers.end() && first->starts_with(folder + '/')) << folder << " has no public headers";
  }
  return headers;
}

// Boost stays inside graph/ and graph/model/boost_view.h; JSON, SQLite and drawing libraries stay out of all headers
// that are installed.
TEST(Layering, PublicHeadersShowNoLibraries) {
  const std::set<std::string> hidden = {"rapidjson/", "sqlite3.h", "graphviz/", "unicode/", "boost/",    "re2/",
                                        "CLI/",       "zlib.h",    "curl/",     "libxml/",  "archive.h", "poppler",
                                        "gmime/",     "csv.h",     "cmark.h",   "brotli/"};
  const std::set<std::string> exempt = {"graph/model/boost_view.h"};
  for (const std::string& file : public_headers()) {
    if (exempt.contains(file)) continue;
    std::ifstream header(fs::path(TRAMA_SOURCE_DIR) / file);
    for (std::string line; std::getline(header, line);) {
      for (const std::string& library : hidden) {
        EXPECT_FALSE(line.starts_with("#include <" + library)) << file << ": " << line;
      }
    }
  }
}

// RapidJSON writes through a null pointer when there is no memory; base/json.h has its types with an allocator that
// throws instead.
TEST(Layering, JsonIsReadAndWrittenWithCheckedMemory) {
  const auto is_unchecked = [](const std::string& text) {
    for (const std::string name : {"Document", "Value", "Reader", "StringBuffer", "Writer", "PrettyWriter"}) {
      const std::size_t at = text.find("rapidjson::" + name);
      const std::size_t end = at + std::string("rapidjson::" + name).size();
      if (at != std::string::npos && (end >= text.size() || std::isalnum(static_cast<unsigned char>(text[end])) == 0)) {
        return true;
      }
    }
    return text.find("rapidjson::Generic") != std::string::npos;
  };
  for (const auto& [folder, allowed] : kMayInclude) {
    if (folder == "bench") continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(TRAMA_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
      if (folder == "base" && entry.path().filename() == "json.h") continue;
      std::ifstream in(entry.path());
      int number = 1;
      for (std::string line; std::getline(in, line); ++number) {
        EXPECT_FALSE(is_unchecked(line)) << entry.path() << ":" << number << ": " << line;
      }
    }
  }
}

// Else whoever includes them from an installed trama finds nothing.
TEST(Layering, PublicHeadersIncludePublicHeadersOnly) {
  const std::set<std::string> headers = public_headers();
  for (const std::string folder : {"base", "documents", "extract", "graph", "export"}) {
    for (const Include& include : includes_below(folder)) {
      if (!headers.contains(include.file.generic_string())) continue;
      EXPECT_TRUE(headers.contains(include.target)) << describe(include);
    }
  }
}

}  // namespace
