// Random graphs for twins: few actors, parallel relations, relations of an actor to itself, symmetric ones.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "graph/store/builder.h"
#include "tests/graph/statements.h"

namespace trama::test {

inline std::vector<Statement> random_relations(std::mt19937& random, std::size_t actors, std::size_t statements) {
  const auto pick = [&](std::size_t size) { return std::uniform_int_distribution<std::size_t>(0, size - 1)(random); };
  const char* const kLemmas[] = {"ver", "apoyar", "atacar"};
  std::vector<Statement> result;
  for (std::size_t i = 0; i < statements; ++i) {
    Statement statement = says(place("Lugar " + std::to_string(pick(actors))), kLemmas[pick(3)],
                               place("Lugar " + std::to_string(pick(actors))), "d" + std::to_string(pick(6)));
    statement.relation.symmetric = pick(5) == 0;
    if (pick(6) == 0) statement.modality = Modality::kPlanned;
    statement.confidence = 0.1 * static_cast<double>(pick(10));
    statement.evidence.span = {i, i + 1};
    result.push_back(std::move(statement));
  }
  return result;
}

}  // namespace trama::test
