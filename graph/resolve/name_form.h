// What a NameKey alone tells of a name: the parts under which decisions compare it. Private to graph/.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/resolve/name_source.h"

namespace trama {

struct NameForm {
  NameKey name;
  std::string compact;  // The key without spaces.

  // Of a named person.
  std::vector<std::string> person_words;  // As person_words(): spellings of one name are equal.
  std::vector<std::string> all_words;     // Titles and particles included.
  bool bearing = false;                   // person_words begins with a particle: "al gore".

  // Of all others. Names known to mean one thing are one token: "=onu", "@VE" for a country or its adjective. So
  // "secretario general de la onu" and "secretario general de las naciones unidas" both are "secretario general =onu".
  std::string normal;
  std::vector<std::string> tokens;  // Of `normal`.
  std::vector<std::string> plain;   // As plain_words().
  std::string country;              // ISO code, if the name is that of a country.
  std::string body_country;         // ISO code, if it is a body of a country ("tribunal supremo @VE").
  bool known = false;               // The whole name is one token.

  std::string sense;  // As people gave it: names of one sense see each other and no others.

  bool person() const { return name.name_class == NameClass::kPerson; }
  bool nominal() const { return name.name_class == NameClass::kNominal; }
  // An actor of one document alone.
  bool private_to_document() const { return name.qualifier.starts_with('#'); }
  // One short word: perhaps an acronym.
  bool acronym_like() const;
};

// Depends on the NameKey alone. Kept for the names asked for last, for each thread. `id`: that of the name (name_id).
std::shared_ptr<const NameForm> form_of(std::uint64_t id, std::string_view key, NameClass name_class,
                                        std::string_view qualifier);
std::shared_ptr<const NameForm> form_of(const NameKey& name);

// Whether `shorter` is `longer` with words left out or shortened, as names of one person; equal ones are not.
bool shortens(const NameForm& shorter, const NameForm& longer);
// Whether one person may bear both names.
bool compatible_people(const NameForm& left, const NameForm& right);

// The same, slips of spelling included; `strict`: not those that make another given name.
bool near_people(const NameForm& left, const NameForm& right, bool strict = false);

// What are_initials_of would take for initials of this name; and with every letter twice ("ccoo") for two words.
std::vector<std::string> initials_of(const NameForm& form);
}  // namespace trama
