#include "documents/tables/csv_rows.h"

#include <csv.h>

#include <new>
#include <utility>

namespace trama {

struct CsvRows::Impl {
  csv_parser parser = {};
  std::vector<std::string> row;
  std::size_t row_bytes = 0;
  std::deque<std::vector<std::string>> rows;
  bool out_of_memory = false;

  // libcsv calls these from C: nothing may be thrown through it.
  static void on_cell(void* text, std::size_t size, void* data) {
    auto& self = *static_cast<Impl*>(data);
    try {
      self.row.emplace_back(static_cast<const char*>(text), size);
      self.row_bytes += size;
    } catch (const std::bad_alloc&) {
      self.out_of_memory = true;
    }
  }
  static void on_row(int, void* data) {
    auto& self = *static_cast<Impl*>(data);
    try {
      self.rows.push_back(std::exchange(self.row, {}));
    } catch (const std::bad_alloc&) {
      self.out_of_memory = true;
    }
    self.row_bytes = 0;
  }
};

CsvRows::CsvRows(char delimiter) : impl_(std::make_unique<Impl>()) {
  if (csv_init(&impl_->parser, 0) != 0) throw std::bad_alloc();
  csv_set_delim(&impl_->parser, static_cast<unsigned char>(delimiter));
  if (delimiter == '\t') {  // libcsv drops white space around cells, and would take tabs for such.
    csv_set_space_func(&impl_->parser, [](unsigned char c) { return c == ' ' ? 1 : 0; });
  }
}

CsvRows::~CsvRows() {
  csv_free(&impl_->parser);
}

void CsvRows::add(std::string_view bytes) {
  const std::size_t parsed =
      csv_parse(&impl_->parser, bytes.data(), bytes.size(), Impl::on_cell, Impl::on_row, impl_.get());
  if (parsed != bytes.size() || impl_->out_of_memory) throw std::bad_alloc();
}

void CsvRows::finish() {
  csv_fini(&impl_->parser, Impl::on_cell, Impl::on_row, impl_.get());
  if (impl_->out_of_memory) throw std::bad_alloc();
}

std::optional<std::vector<std::string>> CsvRows::take() {
  if (impl_->rows.empty()) return std::nullopt;
  std::vector<std::string> row = std::move(impl_->rows.front());
  impl_->rows.pop_front();
  return row;
}

std::size_t CsvRows::pending() const {
  return impl_->row_bytes + csv_get_buffer_size(&impl_->parser);
}

}  // namespace trama
