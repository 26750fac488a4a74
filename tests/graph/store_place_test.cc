// A graph file that is moved, replaced or cut short while it is written, and two who write it.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <chrono>

#include "tests/graph/graph_files.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using test::corpus;
using test::error_of;
using testing::HasSubstr;

class StorePlaceTest : public test::GraphFiles {
 protected:
  // What adding says after `happens` to the file of a store that has been written to.
  std::string error_after(const std::function<void()>& happens) {
    const std::vector<DocumentStatements> documents = corpus(200);
    Store store = Store::open(file());
    store.add(std::span(documents).first(100));
    store.update_entities();
    happens();
    return error_of([&] { store.add(std::span(documents).last(100)); }, ErrorCode::kIo);
  }
};

TEST_F(StorePlaceTest, AMovedFileIsTold) {
  EXPECT_THAT(error_after([&] { fs::rename(file(), file("elsewhere")); }), HasSubstr("was moved, deleted or replaced"));
  EXPECT_EQ(Store::open_read_only(file("elsewhere")).counts().documents, 100);
}

TEST_F(StorePlaceTest, ADeletedFileIsTold) {
  EXPECT_THAT(error_after([&] { fs::remove(file()); }), HasSubstr("was moved, deleted or replaced"));
}

TEST_F(StorePlaceTest, AReplacedFileIsToldAndLeftAlone) {
  EXPECT_THAT(error_after([&] {
                std::ofstream(file("new")) << "otra cosa";
                fs::rename(file("new"), file());
              }),
              HasSubstr("was moved, deleted or replaced"));
  EXPECT_EQ(test::bytes_of(file()), "otra cosa");
}

TEST_F(StorePlaceTest, AFileThatIsCutShortIsTold) {
  const std::vector<DocumentStatements> documents = corpus(200);
  {
    Store store = Store::open(file());
    store.add(std::span(documents).first(100));
    store.update_entities();
  }
  Store store = Store::open(file());
  store.counts();
  fs::resize_file(file(), fs::file_size(file()) / 2);
  try {
    store.add(std::span(documents).last(100));
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::AnyOf(HasSubstr("cut short"), HasSubstr("damaged")));
  }
}

TEST_F(StorePlaceTest, ASecondWriterWaitsForTheFirst) {
  { Store::open(file()).add(corpus(5)); }
  int channel[2];
  ASSERT_EQ(pipe(channel), 0);
  const pid_t child = fork();
  if (child == 0) {
    sqlite3* database = nullptr;
    sqlite3_open_v2(file().c_str(), &database, SQLITE_OPEN_READWRITE, "trama-checksums");
    sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    if (write(channel[1], "x", 1) != 1) _exit(1);
    usleep(700000);
    sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(channel[0], &byte, 1), 1);
  EXPECT_EQ(Store::open(file()).add(corpus(10)).added, 5);
  waitpid(child, nullptr, 0);
}

TEST_F(StorePlaceTest, ASecondWriterGivesUpClearlyAndReadersGoOn) {
  Store store = Store::open(file());
  store.add(corpus(5));
  store.update_entities();
  sqlite3* first = nullptr;
  ASSERT_EQ(sqlite3_open_v2(file().c_str(), &first, SQLITE_OPEN_READWRITE, "trama-checksums"), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(first, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(Store::open_read_only(file()).counts().documents, 5);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_THAT(error_of([&] { store.add(corpus(10)); }, ErrorCode::kIo), HasSubstr("in use by another process"));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::seconds(9));
  sqlite3_exec(first, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(first);
  EXPECT_EQ(store.add(corpus(10)).added, 5);
}

// Several make the same file at the same moment: each adds its own, none fails.
TEST_F(StorePlaceTest, ManyMayBeginAFileTogether) {
  constexpr int kWriters = 6;
  const std::vector<DocumentStatements> documents = corpus(kWriters * 20);
  std::vector<pid_t> children;
  for (int i = 0; i < kWriters; ++i) {
    children.push_back(fork());
    if (children.back() != 0) continue;
    try {
      Store store = Store::open(file());
      for (int at = 0; at < 20; at += 5)
        store.add(std::span(documents).subspan(static_cast<std::size_t>(i * 20 + at), 5));
      store.update_entities();
      _exit(0);
    } catch (const Error& error) {
      fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const StoreCounts counts = Store::open_read_only(file()).counts();
  EXPECT_EQ(counts.documents, kWriters * 20);
  EXPECT_EQ(counts.pending, 0);
}

}  // namespace
}  // namespace trama
