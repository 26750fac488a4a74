// The names and words of made-up news: each a function of a number, so that a million actors take no memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/statement.h"

namespace trama::bench {

// Spreads a number over 64 bits (SplitMix64); of two numbers, a third that depends on both.
std::uint64_t spread(std::uint64_t value);
std::uint64_t spread(std::uint64_t left, std::uint64_t right);
// A fraction in [0, 1) and a whole number in [0, end) of spread numbers.
double fraction(std::uint64_t spread_value);
std::uint64_t below(std::uint64_t spread_value, std::uint64_t end);

struct Actor {
  EntityType type = EntityType::kPerson;
  std::string name;   // "Elena Bagarez Molola", "Ministerio de Salud de Tadena"
  std::string brief;  // "Bagarez", "MST"; empty if it has none.
};

// The actor of a rank, 0 being the one most in the news ("Naciones Unidas"). People share surnames, and the more common
// a surname is the more; organisations share initials; countries are among the first 200.
Actor make_actor(std::uint64_t rank);

struct Verb {
  std::string_view lemma;
  std::string_view label;
  std::string_view preposition;
  std::string_view event_class;
  std::string_view event_root;
  std::string_view event_direction;
  std::string_view relation_class;
  bool symmetric = false;
};

std::size_t verb_count();
const Verb& verb(std::size_t rank);  // By how common it is.

std::string make_word(std::uint64_t number);           // "tadevo"
std::string_view filler(std::uint64_t number);         // "según un comunicado difundido este martes"
std::string_view nominal_actor(std::uint64_t number);  // "altos funcionarios"
std::string_view nominal_thing(std::uint64_t number);  // "ayuda de emergencia"
std::string_view publisher(std::uint64_t number);

}  // namespace trama::bench
