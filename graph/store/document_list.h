// Which documents a graph file has: found by what people call them, listed, compared. Private to graph/.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "graph/store/sqlite/sqlite.h"
#include "graph/store/store.h"

namespace trama::store {

// Numbers of the documents with this id, given or shown, or the one with this content hash in hexadecimal; if there are
// none, those with this address.
std::vector<std::int64_t> find_documents(const sqlite::Database& database, std::string_view name);

// The address of a document if it can be of no other one; empty for that of a whole site.
std::string_view own_address(const Document& document);
// Numbers of the documents with the id or the own address of this one, in their order.
std::vector<std::int64_t> versions_of(const sqlite::Database& database, const Document& document);
// As shown to people.
std::vector<std::string> shown_ids(const sqlite::Database& database, std::span<const std::int64_t> documents);

// Whether this and no other document has the id or the own address, with the same metadata and made by the same.
bool is_only_one(const sqlite::Database& database, const Document& document, std::string_view made_by);

// By date, then id, then identity.
void list_documents(const sqlite::Database& database, const std::function<void(const DocumentRecord&)>& take);

// What the first and the last document were made by; once if it is the same.
std::vector<std::string> makers(const sqlite::Database& database);

}  // namespace trama::store
