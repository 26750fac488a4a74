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

std::vector<std::int64_t> numbers(Query& query) {
  std::vector<std::int64_t> result;
  while (query.step()) result.push_back(query.number(0));
  return result;
}

bool same_or_not_said(std::string_view said, std::string_view stored) {
  return said.empty() || said == stored;  // What is not said the statements may have told.
}

}  // namespace

std::vector<std::int64_t> find_documents(const sqlite::Database& database, std::string_view name) {
  std::vector<std::int64_t> documents =
      numbers(Query(database, "SELECT number FROM documents WHERE id = ? OR identity = ?")
                  .bind(1, name)
                  .bind_blob(2, bytes_of_hexadecimal(name).substr(0, kStoredHash)));
  const std::size_t mark = name.rfind('#');
  if (documents.empty() && mark != std::string_view::npos) {
    ShownIds shown(database);
    for (const std::int64_t number :
         numbers(Query(database, "SELECT number FROM documents WHERE id = ?").bind(1, name.substr(0, mark)))) {
      if (shown.of(number) == name) documents.push_back(number);
    }
  }
  if (!documents.empty() || name.empty()) return documents;
  return numbers(Query(database, "SELECT number FROM documents WHERE url = ? AND url <> ''").bind(1, name));
}

std::string_view own_address(const Document& document) {
  const std::string_view url = document.url;
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return path == std::string_view::npos || path + 1 == url.size() ? std::string_view() : url;
}

std::vector<std::int64_t> versions_of(const sqlite::Database& database, const Document& document) {
  return numbers(Query(database,
                       "SELECT number FROM documents WHERE id = ? UNION "
                       "SELECT number FROM documents WHERE url = ? AND url <> '' ORDER BY number")
                     .bind(1, document.id)
                     .bind(2, own_address(document)));
}

std::vector<std::string> shown_ids(const sqlite::Database& database, std::span<const std::int64_t> documents) {
  ShownIds shown(database);
  std::vector<std::string> ids;
  for (const std::int64_t number : documents) ids.push_back(shown.of(number));
  return ids;
}

bool is_only_one(const sqlite::Database& database, const Document& document, std::string_view made_by) {
  const std::string identity = document_identity(text_hash(document.text), document).substr(0, kStoredHash);
  Query query(database,
              "SELECT identity, title, date, (SELECT text FROM texts WHERE texts.number = made_by) FROM documents "
              "WHERE id = ?1 OR (url = ?2 AND url <> '')");
  query.bind(1, document.id).bind(2, own_address(document));
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
    record.hash = hexadecimal(query.text(6));
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
