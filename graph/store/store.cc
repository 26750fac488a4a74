#include "graph/store/store.h"

#include <sha256.h>

#include <array>
#include <cstring>
#include <map>

#include "base/error.h"
#include "base/statement_json.h"
#include "base/utf8.h"
#include "graph/model/builder.h"
#include "graph/store/fingerprint.h"
#include "graph/store/sqlite.h"
#include "graph/store/store_schema.h"
#include "graph/store/store_tables.h"

namespace trama {
namespace {

using sqlite::Database;
using sqlite::Query;
using sqlite::Transaction;

constexpr std::size_t kShortHash = 8;  // Letters of a hash that tell documents with one id apart.

std::string bytes_of(const std::vector<std::uint32_t>& numbers) {
  std::string bytes;  // Little-endian on every machine.
  for (const std::uint32_t value : numbers) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFF);
  }
  return bytes;
}

std::vector<std::uint32_t> numbers_of(std::string_view bytes) {
  std::vector<std::uint32_t> numbers(bytes.size() / 4);
  for (std::size_t i = 0; i < numbers.size() * 4; ++i) {
    numbers[i / 4] |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << (i % 4 * 8);
  }
  return numbers;
}

struct StoredDocument {
  std::int64_t number = 0;
  std::string id;  // Unique.
  std::string date;
  std::vector<std::uint32_t> fingerprint;
};

}  // namespace

struct Store::Impl {
  Impl(const std::filesystem::path& file, Database::Mode mode)
      : database(file, mode), writable(mode == Database::Mode::kCreate) {}

  void open_for_writing() {
    database.run("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON");
    const bool is_new =
        database.number("SELECT count(*) FROM sqlite_master") == 0 && database.number("PRAGMA application_id") == 0;
    if (!is_new) check_kind();
    database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (is_new) make_tables();
    if (version() < kSchemaVersion) upgrade();
  }

  // Files of version 1: what is derived has new columns; documents and statements are the same.
  void upgrade() {
    Transaction transaction(database);
    if (version() < kSchemaVersion) {  // Another process may have been faster.
      database.run("DROP TABLE IF EXISTS evidence; DROP TABLE IF EXISTS relations");
      database.run(kRelationSchema);
      set("derived", "stale");
      set_version();
    }
    transaction.commit();
  }

  std::int64_t version() const { return database.number("PRAGMA user_version"); }
  void set_version() { database.run(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str()); }

  void make_tables() {
    Transaction transaction(database);
    // Another process may have been faster.
    if (database.number("SELECT count(*) FROM sqlite_master") == 0) {
      database.run(kSchema);
      database.run(kRelationSchema);
      database.run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
      set_version();
    }
    transaction.commit();
  }

  void check_kind() const {
    if (database.number("PRAGMA application_id") != kApplicationId) {
      throw Error(ErrorCode::kFormat, database.file() + ": not a graph file");
    }
    if (version() > kSchemaVersion) {
      throw Error(ErrorCode::kVersion, database.file() + ": made by a newer trama (file version " +
                                           std::to_string(version()) + ", this program reads up to " +
                                           std::to_string(kSchemaVersion) + ")");
    }
    const std::int64_t tables = database.number(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('documents', 'statements', 'settings')");
    if (tables != 3) throw Error(ErrorCode::kFormat, database.file() + ": not a whole graph file");
  }

  std::string setting(std::string_view name) const {
    Query query(database, "SELECT value FROM settings WHERE name = ?");
    query.bind(1, name);
    return query.step() ? std::string(query.text(0)) : std::string();
  }

  void set(std::string_view name, std::string_view value) {
    Query(database, "INSERT OR REPLACE INTO settings VALUES (?, ?)").bind(1, name).bind(2, value).run();
  }

  // By hash. Documents of one id are told apart by their hashes, the first keeps the id: a matter of content alone.
  std::vector<StoredDocument> documents() const {
    std::vector<StoredDocument> result;
    std::map<std::string, int> seen;
    Query query(database, "SELECT number, id, hash, date, fingerprint FROM documents ORDER BY hash");
    while (query.step()) {
      std::string id(query.text(1));
      if (seen[id]++ > 0) id += "#" + std::string(query.text(2).substr(0, kShortHash));
      result.push_back({query.number(0), std::move(id), std::string(query.text(3)), numbers_of(query.text(4))});
    }
    return result;
  }

  // The id of the earliest document of each group of copies, by the ids of the others.
  decltype(BuildOptions::copies) copies(const std::vector<StoredDocument>& documents) const {
    std::vector<std::vector<std::uint32_t>> fingerprints;
    for (const StoredDocument& document : documents) fingerprints.push_back(document.fingerprint);
    const std::vector<std::uint32_t> groups = group_copies(fingerprints);
    std::map<std::uint32_t, std::size_t> first;
    const auto age = [&](std::size_t i) {
      return std::make_tuple(documents[i].date.empty(), std::string_view(documents[i].date), i);
    };
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto [place, is_new] = first.emplace(groups[i], i);
      if (!is_new && age(i) < age(place->second)) place->second = i;
    }
    decltype(BuildOptions::copies) result;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const std::size_t story = first[groups[i]];
      if (story != i) result.emplace(documents[i].id, documents[story].id);
    }
    return result;
  }

  std::vector<Statement> statements(const std::vector<StoredDocument>& documents) const {
    std::map<std::int64_t, const std::string*> ids;
    for (const StoredDocument& document : documents) ids.emplace(document.number, &document.id);
    std::vector<Statement> result;
    Query query(database, "SELECT json, document, number FROM statements");
    while (query.step()) {
      const std::string where = database.file() + ": statement " + std::to_string(query.number(2));
      Statement statement = statement_from_json(query.text(0), where);
      const auto id = ids.find(query.number(1));
      if (id == ids.end()) throw Error(ErrorCode::kFormat, where + ": its document is missing");
      statement.evidence.document = *id->second;
      result.push_back(std::move(statement));
    }
    return result;
  }

  AliasRules rules() const { return parse_alias_rules(setting("aliases"), database.file() + ": alias rules"); }

  Graph load(bool things) const {
    const std::vector<StoredDocument> all = documents();
    return build_graph(statements(all), {rules(), copies(all), things});
  }

  // Runs a change in one transaction after which the derived tables are out of date.
  template <typename Change>
  void change(Change apply) {
    Transaction transaction(database);
    apply();
    set("derived", "stale");
    transaction.commit();
  }

  Database database;
  bool writable;
};

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

// Leaves one file that can be copied and read anywhere, instead of a log beside it. Fails, harmlessly, if another
// process has the file open.
Store::~Store() {
  if (impl_ && impl_->writable) {
    sqlite3_busy_timeout(impl_->database.handle(), 0);
    sqlite3_exec(impl_->database.handle(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  }
}

Store Store::open(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, Database::Mode::kCreate);
  impl->open_for_writing();
  return Store(std::move(impl));
}

Store Store::open_read_only(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, Database::Mode::kReadOnly);
  impl->check_kind();
  return Store(std::move(impl));
}

std::string Store::content_hash(const Document& document) {
  const std::string text = collapse_spaces(to_nfc(document.text));
  std::array<char, SHA256_DIGEST_STRING_LENGTH> hexadecimal{};
  SHA256Data(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), hexadecimal.data());
  return hexadecimal.data();
}

bool Store::contains(std::string_view content_hash) const {
  return Query(impl_->database, "SELECT 1 FROM documents WHERE hash = ?").bind(1, content_hash).step();
}

StoreCounts Store::add(std::span<const DocumentStatements> batch) {
  std::int64_t added = 0;
  impl_->change([&] {
    Query documents(impl_->database,
                    "INSERT INTO documents (hash, id, title, date, url, publisher, fingerprint) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING");
    Query statements(impl_->database,
                     "INSERT INTO statements (document, subject, lemma, object, polarity, modality, confidence, json) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& [document, found] : batch) {
      documents.bind(1, content_hash(document)).bind(2, document.id).bind(3, document.title).bind(4, document.date);
      documents.bind(5, document.url).bind(6, document.source);
      documents.bind_blob(7, bytes_of(fingerprint(document.text))).run();
      if (sqlite3_changes(impl_->database.handle()) == 0) continue;
      ++added;
      const std::int64_t number = sqlite3_last_insert_rowid(impl_->database.handle());
      for (const Statement& statement : found) {
        statements.bind(1, number).bind(2, statement.subject.canonical).bind(3, statement.relation.lemma);
        statements.bind(4, statement.object.canonical).bind(5, to_string(statement.polarity));
        statements.bind(6, to_string(statement.modality)).bind(7, statement.confidence).bind(8, to_json(statement));
        statements.run();
      }
    }
  });
  StoreCounts result = counts();
  result.added = added;
  result.already_present = static_cast<std::int64_t>(batch.size()) - added;
  return result;
}

std::int64_t Store::remove(std::string_view id_or_hash) {
  std::int64_t removed = 0;
  impl_->change([&] {
    Query(impl_->database, "DELETE FROM documents WHERE id = ?1 OR hash = ?1").bind(1, id_or_hash).run();
    removed = sqlite3_changes(impl_->database.handle());
  });
  return removed;
}

AliasRules Store::alias_rules() const {
  return impl_->rules();
}

void Store::set_alias_rules(const AliasRules& rules) {
  impl_->change([&] { impl_->set("aliases", to_text(rules)); });
}

void Store::update_entities() {
  if (impl_->setting("derived") == "current") return;
  Transaction transaction(impl_->database);
  write_derived_tables(impl_->database, impl_->load(false));
  impl_->set("copies", std::to_string(impl_->copies(impl_->documents()).size()));
  impl_->set("derived", "current");
  transaction.commit();
}

StoreCounts Store::counts() const {
  StoreCounts counts;
  counts.documents = impl_->database.number("SELECT count(*) FROM documents");
  counts.statements = impl_->database.number("SELECT count(*) FROM statements");
  counts.copies = impl_->database.number("SELECT value FROM settings WHERE name = 'copies'");
  return counts;
}

StoreCounts Store::merge(const Store& other) {
  std::int64_t added = 0;
  std::int64_t present = 0;
  impl_->change([&] {
    Query from(other.impl_->database,
               "SELECT number, hash, id, title, date, url, publisher, fingerprint FROM documents ORDER BY number");
    Query statements_from(other.impl_->database,
                          "SELECT subject, lemma, object, polarity, modality, json FROM statements WHERE document = ? "
                          "ORDER BY number");
    Query documents(impl_->database,
                    "INSERT INTO documents (hash, id, title, date, url, publisher, fingerprint) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING");
    Query statements(impl_->database,
                     "INSERT INTO statements (document, subject, lemma, object, polarity, modality, json, confidence) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    while (from.step()) {
      for (int column = 1; column <= 6; ++column) documents.bind(column, from.text(column));
      documents.bind_blob(7, from.text(7)).run();
      if (sqlite3_changes(impl_->database.handle()) == 0) {
        ++present;
        continue;
      }
      ++added;
      const std::int64_t number = sqlite3_last_insert_rowid(impl_->database.handle());
      statements_from.bind(1, from.number(0));
      while (statements_from.step()) {
        // Read first: a statement that cannot be read must not travel on.
        const Statement statement = statement_from_json(statements_from.text(5), other.impl_->database.file());
        statements.bind(1, number);
        for (int column = 0; column < 6; ++column) statements.bind(column + 2, statements_from.text(column));
        statements.bind(8, statement.confidence).run();
      }
      statements_from.reset();
    }
    AliasRules rules = impl_->rules();
    const AliasRules others = other.impl_->rules();
    rules.rules.insert(rules.rules.end(), others.rules.begin(), others.rules.end());
    impl_->set("aliases", to_text(parse_alias_rules(to_text(rules), impl_->database.file())));
  });
  StoreCounts result = counts();
  result.added = added;
  result.already_present = present;
  return result;
}

Graph Store::load(bool things) const {
  return impl_->load(things);
}

}  // namespace trama
