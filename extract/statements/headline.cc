#include "extract/statements/headline.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace trama {
namespace {

constexpr std::size_t kLeadSentences = 10;  // Most names are told in full by then.
constexpr std::string_view kBetween = "\n\n";

void shift(Span& span, std::size_t offset) {
  span.begin += offset;
  span.end += offset;
}

Sentence shifted(Sentence sentence, std::size_t offset) {
  shift(sentence.span, offset);
  for (Word& word : sentence.words) shift(word.span, offset);
  for (MultiwordToken& token : sentence.multiword_tokens) shift(token.span, offset);
  return sentence;
}

bool is_within(const Statement& statement, std::size_t end) {
  bool within = statement.evidence.span.end <= end && statement.subject.span.end <= end &&
                statement.relation.span.end <= end && statement.object.span.end <= end;
  const auto time = [&](const std::optional<TimeExpression>& one) { within &= !one || one->span.end <= end; };
  time(statement.time);
  if (statement.theme_span) within &= statement.theme_span->end <= end;
  for (const Quantity& quantity : statement.quantities) within &= quantity.span.end <= end;
  if (statement.source) {
    within &= statement.source->who.span.end <= end;
    time(statement.source->time);
  }
  return within;
}

// Whether both are the same one by a name that either has in the document.
bool is_same(const Mention& a, const Mention& b) {
  return a.canonical == b.canonical || std::ranges::count(a.aliases, b.canonical) > 0 ||
         std::ranges::count(b.aliases, a.canonical) > 0;
}

bool says_the_same(const Statement& a, const Statement& b) {
  return a.relation.lemma == b.relation.lemma && a.relation.preposition == b.relation.preposition &&
         a.polarity == b.polarity && a.modality == b.modality && is_same(a.subject, b.subject) &&
         is_same(a.object, b.object);
}

}  // namespace

AnalyzedDocument headline_and_lead(const AnalyzedDocument& document) {
  AnalyzedDocument result;
  result.document = document.document;
  result.sentences = document.headline;
  std::string text = document.document.title;
  text += kBetween;
  const std::size_t offset = text.size();
  const std::size_t lead = std::min(document.sentences.size(), kLeadSentences);
  for (std::size_t i = 0; i < lead; ++i) result.sentences.push_back(shifted(document.sentences[i], offset));
  if (lead > 0) text += std::string_view(document.document.text).substr(0, document.sentences[lead - 1].span.end);
  result.document.text = std::move(text);
  return result;
}

std::vector<Statement> statements_of_headline(std::vector<Statement> statements, std::string_view title,
                                              const std::vector<Statement>& body) {
  std::erase_if(statements, [&](const Statement& statement) {
    return !is_within(statement, title.size()) ||
           std::ranges::any_of(body, [&](const Statement& other) { return says_the_same(statement, other); });
  });
  for (Statement& statement : statements) statement.evidence.in_title = true;
  return statements;
}

}  // namespace trama
