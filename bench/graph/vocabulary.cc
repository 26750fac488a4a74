#include "bench/graph/vocabulary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace trama::bench {
namespace {

constexpr std::string_view kSyllables[] = {"ba", "be", "bo", "ca", "co", "da", "de", "do", "ga", "la", "le", "li",
                                           "lo", "ma", "me", "mi", "mo", "na", "ne", "no", "pa", "pe", "ra", "re",
                                           "ri", "ro", "sa", "so", "ta", "te", "ti", "to", "va", "ve", "ta"};
constexpr std::string_view kEndings[] = {"rez", "ndez", "les", "rado", "na", "ro", "sa", "lio"};
constexpr std::uint64_t kSurnames = 9000;

constexpr std::string_view kGivenNames[] = {
    "Ana",     "Elena",   "Marta",    "Lucía",   "Carmen",  "Rosa",   "Teresa",   "Isabel",  "Laura",   "Silvia",
    "Paula",   "Andrea",  "Claudia",  "Sofía",   "Valeria", "Camila", "Gabriela", "Natalia", "Beatriz", "Irene",
    "Julia",   "Alicia",  "Pilar",    "Inés",    "Mónica",  "Raquel", "Esther",   "Lorena",  "Adriana", "Daniela",
    "Juan",    "Pedro",   "Luis",     "Carlos",  "Miguel",  "Jorge",  "Antonio",  "Manuel",  "Rafael",  "Andrés",
    "Diego",   "Javier",  "Fernando", "Ramón",   "Sergio",  "Pablo",  "Alberto",  "Ricardo", "Eduardo", "Roberto",
    "Tomás",   "Ignacio", "Emilio",   "Gustavo", "Héctor",  "Óscar",  "Raúl",     "Víctor",  "Enrique", "Alfonso",
    "Joaquín", "Felipe",  "Rodrigo",  "Nicolás", "Esteban", "Martín", "Hugo",     "Iván",    "Marcos",  "Gonzalo"};

struct Country {
  std::string_view name, brief;
};
constexpr Country kCountries[] = {{"Estados Unidos", "EE. UU."},
                                  {"Rusia", ""},
                                  {"China", ""},
                                  {"España", ""},
                                  {"México", ""},
                                  {"Francia", ""},
                                  {"Alemania", ""},
                                  {"Italia", ""},
                                  {"Reino Unido", "UK"},
                                  {"Argentina", ""},
                                  {"Colombia", ""},
                                  {"Venezuela", ""},
                                  {"Perú", ""},
                                  {"Chile", ""},
                                  {"Ecuador", ""},
                                  {"Bolivia", ""},
                                  {"Uruguay", ""},
                                  {"Paraguay", ""},
                                  {"Brasil", ""},
                                  {"Cuba", ""},
                                  {"Guatemala", ""},
                                  {"Honduras", ""},
                                  {"Nicaragua", ""},
                                  {"Panamá", ""},
                                  {"Costa Rica", ""},
                                  {"Portugal", ""},
                                  {"Turquía", ""},
                                  {"Irán", ""},
                                  {"Iraq", "Irak"},
                                  {"Siria", ""},
                                  {"Israel", ""},
                                  {"Líbano", ""},
                                  {"Egipto", ""},
                                  {"Marruecos", ""},
                                  {"Argelia", ""},
                                  {"Libia", ""},
                                  {"Sudán", ""},
                                  {"Etiopía", ""},
                                  {"Kenia", "Kenya"},
                                  {"Nigeria", ""},
                                  {"India", ""},
                                  {"Pakistán", ""},
                                  {"Japón", ""},
                                  {"Corea del Norte", ""},
                                  {"Australia", ""},
                                  {"Canadá", ""},
                                  {"Ucrania", ""},
                                  {"Polonia", ""},
                                  {"Grecia", ""},
                                  {"Haití", ""}};

constexpr std::string_view kBodies[] = {"Ministerio", "Instituto",  "Consejo",   "Universidad", "Banco",
                                        "Asociación", "Federación", "Sindicato", "Fundación",   "Comisión",
                                        "Tribunal",   "Agencia",    "Partido",   "Movimiento",  "Compañía"};
constexpr std::string_view kFields[] = {"Salud",     "Defensa",  "Energía",     "Cultura",   "Comercio", "Transporte",
                                        "Hacienda",  "Justicia", "Agricultura", "Educación", "Turismo",  "Vivienda",
                                        "Industria", "Pesca",    "Minería",     "Deportes",  "Ciencia",  "Trabajo"};

constexpr Verb kVerbs[] = {{"decir", "dijo", "a", "", "01", "neutral", ""},
                           {"reunirse", "se reunió con", "con", "CONSULT", "04", "cooperative", "", true},
                           {"apoyar", "apoyó", "", "SUPPORT", "05", "cooperative", ""},
                           {"acusar", "acusó", "", "ACCUSE", "11", "conflictual", ""},
                           {"visitar", "visitó", "", "CONSULT", "04", "cooperative", ""},
                           {"presidente", "es presidente", "de", "", "", "", "OFFICE"},
                           {"criticar", "criticó", "", "CRITICIZE", "11", "conflictual", ""},
                           {"pedir", "pidió", "a", "REQUEST", "02", "neutral", ""},
                           {"anunciar", "anunció", "a", "", "01", "neutral", ""},
                           {"enviar", "envió", "a", "AID", "07", "cooperative", ""},
                           {"rechazar", "rechazó", "", "REJECT", "12", "conflictual", ""},
                           {"firmar", "firmó", "con", "AGREE", "03", "cooperative", ""},
                           {"nombrar", "nombró", "", "", "", "", "OFFICE"},
                           {"atacar", "atacó", "", "ASSAULT", "19", "conflictual", ""},
                           {"recibir", "recibió", "", "CONSULT", "04", "cooperative", ""},
                           {"denunciar", "denunció", "", "ACCUSE", "11", "conflictual", ""},
                           {"director", "es director", "de", "", "", "", "OFFICE"},
                           {"ayudar", "ayudó", "", "AID", "07", "cooperative", ""},
                           {"advertir", "advirtió", "a", "THREATEN", "13", "conflictual", ""},
                           {"detener", "detuvo", "", "COERCE", "17", "conflictual", ""},
                           {"invitar", "invitó", "", "CONSULT", "04", "cooperative", ""},
                           {"sancionar", "sancionó", "", "SANCTION", "16", "conflictual", ""},
                           {"felicitar", "felicitó", "", "SUPPORT", "05", "cooperative", ""},
                           {"investigar", "investigó", "", "INVESTIGATE", "09", "conflictual", ""},
                           {"negociar", "negoció con", "con", "CONSULT", "04", "cooperative", "", true},
                           {"exigir", "exigió", "a", "REQUEST", "10", "conflictual", ""},
                           {"trabajar", "trabaja", "en", "", "", "", "MEMBERSHIP"},
                           {"condenar", "condenó", "", "CONDEMN", "11", "conflictual", ""},
                           {"liberar", "liberó", "", "CONCEDE", "08", "cooperative", ""},
                           {"viajar", "viajó", "a", "CONSULT", "04", "cooperative", ""},
                           {"derrotar", "derrotó", "", "", "", "", "CONTEST"},
                           {"protestar", "protestó", "contra", "PROTEST", "14", "conflictual", ""},
                           {"financiar", "financió", "", "AID", "07", "cooperative", ""},
                           {"amenazar", "amenazó", "", "THREATEN", "13", "conflictual", ""},
                           {"elogiar", "elogió", "", "SUPPORT", "05", "cooperative", ""},
                           {"demandar", "demandó", "", "ACCUSE", "11", "conflictual", ""},
                           {"hermano", "es hermano", "de", "", "", "", "KINSHIP", true},
                           {"bloquear", "bloqueó", "", "SANCTION", "16", "conflictual", ""},
                           {"desplegar", "desplegó", "en", "MOBILIZE", "15", "conflictual", ""},
                           {"cooperar", "cooperó con", "con", "COOPERATE", "06", "cooperative", "", true},
                           {"vender", "vendió", "a", "COOPERATE", "06", "cooperative", ""},
                           {"comprar", "compró", "a", "COOPERATE", "06", "cooperative", ""},
                           {"expulsar", "expulsó", "", "SANCTION", "16", "conflictual", ""},
                           {"reconocer", "reconoció", "", "SUPPORT", "05", "cooperative", ""},
                           {"ceder", "cedió", "ante", "CONCEDE", "08", "cooperative", ""},
                           {"militar", "milita", "en", "", "", "", "MEMBERSHIP"},
                           {"defender", "defendió", "", "SUPPORT", "05", "cooperative", ""},
                           {"ordenar", "ordenó", "a", "REQUEST", "02", "neutral", ""},
                           {"suspender", "suspendió", "", "SANCTION", "16", "conflictual", ""},
                           {"premiar", "premió", "", "SUPPORT", "05", "cooperative", ""},
                           {"contratar", "contrató", "", "", "", "", "MEMBERSHIP"},
                           {"sustituir", "sustituyó", "a", "", "", "", "OFFICE"},
                           {"interrogar", "interrogó", "", "COERCE", "17", "conflictual", ""},
                           {"secuestrar", "secuestró", "", "ASSAULT", "18", "conflictual", ""},
                           {"perdonar", "perdonó", "", "CONCEDE", "08", "cooperative", ""},
                           {"vigilar", "vigiló", "", "COERCE", "17", "conflictual", ""},
                           {"entrevistar", "entrevistó", "", "CONSULT", "04", "cooperative", ""},
                           {"respaldar", "respaldó", "", "SUPPORT", "05", "cooperative", ""},
                           {"desmentir", "desmintió", "a", "REJECT", "12", "conflictual", ""},
                           {"acompañar", "acompañó", "", "CONSULT", "04", "cooperative", ""}};

constexpr std::string_view kFillers[] = {
    "según un comunicado difundido este martes", "durante una reunión celebrada en la capital",
    "tras varias semanas de conversaciones",     "pese a las críticas de la oposición",
    "en el marco de una visita de dos días",     "después de que se conocieran los primeros datos",
    "ante la falta de acuerdo entre las partes", "en vísperas de la votación prevista para el otoño",
    "como parte de un plan de varios años",      "a la espera de una decisión definitiva",
    "en medio de una creciente preocupación",    "con motivo del aniversario de la fundación",
    "al término de una jornada de protestas",    "por tercera vez en lo que va de año"};
constexpr std::string_view kNominalActors[] = {
    "altos funcionarios",      "manifestantes",          "varios diputados",           "agricultores",
    "fuentes diplomáticas",    "soldados heridos",       "familiares de las víctimas", "grupos armados",
    "expertos independientes", "trabajadores del sector"};
constexpr std::string_view kNominalThings[] = {"ayuda de emergencia",   "un nuevo acuerdo",     "la reforma fiscal",
                                               "una carta abierta",     "el presupuesto anual", "la sede central",
                                               "un informe preliminar", "la línea férrea",      "el alto el fuego"};
constexpr std::string_view kPublishers[] = {
    "El Diario de la Costa",  "La Gaceta",  "Noticias del Sur", "El Observador",
    "Radio Nacional",         "La Tribuna", "El Correo",        "Agencia Central",
    "El Mercurio de Levante", "La Crónica", "Canal Doce",       "El Faro"};

std::string capitalized(std::string word) {
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

std::string surname(std::uint64_t number) {
  std::string name(kSyllables[number % std::size(kSyllables)]);
  name += kSyllables[number / std::size(kSyllables) % std::size(kSyllables)];
  name += kEndings[number / std::size(kSyllables) / std::size(kSyllables) % std::size(kEndings)];
  return capitalized(std::move(name));
}

// Common surnames more often than rare ones.
std::string some_surname(std::uint64_t seed) {
  const double u = fraction(seed);
  return surname(static_cast<std::uint64_t>(u * u * static_cast<double>(kSurnames)));
}

std::string town(std::uint64_t seed) {
  std::string name = make_word(seed);
  return seed % 7 == 0 ? "San " + capitalized(std::move(name)) : capitalized(std::move(name));
}

Actor make_person(std::uint64_t seed) {
  Actor actor;
  const std::string first = some_surname(spread(seed, 1));
  actor.name = std::string(kGivenNames[below(spread(seed, 2), std::size(kGivenNames))]) + " " + first + " " +
               some_surname(spread(seed, 3));
  actor.brief = first;
  return actor;
}

Actor make_organization(std::uint64_t seed) {
  Actor actor;
  actor.type = EntityType::kOrganization;
  const std::string_view body = kBodies[below(spread(seed, 1), std::size(kBodies))];
  const std::string_view field = kFields[below(spread(seed, 2), std::size(kFields))];
  const std::string place = town(spread(seed, 3));
  actor.name = std::string(body) + " de " + std::string(field) + " de " + place;
  actor.brief = std::string{body.front(), field.front(), place.front()};
  return actor;
}

}  // namespace

std::uint64_t spread(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15u;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

std::uint64_t spread(std::uint64_t left, std::uint64_t right) {
  return spread(spread(left) ^ (right * 0xD6E8FEB86659FD93u));
}

double fraction(std::uint64_t spread_value) {
  return static_cast<double>(spread_value >> 11) * 0x1p-53;
}

std::uint64_t below(std::uint64_t spread_value, std::uint64_t end) {
  return static_cast<std::uint64_t>(fraction(spread_value) * static_cast<double>(end));
}

Actor make_actor(std::uint64_t rank) {
  if (rank == 0) return {EntityType::kOrganization, "Naciones Unidas", "ONU"};
  if (rank <= 4 * std::size(kCountries) && rank % 4 == 1) {
    const Country& country = kCountries[rank / 4];
    return {EntityType::kLocation, std::string(country.name), std::string(country.brief)};
  }
  const std::uint64_t seed = spread(rank, 0xAC708);
  const double kind = fraction(spread(seed, 0));
  if (kind < 0.6) return make_person(seed);
  if (kind < 0.85) return make_organization(seed);
  return {EntityType::kLocation, town(spread(seed, 4)), ""};
}

std::size_t verb_count() {
  return std::size(kVerbs);
}

const Verb& verb(std::size_t rank) {
  return kVerbs[rank];
}

std::string make_word(std::uint64_t number) {
  std::string word;
  for (int i = 0; i < 4; ++i) {
    word += kSyllables[number % std::size(kSyllables)];
    number /= std::size(kSyllables);
  }
  return word;
}

std::string_view filler(std::uint64_t number) {
  return kFillers[number % std::size(kFillers)];
}
std::string_view nominal_actor(std::uint64_t number) {
  return kNominalActors[number % std::size(kNominalActors)];
}
std::string_view nominal_thing(std::uint64_t number) {
  return kNominalThings[number % std::size(kNominalThings)];
}
std::string_view publisher(std::uint64_t number) {
  return kPublishers[number % std::size(kPublishers)];
}

}  // namespace trama::bench
