"""Neo4j: the folder for neo4j-admin, the Cypher script and `trama load`, each against the real program."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from cutting_proxy import CuttingProxy
from database_helpers import (TRAMA, Expected, compare_evidence, compare_graph, make_graphs, participant,
                              queries, run, statement, without_empty_lists)
from neo4j_server import PASSWORD, Neo4j


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


class Load(DatabaseTest):
    def setUp(self):
        SERVER.empty()

    def load(self, graph, *options, url=None, password=PASSWORD, code=0):
        done = subprocess.run([TRAMA, "load", str(graph), "--into", url or SERVER.url, "--user", "neo4j", *options],
                              env={**os.environ, "TRAMA_PASSWORD": password}, capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def graph_of(self, *statements):
        folder = tempfile.mkdtemp(dir=FOLDER.name)
        lines, graph = Path(folder, "filas.jsonl"), Path(folder, "grafo.trama")
        lines.write_text("".join(json.dumps(each) + "\n" for each in statements))
        run(TRAMA, "import", lines, "-o", graph)
        return graph

    def test_twice_is_as_once(self):
        for _ in range(2):
            done = self.load(HOSTILE_GRAPH, "--evidence")
            self.compare(SERVER, HOSTILE_GRAPH, evidence=True)
        expected = Expected(HOSTILE_GRAPH)
        self.assertIn(f"the server holds: {len(expected.actors)} actors, {len(expected.relations)} relations, "
                      f"{len(expected.documents)} documents, {len(expected.statements)} statements", done.stdout)

    def test_a_part(self):
        options = ["--top", "20", "--min-confidence", "0.8"]
        self.load(SAMPLES, *options)
        self.compare(SERVER, SAMPLES, options=options)

    def test_a_time(self):
        options = ["--since", "2025-06-01"]
        self.load(SAMPLES, *options)
        self.compare(SERVER, SAMPLES, options=options)
        self.load(SAMPLES)
        self.compare(SERVER, SAMPLES)
        self.ask(SERVER, SAMPLES)

    def test_connections_that_break(self):
        proxy = CuttingProxy(SERVER.port, cut=range(3, 60, 5))
        done = self.load(HOSTILE_GRAPH, "--evidence", url=proxy.url)
        proxy.close()
        self.assertIn("again in", done.stderr)
        self.assertRegex(done.stdout, r"\d requests again")
        self.compare(SERVER, HOSTILE_GRAPH, evidence=True)

    def test_a_loader_that_is_killed(self):
        proxy = CuttingProxy(SERVER.port)
        loader = subprocess.Popen([TRAMA, "load", str(SAMPLES), "--into", proxy.url, "--user", "neo4j", "--evidence"],
                                  env={**os.environ, "TRAMA_PASSWORD": PASSWORD}, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        proxy.at_request = lambda number: loader.kill() if number == 20 else None
        self.assertEqual(loader.wait(), -9)
        proxy.close()
        held = SERVER.query("MATCH (n) RETURN count(n) AS n")[0]["n"]
        self.assertGreater(held, 0)
        self.load(SAMPLES, "--evidence")
        self.compare(SERVER, SAMPLES, evidence=True)

    def test_what_changed_changes(self):
        ana, lima, quito = participant("Ana Soto"), participant("Lima", "LOC"), participant("Quito", "LOC")
        before = self.graph_of(statement(ana, "elogia", "elogiar", lima, "d1", theme="obras"),
                               statement(ana, "visita", "visitar", quito, "d1"))
        after = self.graph_of(statement(ana, "elogia", "elogiar", lima, "d1", event_class="SUPPORT"))
        self.load(before, "--evidence")
        SERVER.query("MATCH (n:Actor {name: 'Lima'}) SET n.nota = 'mía'")
        done = self.load(after, "--evidence")
        self.assertIn("--prune", done.stderr)
        kinds = "MATCH (:Actor {name: 'Ana Soto'})-[r]->(b) RETURN type(r) AS t, size(r.themes) AS n, b.nota AS nota ORDER BY t"
        self.assertEqual(SERVER.query(kinds), [{"t": "SUPPORT", "n": 0, "nota": "mía"}, {"t": "VISITAR", "n": 0, "nota": None}])
        done = self.load(after, "--evidence", "--prune")
        self.assertIn("taken away: ", done.stdout)
        self.assertEqual(SERVER.query(kinds), [{"t": "SUPPORT", "n": 0, "nota": "mía"}])
        SERVER.query("MATCH (n:Actor) REMOVE n.nota")
        self.compare(SERVER, after, evidence=True)

    def test_refusals(self):
        self.assertIn("does not take this user and password", self.load(SAMPLES, password="otra", code=1).stderr)
        self.assertIn("not found", self.load(SAMPLES, url=SERVER.url + "/nada", code=1).stderr)
        self.assertIn("--prune is for whole graphs", self.load(SAMPLES, "--prune", "--top", "3", code=2).stderr)
        self.assertEqual(SERVER.query("MATCH (n) RETURN count(n) AS n"), [{"n": 0}])


if __name__ == "__main__":
    unittest.main()
