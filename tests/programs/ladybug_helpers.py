"""What the tests of LadybugDB and of Kùzu share. The two cannot be in one process."""

import datetime
import os
import tempfile
from pathlib import Path

from database_helpers import (TRAMA, Expected, compare_evidence, compare_graph, make_graphs, queries, run, without_separators)


class Connection:
    def __init__(self, module, folder):
        self.database = module.Database(str(Path(folder) / "base"))
        self.connection = module.Connection(self.database)

    def query(self, statement):
        result = self.connection.execute(statement)
        names = result.get_column_names()
        rows = []
        while result.has_next():
            rows.append({name: self.plain(value) for name, value in zip(names, result.get_next())})
        return rows

    def plain(self, value):
        """Of nodes and relations what is known of them, days as texts."""
        if isinstance(value, dict):
            return {key: self.plain(each) for key, each in value.items() if not key.startswith("_") and each is not None}
        return value.isoformat() if isinstance(value, datetime.date) else value


class FolderTest:
    """For a TestCase with `module`, the program's own for Python."""

    maxDiff = 3000

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.samples, cls.hostile = make_graphs(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def compare(self, base, graph, evidence=False, fit=dict):
        expected = Expected(graph)
        relations = []
        for row in base.query("MATCH (a:Actor)-[r:RELATION]->(b:Actor) RETURN a.id AS a, b.id AS b, r"):
            kind = row["r"].pop("type")
            relations.append((row["a"], row["b"], kind, row["r"]))
        compare_graph(self, expected, [row["n"] for row in base.query("MATCH (n:Actor) RETURN n")], relations, fit)
        if not evidence:
            return
        told = base.query("MATCH (s:Statement)-[:IN_DOCUMENT]->(d:Document), (s)-[:SUBJECT]->(a:Actor), (s)-[:OBJECT]->(b:Actor) "
                          "RETURN s, d.document AS d, a.id AS a, b.id AS b")
        sources = base.query("MATCH (s:Statement)-[:SAID_BY]->(w:Source) RETURN s.source AS s, w.name AS n")
        sources += base.query("MATCH (s:Statement)-[:SAID_BY]->(w:Actor) RETURN s.source AS s, NULL AS n")
        compare_evidence(self, expected, [(row["s"], row["d"], row["a"], row["b"]) for row in told],
                         [row["d"] for row in base.query("MATCH (d:Document) RETURN d")],
                         [(row["s"], row["n"]) for row in sources])

    def ask(self, base):
        for query, answer in queries(self.samples):
            # Its nodes have one label, and the type as a property.
            for label in ("PER", "LOC"):
                for name in ("a", "b"):
                    if f"({name}:{label})" in query:
                        query = query.replace(f"({name}:{label})", f"({name}:Actor {{type: '{label}'}})")
            query = query.replace("(a)-[r]->(b)", "(a:Actor)-[r:RELATION]->(b:Actor)").replace("r.count", "r.`count`")
            self.assertEqual(sorted(base.query(query), key=repr), sorted(answer, key=repr), query)

    def check_folder(self, graph, *options):
        with tempfile.TemporaryDirectory() as folder:
            run(TRAMA, "export", graph, "--to", "ladybug", "-o", folder + "/filas", *options)
            base = Connection(self.module, folder)
            before = os.getcwd()
            os.chdir(folder + "/filas")
            try:
                for name in ("schema.cypher", "load.cypher"):
                    for line in Path(name).read_text().split("\n")[:-1]:
                        base.query(line)
            finally:
                os.chdir(before)
            self.compare(base, graph, "--evidence" in options, without_separators)
            if graph == self.samples:
                self.ask(base)

    def test_folder_of_samples(self):
        self.check_folder(self.samples)

    def test_folder_of_hostile_with_evidence(self):
        self.check_folder(self.hostile, "--evidence")
