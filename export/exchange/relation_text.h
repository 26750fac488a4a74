// What exchange formats say of a relation in words. Private to export/.
#pragma once

#include <string>
#include <string_view>

#include "graph/model/graph_view.h"

namespace trama {

// What is said to be so. All else (negated, denied, alleged, promised …) must not read as a fact in programs that know
// only facts.
bool is_fact(const RelationEdge& relation);

// "Japón · apoya · Rusia (negative)".
std::string relation_text(const GraphView& graph, const RelationEdge& relation);

// An address that a program may follow, else nothing.
std::string_view web_address(std::string_view url);

}  // namespace trama
