#!/usr/bin/env python3
"""Tests of score.py on an invented article.  python3 -m unittest discover bench/factuality"""
import contextlib
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import articles  # noqa: E402
import score  # noqa: E402

TEXT = ("La ministra Marta Ríos negó que Soltec enviara paneles a Bolivia. Según Radio Sur, citando fuentes "
        "policiales, Soltec habría pagado a Perú.").encode()


def span(words):
    begin = TEXT.index(words.encode())
    return [begin, begin + len(words.encode())]


def gold(words, lemma, modality, sources, polarity="positive", **more):
    places = [s and {"span": span(s), "names": [span(s)]} for s in sources]
    return {"id": "a", "stratum": "plain", "predicate": span(words), "lemma": lemma, "polarity": polarity,
            "modality": modality, "source": places, **more}


def statement(words, lemma, modality, who=None, who_span=None, polarity="positive", through=None, confidence=0.5):
    made = {"relation": {"lemma": lemma, "span": span(words)}, "polarity": polarity, "modality": modality,
            "confidence": confidence}
    if who:
        made["source"] = {"who": {"canonical": who, "span": who_span or [0, 0]}, "verb": "decir"}
        if through:
            made["source"]["through"] = through
    return made


DENIED = gold("enviara", "enviar", ["denied"], ["Marta Ríos"])
ALLEGED = gold("pagado", "pagar", ["alleged"], ["fuentes policiales"],
               through={"span": span("Radio Sur"), "names": [span("Radio Sur")]})


class AlignTest(unittest.TestCase):
    def test_overlapping_span_is_needed(self):
        pairs = score.align([DENIED, ALLEGED], [statement("habría pagado", "pagar", "alleged")])
        self.assertIsNone(pairs[0])
        self.assertEqual(pairs[1]["relation"]["lemma"], "pagar")

    def test_same_lemma_decides_between_two_predicates_under_one_span(self):
        wide = statement("negó que Soltec enviara", "enviar", "denied")
        self.assertEqual(score.align([gold("negó", "negar", ["asserted"], [None]), DENIED], [wide]), [None, wide])

    def test_one_statement_of_several_is_judged(self):
        sure = statement("enviara", "enviar", "denied", confidence=0.9)
        other = statement("enviara", "enviar", "asserted", confidence=0.4)
        self.assertEqual(score.align([DENIED], [other, sure]), [sure])


class JudgeTest(unittest.TestCase):
    def test_all_right(self):
        verdict = score.judge(DENIED, statement("enviara", "enviar", "denied", "Marta Ríos", span("Marta Ríos")), TEXT)
        self.assertTrue(verdict["polarity"] and verdict["modality"] and verdict["source"])
        self.assertFalse(verdict["modality of the majority"] or verdict["source of the majority"])

    def test_a_source_is_right_by_name_where_its_span_is_another(self):
        self.assertTrue(score.judge(DENIED, statement("enviara", "enviar", "denied", "Ríos"), TEXT)["source"])
        self.assertFalse(score.judge(DENIED, statement("enviara", "enviar", "denied", "Soltec"), TEXT)["source"])

    def test_no_source_is_right_only_where_none_is_annotated(self):
        self.assertFalse(score.judge(DENIED, statement("enviara", "enviar", "denied"), TEXT)["source"])
        either = gold("enviara", "enviar", ["denied"], [None, "Marta Ríos"])
        self.assertTrue(score.judge(either, statement("enviara", "enviar", "denied"), TEXT)["source"])

    def test_alternatives_of_modality(self):
        either = gold("enviara", "enviar", ["denied", "alleged"], [None])
        self.assertTrue(score.judge(either, statement("enviara", "enviar", "alleged"), TEXT)["modality"])

    def test_who_passed_it_on(self):
        who = ("fuentes policiales", span("fuentes policiales"))
        passed_on = statement("pagado", "pagar", "alleged", *who, through="Radio Sur")
        self.assertTrue(score.judge(ALLEGED, passed_on, TEXT)["through"])
        verdict = score.judge(ALLEGED, statement("pagado", "pagar", "alleged", "Radio Sur", span("Radio Sur")), TEXT)
        self.assertFalse(verdict["through"] or verdict["source"])


class NameTest(unittest.TestCase):
    def test_same_name(self):
        self.assertTrue(score.same_name("Rios", "Marta Ríos"))
        self.assertTrue(score.same_name("portavoz", "el portavoz del Gobierno"))
        self.assertFalse(score.same_name("Gobierno", "portavoz del Gobierno"))
        self.assertFalse(score.same_name("Perú", "Bolivia"))


class ReportTest(unittest.TestCase):
    def test_report(self):
        statements = {"a": [statement("enviara", "enviar", "asserted", "Marta Ríos"),
                            statement("pagado", "pagar", "alleged")]}
        pairs, verdicts = score.score([DENIED, ALLEGED], statements, {"a": TEXT})
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            score.report(pairs, verdicts, [DENIED, ALLEGED])
        self.assertIn("polarity                      100.0  (2/2", out.getvalue())
        self.assertIn("modality                       50.0  (1/2", out.getvalue())
        self.assertIn("found 100.0  (2/2", out.getvalue())

    def test_share(self):
        self.assertEqual(str(score.Share([True] * 9 + [False])), " 90.0  (9/10; 60–98)")


class ArticlesTest(unittest.TestCase):
    def test_the_choice_is_the_same_every_time_and_of_whole_articles(self):
        documents = {f"x-{i}": {"id": f"x-{i}", "text": "Perú negó que Soltec pagara. " * 20 + f"\n\nFin de {i}."}
                     for i in range(30)}
        chosen = list(articles.choose(documents))
        self.assertEqual(chosen, list(articles.choose(dict(reversed(documents.items())))))
        self.assertEqual(len(chosen), len({name for name, *_ in chosen}))


if __name__ == "__main__":
    unittest.main()
