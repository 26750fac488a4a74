#include "extract/relations/proposition.h"

namespace trama {

const Argument* Proposition::find(ArgumentRole role) const {
  for (const Argument& argument : arguments) {
    if (argument.role == role) return &argument;
  }
  return nullptr;
}

}  // namespace trama
