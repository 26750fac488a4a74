// JSON form of statements (docs/statement.md), one object per line.
#pragma once

#include <string>
#include <string_view>

#include "base/statement.h"

namespace trama {

// One line without the final newline; keys in a fixed order, so that equal statements give equal bytes.
std::string to_json(const Statement& statement);

// Reads one line. Unknown keys are ignored. Throws Error: kFormat if it is no statement (the message names the key),
// kVersion if written by a newer version. `where` is put before the message ("statements.jsonl:12").
Statement statement_from_json(std::string_view line, std::string_view where = {});

}  // namespace trama
