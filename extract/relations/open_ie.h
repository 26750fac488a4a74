// Propositions as tuples of text, the form in which open information extraction is printed and measured.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "extract/analysis/sentence.h"
#include "extract/relations/proposition.h"

namespace trama {

// One relation and at most two arguments, as they stand in the text. Where the words of a slot do not stand together,
// its text has them with single spaces between, and its span reaches from the first to the last.
struct OpenTuple {
  std::string sentence;
  std::string arg1;  // Empty if the sentence has no subject.
  std::string rel;   // Verb group with its auxiliaries, negation and the preposition of `arg2`.
  std::string arg2;  // The object, else the first other complement; empty if there is none. Not both are empty.
  Span arg1_span;    // Bytes in the document; of an empty slot empty.
  Span rel_span;
  Span arg2_span;
  double confidence = 0;  // In (0, 1]: how often tuples of this make were right in `bench/oie`.
};

struct OpenIeOptions {
  // The relation between a name and its apposition, which stands in no text ("Ana Ruiz, ministra de Sanidad").
  std::string is_a = "es";
};

// One tuple per verb, copula and apposition, in the order of the propositions. Verbs that only govern another one
// ("quiso" in "quiso comprar") have none of their own, nor has "hay", nor a noun that tells a deed. Arguments are
// without what only adds to them: appositions, clauses behind a comma, relative clauses of the second argument.
// `propositions` are those of `sentence`, whose spans point into `document_text`.
std::vector<OpenTuple> open_tuples(const Sentence& sentence, std::span<const Proposition> propositions,
                                   std::string_view document_text, const OpenIeOptions& options = {});

// One line of JSON without the final newline: sentence, arg1, arg1_start, arg1_end, the same for rel and arg2 (bytes in
// the document), confidence.
std::string to_json(const OpenTuple& tuple);

// A sentence of given tokens, separated by spaces. Every token stays one: contractions ("del") become multiword tokens,
// and of the Penn Treebank's tokens quotes are read as quotes, "'s" and fractions as part of the word before. Spans
// point into `line`. Analyzer::annotate takes it from there.
Sentence sentence_from_tokens(std::string_view line);

}  // namespace trama
