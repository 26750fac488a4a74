"""FalkorDB, by FalkorDBLite: the Cypher script, one statement a query."""

import datetime
import os
import tempfile
import unittest

try:
    from redislite import FalkorDB
except ImportError:  # It wants Python 3.12 (requirements.txt).
    FalkorDB = None

from database_helpers import TRAMA, Expected, compare_evidence, compare_graph, make_graphs, queries, run


def plain(value):
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def held(value):
    """A zero byte ends a text of FalkorDB, so the script writes U+FFFD; its answers show 15 digits of a number."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(held, value))
    if isinstance(value, dict):
        return {key: held(each) for key, each in value.items()}
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    return float(f"{value:.15g}") if isinstance(value, float) else value


@unittest.skipIf(FalkorDB is None, "FalkorDBLite is not installed")
class FalkorDbTest(unittest.TestCase):
    maxDiff = 3000

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.samples, cls.hostile = make_graphs(cls.folder.name)
        cls.database = FalkorDB(os.path.join(cls.folder.name, "falkor.db"))

    @classmethod
    def tearDownClass(cls):
        cls.database.close()
        cls.folder.cleanup()

    def query(self, statement):
        result = self.graph.query(statement)
        names = [name for _, name in result.header] if result.header else []
        return [dict(zip(names, map(plain, row))) for row in result.result_set]

    def nodes(self, pattern, name):
        rows = self.graph.query(f"MATCH {pattern} RETURN {name}").result_set
        return [{key: plain(value) for key, value in row[0].properties.items()} for row in rows]

    def check(self, graph, *options):
        self.graph = self.database.select_graph("g" + str(len(self.id())) + self.id()[-20:])
        self.graph.query("CREATE INDEX FOR (n:Actor) ON (n.id)")
        script = run(TRAMA, "export", graph, "--to", "cypher", "--dialect", "falkordb", *options)
        expected = Expected(graph)
        expected.documents = {held(key): held(value) for key, value in expected.documents.items()}
        expected.statements = held(expected.statements)
        for _ in range(2):
            for line in script.split("\n")[:-1]:
                self.graph.query(line)
            rows = self.graph.query("MATCH (a:Actor)-[r]->(b:Actor) RETURN a.id, b.id, type(r), r").result_set
            relations = [(a, b, kind, {key: plain(value) for key, value in edge.properties.items()}) for a, b, kind, edge in rows]
            compare_graph(self, expected, self.nodes("(n:Actor)", "n"), relations, held)
            if "--evidence" not in options:
                continue
            told = self.graph.query("MATCH (s:Statement)-[:IN_DOCUMENT]->(d:Document), (s)-[:SUBJECT]->(a), (s)-[:OBJECT]->(b) "
                                    "RETURN s, d.document, a.id, b.id").result_set
            told = [({key: plain(value) for key, value in s.properties.items()}, d, a, b) for s, d, a, b in told]
            sources = self.query("MATCH (s:Statement)-[:SAID_BY]->(w:Source) RETURN s.source AS s, w.name AS n")
            sources += self.query("MATCH (s:Statement)-[:SAID_BY]->(w:Actor) RETURN s.source AS s, NULL AS n")
            compare_evidence(self, expected, told, self.nodes("(d:Document)", "d"), [(row["s"], row["n"]) for row in sources])

    def test_samples(self):
        self.check(self.samples)
        for query, answer in queries(self.samples):
            self.assertEqual(sorted(self.query(query), key=repr), sorted(answer, key=repr), query)

    def test_hostile_with_evidence(self):
        self.check(self.hostile, "--evidence")


if __name__ == "__main__":
    unittest.main()
