#include "extract/coref/lexicon.h"

#include <map>

#include "base/utf8.h"
#include "extract/relations/table.h"

namespace trama {
namespace {

// Both genders and numbers of a demonym from its masculine singular, folded (without accents, so "alemán" gives
// "alemana" without further ado).
std::vector<std::string> inflect(const std::string& masculine) {
  const std::string folded = fold_key(masculine);
  std::vector<std::string> forms = {folded};
  const std::string stem = folded.substr(0, folded.size() - 1);
  switch (folded.empty() ? 'x' : folded.back()) {
    case 'o':
      for (const char* ending : {"a", "os", "as"}) forms.push_back(stem + ending);
      break;
    case 'a':
    case 'e':
      forms.push_back(folded + "s");
      break;
    case 'i':
    case 'u':
      for (const char* ending : {"s", "es"}) forms.push_back(folded + ending);
      break;
    default:
      for (const char* ending : {"a", "es", "as"}) forms.push_back(folded + ending);
  }
  return forms;
}

}  // namespace

Gender gender_of(const Word& word) {
  const std::string_view value = feature(word, "Gender");
  return value == "Masc" ? Gender::kMasculine : value == "Fem" ? Gender::kFeminine : Gender::kUnknown;
}

Number number_of(const Word& word) {
  const std::string_view value = feature(word, "Number");
  return value == "Sing" ? Number::kSingular : value == "Plur" ? Number::kPlural : Number::kUnknown;
}

Lexicon Lexicon::load(const std::filesystem::path& data, const std::vector<std::filesystem::path>& alias_files) {
  Lexicon lexicon;
  lexicon.load_countries(data / "countries.tsv");
  lexicon.load_actors(data / "actors.tsv");
  lexicon.load_given_names(data / "given_names.tsv");
  lexicon.load_name_words(data / "name_words.tsv");
  lexicon.load_aliases(data / "aliases.tsv");
  for (const auto& file : alias_files) lexicon.load_aliases(file);
  return lexicon;
}

void Lexicon::load_countries(const std::filesystem::path& file) {
  const Table table = Table::read(file, 1, 6);
  for (Table::Row row : table.rows()) {
    row.fields.resize(6);
    const std::string& country = row.fields[0];
    if (row.fields[5] == "region") regions_.insert(country);
    if (!row.fields[5].empty() && row.fields[5] != "region")
      table.fail(row, "expected region or nothing: " + row.fields[5]);
    countries_.emplace(fold_key(country), country);
    for (const std::string& alias : split_list(row.fields[1])) countries_.emplace(fold_key(alias), country);
    for (const std::string& demonym : split_list(row.fields[2])) {
      for (const std::string& form : inflect(demonym)) demonyms_.emplace(form, country);
    }
    for (const std::string& seat : split_list(row.fields[3])) seats_.emplace(fold_key(seat), Seat{country, true});
    for (const std::string& city : split_list(row.fields[4])) seats_.emplace(fold_key(city), Seat{country, false});
  }
}

void Lexicon::load_actors(const std::filesystem::path& file) {
  const Table table = Table::read(file, 4);
  for (const Table::Row& row : table.rows()) {
    const auto type = find_entity_type(row.fields[1]);
    if (!type) table.fail(row, "unknown type: " + row.fields[1]);
    if (row.fields[2] != "yes" && row.fields[2] != "no") table.fail(row, "expected yes or no: " + row.fields[2]);
    for (const std::string& lemma : split_list(row.fields[3])) {
      nouns_[lemma].push_back({row.fields[0], *type, row.fields[2] == "yes"});
    }
  }
}

void Lexicon::load_aliases(const std::filesystem::path& file) {
  const Table table = Table::read(file, 1, 4);
  for (Table::Row row : table.rows()) {
    row.fields.resize(4);
    KnownName known{row.fields[0], std::nullopt, row.fields[3]};
    if (!row.fields[2].empty()) {
      known.type = find_entity_type(row.fields[2]);
      if (!known.type) table.fail(row, "unknown type: " + row.fields[2]);
    }
    names_.insert_or_assign(fold_key(known.canonical), known);
    for (const std::string& alias : split_list(row.fields[1])) names_.insert_or_assign(fold_key(alias), known);
  }
}

void Lexicon::load_name_words(const std::filesystem::path& file) {
  const Table table = Table::read(file, 3);
  for (const Table::Row& row : table.rows()) {
    if (row.fields[0] == "-") {
      if (row.fields[1] == "particle") {
        for (std::string& word : split_list(row.fields[2])) particles_.insert(std::move(word));
        continue;
      }
      const std::map<std::string_view, std::set<std::string>*> kinds = {
          {"title", &titles_},       {"pair", &region_pairs_}, {"portfolio", &portfolios_}, {"none", &no_names_},
          {"alias", &alias_joints_}, {"body", &state_bodies_}, {"direction", &directions_}};
      const auto kind = kinds.find(row.fields[1]);
      if (kind == kinds.end())
        table.fail(row, "expected title, pair, particle, direction, portfolio, alias, body or none");
      auto& keys = *kind->second;
      for (const std::string& word : split_list(row.fields[2])) keys.insert(fold_key(word));
      continue;
    }
    const auto type = find_entity_type(row.fields[0]);
    if (!type) table.fail(row, "unknown type: " + row.fields[0]);
    const std::map<std::string_view, std::unordered_map<std::string, EntityType>*> places = {
        {"first", &first_words_}, {"last", &last_words_}, {"of", &nouns_of_names_}, {"after", &nouns_before_names_}};
    const auto place = places.find(row.fields[1]);
    if (place == places.end()) table.fail(row, "expected first, last, of or after");
    auto& words = *place->second;
    for (const std::string& word : split_list(row.fields[2])) words.emplace(fold_key(word), *type);
  }
}

void Lexicon::load_given_names(const std::filesystem::path& file) {
  const Table table = Table::read(file, 2);
  for (const Table::Row& row : table.rows()) {
    if (row.fields[0] != "Fem" && row.fields[0] != "Masc") table.fail(row, "expected Fem or Masc");
    const Gender gender = row.fields[0] == "Fem" ? Gender::kFeminine : Gender::kMasculine;
    for (const std::string& name : split_list(row.fields[1])) given_names_.emplace(fold_key(name), gender);
  }
}

const std::vector<ActorNoun>* Lexicon::find_readings(const Word& word) const {
  const std::string form = to_lower(word.form);
  std::vector<std::string> keys = {word.lemma, to_lower(word.lemma), form};
  if (form.size() > 3 && form.ends_with('s')) keys.push_back(form.substr(0, form.size() - 1));
  if (form.size() > 4 && form.ends_with("es")) keys.push_back(form.substr(0, form.size() - 2));
  for (const std::string& key : keys) {
    if (const auto found = nouns_.find(key); found != nouns_.end()) return &found->second;
  }
  return nullptr;
}

const ActorNoun* Lexicon::find_noun(const Word& word) const {
  const auto* readings = find_readings(word);
  if (readings == nullptr) return nullptr;
  // "la policía" is the force, "el policía" and "las policías" its members.
  const bool members = gender_of(word) == Gender::kMasculine || number_of(word) == Number::kPlural;
  const bool capital = !word.form.empty() && to_lower(word.form) != word.form;  // "el Ejecutivo"
  for (const ActorNoun& noun : *readings) {
    if (capital ? noun.type == EntityType::kOrganization : members && noun.type == EntityType::kPerson) return &noun;
  }
  return &readings->front();
}

std::vector<std::string> Lexicon::noun_classes(const Word& word) const {
  std::vector<std::string> classes;
  if (const auto* readings = find_readings(word)) {
    for (const ActorNoun& noun : *readings) classes.push_back(noun.noun_class);
  }
  return classes;
}

const KnownName* Lexicon::find_name(std::string_view name) const {
  const auto found = names_.find(fold_key(name));
  return found == names_.end() ? nullptr : &found->second;
}

std::string_view Lexicon::country_of_name(std::string_view name) const {
  const auto found = countries_.find(fold_key(name));
  return found == countries_.end() ? std::string_view() : std::string_view(found->second);
}

const Lexicon::Seat* Lexicon::find_seat(std::string_view name) const {
  std::string key = fold_key(name);
  for (const char* article : {"el ", "la "}) {
    if (key.starts_with(article) && !seats_.contains(key)) key.erase(0, 3);
  }
  const auto found = seats_.find(key);
  return found == seats_.end() ? nullptr : &found->second;
}

std::string_view Lexicon::country_of_demonym(const Word& word) const {
  const auto found = demonyms_.find(fold_key(word.form));
  return found == demonyms_.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<EntityType> Lexicon::type_by_words(std::string_view first, std::string_view last) const {
  if (const auto found = last_words_.find(fold_key(last)); found != last_words_.end()) return found->second;
  if (const auto found = first_words_.find(fold_key(first)); found != first_words_.end()) return found->second;
  return std::nullopt;
}

std::optional<EntityType> Lexicon::type_after(const Word& noun) const {
  const auto found = nouns_before_names_.find(fold_key(noun.lemma));
  return found == nouns_before_names_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<EntityType> Lexicon::type_of_owned(const Word& noun) const {
  const auto found = nouns_of_names_.find(fold_key(noun.lemma));
  return found == nouns_of_names_.end() ? std::nullopt : std::optional(found->second);
}

bool Lexicon::begins_title(std::string_view first) const {
  return titles_.contains(fold_key(first));
}

bool Lexicon::is_portfolio(std::string_view name) const {
  return portfolios_.contains(fold_key(name));
}

bool Lexicon::is_particle(std::string_view word) const {
  return particles_.contains(word);
}

bool Lexicon::joins_alias(std::string_view words) const {
  return alias_joints_.contains(fold_key(words));
}

bool Lexicon::is_state_body(std::string_view first) const {
  return state_bodies_.contains(fold_key(first));
}

bool Lexicon::is_direction(std::string_view word) const {
  return directions_.contains(fold_key(word));
}

bool Lexicon::is_no_name(std::string_view text) const {
  return no_names_.contains(fold_key(text));
}

bool Lexicon::is_region_pair(std::string_view name) const {
  return region_pairs_.contains(fold_key(name));
}

Gender Lexicon::given_name_gender(std::string_view given_name) const {
  const auto found = given_names_.find(fold_key(given_name));
  return found == given_names_.end() ? Gender::kUnknown : found->second;
}

}  // namespace trama
