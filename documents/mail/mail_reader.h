// Messages: one (.eml), a page saved as MHTML, or a mailbox of several (mbox).
#pragma once

#include <memory>

#include "base/files.h"
#include "documents/reading/reader.h"

namespace trama {

// `several`: an mbox, each message of which is a document.
std::unique_ptr<FormReader> make_mail_reader(InputFile file, bool several, const ReadContext& context);

}  // namespace trama
