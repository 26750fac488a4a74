// Time expressions and quantities of texts, scored by bench/time/score.py: bench/time CORPUS.jsonl.
//
// Writes one JSON object per document, in the order of the input: "id"; "times" with "span" and, where known, "begin"
// and "end"; "quantities" with "span", "low", "high" and, where known, "unit" and "approximate". Spans are bytes of the
// document's text. Statements carry only those times and quantities that belong to what they state; these are all.
#include "extract/relations/time.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "bench/program.h"
#include "cli/process/resources.h"
#include "documents/document_reader.h"
#include "extract/analysis/analyzer.h"
#include "extract/coref/lexicon.h"
#include "extract/relations/cues.h"
#include "extract/relations/quantity.h"
#include "extract/relations/repair.h"

namespace trama::bench {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void write_span(Json& json, const Span& span) {
  json.Key("span");
  json.StartArray();
  json.Uint64(span.begin);
  json.Uint64(span.end);
  json.EndArray();
}

void write_text(Json& json, const char* key, const std::string& value) {
  if (value.empty()) return;
  json.Key(key);
  json.String(value.c_str());
}

void write_time(Json& json, const TimeExpression& time) {
  json.StartObject();
  write_span(json, time.span);
  write_text(json, "text", time.text);
  write_text(json, "begin", time.begin);
  write_text(json, "end", time.end);
  json.EndObject();
}

void write_quantity(Json& json, const Quantity& quantity) {
  json.StartObject();
  write_span(json, quantity.span);
  write_text(json, "text", quantity.text);
  json.Key("low");
  json.Double(quantity.low);
  json.Key("high");
  json.Double(quantity.high);
  write_text(json, "unit", quantity.unit);
  if (quantity.approximate) {
    json.Key("approximate");
    json.Bool(true);
  }
  json.EndObject();
}

// What the statement rules read, with the same repairs of the analysis before.
struct Readers {
  Lexicon lexicon;
  Cues cues;
  TimeReader times;
};

void write_document(const Readers& readers, AnalyzedDocument document) {
  const auto decimal = find_decimal_sign(document.document.text);
  std::vector<TimeMention> times;
  std::vector<Quantity> quantities;
  for (Sentence& sentence : document.sentences) {
    repair_sentence(sentence, readers.cues, readers.lexicon);
    std::vector<bool> used(sentence.words.size(), false);
    for (TimeMention& time : readers.times.find(document, sentence)) {
      for (int i = time.first; i <= time.last; ++i) used[static_cast<std::size_t>(i)] = true;
      times.push_back(std::move(time));
    }
    const int last = static_cast<int>(sentence.words.size()) - 1;
    for (Quantity& quantity : find_quantities(document, sentence, 0, last, decimal, used)) {
      quantities.push_back(std::move(quantity));
    }
  }
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartObject();
  write_text(json, "id", document.document.id);
  json.Key("times");
  json.StartArray();
  for (const TimeMention& time : times) write_time(json, time.time);
  json.EndArray();
  json.Key("quantities");
  json.StartArray();
  for (const Quantity& quantity : quantities) write_quantity(json, quantity);
  json.EndArray();
  json.EndObject();
  std::cout << buffer.GetString() << '\n';
}

int run(int argc, char** argv) {
  CLI::App app("Time expressions and quantities of texts");
  std::string corpus;
  std::string model;
  std::string data;
  app.add_option("CORPUS", corpus, "JSON lines with id, text and date; - is standard input")->required();
  app.add_option("--model", model, "Model file");
  app.add_option("--data", data, "Folder of tables");
  CLI11_PARSE(app, argc, argv);

  const std::filesystem::path tables = cli::find_data_dir(data);
  const Readers readers{Lexicon::load(tables, {}), Cues::load(tables), TimeReader::load(tables)};
  const Analyzer analyzer = Analyzer::load(cli::find_model(model));
  DocumentReader reader({corpus}, std::cin, [](const ReadProblem& problem) {
    std::cerr << "time: " << problem.where << ": " << problem.message << '\n';
  });
  while (auto document = reader.next()) {
    for (AnalyzedDocument& analyzed : analyzer.analyze({std::move(*document)})) {
      write_document(readers, std::move(analyzed));
    }
  }
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  return trama::bench::run_program("time", [&] { return trama::bench::run(argc, argv); });
}
