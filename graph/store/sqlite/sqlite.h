// A thin layer over SQLite: every handle has an owner, every failure is an Error. Private to graph/.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace trama::sqlite {

class Database {
 public:
  // kMemory: without a file. kTemporary: with one that nobody else sees and that goes with the process.
  enum class Mode { kCreate, kReadOnly, kMemory, kTemporary };
  // Throws Error (kIo) if the file cannot be opened. That it is a database shows at the first use.
  Database(const std::filesystem::path& file, Mode mode);

  const std::string& file() const { return file_; }
  bool in_memory() const { return in_memory_; }
  void run(const char* sql);                   // One or several statements without results.
  std::int64_t number(const char* sql) const;  // The first column of the first row; 0 if there is none.
  sqlite3* handle() const { return handle_.get(); }
  // Pages of an empty database are to have checksums (graph/store/sqlite/checksum_vfs.h); whether those of this one
  // have.
  void keep_checksums();
  bool has_checksums() const;
  // Throws Error (kIo) if the path no longer leads to the file that was opened, or the file was cut short: what is
  // written then is nobody's.
  void check_place();
  // What is committed goes from the log into the file that is open, wherever that is now; the log is emptied, so that
  // no other file of the old name takes it for its own.
  void empty_log();
  // Makes this database what the other is: reads every page of it.
  void copy_from(const Database& other);
  // Ends WAL mode: no file is needed beside this one. Throws Error (kIo) if another process has it open.
  void be_one_file();
  // Throws what the last failure means: kFormat for files that are no database or damaged, else kIo.
  [[noreturn]] void fail(int status) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  void open(const std::string& uri, int flags);

  std::string file_;
  void remember_place();

  // Which file it is, whatever it is called.
  struct Place {
    std::uint64_t device = 0, inode = 0, size = 0;
  };
  std::optional<Place> look() const;  // At what the path leads to now.

  std::string path_;  // Absolute, so that it holds if the process changes its folder.
  Place place_;
  bool in_memory_ = false;
  std::unique_ptr<sqlite3, Close> handle_;
};

// A prepared statement. Parameters are numbered from 1, columns from 0.
class Query {
 public:
  Query(const Database& database, std::string_view sql);

  Query& bind(int parameter, std::string_view text);
  Query& bind(int parameter, std::int64_t number);
  Query& bind(int parameter, double number);
  Query& bind_blob(int parameter, std::string_view bytes);
  Query& bind_null(int parameter);
  // The number, or NULL for none.
  Query& bind(int parameter, std::optional<std::int64_t> number);
  bool step();  // True while there is a row.
  void run();   // Steps to the end and makes ready for new parameters.
  void reset();

  // Valid until the next step.
  std::string_view text(int column) const;
  std::int64_t number(int column) const;
  double real(int column) const;
  bool is_null(int column) const;
  bool is_integer(int column) const;
  std::optional<std::int64_t> optional_number(int column) const;  // Nothing for NULL.
  // All columns as bytes that are equal for equal rows only, to be hashed.
  void append_row(std::string& bytes) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void check(int status) const;

  const Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Rolls back unless committed.
class Transaction {
 public:
  enum class Kind { kWrite, kRead };
  // A transaction that reads sees the database as it is now until it ends. One that writes commits only to the file
  // that was opened, where it was: see Database::check_place().
  explicit Transaction(Database& database, Kind kind = Kind::kWrite);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  void roll_back();

  Database& database_;
  Kind kind_;
  bool open_ = true;
};

}  // namespace trama::sqlite
