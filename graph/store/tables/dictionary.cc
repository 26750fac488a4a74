#include "graph/store/tables/dictionary.h"

#include <xxhash.h>

#include "base/error.h"
#include "base/hash.h"

namespace trama::store {
namespace {

// Entries of each kind that are remembered: a megabyte holds some ten thousand.
constexpr std::size_t kRemembered = 1'000'000;
constexpr std::size_t kRememberedTexts = 200'000;

template <typename Map>
void make_room(Map& map, std::size_t most) {
  if (map.size() >= most) map.clear();
}

[[noreturn]] void fail(const sqlite::Database& database, const char* table, std::int64_t number) {
  throw Error(ErrorCode::kFormat, database.file() + ": the graph file is damaged (" + table + " has no row " +
                                      std::to_string(number) + ")");
}

}  // namespace

std::int64_t hash_of(std::string_view bytes) {
  return static_cast<std::int64_t>(content_hash(bytes));
}

Dictionary::Dictionary(sqlite::Database& database)
    : database_(database),
      find_text_(database, "SELECT number, text FROM texts WHERE hash = ?"),
      add_text_(database, "INSERT INTO texts (hash, text) VALUES (?, ?)"),
      read_text_(database, "SELECT text FROM texts WHERE number = ?"),
      find_verb_(database, "SELECT number FROM verbs WHERE lemma = ? AND preposition = ? AND symmetric = ?"),
      add_verb_(database, "INSERT INTO verbs (lemma, preposition, symmetric) VALUES (?, ?, ?)"),
      read_verb_(database, "SELECT lemma, preposition, symmetric FROM verbs WHERE number = ?"),
      find_predicate_(database,
                      "SELECT number FROM predicates WHERE verb = ? AND preposition = ? AND label = ? AND class = ?"),
      add_predicate_(database, "INSERT INTO predicates (verb, preposition, label, class) VALUES (?, ?, ?, ?)"),
      read_predicate_(database, "SELECT verb, preposition, label, class FROM predicates WHERE number = ?"),
      find_class_(database,
                  "SELECT number FROM classes WHERE event_class = ? AND event_root = ? AND event_direction = ? AND "
                  "relation_class = ?"),
      add_class_(database,
                 "INSERT INTO classes (event_class, event_root, event_direction, relation_class) VALUES (?, ?, ?, ?)"),
      read_class_(database,
                  "SELECT event_class, event_root, event_direction, relation_class FROM classes WHERE number = ?") {}

std::int64_t Dictionary::number_of(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  const Key key{hash.low64, hash.high64};
  if (const auto found = text_numbers_.find(key); found != text_numbers_.end()) return found->second;
  make_room(text_numbers_, kRemembered);
  const std::int64_t stored = hash_of(text);
  std::int64_t number = 0;
  find_text_.bind(1, stored);
  while (number == 0 && find_text_.step()) {
    if (find_text_.text(1) == text) number = find_text_.number(0);
  }
  find_text_.reset();
  if (number == 0) {
    add_text_.bind(1, stored).bind(2, text).run();
    number = sqlite3_last_insert_rowid(database_.handle());
  }
  text_numbers_.emplace(key, number);
  return number;
}

std::int64_t Dictionary::number_of(const Verb& verb) {
  if (const auto found = verb_numbers_.find(verb); found != verb_numbers_.end()) return found->second;
  make_room(verb_numbers_, kRemembered);
  const auto bind = [&](sqlite::Query& query) -> sqlite::Query& {
    return query.bind(1, verb.lemma).bind(2, verb.preposition).bind(3, std::int64_t{verb.symmetric});
  };
  std::int64_t number = bind(find_verb_).step() ? find_verb_.number(0) : 0;
  find_verb_.reset();
  if (number == 0) {
    bind(add_verb_).run();
    number = sqlite3_last_insert_rowid(database_.handle());
  }
  verb_numbers_.emplace(verb, number);
  return number;
}

std::int64_t Dictionary::number_of(const Predicate& predicate) {
  if (const auto found = predicate_numbers_.find(predicate); found != predicate_numbers_.end()) return found->second;
  make_room(predicate_numbers_, kRemembered);
  const auto bind = [&](sqlite::Query& query) -> sqlite::Query& {
    query.bind(1, predicate.verb).bind(2, predicate.preposition);
    return query.bind(3, predicate.label).bind(4, predicate.kind);
  };
  std::int64_t number = bind(find_predicate_).step() ? find_predicate_.number(0) : 0;
  find_predicate_.reset();
  if (number == 0) {
    bind(add_predicate_).run();
    number = sqlite3_last_insert_rowid(database_.handle());
  }
  predicate_numbers_.emplace(predicate, number);
  return number;
}

std::int64_t Dictionary::number_of(const Class& kind) {
  if (const auto found = class_numbers_.find(kind); found != class_numbers_.end()) return found->second;
  make_room(class_numbers_, kRemembered);
  const auto bind = [&](sqlite::Query& query) -> sqlite::Query& {
    query.bind(1, kind.event_class).bind(2, kind.event_root);
    return query.bind(3, kind.event_direction).bind(4, kind.relation_class);
  };
  std::int64_t number = bind(find_class_).step() ? find_class_.number(0) : 0;
  find_class_.reset();
  if (number == 0) {
    bind(add_class_).run();
    number = sqlite3_last_insert_rowid(database_.handle());
  }
  class_numbers_.emplace(kind, number);
  return number;
}

std::int64_t Dictionary::predicate_of(const Relation& relation) {
  const std::int64_t preposition = number_of(relation.preposition);
  Verb verb{number_of(relation.lemma), preposition, relation.symmetric};
  if (relation.symmetric) verb.preposition = number_of(std::string_view());
  const Class kind{relation.event_class, relation.event_root, relation.event_direction, relation.relation_class};
  return number_of(Predicate{number_of(verb), preposition, number_of(relation.label), number_of(kind)});
}

const std::string& Dictionary::text(std::int64_t number) {
  if (const auto found = texts_.find(number); found != texts_.end()) return found->second;
  make_room(texts_, kRememberedTexts);
  if (!read_text_.bind(1, number).step()) fail(database_, "texts", number);
  const auto place = texts_.emplace(number, read_text_.text(0)).first;
  read_text_.reset();
  return place->second;
}

const Verb& Dictionary::verb(std::int64_t number) {
  if (const auto found = verbs_.find(number); found != verbs_.end()) return found->second;
  make_room(verbs_, kRemembered);
  if (!read_verb_.bind(1, number).step()) fail(database_, "verbs", number);
  const Verb verb{read_verb_.number(0), read_verb_.number(1), read_verb_.number(2) != 0};
  read_verb_.reset();
  return verbs_.emplace(number, verb).first->second;
}

const Predicate& Dictionary::predicate(std::int64_t number) {
  if (const auto found = predicates_.find(number); found != predicates_.end()) return found->second;
  make_room(predicates_, kRemembered);
  auto& query = read_predicate_;
  if (!query.bind(1, number).step()) fail(database_, "predicates", number);
  const Predicate predicate{query.number(0), query.number(1), query.number(2), query.number(3)};
  query.reset();
  return predicates_.emplace(number, predicate).first->second;
}

const Class& Dictionary::kind(std::int64_t number) {
  if (const auto found = classes_.find(number); found != classes_.end()) return found->second;
  make_room(classes_, kRemembered);
  auto& query = read_class_;
  if (!query.bind(1, number).step()) fail(database_, "classes", number);
  const Class kind{std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2)),
                   std::string(query.text(3))};
  query.reset();
  return classes_.emplace(number, kind).first->second;
}

void Dictionary::forget() {
  text_numbers_.clear();
  verb_numbers_.clear();
  predicate_numbers_.clear();
  class_numbers_.clear();
  texts_.clear();
  verbs_.clear();
  predicates_.clear();
  classes_.clear();
}

}  // namespace trama::store
