"""Neo4j: the folder for neo4j-admin, the Cypher script and `trama load`, each against the real program."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from database_helpers import TRAMA, Expected, make_graphs, queries, relationship_type, run
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

    # What the importer cannot hold (docs/formats.md): empty lists, and the character between the elements of a list.
    @staticmethod
    def as_imported(values):
        return {key: [text.replace("\x1f", " ") for text in value] if isinstance(value, list) else value
                for key, value in values.items() if value != []}

    def compare(self, server, graph, imported=False, options=(), evidence=False):
        expected = Expected(graph, *options)
        fit = self.as_imported if imported else dict
        actors = server.query("MATCH (n:Actor) RETURN properties(n) AS p, labels(n) AS l")
        self.assertEqual(len(actors), len(expected.actors))
        for row in actors:
            wanted = fit(expected.actors[row["p"]["id"]])
            self.assertEqual(row["p"], wanted)
            self.assertEqual(set(row["l"]), {"Actor", wanted["type"], "Named" if wanted["named"] else "Nominal"})
        relations = server.query("MATCH (a:Actor)-[r]->(b:Actor) RETURN a.id AS a, b.id AS b, type(r) AS t, properties(r) AS p")
        self.assertEqual(len(relations), len(expected.relations))
        self.assertEqual(len({row["p"]["id"] for row in relations}), len(expected.relations))
        for row in relations:
            key = row["p"]["id"]
            self.assertEqual(row["p"], fit(expected.relations[key]))
            self.assertEqual((row["a"], row["b"]), expected.ends[key])
            self.assertRegex(row["t"], "^[A-Z][A-Z0-9_]*$")
        types = {edge["key"]: relationship_type(edge) for edge in expected.edges}
        for row in relations:
            if types[row["p"]["id"]].isalpha() and types[row["p"]["id"]].isascii() and len(row["t"]) < 60:
                self.assertEqual(row["t"], types[row["p"]["id"]])
        self.assertEqual(server.query("MATCH ()-[r]->() WHERE NOT coalesce(r.first_date, r.last_date) IS :: DATE "
                                      "RETURN count(*) AS n"), [{"n": 0}])
        if evidence:
            self.compare_evidence(server, expected)
        else:
            self.assertEqual(server.query("MATCH (n) WHERE NOT n:Actor RETURN count(n) AS n"), [{"n": 0}])

    def compare_evidence(self, server, expected):
        told = server.query(
            "MATCH (s:Statement)-[:IN_DOCUMENT]->(d:Document) MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) "
            "RETURN properties(s) AS s, d.document AS d, a.id AS a, b.id AS b")
        found = [(row["s"]["relation"], row["s"]["label"], row["s"].get("theme"), row["s"].get("source"), row["s"]["sentence"],
                  row["s"].get("place"), row["s"]["begin"], row["s"]["end"], row["s"]["count"], row["s"]["confidence"],
                  row["d"], row["a"], row["b"], row["s"].get("first_date"), row["s"].get("last_date")) for row in told]
        wanted = list(expected.statements)
        for number, row in enumerate(wanted):  # The JSON tells the event's own time in other words.
            if row[-1] == "by its own time":
                wanted[number] = row[:-2] + next(each[-2:] for each in found if each[:-2] == row[:-2])
        self.assertEqual(sorted(found, key=repr), sorted(wanted, key=repr))
        documents = server.query("MATCH (d:Document) RETURN properties(d) AS d")
        self.assertEqual(len(documents), len(expected.documents))
        for row in documents:
            self.assertRegex(row["d"].pop("id"), "^d[0-9a-f]{16}$")
            self.assertEqual(row["d"], expected.documents[row["d"]["document"]])
        sources = server.query("MATCH (s:Statement)-[:SAID_BY]->(w) RETURN s.source AS source, w.name AS name, labels(w) AS l")
        self.assertEqual(len(sources), sum(row[3] is not None for row in wanted))
        for row in sources:
            if "Source" in row["l"]:
                self.assertEqual(row["source"], row["name"])

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
