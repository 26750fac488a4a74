#include "documents/web/page_document.h"

#include <utility>

#include "documents/html/article.h"

namespace trama {

ReadDocument document_of_page(std::string_view html, std::string_view charset) {
  Article article = read_article(html, charset);
  ReadDocument read;
  read.document.title = std::move(article.title);
  read.document.text = std::move(article.text);
  read.document.date = std::move(article.date);
  read.document.url = std::move(article.url);
  read.document.source = std::move(article.source);
  read.origin.author = std::move(article.author);
  read.origin.section = std::move(article.section);
  read.origin.language = std::move(article.language);
  read.origin.form = "html";
  return read;
}

}  // namespace trama
