// RDF as others read it: Turtle, TriG and N-Quads by libserd, JSON-LD by RapidJSON and its context.
#pragma once

#include <rapidjson/document.h>
#include <serd/serd.h>

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace trama {

struct RdfQuad {
  std::string subject, predicate, object;
  std::string type;   // Of a literal; "IRI" for what is none.
  std::string graph;  // Empty: the default graph.

  auto operator<=>(const RdfQuad&) const = default;
};
using RdfQuads = std::set<RdfQuad>;

inline const std::string kXsdNames = "http://www.w3.org/2001/XMLSchema#";

class SerdQuads {
 public:
  // Throws std::runtime_error if a strict reader refuses the text.
  static RdfQuads read(const std::string& text, SerdSyntax syntax) {
    SerdQuads all;
    SerdReader* reader = serd_reader_new(syntax, &all, nullptr, nullptr, take_prefix, take_statement, nullptr);
    serd_reader_set_strict(reader, true);
    serd_reader_set_error_sink(reader, take_error, &all);
    const SerdStatus status = serd_reader_read_string(reader, reinterpret_cast<const std::uint8_t*>(text.c_str()));
    serd_reader_free(reader);
    if (status > SERD_FAILURE || !all.error_.empty()) throw std::runtime_error("serd: " + all.error_);
    return all.quads_;
  }

 private:
  SerdQuads() : env_(serd_env_new(nullptr)) {}
  ~SerdQuads() { serd_env_free(env_); }
  SerdQuads(const SerdQuads&) = delete;
  SerdQuads& operator=(const SerdQuads&) = delete;

  static std::string bytes(const SerdNode& node) { return {reinterpret_cast<const char*>(node.buf), node.n_bytes}; }
  std::string iri(const SerdNode* node) const {
    if (node == nullptr || node->type == SERD_NOTHING) return {};
    if (node->type == SERD_BLANK) return "_:" + bytes(*node);
    SerdNode expanded = serd_env_expand_node(env_, node);
    if (expanded.buf == nullptr) return bytes(*node);
    const std::string text = bytes(expanded);
    serd_node_free(&expanded);
    return text;
  }

  static SerdStatus take_prefix(void* self, const SerdNode* name, const SerdNode* uri) {
    return serd_env_set_prefix(static_cast<SerdQuads*>(self)->env_, name, uri);
  }
  static SerdStatus take_statement(void* handle, SerdStatementFlags /*flags*/, const SerdNode* graph,
                                   const SerdNode* subject, const SerdNode* predicate, const SerdNode* object,
                                   const SerdNode* type, const SerdNode* language) {
    auto& self = *static_cast<SerdQuads*>(handle);
    const bool literal = object->type == SERD_LITERAL;
    std::string of = !literal ? "IRI" : self.iri(type);
    if (of.empty()) of = kXsdNames + "string";
    if (language != nullptr && language->buf != nullptr) of = "@" + bytes(*language);
    self.quads_.insert({self.iri(subject), self.iri(predicate), literal ? bytes(*object) : self.iri(object),
                        std::move(of), self.iri(graph)});
    return SERD_SUCCESS;
  }
  static SerdStatus take_error(void* self, const SerdError* error) {
    static_cast<SerdQuads*>(self)->error_ += "line " + std::to_string(error->line) + " " + error->fmt;
    return SERD_SUCCESS;
  }

  SerdEnv* env_;
  RdfQuads quads_;
  std::string error_;
};

// What our JSON-LD says: a flat list of nodes under a context of prefixes and typed keys.
class JsonLdQuads {
 public:
  static RdfQuads read(const std::string& text) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseValidateEncodingFlag>(text.c_str());
    if (json.HasParseError()) throw std::runtime_error("JSON at " + std::to_string(json.GetErrorOffset()));
    JsonLdQuads all(json["@context"]);
    for (const auto& node : json["@graph"].GetArray()) all.take_node(node);
    return all.quads_;
  }

 private:
  explicit JsonLdQuads(const rapidjson::Value& context) : context_(context) {}

  static std::string text_of(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }
  std::string iri(const std::string& name) const {
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos) throw std::runtime_error("no IRI: " + name);
    if (name.compare(colon, 3, "://") == 0) return name;
    return text_of(context_[name.substr(0, colon).c_str()]) + name.substr(colon + 1);
  }

  void take_node(const rapidjson::Value& node) {
    subject_ = iri(text_of(node["@id"]));
    for (const auto& member : node.GetObject()) {
      const std::string key = text_of(member.name);
      if (key == "@id") continue;
      std::string type, predicate = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
      if (key == "@type") {
        type = "@id";
      } else if (key.find(':') != std::string::npos) {
        predicate = iri(key);
      } else if (const auto& definition = context_[key.c_str()]; definition.IsObject()) {
        predicate = iri(text_of(definition["@id"]));
        type = text_of(definition["@type"]);
      } else {
        predicate = iri(text_of(definition));
      }
      if (member.value.IsArray()) {
        for (const auto& value : member.value.GetArray()) take_value(predicate, value, type);
      } else {
        take_value(predicate, member.value, type);
      }
    }
  }

  void take_value(const std::string& predicate, const rapidjson::Value& value, const std::string& type) {
    const auto add = [&](const std::string& object, const std::string& of) {
      quads_.insert({subject_, predicate, object, of, ""});
    };
    if (value.IsObject() && value.HasMember("@id")) {
      add(iri(text_of(value["@id"])), "IRI");
    } else if (value.IsObject()) {
      add(text_of(value["@value"]), iri(text_of(value["@type"])));
    } else if (value.IsBool()) {
      add(value.GetBool() ? "true" : "false", kXsdNames + "boolean");
    } else if (value.IsInt64()) {
      add(std::to_string(value.GetInt64()), kXsdNames + "integer");
    } else if (type == "@id") {
      add(iri(text_of(value)), "IRI");
    } else {
      add(text_of(value), type.empty() ? kXsdNames + "string" : iri(type));
    }
  }

  const rapidjson::Value& context_;
  RdfQuads quads_;
  std::string subject_;
};

// All quads of an export, without their graphs.
inline RdfQuads in_one_graph(const RdfQuads& quads) {
  RdfQuads all;
  for (RdfQuad quad : quads) {
    quad.graph.clear();
    all.insert(std::move(quad));
  }
  return all;
}

}  // namespace trama
