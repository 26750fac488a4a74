#include "export/output.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/error.h"
#include "graph/store/store.h"

namespace trama {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

// What `act` fails with.
std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

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
  for (const std::size_t size : {10, 100'000}) {  // Less and more than a buffer.
    const std::string message = message_of([&] {
      Output out("/dev/full", standard_output_);
      out.stream() << std::string(size, 'x');
      out.commit();
    });
    EXPECT_EQ(message, "cannot write /dev/full: No space left on device");
  }
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(OutputTest, FailedWriteGivesTheReasonAndLeavesNothing) {
  write("red.dot", "old");
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small { 100'000, before.rlim_max };
  const std::string message = message_of([&] {
    Output out(path("red.dot"), standard_output_);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 100; ++i) out.stream() << std::string(10'000, 'x');
    out.commit();
  });
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(message, "cannot write " + path("red.dot") + ": File too large");
  EXPECT_EQ(content("red.dot"), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, FailedStandardOutputIsAnError) {
  Output out("-", standard_output_);
  standard_output_.setstate(std::ios::badbit);
  EXPECT_THROW(out.commit(), Error);
}

TEST_F(OutputTest, GraphIsNeverReplaced) {
  Store::open(path("red.trama"));
  const std::string graph = content("red.trama");
  fs::create_symlink("red.trama", folder_ / "link.svg");
  fs::create_hard_link(folder_ / "red.trama", folder_ / "same.svg");
  for (const char* name : {"red.trama", "link.svg", "same.svg"}) {
    EXPECT_THAT(message_of([&] { Output(path(name), standard_output_); }), HasSubstr(" is a graph file")) << name;
    EXPECT_EQ(content(name), graph) << name;
  }
  EXPECT_EQ(files(), 3u);
}

TEST_F(OutputTest, GraphThatCameInTheMeantimeIsNotReplaced) {
  Output out(path("red.svg"), standard_output_);
  out.stream() << "<svg/>";
  Store::open(path("red.svg"));
  EXPECT_THAT(message_of([&] { out.commit(); }), HasSubstr("is a graph file"));
  EXPECT_THAT(content("red.svg"), testing::StartsWith("SQLite format 3"));
}

TEST_F(OutputTest, GraphThatIsBeingBuiltIsNotReplaced) {
  std::string unfinished("SQLite format 3\0", 16);
  unfinished.resize(4096);
  write("red.trama", unfinished);
  EXPECT_THAT(message_of([&] { Output(path("red.trama"), standard_output_); }), HasSubstr("is an SQLite database"));
  EXPECT_EQ(content("red.trama"), unfinished);
}

TEST_F(OutputTest, KilledProcessLeavesNothing) {
  const int nameless = ::open(folder_.c_str(), O_TMPFILE | O_WRONLY, 0600);
  if (nameless < 0) GTEST_SKIP() << "the file system knows no files without a name";
  ::close(nameless);
  write("red.dot", "old");
  const pid_t child = ::fork();
  if (child == 0) {
    Output replaced(path("red.dot"), standard_output_);
    Output fresh(path("new.dot"), standard_output_);
    replaced.stream() << std::string(200'000, 'x') << std::flush;
    fresh.stream() << std::string(200'000, 'x') << std::flush;
    ::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(content("red.dot"), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputTest, FileThatIsCutShortWhileItIsWrittenIsAnError) {
  write("red.dot", "old");
  Output out(path("red.dot"), standard_output_);
  out.stream() << "new and longer" << std::flush;
  int found = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code closed;
    const std::string file = fs::read_symlink(entry, closed).string();
    if (file.starts_with(folder_.string())) found += ::truncate(entry.path().c_str(), 3) == 0;
  }
  ASSERT_EQ(found, 1);
  EXPECT_THAT(message_of([&] { out.commit(); }), AllOf(HasSubstr(path("red.dot")), HasSubstr("another program")));
  EXPECT_EQ(content("red.dot"), "old");
}

TEST_F(OutputTest, FolderThatIsTakenAwayIsAnError) {
  fs::create_directory(folder_ / "out");
  Output out(path("out/red.dot"), standard_output_);
  out.stream() << "new";
  fs::remove_all(folder_ / "out");
  EXPECT_THAT(message_of([&] { out.commit(); }), HasSubstr("cannot write " + path("out/red.dot") + ": "));
}

}  // namespace
}  // namespace trama
