#include "extract/coref/quotations.h"

namespace trama {
namespace {

constexpr int kMaxQuotedSentences = 8;
constexpr int kMaxInsertion = 6;  // Words from dash to dash.

bool opens(const std::string& form) {
  return form == "“" || form == "«";
}

bool closes(const std::string& form) {
  return form == "”" || form == "»";
}

bool ends(const std::string& form) {
  return form == "," || form == "." || form == ";";
}

// Marks the words of one sentence; returns whether the quotation is open behind them.
bool mark_quoted(const Sentence& sentence, bool open, std::vector<bool>& quoted) {
  bool single = false;
  bool marked = open;
  for (std::size_t w = 0; w < sentence.words.size(); ++w) {
    const Word& word = sentence.words[w];
    // "“Queremos paz “, dijo": the wrong mark closes it.
    const bool last = open && word.form == "“" && w + 1 < sentence.words.size() && ends(sentence.words[w + 1].form);
    const bool straight = word.form == "\"";
    if (closes(word.form) && !open && !marked) quoted.assign(quoted.size(), true);  // It began without a mark.
    if (closes(word.form) || last || (straight && open)) {
      open = false;
    } else if (opens(word.form) || straight) {
      quoted.push_back(false);
      open = marked = true;
      continue;
    }
    marked = marked || closes(word.form);
    if (word.form == "’") single = false;
    quoted.push_back(open || single);
    if (word.form == "‘") single = true;
  }
  return open;
}

bool is_dash(const std::string& form) {
  return form == "-" || form == "--" || form == "–" || form == "—";
}

// "“Deben saber -- agregó -- cómo protegerse”": what stands between two dashes is not said, if it is a verb or two.
void free_insertions(const Sentence& sentence, std::vector<bool>& quoted) {
  const int size = static_cast<int>(sentence.words.size());
  for (int w = 0; w + 2 < size; ++w) {
    if (!quoted[w] || !is_dash(sentence.words[w].form) || feature(sentence.words[w + 1], "VerbForm") != "Fin") continue;
    int end = w + 2;
    while (end < size && end - w <= kMaxInsertion && !is_dash(sentence.words[end].form)) ++end;
    if (end >= size || end - w > kMaxInsertion) continue;
    for (int inside = w; inside <= end; ++inside) quoted[inside] = false;
    w = end;
  }
}

}  // namespace

Quotations find_quotations(const AnalyzedDocument& document) {
  Quotations found;
  bool open = false;
  int since = 0;
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const Sentence& sentence = document.sentences[s];
    if (sentence.paragraph_start || static_cast<int>(s) - since > kMaxQuotedSentences) open = false;
    found.open_before.push_back(open);
    std::vector<bool> quoted;
    const bool after = mark_quoted(sentence, open, quoted);
    free_insertions(sentence, quoted);
    if (after && !open) since = static_cast<int>(s);
    open = after;
    found.quoted.push_back(std::move(quoted));
    found.open_after.push_back(open);
  }
  return found;
}

}  // namespace trama
