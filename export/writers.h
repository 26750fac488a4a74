// The writers of each format, for the table in export/format.cc. See Format::write.
#pragma once

#include "export/format.h"

namespace trama {

void write_dot(const GraphView& graph, const ExportOptions& options, Output& out);
void write_svg(const GraphView& graph, const ExportOptions& options, Output& out);
void write_png(const GraphView& graph, const ExportOptions& options, Output& out);
void write_json(const GraphView& graph, const ExportOptions& options, Output& out);
void write_cytoscape(const GraphView& graph, const ExportOptions& options, Output& out);
void write_graphml(const GraphView& graph, const ExportOptions& options, Output& out);
void write_gexf(const GraphView& graph, const ExportOptions& options, Output& out);
void write_plain_dot(const GraphView& graph, const ExportOptions& options, Output& out);
void write_sqlite(const GraphView& graph, const ExportOptions& options, Output& out);
void write_html(const GraphView& graph, const ExportOptions& options, Output& out);
void write_stix(const GraphView& graph, const ExportOptions& options, Output& out);
void write_ftm(const GraphView& graph, const ExportOptions& options, Output& out);
void write_csv(const GraphView& graph, const ExportOptions& options, OutputFolder& out);
void write_json_lines(const GraphView& graph, const ExportOptions& options, OutputFolder& out);
void write_parquet(const GraphView& graph, const ExportOptions& options, OutputFolder& out);
void write_turtle(const GraphView& graph, const ExportOptions& options, Output& out);
void write_trig(const GraphView& graph, const ExportOptions& options, Output& out);
void write_nquads(const GraphView& graph, const ExportOptions& options, Output& out);
void write_json_ld(const GraphView& graph, const ExportOptions& options, Output& out);
void write_cypher(const GraphView& graph, const ExportOptions& options, Output& out);

void write_neo4j_csv(const GraphView& graph, const ExportOptions& options, OutputFolder& out);
void write_ladybug(const GraphView& graph, const ExportOptions& options, OutputFolder& out);

}  // namespace trama
