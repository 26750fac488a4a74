#include "base/statement_json.h"

#include <rapidjson/error/en.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/json_parse.h"

namespace trama {
namespace {

using Writer = json::Writer<json::StringBuffer>;
using Value = json::Value;

// --- Writing ---------------------------------------------------------------------------------------------------------

void write_string(Writer& out, const char* key, const std::string& value) {
  out.Key(key);
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_optional(Writer& out, const char* key, const std::string& value) {
  if (!value.empty()) write_string(out, key, value);
}

// JSON has no infinities; the writer would leave a hole where one stands.
void write_number(Writer& out, const char* key, double value) {
  out.Key(key);
  out.Double(std::isfinite(value) ? value : 0.0);
}

void write_span(Writer& out, const char* key, const Span& span) {
  out.Key(key);
  out.StartArray();
  out.Uint64(span.begin);
  out.Uint64(span.end);
  out.EndArray();
}

void write_mention(Writer& out, const char* key, const Mention& mention) {
  out.Key(key);
  out.StartObject();
  write_string(out, "canonical", mention.canonical);
  write_string(out, "text", mention.text);
  write_string(out, "type", to_string(mention.type));
  write_string(out, "kind", to_string(mention.kind));
  out.Key("named");
  out.Bool(mention.named);
  if (!mention.aliases.empty()) {
    out.Key("aliases");
    out.StartArray();
    for (const std::string& alias : mention.aliases) {
      out.String(alias.data(), static_cast<rapidjson::SizeType>(alias.size()));
    }
    out.EndArray();
  }
  write_optional(out, "head_lemma", mention.head_lemma);
  write_optional(out, "via", mention.via);
  write_span(out, "span", mention.span);
  out.EndObject();
}

void write_relation(Writer& out, const Relation& relation) {
  out.Key("relation");
  out.StartObject();
  write_string(out, "lemma", relation.lemma);
  write_string(out, "label", relation.label);
  write_optional(out, "preposition", relation.preposition);
  write_optional(out, "event_class", relation.event_class);
  write_optional(out, "event_root", relation.event_root);
  write_optional(out, "event_direction", relation.event_direction);
  write_optional(out, "relation_class", relation.relation_class);
  if (relation.symmetric) {
    out.Key("symmetric");
    out.Bool(true);
  }
  write_span(out, "span", relation.span);
  out.EndObject();
}

void write_quantities(Writer& out, const std::vector<Quantity>& quantities) {
  if (quantities.empty()) return;
  out.Key("quantities");
  out.StartArray();
  for (const Quantity& quantity : quantities) {
    out.StartObject();
    write_string(out, "text", quantity.text);
    write_number(out, "low", quantity.low);
    write_number(out, "high", quantity.high);
    write_optional(out, "unit", quantity.unit);
    if (quantity.approximate) {
      out.Key("approximate");
      out.Bool(true);
    }
    write_span(out, "span", quantity.span);
    out.EndObject();
  }
  out.EndArray();
}

void write_time(Writer& out, const std::optional<TimeExpression>& time) {
  if (!time) return;
  out.Key("time");
  out.StartObject();
  write_string(out, "text", time->text);
  write_optional(out, "begin", time->begin);
  write_optional(out, "end", time->end);
  write_span(out, "span", time->span);
  out.EndObject();
}

void write_source(Writer& out, const std::optional<Attribution>& source) {
  if (!source) return;
  out.Key("source");
  out.StartObject();
  write_mention(out, "who", source->who);
  write_string(out, "verb", source->verb);
  write_optional(out, "through", source->through);
  write_time(out, source->time);
  out.EndObject();
}

void write_evidence(Writer& out, const Evidence& evidence) {
  out.Key("evidence");
  out.StartObject();
  write_string(out, "document", evidence.document);
  write_optional(out, "url", evidence.url);
  write_optional(out, "title", evidence.title);
  write_optional(out, "date", evidence.date);
  write_optional(out, "publisher", evidence.publisher);
  write_string(out, "sentence", evidence.sentence);
  write_span(out, "span", evidence.span);
  if (evidence.in_title) {
    out.Key("in_title");
    out.Bool(true);
  }
  out.EndObject();
}

// --- Reading ---------------------------------------------------------------------------------------------------------

// One JSON object with the path that led to it, so that a complaint can name the key.
class Reader {
 public:
  Reader(const Value& value, std::string path, std::string_view where)
      : value_(value), path_(std::move(path)), where_(where) {
    if (!value_.IsObject()) fail("", "is no object");
  }

  std::string text(const char* key) const {
    const Value& value = required(key);
    if (!value.IsString()) fail(key, "is no text");
    return {value.GetString(), value.GetStringLength()};
  }

  std::string optional_text(const char* key) const { return find(key) == nullptr ? std::string() : text(key); }

  bool truth(const char* key, bool absent) const {
    const Value* value = find(key);
    if (value == nullptr) return absent;
    if (!value->IsBool()) fail(key, "is neither true nor false");
    return value->GetBool();
  }

  double number(const char* key) const {
    const Value& value = required(key);
    if (!value.IsNumber()) fail(key, "is no number");
    return value.GetDouble();
  }

  int whole(const char* key, int absent) const {
    const Value* value = find(key);
    if (value == nullptr) return absent;
    if (!value->IsInt()) fail(key, "is no whole number");
    return value->GetInt();
  }

  Span span(const char* key) const {
    const Value& value = required(key);
    if (!value.IsArray() || value.Size() != 2 || !value[0].IsUint64() || !value[1].IsUint64()) {
      fail(key, "is no pair of offsets");
    }
    const Span span{value[0].GetUint64(), value[1].GetUint64()};
    if (span.begin > span.end) fail(key, "ends before it begins");
    return span;
  }

  // One of a set of names; `find_name` is a find_* function of base/statement.h.
  template <typename Find>
  auto name(const char* key, Find find_name) const {
    const std::string text_value = text(key);
    const auto found = find_name(text_value);
    if (!found) fail(key, "is unknown: \"" + text_value + "\"");
    return *found;
  }

  std::vector<std::string> texts(const char* key) const {
    std::vector<std::string> result;
    const Value* list = find(key);
    if (list == nullptr) return result;
    if (!list->IsArray()) fail(key, "is no list of texts");
    for (const Value& value : list->GetArray()) {
      if (!value.IsString()) fail(key, "is no list of texts");
      result.emplace_back(value.GetString(), value.GetStringLength());
    }
    return result;
  }

  bool has(const char* key) const { return find(key) != nullptr; }
  Reader object(const char* key) const { return Reader(required(key), path_ + key + ".", where_); }

  std::vector<Reader> objects(const char* key) const {
    std::vector<Reader> result;
    const Value* list = find(key);
    if (list == nullptr) return result;
    if (!list->IsArray()) fail(key, "is no list");
    for (const Value& value : list->GetArray()) {
      result.emplace_back(value, path_ + key + "[" + std::to_string(result.size()) + "].", where_);
    }
    return result;
  }

  [[noreturn]] void fail(std::string_view key, const std::string& what) const {
    std::string name = path_ + std::string(key);
    if (!name.empty() && name.back() == '.') name.pop_back();
    if (name.empty()) name = "line";
    throw Error(ErrorCode::kFormat,
                std::string(where_) + (where_.empty() ? "" : ": ") + "not a statement: " + name + " " + what);
  }

 private:
  const Value* find(const char* key) const {
    const auto member = value_.FindMember(key);
    return member == value_.MemberEnd() || member->value.IsNull() ? nullptr : &member->value;
  }
  const Value& required(const char* key) const {
    const Value* value = find(key);
    if (value == nullptr) fail(key, "is missing");
    return *value;
  }

  const Value& value_;
  std::string path_;  // "subject.", or empty at the top.
  std::string_view where_;
};

Mention read_mention(const Reader& in) {
  Mention mention;
  mention.canonical = in.text("canonical");
  if (mention.canonical.empty()) in.fail("canonical", "is empty");
  mention.text = in.text("text");
  mention.type = in.name("type", find_entity_type);
  mention.kind = in.name("kind", find_mention_kind);
  mention.named = in.truth("named", false);
  mention.aliases = in.texts("aliases");
  mention.head_lemma = in.optional_text("head_lemma");
  mention.via = in.optional_text("via");
  mention.span = in.span("span");
  return mention;
}

Relation read_relation(const Reader& in) {
  Relation relation;
  relation.lemma = in.text("lemma");
  relation.label = in.text("label");
  relation.preposition = in.optional_text("preposition");
  relation.event_class = in.optional_text("event_class");
  relation.event_root = in.optional_text("event_root");
  relation.event_direction = in.optional_text("event_direction");
  relation.relation_class = in.optional_text("relation_class");
  relation.symmetric = in.truth("symmetric", false);
  relation.span = in.span("span");
  return relation;
}

Quantity read_quantity(const Reader& in) {
  Quantity quantity;
  quantity.text = in.text("text");
  quantity.low = in.number("low");
  quantity.high = in.number("high");
  quantity.unit = in.optional_text("unit");
  quantity.approximate = in.truth("approximate", false);
  quantity.span = in.span("span");
  return quantity;
}

TimeExpression read_time(const Reader& in) {
  return {in.text("text"), in.optional_text("begin"), in.optional_text("end"), in.span("span")};
}

Attribution read_source(const Reader& in) {
  Attribution source{read_mention(in.object("who")), in.text("verb"), in.optional_text("through"), std::nullopt};
  if (in.has("time")) source.time = read_time(in.object("time"));
  return source;
}

Evidence read_evidence(const Reader& in) {
  Evidence evidence;
  evidence.document = in.text("document");
  evidence.url = in.optional_text("url");
  evidence.title = in.optional_text("title");
  evidence.date = in.optional_text("date");
  evidence.publisher = in.optional_text("publisher");
  evidence.sentence = in.text("sentence");
  evidence.span = in.span("span");
  evidence.in_title = in.truth("in_title", false);
  return evidence;
}

void check_version(const Reader& in, std::string_view where) {
  const int version = in.whole("version", 0);
  if (version < 1) in.fail("version", "is missing or below 1");
  if (version <= kStatementVersion) return;
  throw Error(ErrorCode::kVersion, std::string(where) + (where.empty() ? "" : ": ") + "statement of version " +
                                       std::to_string(version) + ", this program reads up to " +
                                       std::to_string(kStatementVersion));
}

Statement read_statement(const Reader& in) {
  Statement statement;
  statement.subject = read_mention(in.object("subject"));
  statement.relation = read_relation(in.object("relation"));
  statement.object = read_mention(in.object("object"));
  statement.theme = in.optional_text("theme");
  if (in.has("theme_span")) statement.theme_span = in.span("theme_span");
  for (const Reader& quantity : in.objects("quantities")) statement.quantities.push_back(read_quantity(quantity));
  if (in.has("time")) statement.time = read_time(in.object("time"));
  statement.place = in.optional_text("place");
  statement.count = in.whole("count", 1);
  if (statement.count < 1) in.fail("count", "is below 1");
  statement.polarity = in.name("polarity", find_polarity);
  statement.modality = in.name("modality", find_modality);
  if (in.has("source")) statement.source = read_source(in.object("source"));
  statement.confidence = in.number("confidence");
  if (statement.confidence < 0 || statement.confidence > 1) in.fail("confidence", "is outside [0, 1]");
  if (in.has("salience")) statement.salience = in.number("salience");
  if (statement.salience < 0 || statement.salience > 1) in.fail("salience", "is outside [0, 1]");
  statement.evidence = read_evidence(in.object("evidence"));
  return statement;
}

}  // namespace

std::string to_json(const Statement& statement) {
  json::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  out.Key("version");
  out.Int(statement.evidence.in_title ? kStatementVersion : 1);
  write_mention(out, "subject", statement.subject);
  write_relation(out, statement.relation);
  write_mention(out, "object", statement.object);
  write_optional(out, "theme", statement.theme);
  if (statement.theme_span) write_span(out, "theme_span", *statement.theme_span);
  write_quantities(out, statement.quantities);
  write_time(out, statement.time);
  write_optional(out, "place", statement.place);
  out.Key("count");
  out.Int(statement.count);
  write_string(out, "polarity", to_string(statement.polarity));
  write_string(out, "modality", to_string(statement.modality));
  write_source(out, statement.source);
  write_number(out, "confidence", statement.confidence);
  if (statement.salience < 1) write_number(out, "salience", statement.salience);
  write_evidence(out, statement.evidence);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Statement statement_from_json(std::string_view line, std::string_view where) {
  json::Document document;
  const rapidjson::ParseResult parsed = parse_json(document, line);
  if (parsed.IsError()) {
    const char* problem = parsed.Code() == rapidjson::kParseErrorTermination
                              ? "A number is out of range."
                              : rapidjson::GetParseError_En(parsed.Code());
    throw Error(ErrorCode::kFormat, std::string(where) + (where.empty() ? "" : ": ") + "not JSON: " + problem +
                                        " (byte " + std::to_string(parsed.Offset()) + ")");
  }
  const Reader in(document, "", where);
  check_version(in, where);
  return read_statement(in);
}

}  // namespace trama
