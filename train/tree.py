"""Maximum spanning arborescence with exactly one word under the root (Chu-Liu/Edmonds)."""
import numpy as np


def decode(scores):
    """Heads (1-based, 0 is the root) of n words; `scores [n, n + 1]`: word i under head j, column 0 is the root."""
    n = scores.shape[0]
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = scores.astype(np.float64)
    # A penalty on every root arc that no gain elsewhere can repay: the best tree then has as few of them as possible, one.
    full[1:, 0] -= 1.0 + 2.0 * (n + 1) * (scores.max() - scores.min() + 1.0)
    np.fill_diagonal(full, -np.inf)
    return [int(h) for h in _arborescence(full)[1:]]


def _arborescence(scores):
    """Head of every node (node 0 is the root, its head is 0); scores[dependent, head]."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # Contract the cycle into one node, the last of the smaller graph.
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    into = gain[:, outside]
    out_of = scores[np.ix_(outside, cycle)]
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[m, :m] = into.max(0)
    small[:m, m] = out_of.max(1)
    small[0, :] = -np.inf
    solved = _arborescence(small)
    result = heads.copy()
    for i, node in enumerate(outside):
        if i:
            result[node] = outside[solved[i]] if solved[i] < m else cycle[out_of[i].argmax()]
    entry = solved[m]
    broken = cycle[into[:, entry].argmax()]
    result[broken] = outside[entry]
    return result


def _cycle(heads):
    """Nodes of one cycle, or None."""
    state = np.zeros(len(heads), int)
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = heads[node]
        if state[node] == start:
            cycle, at = [node], heads[node]
            while at != node:
                cycle.append(at)
                at = heads[at]
            return np.array(cycle)
        node = start
        while state[node] == start:
            state[node] = -1
            node = heads[node]
    return None
