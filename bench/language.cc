// How many texts are taken for Spanish and how many for another language: of the documents of the inputs, and with
// --sentences also of their single sentences. bench/language.py feeds it.
#include "extract/text/language.h"

#include <cstdint>
#include <iomanip>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "documents/document_reader.h"
#include "extract/text/segmenter.h"

namespace {

struct Counts {
  std::int64_t all = 0;
  std::map<std::string, std::int64_t> others;  // By code.

  // Says so on standard error if the text counts as another language's and `show` is set.
  void add(std::string_view text, bool show) {
    ++all;
    const auto other = trama::find_other_language(text);
    if (!other) return;
    ++others[other->code];
    if (show) std::cerr << other->code << '\t' << text.substr(0, 300) << '\n';
  }

  void print(std::string_view what) const {
    std::int64_t skipped = 0;
    for (const auto& [code, count] : others) skipped += count;
    std::cout << what << ": " << all << ", " << skipped << " in another language (" << std::fixed
              << std::setprecision(3) << 100.0 * static_cast<double>(skipped) / static_cast<double>(all) << " %)";
    for (const auto& [code, count] : others) std::cout << ' ' << code << ' ' << count;
    std::cout << '\n';
  }
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> inputs(argv + 1, argv + argc);
  const bool sentences = std::erase(inputs, "--sentences") > 0;
  const bool show = std::erase(inputs, "--show") > 0;
  if (inputs.empty()) {
    std::cerr << "usage: bench/language [--sentences] [--show] INPUT…\n";
    return 2;
  }
  trama::DocumentReader reader(inputs, std::cin, [](const trama::ReadProblem&) {});
  Counts documents, parts;
  while (const auto document = reader.next()) {
    documents.add(document->text, show);
    if (!sentences) continue;
    for (const trama::Sentence& sentence : trama::segment(document->text)) {
      parts.add(sentence.span.of(document->text), show);
    }
  }
  documents.print("documents");
  if (sentences) parts.print("sentences");
}
