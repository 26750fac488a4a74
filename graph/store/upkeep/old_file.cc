#include "graph/store/upkeep/old_file.h"

#include <sstream>

#include "base/error.h"
#include "base/statement_json.h"
#include "graph/store/people.h"
#include "graph/store/tables/decision_tables.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/store_file.h"

namespace trama::store {
namespace {

constexpr std::size_t kTextHash = 32;

}  // namespace

OldFile::OldFile(const std::filesystem::path& file) : database_(file, sqlite::Database::Mode::kReadOnly) {
  version_ = static_cast<int>(version_of(database_));
  if (version_ < 1 || version_ > 2) {
    throw Error(ErrorCode::kInvalid, database_.file() + ": not a graph file of an older version");
  }
  // What an interrupted build left in the log belongs to the file, which is going to have another name.
  database_.run("PRAGMA query_only = 0");
  database_.be_one_file();
  lock_.emplace(database_);
  document_.emplace(database_,
                    "SELECT number, hash, id, title, date, url, publisher FROM documents WHERE number > ? "
                    "ORDER BY number LIMIT 1");
  statements_.emplace(database_, "SELECT number, json FROM statements WHERE document = ? ORDER BY number");
}

std::string OldFile::content() const {
  return "version " + std::to_string(version_) + ", " + std::to_string(documents()) + " documents, " +
         std::to_string(database_.number("SELECT max(number) FROM statements")) + " statements, " +
         hexadecimal(text_hash([&] {
           std::string ends;
           for (const char* sql : {"SELECT hash FROM documents ORDER BY number LIMIT 1",
                                   "SELECT hash FROM documents ORDER BY number DESC LIMIT 1"}) {
             sqlite::Query query(database_, sql);
             if (query.step()) ends += query.text(0);
           }
           return ends;
         }()))
             .substr(0, kStoredHash);
}

std::int64_t OldFile::documents() const {
  return database_.number("SELECT count(*) FROM documents");
}

std::optional<OldDocument> OldFile::next_after(std::int64_t number, const Tell& tell) {
  if (!document_->bind(1, number).step()) {
    document_->reset();
    return std::nullopt;
  }
  OldDocument old;
  old.number = document_->number(0);
  old.text_hash = bytes_of_hexadecimal(document_->text(1));
  if (old.text_hash.size() != kTextHash) old.text_hash.clear();
  old.document.id = document_->text(2);
  old.document.title = document_->text(3);
  old.document.date = document_->text(4);
  old.document.url = document_->text(5);
  old.document.source = document_->text(6);
  document_->reset();
  statements_->bind(1, old.number);
  while (statements_->step()) {
    try {
      old.statements.push_back(statement_from_json(statements_->text(1), old.document.id));
    } catch (const Error& error) {
      tell("statement " + std::to_string(statements_->number(0)) + " left out: " + error.what());
      ++old.left_out;
    }
  }
  statements_->reset();
  return old;
}

AliasRules OldFile::alias_rules(const Tell& tell) const {
  const std::string text = setting(database_, "aliases");
  const std::string where = database_.file() + ": alias rules";
  try {
    AliasRules rules = parse_alias_rules(text, where);
    check_decisions(new_decisions(as_decisions(rules), {}));
    return rules;
  } catch (const Error&) {  // One by one, to find those at fault.
  }
  AliasRules rules;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    try {
      AliasRules more = parse_alias_rules(to_text(rules) + line + "\n", where);
      check_decisions(new_decisions(as_decisions(more), {}));
      rules = std::move(more);
    } catch (const Error& error) {
      tell("alias rule left out: " + std::string(error.what()));
    }
  }
  return rules;
}

}  // namespace trama::store
