#include "documents/mail/message.h"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "documents/html/article.h"
#include "documents/markup/fragment.h"
#include "documents/web/page_document.h"

namespace trama {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Unref>;

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : repair_utf8(text).text;
}

// The content of a part, without its transfer encoding.
std::string bytes_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::string plain_text(GMimePart* part) {
  char* converted = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
  if (converted == nullptr) return decode_bytes(bytes_of(part)).text;
  std::string text = repair_utf8(converted).text;
  g_free(converted);
  std::erase(text, '\r');
  return text;
}

// The parts of a message that may be its text: the first of each kind.
struct Parts {
  GMimePart* plain = nullptr;
  GMimePart* page = nullptr;
};

Parts find_parts(GMimeMessage* message) {
  Parts parts;
  const std::unique_ptr<GMimePartIter, void (*)(GMimePartIter*)> at(g_mime_part_iter_new(GMIME_OBJECT(message)),
                                                                    g_mime_part_iter_free);
  for (bool more = g_mime_part_iter_is_valid(at.get()) != 0; more; more = g_mime_part_iter_next(at.get()) != 0) {
    GMimeObject* object = g_mime_part_iter_get_current(at.get());
    if (object == nullptr || !GMIME_IS_TEXT_PART(object) || g_mime_part_is_attachment(GMIME_PART(object)) != 0)
      continue;
    GMimeContentType* type = g_mime_object_get_content_type(object);
    GMimePart*& place = g_mime_content_type_is_type(type, "text", "html") != 0 ? parts.page : parts.plain;
    const bool known = place == parts.page || g_mime_content_type_is_type(type, "text", "plain") != 0;
    if (known && place == nullptr) place = GMIME_PART(object);
  }
  return parts;
}

std::string header(GMimeMessage* message, const char* name) {
  return text_or_empty(g_mime_object_get_header(GMIME_OBJECT(message), name));
}

}  // namespace

ReadDocument document_of_message(std::string_view bytes) {
  static std::once_flag once;
  std::call_once(once, g_mime_init);
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  ReadDocument read;
  if (message == nullptr) return read;
  const Parts parts = find_parts(message.get());
  const std::string saved_address = header(message.get(), "Snapshot-Content-Location");
  if (parts.page != nullptr && (parts.plain == nullptr || !saved_address.empty())) {
    const char* charset = g_mime_object_get_content_type_parameter(GMIME_OBJECT(parts.page), "charset");
    const std::string html = bytes_of(parts.page);
    read = document_of_page(html, charset == nullptr ? "" : charset);
    if (read.document.text.empty()) read.document.text = text_of_fragment(decode_bytes(html).text);
    const char* location = g_mime_object_get_header(GMIME_OBJECT(parts.page), "Content-Location");
    if (read.document.url.empty()) read.document.url = saved_address.empty() ? text_or_empty(location) : saved_address;
    if (read.document.url.starts_with("cid:")) read.document.url.clear();
  } else if (parts.plain != nullptr) {
    read.document.text = plain_text(parts.plain);
  }
  read.document.id = text_or_empty(g_mime_message_get_message_id(message.get()));
  if (read.document.title.empty()) read.document.title = text_or_empty(g_mime_message_get_subject(message.get()));
  if (!saved_address.empty()) {
    read.transfer_date = header(message.get(), "Date");  // When the page was saved.
    read.document.id.clear();
    return read;
  }
  if (read.document.date.empty()) read.document.date = header(message.get(), "Date");
  InternetAddressList* from = g_mime_message_get_from(message.get());
  if (from != nullptr && internet_address_list_length(from) > 0) {
    read.origin.author = text_or_empty(internet_address_get_name(internet_address_list_get_address(from, 0)));
  }
  if (read.document.source.empty()) read.document.source = read.origin.author;
  return read;
}

}  // namespace trama
