#include "cli/command.h"

namespace trama::cli {}
