#include "documents/reading/one_file.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/utf8.h"
#include "documents/forms/form.h"
#include "documents/mail/mail_reader.h"
#include "documents/office/office_reader.h"
#include "documents/pdf/pdf_reader.h"
#include "documents/tables/json_documents.h"
#include "documents/tables/table_reader.h"
#include "documents/text/whole_file_reader.h"
#include "documents/web/feed_reader.h"
#include "documents/web/warc_reader.h"

namespace trama {
namespace {

constexpr std::size_t kMagicBytes = 32;
constexpr std::size_t kHeadBytes = 4096;

std::unique_ptr<FormReader> make_reader(InputFile file, Form form, const ReadContext& context) {
  switch (form) {
    case Form::kText:
    case Form::kMarkdown:
    case Form::kHtml:
      return make_whole_file_reader(std::move(file), form, context);
    case Form::kFeed:
      return make_feed_reader(std::move(file), context);
    case Form::kJson:
    case Form::kJsonLines:
      return make_json_reader(std::move(file), form == Form::kJsonLines, context);
    case Form::kTable:
      return make_table_reader(std::move(file), context);
    case Form::kWarc:
      return make_warc_reader(std::move(file), context);
    case Form::kPdf:
      return make_pdf_reader(std::move(file), context);
    case Form::kDocx:
    case Form::kOdt:
    case Form::kEpub:
      return make_office_reader(std::move(file), form, context);
    case Form::kMail:
    case Form::kMbox:
      return make_mail_reader(std::move(file), form == Form::kMbox, context);
    case Form::kArchive:
    case Form::kPacked:
    case Form::kOther:
      break;
  }
  return nullptr;
}

// The name of what is packed: "nota.html.xz" is "nota.html" to whom judges by endings.
std::string unpacked_name(const std::string& name) {
  const std::string lower = to_lower(name);
  for (const std::string_view ending : {".xz", ".zst", ".bz2", ".gz"}) {
    if (lower.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  if (lower.ends_with(".tgz") || lower.ends_with(".txz")) return name.substr(0, name.size() - 3) + "tar";
  return name;
}

std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

std::string without_name(std::string_view message, std::string_view name) {
  if (message.starts_with(name) && message.substr(name.size()).starts_with(": "))
    message.remove_prefix(name.size() + 2);
  return std::string(message);
}

DetectedForm form_of(InputFile& file, const std::string& name, const ReadOptions& options, bool may_wait) {
  const std::string_view head = file.peek(kMagicBytes);
  DetectedForm found = detect_form(head, unpacked_name(name));
  const bool known = found.form == Form::kJsonLines || found.form == Form::kText;
  if (head.size() == kMagicBytes && (!known || may_wait)) {
    found = detect_form(file.peek(kHeadBytes), unpacked_name(name));
  }
  const bool readable = found.form != Form::kOther && found.form != Form::kArchive && found.form != Form::kPacked;
  if (!options.form.empty() && readable) found = {find_form(options.form), {}};
  return found;
}

OneFile::OneFile(InputFile file, std::string name, const Reading& reading, bool walked, int depth,
                 std::optional<DetectedForm> form)
    : name_(std::move(name)),
      reading_(reading),
      depth_(depth),
      log_(name_, reading.on_problem, reading.options.on_file) {
  try {
    if (!form) form = form_of(file, name_, reading_.options, true);
    open(std::move(file), *form, walked);
  } catch (const Error& error) {
    log_.fail(name_, without_name(error.what(), name_));
  }
}

OneFile::~OneFile() {
  member_.reset();
  reader_.reset();
}

void OneFile::open(InputFile file, const DetectedForm& found, bool walked) {
  form_ = to_string(found.form);
  log_.set_form(form_);
  const std::string_view beside = walked ? beside_documents(unpacked_name(name_)) : std::string_view();
  if (found.form == Form::kOther) {
    log_.pass_over(name_, found.what);
  } else if (!beside.empty()) {
    log_.pass_over(name_, std::string(beside));
  } else if (found.form == Form::kArchive || found.form == Form::kPacked) {
    if (depth_ == kMaxArchiveDepth) {
      log_.pass_over(name_, "archives inside archives, " + std::to_string(kMaxArchiveDepth) + " deep");
      return;
    }
    packed_ = found.form == Form::kPacked;
    if (!packed_) log_.set_has_members();
    archive_.emplace(std::move(file), packed_);
  } else {
    reader_ = make_reader(std::move(file), found.form, {name_, reading_.options, log_, depth_});
  }
}

std::optional<ReadDocument> OneFile::next() {
  try {
    if (auto read = reader_ != nullptr ? next_of_reader() : next_of_members()) {
      log_.count_document();
      return read;
    }
  } catch (const Error& error) {
    log_.fail(name_, without_name(error.what(), name_));
  }
  member_.reset();
  reader_.reset();
  archive_.reset();
  log_.done();
  return std::nullopt;
}

std::optional<ReadDocument> OneFile::next_of_reader() {
  while (auto read = reader_->next()) {
    read->origin.file = name_;
    if (read->origin.form.empty()) read->origin.form = form_;
    if (finish_document(*read, name_, log_)) return read;
  }
  return std::nullopt;
}

std::optional<ReadDocument> OneFile::next_of_members() {
  while (archive_) {
    if (member_ != nullptr) {
      if (auto read = member_->next()) return read;
      member_.reset();
    }
    if (!open_member()) break;
  }
  return std::nullopt;
}

bool OneFile::open_member() {
  const std::optional<std::string> member = archive_->next();
  if (!member) return false;
  std::string name = packed_ ? name_ : name_ + "/" + clean_line(*member);
  const std::string_view file_name = file_name_of(name);
  // What other systems put beside the files of an archive.
  if (!packed_ && (file_name.starts_with('.') || member->starts_with("__MACOSX/"))) {
    log_.leave_out("hidden files");
    return true;
  }
  if (packed_) log_.leave_to_member();
  InputFile content(archive_->content(), name);
  member_ = std::make_unique<OneFile>(std::move(content), std::move(name), reading_, true, depth_ + 1);
  return true;
}

}  // namespace trama
