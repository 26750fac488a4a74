// What language analysis says of a text: sentences of words with tags, lemmas, trees and names. Plain data.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/span.h"
#include "base/statement.h"

namespace trama {

// A syntactic word of Universal Dependencies. Contractions and verb+clitic forms are several words ("del" is
// "de"+"el").
struct Word {
  std::string form;  // As in the text, NFC, without soft hyphens; for parts of a multiword token the part's own form.
  std::string lemma;
  std::string upos;    // "NOUN"
  std::string feats;   // "Gender=Masc|Number=Sing", keys sorted; empty if none.
  int head = -1;       // Index into Sentence::words; -1 for the root.
  std::string deprel;  // "nsubj"
  std::string func;  // CESS grammatical function of a verb's dependent: SUJ CD CI CREG CAG ATR CC …; empty if unknown.
  float certainty = 1;  // How sure the analysis is of head and deprel, in [0, 1]; 1 where they were given.
  std::string entity;   // "B-PER", "I-PER"; empty outside names. Types: PER ORG LOC MISC (gold files also UNK).
  Span span;            // Bytes in Document::text. Words of one multiword token share the token's span.
  bool space_after = true;
};

// A surface token that stands for words [first, last].
struct MultiwordToken {
  int first = 0;
  int last = 0;  // Inclusive.
  std::string form;
  Span span;
};

struct Sentence {
  std::vector<Word> words;
  std::vector<MultiwordToken> multiword_tokens;  // In order.
  Span span;                                     // From the first to the last token.
  bool paragraph_start = false;                  // The first sentence of a paragraph.
  std::string id;                                // sent_id of a CoNLL-U file, else empty.
};

struct AnalyzedDocument {
  Document document;
  std::vector<Sentence> sentences;  // In the order of the text.
  std::vector<Sentence> headline;   // Of the title, into which their spans point.
};

// Some neighbouring sentences of a document that is too long to be held as a whole. Spans point into the whole text.
struct DocumentPart {
  std::string id;                    // Of the document.
  bool first = true;                 // The document begins here.
  std::size_t sentences_before = 0;  // Of the document.
  std::vector<Sentence> sentences;
};

// A name found in a sentence: words [first, last] of `sentence.words`.
struct EntitySpan {
  int first = 0;
  int last = 0;                         // Inclusive.
  EntityType type = EntityType::kMisc;  // UNK reads as kMisc.
};
// From the words' BIO tags; an I- tag that continues nothing begins a name.
std::vector<EntitySpan> entity_spans(const Sentence& sentence);

// The value of one feature ("Number" of "Gender=Masc|Number=Sing" is "Sing"), empty if absent.
std::string_view feature(const Word& word, std::string_view key);

// Children lists of every word, in word order: result[i] are the indices of the words with head i.
std::vector<std::vector<int>> children_of(const Sentence& sentence);

}  // namespace trama
