#include "documents/html/json_ld.h"

#include <rapidjson/memorystream.h>

#include <array>
#include <cctype>
#include <vector>

#include "base/json.h"
#include "base/utf8.h"

namespace trama {
namespace {

constexpr std::size_t kMaxScript = std::size_t{2} << 20;
constexpr std::size_t kMaxObjects = 20'000;

void set(std::string& field, std::string_view value) {
  if (field.empty()) field = value;
}

// A string, or the name, @id or first of what stands for one.
std::string string_of(const json::Value& value, const char* key = "name", int depth = 0) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  if (depth > 3) return {};
  if (value.IsArray() && !value.Empty()) return string_of(value[0], key, depth + 1);
  if (value.IsObject()) {
    const auto found = value.FindMember(key);
    if (found != value.MemberEnd()) return string_of(found->value, key, depth + 1);
  }
  return {};
}

std::string names_of(const json::Value& value) {
  if (!value.IsArray()) return string_of(value);
  std::string out;
  for (const auto& one : value.GetArray()) {
    const std::string name = string_of(one);
    if (name.empty()) continue;
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

bool is_article_type(std::string_view type) {
  const std::size_t slash = type.rfind('/');
  if (slash != std::string_view::npos) type.remove_prefix(slash + 1);
  return type.ends_with("Article") || type == "BlogPosting" || type == "LiveBlogPosting" || type == "Report" ||
         type == "Review" || type == "CriticReview";
}

bool has_article_type(const json::Value& object) {
  const auto type = object.FindMember("@type");
  if (type == object.MemberEnd()) return false;
  if (type->value.IsString()) return is_article_type(type->value.GetString());
  if (!type->value.IsArray()) return false;
  for (const auto& one : type->value.GetArray()) {
    if (one.IsString() && is_article_type(one.GetString())) return true;
  }
  return false;
}

void read_article_object(const json::Value& object, LinkedData& data) {
  const auto get = [&object](const char* key) -> const json::Value* {
    const auto found = object.FindMember(key);
    return found == object.MemberEnd() ? nullptr : &found->value;
  };
  data.article = true;
  if (const auto* value = get("headline")) set(data.headline, string_of(*value));
  if (const auto* value = get("name")) set(data.headline, string_of(*value));
  if (const auto* value = get("author")) set(data.author, names_of(*value));
  if (const auto* value = get("articleSection")) set(data.section, string_of(*value));
  if (const auto* value = get("inLanguage")) set(data.language, string_of(*value));
  if (const auto* value = get("url")) set(data.url, string_of(*value, "@id"));
  if (const auto* value = get("mainEntityOfPage")) set(data.url, string_of(*value, "@id"));
  if (const auto* value = get("publisher")) set(data.publisher, string_of(*value));
  if (const auto* value = get("datePublished")) set(data.published, string_of(*value));
  if (const auto* value = get("dateCreated")) set(data.published, string_of(*value));
  if (const auto* value = get("articleBody")) set(data.body, string_of(*value));
}

// Objects of the graph, outermost first. An article inside a list of others (ItemList) is not this page's.
void read_value(const json::Value& root, LinkedData& data) {
  std::vector<const json::Value*> waiting = {&root};
  for (std::size_t i = 0; i < waiting.size() && i < kMaxObjects; ++i) {
    const json::Value& value = *waiting[i];
    if (value.IsArray()) {
      for (const auto& one : value.GetArray()) waiting.push_back(&one);
    } else if (value.IsObject()) {
      if (has_article_type(value)) {
        read_article_object(value, data);
        continue;
      }
      for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
        const auto inner = value.FindMember(key);
        if (inner != value.MemberEnd()) waiting.push_back(&inner->value);
      }
    }
  }
}

// Without comments around it, control characters inside strings, and a semicolon behind.
std::string mended(std::string_view script) {
  std::string out(script);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  const std::size_t begin = out.find_first_of("[{"), end = out.find_last_of("]}");
  return begin == std::string::npos || end == std::string::npos || end < begin ? std::string()
                                                                               : out.substr(begin, end - begin + 1);
}

bool parse(const std::string& text, LinkedData& data) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseCommentsFlag |
                              rapidjson::kParseTrailingCommasFlag | rapidjson::kParseNanAndInfFlag;
  json::Document document;
  document.Parse<kFlags>(text.data(), text.size());
  if (document.HasParseError()) return false;
  read_value(document, data);
  return true;
}

// The string behind `"key":` in JSON that is broken somewhere else.
std::string value_behind(std::string_view script, std::string_view key) {
  const std::string quoted = '"' + std::string(key) + '"';
  const std::size_t at = script.find(quoted);
  if (at == std::string_view::npos) return {};
  std::size_t begin = script.find_first_not_of(" \t\r\n", at + quoted.size());
  if (begin == std::string_view::npos || script[begin] != ':') return {};
  begin = script.find_first_not_of(" \t\r\n", begin + 1);
  if (begin == std::string_view::npos || script[begin] != '"') return {};
  std::size_t end = begin + 1;
  while (end < script.size() && script[end] != '"') end += script[end] == '\\' ? 2 : 1;
  if (end >= script.size()) return {};
  json::Document document;
  const std::string text = '[' + mended('[' + std::string(script.substr(begin, end + 1 - begin)) + ']') + ']';
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  return document.HasParseError() ? std::string() : string_of(document);
}

}  // namespace

void read_json_ld(std::string_view script, LinkedData& data) {
  if (script.size() > kMaxScript) return;
  const std::string text = mended(script);
  if (text.empty() || parse(text, data)) return;
  if (text.find("Article\"") == std::string::npos && text.find("BlogPosting\"") == std::string::npos) return;
  data.article = true;
  set(data.headline, value_behind(text, "headline"));
  set(data.published, value_behind(text, "datePublished"));
  set(data.section, value_behind(text, "articleSection"));
  set(data.body, value_behind(text, "articleBody"));
}

}  // namespace trama
