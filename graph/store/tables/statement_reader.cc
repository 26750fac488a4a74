#include "graph/store/tables/statement_reader.h"

#include "base/error.h"
#include "graph/store/tables/documents.h"
#include "graph/store/tables/schema.h"
#include "graph/store/tables/statement_rest.h"
#include "graph/store/tables/statement_scan.h"

namespace trama::store {
namespace {

constexpr std::size_t kRememberedDocuments = 10'000;
constexpr std::size_t kRememberedSurfaces = 200'000;

}  // namespace

WholeStatements::WholeStatements(sqlite::Database& database, Dictionary& dictionary)
    : database_(database),
      dictionary_(dictionary),
      statement_(database,
                 "SELECT sentences.begin, subject, object, source, predicate, polarity, modality, count, confidence, "
                 "theme, rest, sentences.end, sentences.text, salience FROM statements LEFT JOIN sentences ON "
                 "sentences.number = "
                 "(statements.number >> 20 << 20) | sentence WHERE statements.number = ?"),
      surface_(database, "SELECT surface FROM names WHERE number = ?"),
      document_(database,
                "SELECT id, title, date, url, publisher, identity, CASE WHEN EXISTS (SELECT 1 FROM documents AS same "
                "WHERE same.id = documents.id AND same.number <> documents.number) THEN (SELECT min(identity) FROM "
                "documents AS same WHERE same.id = documents.id) ELSE identity END FROM documents WHERE number = ?"),
      story_(database, "SELECT story FROM stories WHERE document = ?") {}

const std::string& WholeStatements::surface(std::int64_t name) {
  static const std::string kNone;
  if (name == 0) return kNone;
  if (const auto found = surfaces_.find(name); found != surfaces_.end()) return dictionary_.text(found->second);
  if (surfaces_.size() >= kRememberedSurfaces) surfaces_.clear();
  if (!surface_.bind(1, name).step()) {
    throw Error(ErrorCode::kFormat,
                database_.file() + ": the graph file is damaged (no name " + std::to_string(name) + ")");
  }
  const std::int64_t text = surfaces_.emplace(name, surface_.number(0)).first->second;
  surface_.reset();
  return dictionary_.text(text);
}

StoredDocument WholeStatements::read_document(std::int64_t number) {
  if (!document_.bind(1, number).step()) {
    throw Error(ErrorCode::kFormat,
                database_.file() + ": the graph file is damaged (no document " + std::to_string(number) + ")");
  }
  StoredDocument document;
  const std::string id(document_.text(0));
  document.title = document_.text(1);
  document.date = document_.text(2);
  document.url = document_.text(3);
  document.publisher = document_.text(4);
  document.id = shown_id(id, document_.text(5), document_.text(6) == document_.text(5));
  document_.reset();
  return document;
}

const StoredDocument& WholeStatements::document(std::int64_t number) {
  if (const auto found = documents_.find(number); found != documents_.end()) return found->second;
  if (documents_.size() >= kRememberedDocuments) documents_.clear();
  return documents_.emplace(number, read_document(number)).first->second;
}

const std::string& WholeStatements::story(std::int64_t document_number) {
  if (const auto found = stories_.find(document_number); found != stories_.end()) return found->second;
  if (stories_.size() >= kRememberedDocuments) stories_.clear();
  std::int64_t called_by = document_number;
  if (story_.bind(1, document_number).step()) called_by = story_.number(0);
  story_.reset();
  return stories_.emplace(document_number, document(called_by).id).first->second;
}

Statement WholeStatements::read(std::int64_t number) {
  return read(number, document(number >> kOrdinalBits));
}

Statement WholeStatements::read(std::int64_t number, const StoredDocument& from) {
  if (!statement_.bind(1, number).step()) {
    throw Error(ErrorCode::kFormat,
                database_.file() + ": the graph file is damaged (no statement " + std::to_string(number) + ")");
  }
  Statement statement;
  Evidence& evidence = statement.evidence;
  evidence.document = from.id;
  evidence.title = from.title;
  evidence.date = from.date;
  evidence.url = from.url;
  evidence.publisher = from.publisher;
  if (statement_.is_null(0)) {
    throw Error(ErrorCode::kFormat, database_.file() + ": the graph file is damaged (statement " +
                                        std::to_string(number) + " has no sentence)");
  }
  evidence.span = {static_cast<std::size_t>(statement_.number(0)), static_cast<std::size_t>(statement_.number(11))};
  evidence.sentence = statement_.text(12);

  const Predicate predicate = dictionary_.predicate(statement_.number(4));
  const Verb verb = dictionary_.verb(predicate.verb);
  const Class& kind = dictionary_.kind(predicate.kind);
  statement.relation.event_class = kind.event_class;
  statement.relation.event_root = kind.event_root;
  statement.relation.event_direction = kind.event_direction;
  statement.relation.relation_class = kind.relation_class;
  statement.relation.lemma = dictionary_.text(verb.lemma);
  statement.relation.label = dictionary_.text(predicate.label);
  statement.relation.preposition = dictionary_.text(predicate.preposition);
  statement.relation.symmetric = verb.symmetric;
  statement.polarity = statement_.number(5) == 0 ? Polarity::kPositive : Polarity::kNegative;
  statement.modality = static_cast<Modality>(std::min<std::int64_t>(statement_.number(6), 7));
  statement.count = static_cast<int>(statement_.number(7));
  statement.confidence = share_of(statement_, 8);
  statement.salience = share_of(statement_, 13);
  if (!statement_.is_null(9)) statement.theme = dictionary_.text(statement_.number(9));
  const Surfaces surfaces{surface(statement_.number(1)), surface(statement_.number(2)), surface(statement_.number(3))};
  unpack_rest(statement_.text(10), surfaces, dictionary_, statement);
  statement_.reset();
  return statement;
}

}  // namespace trama::store
