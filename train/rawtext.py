"""Raw text for pretraining: sentences and words roughly as in UD Spanish AnCora (no analysis, only expressions)."""
import collections
import json
import lzma
import random
import re
import unicodedata

_WORD = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ]{1,2}\.){2,}"            # EE.UU., S.A.
    r"|(?:Sr|Sra|Dr|Dra|St|Mr|Mrs|Lic|art|núm|pág|etc)\."
    r"|\d+(?:[.,:]\d+)*(?:[ºª])?"
    r"|[^\W\d_]+(?:[-'’][^\W_]+|\d+)*"
    r"|\.\.\.|…|--+|\S")
_SENTENCE = re.compile(r"(?<=[.!?…])([\"”»)]*)\s+(?=[A-ZÁÉÍÓÚÑ¿¡\"“«(\d–—-])")
_NOT_END = re.compile(r"(?:\b(?:Sr|Sra|Dr|Dra|St|Mr|Mrs|Lic|art|núm|pág|[A-ZÁÉÍÓÚÑ])|\b[A-Z]\.[A-Z])\.$")
_CLITIC = re.compile(r"(\w*(?:[aeií]r|ando|endo|ándo|éndo|[áéí]r))((?:[mts]e|nos|os)?(?:l[aeo]s?)?|[mts]e|nos)")
_CLITIC_PARTS = re.compile(r"[mts]e|nos|os|l[aeo]s?")
_SHORT_VERBS = {"dar", "ver", "ser", "ir", "oír"}
_PLAIN = str.maketrans("áéí", "aei")


def sentences(paragraph):
    start = 0
    for m in _SENTENCE.finditer(paragraph):
        if not _NOT_END.search(paragraph[start:m.start()]):
            yield paragraph[start:m.end(1)]
            start = m.end()
    yield paragraph[start:]


def split_clitics(word, known):
    """The parts of a verb form with enclitic pronouns (`hacerlo`), or the word alone; `known(verb)` says if it is a verb form."""
    m = _CLITIC.fullmatch(word)
    if m and m[2]:
        for base in (m[1].translate(_PLAIN), m[1]):
            if (len(base) > 3 or base in _SHORT_VERBS) and known(base):
                return [base] + _CLITIC_PARTS.findall(m[2])
    return [word]


def words(sentence, known):
    out = []
    for token in _WORD.findall(sentence):
        low = token.lower()
        if low in ("del", "al"):
            out += [{"del": "de", "Del": "De", "DEL": "DE", "Al": "A", "AL": "A"}.get(token, "a"), "EL" if token.isupper() else "el"]
        elif token.islower() and token[-1] in "aeos" and len(token) > 4:
            out += split_clitics(token, known)
        else:
            out.append(token)
    return out


def paragraphs(path):
    """Paragraphs of a .jsonl.xz (`title`, `text`) or of a .txt.xz (one a line)."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            parts = [line]
            if ".jsonl" in path:
                article = json.loads(line)
                parts = [article["title"], *article["text"].split("\n")]
            for p in parts:
                p = unicodedata.normalize("NFC", p).replace("\u00ad", "").strip()
                if p:
                    yield p


def tokenized(path):
    """Sentences of a file with one sentence a line, words separated by spaces (.tok or .tok.xz)."""
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield tuple(line.split())


def load(paths, seed, longest=70, limit=None):
    """Distinct tokenised sentences of 4 to `longest` words of all files, shuffled; at most `limit` of the Spanish ones."""
    ready = [path for path in paths if path.endswith((".tok", ".tok.xz"))]
    texts = [s for path in paths if path not in ready for p in paragraphs(path) for s in sentences(p)]
    texts = list(dict.fromkeys(texts))
    counts = collections.Counter(w for t in texts for w in re.findall(r"\w+", t))
    rng = random.Random(seed)
    rng.shuffle(texts)
    quotes = str.maketrans("“”«»", '""""')
    out = []
    for text in texts[:limit]:
        if rng.random() < 0.6:
            text = text.translate(quotes)
        tokens = words(text, lambda verb: counts[verb] >= 20)
        if 4 <= len(tokens) <= longest:
            out.append(tokens)
    more = dict.fromkeys(s for path in ready for s in tokenized(path) if 4 <= len(s) <= longest)
    if more:
        out += map(list, more)
        rng.shuffle(out)
    return out
