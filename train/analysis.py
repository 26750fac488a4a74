"""A trained network applied to sentences: batches, decoding, final labels."""
import dataclasses
import itertools

import numpy as np
import torch

import crf
import lemmas
import tree
from device import DEVICE
from network import Analyzer, Sizes
from vocabulary import UNK, Words

# By language: endings of the lemmas of a UPOS; and how many of the best scripts are tried to get a known one
# (docs/model-format.md).
LEMMA_ENDINGS = {"es": {upos: ["ar", "er", "ir", "ír"] for upos in ("VERB", "AUX")}}
LEMMA_CHOICES = 8


@dataclasses.dataclass
class Model:
    """Everything that a result depends on."""
    words: Words
    labels: dict
    lexicon: dict
    sizes: Sizes
    network: Analyzer
    language: str  # ISO 639-1

    @classmethod
    def new(cls, words, labels, lexicon, sizes, language, leak=0.1, styles=1):
        counts = {k: len(v) for k, v in labels.items()}
        network = Analyzer(len(words.words), len(words.chars) + 4, counts, sizes, leak, styles).to(DEVICE)
        return cls(words, labels, lexicon, sizes, network, language)

    @property
    def lemma_endings(self):
        return LEMMA_ENDINGS.get(self.language, {})

    def state(self, weights=None):
        return dict(words=self.words.words, chars=self.words.chars, labels=self.labels, lexicon=self.lexicon,
                    sizes=dict(self.sizes), language=self.language, leak=self.network.leak, network=weights or self.network.state_dict())

    def load(self, state):
        """Takes over the weights of a state, apart from those of the styles of training."""
        self.network.load_state_dict({**state["network"], "source": self.network.source.data})

    @classmethod
    def from_state(cls, state):
        model = cls.new(Words(state["words"], state["chars"]), state["labels"], state["lexicon"], Sizes(**state["sizes"]),
                        state["language"], state["leak"])
        model.load(state)
        model.network.eval()
        return model


def inputs(words, sentences, rows=None):
    """Tensors of padded sentences (lists of forms): words [T, B], form_chars [N, 22], form_index [T, B], lengths [B]."""
    lengths = torch.tensor([len(s) for s in sentences])
    shape = (int(lengths.max()), len(sentences))
    ids, index, forms = np.zeros(shape, np.int64), np.zeros(shape, np.int64), {}
    for b, s in enumerate(sentences):
        ids[:len(s), b] = rows[b] if rows else [words.row(f) for f in s]
        index[:len(s), b] = [forms.setdefault(f, len(forms)) for f in s]
    chars = np.stack([words.spell(f) for f in forms]).astype(np.int64)
    return *(torch.from_numpy(x).to(DEVICE) for x in (ids, chars, index)), lengths.to(DEVICE)


def raw_scores(model, sentences):
    """Heads' scores of one padded batch, as in Analyzer.forward."""
    words, chars, index, lengths = inputs(model.words, sentences)
    layers = model.network.encoder(words, chars, index, lengths)
    return model.network(layers)


def head_mask(lengths, size):
    """[B, 1, size + 1]: which heads exist (root included)."""
    return (torch.arange(size + 1, device=lengths.device).unsqueeze(0) <= lengths.unsqueeze(1)).unsqueeze(1)


def batched(sentences, batch_words):
    """Groups of numbers of sentences of similar length, shortest first, of about `batch_words` padded words."""
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    at = 0
    while at < len(order):
        end = at + 1
        while end < len(order) and (end - at + 1) * len(sentences[order[end]]) <= batch_words:
            end += 1
        yield order[at:end]
        at = end


@torch.no_grad()
def analyze(model, sentences, batch_words=3000, heads=None):
    """Final labels of every sentence (a list of forms), as dicts of lists like those of the self-test.

    `heads`: trees to be labelled, in place of the model's own."""
    out = [None] * len(sentences)
    for group in batched(sentences, batch_words):
        given = heads and [heads[i] for i in group]
        for i, labels in zip(group, _analyze_batch(model, [sentences[i] for i in group], given)):
            out[i] = labels
    return out


def _analyze_batch(model, sentences, given=None):
    net, scores = model.network, raw_scores(model, sentences)
    parameters = viterbi_parameters(model.labels, net.transitions, net.start, net.end)
    arc, tag, lemma, ner = (scores[k].cpu() for k in ("arc", "tag", "lemma", "ner"))
    for b, s in enumerate(sentences):
        n = len(s)
        heads = given[b] if given else tree.decode(arc[b, :n, :n + 1].numpy())
        dep, head = scores["dep"][b, :n], scores["head"][b, torch.tensor(heads)]
        rel, func = (net.label_scores(dep, head, weight).cpu() for weight in (net.label_weight, net.func_weight))
        yield labels_of(model, s, heads, rel, func, tag[b, :n], lemma[b, :n], ner[b, :n], parameters)


def viterbi_parameters(labels, *parameters):
    """Transitions, start and end with illegal moves at crf.NEVER, for crf.viterbi."""
    return [p.cpu().numpy() for p in crf.Crf(labels["entities"]).constrain(*parameters)]


def labels_of(model, forms, heads, rel, func, tag, lemma, ner, crf_parameters):
    """Final labels of one sentence from its heads and the scores [N, labels] of each task."""
    labels = model.labels
    k_root = labels["deprels"].index("root")
    is_root = torch.tensor(heads) == 0
    rel = rel.clone()
    rel[:, k_root] = float("-inf")
    rels = rel.argmax(1).masked_fill(is_root, k_root).tolist()
    tags = [labels["tags"][i] for i in tag.argmax(1).tolist()]
    names = crf.viterbi(ner.numpy(), *crf_parameters)
    return dict(tags=tags, lemmas=_lemmas(model, forms, tags, lemma), heads=heads, deprels=[labels["deprels"][i] for i in rels],
                funcs=[labels["funcs"][i] for i in func.argmax(1).tolist()], entities=[labels["entities"][i] for i in names])


def _lemmas(model, forms, tags, scores):
    return [_lemma(model, form, tag.split("|")[0], row) for form, tag, row in zip(forms, tags, scores)]


def _lemma(model, form, upos, scores):
    known = model.lexicon.get(form.lower() + "\t" + upos)
    if known is not None:
        return known
    ranked = scores.argsort(descending=True, stable=True).tolist()
    lemmas_of = (x for k in ranked if (x := lemmas.apply(model.labels["lemmas"][k], form)) is not None)
    choices = list(itertools.islice(lemmas_of, LEMMA_CHOICES))
    endings = tuple(model.lemma_endings.get(upos, ()))  # Nothing ends in one of none.
    for lemma in choices:
        if lemma.endswith(endings) and model.words.row(lemma) != UNK:
            return lemma
    return choices[0] if choices else form
