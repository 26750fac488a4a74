#include "extract/relations/cues.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/utf8.h"
#include "extract/relations/events.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

std::unordered_map<std::string, std::string> read_map(const std::filesystem::path& file) {
  std::unordered_map<std::string, std::string> map;
  const Table table = Table::read(file, 2);
  for (const Table::Row& row : table.rows()) map.emplace(row.fields[0], row.fields[1]);
  return map;
}

// The infinitive with what a table has for it, or for its longest ending that is there; itself if nothing.
template <typename Form>
std::string with_ending(const std::string& infinitive, const std::unordered_map<std::string, std::string>& table,
                        const Form& form) {
  if (const auto whole = table.find("=" + infinitive); whole != table.end()) return form(whole->second);
  for (std::size_t begin = 0; begin < infinitive.size(); ++begin) {
    const auto found = table.find(infinitive.substr(begin));
    if (found != table.end()) return infinitive.substr(0, begin) + form(found->second);
  }
  return infinitive;
}

}  // namespace

Cues Cues::load(const std::filesystem::path& data) {
  Cues cues;
  const Table verbs = Table::read(data / "relation_verbs.tsv", 2);
  for (const Table::Row& row : verbs.rows()) {
    for (std::string& lemma : split_list(row.fields[1])) cues.verbs_[row.fields[0]].insert(std::move(lemma));
  }
  cues.load_modalities(data / "modality_cues.tsv");
  const Table times = Table::read(data / "time_words.tsv", 3);
  for (const Table::Row& row : times.rows()) {
    if (row.fields[0] != "month") continue;
    for (std::string& month : split_list(row.fields[2])) cues.months_.insert(std::move(month));
  }
  cues.sources_ = read_map(data / "attribution_cues.tsv");
  cues.load_events(data / "events.tsv");
  for (const auto& [name, lemmas] : cues.verbs_) {
    if (name == "no_person" || name == "deed_noun" || name == "no_theme") continue;  // Nouns in -r: "sector".
    for (const std::string& lemma : lemmas) {
      if (lemma.ends_with('r')) cues.known_verbs_.insert(lemma);
    }
  }
  for (const auto& [lemma, name] : cues.event_classes_) {
    if (lemma.ends_with('r') && lemma.find(' ') == std::string::npos) cues.known_verbs_.insert(lemma);
  }
  cues.confidence_ = ConfidenceModel::load(data / "confidence.tsv");
  const Table presents = Table::read(data / "presents.tsv", 3);
  for (const Table::Row& row : presents.rows()) {
    cues.presents_.emplace(row.fields[0], row.fields[1] + "\t" + row.fields[2]);
  }
  const Table preterites = Table::read(data / "preterites.tsv", 3);
  for (const Table::Row& row : preterites.rows()) {
    cues.preterites_.emplace(row.fields[0], row.fields[1] + "\t" + row.fields[2]);
  }
  cues.future_stems_ = read_map(data / "futures.tsv");
  for (const std::string& verb : cues.known_verbs_) {
    for (const bool plural : {false, true}) cues.infinitives_.emplace(cues.preterite(verb, plural), verb);
  }
  const Table nouns = Table::read(data / "nominal_predicates.tsv", 2, 10);
  for (const Table::Row& row : nouns.rows()) {
    const bool event = row.fields[0] == "event" || row.fields[0] == "mutual";
    if (!event && row.fields[0] != "event_object") continue;
    auto& into = event ? cues.event_nouns_ : cues.deed_nouns_;
    for (std::string& lemma : split_list(row.fields[1])) into.insert(std::move(lemma));
  }
  return cues;
}

CoreferenceOptions Cues::coreference_options(bool metonymy) const {
  return {.metonymy = metonymy,
          .personal_verbs = &verbs("personal"),
          .speech_verbs = &verbs("speech"),
          .order_verbs = &verbs("order"),
          .person_verbs = &verbs("person_object"),
          .thing_verbs = &verbs("thing_object"),
          .clause_verbs = &verbs("clause_lo"),
          .impersonal_verbs = &verbs("thing_subject"),
          .general_verbs = &verbs("general_we"),
          .helping_verbs = &verbs("helps"),
          .confessing_verbs = &verbs("confesses"),
          .questioning_verbs = &verbs("questions"),
          .person_nouns = &verbs("person_noun"),
          .source_prepositions = &sources_,
          .country_speakers = &verbs("country_speaker")};
}

void Cues::load_modalities(const std::filesystem::path& file) {
  const Table table = Table::read(file, 3);
  for (const Table::Row& row : table.rows()) {
    const auto modality = find_modality(row.fields[0]);
    if (!modality) table.fail(row, "unknown modality: " + row.fields[0]);
    for (std::string& lemma : split_list(row.fields[2])) {
      if (row.fields[1] == "adverb") {
        longest_adverb_ = std::max(longest_adverb_, static_cast<int>(std::ranges::count(lemma, ' ')) + 1);
      }
      modalities_[row.fields[1]].emplace(std::move(lemma), *modality);
    }
  }
}

bool Cues::is(std::string_view verb_class, const std::string& lemma) const {
  const auto found = verbs_.find(verb_class);
  return found != verbs_.end() && found->second.contains(lemma);
}

bool Cues::may_be_person(const std::string& lemma) const {
  return is("person_noun", lemma) || std::ranges::any_of(verbs("person_ending"), [&](const std::string& ending) {
           return lemma.ends_with(ending);
         });
}

const std::set<std::string>& Cues::verbs(const std::string& verb_class) const {
  static const std::set<std::string> kNone;
  const auto found = verbs_.find(verb_class);
  return found == verbs_.end() ? kNone : found->second;
}

std::optional<Modality> Cues::modality(std::string_view kind, const std::string& lemma) const {
  const auto table = modalities_.find(kind);
  if (table == modalities_.end()) return std::nullopt;
  const auto found = table->second.find(lemma);
  return found == table->second.end() ? std::nullopt : std::optional(found->second);
}

std::string_view Cues::source_preposition(const std::string& preposition) const {
  const auto found = sources_.find(preposition);
  return found == sources_.end() ? std::string_view() : std::string_view(found->second);
}

void Cues::load_events(const std::filesystem::path& file) {
  const Table table = Table::read(file, 2, 7);
  for (const Table::Row& row : table.rows()) {
    const std::string& lemma = row.fields[0];
    if (row.fields.size() < 3) continue;  // A list of words for conditions.
    const bool event = std::ranges::find(event_types(), row.fields[2]) != event_types().end();
    const std::string type = event ? row.fields[2] : std::string();
    if (row.fields[1] == "-") {
      event_classes_[lemma] = type;
    } else {
      event_classes_.emplace(lemma, type);
    }
  }
}

std::string_view Cues::event_class(const std::string& lemma) const {
  const auto found = event_classes_.find(lemma);
  return found == event_classes_.end() ? std::string_view() : std::string_view(found->second);
}

const std::string* Cues::infinitive_of_preterite(const std::string& form) const {
  const auto found = infinitives_.find(form);
  return found == infinitives_.end() ? nullptr : &found->second;
}

std::string Cues::third_person(const std::string& infinitive, bool plural, const Endings& endings) {
  return with_ending(infinitive, endings, [&](const std::string& third_persons) {
    const std::size_t tab = third_persons.find('\t');
    return plural ? third_persons.substr(tab + 1) : third_persons.substr(0, tab);
  });
}

std::string Cues::preterite(const std::string& infinitive, bool plural) const {
  return third_person(infinitive, plural, preterites_);
}

std::string Cues::present(const std::string& infinitive, bool plural) const {
  return third_person(infinitive, plural, presents_);
}

std::string Cues::future(const std::string& infinitive, bool plural) const {
  if (!infinitive.ends_with('r')) return infinitive;
  const std::string stem = with_ending(infinitive, future_stems_, [](const std::string& own) { return own; });
  return stem + (plural ? "án" : "á");
}

}  // namespace trama
