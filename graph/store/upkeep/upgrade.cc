// Graph files of older versions become files of this one, by copy.
#include "base/error.h"
#include "graph/store/store.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/store_file.h"
#include "graph/store/tables/writer.h"
#include "graph/store/upkeep/old_file.h"
#include "graph/store/upkeep/replace_file.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using sqlite::Database;

constexpr int kDocumentsOfStep = 500;  // In one transaction.

// Settings of the new file: what it is made of, the last document that was copied, what could not be.
constexpr std::string_view kFrom = "upgraded_from";
constexpr std::string_view kLast = "upgraded_to";
constexpr std::string_view kLeftOut = "upgraded_left_out";

store::WrittenDocument written(const store::OldDocument& old) {
  const Document full = store::completed(old.document, old.statements);
  return {store::document_identity(old.text_hash, old.document).substr(0, store::kStoredHash),
          old.text_hash.substr(0, store::kStoredHash),
          full.id,
          full.title,
          full.date,
          full.url,
          full.source,
          {},   // No text, no sketch.
          {}};  // Nobody knows by which model.
}

class Upgrade {
 public:
  Upgrade(store::OldFile& from, const fs::path& to, const Tell& tell)
      : from_(from), tell_(tell), database_(to, Database::Mode::kCreate) {
    store::prepare_for_writing(database_);
    dictionary_.emplace(database_);
    writer_.emplace(database_, *dictionary_, false);
  }

  // False if the file is the beginning of another one's upgrade.
  bool begin() {
    const std::string content = from_.content();
    const std::string known = store::setting(database_, kFrom);
    if (known == content) return true;
    if (!known.empty()) return false;
    if (database_.number("SELECT count(*) FROM documents") != 0) {
      throw Error(ErrorCode::kIo, database_.file() + ": is in the way: a graph that no upgrade has made; rename it");
    }
    store::set_setting(database_, kFrom, content);
    return true;
  }

  void copy() {
    while (copy_some()) {
    }
    const std::int64_t copied = database_.number("SELECT count(*) FROM documents") + documents_left_out();
    if (copied != from_.documents()) {
      throw Error(ErrorCode::kFormat, database_.file() + ": has " + std::to_string(copied) + " of " +
                                          std::to_string(from_.documents()) + " documents; take it away and try again");
    }
  }

  std::int64_t left_out() const { return store::count_setting(database_, kLeftOut) + documents_left_out(); }

 private:
  static constexpr std::string_view kDocumentsLeftOut = "upgraded_documents_left_out";

  std::int64_t documents_left_out() const { return store::count_setting(database_, kDocumentsLeftOut); }

  bool copy_some() {
    sqlite::Transaction transaction(database_);
    std::int64_t last = store::count_setting(database_, kLast);
    const std::int64_t before = writer_->statements();
    int documents = 0;
    for (; documents < kDocumentsOfStep; ++documents) {
      const std::optional<store::OldDocument> old = from_.next_after(last, tell_);
      if (!old) break;
      last = old->number;
      add(*old);
    }
    store::set_setting(database_, kLast, std::to_string(last));
    store::add_to_setting(database_, store::kStatements, writer_->statements() - before);
    if (documents > 0) store::set_setting(database_, store::kDerived, "pending");
    transaction.commit();
    return documents == kDocumentsOfStep;
  }

  void add(const store::OldDocument& old) {
    if (!old.text_hash.empty() && writer_->add(written(old), old.statements)) {
      if (old.left_out > 0) store::add_to_setting(database_, kLeftOut, old.left_out);
      return;
    }
    tell_("document " + std::to_string(old.number) + " (" + old.document.id +
          ") left out: " + (old.text_hash.empty() ? "its hash cannot be read" : "the same as another one"));
    store::add_to_setting(database_, kDocumentsLeftOut, 1);
  }

  store::OldFile& from_;
  const Tell& tell_;
  Database database_;
  std::optional<store::Dictionary> dictionary_;
  std::optional<store::Writer> writer_;
};

// Gives what was left out.
std::int64_t copy_documents(store::OldFile& from, const fs::path& to, const Tell& tell) {
  for (const bool again : {false, true}) {
    {
      Upgrade upgrade(from, to, tell);
      if (upgrade.begin()) {
        upgrade.copy();
        return upgrade.left_out();
      }
    }
    if (!again) fs::remove(to);
  }
  throw Error(ErrorCode::kIo, to.string() + ": is being written by another process");
}

// Version 3 lacks the salience of statements alone: it is 1, as of those that were read from a file without.
void add_salience(const fs::path& old, const fs::path& copy) {
  Database from(old, Database::Mode::kReadOnly);
  // What an interrupted build left in the log belongs to the file, and nobody may write while it is copied.
  from.run("PRAGMA query_only = 0");
  from.be_one_file();
  const sqlite::Transaction lock(from);
  fs::copy_file(old, copy, fs::copy_options::overwrite_existing);
  Database database(copy, Database::Mode::kCreate);
  sqlite::Transaction transaction(database);
  database.run("ALTER TABLE statements ADD COLUMN salience NOT NULL DEFAULT 10000");
  database.run(store::kDropViews);
  database.run(store::kViews);
  database.run(("PRAGMA user_version = " + std::to_string(store::kSchemaVersion)).c_str());
  store::set_setting(database, store::kDerived, "stale");
  transaction.commit();
}

UpgradeCounts derived(const fs::path& copy) {
  Store store = Store::open(copy);
  store.update_entities();
  const StoreCounts counts = store.counts();
  UpgradeCounts result;
  result.documents = counts.documents;
  result.statements = counts.statements;
  return result;
}

}  // namespace

int old_version(const fs::path& file) {
  try {
    const std::int64_t version = store::version_of(Database(file, Database::Mode::kReadOnly));
    return version < store::kSchemaVersion ? static_cast<int>(version) : 0;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kFormat) throw;
    return 0;
  }
}

UpgradeCounts upgrade_graph(const fs::path& file, const Tell& tell) {
  const fs::path old = fs::exists(file) ? fs::canonical(file) : file;
  const fs::path copy = old.string() + ".upgrading";
  if (old_version(old) == 3) {
    add_salience(old, copy);
    UpgradeCounts result = derived(copy);
    result.kept = store::replace_and_keep(old, copy, ".version3");
    return result;
  }
  store::OldFile from(old);
  const std::int64_t left_out = copy_documents(from, copy, tell);
  const AliasRules rules = from.alias_rules(tell);
  if (Store store = Store::open(copy); rules.rules != store.alias_rules().rules) store.set_alias_rules(rules);
  UpgradeCounts result = derived(copy);
  result.left_out = left_out;
  result.kept = store::replace_and_keep(old, copy, ".version" + std::to_string(from.version()));
  return result;
}

}  // namespace trama
