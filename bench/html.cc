// Articles of web pages: prints what read_article() finds in each page of a folder, one JSON object a line, and at the
// end, on standard error, how fast. bench/html/compare.py sets it beside other readers.
//
//   build/release/bench/html FOLDER…        every *.html below, in name order
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/json.h"
#include "documents/html/article.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pages_below(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".html" || extension == ".htm")) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void print(const fs::path& file, const trama::Article& article) {
  trama::json::StringBuffer buffer;
  trama::json::Writer<trama::json::StringBuffer> writer(buffer);
  writer.StartObject();
  const auto put = [&](const char* key, const std::string& value) {
    writer.Key(key);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  put("file", file.string());
  put("title", article.title);
  put("author", article.author);
  put("section", article.section);
  put("language", article.language);
  put("url", article.url);
  put("source", article.source);
  put("date", article.date);
  put("date_from", article.date_from);
  put("text", article.text);
  put("bound", article.bound);
  writer.EndObject();
  std::cout << buffer.GetString() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: html FOLDER…\n";
    return 2;
  }
  std::size_t bytes = 0, words = 0, count = 0;
  double spent = 0;  // Seconds of the processor.
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : pages_below(argv[i])) {
      const std::string page = trama::read_file(file);
      const std::clock_t begin = std::clock();
      const trama::Article article = trama::read_article(page, "");
      spent += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
      bytes += page.size();
      words += static_cast<std::size_t>(std::count(article.text.begin(), article.text.end(), ' '));
      ++count;
      print(file, article);
    }
  }
  std::cerr << count << " pages, " << static_cast<double>(bytes) / 1e6 << " MB, "
            << static_cast<double>(bytes) / 1e6 / spent << " MB/s, " << static_cast<double>(words) / spent
            << " words of articles a second of the processor\n";
  return 0;
}
