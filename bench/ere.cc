// Actor-relation-actor triples of single sentences, scored by ere_score.py: bench/ere GOLD.jsonl [--unseen].
//
// Two layers are written: every proposition whose arguments may be actors, by head word, and then the statements of
// `trama extract` that relate two phrases which no proposition relates ("presentó una protesta a la IAAF"); --layer
// measures one of them alone. Actors of propositions are names, nouns that a name stands beside ("el primer ministro,
// Benjamin Netanyahu" is that name), and the head nouns of other phrases. Pronouns and dropped subjects are left out:
// the benchmark measures one sentence at a time.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "bench/program.h"
#include "bench/scorer.h"
#include "cli/process/resources.h"
#include "cli/texts/extraction.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/conllu.h"
#include "extract/relations/sentence_tree.h"
#include "extract/statements/extractor.h"

namespace trama::bench {
namespace {

struct GoldSentence {
  std::string id;
  std::string text;
};

struct Options {
  std::string gold;
  std::string trees;
  std::string model;
  std::string data;
  std::string scorers;
  std::string predictions;
  std::string errors;
  bool unseen = false;
  std::string layer = "both";
  double min_confidence = cli::kMinConfidence;  // Of statements, as in trama extract.

  bool propositions() const { return layer != "statements"; }
  bool statements() const { return layer != "propositions"; }
};

std::vector<GoldSentence> read_gold(const std::string& file, bool unseen) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + file);
  std::vector<GoldSentence> sentences;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    rapidjson::Document row;
    row.Parse(line.data(), line.size());
    const bool usable = !row.HasParseError() && row.IsObject() && row.HasMember("id") && row["id"].IsString() &&
                        row.HasMember("text") && row["text"].IsString();
    if (!usable) throw Error(ErrorCode::kFormat, file + ":" + std::to_string(number) + ": expected id and text");
    if (unseen && row.HasMember("in_train") && row["in_train"].IsTrue()) continue;
    sentences.push_back({row["id"].GetString(), row["text"].GetString()});
  }
  return sentences;
}

// Byte offsets to code points.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
      at_.push_back(count);
      if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
    }
    at_.push_back(count);
    // Inside a character the count is already one too many.
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) --at_[i];
    }
  }
  std::size_t operator()(std::size_t byte) const { return at_[std::min(byte, at_.size() - 1)]; }

 private:
  std::vector<std::size_t> at_;
};

// The triples of one sentence.
class TripleMaker {
 public:
  // `begin` is where `text`, the gold's sentence, begins in the document that the spans point into.
  TripleMaker(const Sentence& sentence, const GoldSentence& gold, std::size_t begin, std::ostream& out)
      : tree_(sentence), gold_(gold), begin_(begin), points_(gold.text), out_(out) {
    for (const EntitySpan& entity : entity_spans(sentence)) {
      for (int i = entity.first; i <= entity.last; ++i) entity_of_[i] = entity;
    }
  }

  void write(const std::vector<Proposition>& propositions) {
    for (const Proposition& proposition : propositions) write(proposition);
  }

  // What `trama extract` prints, where the sentence itself has words for both participants, who are not written yet.
  void write(const Statement& statement) {
    if (!has_words(statement.subject) || !has_words(statement.object)) return;
    if (is_written(statement.subject.span, statement.object.span)) return;
    write_row(statement.subject.span, statement.relation.label, statement.relation.lemma, statement.object.span,
              statement.polarity == Polarity::kNegative);
  }

 private:
  struct Actor {
    int word = -1;
    Span span;
  };

  static bool has_words(const Mention& mention) {
    return mention.kind == MentionKind::kNamed || mention.kind == MentionKind::kNominal;
  }

  bool is_written(Span one, Span two) const {
    return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& pair) {
      return (pair.first.overlaps(one) && pair.second.overlaps(two)) ||
             (pair.first.overlaps(two) && pair.second.overlaps(one));
    });
  }

  void write(const Proposition& proposition) {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    const Argument* patient = proposition.find(ArgumentRole::kPatient);
    const Argument* agent = proposition.find(ArgumentRole::kAgent);
    if (agent != nullptr && patient != nullptr) write_pairs(proposition, *agent, *patient);
    if (subject == nullptr) subject = patient;
    if (subject == nullptr) return;
    for (const Argument& argument : proposition.arguments) {
      if (&argument == subject || !is_second_actor(argument)) continue;
      write_pairs(proposition, *subject, argument);
    }
    if (is_mutual(proposition, *subject)) write_mutual(proposition, *subject);
  }

  // "X e Y se reúnen", "el diálogo entre X e Y"; the benchmark has no other relations between coordinated actors, and
  // none where there are more than two.
  bool is_mutual(const Proposition& proposition, const Argument& subject) const {
    if (!proposition.symmetric || subject.conjuncts.size() != 2) return false;
    if (proposition.kind == PropositionKind::kNominal) return true;
    const auto& words = proposition.relation_words;
    return std::any_of(words.begin(), words.end(), [&](int i) { return feature(tree_.word(i), "Reflex") == "Yes"; });
  }

  static bool is_second_actor(const Argument& argument) {
    static const std::set<std::string> kPrepositions = {"a",     "ante",     "con",   "contra",  "de",   "desde", "en",
                                                        "hacia", "frente a", "hasta", "junto a", "para", "sobre"};
    if (argument.role == ArgumentRole::kOblique) return kPrepositions.contains(argument.preposition);
    return argument.role == ArgumentRole::kObject || argument.role == ArgumentRole::kIndirect;
  }

  // Who an argument names, one for each member of a coordination.
  std::vector<Actor> actors(const Argument& argument) const {
    std::vector<int> heads = argument.conjuncts.empty() ? std::vector<int>{argument.head} : argument.conjuncts;
    std::vector<Actor> found;
    for (const int head : heads) {
      if (head < 0) continue;
      const Word& word = tree_.word(head);
      if (word.upos == "PRON" || word.upos == "DET" || tree_.is_verb(head)) continue;
      const int name = tree_.name_of(head);
      found.push_back({head, name >= 0 ? span_of_name(name) : word.span});
    }
    return found;
  }

  Span span_of_name(int word) const {
    const auto entity = entity_of_.find(word);
    if (entity == entity_of_.end()) return tree_.word(word).span;
    return {tree_.word(entity->second.first).span.begin, tree_.word(entity->second.last).span.end};
  }

  void write_pairs(const Proposition& proposition, const Argument& first, const Argument& second) {
    for (const Actor& one : actors(first)) {
      for (const Actor& two : actors(second)) write_triple(proposition, one, two, second.preposition);
    }
  }

  void write_mutual(const Proposition& proposition, const Argument& subject) {
    const std::vector<Actor> members = actors(subject);
    if (members.size() == 2) write_triple(proposition, members[0], members[1], "con");
  }

  void write_triple(const Proposition& proposition, const Actor& one, const Actor& two,
                    const std::string& preposition) {
    if (one.span.overlaps(two.span)) return;
    std::string relation;
    for (const int word : proposition.relation_words) relation += tree_.word(word).form + " ";
    relation += proposition.kind == PropositionKind::kCopular ? tree_.word(proposition.predicate).form : preposition;
    if (!written_.emplace(one.span.begin, two.span.begin, proposition.predicate).second) return;
    write_row(one.span, relation, proposition.lemma, two.span, proposition.negated);
  }

  void write_row(Span one, const std::string& relation, const std::string& lemma, Span two, bool negated) {
    pairs_.emplace_back(one, two);
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    json.StartObject();
    json.Key("id");
    json.String(gold_.id.c_str());
    write_actor(json, "arg1", one);
    json.Key("rel");
    json.String(relation.c_str());
    json.Key("rel_lemma");
    json.String(lemma.c_str());
    write_actor(json, "arg2", two);
    json.Key("negated");
    json.Bool(negated);
    json.EndObject();
    out_ << buffer.GetString() << '\n';
  }

  void write_actor(rapidjson::Writer<rapidjson::StringBuffer>& json, const std::string& key, Span span) const {
    span.begin -= std::min(span.begin, begin_);
    span.end -= std::min(span.end, begin_);
    const std::string text(span.of(gold_.text));
    json.Key(key.c_str());
    json.String(text.c_str());
    json.Key((key + "_start").c_str());
    json.Uint64(points_(span.begin));
    json.Key((key + "_end").c_str());
    json.Uint64(points_(span.end));
  }

  const SentenceTree tree_;
  const GoldSentence& gold_;
  const std::size_t begin_;
  const CodePoints points_;
  std::ostream& out_;
  std::unordered_map<int, EntitySpan> entity_of_;
  std::set<std::tuple<std::size_t, std::size_t, int>> written_;
  std::vector<std::pair<Span, Span>> pairs_;
};

// Where the sentence of a CoNLL-U file is.
struct TreePlace {
  const AnalyzedDocument* document = nullptr;
  std::size_t sentence = 0;
};

// `begin`: where the gold's sentence begins in the document.
void predict(const AnalyzedDocument& document, const GoldSentence& gold, std::size_t begin, const Extractor& extractor,
             const Options& options, std::ostream& out) {
  // The makers point into the sentences.
  std::vector<Sentence> repaired;
  for (const Sentence& sentence : document.sentences) repaired.push_back(extractor.repaired(sentence));
  std::vector<TripleMaker> makers;
  for (std::size_t s = 0; s < repaired.size(); ++s) {
    makers.emplace_back(repaired[s], gold, begin, out);
    if (options.propositions()) makers.back().write(extractor.propositions(document.sentences[s]));
  }
  if (!options.statements()) return;
  for (const Statement& statement : extractor.statements(document)) {
    if (statement.confidence < options.min_confidence) continue;
    const auto at = std::find_if(document.sentences.begin(), document.sentences.end(), [&](const Sentence& sentence) {
      return sentence.span.overlaps(statement.evidence.span);
    });
    if (at != document.sentences.end())
      makers[static_cast<std::size_t>(at - document.sentences.begin())].write(statement);
  }
}

void predict_from_trees(const std::vector<GoldSentence>& gold, const Extractor& extractor, const Options& options,
                        std::ostream& out) {
  std::ifstream in(options.trees);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + options.trees);
  const std::vector<AnalyzedDocument> documents = read_conllu(in, options.trees);
  std::unordered_map<std::string, TreePlace> by_id;
  for (const AnalyzedDocument& document : documents) {
    for (std::size_t s = 0; s < document.sentences.size(); ++s) by_id[document.sentences[s].id] = {&document, s};
  }
  std::size_t missing = 0;
  for (const GoldSentence& row : gold) {
    const auto found = by_id.find(row.id);
    if (found == by_id.end()) {
      ++missing;
      continue;
    }
    // The sentence alone, as the benchmark has it.
    const AnalyzedDocument& all = *found->second.document;
    AnalyzedDocument alone = all;
    alone.sentences = {all.sentences[found->second.sentence]};
    GoldSentence shown = row;
    const Span span = alone.sentences.front().span;
    shown.text = std::string(span.of(all.document.text));
    predict(alone, shown, span.begin, extractor, options, out);
  }
  if (missing > 0) std::cerr << "ere: " << missing << " sentences are not in " << options.trees << '\n';
}

void predict_from_text(const std::vector<GoldSentence>& gold, const Extractor& extractor, const Options& options,
                       std::ostream& out) {
  const Analyzer analyzer = Analyzer::load(cli::find_model(options.model));
  std::vector<Document> documents;
  for (const GoldSentence& row : gold) {
    Document& document = documents.emplace_back();
    document.id = row.id;
    document.text = row.text;
  }
  const std::vector<AnalyzedDocument> analyzed = analyzer.analyze(std::move(documents));
  for (std::size_t i = 0; i < gold.size(); ++i) predict(analyzed[i], gold[i], 0, extractor, options, out);
}

int run(const Options& options) {
  const std::filesystem::path scorer = find_scorer(options.scorers, "ere_score.py");
  const std::vector<GoldSentence> gold = read_gold(options.gold, options.unseen);
  const Extractor extractor = Extractor::load(
      cli::find_data_dir(options.data),
      {.metonymy = true, .alias_files = {}, .own_tables = !options.data.empty(), .ranker = cli::find_ranker()});
  PredictionFile predictions(options.predictions);
  if (options.trees.empty()) {
    predict_from_text(gold, extractor, options, predictions.out());
  } else {
    predict_from_trees(gold, extractor, options, predictions.out());
  }
  std::vector<std::string> arguments = {options.gold, predictions.finish()};
  if (options.unseen) arguments.push_back("--unseen");
  if (!options.errors.empty()) arguments.insert(arguments.end(), {"--errors", options.errors});
  return run_scorer(scorer, arguments);
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  trama::bench::Options options;
  CLI::App app("Actor-relation-actor triples of single sentences, scored by ere_score.py");
  app.add_option("GOLD", options.gold, "ere-es-*.jsonl or pet-es-*.jsonl")->required();
  app.add_flag("--unseen", options.unseen, "Only sentences whose trees are in no training file");
  app.add_option("--min-confidence", options.min_confidence, "Statements less sure than this are left out")
      ->capture_default_str();
  app.add_option("--layer", options.layer, "What is scored: propositions, statements, or both")
      ->check(CLI::IsMember({"both", "propositions", "statements"}));
  app.add_option("--gold-trees,--parsed", options.trees,
                 "CoNLL-U file with the sentences' trees, by id, in place of analysis");
  app.add_option("--model", options.model, "Model file instead of the one that came with trama");
  app.add_option("--data", options.data, "Folder of tables instead of the one that came with trama");
  app.add_option("--scorers", options.scorers, "Folder of the Python scorers");
  app.add_option("--predictions", options.predictions, "Keep the predictions in this file");
  app.add_option("--errors", options.errors, "Write what was missed and what was wrong to this file");
  CLI11_PARSE(app, argc, argv);
  return trama::bench::run_program("ere", [&] { return trama::bench::run(options); });
}
