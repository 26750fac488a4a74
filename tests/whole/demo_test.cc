// tools/demo, in a copy of what it needs of the repository, with a build that has been made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/program.h"

namespace trama {
namespace {

namespace fs = std::filesystem;

class Demo : public testing::Test {
 protected:
  Demo() {
    const fs::path source = TRAMA_SOURCE_DIR;
    fs::copy(source / "tools", folder_ / "tools");
    fs::create_directory_symlink(source / "samples", folder_ / "samples");
    fs::create_directories(folder_ / "build/release/bin");
    fs::create_symlink(TRAMA_BINARY, folder_ / "build/release/bin/trama");
    fs::create_directory(folder_ / "bin");
    add_program("cmake", "true");
    add_program("dpkg-query", "echo installed");
  }

  void add_program(const std::string& name, const std::string& command) const {
    const std::string file = folder_ / ("bin/" + name);
    test::write_text(file, "#!/bin/sh\n" + command + "\n");
    fs::permissions(file, fs::perms::owner_all);
  }
  test::Outcome demo() const { return test::run_shell("PATH=$PWD/bin:$PATH tools/demo", folder_); }

  test::TempFolder folder_;
};

TEST_F(Demo, WritesIntoItsOwnFolderOnly) {
  for (const char* name : {"red.trama", "red.svg", "red.json", "demo.trama"}) {
    test::write_text(folder_ / name, "the user's own");
  }
  for (int i = 0; i < 2; ++i) {  // The second time over what the first has left.
    const test::Outcome run = demo();
    ASSERT_EQ(run.code, 0) << run.err;
    for (const char* name : {"red.trama", "red.svg", "red.json", "demo.trama"}) {
      EXPECT_EQ(test::read_text(folder_ / name), "the user's own") << name;
    }
  }
  EXPECT_THAT(test::read_text(folder_ / "build/demo/demo.svg"), testing::StartsWith("<?xml"));
  EXPECT_THAT(test::read_text(folder_ / "build/demo/demo.json"), testing::StartsWith("{"));
  EXPECT_EQ(test::run({"top", folder_ / "build/demo/demo.trama"}).code, 0);
}

TEST_F(Demo, LeavesAGraphAloneToWhichSomethingWasAdded) {
  const std::string graph = folder_ / "build/demo/demo.trama";
  ASSERT_EQ(demo().code, 0);
  const test::Outcome added = test::run({"build", "-", "-o", graph}, "Marta Ibáñez visitó a Pedro Salgado en Quito.\n");
  ASSERT_EQ(added.code, 0) << added.err;
  const std::string before = test::read_text(graph);
  const test::Outcome run = demo();
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, testing::HasSubstr("build/demo/demo.trama is not as tools/demo left it"));
  EXPECT_TRUE(test::read_text(graph) == before);
}

}  // namespace
}  // namespace trama
