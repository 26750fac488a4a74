// The subcommands, one file each (cli/commands/NAME_command.cc; small ones of one kind share
// cli/commands/decide_commands.cc). `arguments` are those after the command's name. They give the exit code, and throw
// UsageError for a wrong command line and trama::Error for everything else that ends them.
#pragma once

#include <span>
#include <string>

#include "cli/command.h"

namespace trama::cli {

int run_build(std::span<const std::string> arguments, Streams& io);
int run_export(std::span<const std::string> arguments, Streams& io);
int run_explore(std::span<const std::string> arguments, Streams& io);
int run_load(std::span<const std::string> arguments, Streams& io);
int run_query(std::span<const std::string> arguments, Streams& io);
int run_entity(std::span<const std::string> arguments, Streams& io);
int run_path(std::span<const std::string> arguments, Streams& io);
int run_top(std::span<const std::string> arguments, Streams& io);
int run_import(std::span<const std::string> arguments, Streams& io);
int run_merge(std::span<const std::string> arguments, Streams& io);
int run_review(std::span<const std::string> arguments, Streams& io);
int run_same(std::span<const std::string> arguments, Streams& io);
int run_different(std::span<const std::string> arguments, Streams& io);
int run_rename(std::span<const std::string> arguments, Streams& io);
int run_retype(std::span<const std::string> arguments, Streams& io);
int run_hide(std::span<const std::string> arguments, Streams& io);
int run_undo(std::span<const std::string> arguments, Streams& io);
int run_redo(std::span<const std::string> arguments, Streams& io);
int run_log(std::span<const std::string> arguments, Streams& io);
int run_apply(std::span<const std::string> arguments, Streams& io);
int run_documents(std::span<const std::string> arguments, Streams& io);
int run_remove(std::span<const std::string> arguments, Streams& io);
int run_check(std::span<const std::string> arguments, Streams& io);
int run_upgrade(std::span<const std::string> arguments, Streams& io);
int run_convert(std::span<const std::string> arguments, Streams& io);
int run_pipe(std::span<const std::string> arguments, Streams& io);
int run_extract(std::span<const std::string> arguments, Streams& io);
int run_analyze(std::span<const std::string> arguments, Streams& io);

}  // namespace trama::cli
