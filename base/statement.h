// The contract between text and graph: who did what to whom, who says so, when, how sure, in which sentence.
// The JSON form is in base/statement_json.h and documented in docs/statement.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace trama {

// Version of the JSON form, the newest that is read. Grows when a reader of the old form would misread the new one; a
// statement is written in the oldest form that can hold it, and 2 holds those of headlines.
inline constexpr int kStatementVersion = 2;

enum class EntityType { kPerson, kOrganization, kLocation, kMisc, kGroup };
enum class MentionKind {
  kNamed,    // "Kim Jong Un"
  kNominal,  // "altos funcionarios rusos"
  kPronoun,  // "él", a clitic ("lo"), a possessive ("su")
  kDropped,  // No words of its own: the subject that Spanish leaves out. `span` is that of the verb.
};
enum class Polarity { kPositive, kNegative };
enum class Modality {
  kAsserted,     // The text, or its source, says that it is so.
  kPromised,     // "prometió apoyar"
  kPlanned,      // "planeaba enviar", "quiere enviar", futures
  kPossible,     // "podría enviar"
  kAlleged,      // "supuestamente", "habría enviado", "cree que", "según estimaciones"
  kConditional,  // "si enviara", "enviaría si"
  kOrdered,      // "ordenó enviar", "pidió que"
  kDenied,       // "negó que enviara"
};

// A participant of a statement.
struct Mention {
  std::string text;       // As it stands in the document: whole_words() of the span's bytes (base/divided_words.h).
  std::string canonical;  // The best name of its coreference chain in the document: "Kim Jong Un" for "lo". For a
                          // nominal without a name its own text without the leading determiner. Never empty.
  EntityType type = EntityType::kMisc;
  MentionKind kind = MentionKind::kNamed;  // Of this mention.
  bool named = false;                      // Whether the chain has a name: `canonical` is a proper name.
  std::vector<std::string> aliases;        // Other names of the chain in this document, sorted, without `canonical`.
  std::string head_lemma;                  // Lemma of the head word of a nominal ("funcionario"); empty for names.
  std::string
      via;  // Name that stood in the text where `canonical` stands for it by metonymy ("Pyongyang"), else empty.
  Span span;

  bool operator==(const Mention&) const = default;
};

struct Quantity {
  std::string text;  // "entre 25,000 y 30,000 tropas"
  double low = 0;    // Equal to `high` unless the text gives a range.
  double high = 0;
  std::string unit;          // Lemma of what is counted or measured: "tropa"; may be empty.
  bool approximate = false;  // "unos", "cerca de", "más de"
  Span span;

  bool operator==(const Quantity&) const = default;
};

// When, as a half-open interval of days: `begin` "2025-07-02", `end` "2025-07-03". Either may be empty (open).
struct TimeExpression {
  std::string text;
  std::string begin;  // ISO date of the first day, empty if unknown or unbounded.
  std::string end;    // ISO date of the day after the last, empty if unknown or unbounded.
  Span span;

  bool operator==(const TimeExpression&) const = default;
};

struct Relation {
  std::string lemma;        // "visitar", "apoyar"; for nominal relations the noun: "presidente".
  std::string label;        // As a person would write it on an arrow: "visitó", "prometió apoyar", "se reunió con".
  std::string preposition;  // That joins the object: "con", "contra"; empty if none. (Personal "a" is left out.)
  std::string event_class;  // PLOVER event type such as "SUPPORT"; empty where the table abstains.
  std::string event_root;   // CAMEO root code such as "05"; "01" (a public statement) has no type. May be empty.
  std::string event_direction;  // "cooperative", "neutral" or "conflictual"; empty without a root.
  std::string relation_class;   // Of what PLOVER does not code: "OFFICE", "KINSHIP" …; empty beside an event_class.
  bool symmetric = false;       // "se reunió con": the direction carries nothing.
  Span span;                    // Of the predicate's main word or words.

  bool operator==(const Relation&) const = default;
};

struct Attribution {
  Mention who;          // "Seúl", "Sergei Shoigu", "fuentes ucranianas"
  std::string verb;     // Lemma of the verb or the cue: "decir", "según".
  std::string through;  // Who passed it on, for nested sources ("CNN, citando fuentes ucranianas"); may be empty.
  std::optional<TimeExpression> time;  // When it was said, where the text tells.

  bool operator==(const Attribution&) const = default;
};

struct Evidence {
  std::string document;  // Document::id
  std::string url;
  std::string title;
  std::string date;       // Publication date, ISO; may be empty.
  std::string publisher;  // Document::source
  std::string sentence;   // whole_words() of the sentence's bytes.
  Span span;              // Of the sentence.
  bool in_title = false;  // It is the headline: all spans of the statement point into Document::title.

  bool operator==(const Evidence&) const = default;
};

// All spans point into the text of `evidence.document`, or into its title.
struct Statement {
  Mention subject;
  Relation relation;
  Mention object;
  std::string theme;  // "12 millones de proyectiles": what is sent, said, signed; may be empty.
  std::optional<Span> theme_span;
  std::vector<Quantity> quantities;  // Of the theme, object or event.
  std::optional<TimeExpression> time;
  std::string place;  // May be empty.
  int count = 1;      // How often the sentence says that it happened: "tres veces" is 3.
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kAsserted;
  std::optional<Attribution> source;  // Absent: the document itself says so.
  double confidence = 0;              // In [0, 1].
  double salience = 1;                // In [0, 1]: how much it belongs to what the text is about.
  Evidence evidence;

  bool operator==(const Statement&) const = default;
};

// Stable names used in every textual form: "PER", "ORG", "LOC", "MISC", "GROUP"; "named", …; "positive", "negative";
// "asserted", "promised", ….
const char* to_string(EntityType type);
const char* to_string(MentionKind kind);
const char* to_string(Polarity polarity);
const char* to_string(Modality modality);
// The reverse; nullopt for an unknown name.
std::optional<EntityType> find_entity_type(std::string_view name);
std::optional<MentionKind> find_mention_kind(std::string_view name);
std::optional<Polarity> find_polarity(std::string_view name);
std::optional<Modality> find_modality(std::string_view name);

}  // namespace trama
