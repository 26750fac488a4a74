#include "import/statement_files.h"

#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/statement_json.h"
#include "import/node_link.h"
#include "import/relation_table.h"
#include "import/statement_spool.h"

namespace trama {
namespace {

constexpr std::size_t kLongestLine = std::size_t{8} << 20;
constexpr std::size_t kJudgedBytes = 4096;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class StatementLines {
 public:
  StatementLines(InputFile& file, const std::string& name, const ImportSink& sink)
      : file_(file), name_(name), sink_(sink) {}

  void read() {
    std::string line;
    for (std::size_t number = 1;; ++number) {
      const InputFile::Line kind = file_.next_line(line, kLongestLine);
      if (kind == InputFile::Line::kEnd) break;
      const std::string where = name_ + ":" + std::to_string(number);
      if (kind == InputFile::Line::kTooLong) {
        sink_.skip(where, "the line has more than 8 MiB");
        continue;
      }
      std::string_view text = line;
      if (number == 1 && text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
      if (text.find_first_not_of(" \t\r") != std::string_view::npos) add(text, where);
    }
    end_document();
  }

 private:
  void add(std::string_view text, const std::string& where) {
    Statement statement;
    try {
      statement = statement_from_json(text, where);
      check(statement);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kVersion) throw;
      std::string_view what = error.what();
      if (what.starts_with(where + ": ")) what.remove_prefix(where.size() + 2);
      sink_.skip(where, what);
      return;
    }
    if (statement.evidence.document != document_) {
      end_document();
      document_ = statement.evidence.document;
      if (!seen_.insert(content_hash(document_)).second) {
        throw Error(ErrorCode::kFormat, where + ": the statements of document " + document_ +
                                            " come in two places; put those of one document together (sort the file)");
      }
    }
    statements_.push_back(std::move(statement));
  }

  // What statement_from_json() lets pass and a graph has no use for.
  static void check(const Statement& statement) {
    const auto require = [](bool holds, const char* what) {
      if (!holds) throw Error(ErrorCode::kFormat, what);
    };
    require(!statement.evidence.document.empty(), "evidence.document is empty");
    require(!statement.relation.lemma.empty() && !statement.relation.label.empty(), "relation has no lemma or label");
    require(statement.count >= 1, "count is less than 1");
  }

  void end_document() {
    if (statements_.empty()) return;
    Document document = document_of(statements_);
    sink_.take(std::move(document), std::move(statements_));
    statements_ = {};
  }

  InputFile& file_;
  const std::string& name_;
  const ImportSink& sink_;
  std::string document_;
  std::vector<Statement> statements_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace

void import_statements(InputFile& file, const std::string& name, const ImportSink& sink) {
  std::string_view head = file.peek(kJudgedBytes);
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    throw Error(ErrorCode::kFormat,
                name + ": holds nothing; expected JSON lines of statements or a table of relations");
  }
  if (is_node_link(head)) {
    import_node_link(file, name, sink);
  } else if (head[first] == '{') {
    StatementLines(file, name, sink).read();
  } else if (head[first] == '[' || head[first] == '<') {
    throw Error(ErrorCode::kFormat, name + ": neither JSON lines of statements nor a table with the columns subject, " +
                                        "relation and object");
  } else {
    import_table(file, name, sink);
  }
}

}  // namespace trama
