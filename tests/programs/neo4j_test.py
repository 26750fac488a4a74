"""Neo4j: the folder for neo4j-admin, the Cypher script and `trama load`, each against the real program."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from database_helpers import TRAMA, Expected, compare_evidence, compare_graph, make_graphs, queries, run, without_empty_lists
from neo4j_server import Neo4j


def setUpModule():
    global FOLDER, SAMPLES, HOSTILE_GRAPH, SERVER
    FOLDER = tempfile.TemporaryDirectory()
    SAMPLES, HOSTILE_GRAPH = make_graphs(FOLDER.name)
    SERVER = Neo4j(Path(FOLDER.name) / "neo4j")
    SERVER.start()


def tearDownModule():
    SERVER.stop()
    FOLDER.cleanup()


class DatabaseTest(unittest.TestCase):
    maxDiff = 3000

    def compare(self, server, graph, imported=False, options=(), evidence=False):
        expected = Expected(graph, *options)
        actors = server.query("MATCH (n:Actor) RETURN properties(n) AS p, labels(n) AS l")
        relations = server.query("MATCH (a:Actor)-[r]->(b:Actor) RETURN a.id AS a, b.id AS b, type(r) AS t, properties(r) AS p")
        compare_graph(self, expected, [row["p"] for row in actors],
                      [(row["a"], row["b"], row["t"], row["p"]) for row in relations],
                      without_empty_lists if imported else dict)
        for row in actors:
            self.assertEqual(set(row["l"]), {"Actor", row["p"]["type"], "Named" if row["p"]["named"] else "Nominal"})
        self.assertEqual(server.query("MATCH ()-[r]->() WHERE NOT coalesce(r.first_date, r.last_date) IS :: DATE "
                                      "RETURN count(*) AS n"), [{"n": 0}])
        if not evidence:
            self.assertEqual(server.query("MATCH (n) WHERE NOT n:Actor RETURN count(n) AS n"), [{"n": 0}])
            return
        told = server.query(
            "MATCH (s:Statement)-[:IN_DOCUMENT]->(d:Document) MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) "
            "RETURN properties(s) AS s, d.document AS d, a.id AS a, b.id AS b")
        sources = server.query("MATCH (s:Statement)-[:SAID_BY]->(w) "
                               "RETURN s.source AS s, CASE WHEN w:Source THEN w.name END AS n")
        compare_evidence(self, expected, [(row["s"], row["d"], row["a"], row["b"]) for row in told],
                         [row["d"] for row in server.query("MATCH (d:Document) RETURN properties(d) AS d")],
                         [(row["s"], row["n"]) for row in sources])

    def ask(self, server, graph):
        for query, answer in queries(graph):
            rows = server.query(query)
            self.assertEqual(sorted(rows, key=repr), sorted(answer, key=repr), query)
            self.assertTrue(rows, query)


class AdminImport(DatabaseTest):
    def check(self, graph, *options):
        with tempfile.TemporaryDirectory() as folder:
            run(TRAMA, "export", graph, "--to", "neo4j-csv", "-o", folder + "/csv", *options)
            server = Neo4j(folder + "/home")
            run("sh", folder + "/csv/import.sh", env={**server.environment, "NEO4J_ADMIN": str(server.admin), "LC_ALL": "C.UTF-8"})
            server.start()
            try:
                for line in Path(folder, "csv/schema.cypher").read_text().splitlines():
                    server.query(line.rstrip(";"))
                self.compare(server, graph, imported=True, evidence="--evidence" in options)
                self.ask(server, graph) if graph == SAMPLES else None
                self.assertGreaterEqual(len(server.query("SHOW CONSTRAINTS")), 1)
            finally:
                server.stop()

    def test_samples(self):
        self.check(SAMPLES)

    def test_hostile_with_evidence(self):
        self.check(HOSTILE_GRAPH, "--evidence")


class CypherScript(DatabaseTest):
    def check(self, graph, *options):
        SERVER.empty()
        script = run(TRAMA, "export", graph, "--to", "cypher", *options)
        lines = script.splitlines()
        self.assertEqual(script.count("\n"), len(lines))  # No character that some take for the end of a line.
        for times in range(2):
            for line in lines:
                self.assertTrue(line.endswith(";"))
                SERVER.query(line[:-1])
            self.compare(SERVER, graph, evidence="--evidence" in options,
                         options=[word for word in options if word != "--evidence"])

    def test_samples(self):
        self.check(SAMPLES)
        self.ask(SERVER, SAMPLES)

    def test_a_part(self):
        self.check(SAMPLES, "--top", "20", "--min-confidence", "0.8")

    def test_hostile_with_evidence(self):
        self.check(HOSTILE_GRAPH, "--evidence")


if __name__ == "__main__":
    unittest.main()
