// Made-up documents with the statements that extraction would find in them, of any number and in constant memory: what
// bench/graph measures with, since no corpus of real news is large enough and ours to give.
#pragma once

#include <cstdint>
#include <string>

#include "base/statement.h"
#include "bench/graph/vocabulary.h"
#include "graph/store/store.h"

namespace trama::bench {

struct GeneratorOptions {
  std::uint64_t entities = 100'000;
  double exponent = 0.99;  // Of Zipf's law for how often actors take part.
  double nominals = 0.05;  // Share of objects that are actors without a name.
  double things = 0;       // Share of objects that are things, which are no actors. In real news about 0.3.
  double copies = 0.02;    // Share of documents that are shortened copies of an earlier one.
  std::uint64_t seed = 1;
};

// Documents are functions of their number, and every number below 2^40 has one. They are spread evenly over three
// years.
//
// A document has 6 to 11 statements in sentences of about 110 to 140 bytes, every second of which has two. Of 1 M
// statements over 100,000 actors about 0.92 M relations come, 70,000 of them at the first actor. All offsets are true.
class Generator {
 public:
  explicit Generator(const GeneratorOptions& options) : options_(options) {}

  DocumentStatements document(std::uint64_t number) const;

 private:
  struct Cast;
  DocumentStatements article(std::uint64_t number) const;
  DocumentStatements copy_of(std::uint64_t original, std::uint64_t number) const;
  void add_sentence(DocumentStatements& document, const Cast& cast, std::uint64_t seed, int statements) const;
  std::uint64_t some_rank(std::uint64_t seed) const;
  Mention mention(std::uint64_t document, std::uint64_t rank, std::uint64_t seed) const;
  Mention object(std::uint64_t document, std::uint64_t rank, std::uint64_t seed) const;

  GeneratorOptions options_;
};

// Calls `use(document)` for the documents `first`, first + `step` … of `generator` until they have so many statements;
// gives the number after the last.
template <typename Use>
std::uint64_t for_each_document(const Generator& generator, std::uint64_t statements, std::uint64_t first,
                                std::uint64_t step, Use use) {
  std::uint64_t seen = 0;
  std::uint64_t number = first;
  for (; seen < statements; number += step) {
    DocumentStatements document = generator.document(number);
    seen += document.statements.size();
    use(std::move(document));
  }
  return number;
}

}  // namespace trama::bench
