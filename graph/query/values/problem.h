// What is wrong with a value while a query runs. The evaluator adds the place in the query and throws an Error.
#pragma once

#include <stdexcept>
#include <string>

namespace trama::cypher {

class Problem : public std::runtime_error {
 public:
  explicit Problem(const std::string& message) : std::runtime_error(message) {}
};

}  // namespace trama::cypher
