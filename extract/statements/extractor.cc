#include "extract/statements/extractor.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/files.h"
#include "extract/candidates/sentence_view.h"
#include "extract/coref/chains.h"
#include "extract/coref/lexicon.h"
#include "extract/data/embedded.h"
#include "extract/relations/attribution.h"
#include "extract/relations/boilerplate.h"
#include "extract/relations/context.h"
#include "extract/relations/events.h"
#include "extract/relations/factuality.h"
#include "extract/relations/propositions.h"
#include "extract/relations/repair.h"
#include "extract/relations/repair_forms.h"
#include "extract/relations/repair_particles.h"
#include "extract/relations/scope.h"
#include "extract/relations/sentence_statements.h"
#include "extract/statements/headline.h"
#include "extract/statements/ranked.h"

namespace trama {
namespace {

void check_tables(const std::filesystem::path& data) {
  constexpr std::string_view kFolder = "es/";
  for (const std::string_view name : embedded_data_names()) {
    if (!name.starts_with(kFolder)) continue;
    const std::filesystem::path file = data / name.substr(kFolder.size());
    const std::string found = read_file(file);
    const std::string_view expected = embedded_data(name);
    if (found == expected) continue;
    const std::string what = found.empty() ? "is empty" : expected.starts_with(found) ? "is cut short" : "was changed";
    throw Error(ErrorCode::kVersion, file.string() + ": the table " + what + " since trama was built");
  }
}

}  // namespace

struct Extractor::Impl {
  ExtractorOptions options;
  Lexicon lexicon;
  Cues cues;
  TimeReader times;
  ObjectPrepositions prepositions;
  PropositionExtractor propositions;
  EventTable events;
  Boilerplate boilerplate;
  std::optional<Ranker> ranker;
};

Extractor::Extractor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Extractor::~Extractor() = default;
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;

Extractor Extractor::load(const std::filesystem::path& data, const ExtractorOptions& options) {
  if (!options.own_tables) check_tables(data);
  return Extractor(std::make_unique<Impl>(Impl{
      options, Lexicon::load(data, options.alias_files), Cues::load(data), TimeReader::load(data),
      load_object_prepositions(data), PropositionExtractor::load(data), EventTable::load(data), Boilerplate::load(data),
      options.ranker.empty() ? std::nullopt : std::optional(Ranker::load(options.ranker))}));
}

std::vector<Proposition> Extractor::propositions(const Sentence& sentence) const {
  return impl_->propositions.extract(repaired(sentence));
}

Sentence Extractor::repaired(const Sentence& sentence) const {
  Sentence copy = sentence;
  repair_sentence(copy, impl_->cues, impl_->lexicon);
  return copy;
}

void Extractor::visit_sentences(
    const AnalyzedDocument& analyzed,
    const std::function<void(const SentenceView&, SentenceStatements&, StatementBuilder&)>& visit) const {
  AnalyzedDocument document = analyzed;
  std::erase_if(document.sentences,
                [&](const Sentence& sentence) { return impl_->boilerplate.is(analyzed, sentence); });
  const auto names = names_behind_de(document);
  for (Sentence& sentence : document.sentences) {
    repair_forms(sentence);
    repair_sentence(sentence, impl_->cues, impl_->lexicon);
    repair_particles(sentence, names, impl_->cues);
  }
  std::vector<SentenceTree> trees;
  std::vector<std::vector<Proposition>> propositions;
  std::vector<std::vector<TimeMention>> times;
  trees.reserve(document.sentences.size());
  for (const Sentence& sentence : document.sentences) {
    trees.emplace_back(sentence);
    propositions.push_back(impl_->propositions.extract(sentence));
    times.push_back(impl_->times.find(document, sentence));
  }
  const CoreferenceOptions options = impl_->cues.coreference_options(impl_->options.metonymy);
  const Coreference coreference = resolve_actors(document, trees, propositions, impl_->lexicon, options);
  const DocumentContext context{document,    trees,          propositions, times,
                                coreference, impl_->lexicon, impl_->cues,  find_decimal_sign(document.document.text)};
  std::vector<std::vector<Scope>> scopes;
  for (std::size_t s = 0; s < document.sentences.size(); ++s)
    scopes.push_back(find_scopes(context, static_cast<int>(s)));
  const Attributions said = find_attributions(context, scopes);
  for (std::size_t s = 0; s < document.sentences.size(); ++s) {
    const int sentence = static_cast<int>(s);
    const auto factuality = find_factuality(context, sentence, scopes[s]);
    const SentenceReading reading{scopes[s], factuality, said.sources[s], said.unnamed[s]};
    StatementBuilder builder(context, impl_->prepositions, sentence, reading);
    SentenceStatements read = builder.build();
    visit(SentenceView(context, sentence, reading), read, builder);
  }
}

std::vector<Statement> Extractor::statements(const AnalyzedDocument& document,
                                             std::vector<ConfidenceFeatures>* features) const {
  std::vector<Statement> text = statements_of_text(document, features);
  if (document.headline.empty() || features != nullptr) return text;
  std::vector<Statement> all =
      statements_of_headline(statements_of_text(headline_and_lead(document), nullptr), document.document.title, text);
  std::ranges::move(text, std::back_inserter(all));
  return all;
}

std::vector<Statement> Extractor::statements_of_text(const AnalyzedDocument& document,
                                                     std::vector<ConfidenceFeatures>* features) const {
  std::vector<Statement> statements;
  visit_sentences(document, [&](const SentenceView& view, SentenceStatements& read, StatementBuilder& builder) {
    if (features != nullptr) std::ranges::move(read.features, std::back_inserter(*features));
    std::vector<Statement> found =
        impl_->ranker ? ranked_statements(*impl_->ranker, view, std::move(read), builder) : std::move(read.statements);
    for (Statement& statement : found) {
      if (const auto event = impl_->events.classify(statement)) {
        statement.relation.event_class = event->type;
        statement.relation.event_root = event->root;
        if (!event->root.empty()) statement.relation.event_direction = to_string(event->direction);
        statement.relation.relation_class = event->relation;
      }
      statements.push_back(std::move(statement));
    }
  });
  return statements;
}

}  // namespace trama
