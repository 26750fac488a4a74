#include "extract/relations/sentence_tree.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace trama {

SentenceTree::SentenceTree(const Sentence& sentence) : sentence_(sentence) {
  const int size = static_cast<int>(sentence.words.size());
  heads_.reserve(size);
  for (int i = 0; i < size; ++i) {
    const int head = sentence.words[i].head;
    heads_.push_back(head >= 0 && head < size && head != i ? head : -1);
  }
  children_.resize(size);
  for (int i = 0; i < size; ++i) {
    if (heads_[i] >= 0) children_[heads_[i]].push_back(i);
  }
  order();
}

void SentenceTree::order() {
  std::vector<bool> seen(heads_.size(), false);
  const auto visit = [&](int root) {
    std::size_t next = top_down_.size();
    top_down_.push_back(root);
    seen[root] = true;
    while (next < top_down_.size()) {
      for (const int child : children_[top_down_[next++]]) {
        seen[child] = true;
        top_down_.push_back(child);
      }
    }
  };
  for (int i = 0; i < size(); ++i) {
    if (heads_[i] < 0) visit(i);
  }
  for (int i = 0; i < size(); ++i) {  // What is left hangs on cycles: the first word of each becomes a root.
    if (seen[i]) continue;
    std::erase(children_[heads_[i]], i);
    heads_[i] = -1;
    visit(i);
  }
  begins_.resize(heads_.size());
  std::iota(begins_.begin(), begins_.end(), 0);
  for (std::size_t k = top_down_.size(); k-- > 0;) {
    const int i = top_down_[k];
    if (heads_[i] >= 0) begins_[heads_[i]] = std::min(begins_[heads_[i]], begins_[i]);
  }
}

std::string_view SentenceTree::relation(int i) const {
  const std::string_view full = word(i).deprel;
  return full.substr(0, full.find(':'));
}

bool SentenceTree::is(int i, std::string_view name) const {
  return relation(i) == name;
}

bool SentenceTree::is_any(int i, std::initializer_list<std::string_view> names) const {
  return std::find(names.begin(), names.end(), relation(i)) != names.end();
}

bool SentenceTree::is_nominal(int i) const {
  const std::string& upos = word(i).upos;
  return upos == "NOUN" || upos == "PROPN" || upos == "PRON" || upos == "NUM" || upos == "SYM";
}

bool SentenceTree::is_name(int i) const {
  return word(i).upos == "PROPN" || word(i).entity.starts_with("B-") || word(i).entity.starts_with("S-");
}

std::string SentenceTree::fixed_lemma(int i) const {
  std::string lemma = word(i).lemma;
  for (const int child : children(i)) {
    if (child > i && is(child, "fixed")) lemma += " " + word(child).lemma;
  }
  return lemma;
}

// "más de 60.000", "al menos el 25%": part of the quantity.
bool SentenceTree::is_approximation(int marker) const {
  static constexpr std::array<std::string_view, 4> kWords = {"más", "menos", "alrededor", "cerca"};
  const auto is_one = [&](int i) { return std::find(kWords.begin(), kWords.end(), word(i).lemma) != kWords.end(); };
  for (const int child : children(marker)) {
    if (is_one(child)) return true;
  }
  if (marker == 0 || marker + 1 >= size() || !is_one(marker - 1)) return false;
  return word(marker).lemma == "de" && word(marker + 1).upos == "NUM";
}

// "entre 25.000 y 30.000 tropas": part of the quantity. Not "entre 2020 y 2023", "entre cinco países".
bool SentenceTree::is_range(int marker, int phrase) const {
  if (word(marker).lemma != "entre" || marker + 1 >= size() || word(phrase).upos != "NOUN") return false;
  const int number = marker + 1;
  return word(number).upos == "NUM" && head(number) == phrase && child(number, "conj") >= 0;
}

bool SentenceTree::marks_phrase(int marker, int phrase) const {
  if (marker > phrase || is_approximation(marker) || is_range(marker, phrase)) return false;
  if (is(marker, "case")) return true;
  if (!is(marker, "mark") || is_verb(phrase) || child(phrase, "cop") >= 0) return false;
  return word(marker).upos == "ADP" || word(marker).lemma == "como";
}

std::string SentenceTree::preposition(int i) const {
  std::string text;
  for (const int child : children(i)) {
    if (child > i) break;
    if (!marks_phrase(child, i)) continue;
    if (!text.empty()) text += ' ';
    text += fixed_lemma(child);
  }
  return text;
}

bool SentenceTree::shares_number(int noun) const {
  return std::ranges::any_of(children(noun), [&](int other) {
    if (other < noun || !is(other, "conj") || word(other).upos != "NOUN") return false;
    return std::ranges::none_of(children(other), [&](int child) {
      return child < other && is_any(child, {"det", "nummod", "case"});
    });
  });
}

int SentenceTree::child(int i, std::string_view name) const {
  for (const int child : children(i)) {
    if (is(child, name)) return child;
  }
  return -1;
}

std::string SentenceTree::mark(int i) const {
  std::string text;
  for (const int child : children(i)) {
    if (child > i) break;
    if (!is_any(child, {"mark", "case"})) continue;
    if (!text.empty()) text += ' ';
    text += fixed_lemma(child);
  }
  return text;
}

std::vector<int> SentenceTree::subtree(int head, const std::vector<int>& without) const {
  std::vector<int> words = {head};
  for (std::size_t next = 0; next < words.size(); ++next) {
    for (const int child : children(words[next])) {
      if (std::find(without.begin(), without.end(), child) == without.end()) words.push_back(child);
    }
  }
  std::sort(words.begin(), words.end());
  return words;
}

std::vector<int> SentenceTree::phrase(int head, const std::vector<int>& without) const {
  std::vector<int> cut = without;
  for (const int child : children(head)) {
    if (child < head && (is(child, "cc") || marks_phrase(child, head))) cut.push_back(child);
  }
  std::vector<int> words = subtree(head, cut);
  trim_punctuation(sentence_, words);
  return words;
}

namespace {

// Appends the members of the list behind `head`, and of their own lists: chains "A ← B ← C" are flattened.
void append_conjuncts(const SentenceTree& tree, int head, std::vector<int>& members) {
  int last = -1;  // The last true conjunct; appositions before it are members of the list.
  for (const int child : tree.children(head)) {
    if (child > head && tree.is(child, "conj") && !tree.is_verb(child)) last = child;
  }
  if (last < 0) return;
  bool named = false;  // "el ministro, X, portavoz de Y, y el presidente": what follows the name is no member.
  for (const int child : tree.children(head)) {
    if (child < head) continue;
    named |= tree.is(child, "appos") && tree.is_name(child) && !tree.is_name(head);
    const bool list_member = tree.is(child, "appos") && child < last && !named && tree.child(child, "cc") < 0 &&
                             tree.word(child).upos == tree.word(head).upos;
    if ((tree.is(child, "conj") && !tree.is_verb(child)) || list_member) {
      members.push_back(child);
      append_conjuncts(tree, child, members);
    }
  }
}

}  // namespace

std::vector<int> SentenceTree::conjuncts(int head) const {
  std::vector<int> members = {head};
  append_conjuncts(*this, head, members);
  if (members.size() < 2) return {};
  std::sort(members.begin() + 1, members.end());
  return members;
}

int SentenceTree::name_of(int head) const {
  for (int depth = 0; depth < 4; ++depth) {
    if (is_name(head)) return head;
    int next = -1;
    for (const int child : children(head)) {
      if (child < head || !is_any(child, {"appos", "flat"}) || !is_nominal(child)) continue;
      if (next < 0) next = child;
      if (is_name(child)) {
        next = child;
        break;
      }
    }
    if (next < 0) return -1;
    head = next;
  }
  return -1;
}

namespace {

// The opening mark that belongs to a closing one, and the reverse; empty for any other word.
std::string_view partner(std::string_view form) {
  static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
      {"(", ")"}, {"[", "]"}, {"«", "»"}, {"“", "”"}, {"‘", "’"}, {"¿", "?"}, {"¡", "!"}, {"``", "''"}};
  for (const auto& [open, close] : kPairs) {
    if (form == open) return close;
    if (form == close) return open;
  }
  if (form == "\"" || form == "'") return form;
  return {};
}

}  // namespace

void trim_punctuation(const Sentence& sentence, std::vector<int>& words) {
  std::size_t begin = 0;
  std::size_t end = words.size();
  const auto is_loose = [&](std::size_t at) {
    const Word& word = sentence.words[words[at]];
    if (word.upos != "PUNCT") return false;
    const std::string_view other = partner(word.form);
    if (other.empty()) return true;
    for (std::size_t i = begin; i < end; ++i) {
      if (i != at && sentence.words[words[i]].form == other) return false;
    }
    return true;
  };
  while (begin < end && is_loose(begin)) ++begin;
  while (begin < end && is_loose(end - 1)) --end;
  words.assign(words.begin() + begin, words.begin() + end);
}

}  // namespace trama
