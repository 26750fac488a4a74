#include "import/node_link.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "base/json_parse.h"
#include "base/statement_json.h"
#include "import/statement_spool.h"

namespace trama {
namespace {

constexpr int kVersion = 1;
// An edge of a hub holds thousands of sentences.
constexpr std::size_t kLongestValue = std::size_t{256} << 20;

bool is_space(int c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// A JSON text cut into its values, so that a file of any size can be read element by element.
class JsonPieces {
 public:
  JsonPieces(InputFile& file, const std::string& name) : file_(file), name_(name) {}

  // The next byte that is no space, which stays to be read; -1 at the end.
  int peek() {
    while (true) {
      if (at_ == filled_) {
        filled_ = file_.read(buffer_.data(), buffer_.size());
        at_ = 0;
        if (filled_ == 0) return -1;
      }
      if (!is_space(buffer_[at_])) return static_cast<unsigned char>(buffer_[at_]);
      ++at_;
    }
  }
  void expect(char wanted) {
    if (peek() != static_cast<unsigned char>(wanted)) fail(std::string("expected '") + wanted + "'");
    ++at_;
  }
  bool skip(char c) {
    if (peek() != static_cast<unsigned char>(c)) return false;
    ++at_;
    return true;
  }
  // The text of one value, of which no more is known than where it ends.
  const std::string& value() {
    text_.clear();
    int depth = 0;
    for (int c = peek(); c != -1; c = byte()) {
      const bool ends = depth == 0 && !text_.empty() && (c == ',' || c == '}' || c == ']' || c == ':' || is_space(c));
      if (ends) return text_;
      take();
      if (c == '"') string();
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      if (depth == 0 && (c == '"' || c == '}' || c == ']')) return text_;
    }
    fail("ends within a value");
  }
  [[noreturn]] void fail(const std::string& what) const { throw Error(ErrorCode::kFormat, name_ + ": " + what); }

 private:
  // As peek(), spaces too.
  int byte() {
    if (at_ < filled_) return static_cast<unsigned char>(buffer_[at_]);
    filled_ = file_.read(buffer_.data(), buffer_.size());
    at_ = 0;
    return filled_ == 0 ? -1 : static_cast<unsigned char>(buffer_[0]);
  }
  void take() {
    if (text_.size() == kLongestValue) fail("a value has more than 256 MiB");
    text_ += buffer_[at_++];
  }
  void string() {
    for (int c = byte(); c != -1; c = byte()) {
      take();
      if (c == '"') return;
      if (c == '\\' && byte() != -1) take();
    }
    fail("ends within a text");
  }

  InputFile& file_;
  const std::string& name_;
  std::array<char, 1 << 16> buffer_{};
  std::size_t at_ = 0, filled_ = 0;
  std::string text_;
};

struct Node {
  std::string name, type;
  bool named = true;
  std::vector<std::string> aliases;

  bool is_called(std::string_view text) const {
    return text == name || std::find(aliases.begin(), aliases.end(), text) != aliases.end();
  }
};

std::string_view text_of(const json::Value& object, const char* key) {
  const auto found = object.FindMember(key);
  if (found == object.MemberEnd() || !found->value.IsString()) return "";
  return {found->value.GetString(), found->value.GetStringLength()};
}

json::Value text_value(std::string_view text, json::Pool& pool) {
  return {text.data(), static_cast<rapidjson::SizeType>(text.size()), pool};
}

// The statement's own words have a place in the document; of others none is told.
json::Value no_span(json::Pool& pool) {
  json::Value span(rapidjson::kArrayType);
  return std::move(span.PushBack(0, pool).PushBack(0, pool));
}

class NodeLink {
 public:
  NodeLink(InputFile& file, const std::string& name, const ImportSink& sink)
      : name_(name), sink_(sink), pieces_(file, name) {}

  void read() {
    bool has_edges = false;
    if (pieces_.skip('\xEF')) {  // A byte order mark.
      pieces_.expect('\xBB');
      pieces_.expect('\xBF');
    }
    pieces_.expect('{');
    while (!pieces_.skip('}')) {
      const json::Document key = parse(pieces_.value());
      pieces_.expect(':');
      const std::string_view member = key.IsString() ? std::string_view(key.GetString()) : std::string_view();
      if (member == "nodes") {
        each_element([&](const json::Value& node) { add_node(node); });
      } else if (member == "edges") {
        has_edges = true;
        each_element([&](const json::Value& edge) { add_edge(edge); });
      } else if (member == "graph") {
        check_version(parse(pieces_.value()));
      } else {
        pieces_.value();
      }
      if (!pieces_.skip(',') && pieces_.peek() != '}') pieces_.fail("expected ',' or '}'");
    }
    if (!has_edges) pieces_.fail("has no edges");
    spool_.for_each_document([&](std::vector<Statement>&& statements) {
      std::sort(statements.begin(), statements.end(),
                [](const Statement& left, const Statement& right) { return order_of(left) < order_of(right); });
      trama::Document document = document_of(statements);
      sink_.take(std::move(document), std::move(statements));
    });
  }

 private:
  // As a text is read.
  static std::array<Span, 4> order_of(const Statement& one) {
    return {one.evidence.span, one.relation.span, one.subject.span, one.object.span};
  }

  json::Document parse(const std::string& text) const {
    json::Document document;
    if (parse_json(document, text).IsError()) pieces_.fail("not JSON: " + text.substr(0, 40));
    return document;
  }

  template <typename Take>
  void each_element(Take take) {
    pieces_.expect('[');
    while (!pieces_.skip(']')) {
      take(parse(pieces_.value()));
      if (!pieces_.skip(',') && pieces_.peek() != ']') pieces_.fail("expected ',' or ']'");
    }
  }

  void check_version(const json::Value& graph) const {
    if (!graph.IsObject() || text_of(graph, "format") != "trama") {
      pieces_.fail("a graph in JSON, but none that trama export --to json has written");
    }
    const auto version = graph.FindMember("version");
    if (version == graph.MemberEnd() || !version->value.IsInt()) pieces_.fail("graph.version is missing");
    if (version->value.GetInt() <= kVersion) return;
    throw Error(ErrorCode::kVersion, name_ + ": a graph of version " + std::to_string(version->value.GetInt()) +
                                         ", this program reads up to " + std::to_string(kVersion));
  }

  void add_node(const json::Value& value) {
    if (!value.IsObject() || text_of(value, "id").empty()) return sink_.skip(name_, "a node without an id");
    Node node{std::string(text_of(value, "name")), std::string(text_of(value, "type")), true, {}};
    const auto named = value.FindMember("named");
    node.named = named == value.MemberEnd() || !named->value.IsFalse();
    const auto aliases = value.FindMember("aliases");
    if (aliases != value.MemberEnd() && aliases->value.IsArray()) {
      for (const json::Value& alias : aliases->value.GetArray()) {
        if (alias.IsString()) node.aliases.emplace_back(alias.GetString(), alias.GetStringLength());
      }
    }
    const std::string id(text_of(value, "id"));
    by_name_.emplace(node.name, id);
    for (const std::string& alias : node.aliases) other_names_.emplace(alias, id);
    nodes_.insert_or_assign(id, std::move(node));
  }

  void add_edge(const json::Value& edge) {
    if (!edge.IsObject()) return sink_.skip(name_, "an edge that is no object");
    const std::string where = name_ + ": edge " + std::string(text_of(edge, "key"));
    const Node* source = find_node(text_of(edge, "source"));
    const Node* target = find_node(text_of(edge, "target"));
    const auto evidence = edge.FindMember("evidence");
    if (source == nullptr || target == nullptr) return sink_.skip(where, "no node before it has the id of an end");
    if (evidence == edge.MemberEnd() || !evidence->value.IsArray() || evidence->value.Empty()) {
      return sink_.skip(where, "has no evidence");
    }
    for (const json::Value& one : evidence->value.GetArray()) {
      try {
        if (!one.IsObject()) throw Error(ErrorCode::kFormat, "evidence that is no object");
        spool_.add(statement_of(edge, one, *source, *target));
      } catch (const Error& error) {
        if (error.code() == ErrorCode::kIo) throw;
        sink_.skip(where, error.what());
      }
    }
  }

  const Node* find_node(std::string_view id) const {
    const auto found = nodes_.find(std::string(id));
    return found == nodes_.end() ? nullptr : &found->second;
  }

  // Builds the statement's own JSON (docs/statement.md), which is then checked as any other.
  Statement statement_of(const json::Value& edge, const json::Value& evidence, const Node& source,
                         const Node& target) const {
    json::Document built(rapidjson::kObjectType);
    json::Pool& pool = built.GetAllocator();
    const auto copy = [&](json::Value& to, const json::Value& from, std::initializer_list<const char*> keys) {
      for (const char* key : keys) {
        const auto found = from.FindMember(key);
        if (found == from.MemberEnd() || (found->value.IsString() && found->value.GetStringLength() == 0)) continue;
        to.AddMember(json::Value(rapidjson::StringRef(key)), json::Value(found->value, pool), pool);
      }
    };
    const auto time = [&](const json::Value& of) {
      json::Value when(rapidjson::kObjectType);
      copy(when, of, {"text", "begin", "end"});
      return std::move(when.AddMember("span", no_span(pool), pool));
    };
    const auto mention = [&](const char* key, const Node& node) {
      json::Value result(rapidjson::kObjectType);
      const auto found = evidence.FindMember(key);
      if (found == evidence.MemberEnd() || !found->value.IsObject()) return result;
      copy(result, found->value, {"canonical", "kind", "via", "span"});
      result.AddMember("text", text_value(text_of(found->value, "text"), pool), pool);
      result.AddMember("type", text_value(node.type, pool), pool);
      result.AddMember("named", node.named, pool);
      add_aliases(result, text_of(found->value, "canonical"), node, pool);
      return result;
    };
    // Of a symmetric relation the statement may have said it the other way round.
    const auto names = evidence.FindMember("subject");
    const std::string_view subject =
        names != evidence.MemberEnd() && names->value.IsObject() ? text_of(names->value, "canonical") : "";
    const bool swapped = !source.is_called(subject) && target.is_called(subject);
    built.AddMember("version", kStatementVersion, pool);
    built.AddMember("subject", mention("subject", swapped ? target : source), pool);
    built.AddMember("object", mention("object", swapped ? source : target), pool);
    json::Value relation(rapidjson::kObjectType);
    copy(relation, edge,
         {"lemma", "preposition", "event_class", "event_root", "event_direction", "relation_class", "symmetric"});
    const auto told = evidence.FindMember("relation");
    if (told != evidence.MemberEnd() && told->value.IsObject()) copy(relation, told->value, {"label", "span"});
    built.AddMember("relation", relation, pool);
    copy(built, edge, {"polarity", "modality"});
    copy(built, evidence, {"theme", "place", "count", "confidence", "salience", "quantities"});
    if (built.HasMember("quantities") && built["quantities"].IsArray()) {
      for (json::Value& quantity : built["quantities"].GetArray()) complete_quantity(quantity, pool);
    }
    if (const auto when = evidence.FindMember("time"); when != evidence.MemberEnd() && when->value.IsObject()) {
      built.AddMember("time", time(when->value), pool);
    }
    if (const auto from = evidence.FindMember("source"); from != evidence.MemberEnd() && from->value.IsObject()) {
      json::Value attribution(rapidjson::kObjectType);
      attribution.AddMember("who", teller(text_of(from->value, "who"), pool), pool);
      attribution.AddMember("verb", text_value(text_of(from->value, "verb"), pool), pool);
      copy(attribution, from->value, {"through"});
      const auto said = from->value.FindMember("time");
      if (said != from->value.MemberEnd() && said->value.IsObject())
        attribution.AddMember("time", time(said->value), pool);
      built.AddMember("source", attribution, pool);
    }
    json::Value place(rapidjson::kObjectType);
    copy(place, evidence, {"document", "url", "title", "date", "publisher", "span", "in_title"});
    place.AddMember("sentence", text_value(text_of(evidence, "sentence"), pool), pool);
    built.AddMember("evidence", place, pool);

    json::StringBuffer buffer;
    json::Writer<json::StringBuffer> writer(buffer);
    built.Accept(writer);
    return statement_from_json({buffer.GetString(), buffer.GetSize()});
  }

  // What a statement's JSON has besides: a place, and 0 for a bound without limit, which is null here.
  static void complete_quantity(json::Value& quantity, json::Pool& pool) {
    if (!quantity.IsObject()) return;
    for (const char* bound : {"low", "high"}) {
      if (quantity.HasMember(bound) && quantity[bound].IsNull()) quantity[bound].SetDouble(0);
    }
    quantity.AddMember("span", no_span(pool), pool);
  }

  // All other names of the node: that they are one is what the graph says.
  static void add_aliases(json::Value& mention, std::string_view canonical, const Node& node, json::Pool& pool) {
    std::vector<std::string> names = node.aliases;
    names.push_back(node.name);
    std::erase(names, canonical);
    std::sort(names.begin(), names.end());
    json::Value aliases(rapidjson::kArrayType);
    for (const std::string& name : names) {
      aliases.PushBack(text_value(name, pool), pool);
    }
    if (!aliases.Empty()) mention.AddMember("aliases", aliases, pool);
  }

  // Who says so: a node that is called so, or somebody of whom no more is known.
  json::Value teller(std::string_view name, json::Pool& pool) const {
    const std::string wanted(name);
    auto found = by_name_.find(wanted);
    if (found == by_name_.end()) found = other_names_.find(wanted);
    const Node* node = found == other_names_.end() ? nullptr : find_node(found->second);
    json::Value who(rapidjson::kObjectType);
    who.AddMember("canonical", text_value(name, pool), pool);
    who.AddMember("text", text_value(name, pool), pool);
    who.AddMember("type", text_value(node == nullptr ? "MISC" : node->type, pool), pool);
    who.AddMember("kind", text_value(node == nullptr || node->named ? "named" : "nominal", pool), pool);
    who.AddMember("named", node == nullptr || node->named, pool);
    if (node != nullptr) add_aliases(who, name, *node, pool);
    who.AddMember("span", no_span(pool), pool);
    return who;
  }

  const std::string& name_;
  const ImportSink& sink_;
  JsonPieces pieces_;
  std::unordered_map<std::string, Node> nodes_;                         // By id.
  std::unordered_map<std::string, std::string> by_name_, other_names_;  // Ids.
  StatementSpool spool_;
};

}  // namespace

bool is_node_link(std::string_view head) {
  const std::size_t open = head.find('{');
  const std::size_t quote = head.find_first_not_of(" \t\r\n", open == std::string_view::npos ? head.size() : open + 1);
  if (quote == std::string_view::npos || head[quote] != '"') return false;
  const std::string_view key = head.substr(quote + 1, head.find('"', quote + 1) - quote - 1);
  constexpr std::array<std::string_view, 5> kKeys = {"directed", "multigraph", "graph", "nodes", "edges"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

void import_node_link(InputFile& file, const std::string& name, const ImportSink& sink) {
  NodeLink(file, name, sink).read();
}

}  // namespace trama
