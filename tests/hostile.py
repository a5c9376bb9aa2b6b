"""Input that nobody would write in good faith, and what must hold whatever it is.

A check fails by any error but those in kg/errors.py. The tests try each for a moment
(tests/test_hostile.py), ``benchmarks/fuzz.py`` for as long as one likes.
"""

import datetime
import gzip
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pyoxigraph
import yaml
from hypothesis import strategies as st

from kg.articles import read_articles
from kg.claims import read
from kg.database import decoded, encoded
from kg.errors import DecisionError, InputError, KgError, KnowledgeError, QueryError
from kg.knowledge.frames import read_frames
from kg.knowledge.gazetteers import own_names
from kg.latest import summed_up
from kg.mentions.dates import find_dates
from kg.mentions.numbers import find_numbers
from kg.model import Article, Graph, Reading, Sentence
from kg.questions import parsed
from kg.rdf.dataset import Dataset
from kg.resolve import resolve
from kg.resolve.ledger import HEADER, Ledger
from kg.sentences.view import cut_note, parts, view
from kg.sparql import literal
from kg.store import Store
from kg.views import ntriples, trig, turtle
from tests.fakes import RUN, LineParser
from tests.knowledge.own import ABOUT, PEOPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A strategy, and what is done with each of its examples."""

    name: str
    examples: st.SearchStrategy[Any]
    check: Callable[[Any], object]


PROSE = (
    "Presiden Kim bertemu Putin di Moskow pada Rabu (3/9/2025).",
    "Korea Utara mengirim 10.000 tentara ke Rusia, kata Menteri Luar Negeri Lavrov.",
    "sekitar 1,5 juta orang", "pada 31 Februari 2024", "tanggal 99/99/9999", "dua ratus ribu",
    "seperempat abad lalu", "minggu depan", "Baca juga:", "JAKARTA, KOMPAS.com –", "Oleh: Redaksi",
    "9" * 400, "1." * 200, "satu " * 50, "ribu " * 50,
)  # fmt: skip
SIGNS = (
    "\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u200f", "\u200b",
    "\ufeff", "\ufffe", "\U0001f1ee\U0001f1e9", "e\u0301", "é", "ﷺ", "İ", "ß", "ﬁ", "Ⅷ", "²",
    "٣", "\r", "\n", "\r\n", "\t", " ", "\xa0", "&#0;", "&#x110000;", "&amp;", "&#55296;",
    '"""', "\\", "\\u0041", "'; DROP TABLE article; --", "<script>alert(1)</script>", "=1+1",
    "}\nDROP ALL\n{", "?x ?y ?z", "<http://x>", "@id", "^^xsd:integer", "$(reboot)", "{{7*7}}",
)  # fmt: skip
LONE = ("\ud800", "\udfff", "a\ud83d")
MARKUP = ("<html>", "<body>", "<p>", "</p>", "<article>", "<!--", "-->", "<![CDATA[", "<div " * 9,
    '<meta charset="utf-16">', '<meta charset="x">', "<title>", "</title>", "<table><tr><td>",
    '<script type="application/ld+json">{"a":', "</script>", "<svg>", "<br/>", "&nbsp;", "<a href=",
)  # fmt: skip


def as_parquet(records: list[dict[str, Any]]) -> bytes:
    """Records as rows, as far as columns can hold them."""
    file = io.BytesIO()
    rows = [json.loads(json.dumps(record)) for record in records]
    texts = {name: [_column(row.get(name)) for row in rows] for row in rows for name in row}
    pyarrow.parquet.write_table(pyarrow.table(texts), file)
    return file.getvalue()


def _column(value: object) -> bytes | None:
    return None if value is None else str(value).encode("utf-8", "surrogatepass")


def spoilt(content: bytes, place: int | None, by: bytes) -> bytes:
    """The content with other bytes at a place."""
    return content if place is None else content[:place] + by + content[place + len(by) :]


PIECE = st.one_of(st.sampled_from(PROSE), st.sampled_from(SIGNS), st.text(max_size=8))
TEXT = st.lists(PIECE, max_size=12).map("".join)
BROKEN_TEXT = st.lists(st.one_of(PIECE, st.sampled_from(LONE)), max_size=12).map("".join)
PAGE = st.lists(st.one_of(st.sampled_from(MARKUP), PIECE), max_size=25).map("".join)
BYTES = st.one_of(
    TEXT.map(str.encode),
    PAGE.map(str.encode),
    TEXT.map(lambda text: text.encode("utf-16")),
    TEXT.map(lambda text: text.encode("cp1252", "replace")),
    BROKEN_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
    st.lists(st.one_of(TEXT.map(str.encode), st.binary(max_size=5)), max_size=6).map(b"\n".join),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), BROKEN_TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
ADDRESS = st.sampled_from(
    ["https://a.id/100%", "http://a:b/", "http://a/##", "https://@/", "http://%/"]
)
FIELD = st.sampled_from(["id", "text", "title", "url", "published", "published_raw", "publisher"])
RECORD = st.one_of(
    st.fixed_dictionaries({"text": BROKEN_TEXT}, optional=dict.fromkeys(
        ("id", "title"), BROKEN_TEXT)),
    st.fixed_dictionaries({"text": TEXT}, optional=dict.fromkeys(
        ("published", "publisher", "url"), st.one_of(TEXT, ADDRESS, st.integers()))),
    st.dictionaries(FIELD, JSON),
)  # fmt: skip
LINES = st.lists(st.one_of(RECORD.map(json.dumps), TEXT), max_size=4).map("\n".join)
HEAD = st.lists(
    st.sampled_from(
        (
            "WARC/1.0", "WARC/1.1", "WARC-Type: response", "WARC-Type: resource", "WARC-Type: x",
            "Content-Type: application/http", "Content-Type: text/html", "Content-Length: 99",
            "Content-Length: 0", "Content-Length: 9999999999", "Content-Length: -1", "",
            "WARC-Target-URI: https://a.b/c", "WARC-Target-URI: <http://[>", "HTTP/1.1 200 OK",
            "Content-Encoding: gzip", "Transfer-Encoding: chunked", "\x00", "6", "HTTP/1.1 x",
        )
    ),
    max_size=14,
).map(lambda lines: "\r\n".join([*lines, ""]).encode())  # fmt: skip
CRAWL = st.lists(st.one_of(HEAD, PAGE.map(str.encode)), max_size=6).map(b"".join)
PACKED = st.tuples(LINES, st.integers(0, 60), st.binary(max_size=3)).map(
    lambda given: gzip.compress(given[0].encode(), mtime=0)[: -given[1] or None] + given[2]
)
COLUMNS = st.tuples(
    st.lists(RECORD, max_size=4), st.one_of(st.none(), st.integers(0, 800)), st.binary(max_size=4)
).map(lambda given: spoilt(as_parquet(given[0]), given[1], given[2]))
TREE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT, st.sampled_from(["Event", "key"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["kind", "roles", "label", "triggers", "verbs", "range", "arguments"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
FRAME = st.dictionaries(
    st.sampled_from(
        ["kind", "label", "comment", "roles", "triggers", "needs", "examples", "not", "inherits"]
    ),
    TREE,
)
DAY = st.one_of(st.none(), st.dates())


def check_file(suffix: str) -> Callable[[bytes], None]:
    """What is read of a file comes as an article or as an error in one line, and can be built."""

    def check(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"berita{suffix}")
            path.write_bytes(content)
            articles = []
            for found in read_articles([str(path)]):
                if isinstance(found, InputError):
                    assert len(str(found).splitlines()) == 1, str(found)
                else:
                    articles.append(found)
            check_articles(articles, Path(folder))

    return check


def check_articles(articles: list[Article], folder: Path) -> None:
    """Articles can be stored; their graph is valid RDF and says the same in every form."""
    readings = []
    for article in articles:
        cut_note(article)
        for part in parts(article):
            shown = view(part)
            for start, end in zip(shown.starts, shown.ends, strict=True):
                assert 0 <= start <= end <= len(article.text)
        readings.append(read(article, LineParser().parse(article)))
        assert decoded(encoded(readings[-1]), Reading) == readings[-1]
    graph = resolve(readings, Ledger(), RUN)
    assert summed_up(graph).articles == len(articles)
    assert sizes(graph, folder) == {len(list(Dataset(graph).triples()))}


def sizes(graph: Graph, folder: Path) -> set[int]:
    """How many triples another library reads in each form."""
    triples, found = Dataset(graph), set()
    for form, kind in (
        (turtle, pyoxigraph.RdfFormat.TURTLE),
        (trig, pyoxigraph.RdfFormat.TRIG),
        (ntriples, pyoxigraph.RdfFormat.N_TRIPLES),
    ):
        path = folder / "graph"
        form.write(graph, triples, path)
        found.add(len({quad.triple for quad in pyoxigraph.parse(path=path, format=kind)}))
    return found


def check_dates(example: tuple[str, datetime.date | None]) -> None:
    """Dates lie in the sentence, in order, and are dates."""
    text, published = example
    position = 0
    for found in find_dates(whole(text), published):
        assert position <= found.start < found.end <= len(text)
        position = found.end
        assert "0001" <= found.value[:4] <= "9999"


def check_numbers(text: str) -> None:
    """Counts lie in the sentence, in order, and their bounds too."""
    position = 0
    for found in find_numbers(whole(text)):
        assert position <= found.start < found.end <= len(text)
        position = found.end
        if found.low is not None and found.high is not None:
            assert found.low <= found.high


def named(error: KgError, place: str) -> None:
    """A message says something, and where."""
    assert str(error)
    assert place in str(error)


def whole(text: str) -> Sentence:
    """All of a text as a sentence without tokens."""
    return Sentence(article_id="a", index=0, start=0, end=len(text), text=text, tokens=())


def check_frames(content: bytes) -> None:
    """A file of frames is read, or told to be broken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "frame.yaml")
        path.write_bytes(content)
        try:
            read_frames(path)
        except KnowledgeError as error:
            named(error, str(path))


def check_names(content: tuple[str, bytes]) -> None:
    """A folder of names is read, or told to be broken."""
    type_, table = content
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "orang")
        source.mkdir()
        columns = "  key: a\n  label: b\n  names: c"
        about = ABOUT.format(title="orang", type=type_, columns=columns)
        (source / "source.yaml").write_text(about, encoding="utf-8", errors="replace")
        (source / "rows.csv").write_bytes(table)
        try:
            own_names(Path(folder))
        except KnowledgeError as error:
            named(error, folder)


def check_ledger(content: str) -> None:
    """A file of decisions is read, or told to be broken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "decisions.txt")
        path.write_text(f"{HEADER}\n{content}", encoding="utf-8", errors="surrogatepass")
        try:
            Ledger.read(path)
        except DecisionError as error:
            named(error, str(path))


_EMPTY = pyoxigraph.Store()
QUESTION = parsed("x", 'SELECT ?found WHERE {\nVALUES ?who { "" }\nBIND(?who AS ?found) }')


def check_parameter(value: str) -> None:
    """A value comes back from a query as it is, and nothing else does."""
    try:
        text = QUESTION.filled({"who": value})
    except QueryError as error:
        named(error, "not UTF-8")
        return
    answers: Any = _EMPTY.query(text)
    assert [row["found"].value for row in answers] == [value]
    assert literal(value) in text


def check_query(text: str) -> None:
    """A query is answered or refused, whatever it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.nt")
        path.write_text('<http://a> <http://b> "c" .\n', encoding="utf-8")
        try:
            json.loads(Store(path).query(text))
        except QueryError as error:
            named(error, "")


WORDS = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "WHERE", "{", "}", "?a ?b ?c", "FILTER",
    "(", ")", "SERVICE", "<http://x>", "INSERT DATA", "DROP ALL", "#", "\n", "'", '"', "LIMIT 1",
    "BIND", "FROM", "GRAPH", "VALUES ?a", "PREFIX", "UNION", "OPTIONAL", "\\u0053ERVICE",
    "COUNT(*)",
)  # fmt: skip

FRAMES = st.dictionaries(TEXT, FRAME, max_size=2).map(
    lambda tree: yaml.safe_dump(tree, allow_unicode=True).encode()
)
TYPES = st.sampled_from(["Person", "Place", "X", "&a *a"])
TABLES = st.one_of(BYTES, BYTES.map(lambda end: PEOPLE.encode() + end))
DECIDED = st.sampled_from(["same a/e1 b/e2 # x", "wrong claim/a", "same "])
DECISIONS = st.lists(st.one_of(BROKEN_TEXT, DECIDED), max_size=5).map("\n".join)
QUERIES = st.lists(st.one_of(st.sampled_from(WORDS), BROKEN_TEXT), max_size=12).map(" ".join)

TARGETS = (
    Target(name="text", examples=BYTES, check=check_file(".txt")),
    Target(name="page", examples=st.one_of(PAGE.map(str.encode), BYTES), check=check_file(".html")),
    Target(
        name="lines",
        examples=st.one_of(LINES.map(str.encode), BYTES),
        check=check_file(".jsonl"),
    ),
    Target(name="crawl", examples=st.one_of(CRAWL, BYTES), check=check_file(".warc")),
    Target(name="packed", examples=st.one_of(PACKED, BYTES), check=check_file(".jsonl.gz")),
    Target(name="columns", examples=COLUMNS, check=check_file(".parquet")),
    Target(name="dates", examples=st.tuples(BROKEN_TEXT, DAY), check=check_dates),
    Target(name="numbers", examples=BROKEN_TEXT, check=check_numbers),
    Target(name="frames", examples=st.one_of(FRAMES, BYTES), check=check_frames),
    Target(name="names", examples=st.tuples(TYPES, TABLES), check=check_names),
    Target(name="decisions", examples=DECISIONS, check=check_ledger),
    Target(name="parameter", examples=BROKEN_TEXT, check=check_parameter),
    Target(name="query", examples=QUERIES, check=check_query),
)
