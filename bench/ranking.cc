// ranking --stage keys|arguments|pair_keys|pairs|rivals [--ranker FILE] INPUT… -o FOLDER: what train/ranker.py learns
// from.
//
// In FOLDER, of every candidate (an argument in the first two stages, then a pair), all little-endian: rows.i32, the
// number of its sentence and its words and slots; keys.u64, its keys; values.f32, its features, which the stages of
// keys alone lack and names.txt names. sentences.jsonl has the words and slots of every sentence. FILE has the models
// of the stages before.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "bench/documents.h"
#include "bench/program.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/ranking/ranker.h"
#include "extract/ranking/rivals.h"
#include "extract/relations/participants.h"
#include "extract/statements/extractor.h"

namespace trama::bench {
namespace {

struct Options {
  std::vector<std::string> inputs;
  std::string stage = "keys", ranker, output;
};

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

template <typename T>
void put(std::ofstream& out, const std::vector<T>& values) {
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

void string(Json& json, const char* key, const std::string& text) {
  json.Key(key);
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

class Dump {
 public:
  Dump(const Options& options, const Ranker& ranker) : stage_(options.stage), ranker_(ranker), row_(true) {
    const std::filesystem::path folder = options.output;
    std::filesystem::create_directories(folder);
    rows_.open(folder / "rows.i32", std::ios::binary);
    values_.open(folder / "values.f32", std::ios::binary);
    keys_.open(folder / "keys.u64", std::ios::binary);
    names_.open(folder / "names.txt");
    sentences_.open(folder / "sentences.jsonl");
  }

  void sentence(const SentenceView& view, const SentenceStatements& read) {
    write_sentence(view, read);
    std::vector<ArgumentCandidate> arguments = Ranker::arguments(view);
    std::vector<std::uint64_t> keys;
    if (stage_ == "keys" || stage_ == "arguments") {
      for (const ArgumentCandidate& argument : arguments) {
        put(rows_, std::vector<std::int32_t>{count_, argument.predicate, argument.slot});
        argument_keys(view, argument, keys);
        put(keys_, keys);
        if (stage_ == "keys") continue;
        row_.clear();
        predicate_features(view, argument.predicate, row_);
        argument_features(view, argument, ranker_.argument_rates(), row_);
        write_row();
      }
    } else {
      ranker_.judge_arguments(view, arguments);
      std::vector<PairCandidate> pairs = ranker_.pairs(view, arguments, read.readings);
      const PairContext context{view, arguments, read.readings, ranker_.pair_rates()};
      if (stage_ == "rivals") ranker_.score_pairs(context, pairs);
      const Rivals rivals(context, pairs);
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        const ArgumentCandidate &s = arguments[pairs[i].subject], &o = arguments[pairs[i].object];
        put(rows_, std::vector<std::int32_t>{count_, s.predicate, s.slot, o.slot, pairs[i].rule});
        pair_keys(view, s, o, keys);
        put(keys_, keys);
        if (stage_ == "pair_keys") continue;
        row_.clear();
        pair_features(context, pairs[i], row_);
        if (stage_ == "rivals") rivals.add_features(i, row_);
        write_row();
      }
    }
    ++count_;
  }

 private:
  void write_row() {
    put(values_, row_.values());
    if (named_) return;
    named_ = true;
    for (const std::string_view name : row_.names()) names_ << name << '\n';
  }

  void write_sentence(const SentenceView& view, const SentenceStatements& read) {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    string(json, "doc", view.context.document.document.id);
    json.Key("sentence");
    json.Int(view.sentence);
    json.Key("words");
    json.StartArray();
    for (int w = 0; w < view.tree.size(); ++w) {
      json.StartArray();
      json.Uint64(view.word(w).span.begin);
      json.Uint64(view.word(w).span.end);
      json.String(view.word(w).form.c_str());
      json.String(view.word(w).lemma.c_str());
      json.String(view.word(w).upos.c_str());
      json.String(view.word(w).deprel.c_str());
      json.Int(view.tree.head(w));
      json.EndArray();
    }
    json.EndArray();
    json.Key("slots");
    json.StartArray();
    for (const Slot& slot : view.slots) {
      json.StartObject();
      json.Key("word");
      json.Int(slot.word);
      json.Key("kind");
      json.Int(static_cast<int>(slot.kind));
      json.Key("chain");
      json.Int(slot.chain);
      json.Key("names");
      json.StartArray();
      for (const std::string& name : names(view, slot)) json.String(name.c_str());
      json.EndArray();
      json.EndObject();
    }
    json.EndArray();
    json.Key("rules");
    json.StartArray();
    for (std::size_t r = 0; r < read.readings.size(); ++r) {
      json.StartArray();
      json.Int(read.readings[r].predicate);
      json.String(read.statements[r].subject.canonical.c_str());
      json.String(read.statements[r].object.canonical.c_str());
      json.Double(read.readings[r].confidence);
      json.EndArray();
    }
    json.EndArray();
    json.EndObject();
    sentences_ << buffer.GetString() << '\n';
  }

  static std::vector<std::string> names(const SentenceView& view, const Slot& slot) {
    const Coreference& coreference = view.context.coreference;
    std::vector<std::string> list;
    for (const int chain : {slot.chain, slot.acting_chain}) {
      if (chain < 0) continue;
      list.push_back(coreference.chains[chain].canonical);
      for (const std::string& alias : coreference.chains[chain].aliases) list.push_back(alias);
    }
    if (slot.mention >= 0) list.push_back(coreference.mentions.all[slot.mention].text);
    if (slot.chain < 0) {
      const auto [first, last] = thing_words(view.tree, slot.word);
      list.push_back(words_text(view.context.document, view.context.sentence(view.sentence), first, last));
    }
    return list;
  }

  std::string stage_;
  const Ranker& ranker_;
  FeatureRow row_;
  std::ofstream rows_, values_, keys_, names_, sentences_;
  std::int32_t count_ = 0;
  bool named_ = false;
};

int run(const Options& options) {
  const Extractor extractor = Extractor::load(cli::find_data_dir({}));
  const Analyzer analyzer = Analyzer::load(cli::find_model({}));
  const Ranker ranker = options.ranker.empty() ? Ranker() : Ranker::load(options.ranker, true);
  Dump dump(options, ranker);
  for_each_document("ranking", options.inputs, {}, analyzer, [&](AnalyzedDocument&& document, std::ostream&) {
    extractor.visit_sentences(document, [&](const SentenceView& view, SentenceStatements& read, StatementBuilder&) {
      dump.sentence(view, read);
    });
  });
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  trama::bench::Options options;
  CLI::App app("Candidates of statements, with what they are judged by");
  app.add_option("input", options.inputs, "files of documents, as trama reads them")->required();
  app.add_option("--stage", options.stage, "keys, arguments, pair_keys, pairs or rivals");
  app.add_option("--ranker", options.ranker, "the models of the stages before");
  app.add_option("-o,--output", options.output, "folder to write to")->required();
  CLI11_PARSE(app, argc, argv);
  return trama::bench::run_program("ranking", [&] { return trama::bench::run(options); });
}
