"""How many articles, outlets and independent sources tell of an event.

Outlets print each other's and the agencies' texts. Near-copies of one text are one source,
however many outlets print it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations
from urllib.parse import urlsplit

import msgspec
import numpy
from datasketch import MinHash

from kg.knowledge.spellings import plain, plain_text
from kg.model import Article, Support
from kg.resolve.groups import Groups
from kg.resolve.ids import member

_WORDS = 5  # in one shingle
_VALUES = 64  # of a sketch
_SIZE = 4  # bytes of a value
_BAND = 4  # values that two sketches must share, in one place of the sketch, to be compared
_SEED = 1
_COPY = 0.5  # share of shingles from which one text is taken for a copy of another
_SHORTEST = 20  # words below which equal wording says little


class Wording(msgspec.Struct, frozen=True, array_like=True):
    """What tells whether a text is a copy of another; empty where it is too short for that."""

    digest: bytes  #: equal for texts that differ in signs and capitals only
    sketch: bytes  #: the lowest values that its shingles have under as many orders


def wording(text: str) -> Wording:
    """The wording of a text."""
    words = plain_text(text).split()
    if len(words) < _SHORTEST:
        return Wording(b"", b"")
    digest = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16)
    return Wording(digest.digest(), _sketch(words))


def _sketch(words: Sequence[str]) -> bytes:
    shingles = {" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1)}
    sketch = MinHash(num_perm=_VALUES, seed=_SEED)
    sketch.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return bytes(sketch.hashvalues.astype(f"<u{_SIZE}").tobytes())


def support(articles: Set[str], outlets: Mapping[str, str], copies: Mapping[str, str]) -> Support:
    """The counts of an event that these articles tell of; outlets and copies are by article."""
    return Support(
        articles=len(articles),
        outlets=len({outlets[id_] for id_ in articles}),
        independent=len({copies[id_] for id_ in articles}),
    )


def copies_of(wordings: Mapping[str, Wording]) -> dict[str, str]:
    """For every article the first, by identifier, of the texts that it is a near-copy of."""
    pairs = list(_near_copies(wordings))
    groups = Groups(member(id_, "") for pair in pairs for id_ in pair)
    for left, right in pairs:
        groups.force(member(left, ""), member(right, ""))
    firsts = {id_: id_ for id_ in wordings}
    for group in groups.all().values():
        first = min(group).removesuffix("/")
        firsts |= {name.removesuffix("/"): first for name in group}
    return firsts


def outlet(article: Article) -> str:
    """The outlet's name; else the host of the address; else the article stands for itself."""
    if article.publisher:
        return plain(article.publisher)
    host = urlsplit(article.source).netloc if "://" in article.source else ""
    return host.removeprefix("www.") or f"article {article.id}"


def _near_copies(wordings: Mapping[str, Wording]) -> Iterator[tuple[str, str]]:
    equal: dict[bytes, list[str]] = defaultdict(list)
    for id_, each in wordings.items():
        if each.digest:
            equal[each.digest].append(id_)
    together = sorted(map(sorted, equal.values()))
    yield from ((first, id_) for first, *others in together for id_ in others)
    ids = [first for first, *_ in together]
    sketches = [wordings[id_].sketch for id_ in ids]
    # Bands find more pairs than are copies: the sketches as a whole decide.
    for one, other in _sharing_a_band(sketches):
        if _likeness(sketches[one], sketches[other]) >= _COPY:
            yield ids[one], ids[other]


def _sharing_a_band(sketches: Sequence[bytes]) -> set[tuple[int, int]]:
    """Pairs of places, the smaller first, whose sketches may have a band in common."""
    pairs: set[tuple[int, int]] = set()
    if len(sketches) < 2:
        return pairs
    bands = numpy.frombuffer(b"".join(sketches), f"S{_BAND * _SIZE}").reshape(len(sketches), -1)
    for band in bands.T:
        order = numpy.argsort(band, kind="stable")
        alike: dict[bytes, set[int]] = defaultdict(set)
        for place in numpy.flatnonzero(band[order][1:] == band[order][:-1]).tolist():
            alike[band[order[place]]] |= {*order[place : place + 2].tolist()}
        pairs.update(pair for places in alike.values() for pair in combinations(sorted(places), 2))
    return pairs


def _likeness(left: bytes, right: bytes) -> float:
    """The share of shingles that two texts have in common, as their sketches tell it."""
    starts = range(0, len(left), _SIZE)
    equal = sum(left[start : start + _SIZE] == right[start : start + _SIZE] for start in starts)
    return equal / _VALUES
