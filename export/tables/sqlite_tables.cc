// The five tables as an SQLite file, for programs that know nothing of a graph file's numbers.
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "export/tables/table.h"
#include "export/writers.h"

namespace trama {
namespace {

const char* sql_type(PropertyType type) {
  switch (type) {
    case PropertyType::kTruth:
    case PropertyType::kInteger:
      return "INTEGER";
    case PropertyType::kReal:
      return "REAL";
    default:
      return "TEXT";
  }
}

// SQLite writes files that have a name; this one goes with the object.
class SqliteFile {
 public:
  SqliteFile() : path_((std::filesystem::temp_directory_path() / "trama-XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) throw Error(ErrorCode::kIo, "cannot write " + path_ + ": " + std::strerror(errno));
    ::close(descriptor);
    if (sqlite3_open(path_.c_str(), &handle_) != SQLITE_OK) fail();
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
  }
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;
  ~SqliteFile() {
    sqlite3_close_v2(handle_);
    ::unlink(path_.c_str());
  }

  void run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() const { throw Error(ErrorCode::kIo, path_ + ": " + sqlite3_errmsg(handle_)); }
  sqlite3* handle() const { return handle_; }

  void copy_to(std::ostream& out) {
    run("COMMIT");
    std::ifstream file(path_, std::ios::binary);
    std::array<char, 1 << 16> buffer;
    while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) out.write(buffer.data(), file.gcount());
    if (!file.eof()) throw Error(ErrorCode::kIo, "cannot read " + path_);
  }

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
};

class SqliteSink : public TableSink {
 public:
  SqliteSink(const TableForm& form, SqliteFile& file) : file_(file) {
    std::string create = "CREATE TABLE " + std::string(form.name) + " (";
    std::string insert = "INSERT INTO " + std::string(form.name) + " VALUES (";
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
      const TableColumn& column = form.columns[i];
      const bool key = i == 0 && column.name == "id";
      create.append(i > 0 ? ", " : "").append(1, '"').append(column.name).append("\" ").append(sql_type(column.type));
      create += key ? " PRIMARY KEY" : "";
      insert += i > 0 ? ", ?" : "?";
    }
    file.run(create + ")");
    if (sqlite3_prepare_v2(file.handle(), (insert + ")").c_str(), -1, &insert_, nullptr) != SQLITE_OK) file.fail();
  }
  ~SqliteSink() override { sqlite3_finalize(insert_); }

  void add(std::span<const Value> row) override {
    for (std::size_t i = 0; i < row.size(); ++i) bind(static_cast<int>(i) + 1, row[i]);
    if (sqlite3_step(insert_) != SQLITE_DONE) file_.fail();
    sqlite3_reset(insert_);
  }
  void finish() override {}

 private:
  void bind(int place, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) sqlite3_bind_null(insert_, place);
    if (const auto* truth = std::get_if<bool>(&value)) sqlite3_bind_int(insert_, place, *truth ? 1 : 0);
    if (const auto* number = std::get_if<std::int64_t>(&value)) sqlite3_bind_int64(insert_, place, *number);
    if (const auto* number = std::get_if<double>(&value)) sqlite3_bind_double(insert_, place, *number);
    if (const auto* text = std::get_if<std::string>(&value)) bind_text(place, *text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) bind_text(place, json_text(*texts));
  }
  void bind_text(int place, const std::string& text) {
    const std::string valid = is_valid_utf8(text) ? text : repair_utf8(text).text;
    sqlite3_bind_text(insert_, place, valid.data(), static_cast<int>(valid.size()), SQLITE_TRANSIENT);
  }
  static std::string json_text(const std::vector<std::string>& texts) {
    json::StringBuffer buffer;
    json::Writer<json::StringBuffer> writer(buffer);
    writer.StartArray();
    for (const std::string& text : texts) writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    writer.EndArray();
    return {buffer.GetString(), buffer.GetSize()};
  }

  SqliteFile& file_;
  sqlite3_stmt* insert_ = nullptr;
};

// What people look things up by, and foreign keys as views, since SQLite checks no key that is added later.
constexpr const char* kIndices = R"sql(
CREATE INDEX entities_name ON entities (name);
CREATE INDEX aliases_alias ON aliases (alias);
CREATE INDEX aliases_entity ON aliases (entity);
CREATE INDEX relations_subject ON relations (subject);
CREATE INDEX relations_object ON relations (object);
CREATE INDEX statements_relation ON statements (relation);
CREATE INDEX statements_document ON statements (document);
CREATE VIEW evidence AS
SELECT r.subject_name, s.label, r.object_name, s.polarity, s.modality, s.first_day, s.source, s.sentence, d.date,
  d.publisher, d.title, d.url, s.confidence, s.relation, s.id AS statement
FROM statements s JOIN relations r ON r.id = s.relation LEFT JOIN documents d ON d.id = s.document;
)sql";

}  // namespace

void write_sqlite(const GraphView& graph, const ExportOptions& options, Output& out) {
  SqliteFile file;
  write_tables(graph, options, [&](const TableForm& form) { return std::make_unique<SqliteSink>(form, file); });
  file.run(kIndices);
  file.copy_to(out.stream());
}

}  // namespace trama
