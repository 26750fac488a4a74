// Writes RDF triples as they come, in one of four syntaxes. Private to export/.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "export/rdf/vocabulary.h"

namespace trama {

// An IRI of ours that no table knows: of an entity, a statement, a verb. `local` is ASCII letters, digits, "_", "-"
// (not as the first), ":" and "%" with two hexadecimal digits, so it needs no escape in any syntax.
struct RdfName {
  RdfSpace space = RdfSpace::kId;
  std::string_view local;
};

// Triples of one node after the other: node(), then its properties; those of one property follow each other. Texts
// may be any bytes: what is not UTF-8 becomes U+FFFD.
class RdfWriter {
 public:
  virtual ~RdfWriter() = default;

  virtual void begin() = 0;
  // The nodes that follow are of this graph, or of the default graph again. Syntaxes without graphs have one.
  virtual void enter(const RdfName& graph) = 0;
  virtual void leave() = 0;
  virtual void node(const RdfName& subject) = 0;
  virtual void end() = 0;

  virtual void link(RdfTerm property, RdfTerm object) = 0;
  virtual void link(RdfTerm property, const RdfName& object) = 0;
  // `iri`: absolute, all characters such as RFC 3986 allows.
  virtual void link_outside(RdfTerm property, std::string_view iri) = 0;
  virtual void text(RdfTerm property, std::string_view value) = 0;
  // `value`: a canonical form of `type`, without characters that need an escape.
  virtual void typed(RdfTerm property, std::string_view value, RdfTerm type) = 0;
  virtual void integer(RdfTerm property, std::int64_t value) = 0;
  virtual void real(RdfTerm property, double value) = 0;  // Nothing is written of what is no number.
  virtual void truth(RdfTerm property, bool value) = 0;

  // The relation itself as a triple of the node, which asserts it.
  virtual void assert_verb(const RdfName& verb, const RdfName& object) = 0;
  // rdf:reifies with a triple term of RDF 1.2, which asserts nothing.
  virtual void reify(const RdfName& subject, const RdfName& verb, const RdfName& object) = 0;
};

// Without graphs it is N-Triples.
std::unique_ptr<RdfWriter> make_nquads_writer(std::ostream& out, bool with_graphs);
std::unique_ptr<RdfWriter> make_turtle_writer(std::ostream& out, bool with_graphs);  // With graphs it is TriG.
std::unique_ptr<RdfWriter> make_json_ld_writer(std::ostream& out);                   // Without reify().

}  // namespace trama
