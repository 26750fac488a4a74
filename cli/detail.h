// --detail: how much of what is said a command takes, by salience.
#pragma once

#include <string>

#include "cli/command_line.h"

namespace trama::cli {

// Adds --detail main|normal|all with its present value as default. `detail` must outlive `line`.
void add_detail_option(CLI::App& app, std::string& detail);

}  // namespace trama::cli
