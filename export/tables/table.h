// A graph as five tables, whatever the file that they end in. Private to export/.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "export/format.h"
#include "graph/model/properties.h"

namespace trama {

struct TableColumn {
  std::string_view name;
  PropertyType type;
  std::string_view what;  // One line of documentation.
};

struct TableForm {
  std::string_view name;  // "relations"
  std::string_view what;
  std::vector<TableColumn> columns;
};

// entities, aliases, relations, statements, documents.
std::span<const TableForm> table_forms();

// Takes the rows of one table. A value is of its column's type or std::monostate; texts and days are never empty:
// nothing stands there then.
class TableSink {
 public:
  virtual ~TableSink() = default;
  virtual void add(std::span<const Value> row) = 0;
  virtual void finish() = 0;
};

// Writes the selected part of the graph: entities by name, relations as everywhere, statements by relation, documents
// as they are met. One pass, that holds one relation with its statements at a time.
void write_tables(const GraphView& graph, const ExportOptions& options,
                  const std::function<std::unique_ptr<TableSink>(const TableForm&)>& open);

// What the graph is made of, one document with its statements a row (docs/records.md), in the order in which they came.
const TableForm& record_form();
void write_records(const Store& store, TableSink& sink);

}  // namespace trama
