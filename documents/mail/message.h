// One MIME message as a document, on GMime.
#pragma once

#include <string_view>

#include "documents/reading/reader.h"

namespace trama {

// The text of a message: its plain text where it has some, else its page. Attachments are left out. The text is empty
// where it has neither. Never throws for broken messages.
ReadDocument document_of_message(std::string_view bytes);

}  // namespace trama
