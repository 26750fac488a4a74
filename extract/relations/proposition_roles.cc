// Which argument is what, where the tree contradicts itself or the verb knows better.
#include <algorithm>

#include "base/utf8.h"
#include "extract/relations/proposition_builder.h"

namespace trama {

// What a relative pronoun is, where the tree contradicts itself: of two subjects it is the object ("el informe que sus
// jefes niegan"), of two objects the subject ("el hombre que pidió dinero").
void PropositionBuilder::settle_relative(Draft& draft) {
  auto& arguments = draft.proposition.arguments;
  const auto is_subject = [](const Argument& a) {
    return a.role == ArgumentRole::kSubject || a.role == ArgumentRole::kPatient;
  };
  const auto is_object = [&](const Argument& a) {
    const bool says_how =
        !a.relative && a.head >= 0 && tree_.word(a.head).upos == "ADJ";  // "la ropa que llevaba puesta"
    return (a.role == ArgumentRole::kObject && !a.clitic && !says_how) || a.role == ArgumentRole::kClause;
  };
  const auto find = [&](const auto& is_one, bool relative) {
    return std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
      return is_one(a) && a.relative == relative && a.preposition.empty();
    });
  };
  const auto subject = find(is_subject, false);
  const auto object = find(is_object, false);
  const auto relative_subject = find(is_subject, true);
  const auto relative_object = find(is_object, true);
  const auto none = arguments.end();
  if (subject != none && relative_subject != none) {
    if (object != none || draft.proposition.passive) {
      arguments.erase(relative_subject);
    } else {
      relative_subject->role = ArgumentRole::kObject;
    }
  } else if (subject == none && relative_subject == none && relative_object != none) {
    // "el hombre que pidió dinero", "la persona que ha muerto"
    const bool acts = object != none || tables_.has(VerbClass::kUnaccusative, draft.proposition.lemma);
    if (acts && !relative_object->personal_a) relative_object->role = ArgumentRole::kSubject;
  }
}

// A relative pronoun that cannot be the subject is the object: "las atenciones que recibió"; the subject may stand
// behind the verb: "las oportunidades que genera el acuerdo".
void PropositionBuilder::settle_agreement(Draft& draft) {
  if (draft.proposition.passive) return;
  auto& arguments = draft.proposition.arguments;
  const auto relative = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
    return a.role == ArgumentRole::kSubject && a.relative && a.preposition.empty() && disagrees(draft, a.head);
  });
  if (relative == arguments.end()) return;
  const auto object = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
    return a.role == ArgumentRole::kObject && !a.clitic && !a.relative && !a.personal_a && a.preposition.empty();
  });
  if (object != arguments.end()) {
    const bool determined = tree_.is_name(object->head) || tree_.child(object->head, "det") >= 0;
    if (!determined || object->head < draft.proposition.predicate || disagrees(draft, object->head)) return;
    object->role = ArgumentRole::kSubject;
  }
  relative->role = ArgumentRole::kObject;
}

// Whether a noun cannot be the subject: "las atenciones que recibió", "lo que considero", "como ministro estoy". Words
// of quantity and what is part of another phrase agree with either.
bool PropositionBuilder::disagrees(const Draft& draft, int noun) const {
  const int verb = finite_word(draft.top);
  if (verb < 0 || tree_.word(noun).upos != "NOUN") return false;
  const std::string_view of_verb = feature(tree_.word(verb), "Number");
  const std::string_view person = feature(tree_.word(verb), "Person");
  if (person == "1" || person == "2") return of_verb == "Sing";
  const std::string_view of_noun = feature(tree_.word(noun), "Number");
  if (of_noun != "Plur" || of_verb != "Sing" || tree_.is(noun, "nmod")) return false;
  for (int i = noun + 1; i < verb; ++i) {
    if (tree_.is_nominal(i) && tree_.word(i).upos != "PRON") return false;
  }
  return true;
}

// "como Secretario General estoy": nobody but who speaks is the subject of a first person.
void PropositionBuilder::settle_person(Draft& draft) {
  std::erase_if(draft.proposition.arguments, [&](const Argument& a) {
    const int verb = finite_word(draft.top);
    const bool subject = a.role == ArgumentRole::kSubject && !a.relative && a.head >= 0 && a.proposition < 0;
    if (!subject || verb < 0 || tree_.word(a.head).upos == "PRON") return false;
    return feature(tree_.word(verb), "Person") == "1" && feature(tree_.word(verb), "Number") == "Sing";
  });
}

// "vendió a X su casa": beside another object, the one with "a" is indirect.
void PropositionBuilder::settle_objects(Draft& draft) {
  auto& arguments = draft.proposition.arguments;
  const auto is_plain = [](const Argument& a) {
    return a.role == ArgumentRole::kObject && !a.personal_a && !a.clitic && a.preposition.empty();
  };
  if (std::none_of(arguments.begin(), arguments.end(), is_plain)) return;
  for (Argument& argument : arguments) {
    if (argument.role != ArgumentRole::kObject || !argument.personal_a) continue;
    argument.role = ArgumentRole::kIndirect;
    argument.personal_a = false;
    argument.preposition = "a";
  }
  if (!tables_.has(VerbClass::kNaming, draft.proposition.lemma)) return;
  const auto person = std::find_if(arguments.begin(), arguments.end(), [](const Argument& a) {
    return a.role == ArgumentRole::kIndirect && a.preposition == "a" && !a.clitic;
  });
  if (person == arguments.end()) return;
  for (Argument& argument : arguments) {  // "nombró director a X": the other way round.
    if (is_plain(argument)) argument.role = ArgumentRole::kAttribute;
  }
  person->role = ArgumentRole::kObject;
  person->personal_a = true;
  person->preposition.clear();
}

// "tras la votación convocada por el G-77 y China, Annan exhortó": of two before the verb the nearer one.
void PropositionBuilder::keep_nearest_subject(Draft& draft) {
  auto& arguments = draft.proposition.arguments;
  const int verb = draft.proposition.predicate;
  const Argument* nearest = nullptr;
  const auto stands_before = [&](const Argument& a) {
    return a.role == ArgumentRole::kSubject && a.proposition < 0 && !a.relative && a.head >= 0 && a.head < verb &&
           (tree_.word(a.head).upos == "NOUN" || tree_.word(a.head).upos == "PROPN");
  };
  for (const Argument& argument : arguments) {
    if (stands_before(argument) && (nearest == nullptr || argument.head > nearest->head)) nearest = &argument;
  }
  if (nearest == nullptr || nearest->words.empty()) return;
  const int begin = nearest->words.front();
  const int head = nearest->head;
  const auto apart = [&](const Argument& a) {  // "el Gobierno, las autoridades y Venezuela" is one list.
    return stands_before(a) && a.head != head && !a.words.empty() && begin - a.words.back() > 2;
  };
  std::erase_if(arguments, apart);
}

// A verb has one subject: of two, the one behind it is the object if there is no other.
void PropositionBuilder::settle_subjects(Draft& draft) {
  if (draft.proposition.passive || draft.proposition.kind == PropositionKind::kCopular) return;
  auto& arguments = draft.proposition.arguments;
  const int verb = draft.proposition.predicate;
  const auto is_subject = [](const Argument& a) { return a.role == ArgumentRole::kSubject && a.proposition < 0; };
  keep_nearest_subject(draft);
  const auto before = std::find_if(arguments.begin(), arguments.end(),
                                   [&](const Argument& a) { return is_subject(a) && (a.relative || a.head < verb); });
  const auto behind = std::find_if(arguments.begin(), arguments.end(),
                                   [&](const Argument& a) { return is_subject(a) && !a.relative && a.head > verb; });
  if (before == arguments.end() || behind == arguments.end()) return;
  // "“Fue X la que …”, explicó Y": whoever stands behind the pause and the verb says it.
  const bool said = tables_.has(VerbClass::kCommunication, draft.proposition.lemma) && verb > 0 &&
                    tree_.word(verb - 1).upos == "PUNCT" && behind->head <= verb + 3;
  if (said) {
    arguments.erase(before);
    return;
  }
  if (has_role(draft.proposition, ArgumentRole::kObject)) return;
  behind->role = ArgumentRole::kObject;
}

// "le entregó la carta a X", "se los entrega a X": the pronoun only announces whom the phrase names.
void PropositionBuilder::settle_doubled(Draft& draft) {
  auto& arguments = draft.proposition.arguments;
  const auto phrase = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& a) {
    const bool to = a.personal_a || (a.role == ArgumentRole::kIndirect && a.preposition == "a");
    return to && !a.clitic && !a.relative && a.proposition < 0;
  });
  if (phrase == arguments.end()) return;
  const int head = phrase->head;
  bool announced = false;
  bool accusative = false;
  for (const Argument& argument : arguments) {
    if (!argument.clitic) continue;
    const std::string form = to_lower(tree_.word(argument.head).form);
    announced = announced || form == "le" || form == "les";
    accusative = accusative || form == "lo" || form == "los" || form == "la" || form == "las";
  }
  if (announced) {
    std::erase_if(arguments, [&](const Argument& a) {
      const std::string form = a.clitic ? to_lower(tree_.word(a.head).form) : "";
      return form == "le" || form == "les";
    });
  }
  if (!accusative && !announced) return;
  // "a X lo detuvo la policía": the clitic only takes up the object that stands before the verb; not "a X se lo dijo".
  const auto has_se = [&](int w) { return to_lower(tree_.word(w).form) == "se"; };
  const bool dative = announced || std::ranges::any_of(tree_.children(draft.proposition.predicate), has_se);
  if (accusative && !dative && head < draft.proposition.predicate) {
    std::erase_if(arguments, [](const Argument& a) { return a.clitic; });
    for (Argument& argument : arguments) {
      if (argument.head != head) continue;
      argument.role = ArgumentRole::kObject;
      argument.personal_a = true;
      argument.preposition.clear();
    }
    return;
  }
  for (Argument& argument : arguments) {
    if (argument.head != head || !argument.personal_a) continue;
    argument.role = ArgumentRole::kIndirect;
    argument.personal_a = false;
    argument.preposition = "a";
  }
}

// "murieron dos monjes", "entre ellos se encontraba X": verbs without objects; what looks like one is the subject.
void PropositionBuilder::settle_unaccusative(Draft& draft) {
  Proposition& proposition = draft.proposition;
  const bool found = proposition.lemma == "encontrar" &&
                     std::any_of(proposition.relation_words.begin(), proposition.relation_words.end(),
                                 [&](int i) { return to_lower(tree_.word(i).form) == "se"; });
  if (proposition.passive || (!found && !tables_.has(VerbClass::kUnaccusative, proposition.lemma))) return;
  const bool has_subject = subject_of(proposition) != nullptr;
  const auto is_object = [&](const Argument& a) {
    const bool inside_name = a.head >= 0 && tree_.word(a.head).entity.starts_with("I-");  // Its first word has "en".
    return a.role == ArgumentRole::kObject && !a.personal_a && !a.clitic && a.proposition < 0 && !inside_name;
  };
  if (has_subject) {
    std::erase_if(proposition.arguments, is_object);
    return;
  }
  const auto object = std::find_if(proposition.arguments.begin(), proposition.arguments.end(), is_object);
  if (object != proposition.arguments.end()) object->role = ArgumentRole::kSubject;
}

// "al conmemorarse el Día de X": nobody in particular does.
void PropositionBuilder::settle_reflexive_infinitive(Draft& draft) {
  Proposition& proposition = draft.proposition;
  const int predicate = proposition.predicate;
  if (proposition.passive || form_of(predicate) != "Inf" || governor_[draft.top] >= 0) return;
  const bool reflexive =
      std::any_of(tree_.children(predicate).begin(), tree_.children(predicate).end(), [&](int child) {
        return child > predicate && tree_.word(child).upos == "PRON" && to_lower(tree_.word(child).form) == "se";
      });
  const bool with_se = reflexive || to_lower(tree_.word(predicate).form).ends_with("rse");
  const auto object = std::find_if(proposition.arguments.begin(), proposition.arguments.end(), [](const Argument& a) {
    return a.role == ArgumentRole::kObject && !a.personal_a && !a.clitic && a.proposition < 0;
  });
  if (!with_se || object == proposition.arguments.end()) return;
  object->role = ArgumentRole::kPatient;
  proposition.passive = true;
}

// "se eligió a X", "se detuvo a Y": nobody is named who did; "parece que", "importa que": the clause is the subject.
void PropositionBuilder::settle_impersonal(Draft& draft) {
  Proposition& proposition = draft.proposition;
  if (proposition.passive || subject_of(proposition) != nullptr) return;
  const bool singular = finite_word(draft.top) >= 0 && feature(tree_.word(finite_word(draft.top)), "Number") == "Sing";
  const bool with_se = std::any_of(proposition.relation_words.begin(), proposition.relation_words.end(), [&](int i) {
    return i < proposition.predicate && to_lower(tree_.word(i).form) == "se" && tree_.head(i) == proposition.predicate;
  });
  const bool asks = tables_.has(VerbClass::kControlObject, proposition.lemma);  // "se insta a X a pagar"
  const bool acts_on = std::any_of(proposition.arguments.begin(), proposition.arguments.end(), [&](const Argument& a) {
    const bool asked = asks && a.role == ArgumentRole::kIndirect && a.preposition == "a" && !a.clitic;
    return asked || (a.role == ArgumentRole::kObject && a.personal_a);
  });
  const bool clause = tables_.has(VerbClass::kClauseSubject, proposition.lemma) &&
                      proposition.kind == PropositionKind::kVerbal && has_role(proposition, ArgumentRole::kClause);
  const bool nobody = with_se && (acts_on || tables_.has(VerbClass::kImpersonalSe, proposition.lemma));
  const int finite = finite_word(draft.top);
  const bool there_is = finite >= 0 && to_lower(tree_.word(finite).form) == "hay";  // "hay que empezar"
  if ((singular && (nobody || clause)) || there_is) proposition.impersonal = true;
}

}  // namespace trama
