// Statements for the tests of the exports, made in one line each.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/statement.h"

namespace trama {

struct Actor {
  std::string name;
  EntityType type = EntityType::kPerson;
  bool named = true;
};

inline Actor person(std::string name) {
  return {std::move(name), EntityType::kPerson};
}
inline Actor organization(std::string name) {
  return {std::move(name), EntityType::kOrganization};
}
inline Actor place(std::string name) {
  return {std::move(name), EntityType::kLocation};
}
inline Actor group(std::string name) {
  return {std::move(name), EntityType::kGroup, false};
}
inline Actor other(std::string name) {
  return {std::move(name), EntityType::kMisc};
}

inline Mention mention(const Actor& actor) {
  Mention made;
  made.text = actor.name;
  made.canonical = actor.name;
  made.type = actor.type;
  made.kind = actor.named ? MentionKind::kNamed : MentionKind::kNominal;
  made.named = actor.named;
  return made;
}

// One sentence that says so: "SUBJECT LABEL OBJECT."
inline Statement statement(const Actor& subject, const std::string& label, const std::string& lemma,
                           const Actor& object, const std::string& document = "doc-1") {
  Statement made;
  made.subject = mention(subject);
  made.relation.label = label;
  made.relation.lemma = lemma;
  made.object = mention(object);
  made.confidence = 0.8;
  made.evidence.document = document;
  made.evidence.sentence = subject.name + " " + label + " " + object.name + ".";
  made.evidence.span = {0, made.evidence.sentence.size()};
  return made;
}

}  // namespace trama
