// A sound graph file of one that is not: of what can be read of its documents.
#include <algorithm>

#include "base/error.h"
#include "graph/store/store.h"
#include "graph/store/tables/dictionary.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/store_file.h"
#include "graph/store/tables/writer.h"
#include "graph/store/upkeep/replace_file.h"
#include "graph/store/upkeep/salvage.h"
#include "graph/store/upkeep/upkeep.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using sqlite::Database;
using sqlite::Query;

constexpr std::size_t kDocumentsAtOnce = 500;        // In one transaction.
constexpr std::string_view kMark = "repaired_from";  // Setting of a file that a repair has begun.

// What a repair that was interrupted left is taken away, nothing else.
void make_room(const fs::path& copy) {
  if (!fs::exists(copy)) return;
  bool ours = fs::file_size(copy) == 0;
  if (!ours) {
    const Database database(copy, Database::Mode::kReadOnly);
    ours = store::version_of(database) == store::kSchemaVersion && !store::setting(database, kMark).empty();
  }
  if (!ours) throw Error(ErrorCode::kIo, copy.string() + ": is in the way: no repair has made it; rename it");
  fs::remove(copy);
}

void copy_documents(store::Salvage& from, Database& to) {
  store::Dictionary dictionary(to);
  store::Writer writer(to, dictionary, false);
  const std::vector<std::int64_t> documents = from.documents();
  for (std::size_t begin = 0; begin < documents.size(); begin += kDocumentsAtOnce) {
    sqlite::Transaction transaction(to);
    const std::int64_t before = writer.statements();
    const std::size_t end = std::min(begin + kDocumentsAtOnce, documents.size());
    for (std::size_t i = begin; i < end; ++i) {
      const std::optional<store::WrittenDocument> document = from.document(documents[i]);
      if (document) writer.add(*document, from.statements(documents[i], document->id));
    }
    store::add_to_setting(to, store::kStatements, writer.statements() - before);
    store::set_setting(to, store::kDerived, "pending");
    transaction.commit();
  }
}

// Whatever columns decisions have. Row by row: one that cannot be read does not keep others back.
void copy_decisions(const fs::path& damaged, Database& to, const Tell& tell) {
  Query(to, "ATTACH ? AS damaged").bind(1, damaged.string()).run();
  const auto attempt = [&](auto action) {
    try {
      action();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kFormat) throw;
      tell(std::string("a decision on names is lost: ") + error.what());
    }
  };
  std::int64_t last = 0;
  attempt([&] { last = to.number("SELECT max(number) FROM damaged.decisions"); });
  for (std::int64_t number = 1; number <= last; ++number) {
    attempt([&] {
      Query(to, "INSERT INTO main.decisions SELECT * FROM damaged.decisions WHERE number = ?").bind(1, number).run();
    });
  }
  to.run("DETACH damaged");
}

// Documents and statements that did not get over. How many there were the file counts itself, where that can be read.
std::int64_t lost(const store::Salvage& salvage, const Database& damaged, std::int64_t statements) {
  std::int64_t counted = 0;
  try {
    counted = store::count_setting(damaged, store::kStatements);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kFormat) throw;
  }
  return salvage.lost_documents() + std::max(salvage.lost_statements(), counted - statements);
}

RepairCounts counts_of(const fs::path& file) {
  const StoreCounts counts = Store::open_read_only(file).counts();
  RepairCounts result;
  result.documents = counts.documents;
  result.statements = counts.statements;
  return result;
}

RepairCounts build_anew(const fs::path& file) {
  Store::open(file).update_entities(Update::kAnew);
  return counts_of(file);
}

}  // namespace

RepairCounts repair_graph(const fs::path& given, bool documents_damaged, const Tell& tell) {
  if (!documents_damaged) return build_anew(given);
  const fs::path file = fs::exists(given) ? fs::canonical(given) : given;
  const fs::path copy = file.string() + ".repaired";
  make_room(copy);
  Database damaged(file, Database::Mode::kReadOnly);
  store::check_kind(damaged);
  damaged.run("PRAGMA query_only = 0");
  damaged.be_one_file();
  sqlite::Transaction lock(damaged);  // Nobody writes meanwhile.
  store::Salvage salvage(damaged, tell);
  {
    Database to(copy, Database::Mode::kCreate);
    store::prepare_for_writing(to);
    store::set_setting(to, kMark, file.filename().string());
    copy_documents(salvage, to);
    copy_decisions(file, to, tell);
  }
  RepairCounts result = build_anew(copy);
  result.left_out = lost(salvage, damaged, result.statements);
  if (result.documents == 0 && result.left_out > 0) {
    fs::remove(copy);
    throw Error(ErrorCode::kFormat, file.string() + ": nothing of it can be read");
  }
  result.kept = store::replace_and_keep(file, copy, ".damaged");
  return result;
}

}  // namespace trama
