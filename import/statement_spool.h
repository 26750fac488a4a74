// Statements that come in any order, given back document by document. Private to import/.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/document.h"
#include "base/statement.h"

namespace trama {

// Keeps the statements in a temporary file without a name, and of each a few numbers in memory.
class StatementSpool {
 public:
  StatementSpool();  // Throws Error (kIo) if no temporary file can be made; so do the others if it cannot be used.

  void add(const Statement& statement);
  // Documents in the order of their first statements, the statements of each as they came.
  void for_each_document(const std::function<void(std::vector<Statement>&&)>& take);

 private:
  struct Place {
    std::uint32_t document = 0, size = 0;
    std::uint64_t offset = 0;
  };
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::unique_ptr<std::FILE, Close> file_;
  std::uint64_t size_ = 0;
  std::vector<Place> places_;
  std::unordered_map<std::uint64_t, std::uint32_t> documents_;  // By hash of their ids.
};

// A document whose text is not known: its sentences stand for it, each once and in their order. `statements`: of one
// document, at least one.
Document document_of(const std::vector<Statement>& statements);

}  // namespace trama
