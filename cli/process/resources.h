// Where the program finds its model and its tables.
#pragma once

#include <filesystem>
#include <string>

namespace trama::cli {

// The newest models/trama-es-*.safetensors in the first of these places that has one: $TRAMA_HOME; share/trama beside
// the folder of the running program (installed); the source tree, three folders above the program
// (build/release/bin/trama). A non-empty `option` or, failing that, $TRAMA_MODEL is the file itself.
// Throws Error (kIo) that names the places.
std::filesystem::path find_model(const std::string& option = {});

// The ranker of candidates: $TRAMA_RANKER, else the newest ranker-es-*.safetensors beside the models. Empty, so that
// only what the rules read is given, if there is none or $TRAMA_RANKER is "off".
std::filesystem::path find_ranker();

// The folder of tables for Spanish: `option` if not empty, else data/es in the same places (in the source tree
// extract/data/es). Throws Error (kIo) that names the places.
std::filesystem::path find_data_dir(const std::string& option = {});

// Whether $TRAMA_OWN_TABLES is set and not empty: the tables may be others than those that the program was built with.
bool own_tables();

}  // namespace trama::cli
