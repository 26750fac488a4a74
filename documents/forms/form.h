// What kind of input some bytes are.
#pragma once

#include <string>
#include <string_view>

namespace trama {

enum class Form {
  kText,
  kMarkdown,
  kHtml,
  kFeed,       // RSS, RDF Site Summary, Atom.
  kJson,       // Objects, or arrays of them.
  kJsonLines,  // One object a line.
  kTable,      // CSV, TSV.
  kWarc,
  kPdf,
  kDocx,
  kOdt,
  kEpub,
  kMail,     // One message, also a page saved as MHTML.
  kMbox,     // Several.
  kArchive,  // ZIP, tar.
  kPacked,   // xz, zst, bz2. (gzip is unpacked by InputFile.)
  kOther,    // None of these.
};

// As --input takes it and reports give it: "text", "html", …, "other".
const char* to_string(Form form);
// The reverse, but for "other", "archive" and "packed"; kOther for an unknown name.
Form find_form(std::string_view name);

struct DetectedForm {
  Form form = Form::kText;
  std::string what;  // Of kOther: what it is, as far as that is known ("PNG image").
};

// Judges by the first bytes of the content, and where these leave it open by the name. `head`: as many bytes as there
// are, up to 4 KiB; fewer will do for what has a magic number. Empty content is kText.
DetectedForm detect_form(std::string_view head, std::string_view name);

// What a file of this name is if pages and their parts are saved beside the news: "style sheet", "script"; "" where it
// may be a document. For files that nobody named.
std::string_view beside_documents(std::string_view name);

}  // namespace trama
