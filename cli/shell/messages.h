// What the shell says, in English or Spanish.
#pragma once

#include <string>
#include <string_view>

namespace trama::cli {

// "%" stands for what a message is about.
struct ShellMessages {
  const char* welcome;  // %: the graph.
  const char* help;
  const char* no_command;  // %: what was typed.
  const char* did_you_mean;
  const char* stopped;
  const char* one_row;
  const char* rows;     // %: how many.
  const char* seconds;  // %: how many.
  const char* written;  // %: the file.
  const char* no_file;  // %: the file.
  const char* reads_too_deep;
  const char* modes;
  const char* param_usage;
  const char* no_parameters;
  const char* on_or_off;   // %: the command.
  const char* needs_file;  // %: the command.
  const char* schema_nodes;
  const char* schema_relations;
  const char* schema_types;
  const char* schema_properties_of_nodes;
  const char* schema_properties_of_relations;
  const char* many_candidates;  // %: how many.
};

// By LC_ALL, LC_MESSAGES and LANG, the first of them that is set: Spanish where it begins with "es", else English.
const ShellMessages& shell_messages();

// The message with `about` for its "%".
std::string told(std::string_view message, std::string_view about);

}  // namespace trama::cli
