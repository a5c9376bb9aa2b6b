"""How many articles, outlets and independent sources tell of an event.

Outlets print each other's and the agencies' texts. Near-copies of one text are one source,
however many outlets print it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from datasketch import LeanMinHash, MinHash, MinHashLSH

from kg.knowledge.spellings import plain
from kg.model import Article, Event, Support
from kg.resolve.groups import Groups, by_key
from kg.resolve.ids import member

_WORDS = 5  # in one shingle
_PERMUTATIONS = 64
_SEED = 1
_COPY = 0.5  # share of shingles from which one text is taken for a copy of another
_SHORTEST = 20  # words below which equal wording says little


def support(
    events: Iterable[Event], articles: Sequence[Article]
) -> tuple[tuple[str, Support], ...]:
    """The counts of every event, by its id."""
    known = {article.id: article for article in articles}
    copies = copies_of(articles)
    return tuple((event.id, _support(event, known, copies)) for event in events)


def copies_of(articles: Sequence[Article]) -> dict[str, str]:
    """For every article the first, by identifier, of the texts that it is a near-copy of."""
    names = [member(article.id, "") for article in articles]
    groups = Groups(names)
    for left, right in _near_copies(articles):
        groups.force(member(left, ""), member(right, ""))
    return {
        name.removesuffix("/"): min(group).removesuffix("/")
        for group in groups.all().values()
        for name in group
    }


def outlet(article: Article) -> str:
    """The outlet's name; else the host of the address; else the article stands for itself."""
    if article.publisher:
        return plain(article.publisher)
    host = urlsplit(article.source).netloc if "://" in article.source else ""
    return host.removeprefix("www.") or f"article {article.id}"


def _support(event: Event, known: Mapping[str, Article], copies: Mapping[str, str]) -> Support:
    articles = sorted({claim.article_id for claim in event.claims})
    return Support(
        articles=len(articles),
        outlets=len({outlet(known[id_]) for id_ in articles}),
        independent=len({copies[id_] for id_ in articles}),
    )


def _near_copies(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    equal = by_key((plain(article.text), article.id) for article in articles)
    sketches = {min(ids): _sketch(text) for text, ids in equal.items() if _long(text)}
    yield from ((min(ids), id_) for text, ids in equal.items() if _long(text) for id_ in ids)
    # Sixteen bands of four find more pairs than are copies: the estimate decides.
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(16, 4))
    for id_, sketch in sorted(sketches.items()):
        for other in sorted(index.query(sketch)):
            if sketch.jaccard(sketches[other]) >= _COPY:
                yield other, id_
        index.insert(id_, sketch)


def _long(text: str) -> bool:
    return text.count(" ") + 1 >= _SHORTEST


def _sketch(text: str) -> LeanMinHash:
    words = text.split()
    shingles = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return LeanMinHash(sketch)
