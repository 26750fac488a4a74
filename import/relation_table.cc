#include "import/relation_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "import/statement_spool.h"

namespace trama {
namespace {

constexpr std::size_t kLongestRow = std::size_t{8} << 20;
constexpr std::size_t kFirstBytes = 4096;

enum Column {
  kSubject,
  kRelation,
  kObject,
  kDate,
  kSource,
  kSubjectType,
  kObjectType,
  kLemma,
  kPreposition,
  kDocument,
  kUrl,
  kTitle,
  kSentence,
  kPolarity,
  kModality,
  kConfidence,
  kCount,
  kColumns
};

struct ColumnName {
  Column column;
  std::string_view names;  // Separated by spaces, in small letters.
};
constexpr ColumnName kNames[] = {
    {kSubject, "subject sujeto"},
    {kRelation, "relation relación relacion verb verbo predicate label"},
    {kObject, "object objeto"},
    {kDate, "date fecha"},
    {kSource, "source fuente publisher medio"},
    {kSubjectType, "subject_type tipo_sujeto"},
    {kObjectType, "object_type tipo_objeto"},
    {kLemma, "lemma lema"},
    {kPreposition, "preposition preposición preposicion"},
    {kDocument, "document documento"},
    {kUrl, "url"},
    {kTitle, "title título titulo"},
    {kSentence, "sentence oración oracion"},
    {kPolarity, "polarity polaridad"},
    {kModality, "modality modalidad"},
    {kConfidence, "confidence confianza"},
    {kCount, "count veces"},
};

bool among(std::string_view words, std::string_view wanted) {
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    if (words.substr(begin, end - begin) == wanted) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<Column> find_column(std::string_view name) {
  const std::string wanted = to_lower(collapse_spaces(to_nfc(name)));
  for (const ColumnName& column : kNames) {
    if (among(column.names, wanted)) return column.column;
  }
  return std::nullopt;
}

// Fields by RFC 4180, of whichever of comma, semicolon and tab the head has most of.
class Rows {
 public:
  Rows(InputFile& file, char separator) : file_(file), separator_(separator) {}

  // False at the end. `broken`: what is wrong with the row, if anything is.
  bool next(std::vector<std::string>& fields, std::string& broken) {
    fields.assign(1, {});
    broken.clear();
    bool quoted = false;
    std::size_t size = 0;
    for (bool first = true;; first = false) {
      const InputFile::Line kind = file_.next_line(line_, kLongestRow);
      if (kind == InputFile::Line::kEnd) {
        if (!first) broken = "a quoted field has no end";
        return !first;
      }
      ++lines_;
      if (first) begin_ = lines_;
      if (!line_.empty() && line_.back() == '\r') line_.pop_back();
      size += line_.size();
      if (kind == InputFile::Line::kTooLong || size > kLongestRow) {
        // Perhaps a quoted field without an end, that would hold all that follows: the next line begins a row again.
        broken = "the row has more than 8 MiB";
        return true;
      }
      read_line(fields, quoted);
      if (!quoted) break;
      fields.back() += '\n';
    }
    return true;
  }

  std::size_t line() const { return begin_; }  // Of the row's first line, from 1.

 private:
  void read_line(std::vector<std::string>& fields, bool& quoted) {
    for (std::size_t i = 0; i < line_.size(); ++i) {
      const char c = line_[i];
      if (quoted && c == '"' && i + 1 < line_.size() && line_[i + 1] == '"') {
        fields.back() += line_[++i];
      } else if (c == '"' && (quoted || fields.back().empty())) {
        quoted = !quoted;
      } else if (!quoted && c == separator_) {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
  }

  InputFile& file_;
  char separator_;
  std::string line_;
  std::size_t lines_ = 0, begin_ = 0;
};

char separator_of(std::string_view head) {
  head = head.substr(0, head.find('\n'));
  constexpr std::array kSeparators = {',', ';', '\t'};
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char left, char right) {
    return std::count(head.begin(), head.end(), left) < std::count(head.begin(), head.end(), right);
  });
}

class RelationTable {
 public:
  RelationTable(InputFile& file, const std::string& name, const ImportSink& sink)
      : name_(name), sink_(sink), rows_(file, separator_of(file.peek(kFirstBytes))) {
    places_.fill(kNowhere);
  }

  void read() {
    std::vector<std::string> fields;
    std::string broken;
    if (rows_.next(fields, broken)) read_head(fields);
    while (rows_.next(fields, broken)) {
      if (fields.size() == 1 && collapse_spaces(fields[0]).empty()) continue;
      const std::string where = name_ + ":" + std::to_string(rows_.line());
      if (!broken.empty()) {
        sink_.skip(where, broken);
      } else if (fields.size() != width_) {
        sink_.skip(where, "has " + std::to_string(fields.size()) + " fields, the head " + std::to_string(width_));
      } else {
        add(fields, where);
      }
    }
    spool_.for_each_document([&](std::vector<Statement>&& statements) {
      Document document;
      document.id = statements.front().evidence.document;
      document.text = first_line(document.id);
      for (const Statement& one : statements) document.text.append(one.evidence.sentence).append(1, '\n');
      sink_.take(std::move(document), std::move(statements));
    });
  }

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  void read_head(const std::vector<std::string>& fields) {
    width_ = fields.size();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      std::string_view name = fields[i];
      if (i == 0 && name.starts_with("\xEF\xBB\xBF")) name.remove_prefix(3);
      if (const auto column = find_column(name)) {
        if (places_[*column] != kNowhere) {
          throw Error(ErrorCode::kFormat, name_ + ":1: two columns mean " + std::string(name));
        }
        places_[*column] = i;
      } else {
        sink_.note(name_ + ":1", "the column " + std::string(name) + " means nothing here and is passed over");
      }
    }
    for (const auto& [column, what] : {std::pair(kSubject, "subject"), {kRelation, "relation"}, {kObject, "object"}}) {
      if (places_[column] != kNowhere) continue;
      throw Error(ErrorCode::kFormat,
                  name_ + ":1: has no column " + what +
                      "; the first line must name the columns subject, relation, object and perhaps "
                      "date, source and others");
    }
  }

  void add(const std::vector<std::string>& fields, const std::string& where) {
    const auto field = [&](Column column) {
      return places_[column] == kNowhere ? std::string() : collapse_spaces(to_nfc(fields[places_[column]]));
    };
    try {
      add(field);
    } catch (const Error& error) {
      sink_.skip(where, error.what());
    }
  }

  template <typename Field>
  void add(const Field& field) {
    Statement one;
    const std::string subject = field(kSubject), label = field(kRelation), object = field(kObject);
    if (subject.empty() || label.empty() || object.empty()) {
      throw Error(ErrorCode::kFormat, "subject, relation or object is empty");
    }
    one.subject = mention(subject, field(kSubjectType));
    one.object = mention(object, field(kObjectType));
    one.relation.label = label;
    one.relation.lemma = field(kLemma).empty() ? to_lower(label) : field(kLemma);
    one.relation.preposition = field(kPreposition);
    read_judgement(field, one);
    Evidence& evidence = one.evidence;
    const std::string source = field(kSource);
    const bool address = source.starts_with("http://") || source.starts_with("https://");
    evidence.date = field(kDate);
    evidence.url = !field(kUrl).empty() ? field(kUrl) : address ? source : std::string();
    evidence.publisher = address ? std::string() : source;
    evidence.title = field(kTitle);
    evidence.document = field(kDocument);
    if (evidence.document.empty()) {
      evidence.document = name_ + (evidence.url.empty() ? "" : " " + evidence.url) +
                          (evidence.publisher.empty() ? "" : " " + evidence.publisher) +
                          (evidence.date.empty() ? "" : " " + evidence.date);
    }
    evidence.sentence = field(kSentence);
    if (evidence.sentence.empty()) {
      evidence.sentence = subject + " " + label +
                          (one.relation.preposition.empty() ? "" : " " + one.relation.preposition) + " " + object;
    }
    const auto [written, is_new] = written_.try_emplace(content_hash(evidence.document), 0);
    if (is_new) written->second = first_line(evidence.document).size();
    place(written->second, one);
    spool_.add(one);
  }

  // Rows that two sources have in common are told by both: what begins otherwise is no copy of one story.
  static std::string first_line(const std::string& document) { return document + "\n"; }

  static Mention mention(const std::string& name, const std::string& type) {
    Mention result;
    result.text = result.canonical = name;
    result.named = true;
    if (type.empty()) return result;
    const auto known = find_entity_type(type);
    if (!known) throw Error(ErrorCode::kFormat, "the type " + type + " is none of PER, ORG, LOC, MISC and GROUP");
    result.type = *known;
    return result;
  }

  template <typename Field>
  static void read_judgement(const Field& field, Statement& one) {
    if (const std::string text = field(kPolarity); !text.empty()) {
      const auto polarity = find_polarity(text);
      if (!polarity) throw Error(ErrorCode::kFormat, "the polarity " + text + " is neither positive nor negative");
      one.polarity = *polarity;
    }
    if (const std::string text = field(kModality); !text.empty()) {
      const auto modality = find_modality(text);
      if (!modality) throw Error(ErrorCode::kFormat, "there is no modality " + text);
      one.modality = *modality;
    }
    one.confidence = 1;
    if (std::string text = field(kConfidence); !text.empty()) {
      std::replace(text.begin(), text.end(), ',', '.');
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), one.confidence);
      if (error != std::errc() || end != text.data() + text.size() || !(one.confidence >= 0 && one.confidence <= 1)) {
        throw Error(ErrorCode::kFormat, "the confidence " + text + " is no number between 0 and 1");
      }
    }
    if (const std::string text = field(kCount); !text.empty()) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), one.count);
      if (error != std::errc() || end != text.data() + text.size() || one.count < 1) {
        throw Error(ErrorCode::kFormat, "the count " + text + " is no whole number above 0");
      }
    }
  }

  // The sentence becomes a line of the document's text, of which so many bytes are written; the places of its parts as
  // far as they stand in it.
  static void place(std::size_t& written, Statement& one) {
    const std::string& sentence = one.evidence.sentence;
    const std::size_t begin = written;
    written += sentence.size() + 1;
    one.evidence.span = {begin, begin + sentence.size()};
    std::size_t from = 0;
    const auto find = [&](const std::string& words) {
      std::size_t at = sentence.find(words, from);
      if (at == std::string::npos) at = sentence.find(words);
      if (at == std::string::npos) return Span{begin, begin};
      from = at + words.size();
      return Span{begin + at, begin + at + words.size()};
    };
    one.subject.span = find(one.subject.text);
    one.relation.span = find(one.relation.label);
    one.object.span = find(one.object.text);
  }

  const std::string& name_;
  const ImportSink& sink_;
  Rows rows_;
  std::size_t width_ = 0;
  std::array<std::size_t, kColumns> places_;
  StatementSpool spool_;
  std::unordered_map<std::uint64_t, std::size_t> written_;  // Bytes of the text of each document, by hash of its id.
};

}  // namespace

void import_table(InputFile& file, const std::string& name, const ImportSink& sink) {
  RelationTable(file, name, sink).read();
}

}  // namespace trama
