// The commands that make an openCypher query of their operands (docs/verbs.md); as those of cli/commands/commands.h.
#pragma once

#include <span>
#include <string>

#include "cli/command.h"

namespace trama::cli {

int run_who(std::span<const std::string> arguments, Streams& io);
int run_what(std::span<const std::string> arguments, Streams& io);
int run_timeline(std::span<const std::string> arguments, Streams& io);
int run_compare(std::span<const std::string> arguments, Streams& io);
int run_between(std::span<const std::string> arguments, Streams& io);
int run_sources(std::span<const std::string> arguments, Streams& io);
int run_evidence(std::span<const std::string> arguments, Streams& io);
int run_changes(std::span<const std::string> arguments, Streams& io);
int run_communities(std::span<const std::string> arguments, Streams& io);

}  // namespace trama::cli
