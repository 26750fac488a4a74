#include "documents/mail/mail_reader.h"

#include <utility>

#include "documents/document_reader.h"
#include "documents/mail/message.h"

namespace trama {
namespace {

constexpr std::size_t kMaxMessageBytes = 4 * kMaxDocumentBytes;  // With what is attached.

class MailReader : public FormReader {
 public:
  MailReader(InputFile file, bool several, const ReadContext& context)
      : file_(std::move(file)), several_(several), context_(context) {}

  std::optional<ReadDocument> next() override {
    while (next_message()) {
      const std::string where = several_ ? context_.name + "#" + std::to_string(number_) : context_.name;
      if (too_long_) {
        context_.log.pass_over(where, "a message larger than " + std::to_string(kMaxMessageBytes >> 20) + " MiB");
        continue;
      }
      ReadDocument document = document_of_message(message_);
      document.where = where;
      document.origin.record = several_ ? number_ : 0;
      return document;
    }
    return std::nullopt;
  }

 private:
  // Reads the next message into `message_`; false at the end.
  bool next_message() {
    if (ended_) return false;
    message_.clear();
    too_long_ = false;
    std::string line;
    bool blank = true;  // The line before.
    while (true) {
      const InputFile::Line read = file_.next_line(line, kMaxMessageBytes);
      if (read == InputFile::Line::kEnd) {
        ended_ = true;
        break;
      }
      const bool divides = several_ && blank && line.starts_with("From ");
      blank = line.empty() || line == "\r";
      if (divides) {
        if (begun_) break;
        begun_ = true;
        continue;
      }
      if (message_.size() + line.size() > kMaxMessageBytes || read == InputFile::Line::kTooLong) {
        too_long_ = true;
      } else if (!too_long_) {
        // Lines of texts that begin so were marked when the box was written.
        if (several_ && line.starts_with(">From ")) line.erase(0, 1);
        message_.append(line).append("\n");
      }
    }
    ++number_;
    return !message_.empty() || too_long_;
  }

  InputFile file_;
  const bool several_;
  ReadContext context_;
  std::string message_;
  std::size_t number_ = 0;
  bool begun_ = false;
  bool too_long_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<FormReader> make_mail_reader(InputFile file, bool several, const ReadContext& context) {
  return std::make_unique<MailReader>(std::move(file), several, context);
}

}  // namespace trama
