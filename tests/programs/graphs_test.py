"""GraphML, GEXF and plain DOT in NetworkX, igraph and pydot."""
import unittest

import igraph
import networkx
import pydot

from graph_values import edges_of, nodes_of
from program_helpers import export, hostile_graph, query, samples_graph


class GraphMl(unittest.TestCase):
    def check_networkx(self, graph):
        read = networkx.read_graphml(export(graph, "graphml"), force_multigraph=True)
        self.assertEqual({node: dict(values) for node, values in read.nodes(data=True)}, nodes_of(graph))
        self.assertEqual({key: (source, target, values) for source, target, key, values in read.edges(keys=True, data=True)},
                         edges_of(graph))
        return read

    def test_networkx_reads_all(self):
        read = self.check_networkx(samples_graph())
        degrees = sorted(((read.degree(node), read.nodes[node]["label"]) for node in read), reverse=True)
        top = query(samples_graph(), "MATCH (a)-[r]-() RETURN a.name, count(r) ORDER BY count(r) DESC LIMIT 1")
        self.assertEqual(degrees[0][0], top[0][1])
        spoken = query(samples_graph(), "MATCH ()-[r]->() WHERE r.modality <> 'asserted' RETURN count(DISTINCT r)")
        self.assertEqual(sum(1 for *_, values in read.edges(data=True) if values["modality"] != "asserted"), spoken[0][0])
        unnamed = query(samples_graph(), "MATCH (a) WHERE NOT a.named RETURN count(a)")
        self.assertEqual(sum(1 for _, values in read.nodes(data=True) if not values["named"]), unnamed[0][0])

    def test_networkx_reads_hostile_names(self):
        self.check_networkx(hostile_graph())

    def test_igraph_reads_all(self):
        for graph in (samples_graph(), hostile_graph()):
            read = igraph.Graph.Read_GraphML(str(export(graph, "graphml")))
            nodes, edges = nodes_of(graph), edges_of(graph)
            self.assertEqual((read.vcount(), read.ecount()), (len(nodes), len(edges)))
            for vertex in read.vs:
                values = vertex.attributes()
                self.assertEqual(values, nodes[vertex["id"]] | {"id": vertex["id"]})
            for edge in read.es:
                source, target, values = edges[edge["relation_id"]]
                self.assertEqual((read.vs[edge.source]["id"], read.vs[edge.target]["id"]), (source, target))
                self.assertEqual({name: edge[name] for name in values}, values)

    def test_yed_flavour_is_the_same_graph(self):
        plain = networkx.read_graphml(export(samples_graph(), "graphml"), force_multigraph=True)
        looks = networkx.read_graphml(export(samples_graph(), "graphml", "--flavour", "yed"), force_multigraph=True)
        self.assertEqual(set(plain.edges(keys=True)), set(looks.edges(keys=True)))


class PlainDot(unittest.TestCase):
    def test_pydot_reads_all(self):
        for graph in (samples_graph(), hostile_graph()):
            read = pydot.graph_from_dot_file(export(graph, "dot-plain"), encoding="utf-8")[0]
            self.assertEqual({node.get_name().strip('"') for node in read.get_nodes()}, set(nodes_of(graph)))
            edges = {edge.get("relation_id").strip('"'): edge for edge in read.get_edges()}
            self.assertEqual({key: (source, target) for key, (source, target, _) in edges_of(graph).items()},
                             {key: (edge.get_source().strip('"'), edge.get_destination().strip('"'))
                              for key, edge in edges.items()})


class Gexf(unittest.TestCase):
    def test_networkx_reads_all(self):
        # NetworkX knows 1.2 and takes 1.3 for it when asked by its name space.
        for graph in (samples_graph(), hostile_graph()):
            file = export(graph, "gexf")
            text = file.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
            file.write_text(text.replace('version="1.3"', 'version="1.2"'), encoding="utf-8")
            read = networkx.read_gexf(file)
            self.assertEqual(set(read.nodes), set(nodes_of(graph)))
            self.assertEqual({values["id"] for *_, values in read.edges(data=True)}, set(edges_of(graph)))
            for _, values in read.nodes(data=True):
                self.assertIn(values["named"], (True, False))


if __name__ == "__main__":
    unittest.main()
