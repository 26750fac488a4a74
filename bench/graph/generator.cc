#include "bench/graph/generator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "graph/model/dates.h"

namespace trama::bench {
namespace {

constexpr std::int64_t kFirstDay = 19358;  // 2023-01-01
constexpr std::uint64_t kDays = 3 * 365;
constexpr std::size_t kShortestSentence = 110;
constexpr std::size_t kCast = 5;  // Actors that a document keeps coming back to.

// What is drawn for one purpose must not depend on what is drawn for another.
enum Purpose : std::uint64_t {
  kCastOf = 1,
  kStatements,
  kSentence,
  kDay,
  kCopy,
  kStyle,
  kForm,
  kVerb,
  kPolarity,
  kModality,
  kConfidence,
  kExtra,
  kObject,
  kWho
};

Span append(std::string& text, std::string_view words) {
  if (!text.empty() && text.back() != '\n') text += ' ';
  const Span span{text.size(), text.size() + words.size()};
  text += words;
  return span;
}

void set_metadata(Document& document, std::uint64_t number, std::int64_t day) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%09llu", static_cast<unsigned long long>(number));
  document.id = std::string("nota-") + digits.data();
  document.date = iso_of(day);
  document.source = publisher(below(spread(number, kExtra), 12) * below(spread(number, kExtra + 100), 12));
  document.url = "https://noticias.example/" + document.date + "/" + document.id + ".html";
}

Modality some_modality(std::uint64_t seed) {
  constexpr std::array<Modality, 7> kOthers = {Modality::kPromised, Modality::kPlanned,     Modality::kPossible,
                                               Modality::kAlleged,  Modality::kConditional, Modality::kOrdered,
                                               Modality::kDenied};
  return fraction(seed) < 0.82 ? Modality::kAsserted : kOthers[below(spread(seed), kOthers.size())];
}

Relation some_relation(std::uint64_t seed) {
  const double u = fraction(seed);  // The first verbs are the common ones.
  const Verb& chosen = verb(static_cast<std::size_t>(u * u * static_cast<double>(verb_count())));
  Relation relation;
  relation.lemma = chosen.lemma;
  relation.label = chosen.label;
  relation.preposition = chosen.preposition;
  relation.event_class = chosen.event_class;
  relation.event_root = chosen.event_root;
  relation.event_direction = chosen.event_direction;
  relation.relation_class = chosen.relation_class;
  relation.symmetric = chosen.symmetric;
  return relation;
}

// What not every statement has.
void add_extras(Statement& statement, const Document& document, std::uint64_t seed) {
  statement.polarity = fraction(spread(seed, kPolarity)) < 0.04 ? Polarity::kNegative : Polarity::kPositive;
  statement.modality = some_modality(spread(seed, kModality));
  statement.confidence = std::round((0.65 + 0.33 * fraction(spread(seed, kConfidence))) * 1000) / 1000;
  if (fraction(spread(seed, kExtra)) < 0.1) statement.count = 1 + static_cast<int>(below(spread(seed, kCopy), 3));
  if (fraction(spread(seed, kExtra + 1)) < 0.08) statement.place = make_actor(1 + 4 * (seed % 50)).name;
  if (fraction(spread(seed, kExtra + 2)) < 0.15 && !document.date.empty()) {
    const std::int64_t day = *days_of(document.date) - static_cast<std::int64_t>(seed % 30);
    statement.time = TimeExpression{"ese día", iso_of(day), iso_of(day + 1), statement.relation.span};
  }
}

// A piece of the sentence's end that no other text is likely to have.
std::string phrase(std::uint64_t seed) {
  return std::string(filler(seed >> 8)) + " sobre " + make_word(spread(seed, 1)) + " y " + make_word(spread(seed, 2));
}

}  // namespace

struct Generator::Cast {
  std::uint64_t document = 0;
  std::array<std::uint64_t, kCast> ranks{};
};

// The continuous form of Zipf's law, inverted: near enough for all but the very first ranks, and without a table.
std::uint64_t Generator::some_rank(std::uint64_t seed) const {
  const double rest = 1 - options_.exponent;
  const double last = std::pow(static_cast<double>(options_.entities) + 1, rest);
  const double rank = std::pow(1 + fraction(seed) * (last - 1), 1 / rest) - 1;
  return std::min(options_.entities - 1, static_cast<std::uint64_t>(rank));
}

// An actor as one document calls it: seven in ten by the full name alone, two by both names, one by the brief name.
Mention Generator::mention(std::uint64_t document, std::uint64_t rank, std::uint64_t seed) const {
  Actor actor = make_actor(rank);
  Mention result;
  result.type = actor.type;
  result.named = true;
  result.canonical = result.text = actor.name;
  const double style = fraction(spread(spread(document, rank), kStyle));
  if (actor.brief.empty() || style < 0.7) return result;
  if (style < 0.92) {
    result.aliases = {actor.brief};
    if (fraction(spread(seed, kForm)) < 0.6) result.text = actor.brief;
  } else {
    result.canonical = result.text = actor.brief;
  }
  return result;
}

Mention Generator::object(std::uint64_t document, std::uint64_t rank, std::uint64_t seed) const {
  const double kind = fraction(spread(seed, kObject));
  if (kind >= options_.things + options_.nominals) return mention(document, rank, seed);
  const bool thing = kind < options_.things;
  Mention result;
  result.type = thing ? EntityType::kMisc : EntityType::kGroup;
  result.kind = MentionKind::kNominal;
  result.canonical = result.text = thing ? nominal_thing(seed) : nominal_actor(seed);
  result.head_lemma = make_word(seed % 40);
  return result;
}

void Generator::add_sentence(DocumentStatements& document, const Cast& cast, std::uint64_t seed, int statements) const {
  std::string& text = document.document.text;
  const std::size_t first = document.statements.size();
  const auto actor = [&](std::uint64_t purpose) {
    const std::uint64_t draw = spread(seed, purpose);
    return fraction(draw) < 0.5 ? cast.ranks[below(spread(draw), kCast)] : some_rank(spread(draw));
  };
  const std::uint64_t subject = actor(kWho);
  Mention who = mention(cast.document, subject, seed);
  who.span = append(text, who.text);
  const std::size_t begin = who.span.begin;
  for (int i = 0; i < statements; ++i) {
    const std::uint64_t own = spread(seed, 1000 + static_cast<std::uint64_t>(i));
    Statement statement;
    statement.subject = who;
    if (i > 0) append(text, "y");
    statement.relation = some_relation(spread(own, kVerb));
    statement.relation.span = append(text, statement.relation.label);
    std::uint64_t rank = actor(kObject + 100 * static_cast<std::uint64_t>(i + 1));
    if (rank == subject) rank = (rank + 1) % options_.entities;
    statement.object = object(cast.document, rank, own);
    statement.object.span = append(text, statement.object.text);
    add_extras(statement, document.document, own);
    if (fraction(spread(own, kExtra + 3)) < 0.1) {
      statement.theme = "plan de " + make_word(own % 5000);
      statement.theme_span = append(text, statement.theme);
    }
    document.statements.push_back(std::move(statement));
  }
  for (std::uint64_t i = 0; text.size() - begin < kShortestSentence; ++i) {
    append(text, i == 0 ? phrase(seed) : make_word(spread(seed, 2000 + i)));
  }
  text += '.';
  const Span span{begin, text.size()};
  for (std::size_t i = first; i < document.statements.size(); ++i) {
    document.statements[i].evidence.span = span;
    document.statements[i].evidence.sentence = span.of(text);
  }
}

DocumentStatements Generator::article(std::uint64_t number) const {
  const std::uint64_t seed = spread(options_.seed, number);
  DocumentStatements result;
  Document& document = result.document;
  set_metadata(document, number, kFirstDay + static_cast<std::int64_t>(below(spread(seed, kDay), kDays)));
  Cast cast;
  cast.document = number;
  for (std::size_t i = 0; i < kCast; ++i) cast.ranks[i] = some_rank(spread(spread(seed, kCastOf), i));
  document.title =
      make_actor(cast.ranks[0]).name + " y " + make_actor(cast.ranks[1]).name + ", " + std::string(filler(seed));
  const auto wanted = 6 + static_cast<std::size_t>(below(spread(seed, kStatements), 6));
  for (std::uint64_t i = 0; result.statements.size() < wanted; ++i) {
    if (i > 0 && i % 3 == 0) document.text += "\n\n";
    const std::uint64_t sentence = spread(spread(seed, kSentence), i);
    const int statements = wanted - result.statements.size() > 1 && sentence % 2 == 0 ? 2 : 1;
    add_sentence(result, cast, sentence, statements);
  }
  return result;
}

// The first two thirds of another document, in another medium, on the day after.
DocumentStatements Generator::copy_of(std::uint64_t original, std::uint64_t number) const {
  DocumentStatements result = article(original);
  const std::int64_t day = *days_of(result.document.date) + 1;
  set_metadata(result.document, number, day);
  const std::size_t kept = result.statements[result.statements.size() * 2 / 3].evidence.span.end;
  std::erase_if(result.statements, [&](const Statement& statement) { return statement.evidence.span.end > kept; });
  result.document.text.resize(kept);
  return result;
}

DocumentStatements Generator::document(std::uint64_t number) const {
  const std::uint64_t seed = spread(options_.seed, number);
  const std::uint64_t back = 1 + below(spread(seed, kCopy + 1), 50);
  DocumentStatements result = back <= number && fraction(spread(seed, kCopy)) < options_.copies
                                  ? copy_of(number - back, number)
                                  : article(number);
  for (Statement& statement : result.statements) {
    Evidence& evidence = statement.evidence;
    evidence.document = result.document.id;
    evidence.url = result.document.url;
    evidence.title = result.document.title;
    evidence.date = result.document.date;
    evidence.publisher = result.document.source;
  }
  return result;
}

}  // namespace trama::bench
