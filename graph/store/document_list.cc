#include "graph/store/document_list.h"

#include "graph/store/tables/documents.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {
namespace {

using sqlite::Query;

// Shown ids of documents, which hang on who else bears the id.
class ShownIds {
 public:
  explicit ShownIds(const sqlite::Database& database)
      : first_(database, "SELECT min(identity) FROM documents WHERE id = ?"),
        document_(database, "SELECT id, identity FROM documents WHERE number = ?") {}

  std::string of(std::string_view id, std::string_view identity) {
    first_.bind(1, id).step();
    std::string shown = shown_id(id, identity, first_.text(0) == identity);
    first_.reset();
    return shown;
  }

  std::string of(std::int64_t number) {
    std::string shown;
    if (document_.bind(1, number).step()) shown = of(document_.text(0), document_.text(1));
    document_.reset();
    return shown;
  }

 private:
  Query first_, document_;
};

bool same_or_not_said(std::string_view said, std::string_view stored) {
  return said.empty() || said == stored;  // What is not said the statements may have told.
}

}  // namespace

std::vector<std::int64_t> documents_with_id(const sqlite::Database& database, std::string_view id) {
  std::vector<std::int64_t> documents;
  Query query(database, "SELECT number FROM documents WHERE id = ?");
  query.bind(1, id);
  while (query.step()) documents.push_back(query.number(0));
  return documents;
}

std::vector<std::int64_t> find_documents(const sqlite::Database& database, std::string_view id_or_hash) {
  std::vector<std::int64_t> documents;
  Query query(database, "SELECT number FROM documents WHERE id = ? OR identity = ?");
  query.bind(1, id_or_hash);
  query.bind_blob(2, bytes_of_hexadecimal(id_or_hash).substr(0, kStoredHash));
  while (query.step()) documents.push_back(query.number(0));
  const std::size_t mark = id_or_hash.rfind('#');
  if (!documents.empty() || mark == std::string_view::npos) return documents;
  ShownIds shown(database);
  for (const std::int64_t number : documents_with_id(database, id_or_hash.substr(0, mark))) {
    if (shown.of(number) == id_or_hash) documents.push_back(number);
  }
  return documents;
}

bool is_only_one(const sqlite::Database& database, const Document& document, std::string_view made_by) {
  const std::string identity = document_identity(text_hash(document.text), document).substr(0, kStoredHash);
  Query query(database,
              "SELECT identity, title, date, (SELECT text FROM texts WHERE texts.number = made_by) FROM documents "
              "WHERE id = ?");
  query.bind(1, document.id);
  int found = 0;
  for (; query.step(); ++found) {
    if (query.text(0) != identity || !same_or_not_said(document.title, query.text(1)) ||
        !same_or_not_said(document.date, query.text(2)) || query.text(3) != made_by) {
      return false;
    }
  }
  return found == 1;
}

void list_documents(const sqlite::Database& database, const std::function<void(const DocumentRecord&)>& take) {
  ShownIds shown(database);
  Query count(database, "SELECT count(*) FROM statements WHERE number >= ? AND number < ?");
  Query story(database, "SELECT story FROM stories WHERE document = ?1 AND story <> ?1");
  Query query(database,
              "SELECT number, id, date, title, publisher, url, identity, pending, "
              "(SELECT text FROM texts WHERE texts.number = made_by) FROM documents ORDER BY date, id, identity");
  while (query.step()) {
    DocumentRecord record;
    const std::int64_t number = query.number(0);
    record.id = shown.of(query.text(1), query.text(6));
    record.date = query.text(2);
    record.title = query.text(3);
    record.publisher = query.text(4);
    record.url = query.text(5);
    record.pending = query.number(7) != 0;
    record.made_by = query.text(8);
    count.bind(1, first_statement(number)).bind(2, first_statement(number + 1)).step();
    record.statements = count.number(0);
    count.reset();
    if (story.bind(1, number).step()) record.story = shown.of(story.number(0));
    story.reset();
    take(record);
  }
}

std::vector<std::string> makers(const sqlite::Database& database) {
  std::vector<std::string> makers;
  for (const char* sql :
       {"SELECT text FROM texts WHERE number = (SELECT made_by FROM documents ORDER BY number LIMIT 1)",
        "SELECT text FROM texts WHERE number = (SELECT made_by FROM documents ORDER BY number DESC "
        "LIMIT 1)"}) {
    Query query(database, sql);
    if (query.step() && (makers.empty() || makers.front() != query.text(0))) makers.emplace_back(query.text(0));
  }
  return makers;
}

}  // namespace trama::store
