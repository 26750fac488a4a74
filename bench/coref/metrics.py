"""Coreference metrics: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and LEA (Moosavi and
Strube 2016), as the reference scorer has them (Pradhan et al. 2014).

A chain is a set of mentions; key and response are lists of disjoint chains. A mention that only one side has is in no
chain of the other. Each metric returns (recall numerator, recall denominator, precision numerator, precision
denominator), so that documents can be added up.
"""


def where(chains):
    return {mention: index for index, chain in enumerate(chains) for mention in chain}


def muc(key, response):
    def links(chains, others):
        index = where(others)
        found = total = 0
        for chain in chains:
            parts = {index.get(mention, ("alone", mention)) for mention in chain}
            found += len(chain) - len(parts)
            total += len(chain) - 1
        return found, total

    return links(key, response) + links(response, key)


def b_cubed(key, response):
    def overlaps(chains, others):
        return sum(len(chain & other) ** 2 / len(chain) for chain in chains for other in others)

    def size(chains):
        return sum(map(len, chains))

    return overlaps(key, response), size(key), overlaps(response, key), size(response)


def ceaf_e(key, response):
    weights = [[2 * len(one & other) / (len(one) + len(other)) for other in response] for one in key]
    best = best_assignment(weights) if key and response else 0
    return best, len(key), best, len(response)


def lea(key, response):
    def resolved(chains, others):
        total = 0
        for chain in chains:
            if len(chain) > 1:
                total += len(chain) * sum(pairs(len(chain & other)) for other in others) / pairs(len(chain))
        return total, sum(len(chain) for chain in chains if len(chain) > 1)

    def pairs(n):
        return n * (n - 1) / 2

    return resolved(key, response) + resolved(response, key)


METRICS = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e, "LEA": lea}
CONLL = ("MUC", "B3", "CEAFe")  # Whose F1 the CoNLL score averages.


def rates(counts):
    """Recall, precision, F1 of what a metric returned."""
    recall = counts[0] / counts[1] if counts[1] else 0.0
    precision = counts[2] / counts[3] if counts[3] else 0.0
    f1 = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return recall, precision, f1


def best_assignment(weights):
    """The largest sum of weights with at most one from each row and column (Kuhn and Munkres)."""
    n = max(len(weights), len(weights[0]))
    cost = [[0.0] * (n + 1)] + [
        [0.0] + [-weights[i][j] if i < len(weights) and j < len(weights[0]) else 0.0 for j in range(n)]
        for i in range(n)
    ]
    rows, columns = [0.0] * (n + 1), [0.0] * (n + 1)  # Potentials.
    match, way = [0] * (n + 1), [0] * (n + 1)
    for row in range(1, n + 1):
        match[0] = row
        at = 0
        slack, used = [float("inf")] * (n + 1), [False] * (n + 1)
        while match[at]:
            used[at] = True
            least, following = float("inf"), 0
            for column in range(1, n + 1):
                if used[column]:
                    continue
                reduced = cost[match[at]][column] - rows[match[at]] - columns[column]
                if reduced < slack[column]:
                    slack[column], way[column] = reduced, at
                if slack[column] < least:
                    least, following = slack[column], column
            for column in range(n + 1):
                if used[column]:
                    rows[match[column]] += least
                    columns[column] -= least
                else:
                    slack[column] -= least
            at = following
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return -sum(cost[match[column]][column] for column in range(1, n + 1))
