#include "export/format.h"

#include <algorithm>
#include <array>

#include "export/writers.h"

namespace trama {

namespace {

constexpr int kPictureEntities = 60;  // More than these are hard to take in.
constexpr int kPageEntities = 5000;   // More than these are slow to open and to send.

constexpr std::array<Format, 22> kFormats = {{
    {"svg", "svg", "picture for browsers, with tooltips and links to the sources", false, true, "", write_svg, nullptr,
     kPictureEntities},
    {"png", "png", "picture in pixels", true, true, "", write_png, nullptr, kPictureEntities},
    {"dot", "dot", "Graphviz", false, true, "", write_dot, nullptr, kPictureEntities},
    {"html", "html", "explorer in one file, to look at in a browser and to send", false, false, "", write_html, nullptr,
     kPageEntities},
    {"json", "json", "node-link JSON with all evidence, for NetworkX and D3", false, false, "", write_json},
    {"cytoscape", "cyjs", "Cytoscape.js JSON", false, false, "", write_cytoscape},
    {"graphml", "graphml", "GraphML, for NetworkX, igraph, graph-tool and sigma; --flavour yed for yEd", false, false,
     "flavour", write_graphml},
    {"gexf", "gexf", "GEXF 1.3 with dates, for Gephi, Gephi Lite and sigma", false, false, "", write_gexf},
    {"dot-plain", "gv", "DOT without looks, for programs other than Graphviz", false, false, "", write_plain_dot},
    {"neo4j-csv", "", "folder for neo4j-admin database import; --evidence adds documents and statements", false, false,
     "evidence", nullptr, write_neo4j_csv},
    {"cypher", "cypher", "statements for Neo4j, or as --dialect says; --evidence adds documents and statements", false,
     false, "dialect evidence", write_cypher},
    {"ladybug", "", "folder for LadybugDB and Kùzu; --evidence adds documents and statements", false, false, "evidence",
     nullptr, write_ladybug},
    {"sqlite", "sqlite", "SQLite tables for Datasette, DBeaver and SQL", true, false, "", write_sqlite},
    {"stix", "stix", "STIX 2.1, for OpenCTI", false, false, "", write_stix},
    {"ftm", "ftm", "FollowTheMoney entities, for Aleph", false, false, "", write_ftm},
    {"csv", "", "folder of tables for spreadsheets, R and pandas", false, false, "", nullptr, write_csv},
    {"jsonl", "", "folder of tables as JSON lines", false, false, "", nullptr, write_json_lines},
    {"parquet", "", "folder of tables for DuckDB, pandas, polars and Spark", false, false, "", nullptr, write_parquet},
    {"turtle", "ttl", "RDF in one graph, for Oxigraph, Jena, rdflib, GraphDB and Virtuoso", false, false, "rdf12",
     write_turtle},
    {"trig", "trig", "RDF, what a document says in a graph of its own", false, false, "rdf12", write_trig},
    {"nquads", "nq", "RDF, the same a quad a line, for large graphs", false, false, "rdf12", write_nquads},
    {"jsonld", "jsonld", "RDF as JSON-LD 1.1, its context inside", false, false, "", write_json_ld},
}};

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) {
    return format.name == name || (!format.extension.empty() && format.extension == name);
  });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace trama
