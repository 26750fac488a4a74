// N-Quads, Turtle and TriG: the same terms, with IRIs in full and one triple a line, or with prefixes and triples of
// one node together.
#include <cmath>
#include <ostream>
#include <vector>

#include "export/rdf/literals.h"
#include "export/rdf/writer.h"
#include "export/text_flush.h"

namespace trama {
namespace {

// What terms look like, made once.
class RdfForms {
 public:
  explicit RdfForms(bool prefixed) : after_(prefixed ? "" : ">") {
    for (const RdfPrefix& prefix : rdf_prefixes()) {
      before_.push_back(prefixed ? std::string(prefix.prefix) + ":" : "<" + std::string(prefix.iri));
    }
    for (const RdfWord& word : rdf_words()) {
      std::string form = before_[static_cast<std::size_t>(word.space)];
      words_.push_back(form.append(word.local).append(after_));
    }
  }

  const std::string& word(RdfTerm term) const { return words_[static_cast<std::size_t>(term)]; }
  void append(std::string& out, const RdfName& name) const {
    out.append(before_[static_cast<std::size_t>(name.space)]).append(name.local).append(after_);
  }

 private:
  std::string_view after_;
  std::vector<std::string> before_, words_;
};

class TripleWriter : public RdfWriter {
 public:
  void link(RdfTerm property, RdfTerm object) override {
    open(property);
    text_ += forms_.word(object);
    close();
  }
  void link(RdfTerm property, const RdfName& object) override {
    open(property);
    forms_.append(text_, object);
    close();
  }
  void link_outside(RdfTerm property, std::string_view iri) override {
    open(property);
    text_.append("<").append(iri).append(">");
    close();
  }
  void text(RdfTerm property, std::string_view value) override {
    open(property);
    text_ += '"';
    append_quoted(text_, value);
    text_ += '"';
    close();
  }
  void typed(RdfTerm property, std::string_view value, RdfTerm type) override {
    open(property);
    append_typed(value, type);
    close();
  }
  void assert_verb(const RdfName& verb, const RdfName& object) override {
    open(verb);
    forms_.append(text_, object);
    close();
  }
  void reify(const RdfName& subject, const RdfName& verb, const RdfName& object) override {
    open(RdfTerm::kReifies);
    text_ += "<<( ";
    forms_.append(text_, subject);
    text_ += ' ';
    forms_.append(text_, verb);
    text_ += ' ';
    forms_.append(text_, object);
    text_ += " )>>";
    close();
  }

 protected:
  TripleWriter(std::ostream& out, bool prefixed) : forms_(prefixed), out_(out) {}

  // Before and after an object.
  virtual void open(RdfTerm property) = 0;
  virtual void open(const RdfName& verb) = 0;
  virtual void close() = 0;

  void append_typed(std::string_view value, RdfTerm type) {
    text_.append("\"").append(value).append("\"^^").append(forms_.word(type));
  }
  void flush() { flush_text(text_, out_); }
  void flush_long() { flush_long_text(text_, out_); }

  RdfForms forms_;
  std::string text_;

 private:
  std::ostream& out_;
};

class NQuadsWriter : public TripleWriter {
 public:
  NQuadsWriter(std::ostream& out, bool with_graphs) : TripleWriter(out, false), with_graphs_(with_graphs) {}

  void begin() override {}
  void enter(const RdfName& graph) override {
    if (!with_graphs_) return;
    tail_ = " ";
    forms_.append(tail_, graph);
    tail_ += kTail;
  }
  void leave() override { tail_ = kTail; }
  void node(const RdfName& subject) override {
    flush_long();
    subject_.clear();
    forms_.append(subject_, subject);
    subject_ += ' ';
  }
  void end() override { flush(); }

  void integer(RdfTerm property, std::int64_t value) override {
    number_.clear();
    append_integer(number_, value);
    typed(property, number_, RdfTerm::kInteger);
  }
  void real(RdfTerm property, double value) override {
    if (!std::isfinite(value)) return;
    number_.clear();
    append_double(number_, value);
    typed(property, number_, RdfTerm::kDouble);
  }
  void truth(RdfTerm property, bool value) override { typed(property, value ? "true" : "false", RdfTerm::kBoolean); }

 private:
  static constexpr const char* kTail = " .\n";

  void open(RdfTerm property) override { text_.append(subject_).append(forms_.word(property)).append(" "); }
  void open(const RdfName& verb) override {
    text_ += subject_;
    forms_.append(text_, verb);
    text_ += ' ';
  }
  void close() override { text_ += tail_; }

  bool with_graphs_;
  std::string subject_, number_, tail_ = kTail;
};

class TurtleWriter : public TripleWriter {
 public:
  TurtleWriter(std::ostream& out, bool with_graphs) : TripleWriter(out, true), with_graphs_(with_graphs) {}

  void begin() override {
    for (const RdfPrefix& prefix : rdf_prefixes()) {
      text_.append("@prefix ").append(prefix.prefix).append(": <").append(prefix.iri).append("> .\n");
    }
  }
  void enter(const RdfName& graph) override {
    if (!with_graphs_) return;
    finish_node();
    text_ += '\n';
    forms_.append(text_, graph);
    text_ += " {";
  }
  void leave() override {
    if (!with_graphs_) return;
    finish_node();
    text_ += "}\n";
  }
  void node(const RdfName& subject) override {
    finish_node();
    flush_long();
    text_ += '\n';
    forms_.append(text_, subject);
    state_ = State::kNode;
  }
  void end() override {
    finish_node();
    flush();
  }

  // Turtle knows canonical numbers and truths by their form.
  void integer(RdfTerm property, std::int64_t value) override {
    open(property);
    append_integer(text_, value);
    close();
  }
  void real(RdfTerm property, double value) override {
    if (!std::isfinite(value)) return;
    open(property);
    append_double(text_, value);
    close();
  }
  void truth(RdfTerm property, bool value) override {
    open(property);
    text_ += value ? "true" : "false";
    close();
  }

 private:
  enum class State : std::uint8_t { kNothing, kNode, kProperty };

  void open(RdfTerm property) override {
    if (state_ == State::kProperty && property == last_ && !last_is_verb_) {
      text_ += ", ";
      return;
    }
    separate();
    text_.append(property == RdfTerm::kType ? "a" : forms_.word(property)).append(" ");
    last_ = property;
    last_is_verb_ = false;
  }
  void open(const RdfName& verb) override {
    separate();
    forms_.append(text_, verb);
    text_ += ' ';
    last_is_verb_ = true;
  }
  void close() override { state_ = State::kProperty; }
  void separate() { text_ += state_ == State::kProperty ? " ;\n    " : " "; }
  void finish_node() {
    if (state_ == State::kProperty) text_ += " .\n";
    state_ = State::kNothing;
  }

  bool with_graphs_;
  State state_ = State::kNothing;
  RdfTerm last_{};
  bool last_is_verb_ = false;
};

}  // namespace

std::unique_ptr<RdfWriter> make_nquads_writer(std::ostream& out, bool with_graphs) {
  return std::make_unique<NQuadsWriter>(out, with_graphs);
}

std::unique_ptr<RdfWriter> make_turtle_writer(std::ostream& out, bool with_graphs) {
  return std::make_unique<TurtleWriter>(out, with_graphs);
}

}  // namespace trama
