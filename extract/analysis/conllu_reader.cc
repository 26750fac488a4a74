#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "base/utf8.h"
#include "extract/analysis/conllu.h"

namespace trama {
namespace {

constexpr std::size_t kMaxLine = std::size_t{1} << 20;
constexpr std::size_t kMaxSentenceLines = 100'000;
constexpr std::size_t kColumns = 10;
enum Column { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc };

std::string_view value(std::string_view column) {
  return column == "_" ? std::string_view() : column;
}

// The value of "# key = value"; nullopt if the line is another comment. "# key" alone has an empty value.
std::optional<std::string_view> comment(std::string_view line, std::string_view key) {
  line.remove_prefix(1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (!line.starts_with(key)) return std::nullopt;
  line.remove_prefix(key.size());
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos) return std::string_view();
  if (line[begin] != '=') return std::nullopt;
  line.remove_prefix(begin + 1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

// The value of a key in MISC; empty if absent.
std::string_view misc_value(std::string_view misc, std::string_view key) {
  while (!misc.empty()) {
    const std::string_view item = misc.substr(0, misc.find('|'));
    if (item.size() > key.size() && item.starts_with(key) && item[key.size()] == '=')
      return item.substr(key.size() + 1);
    misc.remove_prefix(std::min(item.size() + 1, misc.size()));
  }
  return {};
}

bool has_cycle(const std::vector<Word>& words) {
  std::vector<int> reached(words.size(), -1);
  for (int i = 0; i < static_cast<int>(words.size()); ++i) {
    int at = i;
    while (at >= 0 && reached[at] < 0) {
      reached[at] = i;
      at = words[at].head;
    }
    if (at >= 0 && reached[at] == i) return true;
  }
  return false;
}

// Where the text of a document that is being rebuilt ends.
struct TextEnd {
  std::size_t size = 0;
  bool empty = true;
  bool space_after = true;  // The last word.
};

}  // namespace

struct ConlluReader::Impl {
  Impl(std::istream& in, std::string_view file_name) : input(in, std::string(file_name)), name(file_name) {}

  // A sentence as it is being read.
  struct Draft {
    Sentence sentence;
    bool new_document = false;
    std::string document_id;
    std::vector<std::string> forms;  // Of tokens, with what follows each.
    std::vector<bool> spaces;
    std::vector<int> first_words;  // Of tokens.
    int open_until = 0;            // Last word (1-based) of the multiword token being read.
    bool any_head = false;
  };

  static Sentence placed(Draft draft, TextEnd& end, std::string* text);
  std::optional<AnalyzedDocument> next();
  std::optional<Draft> read_sentence();
  void read_comment(std::string_view text, Draft& draft);
  void read_word(std::string_view text, Draft& draft);
  void read_range(const std::array<std::string_view, kColumns>& columns, std::string_view misc, Draft& draft);
  std::optional<DocumentPart> next_part(std::size_t limit);
  std::string document_id(const Draft& draft);
  void finish(Draft& draft) const;
  int number(std::string_view text, const char* what) const;
  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorCode::kFormat, name + ":" + std::to_string(line_number) + ": " + message);
  }

  InputFile input;
  std::string name;
  std::size_t line_number = 0;
  std::string line;
  std::optional<Draft> waiting;  // The first sentence of the next document.
  int unnamed = 0;
  std::size_t max_bytes = std::numeric_limits<std::size_t>::max();

  // Of the document that next_part() is in: where it stands.
  std::optional<TextEnd> place;
  std::string part_id;
  std::size_t sentences_before = 0;
  std::string failure;  // To be thrown by the next call.
};

int ConlluReader::Impl::number(std::string_view text, const char* what) const {
  int result = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc() || end != text.data() + text.size() || result < 0) {
    fail("'" + std::string(text.substr(0, 40)) + "' where " + what + " is expected");
  }
  return result;
}

void ConlluReader::Impl::read_comment(std::string_view text, Draft& draft) {
  if (const auto id = comment(text, "newdoc id")) {
    draft.new_document = true;
    draft.document_id = *id;
  } else if (comment(text, "newdoc")) {
    draft.new_document = true;
  } else if (comment(text, "newpar") || comment(text, "newpar id")) {
    draft.sentence.paragraph_start = true;
  } else if (const auto sentence_id = comment(text, "sent_id")) {
    draft.sentence.id = *sentence_id;
  }
}

void ConlluReader::Impl::read_range(const std::array<std::string_view, kColumns>& columns, std::string_view misc,
                                    Draft& draft) {
  const std::size_t dash = columns[kId].find('-');
  MultiwordToken token;
  token.first = number(columns[kId].substr(0, dash), "a word's number") - 1;
  token.last = number(columns[kId].substr(dash + 1), "a word's number") - 1;
  const auto next = static_cast<int>(draft.sentence.words.size());
  if (token.first != next || token.last < token.first || next < draft.open_until)
    fail("a multiword token out of place");
  token.form = columns[kForm];
  draft.forms.push_back(token.form);
  draft.spaces.push_back(misc_value(misc, "SpaceAfter") != "No");
  draft.first_words.push_back(next);
  draft.open_until = token.last + 1;
  draft.sentence.multiword_tokens.push_back(std::move(token));
}

void ConlluReader::Impl::read_word(std::string_view text, Draft& draft) {
  std::array<std::string_view, kColumns> columns;
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::size_t tab = text.find('\t');
    if ((tab == text.npos) != (i + 1 == kColumns)) fail("a line without exactly 10 columns");
    columns[i] = text.substr(0, tab);
    text.remove_prefix(tab == text.npos ? text.size() : tab + 1);
  }
  if (columns[kForm].empty()) fail("an empty form");
  const std::string_view id = columns[kId], misc = value(columns[kMisc]);
  if (id.find('.') != id.npos) return;
  if (id.find('-') != id.npos) return read_range(columns, misc, draft);

  std::vector<Word>& words = draft.sentence.words;
  if (number(id, "a word's number") != static_cast<int>(words.size()) + 1) fail("a word out of order");
  Word word;
  word.form = columns[kForm];
  word.lemma = columns[kForm] == "_" ? columns[kLemma] : value(columns[kLemma]);
  word.upos = value(columns[kUpos]);
  word.feats = value(columns[kFeats]);
  word.deprel = value(columns[kDeprel]);
  if (columns[kHead] != "_") {
    word.head = number(columns[kHead], "a head") - 1;
    draft.any_head = true;
  }
  word.func = misc_value(misc, "Func");
  const std::string_view entity = misc_value(misc, "Entity");
  if (entity.size() > 2 && (entity.starts_with("B-") || entity.starts_with("I-"))) word.entity = entity;
  if (static_cast<int>(words.size()) >= draft.open_until) {
    word.space_after = misc_value(misc, "SpaceAfter") != "No";
    draft.forms.push_back(word.form);
    draft.spaces.push_back(word.space_after);
    draft.first_words.push_back(static_cast<int>(words.size()));
  } else {
    word.space_after = draft.spaces.back();  // As the segmenter does: what follows the token.
  }
  words.push_back(std::move(word));
}

std::optional<ConlluReader::Impl::Draft> ConlluReader::Impl::read_sentence() {
  Draft draft;
  std::size_t lines = 0;
  while (true) {
    ++line_number;
    const InputFile::Line kind = input.next_line(line, kMaxLine);
    if (kind == InputFile::Line::kTooLong) fail("a line of more than a million bytes");
    std::string_view text = line;
    if (kind == InputFile::Line::kEnd) text = {};
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (line_number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.empty()) {
      if (!draft.sentence.words.empty()) {
        finish(draft);
        return draft;
      }
      if (kind == InputFile::Line::kEnd) return std::nullopt;
      continue;
    }
    if (!is_valid_utf8(text)) fail("not UTF-8");
    if (++lines > kMaxSentenceLines) fail("a sentence of more than 100000 lines");
    if (text.starts_with('#')) {
      read_comment(text, draft);
    } else {
      read_word(text, draft);
    }
  }
}

void ConlluReader::Impl::finish(Draft& draft) const {
  const std::vector<Word>& words = draft.sentence.words;
  const auto size = static_cast<int>(words.size());
  if (draft.open_until > size) fail("a multiword token reaches beyond its sentence");
  for (const Word& word : words) {
    if (word.head >= size) fail("a head beyond the end of the sentence");
  }
  if (draft.any_head && has_cycle(words)) fail("the heads of a sentence make a cycle");
}

// The sentence with its spans behind `end`, which is moved; its text is appended to `text` unless that is null.
Sentence ConlluReader::Impl::placed(Draft draft, TextEnd& end, std::string* text) {
  Sentence& sentence = draft.sentence;
  const auto append = [&](std::string_view bytes) {
    end.size += bytes.size();
    if (text != nullptr) *text += bytes;
  };
  if (end.empty) {
    sentence.paragraph_start = true;
  } else if (sentence.paragraph_start) {
    append("\n\n");
  } else if (end.space_after) {
    append(" ");
  }
  std::size_t multiword = 0;
  for (std::size_t i = 0; i < draft.forms.size(); ++i) {
    const Span span{end.size, end.size + draft.forms[i].size()};
    append(draft.forms[i]);
    if (draft.spaces[i] && i + 1 < draft.forms.size()) append(" ");
    const int first = draft.first_words[i];
    const int behind =
        i + 1 < draft.first_words.size() ? draft.first_words[i + 1] : static_cast<int>(sentence.words.size());
    for (int w = first; w < behind; ++w) sentence.words[w].span = span;
    if (multiword < sentence.multiword_tokens.size() && sentence.multiword_tokens[multiword].first == first) {
      sentence.multiword_tokens[multiword++].span = span;
    }
  }
  sentence.span = {sentence.words.front().span.begin, sentence.words.back().span.end};
  end.empty = false;
  end.space_after = sentence.words.back().space_after;
  return std::move(sentence);
}

std::string ConlluReader::Impl::document_id(const Draft& draft) {
  if (!draft.document_id.empty()) return draft.document_id;
  return ++unnamed == 1 ? name : name + "#" + std::to_string(unnamed);
}

std::optional<AnalyzedDocument> ConlluReader::Impl::next() {
  std::optional<Draft> draft = waiting ? std::exchange(waiting, std::nullopt) : read_sentence();
  if (!draft) return std::nullopt;
  AnalyzedDocument document;
  document.document.id = document_id(*draft);
  TextEnd end;
  while (draft) {
    if (end.size <= max_bytes) {
      document.sentences.push_back(placed(*std::move(draft), end, &document.document.text));
    } else if (!document.sentences.empty()) {
      document.sentences = {};
      document.document.text = {};
    }
    draft = read_sentence();
    if (draft && draft->new_document) {
      waiting = std::move(draft);
      break;
    }
  }
  if (end.size > max_bytes) document = {{.id = std::move(document.document.id)}, {}, {}};
  return document;
}

std::optional<DocumentPart> ConlluReader::Impl::next_part(std::size_t limit) {
  DocumentPart part;
  while (part.sentences.size() < std::max<std::size_t>(limit, 1)) {
    if (!part.sentences.empty() && !input.ready()) break;
    if (!failure.empty()) {
      if (!part.sentences.empty()) break;
      throw Error(ErrorCode::kFormat, std::exchange(failure, {}));
    }
    try {
      if (!waiting) waiting = read_sentence();
    } catch (const Error& error) {
      if (part.sentences.empty() || error.code() != ErrorCode::kFormat) throw;
      failure = error.what();
      break;
    }
    if (!waiting) break;
    const bool begins = waiting->new_document || !place;
    if (begins && !part.sentences.empty()) break;
    if (begins) {
      place.emplace();
      part_id = document_id(*waiting);
      sentences_before = 0;
    }
    if (part.sentences.empty()) {
      part.id = part_id;
      part.first = begins;
      part.sentences_before = sentences_before;
    }
    part.sentences.push_back(placed(*std::exchange(waiting, std::nullopt), *place, nullptr));
    ++sentences_before;
  }
  if (part.sentences.empty()) return std::nullopt;
  return part;
}

ConlluReader::ConlluReader(std::istream& in, std::string_view name) : impl_(std::make_unique<Impl>(in, name)) {}
ConlluReader::~ConlluReader() = default;

std::optional<AnalyzedDocument> ConlluReader::next() {
  return impl_->next();
}

std::optional<DocumentPart> ConlluReader::next_part(std::size_t limit) {
  return impl_->next_part(limit);
}

void ConlluReader::set_limit(std::size_t bytes) {
  impl_->max_bytes = bytes;
}

bool ConlluReader::ready() const {
  return impl_->input.ready();
}

std::vector<AnalyzedDocument> read_conllu(std::istream& in, std::string_view name) {
  ConlluReader reader(in, name);
  std::vector<AnalyzedDocument> documents;
  while (std::optional<AnalyzedDocument> document = reader.next()) documents.push_back(*std::move(document));
  return documents;
}

}  // namespace trama
