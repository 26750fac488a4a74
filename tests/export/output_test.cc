#include "export/output.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/error.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

class OutputTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "trama-output-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string content(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
  std::ostringstream standard_output_;
};

TEST_F(OutputTest, DashAndNothingAreStandardOutput) {
  for (const char* path : {"-", ""}) {
    Output out(path, standard_output_);
    out.stream() << "x";
    out.commit();
  }
  EXPECT_EQ(standard_output_.str(), "xx");
}

TEST_F(OutputTest, FileAppearsOnCommitOnly) {
  {
    Output out(path("red.dot"), standard_output_);
    out.stream() << "digraph {}";
    EXPECT_FALSE(fs::exists(path("red.dot")));
    out.commit();
  }
  EXPECT_EQ(content("red.dot"), "digraph {}");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, WithoutCommitTheOldFileStays) {
  write("red.dot", "old");
  {
    Output out(path("red.dot"), standard_output_);
    out.stream() << "half of the n";
  }
  EXPECT_EQ(content("red.dot"), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, ReplacedFileKeepsItsPermissions) {
  write("red.dot", "old");
  fs::permissions(path("red.dot"), fs::perms::owner_read | fs::perms::owner_write);
  Output out(path("red.dot"), standard_output_);
  out.stream() << "new";
  out.commit();
  EXPECT_EQ(content("red.dot"), "new");
  EXPECT_EQ(fs::status(path("red.dot")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(OutputTest, NewFileGetsTheUsualPermissions) {
  const mode_t mask = ::umask(027);
  Output out(path("red.dot"), standard_output_);
  out.commit();
  ::umask(mask);
  EXPECT_EQ(static_cast<unsigned>(fs::status(path("red.dot")).permissions()), 0640u);
}

TEST_F(OutputTest, LinkStaysALink) {
  write("real.dot", "old");
  fs::create_symlink("real.dot", folder_ / "link.dot");
  Output out(path("link.dot"), standard_output_);
  out.stream() << "new";
  out.commit();
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.dot"));
  EXPECT_EQ(content("real.dot"), "new");
}

TEST_F(OutputTest, DeviceIsWrittenAndNotReplaced) {
  Output out("/dev/null", standard_output_);
  out.stream() << "x";
  out.commit();
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputTest, PlacesThatCannotBeWrittenAreNamed) {
  for (const std::string& bad : {path("missing/red.dot"), folder_.string()}) {
    try {
      Output out(bad, standard_output_);
      ADD_FAILURE() << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIo);
      EXPECT_NE(std::string(error.what()).find(bad), std::string::npos) << error.what();
    }
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(OutputTest, FullDeviceIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  Output out("/dev/full", standard_output_);
  out.stream() << std::string(100'000, 'x');
  EXPECT_THROW(out.commit(), Error);
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(OutputTest, FailedStandardOutputIsAnError) {
  Output out("-", standard_output_);
  standard_output_.setstate(std::ios::badbit);
  EXPECT_THROW(out.commit(), Error);
}

}  // namespace
}  // namespace trama
