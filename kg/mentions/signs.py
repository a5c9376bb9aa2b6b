"""What speaks for or against a candidate: its words, the words around it, who proposes it, the
tagger, the gazetteers, the parse, and what stands elsewhere in the article."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.gazetteers import is_common
from kg.knowledge.name_heads import Phrases, name_heads
from kg.mentions.candidates import Candidate, tag_of
from kg.mentions.surroundings import around, parsed, shape
from kg.mentions.words import Word
from kg.model import Sentence

_FEW = 2  #: occurrences; more are many
_WORDS = 5  #: words; longer names are as good as these
_SHORT = 4  #: sentences; shorter articles have no beginning and end
_HEAD = 4  #: words of the longest head

Folded = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence with its words and its candidates."""

    sentence: Sentence
    words: tuple[Word, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What the whole article tells of its words and candidates."""

    tags: Mapping[Folded, Counter[str]]  #: how the tagger takes each candidate's words
    small: frozenset[str]  #: words that it writes in small letters
    short: frozenset[Folded]  #: what stands in brackets behind a longer candidate
    publisher: Folded
    sentences: int


def elsewhere(lines: Sequence[Line], publisher: Folded) -> Elsewhere:
    """What the lines of an article tell together. ``publisher`` is the name of its publisher."""
    tags: dict[Folded, Counter[str]] = defaultdict(Counter)
    short: set[Folded] = set()
    for line in lines:
        ends = {one.last for one in line.candidates}
        for one in line.candidates:
            folded = _folded(line.words, one)
            tags[folded][tag_of(line.words, one)] += 1
            if line.words[one.first].gap.strip() == "(" and one.first - 1 in ends:
                short.add(folded)
    small = frozenset(w.folded for line in lines for w in line.words if not w.capital)
    return Elsewhere(
        tags=tags,
        small=small,
        short=frozenset(short),
        publisher=publisher,
        sentences=len(lines),
    )


def signs(line: Line, one: Candidate, article: Elsewhere) -> tuple[str, ...]:
    """The signs of a candidate, each a few words."""
    words = line.words
    return (
        *_proposed(line, one),
        *_tagged(words, one),
        *_known(words, one),
        *_placed(line, one, article),
        *_form(words, one, article),
        *_lexical(words, one),
        *around(words, one),
        *parsed(line.sentence, words, one),
        *_overlapping(line, one),
        *_repeated(words, one, article),
    )


def _proposed(line: Line, one: Candidate) -> Iterator[str]:
    for source in sorted(one.sources):
        yield f"by {source}"
    together = "by " + " and ".join(sorted(one.sources))
    yield together
    yield f"{together}, tag {tag_of(line.words, one)}"
    for kind in sorted(one.types):
        yield f"proposed as {kind}"


def _tagged(words: Sequence[Word], one: Candidate) -> Iterator[str]:
    tag = tag_of(words, one)
    yield f"tag {tag}"
    kinds = {word.ner or "O" for word in words[one.first : one.last + 1]}
    yield "tags " + " ".join(sorted(kinds))
    before = words[one.first - 1].ner if one.first else ""
    after = words[one.last + 1].ner if one.last + 1 < len(words) else ""
    yield f"tag before {before or 'O'}"
    yield f"tag after {after or 'O'}"
    if "supported" in one.sources:
        yield f"tag {tag} supported"


def _placed(line: Line, one: Candidate, article: Elsewhere) -> Iterator[str]:
    if article.sentences > _SHORT and line.sentence.index == 0:
        yield "first sentence"
    if article.sentences > _SHORT and line.sentence.index == article.sentences - 1:
        yield "last sentence"
    if not any(token.upos == "VERB" for token in line.sentence.tokens):
        yield "no verb in the sentence"
    folded = _folded(line.words, one)
    if article.publisher and folded[0] == article.publisher[0]:
        yield "publisher" if folded == article.publisher else "begins as publisher"


def _known(words: Sequence[Word], one: Candidate) -> Iterator[str]:
    tag = tag_of(words, one)
    if not one.known:
        yield f"unknown, tag {tag}"
        yield "unknown"
    for kind, thing in sorted(one.known.items()):
        support = " support" if thing.support else ""
        yield f"known {kind}{support}, tag {tag}"
        yield f"known {kind}{support}"
        yield f"known {kind} {thing.kind}{support}"
    if len(one.known) > 1:
        yield "known as " + " ".join(sorted(one.known))


def _form(words: Sequence[Word], one: Candidate, article: Elsewhere) -> Iterator[str]:
    span = words[one.first : one.last + 1]
    yield f"words {min(one.size, _WORDS)}"
    if one.size == 1:
        yield f"one word {shape(span[0])}"
        yield f"one word {shape(span[0])}, tag {tag_of(words, one)}"
        if is_common(span[0].folded):
            yield "one word common"
    else:
        yield "shapes " + " ".join(sorted({shape(word).split()[0] for word in span}))
        yield f"first {shape(span[0])}"
        yield f"last {shape(span[-1])}"
        for place, word in (("first", span[0]), ("last", span[-1])):
            if is_common(word.folded):
                yield f"{place} common"
        if all(is_common(word.folded) for word in span):
            yield "all common"
        if not any(is_common(word.folded) for word in span):
            yield "none common"
    if span[0].folded in article.small:
        yield "first small elsewhere"
    if all(word.folded in article.small for word in span):
        yield "all small elsewhere"
    if any(word.gap.strip() in ("(", ")") for word in span[1:]):
        yield "brackets inside"
    if any("," in word.gap for word in span[1:]):
        yield "comma inside"


def _lexical(words: Sequence[Word], one: Candidate) -> Iterator[str]:
    span = [word.folded for word in words[one.first : one.last + 1]]
    if one.size == 1:
        yield f"is {span[0]}"
    else:
        yield f"begins {span[0]}"
        yield f"ends {span[-1]}"
        for word in sorted(set(span[1:-1])):
            yield f"holds {word}"
        yield f"begins {span[0]} {span[1]}"
    lists = name_heads()
    for name, phrases in (
        ("organization", lists.organizations),
        ("loose organization", lists.loose_organizations),
        ("small organization", lists.small_organizations),
        ("place", lists.places),
        ("place word", lists.place_words),
        ("organization word", lists.organization_words),
        ("person's", lists.named_after_persons),
    ):
        size = _head(span, phrases)
        if size:
            yield f"head of {name}"
            if size == one.size:
                yield f"only head of {name}"
    if span[0] in lists.short_heads:
        yield "head short"
    if any(word in lists.agreement_words for word in span):
        yield "agreement word"
    if tuple(span) in lists.not_names:
        yield "no name by itself"


def _head(span: Sequence[str], phrases: Phrases) -> int:
    sizes = range(min(_HEAD, len(span)), 0, -1)
    return next((size for size in sizes if tuple(span[:size]) in phrases), 0)


def _overlapping(line: Line, one: Candidate) -> Iterator[str]:
    found: set[str] = set()
    for other in line.candidates:
        if other is one or other.first > one.last or other.last < one.first:
            continue
        if other.first <= one.first and one.last <= other.last:
            place = (
                "begins" if other.first == one.first else
                "ends" if other.last == one.last else "inside"
            )  # fmt: skip
        elif one.first <= other.first and other.last <= one.last:
            place = (
                "begun by" if other.first == one.first else
                "ended by" if other.last == one.last else "around"
            )  # fmt: skip
        else:
            place = "across"
        for source in other.sources:
            found.add(f"{place} {source}")
        tag = tag_of(line.words, other)
        found.add(f"{place} tag {tag}")
        for kind in other.known:
            found.add(f"{place} known {kind}")
    yield from sorted(found)


def _repeated(words: Sequence[Word], one: Candidate, article: Elsewhere) -> Iterator[str]:
    folded = _folded(words, one)
    tags = article.tags[folded]
    total = tags.total()
    many = "once" if total == 1 else "few" if total <= _FEW else "many"
    yield f"{many} in the article"
    exact = {tag: count for tag, count in tags.items() if tag.startswith("exact")}
    for tag, count in sorted(exact.items()):
        share = "always" if count == total else "mostly" if 2 * count > total else "at times"
        yield f"{share} {tag}"
        if total > 1:
            yield f"{share} {tag}, {many}"
    if not exact:
        yield f"never tagged, {many}"
    if folded in article.short:
        yield "in brackets behind a name"


def _folded(words: Sequence[Word], one: Candidate) -> Folded:
    return tuple(word.folded for word in words[one.first : one.last + 1])
