#include "extract/relations/boilerplate.h"

#include <algorithm>

#include "base/utf8.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

constexpr std::size_t kMaxDatelineWords = 16;

bool is_dateline(const Sentence& sentence) {
  if (!sentence.paragraph_start || sentence.words.size() > kMaxDatelineWords) return false;
  const auto is_verb = [](const Word& word) { return word.upos == "VERB" || word.upos == "AUX"; };
  if (std::ranges::any_of(sentence.words, is_verb)) return false;
  const std::string& last = sentence.words.back().form;
  return last == "-" || last == "–" || last == "—" || last == ".-" || last == "|";
}

}  // namespace

Boilerplate Boilerplate::load(const std::filesystem::path& data) {
  Boilerplate loaded;
  const Table table = Table::read(data / "boilerplate.tsv", 2);
  for (const Table::Row& row : table.rows()) {
    if (row.fields[0] != "start" && row.fields[0] != "label") table.fail(row, "expected start or label");
    for (const std::string& words : split_list(row.fields[1])) {
      loaded.phrases_.push_back({fold_key(words), row.fields[0] == "label"});
    }
  }
  return loaded;
}

bool Boilerplate::is(const AnalyzedDocument& document, const Sentence& sentence) const {
  if (sentence.words.empty()) return false;
  if (is_dateline(sentence)) return true;
  const std::string_view text = std::string_view(document.document.text);
  if (sentence.span.end > text.size()) return false;
  // Long enough for every phrase of the table and what follows it.
  std::string start = collapse_spaces(
      text.substr(sentence.span.begin, std::min<std::size_t>(sentence.span.end - sentence.span.begin, 80)));
  start = fold_key(start);
  return std::ranges::any_of(phrases_, [&](const Phrase& phrase) {
    if (!start.starts_with(phrase.words)) return false;
    std::size_t next = phrase.words.size();
    if (next < start.size() && start[next] == ' ') ++next;
    const char sign = next < start.size() ? start[next] : '\0';
    const bool separated = sign == ':' || sign == '|' || sign == '/' || sign == '\0';
    return phrase.label ? separated && sign != '\0' : separated || next > phrase.words.size() || sign == '.';
  });
}

}  // namespace trama
