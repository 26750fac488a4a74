// Tags, lemmas, trees and names against a gold CoNLL-U file, scored by analysis_score.py: bench/analysis GOLD.conllu.
//
// Two tables: the gold file's own words and sentences analysed anew, and its text from scratch. From gold words also
// names by type and, where the gold file has them, grammatical functions; with --seen TRAIN.conllu also how many of the
// names are found that TRAIN does not have.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "bench/program.h"
#include "bench/scorer.h"
#include "cli/process/resources.h"
#include "extract/analysis/analyzer.h"
#include "extract/analysis/conllu.h"

namespace trama::bench {
namespace {

struct Options {
  std::string gold;
  std::string model;
  std::string scorers;
  std::string predictions;
  std::string seen;
  bool tokens = false;
  bool raw = false;
};

std::vector<AnalyzedDocument> read_documents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorCode::kIo, "cannot read " + file);
  return read_conllu(in, file);
}

std::vector<AnalyzedDocument> analyze_tokens(const Analyzer& analyzer, std::vector<AnalyzedDocument> documents) {
  std::vector<Sentence*> sentences;
  for (AnalyzedDocument& document : documents) {
    for (Sentence& sentence : document.sentences) sentences.push_back(&sentence);
  }
  analyzer.annotate(sentences);
  return documents;
}

std::vector<AnalyzedDocument> analyze_text(const Analyzer& analyzer, const std::vector<AnalyzedDocument>& gold) {
  std::vector<Document> documents;
  for (const AnalyzedDocument& document : gold) documents.push_back(document.document);
  return analyzer.analyze(std::move(documents));
}

// "FILE.tokens.conllu" for "FILE.conllu" where both tables are asked for; empty stays empty.
std::string file_for(const Options& options, const std::string& table) {
  std::filesystem::path path = options.predictions;
  if (path.empty() || options.tokens != options.raw) return path;
  const std::string extension = path.extension();
  return path.replace_extension(table + extension);
}

int score(const std::filesystem::path& scorer, const Options& options, const std::string& table,
          const std::string& title, const std::vector<AnalyzedDocument>& predicted) {
  PredictionFile file(file_for(options, table));
  for (const AnalyzedDocument& document : predicted) write_conllu(document, file.out());
  const std::string path = file.finish();
  std::cout << title << '\n';
  const int code = run_scorer(scorer, {options.gold, path});
  std::cout << '\n';
  return code;
}

struct Counts {
  int correct = 0, gold = 0, found = 0;
};

double percent(int part, int whole) {
  return whole == 0 ? 0.0 : 100.0 * part / whole;
}

void print_row(const std::string& name, const Counts& n) {
  std::printf("%-14s %6d %9.2f %7.2f %7.2f\n", name.c_str(), n.gold, percent(n.correct, n.found),
              percent(n.correct, n.gold), percent(2 * n.correct, n.gold + n.found));
}

// The rows of `table` by how often the gold file has them, under one for all.
void print_table(const char* title, const std::map<std::string, Counts>& table) {
  std::vector<std::pair<std::string, Counts>> rows(table.begin(), table.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.gold > b.second.gold; });
  Counts all;
  for (const auto& [name, n] : rows) {
    all.correct += n.correct;
    all.gold += n.gold;
    all.found += n.found;
  }
  std::cout.flush();
  std::printf("%-14s %6s %9s %7s %7s\n", title, "gold", "precision", "recall", "F1");
  print_row("all", all);
  for (const auto& [name, n] : rows) print_row(name, n);
  std::printf("\n");
  std::fflush(stdout);
}

// Calls `compare(gold, predicted)` for every pair of sentences.
template <typename Compare>
void for_each_sentence(const std::vector<AnalyzedDocument>& gold, const std::vector<AnalyzedDocument>& predicted,
                       Compare compare) {
  for (std::size_t d = 0; d < gold.size(); ++d) {
    for (std::size_t s = 0; s < gold[d].sentences.size(); ++s) {
      compare(gold[d].sentences[s], predicted[d].sentences[s]);
    }
  }
}

// The function of a verb's dependent, by the sentence's own tree and tags; empty for other words.
std::string function_of(const Sentence& sentence, std::size_t i) {
  const Word& word = sentence.words[i];
  if (word.head < 0) return {};
  const std::string& head = sentence.words[word.head].upos;
  return head == "VERB" || head == "AUX" ? word.func : std::string();
}

// Circumstantials (CC, CCT, CCL, …) are one.
std::string coarse(const std::string& function) {
  return function.starts_with("CC") ? "CC" : function;
}

// What the verb asks for alone: no adjuncts, sentence adverbs, particles.
std::string argument(const std::string& function) {
  static const std::set<std::string> kArguments = {"SUJ", "CD", "CI", "CREG", "CAG", "ATR", "CPRED"};
  return kArguments.count(function) > 0 ? function : std::string();
}

void print_functions(const std::vector<AnalyzedDocument>& gold, const std::vector<AnalyzedDocument>& predicted,
                     const char* title, std::string (*group)(const std::string&)) {
  std::map<std::string, Counts> table;
  for_each_sentence(gold, predicted, [&](const Sentence& expected, const Sentence& found) {
    for (std::size_t i = 0; i < expected.words.size(); ++i) {
      const std::string a = group(function_of(expected, i)), b = group(function_of(found, i));
      if (!a.empty()) ++table[a].gold;
      if (!b.empty()) ++table[b].found;
      if (!a.empty() && a == b) ++table[a].correct;
    }
  });
  const bool none = std::all_of(table.begin(), table.end(), [](const auto& row) { return row.second.gold == 0; });
  if (!none) print_table(title, table);  // Not every gold file has functions.
}

bool overlap(const EntitySpan& a, const EntitySpan& b) {
  return a.first <= b.last && b.first <= a.last;
}

// Exact spans by type. Predicted names that overlap one of unknown type are left out like it, as analysis_score.py
// does.
void print_names(const std::vector<AnalyzedDocument>& gold, const std::vector<AnalyzedDocument>& predicted) {
  std::map<std::string, Counts> table;
  for_each_sentence(gold, predicted, [&](const Sentence& expected, const Sentence& sentence) {
    std::vector<EntitySpan> typed, unknown;
    for (const EntitySpan& name : entity_spans(expected)) {
      (expected.words[name.first].entity.ends_with("-UNK") ? unknown : typed).push_back(name);
    }
    for (const EntitySpan& name : typed) ++table[to_string(name.type)].gold;
    for (const EntitySpan& name : entity_spans(sentence)) {
      if (std::any_of(unknown.begin(), unknown.end(), [&](const EntitySpan& u) { return overlap(u, name); })) continue;
      Counts& n = table[to_string(name.type)];
      ++n.found;
      n.correct += std::any_of(typed.begin(), typed.end(), [&](const EntitySpan& t) {
        return t.first == name.first && t.last == name.last && t.type == name.type;
      });
    }
  });
  print_table("names", table);
}

std::string name_key(const Sentence& sentence, const EntitySpan& span) {
  std::string key;
  for (int i = span.first; i <= span.last; ++i) key += to_lower(sentence.words[i].form) + ' ';
  return key;
}

// Recall over the names whose words TRAIN does not have as a name. Names of unknown type (UNK) count for spans alone.
void print_unseen(const Options& options, const std::vector<AnalyzedDocument>& gold,
                  const std::vector<AnalyzedDocument>& predicted) {
  std::set<std::string> seen;
  for (const AnalyzedDocument& document : read_documents(options.seen)) {
    for (const Sentence& sentence : document.sentences) {
      for (const EntitySpan& span : entity_spans(sentence)) seen.insert(name_key(sentence, span));
    }
  }
  int names = 0, spans_found = 0, typed = 0, typed_found = 0;
  for (std::size_t d = 0; d < gold.size(); ++d) {
    for (std::size_t s = 0; s < gold[d].sentences.size(); ++s) {
      const Sentence& sentence = gold[d].sentences[s];
      const std::vector<EntitySpan> found = entity_spans(predicted[d].sentences[s]);
      for (const EntitySpan& name : entity_spans(sentence)) {
        if (seen.count(name_key(sentence, name)) != 0) continue;
        const bool has_type = sentence.words[name.first].entity != "B-UNK";
        ++names;
        typed += has_type ? 1 : 0;
        for (const EntitySpan& other : found) {
          if (other.first != name.first || other.last != name.last) continue;
          ++spans_found;
          typed_found += has_type && other.type == name.type ? 1 : 0;
        }
      }
    }
  }
  std::cout << "names that " << options.seen << " does not have (gold tokens)\n"
            << "spans          " << names << ", found " << percent(spans_found, names) << " %\n"
            << "typed          " << typed << ", found with their type " << percent(typed_found, typed) << " %\n\n";
}

int run(int argc, char** argv) {
  CLI::App app("Scores the analysis against a gold CoNLL-U file");
  Options options;
  app.add_option("GOLD", options.gold, "CoNLL-U file")->required();
  app.add_option("--model", options.model, "Model file");
  app.add_option("--scorers", options.scorers, "Folder of analysis_score.py");
  app.add_option("--predictions", options.predictions, "Also write what was predicted (.tokens and .raw if both)");
  app.add_option("--seen", options.seen, "CoNLL-U file of training: also score the names that it does not have");
  app.add_flag("--tokens", options.tokens, "From gold tokens only");
  app.add_flag("--raw", options.raw, "From the text only");
  CLI11_PARSE(app, argc, argv);
  if (!options.tokens && !options.raw) options.tokens = options.raw = true;

  const std::filesystem::path scorer = find_scorer(options.scorers, "analysis_score.py");
  const std::vector<AnalyzedDocument> gold = read_documents(options.gold);
  const Analyzer analyzer = Analyzer::load(cli::find_model(options.model));
  int code = 0;
  if (options.tokens) {
    const std::vector<AnalyzedDocument> predicted = analyze_tokens(analyzer, gold);
    code |= score(scorer, options, "tokens", "from gold tokens", predicted);
    print_names(gold, predicted);
    print_functions(gold, predicted, "functions", [](const std::string& function) { return function; });
    print_functions(gold, predicted, "functions, CC*", coarse);
    print_functions(gold, predicted, "arguments", argument);
    if (!options.seen.empty()) print_unseen(options, gold, predicted);
  }
  if (options.raw) code |= score(scorer, options, "raw", "from raw text", analyze_text(analyzer, gold));
  return code;
}

}  // namespace
}  // namespace trama::bench

int main(int argc, char** argv) {
  return trama::bench::run_program("analysis", [&] { return trama::bench::run(argc, argv); });
}
