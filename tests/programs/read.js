// Prints as JSON what a program for browsers has read of a file: node read.js graphml|gexf|cytoscape FILE
"use strict";
const fs = require("fs");

function byGraphology(library, text) {
  const { MultiDirectedGraph } = require("graphology");
  const graph = require(library).parse(MultiDirectedGraph, text);
  return {
    type: graph.type, multi: graph.multi,
    nodes: graph.mapNodes((id, values) => ({ id, values })),
    edges: graph.mapEdges((id, values, source, target) => ({ id, source, target, values })),
  };
}

function byCytoscape(text) {
  const graph = require("cytoscape")({ headless: true, elements: JSON.parse(text).elements });
  return {
    type: "directed", multi: true,
    nodes: graph.nodes().map((node) => ({ id: node.id(), values: node.data(), classes: node.classes() })),
    edges: graph.edges().map((edge) => ({
      id: edge.id(), source: edge.source().id(), target: edge.target().id(), values: edge.data(), classes: edge.classes(),
    })),
    // What a style sheet selects.
    selected: {
      negative: graph.edges(".negative").length, people: graph.nodes(".PER").length,
      certain: graph.edges("[confidence >= 0.8]").length,
    },
  };
}

const [format, file] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");
const read = format === "cytoscape" ? byCytoscape(text) : byGraphology("graphology-" + format, text);
process.stdout.write(JSON.stringify(read));
