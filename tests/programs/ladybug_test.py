"""LadybugDB: the folder and the Cypher script."""

import tempfile
import unittest

import ladybug

from database_helpers import TRAMA, run
from ladybug_helpers import Connection, FolderTest


class LadybugTest(FolderTest, unittest.TestCase):
    module = ladybug

    def check_script(self, graph, *options):
        with tempfile.TemporaryDirectory() as folder:
            base = Connection(ladybug, folder)
            script = run(TRAMA, "export", graph, "--to", "cypher", "--dialect", "ladybug", *options)
            for _ in range(2):
                for line in script.split("\n")[:-1]:
                    base.query(line)
                self.compare(base, graph, "--evidence" in options)
            if graph == self.samples:
                self.ask(base)

    def test_script_of_samples(self):
        self.check_script(self.samples)

    def test_script_of_hostile_with_evidence(self):
        self.check_script(self.hostile, "--evidence")


if __name__ == "__main__":
    unittest.main()
