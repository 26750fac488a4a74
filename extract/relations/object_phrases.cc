// What an object or a theme is called: which words of its phrase are shown, and whether they say anything.
#include <algorithm>
#include <array>

#include "extract/relations/objects.h"

namespace trama {
namespace {

constexpr int kMaxThemeWords = 14;
constexpr int kMaxThingWords = 9;
constexpr int kMaxComplementWords = 7;

}  // namespace

// Whether the phrase of a thing tells by itself what it is, if need be with the complement that follows it: "las
// infecciones por VIH", "la necesidad de actuar"; not "los esfuerzos [que hace X]", "la manera [en que …]".
bool ObjectFinder::complete(Phrase& phrase) const {
  if (phrase.last - phrase.first >= kMaxThingWords) return false;
  add_manner(phrase);
  if (is_restricted(phrase)) return false;
  const std::string& noun = tree_.word(phrase.head).lemma;
  bool modified = false;
  bool joined = false;
  for (int w = phrase.first; w <= phrase.last; ++w) {
    const std::string& upos = tree_.word(w).upos;
    modified |= w != phrase.head && upos != "DET" && upos != "ADV";
    joined |= w > phrase.head && upos == "ADP";
  }
  if (joined) return true;
  if (context_.cues.is("needs_complement", noun)) return extend(phrase);
  if (modified) {
    add_infinitive(phrase);
    return true;
  }
  if (context_.cues.is("needs_more", noun)) return extend(phrase);
  return extend(phrase) || !is_cut_short(phrase);
}

// "iniciativas [que pongan en riesgo a X]": only such ones.
bool ObjectFinder::is_restricted(const Phrase& phrase) const {
  const int next = phrase.last + 1;
  if (next >= tree_.size() || tree_.word(next).form != "que") return false;
  return std::ranges::any_of(tree_.children(phrase.head), [&](int child) {
    return child > next && tree_.is(child, "acl") && tree_.is_finite(child) &&
           feature(tree_.word(child), "Mood") == "Sub";
  });
}

// "los ataques [de los que fue víctima]": what follows a definite noun tells which ones.
bool ObjectFinder::is_cut_short(const Phrase& phrase) const {
  const int next = phrase.last + 1;
  const bool definite = std::ranges::any_of(tree_.children(phrase.head), [&](int child) {
    return child < phrase.head && tree_.word(child).upos == "DET" && tree_.word(child).lemma == "el";
  });
  const bool several = feature(tree_.word(phrase.head), "Number") == "Plur";  // One may be known: "la resolución".
  if (!definite || !several || next >= tree_.size() || tree_.word(next).upos == "PUNCT" ||
      tree_.word(next).upos == "CCONJ")
    return false;
  const std::vector<int> words = tree_.phrase(phrase.head);
  return std::ranges::binary_search(words, next);
}

// Adds the complement right behind a phrase; false if there is none of a few words.
bool ObjectFinder::extend(Phrase& phrase) const {
  static constexpr std::array<std::string_view, 8> kJoins = {"en",    "sobre", "por", "contra",
                                                             "entre", "hacia", "a",   "para"};
  const int joint = phrase.last + 1;
  if (joint >= tree_.size()) return false;
  if (add_infinitive(phrase) || add_participle(phrase)) return true;
  if (tree_.word(joint).upos != "ADP" || std::ranges::find(kJoins, tree_.word(joint).lemma) == kJoins.end())
    return false;
  const int head = tree_.head(joint);
  if (head <= joint || tree_.head(head) != phrase.head || in_time(context_, sentence_, head)) return false;
  if (!tree_.is(head, "nmod") || tree_.word(head).upos == "ADJ") return false;  // "al alto [el fuego]"
  Phrase complement = theme(head, tree_.phrase(head));
  if (complement.empty() || complement.first > joint + 2) return false;
  const bool long_one = complement.last - joint >= kMaxComplementWords;
  if (long_one || tree_.word(joint).lemma != "entre") cut_to_core(complement);  // "entre X e Y"
  trim_end(complement);
  if (complement.last - joint >= kMaxComplementWords) return false;
  phrase.last = complement.last;
  return true;
}

// "el uso de civiles como escudos humanos"
void ObjectFinder::add_manner(Phrase& phrase) const {
  const int joint = phrase.last + 1;
  if (joint >= tree_.size() || tree_.word(joint).lemma != "como") return;
  if (!context_.cues.is("of_object", tree_.word(phrase.head).lemma)) return;
  const int head = tree_.head(joint);
  const bool noun = head > joint && tree_.is_nominal(head) && tree_.is_any(head, {"nmod", "obl"});
  if (!noun || head > joint + 2 || tree_.head(head) < phrase.head || tree_.head(head) > phrase.last) return;
  phrase.last = head;
  while (phrase.last + 1 < tree_.size() &&
         (tree_.word(phrase.last + 1).upos == "ADJ" || tree_.is(phrase.last + 1, "amod")) &&
         tree_.head(phrase.last + 1) >= phrase.head && tree_.head(phrase.last + 1) <= phrase.last) {
    ++phrase.last;
  }
}

// "la urgente necesidad de aumentar la ayuda"
bool ObjectFinder::add_infinitive(Phrase& phrase) const {
  const int joint = phrase.last + 1;
  if (joint >= tree_.size() || tree_.word(joint).upos != "ADP") return false;
  const int verb = tree_.head(joint);
  if (verb <= joint || tree_.head(verb) != phrase.head || feature(tree_.word(verb), "VerbForm") != "Inf") return false;
  Phrase complement = theme(verb, tree_.phrase(verb));
  if (complement.empty()) return false;
  trim_end(complement);
  if (complement.first > joint + 2 || complement.last - joint >= kMaxComplementWords) return false;
  // "medidas para permitir [que trabajen]": half of it says nothing.
  const bool half = complement.last == verb && std::ranges::any_of(tree_.children(verb), [&](int child) {
                      return child > verb && tree_.is_any(child, {"obj", "ccomp", "xcomp"});
                    });
  if (half) return false;
  phrase.last = complement.last;
  return true;
}

// "[no permitir] que se reduzcan los avances": what a verb governs, if it is short.
void ObjectFinder::add_clause(Phrase& phrase, const std::vector<int>& words) const {
  const int joint = phrase.last + 1;
  if (phrase.empty() || joint >= tree_.size() || tree_.word(joint).lemma != "que") return;
  const int clause = tree_.head(joint);
  if (clause < joint || tree_.head(clause) != phrase.head || !tree_.is_any(clause, {"ccomp", "obj"})) return;
  int last = joint;
  while (std::ranges::binary_search(words, last + 1) && tree_.word(last + 1).upos != "PUNCT") ++last;
  if (last > clause - 1 && last - phrase.first < kMaxThemeWords) phrase.last = last;
}

// What follows up to the next pause.
void ObjectFinder::add_rest(Phrase& phrase, const std::vector<int>& words) const {
  while (std::ranges::binary_search(words, phrase.last + 1) && tree_.word(phrase.last + 1).upos != "PUNCT" &&
         phrase.last - phrase.first < kMaxThemeWords) {
    ++phrase.last;
  }
  trim_end(phrase);
}

// "el monumento dedicado a X"
bool ObjectFinder::add_participle(Phrase& phrase) const {
  const int participle = phrase.last + 1;
  if (participle >= tree_.size() || tree_.head(participle) != phrase.head) return false;
  if (!tree_.is_any(participle, {"amod", "acl"}) || tree_.is_finite(participle)) return false;
  const std::vector<int> words = tree_.phrase(participle);
  int last = participle;
  while (std::ranges::binary_search(words, last + 1) && tree_.word(last + 1).upos != "PUNCT" &&
         tree_.word(last + 1).upos != "PRON" && !tree_.is_any(last + 1, {"acl", "mark", "cc"})) {
    ++last;
  }
  Phrase whole{phrase.head, phrase.first, last};
  trim_end(whole);
  if (whole.last - participle >= kMaxComplementWords || whole.last < participle) return false;
  phrase.last = whole.last;
  return true;
}

// A thing is named by its noun, adjectives and "de"; other phrases behind it are about the event as often as about it.
void ObjectFinder::cut_to_core(Phrase& phrase) const {
  for (int w = phrase.head + 1; w <= phrase.last; ++w) {
    if (const int end = end_of_name(w); end > w) {  // "el mandato de la Comisión contra la Impunidad"
      w = end;
      phrase.last = std::max(phrase.last, end);
      continue;
    }
    const Word& word = tree_.word(w);
    if (marks_infinitive(w) && phrase.last - phrase.first >= kMaxThingWords) {
      phrase.last = w - 1;
      return;
    }
    const bool quote = word.form == "“" || word.form == "”";  // "la creación de un “observatorio” internacional"
    const bool joins = (word.upos == "ADP" && word.lemma != "de") || word.upos == "PUNCT" || word.upos == "CCONJ";
    if (!joins || (quote && w < phrase.last)) continue;
    // "un sistema judicial y penitenciario"
    const bool adjective = word.upos != "ADP" && w < phrase.last && tree_.word(w + 1).upos == "ADJ" &&
                           tree_.word(w - 1).upos == "ADJ" && tree_.is_any(w + 1, {"conj", "amod"});
    const bool half = word.upos == "CCONJ" && w < phrase.last && tree_.word(w + 1).lemma == "medio";  // "año y medio"
    // "un crecimiento cercano a 4 %"
    const bool rest = word.upos == "ADP" && w < phrase.last && context_.cues.is("needs_rest", tree_.word(w - 1).lemma);
    // "el departamento de física y química"
    const bool both = word.upos == "CCONJ" && w < phrase.last && w - 1 > phrase.head && is_joined_noun(w - 1) &&
                      is_joined_noun(w + 1) && tree_.head(w + 1) == w - 1;
    // "personas con discapacidad"
    const bool which =
        word.form == "con" && w < phrase.last && context_.cues.is("vague_actor", tree_.word(w - 1).lemma);
    if (adjective || half || rest || both || which) continue;
    phrase.last = w - 1;
    break;
  }
  close_quotation(phrase);
}

// A noun without an article: "2.750 militares y civiles" belong together.
bool ObjectFinder::is_joined_noun(int w) const {
  const bool noun = tree_.word(w).upos == "NOUN" || (tree_.word(w).upos == "ADJ" && tree_.is(w, "conj"));
  return noun && tree_.child(w, "det") < 0;
}

// The last word of a name that begins at a word or has it inside; -1 if there is none.
int ObjectFinder::end_of_name(int w) const {
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, w);
  const bool name = mention != nullptr && mention->kind == MentionKind::kNamed;
  return name && mention->first <= w ? mention->last : -1;
}

// "un “observatorio": with the mark that closes it, or without what it opens.
void ObjectFinder::close_quotation(Phrase& phrase) const {
  int open = -1;
  for (int w = phrase.first; w <= phrase.last; ++w) {
    if (tree_.word(w).form == "“") open = w;
    if (tree_.word(w).form == "”") open = -1;
  }
  if (open < 0) return;
  const bool closes = phrase.last + 1 < tree_.size() && tree_.word(phrase.last + 1).form == "”";
  if (closes) ++phrase.last;
  if (!closes && open > phrase.head) phrase.last = open - 1;
}

// "publicación de una nueva [y completa guía]", "un programa destinado [a X]": no words whose rest was cut off.
void ObjectFinder::trim_end(Phrase& phrase) const {
  const auto is_cut = [&](int w) {
    const std::string& upos = tree_.word(w).upos;
    const auto& children = tree_.children(w);
    const bool rest = std::ranges::any_of(children, [&](int child) {
      // "inseguridad alimentaria [y desnutrición]" has what it needs.
      const bool another = tree_.is_any(child, {"conj", "cc", "punct"}) && upos == "ADJ" && w > phrase.head;
      return child > phrase.last && tree_.word(child).upos != "PUNCT" && !another;
    });
    const bool of_joint = tree_.is(w, "fixed") && tree_.head(w) >= 0 && tree_.word(tree_.head(w)).upos == "ADP";
    const bool lacks_rest = context_.cues.is("needs_rest", tree_.word(w).lemma) && !tree_.is(w, "conj") &&
                            w + 1 < tree_.size() && tree_.word(w + 1).upos == "ADP";
    return upos == "ADP" || upos == "DET" || tree_.head(w) > phrase.last || of_joint || lacks_rest ||
           ((upos == "ADJ" || upos == "VERB" || upos == "ADV") && rest);
  };
  while (phrase.last > phrase.head && is_cut(phrase.last)) --phrase.last;
}

bool ObjectFinder::starts_relative(int w) const {
  return tree_.word(w).form == "," && w + 1 < tree_.size() && tree_.word(w + 1).upos == "PRON";
}

// "un acuerdo en Moscú": the place of what happens is no part of what it is about.
bool ObjectFinder::starts_place(int w, const std::vector<int>& words) const {
  if (tree_.word(w).lemma != "en" || tree_.word(w).upos != "ADP" || !std::ranges::binary_search(words, w + 1))
    return false;
  const ActorMention* mention = context_.coreference.mentions.find(sentence_, w + 1);
  return (mention != nullptr && mention->type == EntityType::kLocation) || in_time(context_, sentence_, w + 1);
}

// "su intención [de enviar una delegación]": what the noun is about.
bool ObjectFinder::marks_infinitive(int w) const {
  const int verb = tree_.head(w);
  const std::string& lemma = tree_.word(w).lemma;
  return (lemma == "de" || lemma == "a") && verb > w && feature(tree_.word(verb), "VerbForm") == "Inf";
}

// "dijo a X que su país trabaja": what, if the clause is short.
Phrase ObjectFinder::said_theme(const Proposition& proposition) const {
  for (const Argument& argument : proposition.arguments) {
    const bool content = argument.role == ArgumentRole::kClause && argument.head > proposition.predicate &&
                         tree_.is_finite(argument.head) && is_begun_by_que(argument.head) && !argument.words.empty();
    if (!content) continue;
    Phrase phrase{argument.head, argument.words.front(), argument.words.front()};
    if (tree_.word(phrase.first).form != "que") return {};
    add_rest(phrase, argument.words);
    const int next = phrase.last + 1;
    const bool whole =
        phrase.last >= argument.head &&
        (next >= tree_.size() || !std::ranges::binary_search(argument.words, next) || tree_.word(next).upos == "PUNCT");
    return whole ? phrase : Phrase();
  }
  return {};
}

// "acusó a X de recibir sobornos": what of, in the clause's words.
Phrase ObjectFinder::infinitive_theme(const Proposition& proposition) const {
  if (context_.cues.is("speech", proposition.lemma)) return said_theme(proposition);
  if (!context_.cues.is("object_control", proposition.lemma)) return {};
  for (const Argument& argument : proposition.arguments) {
    if (argument.role != ArgumentRole::kClause || argument.head < 0) continue;
    // "pidió a X que lo haga": what for, with its conjunction.
    // Not "pidió a los líderes que asistieron a la cumbre que …".
    const bool asked = tree_.is_finite(argument.head) && feature(tree_.word(argument.head), "Mood") != "Ind" &&
                       is_begun_by_que(argument.head) && context_.cues.is("order", proposition.lemma) &&
                       argument.head > proposition.predicate;
    if (!asked && feature(tree_.word(argument.head), "VerbForm") != "Inf") continue;
    Phrase phrase = theme(argument.head, argument.words);
    add_clause(phrase, argument.words);
    for (const int child : tree_.children(argument.head)) {
      if (asked && tree_.word(child).lemma == "que" && child < phrase.first) phrase.first = child;
    }
    const auto follows = [&](int child) {  // "que, en caso de duda, faciliten [el acceso]"
      return child > phrase.last && tree_.is_any(child, {"obj", "ccomp", "xcomp", "obl"});
    };
    // "no permitir [que quede impune]"
    const auto clause = [&](int child) { return child > phrase.last && tree_.is(child, "ccomp"); };
    const bool open =
        phrase.last == argument.head && (std::ranges::any_of(tree_.children(argument.head), clause) ||
                                         (asked && std::ranges::any_of(tree_.children(argument.head), follows)));
    if (open) add_rest(phrase, argument.words);
    const bool whole = phrase.last > phrase.first + (asked ? 1 : 0);
    return whole ? phrase : Phrase();
  }
  return {};
}

// "el uso y la venta de armas" may be two, but the use of "el uso y venta de armas" is of arms too, which its own words
// do not tell, whichever noun the tree hangs the arms on.
bool ObjectFinder::shares_rest(int head) const {
  const auto rest_of = [&](int noun) {
    for (const int child : tree_.children(noun)) {
      if (child > noun && tree_.is(child, "nmod") && tree_.preposition(child) == "de") return child;
    }
    return -1;
  };
  const int first = tree_.is(head, "conj") ? tree_.head(head) : head;
  const int rest_of_first = rest_of(first), rest_of_head = rest_of(head);
  return std::ranges::any_of(tree_.children(first), [&](int child) {
    if (!tree_.is(child, "conj") || tree_.child(child, "det") >= 0) return false;
    if (rest_of_first > child && (head == first || head == child)) return true;
    return child > head && rest_of_head < 0 && rest_of(child) >= 0;
  });
}

Phrase ObjectFinder::theme(int head, const std::vector<int>& words) const {
  // "lo informó a la prensa", "explicó lo difícil que es"
  if (tree_.word(head).upos == "PRON") return {};
  const Word* before = head > 0 ? &tree_.word(head - 1) : nullptr;  // "un total de 77 millones"
  const bool noun = before != nullptr && before->upos == "DET" && before->form != "lo";
  if (tree_.word(head).upos == "ADJ" && !noun) return {};
  return words_around(head, words);
}

Phrase ObjectFinder::words_around(int head, const std::vector<int>& words) const {
  Phrase phrase{head, head, head};
  const auto inside = [&](int w) { return std::ranges::binary_search(words, w); };
  while (phrase.first > 0 && inside(phrase.first - 1)) --phrase.first;
  // "un alto el fuego", whichever of its words heads it.
  const bool truce = head >= 2 && tree_.word(head).form == "fuego" && tree_.word(head - 1).form == "el" &&
                     tree_.word(head - 2).form == "alto";
  const int core = truce ? head - 2 : head;
  phrase.first = std::min(phrase.first, core);
  if (tree_.word(head).form == "alto" && head + 2 < tree_.size() && tree_.word(head + 2).form == "fuego") {
    phrase.last = head + 2;
  }
  while (inside(phrase.last + 1) && phrase.last - phrase.first < kMaxThemeWords) {
    const int next = phrase.last + 1;
    const bool clause = (tree_.is_any(next, {"mark", "acl"}) && !marks_infinitive(next)) ||
                        tree_.word(next).form == "(" || tree_.word(next).lemma == "cuyo" ||
                        (tree_.word(next).upos == "PRON" && feature(tree_.word(next), "PronType") == "Rel") ||
                        starts_place(next, words) || starts_relative(next) ||
                        (tree_.word(next).form == "," && next + 1 < tree_.size() && !inside(next + 1));
    if (clause) break;
    ++phrase.last;
  }
  if (const int end = end_of_name(phrase.last); end > phrase.last) phrase.last = end;
  // What the limit cuts off leaves nothing begun: "a fin [de …]", "en relación [con …]".
  const bool limited = phrase.last - phrase.first >= kMaxThemeWords && inside(phrase.last + 1);
  const auto has_rest = [&](int w) {
    const auto& children = tree_.children(w);
    return !children.empty() && children.back() > phrase.last && inside(children.back());
  };
  while (limited && phrase.last > head + 1 && has_rest(phrase.last)) --phrase.last;
  const auto is_edge = [&](int w) {
    const std::string& upos = tree_.word(w).upos;
    return upos == "PUNCT" || upos == "ADP" || upos == "CCONJ" || upos == "SCONJ" || upos == "PRON";
  };
  while (phrase.last > head && (is_edge(phrase.last) || tree_.word(phrase.last).upos == "DET")) --phrase.last;
  while (phrase.first < core && (is_edge(phrase.first) ||
                                 (tree_.word(phrase.first).upos == "DET" && tree_.word(phrase.first).lemma == "el"))) {
    ++phrase.first;
  }
  // "al menos cien misiles", whose beginning is gone
  const bool least = phrase.first >= 2 && phrase.first < core && tree_.word(phrase.first).form == "menos" &&
                     tree_.word(phrase.first - 1).lemma == "el" && tree_.word(phrase.first - 2).lemma == "a";
  if (least) ++phrase.first;
  trim_end(phrase);
  const bool cease = phrase.last + 2 < tree_.size() && tree_.word(phrase.last).form == "alto" &&
                     tree_.word(phrase.last + 1).form == "el" && tree_.word(phrase.last + 2).form == "fuego";
  if (cease) phrase.last += 2;  // "la firma del alto el fuego"
  return phrase;
}

std::string ObjectFinder::text(const Phrase& phrase) const {
  if (phrase.empty()) return {};
  return words_text(context_.document, context_.sentence(sentence_), phrase.first, phrase.last);
}

}  // namespace trama
