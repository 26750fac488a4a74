"""Tests of the trainer: `python3 -m unittest discover -s train/tests` (seconds; skipped without PyTorch)."""
import contextlib
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

HERE = os.path.dirname(os.path.abspath(__file__))
TRAIN = os.path.dirname(HERE)
sys.path.insert(0, TRAIN)
try:
    import numpy as np
    import torch
except ImportError:
    raise unittest.SkipTest("PyTorch or NumPy is not installed: the trainer is not tested")

import analysis
import augment
import conllu
import corpus
import crf
import distill
import evaluate
import export
import lemmas
import quantize
import rawtext
import teach
import train
import tree
import vocabulary
from network import Analyzer, Sizes

TINY = os.path.join(HERE, "tiny.conllu")
SMALL = dict(word=16, char=8, conv={3: 8, 4: 8}, hidden=24, layers=2, arc=16, label=12)


def small_model(seed=0):
    torch.manual_seed(seed)
    sentences = list(conllu.read(TINY))
    words = vocabulary.Words.build([], [s.forms for s in sentences], 1000, least=1, treebank_weight=1)
    labels = vocabulary.label_tables(sentences, least_lemmas=1)
    model = analysis.Model.new(words, labels, {}, Sizes(**SMALL), "es")
    for p in model.network.parameters():
        torch.nn.init.normal_(p, std=0.4)
    model.network.encoder.chars.embed.weight.data[0] = 0
    model.network.eval()
    return model, [s.forms for s in sentences]


class Lemmas(unittest.TestCase):
    def test_round_trip(self):
        pairs = [("anunció", "anunciar"), ("El", "el"), ("ONU", "ONU"), ("fue", "ser"), ("rápidamente", "rápido"), ("Águila", "Águila"),
                 ("1.000", "1.000"), ("-", "-"), ("a|b", "a|b"), ("Cantó", "cantar"), ("reescrito", "escribir"), ("VERDES", "verde")]
        for form, lemma in pairs:
            with self.subTest(form=form):
                self.assertEqual(lemmas.apply(lemmas.make(form, lemma), form), lemma)

    def test_scripts(self):
        self.assertEqual(lemmas.make("anunció", "anunciar"), "l|-0+|-1+ar")
        self.assertEqual(lemmas.make("fue", "ir"), "=ir")
        self.assertEqual(lemmas.make("ONU", "ONU"), "k|-0+|-0+")
        self.assertIsNone(lemmas.apply("l|-0+|-3+", "los"))
        self.assertEqual(lemmas.apply("l|-0+|-3+el", "Los"), "el")
        self.assertIsNone(lemmas.apply("l|-2+a|-2+b", "los"))


class Trees(unittest.TestCase):
    def test_equals_brute_force(self):
        rng = np.random.default_rng(5)
        for n in range(1, 6):
            for _ in range(15):
                scores = rng.normal(size=(n, n + 1))
                best = max((h for h in itertools.product(range(n + 1), repeat=n) if is_tree(h)),
                           key=lambda h: sum(scores[i, h[i]] for i in range(n)))
                self.assertEqual(tree.decode(scores), list(best))


def is_tree(heads):
    if sum(h == 0 for h in heads) != 1:
        return False
    for node in range(1, len(heads) + 1):
        for _ in heads:
            node = heads[node - 1] if node else 0
        if node:
            return False
    return True


class Names(unittest.TestCase):
    ENTITIES = ["O"] + [f"{p}-{k}" for k in ("LOC", "PER") for p in "BIES"]

    def setUp(self):
        torch.manual_seed(2)
        k = len(self.ENTITIES)
        self.crf = crf.Crf(self.ENTITIES)
        self.parameters = torch.randn(k, k), torch.randn(k), torch.randn(k)

    def paths(self, n):
        """Legal label sequences of n words."""
        transitions, start, end = crf.legal(self.ENTITIES)
        for p in itertools.product(range(len(self.ENTITIES)), repeat=n):
            if start[p[0]] and end[p[-1]] and all(transitions[a, b] for a, b in zip(p, p[1:])):
                yield p

    def score(self, emissions, path):
        transitions, start, end = self.parameters
        return (start[path[0]] + end[path[-1]] + sum(emissions[i, x] for i, x in enumerate(path))
                + sum(transitions[a, b] for a, b in zip(path, path[1:])))

    def test_partial_loss_equals_brute_force(self):
        gold = [["S-UNK", "O", "B-PER", "E-PER"], ["B-UNK", "I-UNK", "E-UNK"], ["O"], ["S-LOC", "S-UNK", "O"]]
        emissions = torch.randn(len(gold), 4, len(self.ENTITIES))
        permitted = torch.ones(emissions.shape, dtype=torch.bool)
        for b, g in enumerate(gold):
            permitted[b, :len(g)] = torch.from_numpy(crf.allowed(g, self.ENTITIES))
        loss = self.crf.loss(emissions, permitted, torch.tensor([len(g) for g in gold]), self.parameters)
        for b, g in enumerate(gold):
            every = list(self.paths(len(g)))
            fits = [p for p in every if all(permitted[b, i, x] for i, x in enumerate(p))]
            if b == 1:
                self.assertEqual(len(fits), 2)
            total, good = (torch.logsumexp(torch.stack([self.score(emissions[b], p) for p in ps]), 0) for ps in (every, fits))
            self.assertAlmostEqual(float(loss[b]), float(total - good), places=4)

    def test_viterbi_equals_brute_force(self):
        emissions = torch.randn(4, len(self.ENTITIES))
        best = max(self.paths(4), key=lambda p: float(self.score(emissions, p)))
        constrained = [p.numpy() for p in self.crf.constrain(*self.parameters)]
        self.assertEqual(crf.viterbi(emissions.numpy(), *constrained), list(best))


class Network(unittest.TestCase):
    def test_padding_changes_nothing(self):
        model, sentences = small_model()
        with torch.no_grad():
            together = analysis.raw_scores(model, sentences)
            for b, s in enumerate(sentences):
                alone = analysis.raw_scores(model, [s])
                for k in ("tag", "lemma", "ner"):
                    self.assertTrue(torch.allclose(together[k][b, :len(s)], alone[k][0], atol=1e-5), k)
                self.assertTrue(torch.allclose(together["arc"][b, :len(s), :len(s) + 1], alone["arc"][0], atol=1e-4))

    def test_lstm_is_pytorchs_bidirectional_one(self):
        model, sentences = small_model()
        encoder, size = model.network.encoder, Sizes(**SMALL)
        lstm = torch.nn.LSTM(size["word"] + 16, size["hidden"], size["layers"], bidirectional=True)
        state = {export.tensor_name(k)[5:]: v for k, v in encoder.named_parameters(prefix="encoder") if "layers" in k}
        lstm.load_state_dict(state)
        with torch.no_grad():
            words, chars, index, lengths = analysis.inputs(model.words, sentences[:1])
            x = torch.cat([encoder.word(words), encoder.chars(chars)[index]], 2)
            self.assertTrue(torch.allclose(lstm(x)[0], encoder(words, chars, index, lengths)[-1], atol=1e-5))

    def test_long_words_and_unknown_characters(self):
        words = vocabulary.Words(["<unk>", "<mask>", "año", "00"], "abcdefghijklmnopqrstuvwxyzñ")
        self.assertEqual(words.row("AÑO"), 2)
        self.assertEqual(words.row("47"), 3)
        spelled = words.spell("abcdefghijklmnopqrstuvwxyz")
        self.assertEqual(len(spelled), 22)
        self.assertEqual([spelled[0], spelled[1], spelled[10], spelled[11], spelled[20], spelled[21]], [2, 4, 13, 20, 29, 3])
        self.assertEqual(list(words.spell("é")[:4]), [2, 1, 3, 0])


class File(unittest.TestCase):
    def test_export_reads_back_the_same(self):
        model, sentences = small_model()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.safetensors")
            model.lexicon["casa\tNOUN"] = "hogar"
            export.write(path, export.tensors(model), export.metadata(model, "1.0", {}, []))
            again = export.load(path)
            self.assertEqual(again.labels, model.labels)
            self.assertEqual((again.words.words, again.words.chars, again.lexicon), (model.words.words, model.words.chars, model.lexicon))
            for name, p in again.network.named_parameters():
                if name.split(".")[0] not in ("mix", "scale", "transitions", "start", "end"):
                    half = dict(model.network.named_parameters())[name].detach().half().float()
                    self.assertTrue(torch.equal(p, half), name)
            once = export.reference(again, sentences)
            export.write(path, export.tensors(again), export.metadata(again, "1.0", {}, []))
            self.assertEqual(export.reference(export.load(path), sentences), once)

    def test_bytes_are_the_weights_within_a_step_of_their_scale(self):
        model, sentences = small_model()
        floats = {k: v.astype(np.float32) for k, v in export.tensors(model).items()}
        arrays = quantize.tensors(floats, model)
        self.assertEqual({k for k, v in arrays.items() if v.dtype == np.int8}, {k[:-6] for k in arrays if k.endswith(".scale")})
        self.assertEqual(arrays["embed.word"].dtype, np.int8)
        self.assertEqual(arrays["char.conv4.weight"].dtype, np.float16)
        self.assertEqual(arrays["arc.weight.scale"].shape, (len(floats["arc.bias"]),))
        self.assertEqual(arrays["label.weight.scale"].shape, floats["label.weight"].shape[:2])
        balanced = quantize.balance(floats, model)
        for name in (k for k, v in arrays.items() if v.dtype == np.int8):
            scale = arrays[name + ".scale"]
            error = np.abs(quantize.dequantize(name, arrays[name], scale) - balanced[name])
            kept = np.abs(arrays[name]) < 127  # The greatest may be cut off.
            self.assertLess((error / np.expand_dims(scale, quantize.output_axis(name)))[kept].max(), 0.51, name)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.safetensors")
            export.write(path, arrays, export.metadata(model, "1.0", {}, [], export.BYTE_FORMAT))
            scores = [analysis.raw_scores(m, sentences)["tag"] for m in (model, export.load(path))]
            self.assertLess(float((scores[0] - scores[1]).abs().max()), 0.05)

    def test_balance_changes_nothing_but_units(self):
        model, sentences = small_model()
        floats = {k: v.astype(np.float32) for k, v in export.tensors(model).items()}
        balanced = quantize.balance(floats, model)
        self.assertGreater(np.abs(balanced["embed.word"] - floats["embed.word"]).max(), 1e-3)
        with tempfile.TemporaryDirectory() as folder:
            scores = []
            for arrays in (floats, balanced):
                path = os.path.join(folder, "model.safetensors")
                export.write(path, arrays, export.metadata(model, "1.0", {}, []))
                scores.append(analysis.raw_scores(export.load(path), sentences))
        for task in ("tag", "lemma", "arc"):
            self.assertLess(float((scores[0][task] - scores[1][task]).abs().max()), 1e-4, task)

    def test_names_and_shapes(self):
        model, _ = small_model()
        arrays = export.tensors(model)
        self.assertEqual(arrays["lstm.weight_ih_l1_reverse"].shape, (96, 48))
        self.assertEqual(arrays["char.conv4.weight"].shape, (8, 8, 4))
        self.assertEqual(arrays["label.weight"].shape, (len(model.labels["deprels"]), 13, 13))
        self.assertEqual(arrays["parse.root"].shape, (48,))
        self.assertFalse(arrays["embed.char"][0].any())
        self.assertEqual(len([k for k in arrays if k.startswith("lstm.")]), 16)


class Text(unittest.TestCase):
    def test_raw_words(self):
        known = {"dar", "hacer", "convertir", "cantando"}.__contains__
        self.assertEqual(rawtext.words("Al dárselo, EE.UU. ganó 7,3% del total.", known),
                         ["A", "el", "dar", "se", "lo", ",", "EE.UU.", "ganó", "7,3", "%", "de", "el", "total", "."])
        self.assertEqual(rawtext.words("convertirse cantándola perla parte", known), ["convertir", "se", "cantando", "la", "perla", "parte"])

    def test_raw_text_that_is_divided_already(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "raw.tok")
            with open(path, "w", encoding="utf-8") as file:
                file.write("Vem a chuva de novo .\nOlá !\nVem a chuva de novo .\nEla chegou a a cidade\n")
            self.assertEqual(sorted(rawtext.load([path], 1)),
                             [["Ela", "chegou", "a", "a", "cidade"], ["Vem", "a", "chuva", "de", "novo", "."]])

    def test_sentences(self):
        self.assertEqual(list(rawtext.sentences("Lo dijo el Sr. Pérez. Nadie lo creyó.” Fin")),
                         ["Lo dijo el Sr. Pérez.", "Nadie lo creyó.”", "Fin"])

    def test_entities(self):
        bio = ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-LOC", "I-LOC"]
        bioes = ["B-PER", "E-PER", "O", "S-LOC", "B-LOC", "I-LOC", "E-LOC"]
        self.assertEqual(conllu.bio_to_bioes(bio), bioes)
        self.assertEqual(conllu.bioes_to_bio(bioes), bio)

    def test_augmentation_keeps_the_tree(self):
        sentences = list(conllu.read(TINY))
        augmenter = augment.Augmenter(sentences, random.Random(1), names=1, quotes=1, no_stop=1, capitals=0.5, no_accents=0.5)
        for _ in range(20):
            for s in sentences:
                t = augmenter(s)
                self.assertIn(len(t), (len(s), len(s) - 1))
                self.assertEqual(t.heads, s.heads[:len(t)])
                self.assertTrue(all(len(getattr(t, f)) == len(t) for f in ("lemmas", "tags", "deprels", "funcs", "entities")))
        self.assertEqual(augment.strip_accents("Éxito pingüino año"), "Exito pinguino año")

    def test_joined_sentences_are_trees(self):
        sentences = list(conllu.read(TINY))
        joined = augment.Augmenter(sentences, random.Random(1), joined=1).join_some(sentences * 3)
        self.assertLess(len(joined), 2 * len(sentences))
        for s in joined:
            self.assertTrue(is_tree(s.heads), s)
            self.assertEqual([d == "root" for d in s.deprels], [h == 0 for h in s.heads])
            self.assertTrue(all(len(getattr(s, f)) == len(s) for f in ("lemmas", "tags", "deprels", "funcs", "entities")))
        two = augment.join(sentences[0], sentences[1])
        self.assertEqual(two.forms[-len(sentences[1]) + 1:], sentences[1].forms[1:])
        self.assertIn("y", two.forms)

    def test_scores(self):
        gold = list(conllu.read(TINY))
        same = [dict(tags=s.tags, lemmas=s.lemmas, heads=s.heads, deprels=s.deprels, funcs=s.funcs,
                     entities=conllu.bio_to_bioes(s.entities)) for s in gold]
        self.assertEqual(set(evaluate.scores(gold, same).values()), {100.0})

    def test_given_trees_are_labelled_and_kept(self):
        model, sentences = small_model()
        heads = [s.heads for s in conllu.read(TINY)]
        for kept, own, labels in zip(heads, analysis.analyze(model, sentences), analysis.analyze(model, sentences, heads=heads)):
            self.assertEqual(labels["heads"], kept)
            self.assertEqual(labels["tags"], own["tags"])
        own = [labels["heads"] for labels in analysis.analyze(model, sentences)]
        self.assertEqual(analysis.analyze(model, sentences, heads=own), analysis.analyze(model, sentences))


class Learning(unittest.TestCase):
    def test_learns_a_tiny_corpus_by_heart(self):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "m.pt")
            options = dict(epochs=80, batch=60, lr=0.02, encoder_lr=0.02, word_lr=0.02, dropout=0, mlp_dropout=0, word_dropout=0,
                           input_dropout=0, smoothing=0, average=0.9, bf16=False, source=False,
                           augment=dict(names=0, quotes=0, no_stop=0, capitals=0, no_accents=0))
            sizes = {**SMALL, "conv": {"3": 8, "4": 8}}
            run = lambda *c: subprocess.run([sys.executable, *c], check=True, cwd=TRAIN, stdout=subprocess.DEVNULL)
            run("train.py", "--train", TINY, "--dev", TINY, "--out", out, "--every", "10", "--options", json.dumps(options),
                "--sizes", json.dumps(sizes), "--language", "xx")
            path = os.path.join(folder, "m.safetensors")
            floats = os.path.join(folder, "floats.safetensors")
            run("export.py", out, path, "--dev", TINY, "--data", TINY, "--reference", os.path.join(folder, "reference.json"),
                "--float", floats)
            gold = list(conllu.read(TINY))
            for file, least in ((floats, 97), (path, 94)):
                model = export.load(file)
                got = evaluate.scores(gold, analysis.analyze(model, [s.forms for s in gold]))
                for kind in ("UPOS", "tags", "lemma", "UAS", "LAS", "NER"):
                    self.assertGreaterEqual(got[kind], least, got)
            again = os.path.join(folder, "again.safetensors")
            run("export.py", floats, again)
            ours, theirs = export.read(path)[0], export.read(again)[0]
            self.assertTrue(all((x == theirs[name]).all() for name, x in ours.items()))
            meta = export.read(path)[1]
            self.assertEqual(meta["card"]["dev"]["tiny.conllu"], got)
            self.assertTrue(meta["selftest"])
            self.assertEqual((meta["language"], meta["lemma_endings"]), ("xx", {}))
            self.same_in_the_program(path, model)

    def same_in_the_program(self, path, model):
        """`trama analyze` loads the model and gives the trainer's labels."""
        program = os.environ.get("TRAMA", os.path.join(TRAIN, "..", "build", "release", "bin", "trama"))
        if not os.path.exists(program):
            self.skipTest("the rest needs build/release/bin/trama, or another one in $TRAMA")
        done = subprocess.run([program, "analyze", "--model", path, "--precision", "float", "--pretokenized", "conllu", TINY], check=True,
                              stdout=subprocess.PIPE, encoding="utf-8")
        out = os.path.join(os.path.dirname(path), "program.conllu")
        with open(out, "w", encoding="utf-8") as file:
            file.write(done.stdout)
        got = list(conllu.read(out))
        for s, labels in zip(got, analysis.analyze(model, [s.forms for s in got])):
            self.assertEqual(dict(tags=s.tags, lemmas=s.lemmas, heads=s.heads, deprels=s.deprels, funcs=s.funcs,
                                  entities=conllu.bio_to_bioes(s.entities)), labels)

    def test_names_get_the_type_that_they_mostly_have(self):
        kinds = ["PER"] * 8 + ["MISC"] + ["LOC"] * 6 + ["ORG"]
        forms = ["Ana"] * 9 + ["Perú"] * 7
        with tempfile.TemporaryDirectory() as folder:
            source, target = os.path.join(folder, "a"), os.path.join(folder, "b")
            with open(source, "w", encoding="utf-8") as out:
                for form, kind in zip(forms, kinds):
                    print(f"1\t{form}\t{form}\tPROPN\t_\t_\t0\troot\t_\tEntity=B-{kind}\n", file=out)
            self.assertEqual(teach.unify_names(source, target, 0.8, 5), 1)
            got = [s.entities[0] for s in conllu.read(target)]
        self.assertEqual(got, ["B-PER"] * 9 + ["B-" + k for k in kinds[9:]])

    def test_one_batch_is_made_while_another_is_in_use(self):
        self.assertEqual(list(train.ahead(lambda x: x * x, range(20))), [x * x for x in range(20)])
        seen = train.ahead(lambda x: x, itertools.count())
        self.assertEqual([next(seen) for _ in range(3)], [0, 1, 2])
        seen.close()
        with self.assertRaises(ZeroDivisionError):
            list(train.ahead(lambda x: 1 // x, [2, 1, 0, 3]))

    def test_a_corpus_comes_back_from_its_file(self):
        words = small_model()[0].words
        sentences = [s.forms for s in conllu.read(TINY)]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "c.npz.xz")
            corpus.Corpus.of(sentences, words).save(path)
            again = corpus.Corpus.load(path)
        self.assertEqual((again.words.words, again.words.chars), (words.words, words.chars))
        found = []
        for length, starts in again.batches(1, 60):
            numbers = again.take(length, starts)
            rows, chars, index = again.inputs(numbers)
            for b in range(len(starts)):
                forms = [again.forms[i] for i in numbers[:, b].tolist()]
                found.append(forms)
                self.assertEqual(rows[:, b].tolist(), [words.row(f) for f in forms])
                self.assertEqual(chars[index[:, b]].tolist(), [words.spell(f).tolist() for f in forms])
        self.assertEqual(sorted(found), sorted(sentences))

    def soft_gradients(self, student, teachers, text, numbers):
        off = dict(train.OPTIONS, dropout=0, input_dropout=0, mlp_dropout=0, word_dropout=0)
        same = distill.Changes(text, dict(capitals=0, title=0, no_accents=0))
        out = {}
        with unittest.mock.patch.object(distill, "autocast", contextlib.nullcontext):
            for kind, loss in distill.soft_losses(student, teachers, text, same, numbers, off).items():
                student.network.zero_grad()
                loss.backward(retain_graph=True)
                out[kind] = sum(float(p.grad.abs().sum()) for p in student.network.parameters() if p.grad is not None)
        return out

    def test_a_student_like_its_teacher_has_nothing_to_learn(self):
        teacher, other = small_model(1)[0], small_model(2)[0]
        text = corpus.Corpus.of([s.forms for s in conllu.read(TINY)], teacher.words)
        numbers = text.take(*text.batches(1, 60)[0])
        teachers = distill.Teachers([teacher])
        for kind, size in self.soft_gradients(teacher, teachers, text, numbers).items():
            self.assertLess(size, 1e-3, kind)
        for kind, size in self.soft_gradients(other, teachers, text, numbers).items():
            self.assertGreater(size, 1e-2, kind)

    def test_changed_sentences_are_those_that_are_said_to_be(self):
        words = small_model()[0].words
        text = corpus.Corpus.of([s.forms for s in conllu.read(TINY)], words)
        numbers = text.take(*text.batches(1, 200)[0])
        for kind, change in (("capitals", str.upper), ("no_accents", augment.strip_accents)):
            rates = {k: float(k == kind) for k in ("capitals", "title", "no_accents")}
            (rows, chars, index), same = distill.Changes(text, rates)(numbers)
            self.assertFalse(same.any())
            forms = [change(text.forms[i]) for i in numbers[:, 0].tolist()]
            self.assertEqual(rows[:, 0].tolist(), [words.row(f) for f in forms])
            self.assertEqual(chars[index[:, 0]].tolist(), [words.spell(f).tolist() for f in forms])

    def test_models_teach_together(self):
        models = [small_model(seed)[0] for seed in (1, 2)]
        sentences = [s.forms for s in conllu.read(TINY)]
        alone = [labels for labels, _ in teach.Ensemble(models[:1]).analyze(sentences)]
        self.assertEqual(alone, analysis.analyze(models[0], sentences))
        both = list(teach.Ensemble(models).analyze(sentences))
        self.assertEqual(both, list(teach.Ensemble(models[::-1]).analyze(sentences)))
        self.assertTrue(all(is_tree(labels["heads"]) and 0 < sure <= 1 for labels, sure in both))
        models[1].labels["tags"].reverse()
        self.assertRaises(ValueError, teach.Ensemble, models)


if __name__ == "__main__":
    unittest.main()
