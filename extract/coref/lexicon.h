// What coreference knows of the world's names and of the nouns that denote actors: countries.tsv, aliases.tsv,
// actors.tsv and given_names.tsv of extract/data/es.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/statement.h"
#include "extract/analysis/sentence.h"

namespace trama {

enum class Gender { kUnknown, kMasculine, kFeminine };
enum class Number { kUnknown, kSingular, kPlural };

Gender gender_of(const Word& word);
Number number_of(const Word& word);

// What actors.tsv says of a noun.
struct ActorNoun {
  std::string noun_class;  // "leader", "government", "company", "place", "part", "source", …
  EntityType type = EntityType::kPerson;
  bool role = false;  // With an article it can stand for a name: "el ministro".
};

// A name that stands for another one.
struct KnownName {
  std::string canonical;
  std::optional<EntityType> type;
  std::string noun_class;  // Of actors.tsv, empty if unknown.
};

// Immutable once loaded; serves any number of threads.
class Lexicon {
 public:
  // `alias_files` are read after aliases.tsv and win over it. Throws Error: kIo, kFormat with file and line.
  static Lexicon load(const std::filesystem::path& data, const std::vector<std::filesystem::path>& alias_files);

  // By lemma, else by the lower-cased form. Null if the noun denotes no actor.
  const ActorNoun* find_noun(const Word& word) const;
  // Every class of the noun ("técnico" is a worker and a coach), empty if none.
  std::vector<std::string> noun_classes(const Word& word) const;

  // By name, blind to case and accents. Null if unknown.
  const KnownName* find_name(std::string_view name) const;
  // The country a name or alias means; empty if none. Seats and demonyms are not names of it.
  std::string_view country_of_name(std::string_view name) const;
  // Whether countries.tsv has it among those that no text calls "el país": "África".
  bool is_region(const std::string& country) const { return regions_.contains(country); }
  // The country whose government the name stands for ("Kremlin"), and whether it does so in any text.
  struct Seat {
    std::string country;
    bool always = false;
  };
  const Seat* find_seat(std::string_view name) const;
  // The country of an adjective or noun such as "norcoreana"; empty if none. Several may share one demonym; the first
  // of the table wins.
  std::string_view country_of_demonym(const Word& word) const;
  // What the first or last word of a longer name tells of its type (name_words.tsv); nullopt if nothing.
  std::optional<EntityType> type_by_words(std::string_view first, std::string_view last) const;
  // What a noun tells of the name right behind it, and of the name that its "de" leads to.
  std::optional<EntityType> type_after(const Word& noun) const;
  std::optional<EntityType> type_of_owned(const Word& noun) const;
  // Whether names that begin with this word are titles ("Día", "Declaración"), which go on behind prepositions.
  bool begins_title(std::string_view first) const;
  // "América Latina y el Caribe": two regions under one name.
  bool is_region_pair(std::string_view name) const;
  // Whether a name is only what ministers have charge of ("Exterior").
  bool is_portfolio(std::string_view name) const;
  // Whether a word behind a region's name names a part of it: "occidental".
  bool is_direction(std::string_view word) const;
  // Whether a word joins surnames: "de", "von".
  bool is_particle(std::string_view word) const;
  // Whether words between two names say that the second is another of the first: "alias", "conocido como", "( a )".
  bool joins_alias(std::string_view words) const;
  // Whether names that begin with this word are of bodies that each country has one of: "Tribunal Supremo".
  bool is_state_body(std::string_view first) const;
  // Whether capitals name nothing ("reunión de Alto Nivel").
  bool is_no_name(std::string_view text) const;
  // By the folded given name alone.
  Gender given_name_gender(std::string_view given_name) const;

 private:
  const std::vector<ActorNoun>* find_readings(const Word& word) const;
  void load_countries(const std::filesystem::path& file);
  void load_actors(const std::filesystem::path& file);
  void load_aliases(const std::filesystem::path& file);
  void load_name_words(const std::filesystem::path& file);
  void load_given_names(const std::filesystem::path& file);

  std::unordered_map<std::string, std::vector<ActorNoun>> nouns_;  // By lemma.
  std::unordered_map<std::string, KnownName> names_;               // By folded name.
  std::unordered_map<std::string, std::string> countries_;         // Folded name or alias to the country.
  std::unordered_set<std::string> regions_;                        // By canonical name.
  std::unordered_map<std::string, Seat> seats_;                    // By folded name.
  std::unordered_map<std::string, std::string> demonyms_;          // Folded form to the country.
  std::unordered_map<std::string, EntityType> first_words_;        // By folded word.
  std::set<std::string> titles_, region_pairs_, portfolios_, no_names_, directions_;  // Folded.
  std::set<std::string> alias_joints_, state_bodies_;                                 // The same.
  std::set<std::string, std::less<>> particles_;
  std::unordered_map<std::string, EntityType> last_words_, nouns_of_names_, nouns_before_names_;
  std::unordered_map<std::string, Gender> given_names_;  // By folded name.
};

}  // namespace trama
