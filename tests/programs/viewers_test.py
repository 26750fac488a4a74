"""GraphML, GEXF and Cytoscape.js JSON where people look at graphs: graphology (sigma), Cytoscape.js and Gephi."""
import collections
import functools
import json
import os
import subprocess
import unittest
from pathlib import Path

from graph_values import edges_of, listed, nodes_of
from program_helpers import export, graph_json, hostile_graph, query, samples_graph

HERE = Path(__file__).resolve().parent
GRAPHS = (samples_graph, hostile_graph)
LOOKS = {"color", "size"}  # Of GEXF, besides the attributes.


def read_by_javascript(to, graph):
    done = subprocess.run(["node", HERE / "read.js", to, export(graph, to)], capture_output=True, check=True,
                          env={**os.environ, "NODE_PATH": os.environ["TRAMA_JAVASCRIPT"] + "/node_modules"})
    return json.loads(done.stdout)


@functools.cache
def read_by_gephi():
    """What its import makes of each file, by format and graph; one start serves all."""
    files = {(to, graph): export(graph(), to) for to in ("gexf", "graphml", "dot-plain") for graph in GRAPHS}
    for key, file in files.items():
        if key[0] == "dot-plain":  # Gephi knows a format by the ending.
            files[key] = file.rename(file.with_suffix(".gv"))
    done = subprocess.run(["java", "-Djava.awt.headless=true", "-Xmx1g", "-cp", os.environ["TRAMA_GEPHI"] + "/*",
                           HERE / "GephiReader.java", *files.values()], capture_output=True, check=True)
    return dict(zip(files, map(json.loads, done.stdout.decode().strip().split("\n"))))


class ViewerTest(unittest.TestCase):
    maxDiff = 3000

    def check_graph(self, read, nodes, edges):
        self.assertEqual({node["id"]: node["values"] for node in read["nodes"]}, nodes)
        self.assertEqual({edge["id"]: (edge["source"], edge["target"], edge["values"]) for edge in read["edges"]}, edges)
        self.assertEqual((len(read["nodes"]), len(read["edges"])), (len(nodes), len(edges)))


class Graphology(ViewerTest):
    def check_directed(self, read):
        self.assertEqual((read["type"], read["multi"]), ("directed", True))

    def test_graphml(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_javascript("graphml", graph())
                self.check_directed(read)
                self.check_graph(read, nodes_of(graph()), edges_of(graph()))

    def test_gexf(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_javascript("gexf", graph())
                self.check_directed(read)
                kinds = collections.Counter()
                for element in read["nodes"] + read["edges"]:
                    self.assertRegex(element["values"]["color"], r"^rgb\(\d+,\d+,\d+\)$")
                    if "source" in element:
                        kinds[element["source"], element["target"], element["values"].pop("kind")] += 1
                    element["values"] = {name: value for name, value in element["values"].items() if name not in LOOKS}
                self.assertEqual(set(kinds.values()), {1})  # What keeps parallel relations apart.
                self.check_graph(read, nodes_of(graph(), listed), edges_of(graph(), listed))


class Cytoscape(ViewerTest):
    def test_all(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_javascript("cytoscape", graph())
                told = graph_json(graph())
                self.check_graph(read, {node["id"]: node | {"label": node["name"]} for node in told["nodes"]}, {
                    edge["key"]: (edge["source"], edge["target"],
                                  {name: value for name, value in edge.items() if name != "key"} | {"id": edge["key"]})
                    for edge in told["edges"]})
                for element, edge in zip(read["edges"], told["edges"]):
                    self.assertEqual(set(element["classes"]), {edge["polarity"], edge["modality"]})

    def test_what_style_sheets_select(self):
        selected = read_by_javascript("cytoscape", samples_graph())["selected"]
        for name, question in {"people": "MATCH (a:PER) RETURN count(a)",
                               "negative": "MATCH ()-[r {polarity: 'negative'}]->() RETURN count(DISTINCT r)",
                               "certain": "MATCH ()-[r]->() WHERE r.confidence >= 0.8 RETURN count(DISTINCT r)"}.items():
            self.assertEqual(selected[name], query(samples_graph(), question)[0][0], name)


class Gephi(ViewerTest):
    """With the settings that its import window comes with."""

    @staticmethod
    def plain(element):
        """Values as they are compared: Gephi has nothing where a text is empty, and where it is "null"."""
        return {name: ["null" if one is None else one for one in value] if isinstance(value, list)
                else "" if value is None else value for name, value in element["values"].items()}

    @staticmethod
    def listed(texts):
        """Gephi takes a line end in a list, which is \\n there, for the letter n."""
        return [text.replace("\r", "r").replace("\n", "n").replace("\t", "t") for text in listed(texts)]

    @staticmethod
    def without_null(values):
        return {name: "" if value == "null" and name != "label" else value for name, value in values.items()}

    def test_gexf_keeps_every_relation(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_gephi()["gexf", graph]
                for element in read["nodes"] + read["edges"]:
                    element["values"] = self.plain(element) | {"label": element["label"]}
                    if "weight" in element:
                        self.assertTrue(element["directed"])
                        element["values"]["weight"] = element["weight"]
                self.check_graph(read, nodes_of(graph(), self.listed), {
                    key: (source, target, self.without_null(values))
                    for key, (source, target, values) in edges_of(graph(), self.listed).items()})

    def test_gexf_has_time(self):
        days = {edge["key"]: (edge["first_date"], edge["last_date"]) for edge in graph_json(samples_graph())["edges"]}
        for edge in read_by_gephi()["gexf", samples_graph]["edges"]:
            if any(days[edge["id"]]):
                self.assertEqual((edge["times"][0], edge["times"][-1]), days[edge["id"]])

    def test_graphml_keeps_every_pair(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_gephi()["graphml", graph]
                self.assertEqual({node["id"]: self.plain(node) | {"label": node["label"]} for node in read["nodes"]},
                                 nodes_of(graph()))
                weights = collections.Counter()
                for source, target, values in edges_of(graph()).values():
                    weights[source, target] += values["weight"]
                self.assertEqual({(edge["source"], edge["target"]): edge["weight"] for edge in read["edges"]}, weights)

    def test_dot_keeps_every_pair(self):
        for graph in GRAPHS:
            with self.subTest(graph=graph.__name__):
                read = read_by_gephi()["dot-plain", graph]
                self.assertEqual({node["id"] for node in read["nodes"]}, set(nodes_of(graph())))
                self.assertEqual({(edge["source"], edge["target"]) for edge in read["edges"]},
                                 {(source, target) for source, target, _ in edges_of(graph()).values()})


if __name__ == "__main__":
    unittest.main()
