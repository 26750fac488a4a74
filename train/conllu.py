"""Reading and writing CoNLL-U, with named entities (`Entity`) and functions (`Func`) in MISC."""
import dataclasses


@dataclasses.dataclass
class Sentence:
    """One sentence: parallel lists of its syntactic words, and the lines of the file for writing it back."""
    id: str = ""
    forms: list = dataclasses.field(default_factory=list)
    tags: list = dataclasses.field(default_factory=list)
    lemmas: list = dataclasses.field(default_factory=list)
    heads: list = dataclasses.field(default_factory=list)
    deprels: list = dataclasses.field(default_factory=list)
    funcs: list = dataclasses.field(default_factory=list)
    entities: list = dataclasses.field(default_factory=list)  # BIO, as in the file
    lines: list = dataclasses.field(default_factory=list)
    style: int = 0  # Of the trees, for training: 0 is the one wanted, 1 converted by program, more: other treebanks.

    def __len__(self):
        return len(self.forms)


def read(path):
    """Yields the sentences of a CoNLL-U file."""
    sentence = Sentence()
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line:
                if sentence.forms:
                    yield sentence
                sentence = Sentence()
                continue
            sentence.lines.append(line)
            if line.startswith("# sent_id = "):
                sentence.id = line[12:]
            if line.startswith("#"):
                continue
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            misc = dict(item.split("=", 1) for item in c[9].split("|") if "=" in item)
            sentence.forms.append(c[1])
            sentence.lemmas.append(c[2])
            sentence.tags.append(c[3] if c[5] == "_" else c[3] + "|" + c[5])
            sentence.heads.append(int(c[6]) if c[6] != "_" else 0)
            sentence.deprels.append(c[7])
            sentence.funcs.append(misc.get("Func", ""))
            sentence.entities.append(misc.get("Entity", "O"))
    if sentence.forms:
        yield sentence


def write(sentence, analysis, out):
    """Writes `sentence` with the labels of `analysis` (lists as in the self-test of the model file)."""
    i = 0
    bio = bioes_to_bio(analysis["entities"])
    for line in sentence.lines:
        c = line.split("\t")
        if line.startswith("#") or not c[0].isdigit():
            if line.startswith("#") or "." not in c[0]:
                print(line, file=out)
            continue
        upos, _, feats = analysis["tags"][i].partition("|")
        misc = [m for m in c[9].split("|") if m == "SpaceAfter=No"]
        if analysis["funcs"][i]:
            misc.append("Func=" + analysis["funcs"][i])
        if bio[i] != "O":
            misc.append("Entity=" + bio[i])
        print(c[0], c[1], analysis["lemmas"][i], upos, "_", feats or "_", analysis["heads"][i], analysis["deprels"][i], "_",
              "|".join(misc) or "_", sep="\t", file=out)
        i += 1
    print(file=out)


def spans(bio):
    """Entities of a BIO sequence as (first, last, type)."""
    out, start, kind = [], None, None
    for i, tag in enumerate(list(bio) + ["O"]):
        if start is not None and tag != "I-" + kind:
            out.append((start, i - 1, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return out


def bio_to_bioes(bio):
    out = ["O"] * len(bio)
    for a, b, kind in spans(bio):
        if a == b:
            out[a] = "S-" + kind
        else:
            out[a:b + 1] = ["B-" + kind] + ["I-" + kind] * (b - a - 1) + ["E-" + kind]
    return out


def bioes_to_bio(bioes):
    return [{"S": "B", "E": "I"}.get(t[0], t[0]) + t[1:] for t in bioes]
