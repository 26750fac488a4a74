// Texts, verbs, predicates and classes of a graph file by number: each is stored once. Private to graph/.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/statement.h"
#include "graph/store/sqlite/sqlite.h"

namespace trama::store {

// content_hash() as a number of the file.
std::int64_t hash_of(std::string_view bytes);

// What decides into which relation a statement goes, its ends apart. Symmetric verbs have no preposition here.
struct Verb {
  std::int64_t lemma = 0;  // Of texts.
  std::int64_t preposition = 0;
  bool symmetric = false;

  auto operator<=>(const Verb&) const = default;
};

struct Predicate {
  std::int64_t verb = 0;
  std::int64_t preposition = 0;  // Of texts.
  std::int64_t label = 0;
  std::int64_t kind = 0;  // Of classes.

  auto operator<=>(const Predicate&) const = default;
};

struct Class {
  std::string event_class, event_root, event_direction, relation_class;

  auto operator<=>(const Class&) const = default;
};

// Numbers are given as texts come and mean nothing outside the file. What was read is remembered, within bounds; call
// forget() when a transaction was rolled back.
class Dictionary {
 public:
  explicit Dictionary(sqlite::Database& database);

  // The number of a text and the rest; they are added if they are new and the file is open for writing.
  std::int64_t number_of(std::string_view text);
  std::int64_t number_of(const Verb& verb);
  std::int64_t number_of(const Predicate& predicate);
  std::int64_t number_of(const Class& kind);
  std::int64_t predicate_of(const Relation& relation);

  // What has this number; throws Error (kFormat) if nothing has. References live until the next call.
  const std::string& text(std::int64_t number);
  const Verb& verb(std::int64_t number);
  const Predicate& predicate(std::int64_t number);
  const Class& kind(std::int64_t number);

  void forget();

 private:
  struct Key {
    std::uint64_t low, high;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.low; }
  };

  sqlite::Database& database_;
  sqlite::Query find_text_, add_text_, read_text_;
  sqlite::Query find_verb_, add_verb_, read_verb_;
  sqlite::Query find_predicate_, add_predicate_, read_predicate_;
  sqlite::Query find_class_, add_class_, read_class_;
  std::unordered_map<Key, std::int64_t, KeyHash> text_numbers_;
  std::unordered_map<std::int64_t, std::string> texts_;
  std::map<Verb, std::int64_t> verb_numbers_;
  std::map<Predicate, std::int64_t> predicate_numbers_;
  std::map<Class, std::int64_t> class_numbers_;
  std::unordered_map<std::int64_t, Verb> verbs_;
  std::unordered_map<std::int64_t, Predicate> predicates_;
  std::unordered_map<std::int64_t, Class> classes_;
};

}  // namespace trama::store
