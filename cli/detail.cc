#include "cli/detail.h"

namespace trama::cli {

namespace {

// Chosen by what the ranker's folds find of the training articles that they have not seen (train/ranker.py).
constexpr double kMain = 0.7, kNormal = 0.5;

}  // namespace

void add_detail_option(CLI::App& app, std::string& detail) {
  app.add_option("--detail", detail,
                 "main, normal or all: only what the text is about, what is worth drawing, everything")
      ->check(CLI::IsMember({"main", "normal", "all"}))
      ->capture_default_str();
}

double least_salience(std::string_view detail) {
  return detail == "main" ? kMain : detail == "normal" ? kNormal : 0;
}

}  // namespace trama::cli
