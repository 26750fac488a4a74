#include "graph/store/sqlite/sqlite.h"

#include <sys/stat.h>

#include "base/error.h"
#include "graph/store/sqlite/checksum_vfs.h"

namespace trama::sqlite {
namespace {

// How long one process waits for another that writes the same file.
constexpr int kBusyMilliseconds = 10000;

std::string uri_of(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      uri += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    } else {
      uri += c;
    }
  }
  return uri;
}

}  // namespace

Database::Database(const std::filesystem::path& file, Mode mode)
    : file_(file.string()), in_memory_(mode == Mode::kMemory || mode == Mode::kTemporary) {
  if (mode == Mode::kTemporary) {
    file_ = "a temporary file";
    open("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
    return;
  }
  if (in_memory_) {
    file_ = "the graph in memory";
    open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    return;
  }
  const std::string& path = path_ = std::filesystem::absolute(file).string();
  if (mode == Mode::kCreate) {
    open(uri_of(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    remember_place();
    return;
  }
  if (!std::filesystem::is_regular_file(file)) throw Error(ErrorCode::kIo, file_ + ": no such file");
  // Whoever may write takes away, when it is the last to close, the files that SQLite puts beside one in WAL mode.
  open(uri_of(path), SQLITE_OPEN_READWRITE);
  remember_place();
  run("PRAGMA query_only = 1; PRAGMA cache_size = -65536");  // KiB.
  // Such a file needs them even for reading. Where none can be made (a read-only folder or disk) and
  // none is left with content, nobody writes, and the file alone is the whole database.
  const int status = sqlite3_exec(handle_.get(), "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr);
  std::error_code no_log;
  const auto log_size = std::filesystem::file_size(path + "-wal", no_log);
  const bool no_place = (status & 0xFF) == SQLITE_CANTOPEN || (status & 0xFF) == SQLITE_READONLY;
  if (no_place && (no_log || log_size == 0)) {
    open(uri_of(path) + "?immutable=1", SQLITE_OPEN_READONLY);
  }
}

void Database::open(const std::string& uri, int flags) {
  sqlite3* handle = nullptr;
  const int status =
      sqlite3_open_v2(uri.c_str(), &handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                      in_memory_ ? nullptr : checksum_vfs());
  handle_.reset(handle);
  if (status != SQLITE_OK) fail(status);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  // A graph file may come from anybody: its schema must not run code of its own.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
}

std::optional<Database::Place> Database::look() const {
  struct stat found {};
  if (::stat(path_.c_str(), &found) != 0) return std::nullopt;
  return Place{static_cast<std::uint64_t>(found.st_dev), static_cast<std::uint64_t>(found.st_ino),
               static_cast<std::uint64_t>(found.st_size)};
}

void Database::remember_place() {
  if (const std::optional<Place> found = look()) place_ = *found;
}

void Database::check_place() {
  if (in_memory_) return;
  const std::optional<Place> found = look();
  if (!found || found->device != place_.device || found->inode != place_.inode) {
    throw Error(ErrorCode::kIo, file_ + ": was moved, deleted or replaced while it was written");
  }
  // Nothing that trama does makes a file smaller.
  if (found->size < place_.size) throw Error(ErrorCode::kIo, file_ + ": was cut short while it was written");
  place_.size = found->size;
}

void Database::empty_log() {
  sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void Database::copy_from(const Database& other) {
  sqlite3_backup* backup = sqlite3_backup_init(handle_.get(), "main", other.handle_.get(), "main");
  if (backup == nullptr) fail(sqlite3_errcode(handle_.get()));
  const int status = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  // Its failures come from the file that is read, but for a full disk.
  if (status != SQLITE_DONE) (status == SQLITE_FULL ? *this : other).fail(status);
}

void Database::be_one_file() {
  Query mode(*this, "PRAGMA journal_mode = DELETE");
  if (!mode.step() || mode.text(0) != "delete") throw Error(ErrorCode::kIo, file_ + ": in use by another process");
}

void Database::keep_checksums() {
  int bytes = kChecksumBytes;
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

bool Database::has_checksums() const {
  int bytes = -1;  // Asks.
  sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
  return in_memory_ || bytes == kChecksumBytes;
}

void Database::fail(int status) const {
  const std::string detail = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(status);
  if (status == SQLITE_IOERR_DATA) {
    throw Error(ErrorCode::kFormat, file_ + ": the graph file is damaged (a page does not fit its checksum)");
  }
  switch (status & 0xFF) {
    case SQLITE_NOTADB:
      throw Error(ErrorCode::kFormat, file_ + ": not a graph file, or its beginning is damaged");
    case SQLITE_CORRUPT:
      throw Error(ErrorCode::kFormat, file_ + ": the graph file is damaged (" + detail + ")");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(ErrorCode::kIo, file_ + ": in use by another process");
    case SQLITE_ERROR:
      throw Error(ErrorCode::kFormat, file_ + ": not a whole graph file (" + detail + ")");
    default:
      throw Error(ErrorCode::kIo, file_ + ": " + detail);
  }
}

void Database::run(const char* sql) {
  const int status = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) fail(status);
}

std::int64_t Database::number(const char* sql) const {
  Query query(*this, sql);
  return query.step() ? query.number(0) : 0;
}

Query::Query(const Database& database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  check(sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
  statement_.reset(statement);
}

void Query::check(int status) const {
  if (status != SQLITE_OK) database_.fail(status);
}

Query& Query::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(), text.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Query& Query::bind(int parameter, std::int64_t number) {
  check(sqlite3_bind_int64(statement_.get(), parameter, number));
  return *this;
}

Query& Query::bind(int parameter, double number) {
  check(sqlite3_bind_double(statement_.get(), parameter, number));
  return *this;
}

Query& Query::bind_blob(int parameter, std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_.get(), parameter, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                            SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_.get(), parameter));
  return *this;
}

Query& Query::bind(int parameter, std::optional<std::int64_t> number) {
  return number ? bind(parameter, *number) : bind_null(parameter);
}

bool Query::step() {
  const int status = sqlite3_step(statement_.get());
  if (status != SQLITE_ROW && status != SQLITE_DONE) database_.fail(status);
  return status == SQLITE_ROW;
}

void Query::run() {
  while (step()) {
  }
  reset();
}

void Query::reset() {
  check(sqlite3_reset(statement_.get()));
}

std::string_view Query::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
}

std::int64_t Query::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Query::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

bool Query::is_integer(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
}

std::optional<std::int64_t> Query::optional_number(int column) const {
  if (is_null(column)) return std::nullopt;
  return number(column);
}

void Query::append_row(std::string& bytes) const {
  const auto append = [&](const auto& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
  for (int column = 0; column < sqlite3_column_count(statement_.get()); ++column) {
    const int type = sqlite3_column_type(statement_.get(), column);
    bytes += static_cast<char>(type);
    if (type == SQLITE_INTEGER) {
      append(number(column));
    } else if (type == SQLITE_FLOAT) {
      append(real(column));
    } else if (type != SQLITE_NULL) {
      const std::string_view value = text(column);
      append(value.size());
      bytes += value;
    }
  }
}

Transaction::Transaction(Database& database, Kind kind) : database_(database), kind_(kind) {
  database.run(kind == Kind::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
  if (kind == Kind::kRead) database.number("SELECT count(*) FROM sqlite_master");  // It begins with the first row read.
}

Transaction::~Transaction() {
  if (open_) roll_back();
}

void Transaction::roll_back() {
  sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  open_ = false;
}

void Transaction::commit() {
  if (kind_ == Kind::kWrite) {
    try {
      database_.check_place();
    } catch (const Error&) {
      roll_back();
      database_.empty_log();
      throw;
    }
  }
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace trama::sqlite
