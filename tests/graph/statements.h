// Statements for tests, said briefly.
#pragma once

#include <string>
#include <vector>

#include "base/statement.h"

namespace trama::test {

inline Mention person(const std::string& name, std::vector<std::string> aliases = {}) {
  Mention mention;
  mention.text = mention.canonical = name;
  mention.type = EntityType::kPerson;
  mention.named = true;
  mention.aliases = std::move(aliases);
  return mention;
}

inline Mention named(const std::string& name, EntityType type, std::vector<std::string> aliases = {}) {
  Mention mention = person(name, std::move(aliases));
  mention.type = type;
  return mention;
}

inline Mention place(const std::string& name, std::vector<std::string> aliases = {}) {
  return named(name, EntityType::kLocation, std::move(aliases));
}

inline Mention nominal(const std::string& text) {
  Mention mention = named(text, EntityType::kGroup);
  mention.kind = MentionKind::kNominal;
  mention.named = false;
  return mention;
}

inline Statement says(const Mention& subject, const std::string& lemma, const Mention& object,
                      const std::string& document = "d1", const std::string& date = "") {
  Statement statement;
  statement.subject = subject;
  statement.relation.lemma = lemma;
  statement.relation.label = lemma;
  statement.object = object;
  statement.confidence = 0.5;
  statement.evidence.document = document;
  statement.evidence.date = date;
  statement.evidence.sentence = subject.canonical + " " + lemma + " " + object.canonical + ".";
  statement.evidence.span = {0, statement.evidence.sentence.size()};
  return statement;
}

}  // namespace trama::test
