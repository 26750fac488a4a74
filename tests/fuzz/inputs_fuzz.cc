// Any bytes as an input of a form, which the first byte chooses, or as one that is told by its content: fields are
// UTF-8 on one line, pages begin inside the text, what became of the file is told once.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/utf8.h"
#include "documents/document_reader.h"

namespace {

constexpr const char* kForms[] = {"",    "markdown", "feed", "json", "jsonl", "csv",  "warc",
                                  "pdf", "docx",     "odt",  "epub", "mail",  "mbox", "text"};

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::istringstream in(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  trama::ReadOptions options;
  options.form = kForms[data[0] % std::size(kForms)];
  int files = 0;
  options.on_file = [&](const trama::FileReport& file) { files += file.name == "stdin" ? 1 : 0; };
  trama::DocumentReader reader(
      {"-"}, in, [](const trama::ReadProblem&) {}, options);
  while (const auto document = reader.next()) {
    const trama::Origin& origin = reader.origin();
    for (const std::string* field : {&document->id, &document->title, &document->date, &document->url,
                                     &document->source, &origin.author, &origin.section, &origin.language}) {
      require(trama::is_valid_utf8(*field) && field->find('\n') == std::string::npos);
    }
    require(trama::is_valid_utf8(document->text) && !document->text.empty() && !document->id.empty());
    require(document->date.empty() || document->date.size() == 10);
    for (const std::size_t page : origin.pages) require(page <= document->text.size());
  }
  require(files == 1);
  return 0;
}
