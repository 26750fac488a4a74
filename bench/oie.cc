// Open information extraction against a Re-OIE2016-style gold file, scored by oie_score.py: bench/oie GOLD.json.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "bench/program.h"
#include "bench/scorer.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/conllu.h"
#include "extract/relations/open_ie.h"
#include "extract/statements/extractor.h"

namespace trama::bench {
namespace {

struct Options {
  std::string gold;
  std::string trees;
  std::string model;
  std::string data;
  std::string scorers;
  std::string predictions;
};

// The sentences, in the order of the file: the keys of one JSON object.
std::vector<std::string> read_gold(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  if (json.HasParseError() || !json.IsObject()) {
    throw Error(ErrorCode::kFormat,
                file + ": expected an object of sentences, found " +
                    (json.HasParseError() ? rapidjson::GetParseError_En(json.GetParseError()) : "something else"));
  }
  std::vector<std::string> sentences;
  for (const auto& member : json.GetObject()) sentences.emplace_back(member.name.GetString());
  return sentences;
}

// Fills the annotation of `sentences` from the sentences of a CoNLL-U file with the same words in the same order.
void annotate_from_trees(std::vector<Sentence>& sentences, const std::string& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + file);
  std::size_t next = 0;
  for (const AnalyzedDocument& document : read_conllu(in, file)) {
    for (const Sentence& tree : document.sentences) {
      if (next >= sentences.size() || tree.words.size() != sentences[next].words.size()) {
        throw Error(ErrorCode::kFormat,
                    file + ": sentence " + std::to_string(next + 1) + " is not that of the gold file");
      }
      for (std::size_t i = 0; i < tree.words.size(); ++i) {
        const Span span = sentences[next].words[i].span;
        sentences[next].words[i] = tree.words[i];
        sentences[next].words[i].span = span;
      }
      ++next;
    }
  }
}

int run(const Options& options) {
  const std::filesystem::path scorer = find_scorer(options.scorers, "oie_score.py");
  const std::vector<std::string> lines = read_gold(options.gold);
  std::vector<Sentence> sentences;
  for (const std::string& line : lines) sentences.push_back(sentence_from_tokens(line));
  if (options.trees.empty()) {
    std::vector<Sentence*> pointers;
    for (Sentence& sentence : sentences) pointers.push_back(&sentence);
    Analyzer::load(cli::find_model(options.model)).annotate(pointers);
  } else {
    annotate_from_trees(sentences, options.trees);
  }
  const Extractor extractor = Extractor::load(
      cli::find_data_dir(options.data), {.metonymy = true, .alias_files = {}, .own_tables = !options.data.empty()});
  OpenIeOptions conventions;
  conventions.is_a = "<Ser>";
  PredictionFile predictions(options.predictions);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const OpenTuple& tuple :
         open_tuples(sentences[i], extractor.propositions(sentences[i]), lines[i], conventions)) {
      predictions.out() << to_json(tuple) << '\n';
    }
  }
  const std::string file = predictions.finish();
  const int carb = run_scorer(scorer, {options.gold, file, "--metric", "carb"});
  const int strict = run_scorer(scorer, {options.gold, file, "--metric", "strict"});
  return carb != 0 ? carb : strict;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  trama::bench::Options options;
  CLI::App app("Open information extraction against a gold file, scored by oie_score.py (CaRB and strict)");
  app.add_option("GOLD", options.gold, "oie-es-*.json")->required();
  app.add_option("--parsed", options.trees, "CoNLL-U file with the analysed sentences, in place of analysis");
  app.add_option("--model", options.model, "Model file instead of the one that came with trama");
  app.add_option("--data", options.data, "Folder of tables instead of the one that came with trama");
  app.add_option("--scorers", options.scorers, "Folder of the Python scorers");
  app.add_option("--predictions", options.predictions, "Keep the predictions in this file");
  CLI11_PARSE(app, argc, argv);
  return trama::bench::run_program("oie", [&] { return trama::bench::run(options); });
}
