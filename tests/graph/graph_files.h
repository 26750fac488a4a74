// Documents for tests of graph files, and a folder of their own for the files.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph/store/store.h"
#include "tests/graph/statements.h"

namespace trama::test {

class GraphFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("trama-files-" + std::to_string(getpid()) + "-" +
                                                        testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path file(const std::string& name = "g.trama") const { return folder_ / name; }

  std::filesystem::path folder_;
};

inline DocumentStatements document(const std::string& id, const std::string& text, std::vector<Statement> statements) {
  DocumentStatements result;
  result.document.id = id;
  result.document.text = text;
  result.document.date = "2024-05-01";
  for (Statement& statement : statements) {
    statement.evidence.document = id;
    statement.evidence.date = result.document.date;
  }
  result.statements = std::move(statements);
  return result;
}

inline std::vector<DocumentStatements> corpus(int count) {
  const char* const kPlaces[] = {"Perú", "EE.UU.", "Estados Unidos", "Japón", "Kiev", "Kyiv"};
  std::vector<DocumentStatements> documents;
  for (int i = 0; i < count; ++i) {
    documents.push_back(document("d" + std::to_string(i), "Texto número " + std::to_string(i),
                                 {says(place(kPlaces[i % 6]), "apoyar", place(kPlaces[i * 5 % 6])),
                                  says(person("Ana Soto"), i % 2 == 0 ? "ver" : "ir", place(kPlaces[i % 5]))}));
  }
  return documents;
}

// Runs SQL on a file as another program would: `vfs` "trama-checksums" to leave pages as trama leaves them.
inline void run_sql(const std::filesystem::path& file, const std::string& sql, const char* vfs = nullptr) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_close(database);
}

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The message of the Error that it throws, which must be of this code.
inline std::string error_of(const std::function<void()>& action, ErrorCode code) {
  try {
    action();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return {};
}

}  // namespace trama::test
