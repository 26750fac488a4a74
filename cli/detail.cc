#include "cli/detail.h"

namespace trama::cli {

void add_detail_option(CLI::App& app, std::string& detail) {
  app.add_option("--detail", detail,
                 "main, normal or all: only what the text is about, what is worth drawing, everything")
      ->check(CLI::IsMember({"main", "normal", "all"}))
      ->capture_default_str();
}

}  // namespace trama::cli
