#include "extract/relations/repair_amounts.h"

#include <string>
#include <vector>

#include "extract/relations/quantity.h"
#include "extract/relations/repair_words.h"
#include "extract/text/shorthand.h"

namespace trama {
namespace {

class AmountRepair : private RepairWords {
 public:
  explicit AmountRepair(Sentence& sentence) : RepairWords(sentence.words) {}

  void run() {
    for (int i = 0; i < size(); ++i) {
      if (!is_currency(words_[i].form)) continue;
      int last = i;
      while (last + 1 < size() && is_number(last + 1, last == i)) ++last;
      if (last > i) {
        join(i, i, last);
        i = last;
      } else if (int first = i; i > 0 && (is_number(i - 1, true) || is_number(i - 1, false))) {
        while (first > 0 && is_number(first - 1, false)) --first;
        if (first > 0 && is_number(first - 1, true)) join(i, first - 1, i);
      }
    }
  }

 private:
  bool in(int i, int first, int last) const { return i >= first && i <= last; }

  bool is_number(int i, bool digits) const {
    const char c = words_[i].form.empty() ? ' ' : words_[i].form[0];
    return digits ? c >= '0' && c <= '9' : is_multiplier(words_[i]);
  }

  static void name(Word& currency) {
    currency.upos = "SYM";
    currency.lemma = currency.form;
    currency.feats.clear();
    currency.entity.clear();
  }

  // Makes words [first, last] one phrase with the currency as its head.
  void join(int currency, int first, int last) {
    int top = -1;  // The word of the phrase that hangs highest.
    for (int w = first; w <= last && top < 0; ++w) {
      if (!in(words_[w].head, first, last)) top = w;
    }
    if (top < 0 || words_[top].deprel.starts_with("nsubj"))
      return;  // "$ 300 millones vencen": a subject is right as it is.
    const int above = words_[top].head;
    const bool of_verb = above >= 0 && (words_[above].upos == "VERB" || words_[above].upos == "AUX");
    if (top != currency) {
      words_[currency].head = above;
      words_[currency].deprel = words_[top].deprel;
      words_[currency].func = words_[top].func;
    }
    name(words_[currency]);
    if (of_verb && currency > above && !words_[currency].deprel.starts_with("nsubj") && !has_preposition(currency)) {
      words_[currency].deprel = "obj";
      words_[currency].func = "CD";
    }
    if (of_verb && words_[currency].deprel == "obj") words_[currency].func = "CD";
    for (int w = first; w <= last; ++w) {
      if (w == currency) continue;
      words_[w].head = currency;
      words_[w].deprel = "nummod";
      words_[w].func.clear();
      words_[w].entity.clear();
    }
    for (int w = 0; w < size(); ++w) {
      Word& word = words_[w];
      if (in(w, first, last) || !in(word.head, first, last)) continue;
      const bool to_someone = w > last && of_verb && (word.upos == "PROPN" || word.upos == "NOUN") && is_marked_by_a(w);
      word.head = to_someone ? above : currency;
      if (!to_someone) continue;
      word.deprel = "obj";
      word.func = "CI";
    }
    if (of_verb) name_receiver(above, last);
  }

  // "pagó USD 45.000 a Prisma": whom the tree takes for a place or a time.
  void name_receiver(int verb, int last) {
    for (int w = last + 1; w < size(); ++w) {
      Word& word = words_[w];
      if (word.head != verb || word.deprel != "obl" || word.upos != "PROPN" || !is_marked_by_a(w)) continue;
      word.deprel = "obj";
      word.func = "CI";
      return;
    }
  }

  bool is_marked_by_a(int i) const {
    for (int w = i - 1; w >= 0 && w >= i - 3; --w) {
      if (words_[w].head == i && words_[w].deprel == "case") return words_[w].lemma == "a";
    }
    return false;
  }

  bool has_preposition(int i) const { return i > 0 && words_[i - 1].upos == "ADP"; }
};

}  // namespace

void repair_amounts(Sentence& sentence) {
  AmountRepair(sentence).run();
}

}  // namespace trama
