#!/usr/bin/env python3
"""Makes the development pages of bench/html/pages: the texts of samples/ in the layouts that papers of Spain and Latin
America use, each with what a reader of the article expects (NAME.json).

    bench/html/make_pages.py

What is expected: the headline as it is seen; the day of publication; the body with its standfirst, subheads, lists and
captions that are sentences, without bylines, credits, related stories, notices and comments."""

import html
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "bench/html/pages"
MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
AUTHORS = ["Marta Solís Arana", "Jorge Villalba", "Redacción", "Inés Quiroga y Raúl Peña", "Lucía Ferrándiz"]
SECTIONS = ["Internacional", "Economía", "Política", "Sociedad", "Mundo"]
RELATED = ["El Gobierno aprueba el plan de vivienda tras meses de demora",
           "La inflación cede por tercer mes consecutivo en la región",
           "Diez claves para entender la reforma de las pensiones",
           "Así quedó la tabla de posiciones tras la última jornada",
           "Un incendio obliga a evacuar tres barrios de Valparaíso"]
MENU = ["Inicio", "Política", "Economía", "Mundo", "Deportes", "Cultura", "Opinión", "Tecnología", "Clasificados"]
COMMENTS = ["Siempre lo mismo, nadie se hace responsable de nada en este país.",
            "Excelente nota, muy bien explicado todo. Ojalá sigan así, porque hace falta periodismo de verdad.",
            "No estoy de acuerdo con lo que dice el artículo; los datos son otros y cualquiera puede comprobarlos."]
COOKIES = ("Usamos cookies propias y de terceros para mostrarte publicidad relacionada con tus preferencias. Si continúas "
           "navegando, consideramos que aceptas su uso. Puedes cambiar la configuración u obtener más información.")
CAPTION = "Vecinos y curiosos siguieron los hechos desde la plaza mayor hasta bien entrada la noche."

e = html.escape


def links(items, base="/"):
    return "".join(f'<li><a href="{base}{i}">{e(x)}</a></li>' for i, x in enumerate(items))


class Story:
    def __init__(self, number):
        files = sorted((ROOT / "samples").glob("*.txt"))
        file = files[number % len(files)]
        parts = [" ".join(part.split()) for part in file.read_text().split("\n\n") if part.strip()]
        self.title, self.paragraphs = parts[0], parts[1:]
        self.day = file.name[:10]
        y, m, d = self.day.split("-")
        self.y, self.m, self.d = y, m, d
        self.words = f"{int(d)} de {MONTHS[int(m) - 1]} de {y}"
        self.author = AUTHORS[number % len(AUTHORS)]
        self.section = SECTIONS[number % len(SECTIONS)]
        self.slug = file.name[11:-4]
        self.lead = "Es lo que se sabe hasta ahora de un caso que ha sacudido a la opinión pública de la región."

    def p(self, tag="p", cls=""):
        cls = f' class="{cls}"' if cls else ""
        return "\n".join(f"<{tag}{cls}>{e(x)}</{tag}>" for x in self.paragraphs)


def ld(s, **more):
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": s.title[:110],
            "datePublished": f"{s.day}T10:15:00-03:00", "author": {"@type": "Person", "name": s.author},
            "publisher": {"@type": "Organization", "name": "El Faro del Sur"}}
    data.update(more)
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def head(s, extra="", site="El Faro del Sur"):
    return (f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{e(s.title)} | {site}</title>'
            f'<link rel="canonical" href="https://www.elfarodelsur.example/{s.slug}">{extra}'
            "<style>.a{color:red}</style><script>var a=1;if(a<b && b>c){document.write('<p>no</p>')}</script></head>")


def og(s, date=True):
    when = f'<meta property="article:published_time" content="{s.day}T08:00:00Z">' if date else ""
    return (f'<meta property="og:title" content="{e(s.title)}"><meta property="og:site_name" content="El Faro del Sur">'
            f'<meta property="og:type" content="article">{when}<meta name="author" content="{e(s.author)}">')


NAV = f'<header class="site-header"><nav><ul>{links(MENU)}</ul></nav></header>'
SHARE = ('<div class="share-bar"><a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">WhatsApp</a> '
         '<button>Copiar enlace</button></div>')
FOOT = ("<footer><p>© 2025 El Faro del Sur S.A. Todos los derechos reservados. Prohibida su reproducción total o parcial."
        f"</p><ul>{links(['Quiénes somos', 'Contacto', 'Términos y condiciones', 'Privacidad'])}</ul></footer>"
        f'<div id="cookie-banner"><p>{COOKIES}</p><button>Aceptar</button></div>')


def related(cls="related-news", title="Te puede interesar"):
    return f'<div class="{cls}"><h3>{title}</h3><ul>{links(RELATED[:4])}</ul></div>'


def comments():
    return ('<section id="comments" class="comments-area"><h3>3 comentarios</h3>' + "".join(
        f'<div class="comment-body"><span class="comment-author">lector{i}</span><p>{e(c)}</p></div>'
        for i, c in enumerate(COMMENTS)) + "</section>")


def mixed(s, insert, tag="p"):
    parts = [f"<{tag}>{e(x)}</{tag}>" for x in s.paragraphs]
    return "\n".join(parts[:1] + [insert] + parts[1:])


# Each layout: (page, body expected, encoding).
def modern(s):
    body = mixed(s, f'<aside class="embed"><a href="/x">{RELATED[0]}</a></aside>')
    return (head(s, og(s) + ld(s)) + f'<body>{NAV}<main><article><header><p class="kicker">{s.section}</p><h1>{e(s.title)}</h1>'
            f'<h2 class="standfirst">{s.lead}</h2><div class="byline"><a rel="author" href="/a">{s.author}</a> '
            f'<time datetime="{s.day}T10:15:00-03:00">{s.words}</time></div></header>{SHARE}'
            f'<div class="article-body">{body}</div></article>{related()}</main>{FOOT}</body></html>', [s.lead] + s.paragraphs, "utf-8")


def wordpress(s):
    return (head(s, og(s)) + f'<body class="single single-post has-sidebar comments-open">{NAV}<div id="primary"><article class="post type-post '
            f'hentry tag-politica"><header class="entry-header"><h1 class="entry-title">{e(s.title)}</h1><div class="entry-meta">Por '
            f'<span class="author vcard">{s.author}</span> | {s.words}</div></header><div class="entry-content">{s.p()}'
            f'<p>Lee también: <a href="/otra">{RELATED[1]}</a></p>'
            f'<div class="sharedaddy"><h3>Comparte esto:</h3><ul>{links(["Twitter", "Facebook"])}</ul></div></div></article>'
            f'{comments()}</div><div id="secondary" class="widget-area"><h2>Lo más leído</h2><ul>{links(RELATED)}</ul></div>{FOOT}</body></html>',
            s.paragraphs, "utf-8")


def old_table(s):
    cells = "<br><br>\n".join(e(x) for x in s.paragraphs)
    page = (f'<HTML><HEAD><TITLE>{e(s.title)} - Diario La Comarca</TITLE><META HTTP-EQUIV="Content-Type" CONTENT="text/html; '
            f'charset=windows-1252"></HEAD><BODY BGCOLOR=white><TABLE WIDTH=760><TR><TD COLSPAN=3><IMG SRC=logo.gif></TD></TR><TR>'
            f'<TD WIDTH=120 VALIGN=top>' + "<BR>".join(f'<A HREF={i}.htm>{x}</A>' for i, x in enumerate(MENU)) +
            f'</TD><TD><FONT SIZE=5><B>{e(s.title)}</B></FONT><BR><FONT SIZE=1>Publicado el {int(s.d)}/{s.m}/{s.y}</FONT><P><FONT FACE=Arial>'
            f'{cells}</FONT></TD><TD WIDTH=140><B>Otras noticias</B><BR>' +
            "<BR>".join(f'<A HREF=n{i}.htm>{x}</A>' for i, x in enumerate(RELATED)) +
            "</TD></TR></TABLE><CENTER>Copyright 2003 Diario La Comarca</CENTER></BODY></HTML>")
    return page, s.paragraphs, "cp1252"


def entities(s):
    body = s.p().encode("ascii", "xmlcharrefreplace").decode()
    for code, name in (("&#243;", "&oacute;"), ("&#233;", "&eacute;"), ("&#225;", "&aacute;"), ("&#241;", "&ntilde;"), ("&#237;", "&iacute;")):
        body = body.replace(code, name)
    title = s.title.upper()
    coded = title.encode("ascii", "xmlcharrefreplace").decode().replace("&#211;", "&Oacute;").replace("&#201;", "&Eacute;")
    page = (f'<html><head><title>El Faro del Sur - {coded}</title><meta name="DC.date.issued" content="{s.day}"></head><body><div id="menu">'
            f'<ul>{links(MENU)}</ul></div><div id="contenido"><h1>{coded}</h1><div class="fecha">{s.words}</div><div id="cuerpo">{body}</div>'
            f'</div><div id="pie">Tel&eacute;fono 555-0100</div></body></html>')
    return page, s.paragraphs, "ascii", title


def latin1_undeclared(s):
    return (f'<html><head><title>{e(s.title)}</title></head><body><div class="menu"><a href=/>Portada</a> <a href=/n>Nacional</a></div>'
            f'<div class="noticia"><h1>{e(s.title)}</h1><p class="fecha">{int(s.d):02}-{s.m}-{s.y}</p>{s.p()}</div>'
            f'<div class="relacionadas"><ul>{links(RELATED)}</ul></div></body></html>', s.paragraphs, "cp1252")


def mojibake(s):
    page, body, _ = wordpress(s)
    return page.encode("utf-8").decode("latin-1"), body, "utf-8"


def amp(s):
    return (f'<!doctype html><html amp lang="es-MX"><head><meta charset="utf-8"><title>{e(s.title)}</title>{ld(s)}'
            f'<style amp-boilerplate>body{{x:y}}</style></head><body><amp-sidebar><ul>{links(MENU)}</ul></amp-sidebar><main><h1>{e(s.title)}</h1>'
            f'<amp-img src="a.jpg" alt="Foto"></amp-img><p class="caption">Foto: Agencia Norte</p>' +
            mixed(s, '<amp-ad type="doubleclick"><div>Publicidad</div></amp-ad>') +
            f'<amp-social-share type="twitter"></amp-social-share><section class="recommended">{links(RELATED)}</section></main>'
            f'<amp-consent><div>{COOKIES}</div></amp-consent></body></html>', s.paragraphs, "utf-8")


def live(s):
    posts, body = [], []
    for i, x in enumerate(s.paragraphs):
        heading = f"Actualización {['primera', 'segunda', 'tercera', 'cuarta', 'quinta', 'sexta', 'séptima', 'octava', 'novena'][i % 9]} desde la sede"
        posts.append(f'<article class="live-post" id="p{i}"><time datetime="{s.day}T{10 + i}:05">{10 + i}:05</time><h3>{heading}</h3><p>{e(x)}</p>'
                     f'<div class="share">Compartir</div></article>')
        body += [heading, x]
    data = ld(s, **{"@type": "LiveBlogPosting", "coverageStartTime": s.day})
    return (head(s, og(s, False) + data) + f'<body>{NAV}<main><h1>{e(s.title)}</h1><div class="live-feed">{"".join(posts)}</div>{related()}</main>{FOOT}'
            "</body></html>", body, "utf-8")


def opinion(s):
    bio = (f"{s.author} es doctora en Historia por la Universidad de Salamanca y profesora visitante en Buenos Aires. Ha publicado "
           "tres libros sobre las transiciones del Cono Sur.")
    return (head(s, og(s)) + f'<body>{NAV}<div class="opinion"><div class="author-box"><img src="x.jpg"><h3>{s.author}</h3><p>{bio}</p></div>'
            f'<h1>{e(s.title)}</h1><p class="fecha">{s.words}</p><div class="texto">{s.p()}</div></div>{SHARE}{comments()}{FOOT}</body></html>',
            s.paragraphs, "utf-8")


def paywall(s):
    stub = s.paragraphs[:2]
    return (head(s, og(s) + ld(s, isAccessibleForFree=False)) + f'<body>{NAV}<article><h1>{e(s.title)}</h1><div class="story-body">' +
            "".join(f"<p>{e(x)}</p>" for x in stub) + '</div><div class="subscription-wall"><h3>Este contenido es exclusivo para suscriptores</h3>'
            "<p>Suscríbete por solo 1 euro el primer mes y accede a todo el contenido sin límites, con la mejor información de la región.</p>"
            f"<p>¿Ya eres suscriptor? <a href=/login>Inicia sesión</a></p></div></article>{FOOT}</body></html>", stub, "utf-8")


def gallery(s):
    figures = "".join(f'<figure><img src="{i}.jpg"><figcaption>{e(x.split(". ")[0].rstrip("."))}. <span class="credit">EFE / {s.author}</span></figcaption></figure>'
                      for i, x in enumerate(s.paragraphs[1:]))
    body = [s.paragraphs[0]] + [x.split(". ")[0].rstrip(".") + "." for x in s.paragraphs[1:]]
    return (head(s, og(s)) + f'<body>{NAV}<article class="gallery"><h1>{e(s.title)}</h1><p>{e(s.paragraphs[0])}</p><div class="slides">{figures}</div></article>'
            f"{related('mas-galerias', 'Más galerías')}{FOOT}</body></html>", body, "utf-8")


def microdata(s):
    return (f'<!DOCTYPE html><html lang="es-AR"><head><meta charset="utf-8"><title>{e(s.title)} - Info Pampa</title></head><body>'
            f'<div class="top-menu"><ul>{links(MENU)}</ul></div><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{e(s.title)}</h1>'
            f'<meta itemprop="datePublished" content="{s.day}T00:00:00-03:00"><span itemprop="author">{s.author}</span>'
            f'<div itemprop="articleBody">{s.p("div", "parrafo")}</div></div><div class="col-right"><h4>Últimas noticias</h4>' +
            "".join(f'<div class="item"><a href="/{i}">{x}</a><p>{c}</p></div>' for i, (x, c) in enumerate(zip(RELATED, COMMENTS))) +
            f"</div>{FOOT}</body></html>", s.paragraphs, "utf-8")


def breaks(s):
    text = "<br/><br/>".join(e(x) for x in s.paragraphs)
    return (head(s, og(s, False)) + f'<body><div class="navbar">{" | ".join(MENU)}</div><div class="contenedor"><div class="col-8"><h1 class="titulo">{e(s.title)}</h1>'
            f'<div class="info"><span class="fecha">{s.words.title()}, 11:32 hs</span></div><div class="nota">{text}</div></div>'
            f'<div class="col-4"><div class="masleidas"><h2>Lo más leído</h2><ol>{links(RELATED)}</ol></div></div></div>{FOOT}</body></html>', s.paragraphs, "utf-8")


def aspnet(s):
    return (f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>{e(s.title)}</title>'
            f'<meta name="Date" content="{int(s.d):02}/{s.m}/{s.y}"></head><body><form id="aspnetForm" method="post"><input type="hidden" value="x">'
            f'<div id="ctl00_menu">{"".join(f"<a href=/{i}>{x}</a> " for i, x in enumerate(MENU))}</div><span id="ctl00_lblTitulo"><h1>{e(s.title)}</h1></span>'
            f'<span id="ctl00_lblTexto">{s.p()}</span><div id="ctl00_pnlComentarios"><h3>Comentarios</h3><p>{COMMENTS[0]}</p><p>{COMMENTS[1]}</p></div></form></body></html>',
            s.paragraphs, "cp1252")


def split_body(s):
    half = max(1, len(s.paragraphs) // 2)
    parts = ["".join(f"<p>{e(x)}</p>" for x in s.paragraphs[:half]), "".join(f"<p>{e(x)}</p>" for x in s.paragraphs[half:])]
    return (head(s, og(s) + ld(s)) + f'<body>{NAV}<div class="wrapper"><h1>{e(s.title)}</h1><div class="block text">{parts[0]}</div><div class="ad-slot">Publicidad</div>'
            f'<div class="block related-inline"><b>Le puede interesar</b> <a href=/z>{RELATED[2]}</a></div><div class="block text">{parts[1]}</div>'
            f'<div class="block tags">Temas: <a href=#>Gobierno</a> <a href=#>Congreso</a></div></div>{FOOT}</body></html>', s.paragraphs, "utf-8")


def subheads(s):
    heads = ["Qué ha pasado", "Las reacciones", "Qué viene ahora", "Los antecedentes", "Las cifras", "El contexto", "La respuesta", "El futuro", "Claves"]
    inner, body = [], []
    for h, x in zip(heads, s.paragraphs):
        inner.append(f"<h2>{h}</h2><p>{e(x)}</p>")
        body += [h, x]
    points = ["El primer punto es la seguridad de los vecinos de la zona.", "El segundo, el presupuesto que falta por aprobar."]
    inner.append("<p>Los puntos del acuerdo son dos:</p><ul>" + "".join(f"<li>{x}</li>" for x in points) + "</ul>")
    body += ["Los puntos del acuerdo son dos:"] + points
    return (head(s, og(s)) + f'<body>{NAV}<main class="c-main"><article class="c-detail"><h1 class="c-detail__title">{e(s.title)}</h1>{SHARE}'
            f'<div class="c-detail__body">{"".join(inner)}</div>{related("c-related", "Más sobre este tema")}</article></main>{FOOT}</body></html>', body, "utf-8")


def drupal(s):
    return (head(s, f'<meta name="dcterms.date" content="{s.day}T09:00-04:00">') + f'<body class="html node-type-noticia sidebar-second">{NAV}<div id="block-system-main">'
            f'<div class="node node-noticia"><h1 class="page-title">{e(s.title)}</h1><div class="submitted">Enviado por {s.author} el {s.words}</div>'
            f'<div class="field field-name-field-bajada"><div class="field-item">{s.lead}</div></div><div class="field field-name-body field-type-text-with-summary">'
            f'<div class="field-items"><div class="field-item even">{s.p()}</div></div></div></div></div><div class="region-sidebar-second">'
            f'<ul>{links(RELATED)}</ul></div>{FOOT}</body></html>', [s.lead] + s.paragraphs, "utf-8")


def captioned(s):
    figure = (f'<figure><img src="a.jpg"><figcaption>{CAPTION} (Foto: AFP)</figcaption></figure><figure><img src="b.jpg">'
              "<figcaption>El presidente, en campaña | EFE</figcaption></figure>")
    return (head(s, og(s) + ld(s)) + f'<body>{NAV}<article><h1>{e(s.title)}</h1><div class="article__content">{mixed(s, figure)}'
            f'<blockquote class="pullquote">{e(s.paragraphs[0][:60])}</blockquote></div></article>{related()}{FOOT}</body></html>',
            s.paragraphs[:1] + [CAPTION] + s.paragraphs[1:], "utf-8")


def broken_ld(s):
    bad = (f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{s.title}",\n"description":"Dijo "basta" ayer",'
           f'"datePublished":"{s.day}T12:00:00",}}</script>')
    return (head(s, bad) + f'<body>{NAV}<div class="story"><h1>{e(s.title)}</h1><div class="story-content">{mixed(s, "<p><strong>Lea también:</strong> <a href=/k>" + RELATED[3] + "</a></p>")}'
            f'<p>Síguenos en nuestras redes sociales y recibe las noticias en tu correo.</p></div></div>{related("outbrain", "Contenido patrocinado")}{FOOT}</body></html>',
            s.paragraphs, "utf-8")


def body_in_ld(s):
    data = ld(s, articleBody="\n\n".join(s.paragraphs))
    return (head(s, data) + f'<body>{NAV}<div id="app"><h1>{e(s.title)}</h1><div class="loading">Cargando la nota completa...</div></div>{FOOT}</body></html>', s.paragraphs, "utf-8")


def utility_classes(s):
    return (head(s, og(s, False)) + f'<body class="bg-white"><div class="flex justify-between px-4">{"".join(f"<a class=px-2 href=/{i}>{x}</a>" for i, x in enumerate(MENU))}</div>'
            f'<div class="max-w-3xl mx-auto"><h1 class="text-4xl font-bold">{e(s.title)}</h1><div class="flex text-sm"><span>{s.author}</span><time dateTime="{s.day}">{s.words}</time></div>'
            f'<div class="mt-4 prose">{s.p("p", "mb-4 text-lg leading-7")}</div><div class="grid grid-cols-3">' +
            "".join(f'<a href="/{i}"><div class="h-40"></div><h3 class="text-base">{x}</h3></a>' for i, x in enumerate(RELATED)) +
            f'</div></div>{FOOT}</body></html>', s.paragraphs, "utf-8")


def agency(s):
    first = f"LIMA, {int(s.d)} {MONTHS[int(s.m) - 1][:3]} (AgenciaSur).- {s.paragraphs[0]}"
    body = [first] + s.paragraphs[1:]
    return (head(s, f'<meta name="pubdate" content="{s.y}{s.m}{s.d}">') + f'<body>{NAV}<section class="despacho"><h1>{e(s.title)}</h1><div class="despacho-texto">' +
            "".join(f"<p>{e(x)}</p>" for x in body) + f'<p>Todos los derechos reservados. AgenciaSur 2025.</p></div></section>{related()}{FOOT}</body></html>', body, "utf-8")


def address_date(s):
    page = head(s, "").replace(f"example/{s.slug}", f"example/{s.y}/{s.m}/{s.d}/{s.slug}.html")
    return (page + f'<body>{NAV}<div class="detalle"><h1>{e(s.title)}</h1><div class="detalle-texto">{s.p()}</div></div>{comments()}{FOOT}</body></html>', s.paragraphs, "utf-8")


def index_page(s):
    teasers = "".join(f'<article class="card"><a href="/{i}"><h2>{x}</h2></a></article>' for i, x in enumerate(RELATED * 3))
    return (head(s, "").replace(e(s.title), "Portada") + f"<body>{NAV}<main>{teasers}</main>{FOOT}</body></html>", [], "utf-8", "")


LAYOUTS = [modern, wordpress, old_table, entities, latin1_undeclared, mojibake, amp, live, opinion, paywall, gallery, microdata, breaks,
           aspnet, split_body, subheads, drupal, captioned, broken_ld, body_in_ld, utility_classes, agency, address_date, index_page]


def main():
    OUT.mkdir(exist_ok=True)
    for kind, layout in enumerate(LAYOUTS):
        for copy in range(1 if layout is index_page else 3):
            story = Story(kind + copy * 5)
            page, body, encoding, *title = layout(story)
            name = f"{layout.__name__}-{copy + 1}"
            (OUT / f"{name}.html").write_bytes(page.encode(encoding, "xmlcharrefreplace"))
            expected = {"title": title[0] if title else story.title, "text": "\n\n".join(body)}
            expected["date"] = "" if layout is index_page else story.day
            (OUT / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
