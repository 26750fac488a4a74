"""Linear-chain CRF over BIOES labels with partly known labels."""
import functools

import numpy as np
import torch

NEVER = -10000.0


def legal(entities):
    """Masks of legal transitions [K, K], starts [K] and ends [K] for BIOES labels (bool arrays)."""
    def opens(e):
        return e[0] in "OBS"

    def closes(e):
        return e[0] in "OES"
    transitions = np.array([[closes(a) and opens(b) or a[0] in "BI" and b[0] in "IE" and a[1:] == b[1:] for b in entities]
                            for a in entities])
    return transitions, np.array([opens(e) for e in entities]), np.array([closes(e) for e in entities])


def allowed(bioes, entities):
    """Which labels [n, K] the annotation allows; type `UNK` leaves the type free and keeps the boundaries."""
    return np.array([_allowed(gold, tuple(entities)) for gold in bioes])


@functools.lru_cache(maxsize=None)
def _allowed(gold, entities):
    return np.array([e == gold or gold.endswith("-UNK") and e[0] == gold[0] and e != "O" for e in entities])


class Crf:
    """The CRF of a label list; transitions, start and end are parameters of the network."""

    def __init__(self, entities):
        self.masks = [torch.from_numpy(m) for m in legal(entities)]

    def constrain(self, transitions, start, end):
        return [p.masked_fill(~m.to(p.device), NEVER) for p, m in zip((transitions, start, end), self.masks)]

    def loss(self, emissions, permitted, lengths, parameters):
        """Negative log-likelihood per sentence [B] of the label sequences that `permitted [B, T, K]` admits."""
        b = emissions.shape[0]
        both = torch.cat([emissions, emissions.masked_fill(~permitted, NEVER)])
        z = log_partition(both, torch.cat([lengths, lengths]), *self.constrain(*parameters))
        return z[:b] - z[b:]


def log_partition(emissions, lengths, transitions, start, end):
    """Log of the summed scores of all label sequences, [B]; emissions [B, T, K].

    Steps are matrices of the log semiring and are multiplied in pairs, so that a GPU has few large operations to do and not one
    small one per word (Rush 2020, Torch-Struct)."""
    k = emissions.shape[2]
    steps = transitions + emissions[:, 1:].unsqueeze(2)
    inside = torch.arange(1, emissions.shape[1], device=lengths.device) < lengths.unsqueeze(1)
    nothing = torch.full((k, k), NEVER, device=emissions.device).fill_diagonal_(0.0)
    steps = torch.where(inside[:, :, None, None], steps, nothing)
    while steps.shape[1] > 1:
        odd = steps[:, -1:] if steps.shape[1] % 2 else steps[:, :0]
        left, right = steps[:, 0:steps.shape[1] - odd.shape[1]:2], steps[:, 1::2]
        steps = torch.cat([torch.logsumexp(left.unsqueeze(4) + right.unsqueeze(2), 3), odd], 1)
    alpha = start + emissions[:, 0]
    if steps.shape[1]:
        alpha = torch.logsumexp(alpha.unsqueeze(2) + steps[:, 0], 1)
    return torch.logsumexp(alpha + end, 1)


def viterbi(emissions, transitions, start, end):
    """Best label sequence of one sentence; NumPy arrays with illegal moves already at NEVER."""
    score, back = start + emissions[0], []
    for row in emissions[1:]:
        paths = score[:, None] + transitions
        back.append(paths.argmax(0))
        score = paths.max(0) + row
    best = [int((score + end).argmax())]
    for pointers in reversed(back):
        best.append(int(pointers[best[-1]]))
    return best[::-1]
