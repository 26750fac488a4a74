#!/usr/bin/env python3
"""How fast inputs are read, form by form, beside trafilatura (pages) and warcio (crawls) on the same files in the same run,
and the peak memory of a large crawl. MB/s are per second of the processor. Prints a Markdown table.

    python3 -m venv V && V/bin/pip install -r bench/inputs/requirements.txt
    V/bin/python bench/inputs/run.py build/release/bin/trama [--megabytes 16] [--crawl-megabytes 1024]

The pages are made of the texts of tests/data/inputs, with the menus, links and scripts that pages have around them.
"""
import argparse, csv, gzip, io, json, os, pathlib, random, subprocess, sys, tempfile, time, zipfile
from html import escape

HERE = pathlib.Path(__file__).resolve().parent
TEXTS = [json.loads(line) for line in (HERE / "../../tests/data/inputs/texts.jsonl").open(encoding="utf-8")]
PARAGRAPHS = [paragraph for text in TEXTS for paragraph in text["text"].split("\n\n")]


def article(number):
    choice = random.Random(number)
    text = "\n\n".join(choice.choice(PARAGRAPHS) for _ in range(choice.randint(6, 30)))
    base = choice.choice(TEXTS)
    return dict(id=f"n{number}", title=base["title"], date=base["date"], url=f'{base["url"]}-{number}', text=text)


def page(text):
    links = "".join(f'<li><a href="/s/{i}">{escape(TEXTS[i % 20]["title"])}</a></li>' for i in range(80))
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in text["text"].split("\n\n"))
    script = "<script>" + "window.a=window.a||[];a.push({id:1,name:'x'});" * 120 + "</script>"
    return (f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{escape(text["title"])}</title>'
            f'<meta property="article:published_time" content="{text["date"]}T10:00:00Z">{script}</head><body><nav><ul>'
            f'{links}</ul></nav><article><h1>{escape(text["title"])}</h1>{paragraphs}</article><aside><ul>{links}</ul>'
            f'</aside><footer>{links}</footer></body></html>').encode()


def record(text):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(text)
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {text["url"]}\r\nWARC-Date: 2025-08-01T00:00:00Z\r\n'
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{int(text['id'][1:]):012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            ).encode() + body + b"\r\n\r\n"


def docx(text):
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text["text"].split("\n\n"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="urn:w"><w:body>{lines}</w:body></w:document>')
    return out.getvalue()


def message(text):
    return (f'From red@faro.example Thu Jul  3 10:00:00 2025\nFrom: red@faro.example\nSubject: nota\n'
            f'Date: 03 Jul 2025 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{text["text"]}\n\n').encode()


def item(text):
    body = "".join(f"<p>{line}</p>" for line in text["text"].split("\n\n"))
    return (f'<item><title>{escape(text["title"])}</title><link>{text["url"]}</link><description><![CDATA[{body}]]>'
            f"</description></item>\n").encode()


def table(texts):
    out = io.StringIO()
    rows = csv.DictWriter(out, ["id", "title", "date", "url", "text"])
    rows.writeheader()
    rows.writerows(texts)
    return out.getvalue().encode()


def until(size, make, first=0):
    """Pieces of `make` of ever new articles, `size` bytes at least."""
    total, number = 0, first
    while total < size:
        piece = make(article(number))
        total, number = total + len(piece), number + 1
        yield piece


def write_forms(folder, size):
    def folder_of(ending, make):
        (folder / ending).mkdir()
        for i, piece in enumerate(until(size, make)):
            (folder / ending / f"{i}.{ending}").write_bytes(piece)
        return folder / ending

    def file_of(name, content):
        (folder / name).write_bytes(content)
        return folder / name

    some = [article(i) for i in range(size // 2000)]
    lines = "".join(json.dumps(text, ensure_ascii=False) + "\n" for text in some).encode()
    crawl = b"".join(until(size, record))
    return {"text": folder_of("txt", lambda text: text["text"].encode()),
            "markdown": folder_of("md", lambda text: text["text"].encode()),
            "html": folder_of("html", page),
            "feed": file_of("a.rss", b'<rss version="2.0"><channel><title>F</title>' + b"".join(until(size, item))
                            + b"</channel></rss>"),
            "json": file_of("a.json", json.dumps(some, ensure_ascii=False).encode()),
            "jsonl": file_of("a.jsonl", lines), "jsonl.gz": file_of("b.jsonl.gz", gzip.compress(lines)),
            "csv": file_of("a.csv", table(some)), "mbox": file_of("a.mbox", b"".join(until(size, message))),
            "docx": folder_of("docx", docx), "warc": file_of("a.warc", crawl),
            "warc.gz": file_of("b.warc.gz", b"".join(gzip.compress(piece) for piece in until(size, record)))}


def megabytes(path):
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files) / 1e6


def convert(trama, path):
    """Seconds of the processor and peak MiB of trama convert, and its documents."""
    process = subprocess.Popen([trama, "convert", "--quiet", path], stdout=subprocess.PIPE)
    documents = sum(1 for _ in process.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"trama convert {path}: {status}"
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, documents


def read_with_trafilatura(folder):
    import trafilatura
    pages = [file.read_bytes() for file in sorted(folder.iterdir())]
    trafilatura.extract(pages[0])
    begin = time.process_time()
    for content in pages:
        trafilatura.extract(content)
    return time.process_time() - begin


def read_with_warcio(file):
    from warcio.archiveiterator import ArchiveIterator
    begin = time.process_time()
    with open(file, "rb") as stream:
        for entry in ArchiveIterator(stream):
            entry.content_stream().read()
    return time.process_time() - begin


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("trama")
    options.add_argument("--megabytes", type=int, default=16)
    options.add_argument("--crawl-megabytes", type=int, default=1024)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        print("| form | MB | documents | trama MB/s | peak MiB | other MB/s |\n| --- | --- | --- | --- | --- | --- |")
        for form, path in write_forms(folder, given.megabytes * 1_000_000).items():
            size = megabytes(path)
            seconds, peak, documents = convert(given.trama, path)
            other = ""
            if form == "html":
                other = f"trafilatura {size / read_with_trafilatura(path):.1f}"
            elif form.startswith("warc"):
                other = f"warcio {size / read_with_warcio(path):.1f} (records, no articles)"
            print(f"| {form} | {size:.1f} | {documents} | {size / seconds:.1f} | {peak:.0f} | {other} |", flush=True)
        if given.crawl_megabytes:
            large = folder / "large.warc"
            with open(large, "wb") as out:
                for piece in until(given.crawl_megabytes << 20, record):
                    out.write(piece)
            seconds, peak, documents = convert(given.trama, large)
            print(f"| warc | {megabytes(large):.0f} | {documents} | {megabytes(large) / seconds:.1f} | {peak:.0f} | |")


if __name__ == "__main__":
    main()
