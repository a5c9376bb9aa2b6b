"""How many articles, outlets and independent sources tell of an event.

Outlets print each other's and the agencies' texts. Near-copies of one text are one source,
however many outlets print it.
"""

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from urllib.parse import urlsplit

import msgspec
import numpy
from datasketch import MinHash
from numpy.typing import NDArray

from kg.knowledge.spellings import plain, plain_text
from kg.model import Article, Support
from kg.resolve.groups import Groups
from kg.resolve.numbers import NUMBER, Digests, numbered, replaced

_WORDS = 5  # in one shingle
_VALUES = 64  # of a sketch
_SIZE = 4  # bytes of a value
_BAND = 4  # values that two sketches must share, in one place of the sketch, to be compared
_SEED = 1
_COPY = 0.5  # share of shingles from which one text is taken for a copy of another
_SHORTEST = 20  # words below which equal wording says little

Sketches = NDArray[numpy.uint32]


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


def support(places: Iterable[int], outlets: Sequence[str], copies: Sequence[int]) -> Support:
    """The counts of an event that the articles at these places tell of."""
    told = set(places)
    return Support(
        articles=len(told),
        outlets=len(set(map(outlets.__getitem__, told))),
        independent=len(set(map(copies.__getitem__, told))),
    )


def copies_of(wordings: Iterable[Wording]) -> "array[int]":
    """For every text the place of the first of those that it is a near-copy of, or its own."""
    digests, sketches, places = Digests(), bytearray(), array(NUMBER)
    count = 0
    for place, each in enumerate(wordings):
        count += 1
        if each.digest:
            digests.append(each.digest)
            sketches += each.sketch
            places.append(place)
    groups = Groups(count, lambda place: (place,))
    for one, other in _near_copies(digests, sketches):
        groups.force(places[one], places[other])
    numbers, first = numbered(groups.roots(), count)
    return replaced(numbers, first)


def outlet(article: Article) -> str:
    """The outlet's name; else the host of the address; else the article stands for itself."""
    if article.publisher:
        return plain(article.publisher)
    host = urlsplit(article.source).netloc if "://" in article.source else ""
    return host.removeprefix("www.") or f"article {article.id}"


def _near_copies(digests: Digests, sketches: bytearray) -> Iterator[tuple[int, int]]:
    """Pairs of places in both, which are near-copies."""
    others = set[int]()
    for first, *equal in digests.alike():
        others.update(equal)
        yield from ((first, place) for place in equal)
    apart = numpy.array([place for place in range(len(digests)) if place not in others], int)
    values = numpy.frombuffer(sketches, f"<u{_SIZE}").reshape(-1, _VALUES)[apart]
    # Bands find more pairs than are copies: the sketches as a whole decide.
    for one, other in _sharing_a_band(values):
        if numpy.mean(values[one] == values[other]) >= _COPY:
            yield int(apart[one]), int(apart[other])


def _sharing_a_band(sketches: Sketches) -> set[tuple[int, int]]:
    """Pairs of places, the smaller first, whose sketches may have a band in common."""
    pairs: set[tuple[int, int]] = set()
    if len(sketches) < 2:
        return pairs
    bands = numpy.ascontiguousarray(sketches).view(f"S{_BAND * _SIZE}")
    for band in bands.T:
        order = numpy.argsort(band, kind="stable")
        alike: dict[bytes, set[int]] = defaultdict(set)
        for place in numpy.flatnonzero(band[order][1:] == band[order][:-1]).tolist():
            alike[band[order[place]]] |= {*order[place : place + 2].tolist()}
        pairs.update(pair for places in alike.values() for pair in combinations(sorted(places), 2))
    return pairs
