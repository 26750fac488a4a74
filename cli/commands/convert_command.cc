// trama convert: what inputs are read as, without analysing them.
#include <filesystem>
#include <ostream>
#include <string>

#include "base/json.h"
#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "cli/texts/report.h"
#include "documents/document_reader.h"

namespace trama::cli {

namespace {

constexpr std::string_view kConvertExamples =
    "  trama convert paginas/ feed.xml export.csv > documentos.jsonl\n"
    "  trama convert export.csv --fields text=body,title=headline | head -n 1\n"
    "  trama convert crawl.warc.gz --report informe.jsonl > documentos.jsonl\n";

// The document on one line: what trama reads as JSON lines, and where it came from.
std::string json_line(const Document& document, const Origin& origin) {
  json::StringBuffer buffer;
  json::Writer<json::StringBuffer> writer(buffer);
  const auto field = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    writer.Key(key);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  writer.StartObject();
  field("id", document.id);
  field("title", document.title);
  field("date", document.date);
  field("date_from", origin.date_from);
  field("url", document.url);
  field("source", document.source);
  field("author", origin.author);
  field("section", origin.section);
  field("language", origin.language);
  field("file", origin.file);
  if (origin.record > 0) {
    writer.Key("record");
    writer.Uint64(origin.record);
  }
  field("form", origin.form);
  if (!origin.pages.empty()) {
    writer.Key("pages");
    writer.StartArray();
    for (const std::size_t page : origin.pages) writer.Uint64(page);
    writer.EndArray();
  }
  field("text", document.text);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

int run_convert(std::span<const std::string> arguments, Streams& io) {
  CommandLine line("convert",
                   "Prints the documents of inputs as JSON lines, as they are understood, without analysing "
                   "them. Other commands read these lines again.",
                   kConvertExamples);
  InputOptions options;
  add_reading_options(line, options);
  if (!line.parse(arguments, io)) return kDone;
  Report report(io, options.quiet, options.report);
  DocumentReader reader(
      options.inputs, io.in, [&](const ReadProblem& problem) { report.problem(problem); },
      reported(options.reading, report));
  std::int64_t documents = 0;
  while (const auto document = reader.next()) {
    io.out << json_line(*document, reader.origin()) << '\n';
    report.document(*document, reader.origin());
    ++documents;
  }
  io.out << std::flush;
  if (!options.quiet)
    io.err << documents << (documents == 1 ? " document; " : " documents; ") << report.files_summary();
  return documents == 0 ? kFailed : report.exit_code();
}

}  // namespace trama::cli
