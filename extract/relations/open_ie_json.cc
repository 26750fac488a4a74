// The JSON form of open-IE tuples.
#include "base/json.h"
#include "extract/relations/open_ie.h"

namespace trama {

namespace {

using Writer = json::Writer<json::StringBuffer>;

void write_string(Writer& out, const std::string& key, const std::string& value) {
  out.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_slot(Writer& out, const std::string& key, const std::string& text, const Span& span) {
  write_string(out, key, text);
  out.Key((key + "_start").c_str());
  out.Uint64(span.begin);
  out.Key((key + "_end").c_str());
  out.Uint64(span.end);
}

}  // namespace

std::string to_json(const OpenTuple& tuple) {
  json::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  write_string(out, "sentence", tuple.sentence);
  write_slot(out, "arg1", tuple.arg1, tuple.arg1_span);
  write_slot(out, "rel", tuple.rel, tuple.rel_span);
  write_slot(out, "arg2", tuple.arg2, tuple.arg2_span);
  out.Key("confidence");
  out.Double(tuple.confidence);
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace trama
