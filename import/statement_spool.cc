#include "import/statement_spool.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/statement_json.h"

namespace trama {
namespace {

[[noreturn]] void fail() {
  throw Error(ErrorCode::kIo, "the temporary file for statements cannot be used; is there room for it?");
}

}  // namespace

StatementSpool::StatementSpool() : file_(std::tmpfile()) {
  if (file_ == nullptr) fail();
}

void StatementSpool::add(const Statement& statement) {
  const std::string line = to_json(statement);
  if (line.size() > UINT32_MAX || std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size()) fail();
  const auto number = static_cast<std::uint32_t>(documents_.size());
  const std::uint32_t document = documents_.emplace(content_hash(statement.evidence.document), number).first->second;
  places_.push_back({document, static_cast<std::uint32_t>(line.size()), size_});
  size_ += line.size();
}

void StatementSpool::for_each_document(const std::function<void(std::vector<Statement>&&)>& take) {
  std::stable_sort(places_.begin(), places_.end(),
                   [](const Place& left, const Place& right) { return left.document < right.document; });
  std::vector<Statement> statements;
  std::string line;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    line.resize(place.size);
    if (::fseeko(file_.get(), static_cast<off_t>(place.offset), SEEK_SET) != 0 ||
        std::fread(line.data(), 1, line.size(), file_.get()) != line.size()) {
      fail();
    }
    statements.push_back(statement_from_json(line));
    if (i + 1 < places_.size() && places_[i + 1].document == place.document) continue;
    take(std::exchange(statements, {}));
  }
}

Document document_of(const std::vector<Statement>& statements) {
  Document document;
  document.id = statements.front().evidence.document;
  std::vector<std::pair<Span, std::string_view>> sentences;
  for (const Statement& one : statements) sentences.emplace_back(one.evidence.span, one.evidence.sentence);
  std::sort(sentences.begin(), sentences.end());
  sentences.erase(std::unique(sentences.begin(), sentences.end()), sentences.end());
  for (const auto& [span, sentence] : sentences) document.text.append(sentence).append(1, '\n');
  return document;
}

}  // namespace trama
