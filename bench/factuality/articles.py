"""The articles of the benchmark: read from the two corpora, chosen by a fixed rule, split before anyone read them.

    articles.py --unnews unnews.jsonl.xz --newscommentary newscommentary.txt.xz

prints which articles the rule chooses: id, part (dev or test), stratum, and the bytes of the passage to annotate. An id
is that of the UN article, or `nc-LINE` for the document of News Commentary that begins in that line (from 1). Python 3,
standard library only.
"""
import argparse
import hashlib
import json
import lzma
import re

SALT = "trama-factuality-1"
# Stratum, cue, how many passages of UN news, how many of News Commentary. Rare ones first: an article is taken once.
STRATA = (
    ("nested", r"\bcitando\b|\bcitad[oa]s? por\b|\bcit(ó|aron|aba) a\b|\bsegún \w+ \w+ (dij|afirm"
               r"|inform)\w+ que\b", 18, 2),
    ("denied", r"\b(negó|negaron|niega|niegan|desmintió|desmintieron) (que|haber|las|la|los|el)\b", 18, 2),
    ("question", r"¿", 12, 8),
    ("rumour", r"\bhabrían? \w+[dt]o\b", 16, 2),
    ("hedged", r"\b(supuestamente|presuntamente|presuntos?|presuntas?|supuest[oa]s? (autor|miembro|crímen"
               r"|delito|ataque|abuso)\w*"
               r"|al parecer|aparentemente)\b", 16, 2),
    ("avoided", r"\b(evitó|evitaron|impidió|impidieron|impide|impiden|declinó|rehusó|rehusaron)\b", 16, 2),
    ("refused", r"\bse (negó|negaron|niega|niegan|ha negado|han negado|abstuvo|abstuvieron) a?\b", 16, 2),
    ("ordered", r"\b(ordenó|ordenaron|ordena|ordenado)\b", 16, 0),
    ("asked", r"\b(pidió|pidieron|exigió|solicitó|instó)\b[^.]{0,60}\bque\b", 16, 0),
    ("promised", r"\b(prometió|prometieron|se comprometió|se comprometieron|se han? comprometido)\b", 14, 2),
    ("if", r"(?:^|[.,;“] )[Ss]i (?!bien)\w+", 14, 6),
    ("possible", r"\bpodrían?\b", 14, 4),
    ("future", r"\b(enviará|recibirá|visitará|participará|viajará|entregará|ayudará|apoyará|presentará"
               r"|investigará)n?\b", 14, 0),
    ("quotation", r"“[^”]{60,}[a-z]\. [A-Z][^”]{30,}”", 14, 0),
    ("asking", r"¿(?:Puede|Podrá|Podría|Debe|Debería|Quiere|Logrará|Aceptará|Apoyará|Ayudará|Va)n? [^?]{30,}\?", 4, 10),
    ("negated", r"\b(no|nunca|tampoco|ningun[oa]?|nadie|sin)\b", 12, 2),
)
PLAIN = (24, 3)
# Drawn after the others, for the cues above gave too few of their class ("se les niega" is no denial).
LATER = (
    ("denying", r"(?<!se )(?<!le )(?<!les )\b(negó|negaron|niegan|desmintió|desmintieron"
                r"|descartó)(?: \w+){0,2} (?:que|haber)\b"
                r"|\bnegó (?:las acusaciones|la acusación|su participación|toda)\b", 24, 6),
    ("citing", r"\bcitando (?:a |fuentes|informe|informaciones|reportes|cifras|datos|un |una |al )"
               r"|\b(?:dijo|afirmó|indicó|informó|aseguró) que (?:el|la|los|las) \w+ (?:dijo|afirmó|indicó"
               r"|informó|aseguró)", 12, 0),
    ("supposing", r"(?:^|[.,;“] )[Ss]i (?!bien)[^.,]{10,80}, [^.]*(?:rá|ría|rán|rían)\b", 14, 4),
)
# Drawn last: paragraphs with a cue that name two states, peoples or powers, for statements relate actors.
ACTORS = (r"Estados Unidos|estadounidense|Rusia|ruso|China|chino|Israel|israelí|palestin|Hamas|Hezbolá|Siria"
          r"|sirio|Irán|iraní|Iraq"
          r"|iraquí|Líbano|libanés|Sudán|sudanés|Etiopía|Eritrea|Uganda|Rwanda|Congo|Chad|Kenya|Somalia|Libia"
          r"|Egipto|Turquía|Georgia"
          r"|Ucrania|Serbia|Kosovo|Pakistán|India|Afganistán|Talibán|Al Qaeda|Corea del Norte|RPDC"
          r"|Corea del Sur|Japón|Myanmar"
          r"|Colombia|Venezuela|Ecuador|Bolivia|Argentina|Reino Unido|Francia|Cuba|Haití|Unión Europea"
          r"|Unión Africana|OTAN|OIEA")
BETWEEN_ACTORS = (
    ("actors, denied", r"\b(?:negó|desmintió|descartó|rechazó|niega|se negó|se han? negado|impidió"
                       r"|impidieron)\b", 18, 0),
    ("actors, alleged", r"\b(?:habrían?|supuestamente|presunt[oa]s?|al parecer|acusó|acusaron|acusa"
                        r"|considera que|cree que)\b", 26, 0),
    ("actors, possible", r"\b(?:podrían?|pueda|posible|tal vez|quizás?|¿|si no)\b|\b[Ss]i (?:el|la|los|las"
                         r"|Israel|Irán)\b", 18, 0),
    ("actors, promised", r"\b(?:prometió|compromet\w+|planea|tiene previsto|intenta|anunció que)\b", 16, 0),
    ("actors, asked", r"\b(?:pidió|instó|exigió|exhortó|urgió|ordenó|llamó)\b", 14, 0),
    ("actors, said", r"\b(?:dijo|afirmó|sostuvo|señaló|según|de acuerdo con|aseguró|denunció|reiteró)\b", 24, 0),
)
# And the rare ones of these once more, with an actor close to the cue.
CLOSE = (
    ("alleged of actors", rf"(?:{ACTORS})[^.]{{0,40}}\b(?:habrían?|presuntamente|supuestamente)\b"
                          rf"|\bacus(?:ó|an|aron|a) a[^.]{{0,50}}(?:{ACTORS})[^.]{{0,40}} de \w+[aei]r\b", 20, 0),
    ("possible of actors", rf"(?:{ACTORS})[^.]{{0,30}}\bpodrían?\b", 12, 0),
    ("supposed of actors", rf"\b[Ss]i (?:el gobierno de )?(?:{ACTORS})", 12, 0),
)
PASSAGE = 700  # Bytes of a plain passage of News Commentary, at least.


def rank(name):
    return hashlib.sha256(f"{SALT}:{name}".encode()).hexdigest()


def part(name):
    return "dev" if int(rank(name)[-1], 16) % 2 == 0 else "test"


def read_unnews(path):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def read_newscommentary(path):
    """Documents stand between empty lines; their sentences are joined by spaces, for paragraphs are not marked."""
    documents, start, sentences = {}, 1, []
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if line:
                if not sentences:
                    start = number
                sentences.append(line)
            elif sentences:
                documents[f"nc-{start}"] = {"id": f"nc-{start}", "text": " ".join(sentences)}
                sentences = []
    if sentences:
        documents[f"nc-{start}"] = {"id": f"nc-{start}", "text": " ".join(sentences)}
    return documents


def read(unnews, newscommentary):
    return read_unnews(unnews) | read_newscommentary(newscommentary)


def units(document):
    """Character ranges of the paragraphs, or of the sentences where there are none."""
    text = document["text"]
    pattern = r"[^\n]+" if not document["id"].startswith("nc-") else r"\S.*?(?:[.?!]+[»”\"']?(?= |$)|$)"
    return [match.span() for match in re.finditer(pattern, text)]


def choose(documents):
    """Yields (id, part, stratum, begin, end), the range in characters."""
    taken = set()
    order = sorted(documents, key=rank)
    pools = ([name for name in order if not name.startswith("nc-") and 400 <= len(documents[name]["text"]) <= 2500],
             [name for name in order if name.startswith("nc-")])

    def with_cue(stratum, cue, counts, actors=0):
        pattern = re.compile(cue)

        def fits(passage):
            return pattern.search(passage) and (not actors or len(set(re.findall(ACTORS, passage))) >= actors)

        for pool, count in zip(pools, counts):
            for name in pool:
                if count == 0:
                    break
                text = documents[name]["text"]
                if name in taken or not fits(text):
                    continue
                span = next((s for s in units(documents[name]) if fits(text[slice(*s)])), None)
                if span:
                    taken.add(name)
                    count -= 1
                    yield name, part(name), stratum, *span

    def plain():
        for pool, count in zip(pools, PLAIN):
            for name in [name for name in pool if name not in taken][:count]:
                taken.add(name)
                end = len(documents[name]["text"])
                if name.startswith("nc-"):
                    end = next(end for _, end in units(documents[name]) if end >= PASSAGE)
                yield name, part(name), "plain", 0, end

    for stratum, cue, *counts in STRATA:
        yield from with_cue(stratum, cue, counts)
    yield from plain()
    for stratum, cue, *counts in LATER:
        yield from with_cue(stratum, cue, counts)
    for stratum, cue, *counts in BETWEEN_ACTORS:
        yield from with_cue(stratum, cue, counts, 2)
    for stratum, cue, *counts in CLOSE:
        yield from with_cue(stratum, cue, counts, 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--unnews", required=True)
    parser.add_argument("--newscommentary", required=True)
    arguments = parser.parse_args()
    documents = read(arguments.unnews, arguments.newscommentary)
    for name, half, stratum, begin, end in choose(documents):
        text = documents[name]["text"]
        print(name, half, stratum, len(text[:begin].encode()), len(text[:end].encode()), sep="\t")


if __name__ == "__main__":
    main()
