#include "extract/relations/open_ie.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "extract/relations/sentence_tree.h"
#include "extract/text/clitics.h"

namespace trama {

namespace {
int knob(const char* n, int d) {
  const char* v = std::getenv(n);
  return v ? atoi(v) : d;
}

// The words and what they are written with: a multiword token is one piece of text for all of its words.
class TupleMaker {
 public:
  TupleMaker(const Sentence& sentence, std::span<const Proposition> propositions, std::string_view text,
             const OpenIeOptions& options)
      : tree_(sentence), propositions_(propositions), text_(text), options_(options), token_of_(sentence.words.size()) {
    for (int i = 0; i < tree_.size(); ++i) token_of_[i] = i;
    for (const MultiwordToken& token : sentence.multiword_tokens) {
      for (int i = std::max(token.first, 0); i <= token.last && i < tree_.size(); ++i) token_of_[i] = token.first;
    }
  }

  std::vector<OpenTuple> make() {
    std::vector<OpenTuple> tuples;
    find_governing();
    for (int i = 0; i < static_cast<int>(propositions_.size()); ++i) {
      const Proposition& proposition = propositions_[i];
      if (proposition.kind == PropositionKind::kNominal) continue;
      if (knob("HAY", 0) == 0 && proposition.lemma == "haber") continue;
      if (proposition.kind == PropositionKind::kApposition) {
        if (is_good_apposition(proposition)) tuples.push_back(make_apposition(proposition));
      } else if (!only_governs(proposition)) {
        OpenTuple tuple = make_verbal(proposition, purpose_[i]);
        if (!tuple.arg1.empty() || !tuple.arg2.empty()) tuples.push_back(std::move(tuple));
      }
    }
    return tuples;
  }

 private:
  // Marks the verbs of which another tuple says it all, and finds the purposes that complete others.
  void find_governing() {
    governs_.assign(tree_.size(), false);
    purpose_.assign(propositions_.size(), nullptr);
    for (const Proposition& proposition : propositions_) {
      for (const int modal : proposition.modals) governs_[modal] = true;
    }
    for (const Proposition& proposition : propositions_) {
      const int parent = proposition.parent;
      if (parent < 0 || proposition.kind == PropositionKind::kApposition) continue;
      if (purpose_[parent] != nullptr || !completes(proposition, propositions_[parent])) continue;
      purpose_[parent] = &proposition;
      governs_[proposition.predicate] = true;
    }
  }

  // "se utiliza para detectar X": a verb without an object and the infinitive right behind it make one relation.
  bool completes(const Proposition& infinitive, const Proposition& verb) const {
    if (knob("PURP", 1) == 0) return false;
    if (verb.kind != PropositionKind::kVerbal || complement_of(verb) != nullptr || infinitive.relation_words.empty())
      return false;
    if (tree_.verb_form(infinitive.relation_words.front()) != "Inf" || verb.relation_words.empty()) return false;
    if (infinitive.parent_relation != "advcl" && infinitive.parent_relation != "xcomp" &&
        infinitive.parent_relation != "acl")
      return false;
    for (int i = verb.relation_words.back() + 1; i < infinitive.relation_words.front(); ++i) {
      if (tree_.word(i).upos != "ADP" && tree_.word(i).upos != "ADV") return false;
    }
    return infinitive.relation_words.front() > verb.relation_words.back();
  }

  // "quiso" of "quiso comprar X".
  bool only_governs(const Proposition& proposition) const {
    return governs_[proposition.predicate] && proposition.find(ArgumentRole::kObject) == nullptr;
  }

  bool is_good_apposition(const Proposition& proposition) const {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    const Argument* attribute = proposition.find(ArgumentRole::kAttribute);
    if (subject == nullptr || attribute == nullptr) return false;
    const Argument* second = subject->head > attribute->head ? subject : attribute;
    if (second->words.empty() || second->words.front() == 0) return false;
    if (tree_.word(second->words.front() - 1).form != ",") return false;
    const bool indefinite =
        tree_.word(attribute->words.empty() ? attribute->head : attribute->words.front()).lemma == "uno";
    return tree_.is_name(subject->head) || indefinite;
  }

  static const Argument* subject_of(const Proposition& proposition) {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    return subject != nullptr ? subject : proposition.find(ArgumentRole::kPatient);
  }

  // The object if there is one, else what comes first.
  const Argument* complement_of(const Proposition& proposition) const {
    static constexpr std::array<ArgumentRole, 5> kOrder = {ArgumentRole::kAttribute, ArgumentRole::kObject,
                                                           ArgumentRole::kClause, ArgumentRole::kAgent,
                                                           ArgumentRole::kIndirect};
    if (proposition.kind != PropositionKind::kCopular) {
      for (const Argument& argument : proposition.arguments) {
        if (argument.role == ArgumentRole::kObject && !is_enclitic(proposition, argument)) return &argument;
      }
    }
    for (const ArgumentRole role : kOrder) {
      if (role == ArgumentRole::kIndirect) {
        for (const Argument& argument : proposition.arguments) {
          if (argument.role == ArgumentRole::kOblique && argument.head > proposition.predicate &&
              (!argument.preposition.empty() || knob("OBLNOPREP", 2) == 1 ||
               (knob("OBLNOPREP", 2) == 2 && tree_.word(argument.head).func != "CCT")))
            return &argument;
        }
      }
      const Argument* argument = proposition.find(role);
      if (argument != nullptr && !is_enclitic(proposition, *argument)) return argument;
    }
    return nullptr;
  }

  // "noquearlo": the pronoun is in the verb's own token.
  bool is_enclitic(const Proposition& proposition, const Argument& argument) const {
    return argument.clitic && token_of_[argument.head] == token_of_[proposition.predicate];
  }

  OpenTuple make_verbal(const Proposition& proposition, const Proposition* purpose) const {
    const Argument* subject = subject_of(proposition);
    if (knob("FILL", 0) && subject == nullptr && proposition.parent_relation == "ccomp" &&
        proposition.subject_dropped && proposition.parent >= 0)
      subject = subject_of(propositions_[proposition.parent]);
    const Argument* complement = complement_of(purpose != nullptr ? *purpose : proposition);
    std::vector<int> relation = proposition.relation_words;
    if (purpose != nullptr) {
      const int end = purpose->relation_words.back();
      for (int i = relation.back() + 1; i <= end; ++i) relation.push_back(i);
    }
    std::vector<int> first = subject != nullptr ? extent(*subject, false) : std::vector<int>{};
    std::vector<int> second = complement != nullptr ? extent(*complement, true) : std::vector<int>{};
    if (proposition.kind == PropositionKind::kVerbal)
      add_adverbs(proposition.predicate, complement == nullptr, relation);
    const int deeper =
        complement != nullptr && complement->role == ArgumentRole::kAttribute ? adjective_complement(*complement) : -1;
    if (deeper >= 0) {
      for (const int child : tree_.children(complement->head)) {
        if (child < complement->head && tree_.is(child, "advmod")) relation.push_back(child);
      }
      relation.push_back(complement->head);
      add_preposition(deeper, relation);
      Argument inner = *complement;
      inner.head = deeper;
      inner.words = tree_.phrase(deeper);
      second = extent(inner, true);
    } else if (complement != nullptr && !complement->relative) {
      const bool in_relation = complement->role == ArgumentRole::kOblique || complement->role == ArgumentRole::kAgent ||
                               (complement->role == ArgumentRole::kAttribute) ||
                               (knob("INDPREP", 1) && complement->role == ArgumentRole::kIndirect);
      if (in_relation) add_preposition(complement->head, relation);
    }
    if (complement == nullptr && tree_.child(proposition.predicate, "cop") >= 0) {  // "está casi terminado"
      std::erase(relation, proposition.predicate);
      second = tree_.phrase(proposition.predicate);
      std::erase_if(second, [&](int word) { return word <= relation.back(); });
    }
    return make_tuple(std::move(first), std::move(relation), std::move(second), proposition);
  }

  void add_preposition(int head, std::vector<int>& relation) const {
    for (const int child : tree_.children(head)) {
      if (!tree_.marks_phrase(child, head)) continue;
      relation.push_back(child);
      for (const int below : tree_.children(child)) {
        if (tree_.is(below, "fixed")) relation.push_back(below);
      }
    }
  }

  // Adverbs right before and right after the verb group: "también incluye", "se aplicó erróneamente a".
  void add_adverbs(int verb, bool bare, std::vector<int>& relation) const {
    std::sort(relation.begin(), relation.end());
    const auto is_adverb = [&](int word) {
      return word >= 0 && word < tree_.size() && tree_.word(word).upos == "ADV" && tree_.is(word, "advmod") &&
             tree_.children(word).empty() &&
             (tree_.head(word) == verb || std::binary_search(relation.begin(), relation.end(), tree_.head(word)));
    };
    const int before = relation.front();
    const int after = relation.back();
    if (knob("ADVB", 1))
      for (int i = before - 1; is_adverb(i); --i) relation.push_back(i);
    if (knob("ADVA", 1))
      for (int i = after + 1; is_adverb(i) && (bare || tree_.word(i).form.ends_with("mente")); ++i)
        relation.push_back(i);
  }

  OpenTuple make_apposition(const Proposition& proposition) const {
    OpenTuple tuple = make_tuple(extent(*proposition.find(ArgumentRole::kSubject), false), {},
                                 extent(*proposition.find(ArgumentRole::kAttribute), true), proposition);
    tuple.rel = options_.is_a;
    return tuple;
  }

  bool is_list_member(int head, int member) const {
    const std::vector<int> list = tree_.conjuncts(head);
    return std::find(list.begin(), list.end(), member) != list.end();
  }

  // "está respaldado por una carta": the adjective goes with the verb if it has a complement of its own.
  int adjective_complement(const Argument& attribute) const {
    const int head = attribute.head;
    if (tree_.word(head).upos != "ADJ" || knob("ADJC", 1) == 0) return -1;
    for (const int child : tree_.children(head)) {
      if (child > head && tree_.is_any(child, {"obl", "obj", "iobj", "nmod", "advmod"}) &&
          !tree_.preposition(child).empty())
        return child;
    }
    return -1;
  }

  bool comma_before(int word) const {
    // Punctuation that opens the subtree of `word`.
    int i = word;
    for (const int child : tree_.children(word)) {
      if (child < i && tree_.word(child).upos == "PUNCT") return true;
    }
    return false;
  }

  // The phrase without what only adds to it.
  std::vector<int> extent(const Argument& argument, bool second) const {
    if (argument.role == ArgumentRole::kClause || argument.words.empty()) return clause_extent(argument);
    std::vector<int> cut;
    const auto own = [&](int word) { return std::binary_search(argument.words.begin(), argument.words.end(), word); };
    for (const int word : argument.words) {
      for (const int child : tree_.children(word)) {
        if (child < word || !own(child)) continue;
        const bool appos = tree_.is(child, "appos") && !is_list_member(word, child);
        const bool clause = tree_.is_any(child, {"acl", "advcl", "parataxis"});
        const int ap = knob("APPOS", 1), ac = second ? knob("ACL2", 2) : knob("ACL1", 1);
        const bool comma = comma_before(child);
        if (appos && (ap == 2 || (ap == 1 && comma))) cut.push_back(child);
        const int np = second ? knob("NP2", 0) : knob("NP1", 0);
        const std::string prep = np && tree_.is(child, "nmod") ? tree_.preposition(child) : "";
        if (np && !prep.empty() && prep != "de" && (np == 2 || word == argument.head)) cut.push_back(child);
        if (clause && (ac == 2 || (ac == 1 && comma))) cut.push_back(child);
        if (clause && ac == 3 && tree_.is_finite(child)) cut.push_back(child);
      }
    }
    if (cut.empty()) return argument.words;
    std::vector<bool> removed(tree_.size(), false);
    for (const int top : cut) {
      for (const int word : tree_.subtree(top)) removed[word] = true;
    }
    std::vector<int> words;
    for (const int word : argument.words) {
      if (!removed[word]) words.push_back(word);
    }
    trim_punctuation(tree_.sentence(), words);
    return words;
  }

  std::vector<int> clause_extent(const Argument& argument) const {
    std::vector<int> words = argument.words;
    if (knob("QUE", 1) == 0 && !words.empty() && tree_.word(words.front()).lemma == "que") words.erase(words.begin());
    return words;
  }

  // Sorted tokens (by their first words) of a slot. A token of which only the later words belong to an argument is
  // left to the relation ("dedicado al | honor"), unless it is all there is.
  std::vector<int> tokens_of(const std::vector<int>& words, bool argument) const {
    std::vector<int> tokens;
    for (const int word : words) {
      const int token = token_of_[word];
      if (!tokens.empty() && tokens.back() == token) continue;
      if (argument && token != word && tokens.empty() && token_of_[words.back()] != token) continue;
      tokens.push_back(token);
    }
    return tokens;
  }

  OpenTuple make_tuple(std::vector<int> first, std::vector<int> relation, std::vector<int> second,
                       const Proposition& proposition) const {
    std::sort(relation.begin(), relation.end());
    relation.erase(std::unique(relation.begin(), relation.end()), relation.end());
    OpenTuple tuple;
    tuple.sentence = std::string(tree_.sentence().span.of(text_));
    fill(tokens_of(first, true), tuple.arg1, tuple.arg1_span);
    fill(tokens_of(relation, false), tuple.rel, tuple.rel_span);
    fill(tokens_of(second, true), tuple.arg2, tuple.arg2_span);
    tuple.confidence = confidence(proposition);
    return tuple;
  }

  static double confidence(const Proposition& proposition) {
    double value = 0.9;
    if (proposition.subject_dropped) value -= 0.2;
    return value;
  }

  void fill(const std::vector<int>& tokens, std::string& out, Span& span) const {
    if (tokens.empty()) return;
    span = {tree_.word(tokens.front()).span.begin, tree_.word(tokens.front()).span.end};
    int previous = -1;
    for (const int token : tokens) {
      const Word& word = tree_.word(token);
      if (previous >= 0) {
        const Word& before = tree_.word(previous);
        const bool together = before.span.end == word.span.begin;
        if (!together) out += ' ';
      }
      out += word.span.of(text_);
      span.end = std::max(span.end, word.span.end);
      previous = token;
    }
  }

  const SentenceTree tree_;
  const std::span<const Proposition> propositions_;
  const std::string_view text_;
  const OpenIeOptions& options_;
  std::vector<bool> governs_;                // Of a word: its verb only governs another.
  std::vector<const Proposition*> purpose_;  // Of a proposition: the infinitive that completes it, or null.
  std::vector<int> token_of_;                // The first word of the token a word is in.
};

void append_json_string(std::string_view key, std::string_view value, std::string& out) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  out += key;
  out += "\":\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// How many tokens from `i` on belong to the word before, in the way of the Penn Treebank: "McDonald 's", "1 \ / 4".
std::size_t glued_tokens(std::string_view line, const std::vector<Span>& tokens, std::size_t i) {
  if (tokens[i].of(line) == "'s") return 1;
  const bool fraction = i + 2 < tokens.size() && tokens[i].of(line) == "\\" && tokens[i + 1].of(line) == "/";
  return fraction ? 3 : 0;
}

}  // namespace

std::vector<OpenTuple> open_tuples(const Sentence& sentence, std::span<const Proposition> propositions,
                                   std::string_view document_text, const OpenIeOptions& options) {
  return TupleMaker(sentence, propositions, document_text, options).make();
}

std::string to_json(const OpenTuple& tuple) {
  std::string line = "{";
  append_json_string("sentence", tuple.sentence, line);
  for (const auto& [key, text, span] :
       {std::tuple{"arg1", &tuple.arg1, &tuple.arg1_span}, std::tuple{"rel", &tuple.rel, &tuple.rel_span},
        std::tuple{"arg2", &tuple.arg2, &tuple.arg2_span}}) {
    line += ',';
    append_json_string(key, *text, line);
    line += ",\"" + std::string(key) + "_start\":" + std::to_string(span->begin);
    line += ",\"" + std::string(key) + "_end\":" + std::to_string(span->end);
  }
  std::array<char, 32> number;
  std::snprintf(number.data(), number.size(), "%.3f", tuple.confidence);
  line += ",\"confidence\":";
  line += number.data();
  line += '}';
  return line;
}

Sentence sentence_from_tokens(std::string_view line) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kQuotes = {
      {{"``", "\""}, {"''", "\""}}};  // The Penn Treebank's quotes.
  Sentence sentence;
  std::vector<Span> tokens;
  for (std::size_t begin = line.find_first_not_of(' '); begin != line.npos;) {
    const std::size_t end = std::min(line.find(' ', begin), line.size());
    tokens.push_back({begin, end});
    begin = line.find_first_not_of(' ', end);
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const std::size_t glued = glued_tokens(line, tokens, i); glued > 0 && !sentence.words.empty()) {
      sentence.words.back().span.end = tokens[i + glued - 1].end;
      i += glued - 1;
      continue;
    }
    std::string form(tokens[i].of(line));
    for (const auto& [from, to] : kQuotes) {
      if (form == from) form = to;
    }
    const std::string_view next = i + 1 < tokens.size() ? tokens[i + 1].of(line) : std::string_view();
    std::vector<std::string> parts = split_word(form, next, i == 0);
    const int index = static_cast<int>(sentence.words.size());
    if (parts.empty()) {
      parts.push_back(form);
    } else {
      sentence.multiword_tokens.push_back({index, index + static_cast<int>(parts.size()) - 1, form, tokens[i]});
    }
    for (std::string& part : parts) {
      Word& word = sentence.words.emplace_back();
      word.form = std::move(part);
      word.span = tokens[i];
    }
  }
  if (!tokens.empty()) sentence.span = {tokens.front().begin, tokens.back().end};
  return sentence;
}

}  // namespace trama
