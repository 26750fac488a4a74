// What benchmarks that write one thing of every document share.
#pragma once

#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "documents/document_reader.h"
#include "extract/analysis/analyzer.h"

namespace trama::bench {

// Reads the documents of `inputs`, analyses one after the other and hands each to `use`, with the stream to write to:
// the file `output`, or standard output if it is empty. Documents that cannot be read are named on standard error, as
// the program `name` says it. Throws Error: kIo if the output cannot be written.
template <typename Use>
void for_each_document(const std::string& name, const std::vector<std::string>& inputs, const std::string& output,
                       const Analyzer& analyzer, Use use) {
  std::ofstream file;
  if (!output.empty()) {
    file.open(output);
    if (!file) throw Error(ErrorCode::kIo, "cannot write " + output);
  }
  std::ostream& out = output.empty() ? std::cout : file;
  DocumentReader reader(inputs, std::cin, [&](const ReadProblem& problem) {
    std::cerr << name << ": " << problem.where << ": " << problem.message << '\n';
  });
  while (auto document = reader.next()) {
    std::vector<Document> one;
    one.push_back(std::move(*document));
    for (AnalyzedDocument& analyzed : analyzer.analyze(std::move(one))) use(std::move(analyzed), out);
  }
  out.flush();
  if (!out) throw Error(ErrorCode::kIo, "cannot write the output");
}

}  // namespace trama::bench
