#include "graph/store/upkeep/salvage.h"

#include <algorithm>
#include <set>

#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {
namespace {

using sqlite::Query;

// Where a page cannot be read its rows are asked for one by one. So many failures are more than a page has rows.
constexpr std::int64_t kRowsOfAPage = 1000;

bool is_damage(const Error& error) {
  return error.code() == ErrorCode::kFormat;
}

}  // namespace

Salvage::Salvage(sqlite::Database& database, const Tell& tell) : database_(database), tell_(tell) {
  start_reader();
}

void Salvage::start_reader() {
  reader_.reset();
  dictionary_.emplace(database_);
  reader_.emplace(database_, *dictionary_);
}

void Salvage::lose(const std::string& what, const Error& error) {
  std::string reason = error.what();
  if (const std::string file = database_.file() + ": "; reason.starts_with(file)) reason.erase(0, file.size());
  tell_(what + ": " + reason);
  start_reader();  // Its queries stand where they failed.
}

std::vector<std::int64_t> Salvage::documents() {
  std::set<std::int64_t> found;
  // Each way may end at a page that cannot be read; they hardly all do at the same document.
  for (const char* sql : {"SELECT number FROM documents INDEXED BY documents_by_hash",
                          "SELECT number FROM documents INDEXED BY documents_by_id",
                          "SELECT number FROM documents NOT INDEXED ORDER BY number",
                          "SELECT number FROM documents NOT INDEXED ORDER BY number DESC"}) {
    try {
      Query query(database_, sql);
      while (query.step()) found.insert(query.number(0));
    } catch (const Error& error) {
      if (!is_damage(error)) throw;
    }
  }
  return {found.begin(), found.end()};
}

std::optional<WrittenDocument> Salvage::document(std::int64_t number) {
  try {
    Query query(database_,
                "SELECT identity, hash, id, title, date, url, publisher, sketch, made_by FROM documents NOT INDEXED "
                "WHERE number = ?");
    if (!query.bind(1, number).step()) throw Error(ErrorCode::kFormat, "there is only its index entry");
    WrittenDocument document;
    document.identity = query.text(0);
    document.hash = query.text(1);
    document.id = query.text(2);
    document.title = query.text(3);
    document.date = query.text(4);
    document.url = query.text(5);
    document.publisher = query.text(6);
    document.sketch = query.text(7);
    if (document.identity.size() != kStoredHash || document.hash.size() != kStoredHash) {
      throw Error(ErrorCode::kFormat, "its hash is damaged");
    }
    document.made_by = dictionary_->text(query.number(8));
    return document;
  } catch (const Error& error) {
    if (!is_damage(error)) throw;
    ++lost_documents_;
    lose("document " + std::to_string(number) + " is lost", error);
    return std::nullopt;
  }
}

std::vector<std::int64_t> Salvage::statement_numbers(std::int64_t document, const std::string& id) {
  std::vector<std::int64_t> numbers;
  const std::int64_t end = first_statement(document + 1);
  try {
    Query query(database_, "SELECT number FROM statements WHERE number >= ? AND number < ? ORDER BY number");
    query.bind(1, first_statement(document)).bind(2, end);
    while (query.step()) numbers.push_back(query.number(0));
    return numbers;
  } catch (const Error& error) {
    if (!is_damage(error)) throw;
    ++lost_statements_;
    lose("some statements of document " + id + " are lost", error);
  }
  numbers.clear();
  std::int64_t failures = 0;
  for (std::int64_t number = first_statement(document); number < end && failures < kRowsOfAPage; ++number) {
    try {
      Query query(database_, "SELECT 1 FROM statements WHERE number = ?");
      if (!query.bind(1, number).step()) break;  // They are numbered without gaps.
      numbers.push_back(number);
      failures = 0;
    } catch (const Error& error) {
      if (!is_damage(error)) throw;
      ++failures;
    }
  }
  return numbers;
}

std::vector<Statement> Salvage::statements(std::int64_t document, const std::string& id) {
  std::vector<Statement> statements;
  StoredDocument from;
  from.id = id;
  for (const std::int64_t number : statement_numbers(document, id)) {
    try {
      Statement statement = reader_->read(number, from);
      if (statement.subject.canonical.empty() || statement.object.canonical.empty()) {
        throw Error(ErrorCode::kFormat, "it lacks a name");
      }
      statements.push_back(std::move(statement));
    } catch (const Error& error) {
      if (!is_damage(error)) throw;
      ++lost_statements_;
      lose("statement " + std::to_string(number) + " of document " + id + " is lost", error);
    }
  }
  return statements;
}

}  // namespace trama::store
