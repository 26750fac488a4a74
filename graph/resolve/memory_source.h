// Names of statements held in memory: filled from a stream, then asked by decisions.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/statement.h"
#include "graph/resolve/name_source.h"
#include "graph/resolve/text_pool.h"

namespace trama {

inline constexpr std::int32_t kNoDay = INT32_MIN;

// Takes 20 bytes a mention and about 200 a name. One thread.
class MemorySource : public NameSource {
 public:
  // First the names with what is said of them, in any order; documents are numbered from 0 without great gaps.
  NameId add(const NameKey& name);
  // `day`: since 1970, kNoDay if unknown; of several given for one document the first counts.
  void add_mention(NameId name, std::string_view surface, EntityType type, std::uint32_t document, std::int32_t day);
  void add_alias(NameId name, std::string_view alias, std::uint32_t document);
  // Then this, once; after it nothing can be added.
  void finish();

  // Names are numbered from 0.
  std::uint32_t size() const { return names_.size(); }
  // Forgets what facts(), weeks() and context() have given out: their references end here. For long runs.
  void release();

  const NameFacts& facts(NameId name) override;
  std::shared_ptr<const NameForm> form(NameId name) override;
  std::vector<NameId> with_block(std::string_view block, std::size_t limit) override;
  std::vector<AliasUse> aliases(NameId name) override;
  std::vector<AliasUse> bearers(std::string_view alias_key) override;
  std::int64_t documents_apart(NameId left, NameId right) override;
  const std::vector<std::pair<std::int32_t, std::int32_t>>& weeks(NameId name) override;
  const std::vector<std::pair<NameId, std::int32_t>>& context(NameId name) override;

 private:
  struct Mention {
    NameId name;
    std::uint32_t document;
    std::uint32_t surface;
    EntityType type;
  };
  struct Alias {
    NameId name;
    std::uint32_t text;  // In aliases_text_.
    std::uint32_t document;
  };
  struct AliasRow {
    NameId name;
    std::uint32_t key;  // In alias_keys_.
    std::uint32_t text;
    std::uint32_t documents;
  };
  struct BlockEntry {
    std::uint64_t block;  // Its hash.
    NameId name;
  };

  NameKey key_of(NameId name) const;
  std::span<const Mention> mentions(NameId name) const;
  void index_mentions();
  void index_documents();
  void index_aliases();
  void index_blocks();
  AliasUse use_of(const AliasRow& row) const;

  TextPool names_;  // Class, qualifier and key in one text, so that names are numbered by it.
  TextPool surfaces_;
  TextPool alias_texts_;
  TextPool alias_keys_;
  std::vector<std::int32_t> days_;  // By document.
  std::vector<Mention> mentions_;   // By name and document.
  std::vector<std::uint32_t> mention_begins_;
  std::vector<NameId> document_names_;  // The names of each document.
  std::vector<std::uint32_t> document_begins_;
  std::vector<Alias> aliases_;
  std::vector<AliasRow> alias_rows_;               // By name and key.
  std::vector<std::uint32_t> rows_by_key_;         // Indices of alias_rows_, by key and the name's id.
  std::vector<std::uint64_t> ids_;                 // By name.
  std::vector<BlockEntry> blocks_;                 // By block and the name's id.
  std::vector<std::unique_ptr<NameFacts>> facts_;  // Of names that were asked for.
  std::vector<NameId> asked_;
  std::unordered_map<NameId, std::vector<std::pair<std::int32_t, std::int32_t>>> weeks_;
  std::unordered_map<NameId, std::vector<std::pair<NameId, std::int32_t>>> contexts_;
};

}  // namespace trama
