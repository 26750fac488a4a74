"""What matches a statement that was annotated by hand, on statements of our own."""
import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import gold  # noqa: E402

TEXT = "Ana Soto visitó Quillón. La alcaldesa elogió a Eva Ríos."


def annotated(predicate, subject, obj, weight):
    begin = TEXT.index(predicate)
    return dict(doc="a", begin=begin, end=begin + len(predicate), subject=[subject], object=[obj], prep="", weight=weight)


def printed(predicate, subject, obj, confidence):
    begin = len(TEXT[:TEXT.index(predicate)].encode())
    return dict(subject=dict(canonical=subject), object=dict(canonical=obj), confidence=confidence, evidence=dict(document="a"),
                relation=dict(span=[begin, begin + len(predicate.encode())]))


class Curve(unittest.TestCase):
    def setUp(self):
        self.file = tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8")
        for row in (annotated("visitó", "Ana Soto", "Quillón", "must"), annotated("elogió", "Ana Soto", "Eva Ríos", "should")):
            self.file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.file.flush()
        self.gold = gold.Gold(self.file.name)

    def tearDown(self):
        self.file.close()

    def at(self, bar, *rows):
        return gold.curve(self.gold, {"a": TEXT}, rows, [bar])[0]

    def test_finds_and_matches(self):
        rows = (printed("visitó", "Soto", "Quillon", 0.9), printed("elogió", "Eva Ríos", "Ana Soto", 0.4))
        self.assertEqual(self.at(0, *rows), (0, 2, 100.0, 0.0, 0.0, 50.0))
        self.assertEqual(self.at(0.5, *rows), (0.5, 1, 100.0, 0.0, 0.0, 100.0))
        self.assertEqual(self.at(0.95, *rows)[1:3], (0, 0.0))

    def test_a_phrase_that_merely_holds_the_name_is_no_node(self):
        self.assertTrue(gold.same([gold.content("Eva Ríos")], [gold.content("la diputada Eva Ríos")]))
        self.assertFalse(gold.same([gold.content("Eva Ríos")], [gold.content("el informe anual que presentó Eva Ríos")]))


if __name__ == "__main__":
    unittest.main()
