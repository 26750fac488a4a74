// A password that no other user of the machine can read: not from the command line.
#pragma once

#include <string>

#include "cli/command.h"

namespace trama::cli {

// What TRAMA_PASSWORD holds, else what is typed at the terminal, which does not show it. Throws Error (kInvalid) if
// there is neither.
std::string read_password(const std::string& user, Streams& io);

}  // namespace trama::cli
