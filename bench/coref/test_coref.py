"""Tests of the scorer and of the key: python3 -m unittest discover -s bench/coref (some tenths of a second)."""

import collections
import json
import pathlib
import sys
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER))

import baselines  # noqa: E402
import metrics  # noqa: E402
import score  # noqa: E402


def chains(*words):
    return [set(word) for word in words]


class MetricsTest(unittest.TestCase):
    def check(self, metric, key, response, recall, precision):
        found = metrics.rates(metric(key, response))
        self.assertAlmostEqual(found[0], recall, 3)
        self.assertAlmostEqual(found[1], precision, 3)

    def test_example_of_the_reference_scorer(self):
        # Pradhan et al. 2014, figure 1; LEA of the same: Moosavi and Strube 2016, section 4.
        key, response = chains("abc", "defg"), chains("ab", "cd", "fghi")
        self.check(metrics.muc, key, response, 0.4, 0.4)
        self.check(metrics.b_cubed, key, response, 35 / 84, 0.5)
        self.check(metrics.ceaf_e, key, response, 0.65, 1.3 / 3)
        self.check(metrics.lea, key, response, 5 / 21, 1 / 3)

    def test_examples_of_luo(self):
        # Luo 2005, figure 1 and table 1: MUC, B3 and entity-based CEAF (there with F1 only).
        key = chains("12345", "67", "89ABC")
        for response, expected in (
            (chains("12345", "6789ABC"), (0.947, 0.865, 0.733)),
            (chains("1234589ABC", "67"), (0.947, 0.737, 0.667)),
            (chains("123456789ABC"), (0.900, 0.545, 0.294)),
            (chains(*"123456789ABC"), (0.0, 0.400, 0.178)),
        ):
            for metric, f1 in zip((metrics.muc, metrics.b_cubed, metrics.ceaf_e), expected):
                self.assertAlmostEqual(metrics.rates(metric(key, response))[2], f1, 3)

    def test_same_and_nothing(self):
        key = chains("ab", "cde")
        for metric in metrics.METRICS.values():
            self.check(metric, key, key, 1, 1)
            self.check(metric, key, [], 0, 0)

    def test_assignment_is_not_greedy(self):
        self.assertAlmostEqual(metrics.best_assignment([[3, 2], [2, 0]]), 4)
        self.assertAlmostEqual(metrics.best_assignment([[1, 5, 2]]), 5)
        self.assertAlmostEqual(metrics.best_assignment([[1], [5], [2]]), 5)


def gold(kind, chain, *heads):
    return {"kind": kind, "chain": chain, "heads": [list(head) for head in heads]}


def found(kind, chain, begin, end, **more):
    return {"kind": kind, "head": [begin, end], "chains": [chain], **more}


class MatchingTest(unittest.TestCase):
    GOLD = [gold("name", 1, (10, 20), (0, 8)), gold("dropped", 1, (30, 34)), gold("possessive", 1, (40, 42)),
            gold("clitic", 0, (56, 58)), gold("shared", 1, (60, 64))]

    def test_the_head_is_enough(self):
        document = score.Matched(self.GOLD, [found("named", 7, 15, 20), found("dropped", 7, 30, 34)])
        self.assertEqual(document.response_chains(), [{0, 1}])
        self.assertTrue(document.is_right(1))
        self.assertFalse(document.is_right(2))

    def test_a_phrase_counts_once(self):
        parts = [found("nominal", 7, 0, 8, same=1), found("named", 7, 10, 15)]
        self.assertEqual(score.Matched(self.GOLD, parts).response_chains(), [])
        apart = [found("nominal", 6, 0, 8), found("named", 7, 10, 15), found("dropped", 6, 30, 34)]
        document = score.Matched(self.GOLD, apart)
        self.assertEqual(document.system[0], (7,))
        self.assertFalse(document.is_right(1))
        # One phrase that the key does not have is no chain either.
        self.assertEqual(score.Matched([], parts).response_chains(), [])

    def test_kinds_do_not_mix(self):
        document = score.Matched(self.GOLD, [found("named", 7, 10, 20), found("pronoun", 7, 30, 34)])
        self.assertNotIn(1, document.system)

    def test_an_enclitic_may_stand_for_its_word(self):
        document = score.Matched(self.GOLD, [found("pronoun", 7, 50, 58), found("named", 7, 10, 20)])
        self.assertEqual(document.antecedent(3), 0)
        self.assertFalse(document.is_right(3))  # No actor is meant.
        self.assertTrue(score.Matched(self.GOLD, [found("pronoun", 7, 50, 58)]).is_right(3))

    def test_shared_subjects_are_passed_over(self):
        document = score.Matched(self.GOLD, [found("named", 7, 10, 20), found("dropped", 7, 60, 64)])
        self.assertEqual(document.response_chains(), [])

    def test_antecedent_is_the_last_before(self):
        key = [gold("name", 1, (0, 4)), gold("nominal", 2, (5, 9)), gold("dropped", 1, (10, 14))]
        document = score.Matched(key, [found("named", 7, 0, 4), found("nominal", 7, 5, 9), found("dropped", 7, 10, 14)])
        self.assertEqual(document.antecedent(2), 1)
        self.assertFalse(document.is_right(2))

    def test_the_key_itself_is_perfect(self):
        documents = []
        for row in score.read(FOLDER / "gold.jsonl").values():
            kinds = {"name": "named", "nominal": "nominal", "dropped": "dropped", "shared": "dropped"}
            said = [found(kinds.get(m["kind"], "pronoun"), m["chain"], *m["heads"][0])
                    for m in row["mentions"] if m["chain"]]
            documents.append(score.Matched(row["mentions"], said))
        for name, row in score.scores(documents).items():
            self.assertAlmostEqual(row[2], 1, msg=name)
        for kind in score.RESOLVED:
            right, _, total = score.accuracy(documents, kind)
            self.assertEqual(right, total)


class KeyTest(unittest.TestCase):
    def test_rows(self):
        rows = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text().splitlines()]
        self.assertEqual(len({row["id"] for row in rows}), len(rows))
        self.assertGreaterEqual(sum(row["split"] == "dev" for row in rows), 13)
        self.assertGreaterEqual(sum(row["split"] == "test" for row in rows), 13)
        for row in rows:
            heads = [tuple(head) for mention in row["mentions"] for head in mention["heads"]]
            self.assertEqual(len(set(heads)), len(heads), row["id"])
            self.assertTrue(all(0 <= begin < end <= row["bytes"] for begin, end in heads), row["id"])
            sizes = collections.Counter(m["chain"] for m in row["mentions"] if m["chain"] and m["kind"] != "shared")
            self.assertTrue(all(size > 1 for size in sizes.values()), row["id"])
            for mention in row["mentions"]:
                self.assertIn(mention["kind"], score.KINDS + score.IGNORED)


class BaselinesTest(unittest.TestCase):
    CONLLU = """# newdoc id = a
1\tAna\tAna\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-PER|TokenRange=0:3
2\tvino\tvenir\tVERB\t_\tNumber=Sing|Person=3|VerbForm=Fin\t0\troot\t_\tTokenRange=4:8

1\tDijo\tdecir\tVERB\t_\tNumber=Sing|Person=3|VerbForm=Fin\t0\troot\t_\tTokenRange=9:13
2\tque\tque\tSCONJ\t_\t_\t3\tmark\t_\tTokenRange=14:17
3\tvieron\tver\tVERB\t_\tNumber=Plur|Person=3|VerbForm=Fin\t1\tccomp\t_\tTokenRange=18:24
4\ta\ta\tADP\t_\t_\t5\tcase\t_\tTokenRange=25:26
5\tANA\tAna\tPROPN\t_\t_\t3\tobj\t_\tEntity=B-PER|TokenRange=27:30
"""

    def mentions(self, level):
        [(name, sentences)] = baselines.read(self.CONLLU.splitlines())
        self.assertEqual(name, "a")
        baseline = baselines.Baseline(level)
        for sentence in sentences:
            baseline.read(sentence)
        return [(m["kind"], m["head"], m["chains"]) for m in baseline.mentions]

    def test_levels(self):
        names = [("named", [0, 3], [0]), ("named", [27, 30], [0])]
        self.assertEqual(self.mentions("names"), names)
        self.assertEqual(sorted(self.mentions("subjects")), sorted(names + [("dropped", [9, 13], [0])]))


if __name__ == "__main__":
    unittest.main()
