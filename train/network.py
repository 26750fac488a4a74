"""The network of docs/model-format.md: word and character vectors, bidirectional LSTM layers, one head per task."""
import torch
from torch import nn
import torch.nn.functional as F

TASKS = ("tag", "lemma", "parse", "ner")
MAX_CHARS = 20


class Sizes(dict):
    """Dimensions of a network; a dict, so that checkpoints stay plain."""
    DEFAULT = dict(word=128, char=32, conv={3: 64, 5: 96}, hidden=256, layers=3, arc=256, label=128)

    def __init__(self, **kwargs):
        super().__init__({**self.DEFAULT, **kwargs})
        self["conv"] = {int(k): channels for k, channels in self["conv"].items()}  # JSON has strings for keys


class CharacterCnn(nn.Module):
    """Max-pooled convolutions over the characters of a word; `chars [N, MAX_CHARS + 2]`, 0 is padding."""

    def __init__(self, alphabet, dim, conv):
        super().__init__()
        self.embed = nn.Embedding(alphabet, dim, padding_idx=0)
        self.conv = nn.ModuleDict({str(k): nn.Conv1d(dim, channels, k) for k, channels in sorted(conv.items())})

    def forward(self, chars):
        length = int((chars != 0).sum(1).max())
        chars = chars[:, :length]
        outside = (chars == 0).unsqueeze(1)
        x = self.embed(chars).transpose(1, 2)
        out = []
        for k, conv in self.conv.items():
            k = int(k)
            y = conv(F.pad(x, (k // 2, k - 1 - k // 2)))
            out.append(y.masked_fill(outside, float("-inf")).amax(2))
        return F.relu(torch.cat(out, 1))


class Encoder(nn.Module):
    """Word and character vectors, then bidirectional LSTM layers; every direction is exact for padded sentences."""

    def __init__(self, words, alphabet, sizes):
        super().__init__()
        self.word = nn.Embedding(words, sizes["word"])
        self.chars = CharacterCnn(alphabet, sizes["char"], sizes["conv"])
        inputs, hidden = sizes["word"] + sum(sizes["conv"].values()), sizes["hidden"]
        self.layers = nn.ModuleList(
            nn.ModuleList(nn.LSTM(inputs if i == 0 else 2 * hidden, hidden) for _ in range(2)) for i in range(sizes["layers"]))
        nn.init.normal_(self.word.weight, std=0.1)
        for lstm in self.layers.modules():
            if isinstance(lstm, nn.LSTM):
                for name, p in lstm.named_parameters():
                    nn.init.zeros_(p) if "bias" in name else nn.init.orthogonal_(p) if "hh" in name else nn.init.xavier_uniform_(p)
                lstm.bias_ih_l0.data[hidden:2 * hidden] = 1.0  # forget gate

    def forward(self, words, form_chars, form_index, lengths=None, keep_chars=None, dropout=0.0, input_dropout=0.0):
        """Layer outputs, each [T, B, 2H].

        words [T, B]: rows of the word table. form_chars [N, 22]: characters of the batch's distinct forms, and form_index
        [T, B] says which one a word is. lengths [B]: None if all sentences are T long. keep_chars [T, B]: 0 hides a word's
        characters (masked language model).
        """
        c = self.chars(form_chars)[form_index]
        if keep_chars is not None:
            c = c * keep_chars.unsqueeze(2)
        x = torch.cat([self.word(words), c.float()], 2)
        if self.training and input_dropout:
            x = F.dropout(x, input_dropout)
        turn = None if lengths is None else reversal(words.shape[0], lengths)
        out = []
        for i, (forward, backward) in enumerate(self.layers):
            if i and self.training and dropout:
                x = locked_dropout(x, dropout)
            back = _turn(backward(_turn(x, turn))[0], turn)
            x = torch.cat([forward(x)[0], back], 2)
            out.append(x)
        return out


def reversal(size, lengths):
    """Index [T, B] that reverses the first `lengths[b]` positions of every column and keeps the padding in place."""
    n = torch.as_tensor(lengths).unsqueeze(0)
    t = torch.arange(size, device=n.device).unsqueeze(1)
    return torch.where(t < n, n - 1 - t, t)


def _turn(x, index):
    if index is None:
        return x.flip(0)
    return x.gather(0, index.unsqueeze(2).expand(-1, -1, x.shape[2]))


def locked_dropout(x, p):
    """Dropout with one mask per sentence, the same at every position; x [T, B, D]."""
    mask = x.new_empty(1, x.shape[1], x.shape[2]).bernoulli_(1 - p).div_(1 - p)
    return x * mask


class Analyzer(nn.Module):
    """Encoder and heads. `counts`: number of tags, lemmas, deprels, funcs and entities; `styles`: of styles of trees, see forward."""

    def __init__(self, words, alphabet, counts, sizes, leak=0.1, styles=1):
        super().__init__()
        self.encoder = Encoder(words, alphabet, sizes)
        width, self.leak = 2 * sizes["hidden"], leak
        self.mix = nn.ParameterDict({t: nn.Parameter(torch.zeros(sizes["layers"])) for t in TASKS})
        self.scale = nn.ParameterDict({t: nn.Parameter(torch.ones(())) for t in TASKS})
        self.tag = nn.Linear(width, counts["tags"])
        self.lemma = nn.Linear(width, counts["lemmas"])
        self.ner = nn.Linear(width, counts["entities"])
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.source = nn.Parameter(torch.zeros(styles - 1, width))
        self.arc_dep, self.arc_head = nn.Linear(width, sizes["arc"]), nn.Linear(width, sizes["arc"])
        self.label_dep, self.label_head = nn.Linear(width, sizes["label"]), nn.Linear(width, sizes["label"])
        self.arc_weight = nn.Parameter(torch.zeros(sizes["arc"], sizes["arc"]))
        self.arc_bias = nn.Parameter(torch.zeros(sizes["arc"]))
        self.label_weight = nn.Parameter(torch.zeros(counts["deprels"], sizes["label"] + 1, sizes["label"] + 1))
        self.func_weight = nn.Parameter(torch.zeros(counts["funcs"], sizes["label"] + 1, sizes["label"] + 1))
        self.transitions = nn.Parameter(torch.zeros(counts["entities"], counts["entities"]))
        self.start = nn.Parameter(torch.zeros(counts["entities"]))
        self.end = nn.Parameter(torch.zeros(counts["entities"]))
        for layer in (self.arc_dep, self.arc_head, self.label_dep, self.label_head):
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def mix_weights(self, task):
        return torch.softmax(self.mix[task], 0) * self.scale[task]

    def mixed(self, layers, task, dropout=0.0):
        weights = self.mix_weights(task)
        x = sum(w * layer for w, layer in zip(weights, layers))
        return locked_dropout(x, dropout) if self.training and dropout else x

    def forward(self, layers, dropout=0.0, mlp_dropout=0.0, style=None):
        """Scores from the layer outputs [T, B, 2H]; heads of batch-first shape, the root is column 0 of the arcs.

        Returns tag [B, T, *], lemma, ner, arc [B, T, T + 1], the label vectors dep [B, T, D + 1], head [B, T + 1, D + 1] and the
        same for functions, func_dep and func_head.

        `style [B]` (training only) numbers the styles of annotation: 0 is that of the gold trees, the one wanted; others are those
        of trees converted by program and of other treebanks. A learned vector for each of these, a row of `source`, takes up what
        they have of their own (treebank embeddings: Stymne et al. 2018, Parser Training with Heterogeneous Treebanks). Functions
        are annotated in converted trees only and are learned without the vector.
        """
        def drop(x):
            return locked_dropout(x.transpose(0, 1), mlp_dropout).transpose(0, 1) if self.training and mlp_dropout else x

        def leaky(x):
            return F.leaky_relu(x, self.leak)

        tag = self.tag(self.mixed(layers, "tag", dropout)).transpose(0, 1)
        lemma = self.lemma(self.mixed(layers, "lemma", dropout)).transpose(0, 1)
        m = self.mixed(layers, "parse", dropout).transpose(0, 1)
        with_root = torch.cat([self.root.to(m.dtype).expand(m.shape[0], 1, -1), m], 1)
        func_dep = add_one(drop(leaky(self.label_dep(m))))
        func_head = add_one(drop(leaky(self.label_head(with_root))))
        label_dep, label_head = func_dep, func_head
        if style is not None:
            own = torch.cat([self.source.new_zeros(1, m.shape[2]), self.source])[style].unsqueeze(1).to(m.dtype)
            m, with_root = m + own, with_root + own
            label_dep = add_one(drop(leaky(self.label_dep(m))))
            label_head = add_one(drop(leaky(self.label_head(with_root))))
        dep, head = drop(leaky(self.arc_dep(m))), drop(leaky(self.arc_head(with_root)))
        arc = torch.bmm(dep @ self.arc_weight, head.transpose(1, 2)) + (head @ self.arc_bias).unsqueeze(1)
        return dict(tag=tag.float(), lemma=lemma.float(), ner=self.names(layers, dropout), arc=arc.float(), dep=label_dep,
                    head=label_head, func_dep=func_dep, func_head=func_head)

    def names(self, layers, dropout=0.0):
        """Emissions of the names' CRF [B, T, K]."""
        return self.ner(self.mixed(layers, "ner", dropout)).transpose(0, 1).float()

    def label_scores(self, dep, head, weight):
        """Scores [N, R] of the labels of N arcs given their vectors dep and head [N, D + 1]."""
        r, d, _ = weight.shape
        left = (dep @ weight.permute(1, 0, 2).reshape(d, r * d)).view(-1, r, d)
        return torch.bmm(left, head.unsqueeze(2)).squeeze(2).float()


def add_one(x):
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)
