"""Feeds and pages as news sites have them."""

from html import escape

from tests.watching.server import Reply

PROSE = (
    "Kim Jong Un bertemu dengan Vladimir Putin di Moskow pada hari Rabu untuk membahas kerja sama."
    " Menurut juru bicara itu, pertemuan tersebut berlangsung hangat dan akan dilanjutkan lagi."
)
BODY = "\n".join(f"<p>{PROSE} Ini paragraf yang ke-{number}.</p>" for number in range(1, 6))


def page(title: str, body: str = BODY) -> Reply:
    return Reply(
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"</head><body><article><h1>{escape(title)}</h1>{body}</article></body></html>".encode()
    )


def item(link: str, title: str, *, text: str = "", guid: str = "", date: str = "") -> str:
    whole = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else ""
    named = f"<guid>{escape(guid)}</guid>" if guid else ""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{named}{dated}"
        f"<description>Kim Jong Un bertemu dengan ...</description>{whole}</item>"
    )


def rss(*items: str, ttl: str = "", **headers: str) -> Reply:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Kabar</title>{ttl and f'<ttl>{ttl}</ttl>'}{''.join(items)}</channel></rss>"
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(text.encode(), headers={"Content-Type": "application/rss+xml", **named})


def atom(link: str, title: str, text: str, date: str) -> Reply:
    return Reply(
        (
            '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Kabar</title><entry><title>{escape(title)}</title>"
            f'<link href="{escape(link)}"/><id>tag:{escape(link)}</id>'
            f"<published>{date}</published><updated>{date}</updated>"
            f'<content type="html">{escape(text)}</content></entry></feed>'
        ).encode()
    )
