// Values as text. Private to graph/query but for those who show results.
#pragma once

#include <string>

#include "graph/query/values/value.h"

namespace trama::cypher {

class PropertyGraph;

// Numbers, truth values and temporal values as toString() has them; "" for others.
std::string plain_text(const Value& value);
// The shortest text that gives this number again; with a point or an exponent.
std::string number_text(double value);

// As openCypher writes values: 'text', [1, 2], {key: 1}, (:Label {name: 'x'}), [:TYPE], <(:A)-[:T]->(:B)>. Temporal
// values are texts in it.
std::string literal_text(const Value& value, const PropertyGraph& graph);

}  // namespace trama::cypher
