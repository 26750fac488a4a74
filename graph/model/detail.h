// How much of what is said somebody wants to see, by salience. Private to trama.
#pragma once

#include <string_view>

namespace trama {

// The least salience of statements that "main" (what texts are about), "normal" (what is worth drawing) or "all" takes.
// Chosen by what the ranker's folds find of the training articles that they have not seen (train/ranker.py).
inline double least_salience(std::string_view detail) {
  constexpr double kMain = 0.7;
  constexpr double kNormal = 0.5;
  return detail == "main" ? kMain : detail == "normal" ? kNormal : 0;
}

}  // namespace trama
