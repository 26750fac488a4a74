#include "extract/relations/propositions.h"

#include <utility>

#include "extract/relations/proposition_builder.h"
#include "extract/relations/proposition_tables.h"
#include "extract/relations/sentence_tree.h"

namespace trama {

struct PropositionExtractor::Impl {
  PropositionTables tables;
};

PropositionExtractor::PropositionExtractor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PropositionExtractor::~PropositionExtractor() = default;
PropositionExtractor::PropositionExtractor(PropositionExtractor&&) noexcept = default;
PropositionExtractor& PropositionExtractor::operator=(PropositionExtractor&&) noexcept = default;

PropositionExtractor PropositionExtractor::load(const std::filesystem::path& data) {
  return PropositionExtractor(std::make_unique<Impl>(Impl{PropositionTables::load(data)}));
}

std::vector<Proposition> PropositionExtractor::extract(const Sentence& sentence) const {
  if (sentence.words.size() > kMaxPropositionWords) return {};
  const SentenceTree tree(sentence);
  return PropositionBuilder(tree, impl_->tables).build();
}

}  // namespace trama
