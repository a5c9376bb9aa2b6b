"""Stretches of a sentence that may be names, and what proposes each of them.

Everything that could be a name is proposed here, whatever speaks against it; which of them are
names, and of what, is weighed later (``weighing``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.knowledge.gazetteers import Known
from kg.knowledge.name_heads import name_heads
from kg.mentions.described import described_names
from kg.mentions.listed import known_names, listed_names, one_piece
from kg.mentions.names import Name
from kg.mentions.tagged import no_name, tagged_names, tagged_spans, trimmed
from kg.mentions.titled import titled_names
from kg.mentions.words import Word
from kg.model import EntityType

Span = tuple[int, int]  #: first and last word
_LONGEST_RUN = 12  #: words of capitals


@dataclass(slots=True, kw_only=True)
class Candidate:
    """Words ``first`` to ``last`` of a sentence, inclusive, that may be a name."""

    first: int
    last: int
    sources: set[str] = field(default_factory=set)  #: what proposes it
    types: set[EntityType] = field(default_factory=set)  #: what those take it for
    known: dict[EntityType, Known] = field(default_factory=dict)  #: what bears the name

    @property
    def size(self) -> int:
        """How many words it has."""
        return self.last - self.first + 1


def candidates(sentence: int, words: Sequence[Word]) -> tuple[Candidate, ...]:
    """The candidates of a sentence, by their place."""
    found: dict[Span, Candidate] = {}

    def propose(source: str, first: int, last: int, kind: EntityType | None = None) -> Candidate:
        one = found.setdefault((first, last), Candidate(first=first, last=last))
        one.sources.add(source)
        one.types |= {kind} if kind else set()
        return one

    for first, last, things in known_names(words):
        one = propose("listed", first, last)
        for thing in things:
            one.known.setdefault(thing.type, thing)
            one.types.add(thing.type)
    listed = tuple(listed_names(sentence, words))
    for name in listed:
        one = propose("supported", name.first, name.last, name.type)
        if name.known:
            one.known[name.type] = name.known
    for name in described_names(sentence, words, {name.first: name for name in listed}):
        propose("described", name.first, name.last, name.type)
    inside = {at: name for name in listed for at in range(name.first, name.last + 1)}
    for name in tagged_names(sentence, words):
        if not _owner_only(words, name.first, name.last, listed):
            propose("tagged", name.first, name.last, name.type)
    for name in titled_names(sentence, words, inside):
        propose("titled", name.first, name.last).types = {name.type}  # whatever the tagger says
    for first, last in tagged_spans(words):
        if not _owner_only(words, first, last, listed):
            propose("raw", first, last)
        for start, end in _without_known(words, first, last, listed):
            propose("rest", start, end)
    for first, last in _runs(words):
        propose("run", first, last)
    for first, last in _bridged(words, sorted(found)):
        propose("bridged", first, last)
    return tuple(found[span] for span in sorted(found))


def _owner_only(words: Sequence[Word], first: int, last: int, listed: Sequence[Name]) -> bool:
    """Whether a known name ends the stretch and what is before it names nothing."""
    ends = (name.first for name in listed if first < name.first and name.last == last)
    return any(no_name(words, first, start - 1) for start in ends)


def _without_known(
    words: Sequence[Word], first: int, last: int, listed: Sequence[Name]
) -> Iterator[Span]:
    """A tagged stretch without the known names at its ends."""
    for name in listed:
        if name.first <= first <= name.last < last:
            yield from _trimmed(words, name.last + 1, last)
        elif first < name.first <= last <= name.last:
            yield from _trimmed(words, first, name.first - 1)


def _trimmed(words: Sequence[Word], first: int, last: int) -> Iterator[Span]:
    first, last = trimmed(words, first, last, person=False)
    if first <= last:
        yield first, last


def _runs(words: Sequence[Word]) -> Iterator[Span]:
    """The longest stretches of capitals, with and without small words that link them."""
    for linked in (False, True):
        start = 0
        while start < len(words):
            if not words[start].capital:
                start += 1
                continue
            last = _run_end(words, start, linked=linked)
            if last - start < _LONGEST_RUN:
                yield start, last
                if words[start].text and last > start:
                    yield start + 1, last
            start = last + 1


def _run_end(words: Sequence[Word], start: int, *, linked: bool) -> int:
    last = position = start
    while position + 1 < len(words) and one_piece(words, position, position + 1):
        position += 1
        if words[position].capital or words[position].text[0].isdigit():
            last = position
        elif not (linked and last == position - 1 and words[position].folded in name_heads().links):
            break
    return last


def _bridged(words: Sequence[Word], spans: Sequence[Span]) -> Iterator[Span]:
    """Candidates with a short form in brackets, and what follows the brackets:
    "Pengadilan Negeri (PN) Jakarta Pusat", "PT Hutama Karya (Persero)"."""
    begin: Mapping[int, list[int]] = defaultdict(list)
    for first, last in spans:
        begin[first].append(last)
    for first, last in spans:
        short = last + 1
        if short >= len(words) or words[short].gap.strip() != "(" or not words[short].capital:
            continue
        after = short + 1
        if after == len(words) or words[after].gap.startswith(")"):
            yield first, short
        if after < len(words) and words[after].gap == ") " and words[after].capital:
            for end in begin[after]:
                yield first, end


def tag_of(words: Sequence[Word], one: Candidate) -> str:
    """How the tagger takes a candidate: "exact ORG", "part of ORG", "more than LOC", "O"."""
    span = words[one.first : one.last + 1]
    kinds = {word.ner for word in span if word.ner}
    if not kinds:
        return "O"
    if len(kinds) > 1:
        return "several"
    kind = min(kinds)
    begins = span[0].ner and (span[0].opens or one.first == 0 or words[one.first - 1].ner != kind)
    goes_on = one.last + 1 < len(words) and _continues(words, one.last + 1, kind)
    if all(word.ner for word in span) and not any(word.opens for word in span[1:]):
        return f"exact {kind}" if begins and not goes_on else f"part of {kind}"
    return f"more than {kind}"


def _continues(words: Sequence[Word], position: int, kind: str) -> bool:
    return words[position].ner == kind and not words[position].opens
