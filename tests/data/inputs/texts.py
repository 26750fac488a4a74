"""Writes the files of tests/data/inputs that real programs make of texts.jsonl: `texts.py FOLDER`; see README.md."""
import io, json, pathlib, subprocess, sys, tempfile
from html import escape

from feedgen.feed import FeedGenerator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

OFFICE_TEXTS = 3  # Each in three forms: these files are the large ones.


def page(text):
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text["text"].split("\n\n"))
    return (f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{escape(text["title"])}</title>'
            f'<meta property="article:published_time" content="{text["date"]}T10:00:00Z"></head><body>'
            f'<article><h1>{escape(text["title"])}</h1>{paragraphs}</article></body></html>')


def body_page(text):
    """What LibreOffice makes a document of: the title among the properties, not in the text."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text["text"].split("\n\n"))
    return (f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{escape(text["title"])}</title>'
            f'<meta name="created" content="{text["date"]}T10:00:00"></head><body>{paragraphs}</body></html>')


def write_warc(texts, file):
    with open(file, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        for text in texts:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(text["url"], "response", http_headers=headers,
                                                          payload=io.BytesIO(page(text).encode()),
                                                          warc_headers_dict={"WARC-Date": "2025-08-01T00:00:00Z"}))


def write_feeds(texts, folder):
    feed = FeedGenerator()
    feed.id("https://faro.example/"), feed.title("El Faro"), feed.language("es")
    feed.link(href="https://faro.example/"), feed.description("Noticias"), feed.updated("2025-08-01T00:00:00Z")
    for text in texts:
        entry = feed.add_entry(order="append")
        entry.id(text["url"]), entry.title(text["title"]), entry.link(href=text["url"])
        entry.published(text["date"] + "T10:00:00Z"), entry.updated(text["date"] + "T10:00:00Z")
        entry.content("".join(f"<p>{escape(line)}</p>" for line in text["text"].split("\n\n")), type="CDATA")
    feed.rss_file(str(folder / "feedgen.rss"), pretty=True)
    feed.atom_file(str(folder / "feedgen.atom"), pretty=True)


def write_office(texts, folder):
    with tempfile.TemporaryDirectory() as scratch:
        pages = []
        for text in texts[:OFFICE_TEXTS]:
            pages.append(pathlib.Path(scratch) / f'{text["date"]}-{text["id"]}.html')
            pages[-1].write_text(body_page(text))
        profile = f"-env:UserInstallation=file://{scratch}/profile"

        def convert(target, files, *more):
            subprocess.run(["soffice", profile, "--headless", *more, "--convert-to", target, "--outdir", str(folder),
                            *map(str, files)], check=True, stdout=subprocess.DEVNULL)

        convert("odt", pages, "--writer")
        made = [folder / (file.stem + ".odt") for file in pages]
        convert("docx:MS Word 2007 XML", made)
        convert("pdf:writer_pdf_Export", made)


if __name__ == "__main__":
    here, folder = pathlib.Path(__file__).parent, pathlib.Path(sys.argv[1])
    own = [json.loads(line) for line in (here / "texts.jsonl").open()]
    write_warc(own, folder / "warcio.warc.gz")
    write_feeds(own, folder)
    write_office(own, folder)
