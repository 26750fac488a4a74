// Whether a graph file is sound. The graph is derived anew in a copy that goes with the process.
#include "base/error.h"
#include "graph/store/derive/derive.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/store_file.h"
#include "graph/store/upkeep/check_tables.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama {
namespace {

using sqlite::Database;
using sqlite::Query;

// What SQLite itself finds: pages, order of rows, indices.
void check_pages(const Database& database, store::Problems& problems) {
  Query query(database, "PRAGMA integrity_check(20)");
  while (query.step()) {
    if (query.text(0) != "ok") problems.add("page", std::string(query.text(0)));
  }
}

// Brings a copy to what building it anew gives, but for documents that are not yet part of the graph.
void derive_anew(Database& copy) {
  for (const char* table : {"sentences", "statements"}) {
    copy.run((std::string("DELETE FROM ") + table + " WHERE number >> " + std::to_string(store::kOrdinalBits) +
              " IN (SELECT number FROM documents WHERE pending)")
                 .c_str());
  }
  copy.run("DELETE FROM documents WHERE pending");
  store::Dictionary dictionary(copy);
  sqlite::Transaction transaction(copy);
  store::derive_all(copy, dictionary);
  transaction.commit();
}

void check_derived(const Database& database, Database& copy, store::Problems& problems) {
  copy.run("INSERT INTO names_text (names_text, rank) VALUES ('integrity-check', 1)");
  const std::vector<store::TableContent> found = store::derived_content(database);
  derive_anew(copy);
  const std::vector<store::TableContent> expected = store::derived_content(copy);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == expected[i]) continue;
    std::string line = "table " + found[i].name + " is not what the documents give: ";
    if (found[i].rows == expected[i].rows) {
      line += "some of its " + std::to_string(found[i].rows) + " rows differ";
    } else {
      line += std::to_string(found[i].rows) + " rows instead of " + std::to_string(expected[i].rows);
    }
    problems.add("table", line);
  }
}

void check_pending(const Database& database, store::Problems& problems) {
  const std::int64_t pending = database.number("SELECT count(*) FROM documents WHERE pending");
  if (pending > 0) {
    problems.add("pending", std::to_string(pending) + (pending == 1 ? " document is" : " documents are") +
                                " of an unfinished build and not in the graph yet");
  }
}

// Runs a part of the check. That it cannot be done is a problem, too.
template <typename Part>
void attempt(store::Problems& problems, Part part) {
  try {
    part();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kFormat) throw;
    problems.add(error.what(), error.what());
  }
}

}  // namespace

CheckReport check_graph(const std::filesystem::path& file) {
  store::Problems documents, derived;
  attempt(documents, [&] {
    Database database(file, Database::Mode::kReadOnly);
    store::check_kind(database);
    sqlite::Transaction transaction(database, sqlite::Transaction::Kind::kRead);
    Database copy({}, Database::Mode::kTemporary);
    attempt(documents, [&] { copy.copy_from(database); });
    attempt(documents, [&] { check_pages(database, documents); });
    if (!documents.empty()) return;  // What else is wrong would follow from that.
    attempt(documents, [&] { store::check_documents(database, documents); });
    if (!documents.empty()) return;
    attempt(derived, [&] { check_pending(database, derived); });
    if (store::setting(database, store::kDerived) == "stale") {
      derived.add("stale", "the graph is to be built anew");
    } else {
      attempt(derived, [&] { check_derived(database, copy, derived); });
    }
  });
  CheckReport report{documents.lines(), !documents.empty()};
  const std::vector<std::string> more = derived.lines();
  report.problems.insert(report.problems.end(), more.begin(), more.end());
  return report;
}

}  // namespace trama
