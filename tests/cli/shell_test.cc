// The shell of trama query, driven as a person does: the real program on a pseudo-terminal.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/shell/statements.h"
#include "tests/graph/news_graph.h"
#include "tests/support/program.h"

namespace trama::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// The program on a terminal of its own. What it writes is read until a text comes; the deadline is for what never
// comes.
class Terminal {
 public:
  Terminal(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment) {
    struct winsize size {
      24, 100, 0, 0
    };
    child_ = ::forkpty(&descriptor_, nullptr, nullptr, &size);
    if (child_ != 0) return;
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> argv = {const_cast<char*>(TRAMA_BINARY)};
    for (const std::string& one : arguments) argv.push_back(const_cast<char*>(one.c_str()));
    argv.push_back(nullptr);
    ::execv(TRAMA_BINARY, argv.data());
    ::_exit(127);
  }
  ~Terminal() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    ::close(descriptor_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void type(const std::string& keys) { ASSERT_EQ(::write(descriptor_, keys.data(), keys.size()), std::ssize(keys)); }

  // What comes up to `text`, and it.
  std::string until(const std::string& text) {
    while (pending_.find(text) == std::string::npos) {
      if (!more()) {
        ADD_FAILURE() << "no \"" << text << "\" in: " << pending_;
        return std::exchange(pending_, {});
      }
    }
    const std::size_t end = pending_.find(text) + text.size();
    const std::string seen = pending_.substr(0, end);
    pending_.erase(0, end);
    return seen;
  }

  // Types a line and gives what comes up to the next prompt.
  std::string ask(const std::string& line) {
    type(line + "\r");
    until("\n");  // The line itself.
    return until("trama> ");
  }

  void interrupt() { ::kill(child_, SIGINT); }

  // The exit code, once the program has ended.
  int wait() {
    while (more()) continue;
    if (silent_) {
      ADD_FAILURE() << "it goes on: " << pending_;
      ::kill(child_, SIGKILL);
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  bool more() {
    constexpr int kDeadline = 20'000;
    struct pollfd one {
      descriptor_, POLLIN, 0
    };
    char buffer[4096];
    silent_ = ::poll(&one, 1, kDeadline) <= 0;
    if (silent_) return false;
    const ssize_t size = ::read(descriptor_, buffer, sizeof(buffer));
    if (size > 0) pending_.append(buffer, static_cast<std::size_t>(size));
    return size > 0;
  }

  int descriptor_ = -1;
  pid_t child_ = -1;
  bool silent_ = false;  // Nothing came before the deadline, and the program has not ended.
  std::string pending_;
};

class QueryShell : public testing::Test {
 protected:
  void SetUp() override {
    test::save_news_graph(folder_ / "red.trama");
    environment_ = {{"XDG_STATE_HOME", folder_ / "state"}, {"LC_ALL", "en_US.UTF-8"}, {"TERM", "xterm"}, {"PAGER", ""}};
  }

  Terminal open(std::vector<std::string> options = {}) {
    std::vector<std::string> arguments = {"query", folder_ / "red.trama"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return Terminal(arguments, environment_);
  }
  std::string history() const { return test::read_text(folder_ / "state/trama/history"); }

  test::TempFolder folder_;
  std::map<std::string, std::string> environment_;
};

TEST_F(QueryShell, AnswersQueriesOfOneLineAndOfSeveral) {
  Terminal shell = open({"--format", "tsv"});
  EXPECT_THAT(shell.until("trama> "), HasSubstr(".help"));
  EXPECT_THAT(shell.ask("RETURN 6 * 7 AS x;"), HasSubstr("42"));
  shell.type("MATCH (a {name: 'Kim'})\r");
  shell.until("...> ");
  shell.type("RETURN a.name AS who\r");
  shell.until("...> ");
  EXPECT_THAT(shell.ask(""), HasSubstr("Kim Jong Un"));  // An empty line ends it.
  const std::string both = shell.ask("RETURN ';' AS a; RETURN 2 AS b;");
  EXPECT_THAT(both, testing::AllOf(HasSubstr("a\r\n;"), HasSubstr("b\r\n2")));
  shell.type(".quit\r");
  EXPECT_EQ(shell.wait(), kDone);
}

TEST_F(QueryShell, CompletesWhatStandsThere) {
  Terminal shell = open({"--format", "tsv"});
  shell.until("trama> ");
  // A keyword, an actor without case, a type, a property, a function: each by its beginning.
  shell.type("mat\t(a {name: 'KIM J\t'})-[r:apo\t]->(b) RETURN a.na\t AS a, toUp\tb.name) AS b LIMIT 1;\r");
  EXPECT_THAT(shell.until("trama> "), HasSubstr("RUSIA"));
  shell.type("MATCH (a {name: 'eE\t'}) RETURN a.name AS n;\r");
  EXPECT_THAT(shell.until("trama> "), HasSubstr("Estados Unidos"));
  shell.type("MATCH (a:Luga\t) RETURN count(*) AS n;\r");
  EXPECT_THAT(shell.until("trama> "), HasSubstr("n\r\n"));
  shell.type("RETURN to\t");  // Several are listed.
  shell.until("toLower(");
  shell.until("RETURN to");  // The line again, under them.
  shell.type("\x03");
  shell.until("trama> ");
  shell.type(".sch\t\r");
  EXPECT_THAT(shell.until("trama> "), testing::AllOf(HasSubstr("apoyar (3)"), HasSubstr("event_class")));
  shell.type("\x04");  // Ctrl-D
  EXPECT_EQ(shell.wait(), kDone);
}

TEST_F(QueryShell, InterruptStopsTheQueryAndNotTheShell) {
  Terminal shell = open({"--format", "tsv", "--max-steps", "1000000000000000"});
  shell.until("trama> ");
  shell.type("UNWIND range(1, 1000000000000) AS x WITH x WHERE x < 5 RETURN x;\r");
  shell.until("4\r\n");  // It runs.
  shell.type("\x03");
  EXPECT_THAT(shell.until("trama> "), HasSubstr("stopped"));
  EXPECT_THAT(shell.ask("RETURN 6 * 7 AS x;"), HasSubstr("42"));
  shell.type("RETURN 'half a line\x03");  // A line that is given up.
  shell.until("trama> ");
  EXPECT_THAT(shell.ask("RETURN 2 + 3 AS x;"), HasSubstr("5"));
  shell.interrupt();  // While nothing runs.
  EXPECT_THAT(shell.ask("RETURN 3 + 4 AS x;"), HasSubstr("7"));
}

// As soon as there is a prompt, keys are the editor's.
TEST_F(QueryShell, ReadsKeysFromTheFirstPromptOn) {
  for (int round = 0; round < 10; ++round) {
    Terminal shell = open({"--format", "tsv"});
    shell.until("trama> ");
    shell.type("\x03");
    shell.until("trama> ");
    shell.type("\x04");
    EXPECT_EQ(shell.wait(), kDone);
  }
}

TEST_F(QueryShell, KeepsAHistoryUnlessRefused) {
  {
    Terminal shell = open({"--format", "tsv"});
    shell.until("trama> ");
    shell.type("RETURN 'kept'\r");
    shell.until("...> ");
    shell.type("AS x;\r");
    shell.until("trama> ");
    shell.ask(" RETURN 'secret' AS x;");
    shell.type(".quit\r");
    EXPECT_EQ(shell.wait(), kDone);
  }
  EXPECT_THAT(history(), testing::AllOf(HasSubstr("kept"), Not(HasSubstr("secret"))));
  {
    Terminal shell = open({"--format", "tsv"});
    shell.until("trama> ");
    shell.type("\x1b[A\x1b[A\r");  // Up: the last was .quit.
    shell.until("kept");
    EXPECT_THAT(shell.until("trama> "), HasSubstr("kept"));
  }
  std::filesystem::remove_all(folder_ / "state");
  {
    Terminal shell = open({"--no-history"});
    shell.until("trama> ");
    shell.ask("RETURN 1 AS x;");
    shell.type(".quit\r");
    EXPECT_EQ(shell.wait(), kDone);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "state"));
}

TEST_F(QueryShell, HasCommands) {
  test::write_text(folder_ / "questions.cypher",
                   ".mode csv\nRETURN $n + 1 AS x, 2 AS y; // and;\nRETURN\n 'last' AS z");
  Terminal shell = open();
  shell.until("trama> ");
  EXPECT_THAT(shell.ask(".param n=41"), Not(HasSubstr("error")));
  EXPECT_THAT(shell.ask(".param"), HasSubstr("41"));
  EXPECT_THAT(shell.ask(".read " + folder_ / "questions.cypher"), testing::AllOf(HasSubstr("42,2"), HasSubstr("last")));
  EXPECT_THAT(shell.ask(".read " + folder_ / "missing"), HasSubstr("cannot be opened"));
  EXPECT_THAT(shell.ask(".timer on"), Not(HasSubstr("write")));
  EXPECT_THAT(shell.ask("RETURN 1 AS x;"), HasSubstr("1 row, "));
  EXPECT_THAT(shell.ask(".once " + folder_ / "result.csv"), Not(HasSubstr("write")));
  EXPECT_THAT(shell.ask("RETURN 7 AS seven;"), HasSubstr("written to"));
  EXPECT_EQ(test::read_text(folder_ / "result.csv"), "seven\r\n7\r\n");
  EXPECT_THAT(shell.ask(".mode pretty"), HasSubstr("table, json"));
  EXPECT_THAT(shell.ask(".tiner on"), HasSubstr("did you mean .timer?"));
  const std::string error = shell.ask("MATCH (a) RETURN a.nmae;");
  EXPECT_THAT(error, HasSubstr("did you mean 'name'?\r\nMATCH (a) RETURN a.nmae\r\n                   ^"));
}

TEST_F(QueryShell, ShowsLongResultsInAPager) {
  environment_["PAGER"] = "sed s/^/paged:/";
  const std::string many = "UNWIND range(1, 100) AS x RETURN x;";
  {
    Terminal shell = open({"--format", "tsv"});
    shell.until("trama> ");
    EXPECT_THAT(shell.ask(many), testing::AllOf(HasSubstr("paged:x"), HasSubstr("paged:100")));
    EXPECT_THAT(shell.ask("RETURN 1 AS x;"), Not(HasSubstr("paged")));
    shell.ask(".pager off");
    EXPECT_THAT(shell.ask(many), testing::AllOf(HasSubstr("100"), Not(HasSubstr("paged"))));
  }
  Terminal shell = open({"--format", "tsv", "--no-pager"});
  shell.until("trama> ");
  EXPECT_THAT(shell.ask(many), Not(HasSubstr("paged")));
}

TEST_F(QueryShell, NothingOfTheGraphSteersTheTerminal) {
  const std::string hostile = "RETURN '\\u001b[31m\\u009b2J' AS x;";
  for (const std::string format : {"table", "json", "jsonl", "csv", "tsv"}) {
    Terminal shell = open({"--format", format});
    shell.until("trama> ");
    shell.type(hostile + "\r");
    shell.until("\n");
    const std::string shown = shell.until("trama> ");
    for (const std::string steering : {"\x1b[31m", "\xC2\x9B"}) {
      EXPECT_THAT(shown, Not(HasSubstr(steering))) << format;
    }
  }
}

TEST_F(QueryShell, SpeaksSpanish) {
  environment_.erase("LC_ALL");
  environment_["LC_ALL"] = "es_ES.UTF-8";
  Terminal shell = open();
  EXPECT_THAT(shell.until("trama> "), HasSubstr("Una consulta termina con ;"));
  EXPECT_THAT(shell.ask(".nada"), HasSubstr("no hay ninguna orden '.nada'"));
}

TEST_F(QueryShell, APipeStaysAPipe) {
  const test::Outcome piped =
      test::run_shell("echo \"RETURN 6 * 7 AS x\" | trama query red.trama --format tsv", folder_);
  EXPECT_EQ(piped.out, "x\n42\n");
}

TEST_F(QueryShell, SignalsStopAQueryOfTheCommandLine) {
  for (const auto& [name, number] : {std::pair("INT", SIGINT), std::pair("TERM", SIGTERM)}) {
    const test::Outcome stopped = test::run_shell(
        "set -m\nmkfifo pipe\n"
        "trama query red.trama 'UNWIND range(1, 1000000000000) AS x RETURN x' --format tsv "
        "--max-steps 1000000000000000 >pipe &\n"
        "exec 3<pipe\nread line <&3; cat <&3 >/dev/null &\n"
        "kill -" +
            std::string(name) + " %1; wait %1; code=$?; rm pipe; exit $code",
        folder_);
    EXPECT_EQ(stopped.code, 128 + number) << stopped.err;
    EXPECT_THAT(stopped.err, HasSubstr("the query was stopped"));
  }
}

TEST(SplitQueries, EndsWhereASemicolonIsNoText) {
  const SplitQueries split = split_queries("RETURN ';' // ;\n; /* ; */ RETURN `a;b`, \"\\\";\" ;; \n RETURN 1");
  EXPECT_THAT(split.queries, testing::ElementsAre("RETURN ';' // ;\n", " /* ; */ RETURN `a;b`, \"\\\";\" "));
  EXPECT_EQ(split.rest, " \n RETURN 1");
  EXPECT_EQ(split_queries("RETURN 1; \n").rest, "");
  EXPECT_EQ(open_place("MATCH (a {name: 'Kim").quote, '\'');
  EXPECT_EQ(open_place("MATCH (a {name: 'Kim").brackets, "({");
}

}  // namespace
}  // namespace trama::cli
