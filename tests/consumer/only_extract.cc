#include <cstdio>

#include "extract/text/segmenter.h"

int main() {
  const auto sentences = trama::segment("Marta Ibáñez viajó a Quito. Allí la recibió el alcalde.");
  if (sentences.size() != 2) std::printf("expected 2 sentences, found %zu\n", sentences.size());
  return sentences.size() == 2 ? 0 : 1;
}
