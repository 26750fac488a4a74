// coref INPUT… [-o FILE]: mentions and chains of whole documents as JSON lines, for bench/coref/score.py.
//
// One object a document: {"id", "mentions": [{"kind", "head": [begin, end], "span": [begin, end], "chains": [N, …]}]}.
// Offsets are bytes of the document's text. A dropped subject stands at its finite verb; several chains mean that the
// mention stands for all of them ("ambos"). "same" is the index of a mention of the same phrase ("el ministro" of "el
// ministro, Juan Paz"), if there is one.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "bench/documents.h"
#include "bench/program.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/coref/chains.h"
#include "extract/relations/cues.h"
#include "extract/relations/propositions.h"
#include "extract/relations/repair.h"

namespace trama::bench {
namespace {

struct Options {
  std::vector<std::string> inputs;
  std::string model;
  std::string data;
  std::string output;
  bool metonymy = false;
};

class ChainWriter {
 public:
  ChainWriter(const std::filesystem::path& data, bool metonymy)
      : lexicon_(Lexicon::load(data, {})),
        cues_(Cues::load(data)),
        propositions_(PropositionExtractor::load(data)),
        metonymy_(metonymy) {}

  // As Extractor::statements() does it.
  void write(AnalyzedDocument document, std::ostream& out) const {
    std::vector<SentenceTree> trees;
    std::vector<std::vector<Proposition>> propositions;
    for (Sentence& sentence : document.sentences) repair_sentence(sentence, cues_, lexicon_);
    for (const Sentence& sentence : document.sentences) {
      trees.emplace_back(sentence);
      propositions.push_back(propositions_.extract(sentence));
    }
    const CoreferenceOptions options = cues_.coreference_options(metonymy_);
    const Coreference found = resolve_actors(document, trees, propositions, lexicon_, options);
    write(document, propositions, found, out);
  }

 private:
  using Json = rapidjson::Writer<rapidjson::StringBuffer>;

  void write(const AnalyzedDocument& document, const std::vector<std::vector<Proposition>>& propositions,
             const Coreference& found, std::ostream& out) const {
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartObject();
    json.Key("id");
    json.String(document.document.id.c_str());
    json.Key("mentions");
    json.StartArray();
    for (const ActorMention& mention : found.mentions.all) {
      const auto& words = document.sentences[mention.sentence].words;
      const Span span{words[mention.first].span.begin, words[mention.last].span.end};
      write(json, mention.kind, words[mention.head].span, span, mention.chains, mention.same_as);
    }
    for (const DroppedSubject& dropped : found.dropped) {
      const Span span = document.sentences[dropped.sentence].words[dropped.verb].span;
      write(json, MentionKind::kDropped, span, span, dropped.chains, -1);
    }
    for (std::size_t s = 0; s < propositions.size(); ++s) {
      for (const Proposition& proposition : propositions[s])
        write_shared(json, document.sentences[s], static_cast<int>(s), proposition, found);
    }
    json.EndArray();
    json.EndObject();
    out << buffer.GetString() << '\n';
  }

  // A subject that the syntax already gave to a finite verb without one of its own ("pidió a X que venga").
  static void write_shared(Json& json, const Sentence& sentence, int s, const Proposition& proposition,
                           const Coreference& found) {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    if (subject == nullptr) subject = proposition.find(ArgumentRole::kPatient);
    if (subject == nullptr || !subject->shared || subject->relative) return;
    const ActorMention* mention = found.mentions.find(s, subject->head);
    if (mention == nullptr || mention->chains.empty()) return;
    std::vector<int> verbs = proposition.modals;
    verbs.insert(verbs.end(), proposition.relation_words.begin(), proposition.relation_words.end());
    std::ranges::sort(verbs);
    const auto finite =
        std::ranges::find_if(verbs, [&](int w) { return feature(sentence.words[w], "VerbForm") == "Fin"; });
    if (finite == verbs.end()) return;
    // Without a conjunction of its own a clause is coordinated with the one before: one subject for both.
    const bool marked = std::ranges::any_of(
        sentence.words, [&](const Word& word) { return word.deprel == "mark" && word.head == verbs.front(); });
    if (!marked) return;
    const Span span = sentence.words[*finite].span;
    write(json, MentionKind::kDropped, span, span, mention->chains, -1);
  }

  static void write(Json& json, MentionKind kind, Span head, Span span, const std::vector<int>& chains, int same) {
    json.StartObject();
    json.Key("kind");
    json.String(to_string(kind));
    write(json, "head", head);
    write(json, "span", span);
    json.Key("chains");
    json.StartArray();
    for (const int chain : chains) json.Int(chain);
    json.EndArray();
    if (same >= 0) {
      json.Key("same");
      json.Int(same);
    }
    json.EndObject();
  }

  static void write(Json& json, const char* key, Span span) {
    json.Key(key);
    json.StartArray();
    json.Uint64(span.begin);
    json.Uint64(span.end);
    json.EndArray();
  }

  const Lexicon lexicon_;
  const Cues cues_;
  const PropositionExtractor propositions_;
  const bool metonymy_;
};

int run(const Options& options) {
  const ChainWriter writer(cli::find_data_dir(options.data), options.metonymy);
  const Analyzer analyzer = Analyzer::load(cli::find_model(options.model));
  for_each_document("coref", options.inputs, options.output, analyzer,
                    [&](AnalyzedDocument document, std::ostream& out) { writer.write(std::move(document), out); });
  return 0;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  trama::bench::Options options;
  CLI::App app("Mentions and chains of whole documents as JSON lines, for bench/coref/score.py");
  app.add_option("INPUT", options.inputs, "Texts, JSON lines or folders; - is standard input")->required();
  app.add_flag("--metonymy", options.metonymy, "'el Gobierno ruso' may stand for its country, as in statements");
  app.add_option("--model", options.model, "Model file instead of the one that came with trama");
  app.add_option("--data", options.data, "Folder of tables instead of the one that came with trama");
  app.add_option("-o,--output", options.output, "File instead of standard output");
  CLI11_PARSE(app, argc, argv);
  return trama::bench::run_program("coref", [&] { return trama::bench::run(options); });
}
