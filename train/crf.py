"""Linear-chain CRF over BIOES labels with partly known labels."""
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
    return np.array([[e == gold or gold.endswith("-UNK") and e[0] == gold[0] and e != "O" for e in entities] for gold in bioes])


class Crf:
    """The CRF of a label list; transitions, start and end are parameters of the network."""

    def __init__(self, entities):
        self.masks = [torch.from_numpy(m) for m in legal(entities)]

    def constrain(self, transitions, start, end):
        return [p.masked_fill(~m, NEVER) for p, m in zip((transitions, start, end), self.masks)]

    def loss(self, emissions, permitted, lengths, parameters):
        """Negative log-likelihood per sentence [B] of the label sequences that `permitted [B, T, K]` admits."""
        b = emissions.shape[0]
        both = torch.cat([emissions, emissions.masked_fill(~permitted, NEVER)])
        z = log_partition(both, torch.cat([lengths, lengths]), *self.constrain(*parameters))
        return z[:b] - z[b:]


def log_partition(emissions, lengths, transitions, start, end):
    """Log of the summed scores of all label sequences, [B]; emissions [B, T, K]."""
    alpha = start + emissions[:, 0]
    for t in range(1, emissions.shape[1]):
        step = torch.logsumexp(alpha.unsqueeze(2) + transitions, 1) + emissions[:, t]
        alpha = torch.where((t < lengths).unsqueeze(1), step, alpha)
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
