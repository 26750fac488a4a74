// confidence INPUT… [-o FILE]: every statement of some documents with what its confidence was judged by, as JSON lines,
// for bench/reading/fit.py.
//
// One object a statement: {"id": [document, subject, relation, object], "features": {NAME: VALUE, …}}; the three are
// spans [begin, end) in bytes of the document's text, as in the verdicts of bench/reading.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "bench/documents.h"
#include "bench/program.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/statements/extractor.h"

namespace trama::bench {
namespace {

struct Options {
  std::vector<std::string> inputs;
  std::string output;
};

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

void write(Json& json, Span span) {
  json.StartArray();
  json.Uint64(span.begin);
  json.Uint64(span.end);
  json.EndArray();
}

void write(const Statement& statement, const ConfidenceFeatures& features, std::ostream& out) {
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartObject();
  json.Key("id");
  json.StartArray();
  json.String(statement.evidence.document.c_str());
  write(json, statement.subject.span);
  write(json, statement.relation.span);
  write(json, statement.object.span);
  json.EndArray();
  json.Key("features");
  json.StartObject();
  for (const ConfidenceFeature& feature : features) {
    json.Key(feature.name.c_str());
    json.Double(feature.value);
  }
  json.EndObject();
  json.EndObject();
  out << buffer.GetString() << '\n';
}

int run(const Options& options) {
  const Extractor extractor = Extractor::load(cli::find_data_dir({}));
  const Analyzer analyzer = Analyzer::load(cli::find_model({}));
  for_each_document("confidence", options.inputs, options.output, analyzer,
                    [&](const AnalyzedDocument& document, std::ostream& out) {
                      std::vector<ConfidenceFeatures> features;
                      const std::vector<Statement> statements = extractor.statements(document, &features);
                      for (std::size_t i = 0; i < statements.size(); ++i) write(statements[i], features[i], out);
                    });
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  trama::bench::Options options;
  CLI::App app("Statements with what their confidence was judged by as JSON lines, for bench/reading/fit.py");
  app.add_option("INPUT", options.inputs, "Texts, JSON lines or folders; - is standard input")->required();
  app.add_option("-o,--output", options.output, "File instead of standard output");
  CLI11_PARSE(app, argc, argv);
  return trama::bench::run_program("confidence", [&] { return trama::bench::run(options); });
}
