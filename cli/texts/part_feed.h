// The inputs of `trama analyze` as batches of sentences that are ready to be analysed: texts of any length, as they
// come.
#pragma once

#include <deque>
#include <iosfwd>
#include <memory>
#include <optional>
#include <vector>

#include "cli/command_line.h"
#include "cli/texts/document_feed.h"
#include "cli/texts/report.h"
#include "extract/analysis/sentence.h"

namespace trama::cli {

// Parts of documents that one thread handles together, in the order of the inputs.
using PartBatch = std::vector<DocumentPart>;

class PartFeed {
 public:
  // As DocumentFeed; trees keep their sentences and words.
  PartFeed(const InputOptions& options, InputForm form, std::istream& standard_input, Report& report);
  ~PartFeed();

  // The next batch, never empty; nullopt at the end. Waits for input only as long as there is nothing to give.
  std::optional<PartBatch> next();
  // Whether next() has something to read; false where that cannot be told.
  bool ready() const;

 private:
  class Source;
  class TextSource;
  class LineSource;
  class TreeSource;

  std::deque<std::unique_ptr<Source>> sources_;
  std::deque<DocumentPart> parts_;  // Read and not yet given away.
};

}  // namespace trama::cli
