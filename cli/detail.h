// --detail: how much of what is said a command takes, by salience.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_line.h"

namespace trama::cli {

// Adds --detail main|normal|all with its present value as default. `detail` must outlive `line`.
void add_detail_option(CLI::App& app, std::string& detail);

// The least salience of statements that "main", "normal" or "all" takes.
double least_salience(std::string_view detail);

}  // namespace trama::cli
