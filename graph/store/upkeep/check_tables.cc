#include "graph/store/upkeep/check_tables.h"

#include <optional>

#include "base/error.h"
#include "base/hash.h"
#include "graph/resolve/decisions.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_reader.h"
#include "graph/store/tables/store_file.h"

namespace trama::store {
namespace {

using sqlite::Query;

constexpr std::int64_t kShown = 10;  // Of each kind.

// What tells an entity or a relation in whatever file.
#define TRAMA_ENDS                                                    \
  "CASE WHEN verbs.symmetric THEN min(s.key, o.key) ELSE s.key END, " \
  "CASE WHEN verbs.symmetric THEN max(s.key, o.key) ELSE o.key END, verb, r.polarity, r.modality"
#define TRAMA_JOINS                                                                                               \
  " LEFT JOIN entities s ON s.number = r.subject LEFT JOIN entities o ON o.number = r.object LEFT JOIN verbs ON " \
  "verbs.number = verb"

struct DerivedTable {
  const char* name;
  const char* rows;
};

constexpr DerivedTable kTables[] = {
    {"stories", "SELECT document, day, story FROM stories"},
    {"story_keys", "SELECT key, rank, day, document FROM story_keys"},
    {"name_facts",
     "SELECT f.name, f.mentions, f.documents, f.statements, f.types, e.key FROM name_facts f "
     "LEFT JOIN entities e ON e.number = f.entity"},
    {"name_surfaces", "SELECT name, text, mentions FROM name_surfaces"},
    {"name_documents", "SELECT name, document, acts FROM name_documents"},
    {"name_aliases", "SELECT name, key, alias, documents FROM name_aliases"},
    {"blocks", "SELECT block, id FROM blocks"},
    {"links", "SELECT name, other, probability, certain, reason FROM links"},
    {"entities", "SELECT key, name, base, folded, type, named, hidden, mentions, documents, relations FROM entities"},
    {"entity_names", "SELECT e.key, n.name FROM entity_names n LEFT JOIN entities e ON e.number = n.entity"},
    {"lookup", "SELECT lookup.key, e.key FROM lookup LEFT JOIN entities e ON e.number = lookup.entity"},
    {"merges", "SELECT e.key, m.name, with_name, reason FROM merges m LEFT JOIN entities e ON e.number = m.entity"},
    {"relations", "SELECT " TRAMA_ENDS
                  ", label, r.preposition, class, count, statements, r.documents, confidence, first_day, last_day, "
                  "reported, salience FROM relations r" TRAMA_JOINS},
    {"settings", "SELECT name, value FROM settings WHERE name IN ('entities', 'relations', 'copies')"},
    {"evidence", "SELECT " TRAMA_ENDS
                 ", statement FROM evidence LEFT JOIN relations r ON r.number = evidence.relation" TRAMA_JOINS},
};

std::string damage_of(const Error& error, const sqlite::Database& database) {
  std::string what = error.what();
  const std::string file = database.file() + ": ";
  if (what.starts_with(file)) what.erase(0, file.size());
  return what;
}

class DocumentCheck {
 public:
  DocumentCheck(sqlite::Database& database, Problems& problems) : database_(database), problems_(problems) {}

  void run() {
    check_references();
    check_hashes();
    check_texts();
    check_names();
    check_statements();
  }

 private:
  void check_references() {
    Query query(database_, "PRAGMA foreign_key_check");
    while (query.step()) {
      problems_.add("reference " + std::string(query.text(0)), "row " + std::to_string(query.number(1)) + " of " +
                                                                   std::string(query.text(0)) + " refers to a row of " +
                                                                   std::string(query.text(2)) + " that there is not");
    }
    for (const char* table : {"sentences", "statements"}) {
      const std::string sql = std::string("SELECT DISTINCT number >> ") + std::to_string(kOrdinalBits) + " FROM " +
                              table + " WHERE number >> " + std::to_string(kOrdinalBits) +
                              " NOT IN (SELECT number FROM documents)";
      Query orphans(database_, sql);
      while (orphans.step()) {
        problems_.add("orphan", std::string(table) + " of document " + std::to_string(orphans.number(0)) +
                                    ", which there is not");
      }
    }
  }

  void check_hashes() {
    Query query(database_, "SELECT number FROM documents WHERE length(identity) <> ?1 OR length(hash) <> ?1");
    query.bind(1, static_cast<std::int64_t>(kStoredHash));
    while (query.step()) {
      problems_.add("hash", "document " + std::to_string(query.number(0)) + " has no whole hash");
    }
  }

  void check_texts() {
    Query query(database_, "SELECT number, hash, text FROM texts");
    while (query.step()) {
      if (hash_of(query.text(2)) == query.number(1)) continue;
      problems_.add("text", "text " + std::to_string(query.number(0)) + " does not fit its hash");
    }
  }

  void check_names() {
    Query query(database_, "SELECT number, id, key, class, qualifier FROM names");
    while (query.step()) {
      const NameKey key{std::string(query.text(2)), static_cast<NameClass>(query.number(3)),
                        std::string(query.text(4))};
      if (name_id(key) == static_cast<std::uint64_t>(query.number(1))) continue;
      problems_.add("name", "name " + std::to_string(query.number(0)) + " does not fit its id");
    }
  }

  void check_statements() {
    std::int64_t statements = 0;
    start_reader();
    Query query(database_, "SELECT number, polarity, modality, sentence FROM statements ORDER BY number");
    for (; query.step(); ++statements) {
      const std::int64_t number = query.number(0);
      const bool sensible = query.number(1) >= 0 && query.number(1) <= 1 && query.number(2) >= 0 &&
                            query.number(2) <= static_cast<std::int64_t>(Modality::kDenied);
      if (!sensible) say(number, "has a polarity or modality that there is not");
      try {
        const Statement statement = reader_->read(number, nobody_);
        if (statement.subject.canonical.empty() || statement.object.canonical.empty()) say(number, "lacks a name");
      } catch (const Error& error) {
        if (error.code() != ErrorCode::kFormat) throw;
        say(number, damage_of(error, database_));
        start_reader();  // Its queries stand where they failed.
      }
    }
    const std::int64_t counted = count_setting(database_, kStatements);
    if (counted != statements) {
      problems_.add("count", "counts " + std::to_string(counted) + " statements and has " + std::to_string(statements));
    }
  }

  void say(std::int64_t number, const std::string& what) {
    problems_.add("statement", "statement " + std::to_string(number) + " of document " +
                                   std::to_string(number >> kOrdinalBits) + ": " + what);
  }

  void start_reader() {
    dictionary_.emplace(database_);
    reader_.emplace(database_, *dictionary_);
  }

  sqlite::Database& database_;
  Problems& problems_;
  std::optional<Dictionary> dictionary_;
  std::optional<WholeStatements> reader_;
  const StoredDocument nobody_;
};

}  // namespace

void Problems::add(const std::string& kind, const std::string& line) {
  if (++counts_[kind] <= kShown) lines_.push_back(line);
}

std::vector<std::string> Problems::lines() const {
  std::vector<std::string> all = lines_;
  for (const auto& [kind, count] : counts_) {
    if (count > kShown) all.push_back("… and " + std::to_string(count - kShown) + " more of this kind: " + kind);
  }
  return all;
}

void check_documents(sqlite::Database& database, Problems& problems) {
  DocumentCheck(database, problems).run();
}

std::vector<TableContent> derived_content(const sqlite::Database& database) {
  std::vector<TableContent> tables;
  std::string bytes;
  for (const DerivedTable& table : kTables) {
    TableContent content{table.name};
    Query query(database, table.rows);
    for (; query.step(); ++content.rows) {
      bytes.clear();
      query.append_row(bytes);
      content.sum += content_hash(bytes);
    }
    tables.push_back(std::move(content));
  }
  return tables;
}

}  // namespace trama::store
