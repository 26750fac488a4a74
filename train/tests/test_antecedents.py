"""Tests of antecedents.py: labels and the softmax. They need NumPy and SciPy and run in a second."""

import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

try:
    import antecedents
except ImportError as error:  # SciPy is not there.
    raise unittest.SkipTest(str(error))

NAMES = ["nobody", "type", "kind"]


def choice(doc, right, open_, types):
    candidates = [[[], [1, 31, 0]]] + [[[i], [0, kind, 0]] for i, kind in enumerate(types)]
    return antecedents.Choice(doc, {"kind": 0, "candidates": candidates, "head": [0, 1]}, right, open_, "chains")


class AntecedentsTest(unittest.TestCase):
    def setUp(self):
        self.candidate, self.nobody = antecedents.CANDIDATE, antecedents.NOBODY
        antecedents.CANDIDATE, antecedents.NOBODY = "type", "kind"

    def tearDown(self):
        antecedents.CANDIDATE, antecedents.NOBODY = self.candidate, self.nobody

    def test_label_wants_the_whole_group(self):
        case = {"candidates": [[[], []], [[4], []], [[5], []], [[4, 5], []], [[4, 6], []]]}
        self.assertEqual(antecedents.label(case, {4}), [1])
        self.assertEqual(antecedents.label(case, {4, 5}), [3])
        self.assertEqual(antecedents.label(case, set()), [])

    def test_learns_whom_and_that_it_may_be_nobody(self):
        choices = [choice(str(i), [1], True, [1, 2]) for i in range(20)] + [choice("n", [0], True, [2, 2]) for _ in range(20)]
        matrix, features = antecedents.expand(choices, NAMES)
        weights = antecedents.Softmax(matrix, choices, 0.1).fit()
        first, *_, last = antecedents.probabilities(matrix, choices, weights)
        self.assertGreater(first[1], 0.8)
        self.assertGreater(last[0], 0.8)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "antecedents.tsv")
            antecedents.write(path, features, weights)
            with open(path, encoding="utf-8") as lines:
                table = dict(line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
        self.assertGreater(int(table["type=1"]), int(table["type=2"]))

    def test_nobody_is_out_of_the_sum_where_the_key_is_silent_of_it(self):
        choices = [choice("a", [1], False, [1, 2]), choice("b", [2], False, [1, 2])]
        matrix, features = antecedents.expand(choices, NAMES)
        weights = antecedents.Softmax(matrix, choices, 0.1).fit()
        at = [template for template, _ in features].index(("nobody", "kind"))
        self.assertAlmostEqual(weights[at], 0, places=6)


if __name__ == "__main__":
    unittest.main()
