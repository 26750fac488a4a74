// How statements become one relation.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/statement.h"
#include "graph/model/records.h"

namespace trama {

// What statements of one relation have in common.
struct RelationIdentity {
  std::uint64_t subject = 0;  // Entity::key
  std::string_view lemma;
  std::string_view preposition;
  std::uint64_t object = 0;  // Entity::key
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kAsserted;
  bool symmetric = false;
};

// RelationEdge::key: a hash of the identity. Of symmetric relations neither the preposition nor which end is which
// counts.
std::uint64_t relation_key(const RelationIdentity& identity);

// The same for many relations that differ in their ends alone.
class RelationKeys {
 public:
  explicit RelationKeys(const RelationIdentity& identity);  // Its ends count nothing.
  std::uint64_t of(std::uint64_t subject, std::uint64_t object);

 private:
  std::string bytes_;  // That are hashed; the ends come first.
  bool symmetric_;
};

// Days of the event if the statement says when, else of publication: ISO days, both included; empty if not known.
std::pair<std::string, std::string> statement_days(const Statement& statement);

// Sums up the statements of one relation. The order in which they are added does not matter.
class RelationMerger {
 public:
  // `story`: what the statement's document and its copies are called together, the document's id where it has no
  // copies; `source`: the name of the entity that says so, empty if the document itself does. Texts must outlive the
  // merger.
  void add(const Statement& statement, std::string_view story, std::string_view source);

  // All fields but id, key and ends. At least one statement was added.
  RelationEdge edge() const;

 private:
  struct Story {
    std::map<std::string_view, std::int64_t> counts;  // Of each document. Copies tell of the same events.
    double confidence = 0;                            // Of the best statement.
  };
  // Type, root and direction of an event belong together, so they are counted together.
  using Kind = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

  const Statement* first_ = nullptr;
  std::int64_t statements_ = 0;
  std::map<std::string_view, std::int64_t> labels_, prepositions_;
  std::map<Kind, std::int64_t> kinds_;
  std::map<std::string_view, Story> stories_;
  std::set<std::string_view> themes_, sources_;
  std::string first_date_, last_date_;
  double salience_ = 0;
};

}  // namespace trama
