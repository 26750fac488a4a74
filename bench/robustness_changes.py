"""The changes that robustness.py makes to a gold text, and reading CoNLL-U. Python 3, standard library only."""
import unicodedata
from dataclasses import dataclass, field

# Names of people that no Spanish treebank has in number, by how many words they have.
NAMES = {
    1: "Smith Johnson Thompson Whitaker Kowalczyk Nguyen Park Tanaka Watanabe Zhang Huang Sharma Patel Singh Abe Suga "
       "Kishida Yoon Thaksin Suharto Marcos Duterte Blackwood Hughes",
    2: "John Smith,Emily Watson,Oliver Whitaker,Harry Blackwood,Sarah Thompson,George Hughes,Liz Truss,Rishi Sunak,"
       "Joe Biden,Kamala Harris,Xi Jinping,Li Qiang,Wang Yi,Zhang Wei,Shinzo Abe,Fumio Kishida,Haruki Tanaka,"
       "Narendra Modi,Priya Sharma,Imran Khan,Joko Widodo,Anwar Ibrahim,Prayut Chan-ocha,Nguyen Phuong",
    3: "Kim Jong Un,Moon Jae In,Yoon Suk Yeol,Ban Ki Moon,Lee Jae Myung,Park Geun Hye,Lee Hsien Loong,Aung San Lin,"
       "Nguyen Phu Trong,Tsai Ing Wen,John Paul Whitaker,Mary Ann Hughes,Ferdinand Marcos Junior,Ursula Van Houten",
}


@dataclass
class Word:
    form: str
    upos: str
    head: int  # In the sentence, -1 for the root.
    deprel: str
    entity: str
    start: int = 0  # Bytes of its token.
    end: int = 0


@dataclass
class Token:
    form: str
    words: list  # Indices into the sentence's words.
    space: bool
    start: int = 0
    end: int = 0


@dataclass
class Sentence:
    words: list = field(default_factory=list)
    tokens: list = field(default_factory=list)


@dataclass
class Piece:
    """A stretch of rewritten text: a gold token, or (token None) something put in."""
    text: str
    token: object = None
    space: bool = True


def misc(columns):
    return dict(item.split("=", 1) for item in columns[9].split("|") if "=" in item)


def read_conllu(lines):
    """Documents by id: lists of sentences."""
    documents, sentences, sentence, multi, name = {}, None, Sentence(), None, ""
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            name = line[14:]
            sentences = documents.setdefault(name, [])
        elif not line and sentence.tokens:
            sentences.append(sentence)
            sentence, multi = Sentence(), None
        elif line and not line.startswith("#"):
            c = line.split("\t")
            items = misc(c)
            start, end = (int(n) for n in items.get("TokenRange", "0:0").split(":"))
            space = items.get("SpaceAfter") != "No"
            if "-" in c[0]:
                first, last = (int(n) for n in c[0].split("-"))
                multi = Token(c[1], list(range(first - 1, last)), space, start, end)
                sentence.tokens.append(multi)
            elif "." not in c[0]:
                index = int(c[0]) - 1
                if multi is None or index not in multi.words:
                    multi = Token(c[1], [index], space, start, end)
                    sentence.tokens.append(multi)
                sentence.words.append(Word(c[1], c[3], int(c[6]) - 1, c[7].split(":")[0], items.get("Entity", ""),
                                           multi.start, multi.end))
    if sentence.tokens:
        sentences.append(sentence)
    return documents


# A change takes a sentence and its number and returns pieces. BETWEEN says what stands between sentences.

def plain(sentence, number):
    return [Piece(token.form, token, token.space) for token in sentence.tokens]


def each_form(rewrite):
    return lambda sentence, number: [Piece(rewrite(token.form), token, token.space) for token in sentence.tokens]


def capitalised(form):
    return form[:1].upper() + form[1:]


def without_accents(text):
    """Without accents, but with ñ."""
    parts = (c if c in "ñÑ" else unicodedata.normalize("NFD", c) for c in unicodedata.normalize("NFC", text))
    return "".join(c for c in "".join(parts) if not unicodedata.combining(c))


def typographic(sentence, number):
    """«» and “” by turns for straight quotes, ‘’ for single ones, — and – for free-standing hyphens."""
    pieces, opened = plain(sentence, number), {'"': False, "'": False}
    pairs = {'"': ("«»", "“”")[number % 2], "'": "‘’"}
    for i, piece in enumerate(pieces):
        if piece.text in pairs:
            mark, before = piece.text, i == 0 or pieces[i - 1].space
            # Where only one side has a space, that side tells; else they take turns.
            closing = opened[mark] if before == piece.space else piece.space
            piece.text, opened[mark] = pairs[mark][closing], not closing
        elif piece.text == "-":
            piece.text = "—–"[number % 2]
    return pieces


def tight_commas(sentence, number):
    pieces = plain(sentence, number)
    for piece in pieces:
        piece.space = piece.space and piece.text != ","
    return pieces


def token_of(sentence, word):
    return next(i for i, token in enumerate(sentence.tokens) if word in token.words)


def insert(pieces, sentence, token, new):
    """Puts pieces behind a gold token and keeps the space that followed it behind the last of them."""
    at = next(i for i, piece in enumerate(pieces) if piece.token is sentence.tokens[token])
    new[-1].space, pieces[at].space = pieces[at].space, True
    pieces[at + 1:at + 1] = new
    return pieces


def incise_place(sentence):
    """The token nearest to the middle behind which a whole dependent of the root ends and another word begins."""
    root = next(i for i, word in enumerate(sentence.words) if word.head < 0)
    crossed = [0] * (len(sentence.words) + 1)
    for i, word in enumerate(sentence.words):
        if word.head >= 0 and word.head != root:
            for k in range(min(i, word.head), max(i, word.head)):
                crossed[k] += 1
    best = None
    for i in range(len(sentence.words) - 1):
        if crossed[i] or any(w.upos == "PUNCT" for w in sentence.words[i:i + 2]) or i + 1 == root == 1:
            continue
        # Articles, prepositions and auxiliaries before the root belong together with it.
        if sentence.words[i].upos in ("AUX", "DET", "ADP", "SCONJ", "CCONJ", "PRON", "PART") or i in (0,):
            continue
        if sentence.words[i].upos == "ADV" and sentence.words[i].form.lower() == "no":
            continue
        token = token_of(sentence, i)
        if sentence.tokens[token].words[-1] == i and sentence.tokens[token].space:
            distance = abs(2 * i - len(sentence.words))
            if best is None or distance < best[0]:
                best = (distance, token)
    return None if best is None else best[1]


def incises(sentence, number):
    said = ("dijo Ana Ruiz", "aseguró el ministro", "explicó Kim", "según la agencia")[number % 4]
    pieces, place = plain(sentence, number), incise_place(sentence)
    return pieces if place is None else insert(pieces, sentence, place, [Piece("—" + said + "—")])


def names_in(sentence):
    """(first, last) words of people's names of one to three words. Names of unknown type count as people's if they have
    two or three words, none of them small, and no article before them."""
    spans, i = [], 0
    while i < len(sentence.words):
        tag = sentence.words[i].entity
        last = i
        while tag and last + 1 < len(sentence.words) and sentence.words[last + 1].entity == "I-" + tag[2:]:
            last += 1
        words = sentence.words[i:last + 1]
        proper = all(w.upos == "PROPN" and w.form[:1].isupper() and not w.form.isupper() for w in words)
        bare = i == 0 or sentence.words[i - 1].upos not in ("DET", "ADP")
        if tag.endswith("PER") or (tag.endswith("UNK") and len(words) in (2, 3) and bare):
            if proper and len(words) <= 3:
                spans.append((i, last))
        i = last + 1
    return spans


def foreign_names(sentence, number):
    pieces = plain(sentence, number)
    for k, (first, last) in enumerate(names_in(sentence)):
        table = NAMES[last - first + 1]
        names = table.split(",") if "," in table else table.split()
        for i, form in enumerate(names[(number * 3 + k) % len(names)].split()):
            pieces[token_of(sentence, first + i)].text = form
    return pieces


def phrase_end(sentence):
    """The token before the first comma or, without one, before the last mark; None if there is no word before it."""
    forms = [token.form for token in sentence.tokens]
    marks = [i for i, form in enumerate(forms) if form == "," and i >= 2] or [len(forms) - 1]
    place = marks[0] - 1
    if sentence.words[sentence.tokens[marks[0]].words[0]].upos != "PUNCT" or place < 1:
        return None
    return place if sentence.words[sentence.tokens[place].words[-1]].upos in ("NOUN", "PROPN", "ADJ", "VERB") else None


def in_brackets(items):
    """Puts one of `items` in brackets where a phrase ends."""
    def change(sentence, number):
        pieces, place = plain(sentence, number), phrase_end(sentence)
        return pieces if place is None else insert(pieces, sentence, place, [Piece(f"({items[number % len(items)]})")])
    return change


SHORT_FORMS = {"señor": "Sr.", "señora": "Sra.", "número": "núm.", "artículo": "art.", "doctor": "Dr."}
INSERTED_SHORT_FORMS = ("EE. UU.", "EE.UU.", "Banco Norte, S. A.", "art. 12", "núm. 3", "el Sr. Ruiz", "Acerías S.A.",
                        "pág. 7", "la Sra. Vega", "Avda. del Mar, 5", "D. José Vega", "el Dr. Salas")


def abbreviations(sentence, number):
    pieces = in_brackets(INSERTED_SHORT_FORMS)(sentence, number)
    removed = []
    for i, piece in enumerate(pieces):
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        if piece.token and piece.text in SHORT_FORMS and following and following.token and following.text[:1].isalnum():
            piece.text = SHORT_FORMS[piece.text]
        elif piece.text == "Estados" and following and following.text == "Unidos":
            if number % 2:
                piece.text, following.text = "EE.", "UU."
            else:
                piece.text, piece.space = "EE.UU.", following.space
                removed.append(i + 1)
    return [piece for i, piece in enumerate(pieces) if i not in removed]


UNITS = ("45 km/h", "3,5 %", "20 °C", "US$ 3.000", "10:30 h.", "1.200 m²", "12 kg", "-5 °C", "25%", "€ 40", "100 kW·h",
         "7,2 mm", "a las 18:45 h", "350 €", "2 x 3 m", "½ kg")


def bullets(sentence, number):
    marker = ("-", f"{number + 1}.", "•", f"{number + 1})", "*", "–", "—", f"{chr(97 + number % 26)})")[number % 8]
    return [Piece(marker)] + plain(sentence, number)


def tweets(sentence, number):
    before = ("@usuario", "RT @ana_ruiz:", ".@usuario", "")[number % 4]
    after = ("#Etiqueta https://t.co/aB3xYz9 😀", "https://www.ejemplo.es/noticias/2025/a-1.html",
             "👉🏽 bit.ly/3xYz9 vía @usuario",
             "#UnaEtiqueta #Otra2025 🇪🇸❤️")[number // 4 % 4]
    pieces = in_brackets(("@usuario", "#Etiqueta", "https://ejemplo.es/?a=1", "😀"))(sentence, number)
    pieces[-1].space = True
    return ([Piece(before)] if before else []) + pieces + [Piece(after)]


def joined(sentence, number):
    """A member of a long sentence: without its full stop, in lower case, with ", y" behind it."""
    pieces = plain(sentence, number)
    if sentence.words[sentence.tokens[-1].words[0]].upos == "PUNCT":
        pieces.pop()
    first = sentence.words[sentence.tokens[0].words[0]]
    if not first.entity and first.upos != "PROPN" and number > 0:
        pieces[0].text = pieces[0].text[:1].lower() + pieces[0].text[1:]
    if pieces:
        pieces[-1].space = False
    return pieces + [Piece(", y")]


CHANGES = {
    "as it is": plain,
    "capitals": each_form(str.upper),
    "Every Word Capitalised": each_form(capitalised),
    "no accents": each_form(without_accents),
    "dashes, typographic quotes": typographic,
    "no space after stops": plain,
    "no space after commas": tight_commas,
    "incises between dashes": incises,
    "English and Asian names": foreign_names,
    "abbreviations": abbreviations,
    "numbers with units": in_brackets(UNITS),
    "lists": bullets,
    "long": joined,
    "tweets": tweets,
}
BETWEEN = {"lists": "\n", "tweets": "\n\n"}
LONGEST = 490  # Words of a joined sentence.


def between(change, following, words):
    """What stands behind a sentence; `words` are those of the long sentence that is being joined."""
    if change == "long" and words == 0:
        return "\n\n"
    if change == "no space after stops":
        # Nobody writes "fin.- Ahora": behind a stop, dashes and apostrophes without a space mean something else.
        return " " if following and following[0].tokens[0].form in ("-", "'") else ""
    return BETWEEN.get(change, " ")


def rewrite(change, document):
    """A changed document: (text, {gold token's key: its byte range}); a key: (sentence, token)."""
    text, ranges, size = [], {}, 0

    def add(string):
        nonlocal size
        text.append(string)
        size += len(string.encode())

    words = 0
    for number, sentence in enumerate(document):
        keys = {id(token): (number, i) for i, token in enumerate(sentence.tokens)}
        pieces = CHANGES[change](sentence, number)
        if change == "long":
            following = len(document[number + 1].words) + 2 if number + 1 < len(document) else LONGEST
            words += len(sentence.words) + 2
            if words + following > LONGEST:
                pieces[-1:], words = [Piece(".")], 0
        for i, piece in enumerate(pieces):
            start = size
            add(piece.text)
            if piece.token is not None:
                ranges[keys[id(piece.token)]] = (start, size)
            if piece.space and i + 1 < len(pieces):
                add(" ")
        add(between(change, document[number + 1:number + 2], words))
    return "".join(text), ranges
