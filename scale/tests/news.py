"""News of our own making, for the tests and for bench/scale."""
import random

PEOPLE = ["Ana Soto", "Juan Pérez", "Marta Ríos Vega", "Luis Ibarra", "Carmen Díaz", "Pedro Salas Gil", "Eva Luna"]
PLACES = ["Bolivia", "Lima", "Honduras", "Madrid", "Costa Rica"]
BODIES = ["la ONU", "la Organización de las Naciones Unidas", "el Tribunal Supremo", "el Banco del Sur", "la empresa Soltec"]
SAYINGS = ["{a} visitó {p} el lunes.", "{a} criticó a {b} en {p}.", "Según {b}, {o} apoya a {a}.",
           "{a} se reunió con {b} en {p}.", "{o} acusó a {a} de fraude.", "{b} no firmó el acuerdo con {o}.",
           "{a}, ministra de Cultura de {p}, anunció que {o} enviará ayuda a {b}.", "{s} negó haber visitado {p}."]


def make_documents(count, seed=1, sentences=(2, 8)):
    """Names in full and short, copies in other media, one id twice, days and none."""
    draw = random.Random(seed)
    documents = []
    for number in range(count):
        if documents and draw.random() < 0.1:  # A copy that another medium shortened or lengthened.
            copied = dict(draw.choice(documents))
            copied.update(id=f"d{number}", source="La Copia", text=copied["text"] + " Así lo contó la prensa.")
            documents.append(copied)
            continue
        said = []
        for _ in range(draw.randint(*sentences)):
            a, b = draw.sample(PEOPLE, 2)
            said.append(draw.choice(SAYINGS).format(a=a, b=b, p=draw.choice(PLACES), o=draw.choice(BODIES),
                                                         s=a.split()[-1]))
        document = {"id": f"d{draw.randint(0, number)}" if draw.random() < 0.03 else f"d{number}",
                    "source": draw.choice(["El País", "La Prensa", "El Sol"]), "text": " ".join(said)}
        if draw.random() < 0.9:
            document["date"] = f"2025-03-{draw.randint(1, 28):02}"
        if draw.random() < 0.5:
            document["title"] = said[0].rstrip(".")
        documents.append(document)
    return documents
