#include "extract/relations/proposition_tables.h"

#include <algorithm>
#include <array>
#include <utility>

#include "extract/relations/table.h"

namespace trama {

namespace {

template <typename T, std::size_t N>
using Names = std::array<std::pair<std::string_view, T>, N>;

constexpr Names<VerbClass, 15> kVerbClasses = {{{"periphrasis", VerbClass::kPeriphrasis},
                                                {"control_subject", VerbClass::kControlSubject},
                                                {"control_object", VerbClass::kControlObject},
                                                {"control_adjective", VerbClass::kControlAdjective},
                                                {"communication", VerbClass::kCommunication},
                                                {"unaccusative", VerbClass::kUnaccusative},
                                                {"goal_a", VerbClass::kGoalA},
                                                {"dative", VerbClass::kDative},
                                                {"naming", VerbClass::kNaming},
                                                {"clause_subject", VerbClass::kClauseSubject},
                                                {"impersonal_se", VerbClass::kImpersonalSe},
                                                {"pronominal", VerbClass::kPronominal},
                                                {"symmetric", VerbClass::kSymmetric},
                                                {"copula", VerbClass::kCopula},
                                                {"existential", VerbClass::kExistential}}};
constexpr Names<NounClass, 7> kNounClasses = {{{"event", NounClass::kEvent},
                                               {"mutual", NounClass::kMutual},
                                               {"event_object", NounClass::kEventObject},
                                               {"time_unit", NounClass::kTimeUnit},
                                               {"own_deed", NounClass::kOwnDeed},
                                               {"message", NounClass::kMessage},
                                               {"request", NounClass::kRequest}}};
constexpr Names<NegationClass, 6> kNegationClasses = {{{"adverb", NegationClass::kAdverb},
                                                       {"pronoun", NegationClass::kPronoun},
                                                       {"determiner", NegationClass::kDeterminer},
                                                       {"mark", NegationClass::kMark},
                                                       {"contrast", NegationClass::kContrast},
                                                       {"none", NegationClass::kNone}}};

// The class that the row's first field names.
template <typename T, std::size_t N>
T class_of(const Names<T, N>& names, const Table& table, const Table::Row& row) {
  for (const auto& [name, value] : names) {
    if (name == row.fields[0]) return value;
  }
  table.fail(row, "unknown class '" + row.fields[0] + "'");
}

}  // namespace

PropositionTables PropositionTables::load(const std::filesystem::path& data) {
  PropositionTables tables;
  tables.read_verbs(data / "verbs.tsv");
  tables.read_participles(data / "participles.tsv");
  tables.read_others(data);
  return tables;
}

void PropositionTables::read_verbs(const std::filesystem::path& file) {
  const Table table = Table::read(file, 2, 3);
  for (const Table::Row& row : table.rows()) {
    auto& lemmas = verbs_[class_of(kVerbClasses, table, row)];
    for (const std::string& lemma : split_list(row.fields[1])) {
      auto& linkers = lemmas[lemma];
      if (row.fields.size() < 3) continue;
      for (const std::string& linker : split_list(row.fields[2])) linkers.insert(linker);
    }
  }
}

void PropositionTables::read_participles(const std::filesystem::path& file) {
  const Table table = Table::read(file, 2, 3);
  for (const Table::Row& row : table.rows()) {
    const bool makes = row.fields.size() == 3 && !row.fields[2].empty();
    if (row.fields[0] == "not") {
      for (const std::string& lemma : split_list(row.fields[1])) not_participles_.insert(lemma);
    } else if (row.fields[0] == "form" && makes) {
      participle_forms_[row.fields[1]] = row.fields[2];
    } else if (row.fields[0] == "passive" && makes) {
      passive_lemmas_[row.fields[1]] = row.fields[2];
    } else if (row.fields[0] == "composed" && makes) {
      composed_lemmas_[row.fields[1]] = row.fields[2];
    } else if (row.fields[0] == "ending" && makes) {
      participle_endings_[row.fields[1]] = row.fields[2];
    } else {
      table.fail(row, "expected 'form', 'passive', 'composed' or 'ending' with a replacement, or 'not'");
    }
  }
}

void PropositionTables::read_others(const std::filesystem::path& data) {
  const Table light_verbs = Table::read(data / "light_verbs.tsv", 3);
  for (const Table::Row& row : light_verbs.rows()) light_verbs_[{row.fields[0], row.fields[1]}] = row.fields[2];
  const Table nouns = Table::read(data / "nominal_predicates.tsv", 2);
  for (const Table::Row& row : nouns.rows()) {
    const NounClass kind = class_of(kNounClasses, nouns, row);
    for (const std::string& lemma : split_list(row.fields[1])) nouns_[kind].insert(lemma);
  }
  const Table negation = Table::read(data / "negation.tsv", 2);
  for (const Table::Row& row : negation.rows()) {
    auto& lemmas = negation_[class_of(kNegationClasses, negation, row)];
    for (const std::string& lemma : split_list(row.fields[1])) lemmas.insert(lemma);
  }
}

const std::string& PropositionTables::passive_lemma(const std::string& lemma) const {
  const auto found = passive_lemmas_.find(lemma);
  return found == passive_lemmas_.end() ? lemma : found->second;
}

const std::string& PropositionTables::composed_lemma(const std::string& lemma) const {
  const auto found = composed_lemmas_.find(lemma);
  return found == composed_lemmas_.end() ? lemma : found->second;
}

bool PropositionTables::has(VerbClass kind, const std::string& lemma) const {
  const auto lemmas = verbs_.find(kind);
  return lemmas != verbs_.end() && lemmas->second.contains(lemma);
}

bool PropositionTables::takes(VerbClass kind, const std::string& lemma, const std::string& linker) const {
  const auto lemmas = verbs_.find(kind);
  if (lemmas == verbs_.end()) return false;
  const auto linkers = lemmas->second.find(lemma);
  return linkers != lemmas->second.end() && linkers->second.contains(linker);
}

std::optional<std::string> PropositionTables::verb_of_participle(const std::string& lemma) const {
  if (not_participles_.contains(lemma)) return std::nullopt;
  const auto form = participle_forms_.find(lemma);
  if (form != participle_forms_.end()) return form->second;
  for (std::size_t begin = 1; begin < lemma.size(); ++begin) {  // The longest ending first.
    const auto ending = participle_endings_.find(lemma.substr(begin));
    if (ending != participle_endings_.end()) return lemma.substr(0, begin) + ending->second;
  }
  return std::nullopt;
}

const std::string* PropositionTables::light_verb(const std::string& verb, const std::string& noun) const {
  const auto entry = light_verbs_.find({verb, noun});
  return entry == light_verbs_.end() ? nullptr : &entry->second;
}

std::optional<NounClass> PropositionTables::noun_class(const std::string& lemma) const {
  for (const NounClass kind : {NounClass::kTimeUnit, NounClass::kEventObject, NounClass::kMutual, NounClass::kEvent}) {
    if (is_noun(kind, lemma)) return kind;
  }
  return std::nullopt;
}

bool PropositionTables::is_noun(NounClass kind, const std::string& lemma) const {
  const auto lemmas = nouns_.find(kind);
  return lemmas != nouns_.end() && lemmas->second.contains(lemma);
}

bool PropositionTables::is_time_unit(const std::string& lemma) const {
  return is_noun(NounClass::kTimeUnit, lemma);
}

bool PropositionTables::denies(NegationClass kind, const std::string& lemma) const {
  const auto lemmas = negation_.find(kind);
  return lemmas != negation_.end() && lemmas->second.contains(lemma);
}

}  // namespace trama
