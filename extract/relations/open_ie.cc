#include "extract/relations/open_ie.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/relations/sentence_tree.h"

namespace trama {

namespace {

// Shares of right tuples of each make, from the development half of the Spanish Re-OIE2016.
constexpr double kConfidence = 0.7;
constexpr double kConfidenceApposition = 0.55;
constexpr double kConfidenceWithoutComplement = 0.45;

class TupleMaker {
 public:
  TupleMaker(const Sentence& sentence, std::span<const Proposition> propositions, std::string_view text,
             const OpenIeOptions& options)
      : tree_(sentence), propositions_(propositions), text_(text), options_(options), token_of_(sentence.words.size()) {
    for (int i = 0; i < tree_.size(); ++i) token_of_[i] = i;
    for (const MultiwordToken& token : sentence.multiword_tokens) {
      for (int i = std::max(token.first, 0); i <= token.last && i < tree_.size(); ++i) token_of_[i] = token.first;
    }
    find_governing();
  }

  std::vector<OpenTuple> make() const {
    std::vector<OpenTuple> tuples;
    for (std::size_t i = 0; i < propositions_.size(); ++i) {
      const Proposition& proposition = propositions_[i];
      if (completes_[i]) continue;
      OpenTuple tuple;
      if (proposition.kind == PropositionKind::kApposition) {
        if (is_clear_apposition(proposition)) tuple = make_apposition(proposition);
      } else if (proposition.kind != PropositionKind::kNominal && !only_governs(proposition) &&
                 !is_existential(proposition)) {
        tuple = make_verbal(proposition, purpose_[i]);
      }
      if (!tuple.arg1.empty() || !tuple.arg2.empty()) tuples.push_back(std::move(tuple));
    }
    return tuples;
  }

 private:
  // Marks the verbs of which another tuple says it all, and finds the purposes that complete others.
  void find_governing() {
    governs_.assign(tree_.size(), false);
    purpose_.assign(propositions_.size(), nullptr);
    completes_.assign(propositions_.size(), false);
    for (const Proposition& proposition : propositions_) {
      for (const int modal : proposition.modals) governs_[modal] = true;
    }
    for (const Proposition& proposition : propositions_) {
      const int parent = proposition.parent;
      if (parent < 0 || purpose_[parent] != nullptr || !completes(proposition, propositions_[parent])) continue;
      purpose_[parent] = &proposition;
      completes_[&proposition - propositions_.data()] = true;
    }
  }

  // "se utiliza para detectar X": a verb without an object and the infinitive right behind it make one relation.
  bool completes(const Proposition& infinitive, const Proposition& verb) const {
    static constexpr std::array<std::string_view, 3> kLinks = {"advcl", "xcomp", "acl"};
    if (std::find(kLinks.begin(), kLinks.end(), infinitive.parent_relation) == kLinks.end()) return false;
    if (infinitive.relation_words.empty() || verb.relation_words.empty()) return false;
    const int begin = infinitive.relation_words.front();
    const int end = verb.relation_words.back();
    if (begin < end || tree_.verb_form(begin) != "Inf") return false;
    for (int i = end + 1; i < begin; ++i) {
      if (tree_.word(i).upos != "ADP" && tree_.word(i).upos != "ADV") return false;
    }
    return verb.kind == PropositionKind::kVerbal && complement_of(verb) == nullptr;
  }

  // "quiso" of "quiso comprar X".
  bool only_governs(const Proposition& proposition) const {
    return governs_[proposition.predicate] && proposition.find(ArgumentRole::kObject) == nullptr;
  }

  static bool is_existential(const Proposition& proposition) {
    return proposition.impersonal && proposition.lemma == "haber";
  }

  // "X, presidente de Y" and "el presidente de Y, X" after a comma; other nouns stand side by side for many reasons.
  bool is_clear_apposition(const Proposition& proposition) const {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    const Argument* attribute = proposition.find(ArgumentRole::kAttribute);
    if (subject == nullptr || attribute == nullptr || subject->words.empty() || attribute->words.empty()) return false;
    const int second = std::max(subject->words.front(), attribute->words.front());
    if (second == 0 || tree_.word(second - 1).form != ",") return false;
    return tree_.is_name(subject->head) || tree_.word(attribute->words.front()).lemma == "uno";
  }

  static const Argument* subject_of(const Proposition& proposition) {
    const Argument* subject = proposition.find(ArgumentRole::kSubject);
    return subject != nullptr ? subject : proposition.find(ArgumentRole::kPatient);
  }

  // What the tuple says of its subject: the attribute of a copula, else the object, else what comes first.
  const Argument* complement_of(const Proposition& proposition) const {
    const auto first = [&](auto&& fits) -> const Argument* {
      for (const Argument& argument : proposition.arguments) {
        if (fits(argument) && !is_enclitic(proposition, argument)) return &argument;
      }
      return nullptr;
    };
    const auto first_of = [&](ArgumentRole role) { return first([&](const Argument& a) { return a.role == role; }); };
    using enum ArgumentRole;
    if (proposition.kind == PropositionKind::kCopular) return first_of(kAttribute);
    for (const ArgumentRole role : {kObject, kAttribute, kClause, kAgent}) {
      if (const Argument* argument = first_of(role)) return argument;
    }
    const Argument* oblique = first([&](const Argument& a) {
      const bool time = a.preposition.empty() && tree_.word(a.head).func == "CCT";  // "llegó esta mañana"
      return a.role == kOblique && a.head > proposition.predicate && !time;
    });
    return oblique != nullptr ? oblique : first_of(kIndirect);
  }

  // "noquearlo": the pronoun is in the verb's own token.
  bool is_enclitic(const Proposition& proposition, const Argument& argument) const {
    return argument.clitic && token_of_[argument.head] == token_of_[proposition.predicate];
  }

  OpenTuple make_verbal(const Proposition& proposition, const Proposition* purpose) const {
    const Argument* subject = subject_of(proposition);
    const Argument* complement = complement_of(purpose != nullptr ? *purpose : proposition);
    std::vector<int> relation = proposition.relation_words;
    if (purpose != nullptr) {
      const int end = purpose->relation_words.back();
      for (int i = relation.back() + 1; i <= end; ++i) relation.push_back(i);
    }
    if (proposition.kind == PropositionKind::kVerbal)
      add_adverbs(proposition.predicate, complement == nullptr, relation);
    const std::vector<int> second = complement != nullptr ? add_complement(*complement, relation)
                                                          : split_off_participle(proposition.predicate, relation);
    OpenTuple tuple = make_tuple(subject != nullptr ? extent(*subject, false) : std::vector<int>(), relation, second);
    tuple.confidence = tuple.arg2.empty() ? kConfidenceWithoutComplement : kConfidence;
    return tuple;
  }

  // The words of the second argument; what joins it to the verb goes to the relation.
  std::vector<int> add_complement(const Argument& complement, std::vector<int>& relation) const {
    const int inner = complement.role == ArgumentRole::kAttribute ? adjective_complement(complement.head) : -1;
    if (inner >= 0) {
      for (const int child : tree_.children(complement.head)) {
        if (child < complement.head && tree_.is(child, "advmod")) relation.push_back(child);
      }
      relation.push_back(complement.head);
      add_preposition(inner, relation);
      Argument argument = complement;
      argument.head = inner;
      argument.words = tree_.phrase(inner);
      return extent(argument, true);
    }
    const bool joined = complement.role != ArgumentRole::kObject && complement.role != ArgumentRole::kClause;
    if (joined && !complement.relative) add_preposition(complement.head, relation);
    return extent(complement, true);
  }

  // "está respaldado por una carta": the adjective goes with the verb if it has a complement of its own.
  int adjective_complement(int adjective) const {
    if (tree_.word(adjective).upos != "ADJ") return -1;
    for (const int child : tree_.children(adjective)) {
      const bool complement = tree_.is_any(child, {"obl", "obj", "iobj", "nmod", "advmod"});
      if (child > adjective && complement && !tree_.preposition(child).empty()) return child;
    }
    return -1;
  }

  // "está casi terminado": without a complement the participle is one.
  std::vector<int> split_off_participle(int predicate, std::vector<int>& relation) const {
    if (tree_.child(predicate, "cop") < 0) return {};
    std::erase(relation, predicate);
    if (relation.empty()) return {};
    const int last = *std::max_element(relation.begin(), relation.end());
    std::vector<int> words = {predicate};
    for (const int child : tree_.children(predicate)) {
      if (child > last && tree_.is(child, "advmod") && tree_.word(child).upos == "ADV") words.push_back(child);
    }
    std::sort(words.begin(), words.end());
    return words;
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

  // Adverbs right before the verb group and, if they say how or nothing else follows, right behind it: "también
  // incluye", "se aplicó erróneamente a".
  void add_adverbs(int verb, bool nothing_follows, std::vector<int>& relation) const {
    std::sort(relation.begin(), relation.end());
    const int first = relation.front();
    const int last = relation.back();
    const auto is_adverb = [&](int i) {
      if (i < 0 || i >= tree_.size() || tree_.word(i).upos != "ADV" || !tree_.is(i, "advmod")) return false;
      const int head = tree_.head(i);
      const bool own = head == verb || std::find(relation.begin(), relation.end(), head) != relation.end();
      return own && tree_.children(i).empty();
    };
    for (int i = first - 1; is_adverb(i); --i) relation.push_back(i);
    for (int i = last + 1; is_adverb(i); ++i) {
      if (!nothing_follows && !tree_.word(i).form.ends_with("mente")) break;
      relation.push_back(i);
    }
  }

  OpenTuple make_apposition(const Proposition& proposition) const {
    OpenTuple tuple = make_tuple(extent(*proposition.find(ArgumentRole::kSubject), false), {},
                                 extent(*proposition.find(ArgumentRole::kAttribute), true));
    tuple.rel = options_.is_a;
    tuple.confidence = kConfidenceApposition;
    return tuple;
  }

  // The phrase without what only adds to it.
  std::vector<int> extent(const Argument& argument, bool second) const {
    if (argument.role == ArgumentRole::kClause) return argument.words;
    std::vector<bool> removed(tree_.size(), false);
    bool any = false;
    for (const int word : argument.words) {
      for (const int child : tree_.children(word)) {
        if (child < word || removed[child] || !is_extra(word, child, second)) continue;
        any = true;
        for (const int below : tree_.subtree(child)) removed[below] = true;
      }
    }
    if (!any) return argument.words;
    std::vector<int> words = argument.words;
    std::erase_if(words, [&](int word) { return removed[word]; });
    trim_punctuation(tree_.sentence(), words);
    return words;
  }

  bool is_extra(int head, int child, bool second) const {
    if (tree_.is(child, "appos")) return opens_with_punctuation(child) && !is_list_member(head, child);
    if (!tree_.is_any(child, {"acl", "advcl", "parataxis"})) return false;
    return second || opens_with_punctuation(child);
  }

  bool opens_with_punctuation(int head) const {
    const std::vector<int>& children = tree_.children(head);
    return std::any_of(children.begin(), children.end(),
                       [&](int child) { return child < head && tree_.word(child).upos == "PUNCT"; });
  }

  bool is_list_member(int head, int member) const {
    const std::vector<int> list = tree_.conjuncts(head);
    return std::find(list.begin(), list.end(), member) != list.end();
  }

  OpenTuple make_tuple(const std::vector<int>& first, std::vector<int> relation, const std::vector<int>& second) const {
    std::sort(relation.begin(), relation.end());
    relation.erase(std::unique(relation.begin(), relation.end()), relation.end());
    OpenTuple tuple;
    tuple.sentence = std::string(tree_.sentence().span.of(text_));
    fill(tokens_of(first, true), tuple.arg1, tuple.arg1_span);
    fill(tokens_of(relation, false), tuple.rel, tuple.rel_span);
    fill(tokens_of(second, true), tuple.arg2, tuple.arg2_span);
    return tuple;
  }

  // Tokens (by their first words) of a slot. A token of which only the later words belong to an argument is left to the
  // relation ("dedicado al | honor"), unless it is all there is.
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

  void fill(const std::vector<int>& tokens, std::string& text, Span& span) const {
    if (tokens.empty()) return;
    span = tree_.word(tokens.front()).span;
    for (const int token : tokens) {
      const Span& next = tree_.word(token).span;
      if (!text.empty() && next.begin != span.end) text += ' ';
      text += next.of(text_);
      span.end = std::max(span.end, next.end);
    }
  }

  const SentenceTree tree_;
  const std::span<const Proposition> propositions_;
  const std::string_view text_;
  const OpenIeOptions& options_;
  std::vector<int> token_of_;                // The first word of the token that a word is in.
  std::vector<bool> governs_;                // Of a word: its verb only governs another.
  std::vector<const Proposition*> purpose_;  // Of a proposition: the infinitive that completes it, or null.
  std::vector<bool> completes_;              // Of a proposition: it is another's purpose.
};

}  // namespace

std::vector<OpenTuple> open_tuples(const Sentence& sentence, std::span<const Proposition> propositions,
                                   std::string_view document_text, const OpenIeOptions& options) {
  return TupleMaker(sentence, propositions, document_text, options).make();
}

}  // namespace trama
