#include "documents/tables/table_reader.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text_decoder.h"
#include "documents/document_reader.h"
#include "documents/tables/csv_rows.h"
#include "documents/tables/record.h"
#include "documents/tables/table_head.h"

namespace trama {
namespace {

constexpr std::size_t kTableHeadBytes = std::size_t{1} << 16;
constexpr std::size_t kMaxRowBytes = 2 * kMaxDocumentBytes;

class TableReader : public FormReader {
 public:
  TableReader(InputFile file, const ReadContext& context)
      : file_(std::move(file)), context_(context), fields_(context.options.fields) {}

  std::optional<ReadDocument> next() override {
    if (!rows_ && !begin()) return std::nullopt;
    while (auto row = next_row()) {
      ++number_;
      const std::string where = context_.name + "#" + std::to_string(number_);
      Record record;
      for (std::size_t i = 0; i < row->size() && i < names_.size(); ++i) {
        record.emplace_back(names_[i], std::move((*row)[i]));
      }
      ReadDocument found;
      found.where = where;
      found.origin.record = number_;
      const std::string problem = fields_.fill(record, found);
      if (problem.empty()) return found;
      context_.log.pass_over(where, problem);
    }
    return std::nullopt;
  }

 private:
  // Finds out how the table is written.
  bool begin() {
    std::string head(file_.peek(kTableHeadBytes));
    if (head.starts_with("\xEF\xBB\xBF")) head.erase(0, 3);
    const TableHead found = read_table_head(TextDecoder().decode(head, true));
    names_ = context_.options.columns;
    has_header_ = !found.names.empty();
    if (names_.empty()) names_ = found.names;
    if (names_.empty()) {
      context_.log.fail(context_.name, "a table without a header: name its columns with --columns");
      return false;
    }
    rows_ = std::make_unique<CsvRows>(found.delimiter);
    if (has_header_) next_row();
    return true;
  }

  std::optional<std::vector<std::string>> next_row() {
    std::string bytes;
    while (true) {
      if (auto row = rows_->take()) return row;
      if (ended_) return std::nullopt;
      if (rows_->pending() > kMaxRowBytes) {
        throw Error(ErrorCode::kFormat, "a row larger than " + std::to_string(kMaxRowBytes >> 20) +
                                            " MiB; a quotation mark may be missing");
      }
      constexpr std::size_t kBytes = std::size_t{1} << 16;
      bytes.resize(kBytes);
      bytes.resize(file_.read(bytes.data(), bytes.size()));
      ended_ = bytes.empty();
      std::string text = decoder_.decode(bytes, ended_);
      if (std::exchange(at_head_, at_head_ && text.empty()) && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
      rows_->add(text);
      if (ended_) finish();
    }
  }

  void finish() {
    rows_->finish();
    if (decoder_.encoding() == Encoding::kWindows1252) {
      context_.log.warn(context_.name, "not UTF-8, read as Windows-1252");
    }
  }

  InputFile file_;
  ReadContext context_;
  RecordFields fields_;
  TextDecoder decoder_;
  std::unique_ptr<CsvRows> rows_;
  std::vector<std::string> names_;
  bool has_header_ = false;
  bool at_head_ = true;
  bool ended_ = false;
  std::size_t number_ = 0;  // Of the row, from 1, without the header.
};

}  // namespace

std::unique_ptr<FormReader> make_table_reader(InputFile file, const ReadContext& context) {
  return std::make_unique<TableReader>(std::move(file), context);
}

}  // namespace trama
