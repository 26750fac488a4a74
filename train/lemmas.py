"""Lemma scripts: a lemma as an edit of the form, `CASE|PREFIX|SUFFIX` or `=lemma` (docs/model-format.md)."""
import functools
import re

_SIDE = re.compile(r"-(\d+)\+(.*)", re.S)


@functools.lru_cache(maxsize=None)
def make(form, lemma):
    """The script that turns `form` into `lemma`: the longest common substring is kept, both ends are rewritten."""
    case = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if case == "l" else form
    start, at, size = _common_substring(base, lemma)
    if size == 0:
        return "=" + lemma
    script = f"{case}|-{start}+{lemma[:at]}|-{len(base) - start - size}+{lemma[at + size:]}"
    return script if "|" not in lemma else "=" + lemma


def apply(script, form):
    """The lemma of `form`, or None if the script cannot be applied to it."""
    if script.startswith("="):
        return script[1:]
    case, prefix, suffix = script.split("|")
    drop_front, put_front = _side(prefix)
    drop_back, put_back = _side(suffix)
    rest = len(form) - drop_front - drop_back
    if rest < 0 or (rest == 0 and not put_front and not put_back):
        return None
    base = form.lower() if case == "l" else form
    return put_front + base[drop_front:len(base) - drop_back] + put_back


def _side(text):
    drop, put = _SIDE.fullmatch(text).groups()
    return int(drop), put


def _common_substring(a, b):
    """Start in `a`, start in `b` and length of the longest common substring (the first one in `a`)."""
    best, lengths = (0, 0, 0), [0] * (len(b) + 1)
    for i, x in enumerate(a):
        row = [0] * (len(b) + 1)
        for j, y in enumerate(b):
            if x == y:
                row[j + 1] = lengths[j] + 1
                if row[j + 1] > best[2]:
                    best = (i - row[j + 1] + 1, j - row[j + 1] + 1, row[j + 1])
        lengths = row
    return best
