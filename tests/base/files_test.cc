#include "base/files.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <sstream>

#include "base/error.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

std::string gzip(const std::string& content) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, content.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class FilesTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) /
      ("trama_files_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) +
       std::to_string(getpid()));
};

TEST_F(FilesTest, WritesAndReadsBack) {
  const std::string content("uno\0dos\r\n", 9);
  write_file(folder_ / "a", content);
  EXPECT_EQ(read_file(folder_ / "a"), content);
  write_file(folder_ / "a", "");
  EXPECT_EQ(read_file(folder_ / "a"), "");
  EXPECT_EQ(count(), 1u);
}

TEST_F(FilesTest, RegularFilesNeverWait) {
  write_file(folder_ / "a", "uno\n");
  InputFile file(folder_ / "a");
  char buffer[16];
  do {
    EXPECT_TRUE(file.ready());
  } while (file.read(buffer, sizeof(buffer)) > 0);
  EXPECT_TRUE(file.ready());
}

TEST_F(FilesTest, NamesTheFileInErrors) {
  for (const auto& act : std::vector<std::function<void()>>{
           [&] { read_file(folder_ / "none"); },
           [&] { read_file(folder_); },
           [&] { write_file(folder_ / "no" / "such", "x"); },
           [&] { InputFile(folder_ / "none"); },
           [&] { InputFile{folder_}; },
       }) {
    try {
      act();
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIo);
      EXPECT_NE(std::string(error.what()).find(folder_.string()), std::string::npos) << error.what();
    }
  }
}

TEST_F(FilesTest, LeavesTheOldFileWhenReplacingFails) {
  fs::create_directories(folder_ / "target" / "full");
  EXPECT_THROW(write_file(folder_ / "target", "x"), Error);
  EXPECT_TRUE(fs::is_directory(folder_ / "target" / "full"));
  EXPECT_EQ(count(), 1u);  // And no temporary file.
}

TEST_F(FilesTest, ReadsLinesOfPlainAndPackedFiles) {
  std::string content;
  for (int i = 0; i < 30000; ++i) content += "línea " + std::to_string(i) + "\n";
  content += "última";
  const std::string packed = gzip(content.substr(0, 1000)) + gzip(content.substr(1000));  // Two members.
  for (const std::string& bytes : {content, gzip(content), packed, packed + std::string(100, '\0')}) {
    std::istringstream stream(bytes);
    InputFile file(stream, "x");
    std::string line, all;
    std::size_t lines = 0;
    while (file.next_line(line, 100) == InputFile::Line::kLine) {
      all += line + "\n";
      ++lines;
    }
    EXPECT_EQ(lines, 30001u);
    EXPECT_EQ(all, content + "\n");
  }
}

TEST_F(FilesTest, PassesOverLinesThatAreTooLong) {
  std::istringstream stream("corta\n" + std::string(200000, 'x') + "\n\nfin\n");
  InputFile file(stream, "x");
  std::string line;
  EXPECT_EQ(file.next_line(line, 10), InputFile::Line::kLine);
  EXPECT_EQ(file.next_line(line, 10), InputFile::Line::kTooLong);
  EXPECT_EQ(line, "xxxxxxxxxx");
  EXPECT_EQ(file.next_line(line, 10), InputFile::Line::kLine);
  EXPECT_EQ(line, "");
  EXPECT_EQ(file.next_line(line, 3), InputFile::Line::kLine);
  EXPECT_EQ(line, "fin");
  EXPECT_EQ(file.next_line(line, 3), InputFile::Line::kEnd);
}

TEST_F(FilesTest, StopsAtTheLimitHoweverMuchAGzipFileHolds) {
  const std::string packed = gzip(std::string(50'000'000, 'a'));
  ASSERT_LT(packed.size(), 100'000u);
  std::istringstream stream(packed);
  InputFile file(stream, "x");
  std::string content;
  EXPECT_FALSE(file.read_rest(content, 1'000'000));
  EXPECT_LE(content.size(), 1'000'000u);
}

TEST_F(FilesTest, PeeksWithoutTaking) {
  for (const std::string& bytes : {std::string("abcdef"), gzip("abcdef")}) {
    std::istringstream stream(bytes);
    InputFile file(stream, "x");
    EXPECT_EQ(file.peek(3), "abc");
    EXPECT_EQ(file.peek(100), "abcdef");
    char c = 0;
    EXPECT_EQ(file.read(&c, 1), 1u);
    EXPECT_EQ(c, 'a');
    EXPECT_EQ(file.peek(2), "bc");
    std::string rest;
    EXPECT_TRUE(file.read_rest(rest, 5));
    EXPECT_EQ(rest, "bcdef");
    EXPECT_EQ(file.read(&c, 1), 0u);
  }
}

TEST_F(FilesTest, RefusesDamagedGzip) {
  const std::string packed = gzip("un texto que no se repite: 0123456789 qwertyuiop");
  std::string flipped = packed;
  flipped[flipped.size() - 6] ^= 1;  // In the checksum.
  for (const std::string& bytes : {packed.substr(0, packed.size() / 2), packed.substr(0, packed.size() - 1), flipped,
                                   std::string("\x1F\x8B"), std::string("\x1F\x8Bxxxxxxxxxxxx")}) {
    std::istringstream stream(bytes);
    InputFile file(stream, "dañado.gz");
    std::string content;
    try {
      file.read_rest(content, 1000);
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kFormat);
      EXPECT_TRUE(std::string(error.what()).starts_with("dañado.gz: "));
    }
  }
}

}  // namespace
}  // namespace trama
