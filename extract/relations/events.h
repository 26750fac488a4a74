// What kind of event or relation a statement tells of: event types of PLOVER with roots of CAMEO, and classes of our
// own for what PLOVER does not code, from extract/data/es/events.tsv.
//
// PLOVER (Political Language Ontology for Verifiable Event Records, the PLOVER manual of the Open Event Data Alliance)
// has sixteen types; CAMEO, which it follows, has twenty roots. The table knows predicates; this module adds what the
// statement says about them, in this order:
//
// - "amenazó con X" is THREATEN, whatever X is.
// - "se negó a X" is REJECT if X is cooperative. Refusing to attack is no event.
// - Not to SUPPORT or AGREE is a stance and so REJECT ("no reconoce a X"). Not to do anything else cooperative is
// REJECT
//   only if it is announced ("no enviará ayuda"): that something has not happened is no event for the manual. A promise
//   not to attack is CONCEDE (promises that certain things will not happen). Other negated predicates have no class.
// - "pidió atender a X" is REQUEST by its subject. What someone else asked for has no class: the request is that
//   person's, who has a statement of their own.
// - Cooperative predicates that are promised, planned or in the future are AGREE (the manual takes them "to imply
//   intentions"). Conflictual ones keep their class.
// - Possible, conditional, alleged and denied events keep their class; the statement's modality tells how they are
// held. So do relations that are no events of PLOVER, whatever their polarity.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/statement.h"

namespace trama {

class Table;

enum class EventDirection { kCooperative, kNeutral, kConflictual };
const char* to_string(EventDirection direction);  // "cooperative", "neutral", "conflictual"

// Either an event of PLOVER (`type` and `root`), or a public statement (`relation` "STATEMENT" and `root` "01", which
// CAMEO has and PLOVER leaves out), or another relation (`relation` alone).
struct EventClass {
  std::string type;  // One of event_types(): "SUPPORT".
  std::string root;  // Of CAMEO, two digits: "05".
  EventDirection direction = EventDirection::kNeutral;
  std::string mode;      // Of PLOVER's type: "visit" of CONSULT; may be empty.
  std::string relation;  // One of relation_classes(): "OFFICE".

  bool operator==(const EventClass&) const = default;
};

// PLOVER's types in the order of its manual, cooperative ones first. Four stand behind that of which they are parted:
// CRITICIZE, CONDEMN and INVESTIGATE behind ACCUSE, CONVICT behind SANCTION.
std::span<const std::string_view> event_types();
// Of one of these, the type that PLOVER has: "ACCUSE" of "CONDEMN", "AID" of "AID".
std::string_view plover_type(std::string_view type);

// Classes of what PLOVER does not code (docs/statement.md): lasting relations first, then public statements, then other
// events.
std::span<const std::string_view> relation_classes();
bool is_lasting(std::string_view relation_class);

// Immutable once loaded, so one table may serve any number of threads.
class EventTable {
 public:
  // Reads events.tsv of a folder such as extract/data/es. Throws Error: kIo, kFormat with file and line (unknown type,
  // class or root, a condition that is none, a row given twice).
  static EventTable load(const std::filesystem::path& data);

  // Reads `relation` (lemma, label, preposition), the types of subject and object, `theme`, `polarity` and `modality`.
  // Nothing where the table abstains or does not have the predicate.
  std::optional<EventClass> classify(const Statement& statement) const;

  // Whether the table has the predicate at all, if only to abstain.
  bool has(const std::string& lemma) const { return rows_.contains(lemma); }

 private:
  struct Row {
    std::vector<std::string> prepositions;  // Empty: any.
    std::vector<std::string> theme_words;   // Singulars and plurals of the nouns.
    bool no_theme = false;
    std::vector<EntityType> subjects, objects;  // Empty: any.
    std::optional<EventClass> event;
  };

  Row read_row(const Table& table, std::size_t index) const;
  const Row* find_office(const std::string& lemma) const;
  const Row* find_row(const Statement& statement) const;
  // Whether a word of the label that is not of the predicate itself begins with an entry of the list.
  bool label_has(const char* list, const Relation& relation) const;

  std::unordered_map<std::string, std::vector<Row>> rows_;           // By predicate, in the order of the file.
  std::unordered_map<std::string, std::vector<std::string>> lists_;  // "@aid" to its entries.
};

}  // namespace trama
