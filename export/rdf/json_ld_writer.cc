// JSON-LD 1.1 as one flat list of nodes, a node a line, with its context inside: no reader has to fetch anything.
#include <cmath>
#include <ostream>

#include "base/error.h"
#include "export/rdf/literals.h"
#include "export/rdf/writer.h"
#include "export/text_flush.h"

namespace trama {
namespace {

const RdfWord& word_of(RdfTerm term) {
  return rdf_words()[static_cast<std::size_t>(term)];
}

std::string_view prefix_of(RdfSpace space) {
  return rdf_prefixes()[static_cast<std::size_t>(space)].prefix;
}

class JsonLdWriter : public RdfWriter {
 public:
  explicit JsonLdWriter(std::ostream& out) : out_(out) {}

  void begin() override {
    text_ += "{\"@context\": {\n";
    for (const RdfPrefix& prefix : rdf_prefixes()) {
      text_.append("\"").append(prefix.prefix).append("\": \"").append(prefix.iri).append("\",\n");
    }
    bool first = true;
    for (const RdfWord& word : rdf_words()) {
      if (word.values == RdfValue::kNone || word.values == RdfValue::kType) continue;
      text_.append(first ? "\"" : ",\n\"").append(word.local).append("\": ");
      append_definition(word);
      first = false;
    }
    text_ += "\n},\n\"@graph\": [";
  }
  // One document of JSON-LD holds what Turtle holds: all in one graph.
  void enter(const RdfName& /*graph*/) override {}
  void leave() override {}
  void node(const RdfName& subject) override {
    finish_node();
    flush_long_text(text_, out_);
    text_ += is_first_ ? "\n{\"@id\": " : ",\n{\"@id\": ";
    append_name(subject);
    is_first_ = false;
    is_open_ = true;
  }
  void end() override {
    finish_node();
    text_ += "\n]}\n";
    flush_text(text_, out_);
  }

  void link(RdfTerm property, RdfTerm object) override {
    open(property);
    const RdfWord& word = word_of(object);
    text_.append("\"").append(prefix_of(word.space)).append(":").append(word.local).append("\"");
  }
  void link(RdfTerm property, const RdfName& object) override {
    open(property);
    append_name(object);
  }
  void link_outside(RdfTerm property, std::string_view iri) override {
    open(property);
    const bool says_link = word_of(property).values == RdfValue::kLink;
    text_.append(says_link ? "\"" : "{\"@id\": \"").append(iri).append(says_link ? "\"" : "\"}");
  }
  void text(RdfTerm property, std::string_view value) override {
    open(property);
    text_ += '"';
    append_quoted(text_, value);
    text_ += '"';
  }
  void typed(RdfTerm property, std::string_view value, RdfTerm type) override {
    open(property);
    const RdfWord& word = word_of(type);
    text_.append("{\"@value\": \"").append(value).append("\", \"@type\": \"").append(prefix_of(word.space));
    text_.append(":").append(word.local).append("\"}");
  }
  void integer(RdfTerm property, std::int64_t value) override {
    open(property);
    append_integer(text_, value);
  }
  // A number of JSON would be read as an integer where it is whole, so these are texts; the context tells their type.
  void real(RdfTerm property, double value) override {
    if (!std::isfinite(value)) return;
    open(property);
    text_ += '"';
    append_double(text_, value);
    text_ += '"';
  }
  void truth(RdfTerm property, bool value) override {
    open(property);
    text_ += value ? "true" : "false";
  }
  void assert_verb(const RdfName& verb, const RdfName& object) override {
    finish_property();
    text_ += ", ";
    append_name(verb);
    text_ += ": {\"@id\": ";
    append_name(object);
    text_ += '}';
  }
  void reify(const RdfName& /*subject*/, const RdfName& /*verb*/, const RdfName& /*object*/) override {
    throw Error(ErrorCode::kInvalid, "JSON-LD has no triple terms");
  }

 private:
  void append_definition(const RdfWord& word) {
    std::string iri(prefix_of(word.space));
    iri.append(":").append(word.local);
    if (word.values == RdfValue::kPlain) {
      text_.append("\"").append(iri).append("\"");
    } else {
      const char* type = word.values == RdfValue::kLink ? "@id" : "xsd:double";
      text_.append("{\"@id\": \"").append(iri).append("\", \"@type\": \"").append(type).append("\"}");
    }
  }
  void append_name(const RdfName& name) {
    text_.append("\"").append(prefix_of(name.space)).append(":").append(name.local).append("\"");
  }

  // Several values of one property are a list; that there are several is known with the second.
  void open(RdfTerm property) {
    if (has_property_ && property == last_) {
      if (!is_list_) text_.insert(value_begin_, 1, '[');
      is_list_ = true;
      text_ += ", ";
      return;
    }
    finish_property();
    const RdfWord& word = word_of(property);
    text_.append(", \"").append(word.values == RdfValue::kType ? "@type" : word.local).append("\": ");
    last_ = property;
    has_property_ = true;
    value_begin_ = text_.size();
  }
  void finish_property() {
    if (is_list_) text_ += ']';
    is_list_ = has_property_ = false;
  }
  void finish_node() {
    finish_property();
    if (is_open_) text_ += '}';
    is_open_ = false;
  }

  std::ostream& out_;
  std::string text_;
  bool is_first_ = true;       // Of all nodes.
  bool is_open_ = false;       // A node is being written.
  bool has_property_ = false;  // And one of its properties, whose values may be a list.
  bool is_list_ = false;
  std::size_t value_begin_ = 0;
  RdfTerm last_{};
};

}  // namespace

std::unique_ptr<RdfWriter> make_json_ld_writer(std::ostream& out) {
  return std::make_unique<JsonLdWriter>(out);
}

}  // namespace trama
