"""Who an article says it has a fact from: "menurut KCNA", "kata Putin", "X melaporkan bahwa …"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.fillers import Sides, referents
from kg.claims.phrases import Clause
from kg.claims.subjects import subject_by_parse, subjects
from kg.knowledge.lexicon import verb_voices, words

_SOURCES = ("Person", "State", "Organization")
_NEAR = (0, -1, 1, -2, 2)  #: sentences whose words of reporting may name a source, nearest first
_REACH = 3  #: tokens between "kata" and its speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Entities that a sentence names as its source from token ``verb`` on."""

    entities: tuple[str, ...]
    verb: int  #: the reporting word
    scope: tuple[int, int]  #: tokens that are reported, both inclusive
    denies: bool
    back: bool = False  #: speaks of what was told before: "membantah laporan itu"
    stands: bool = True  #: "mulanya membantah": said at first, and not any more


def sources(clause: Clause, sides: Sides) -> tuple[Source, ...]:
    """The sources of a sentence: those that words of reporting name, then reports it cites."""
    return (*_sources(clause, sides), *_cited(clause, sides))


def _sources(clause: Clause, sides: Sides) -> Iterator[Source]:
    length = len(clause.sentence.tokens)
    for token in clause.sentence.tokens:
        word, i = clause.lower(token.index), token.index
        if word in words("reporting", "prepositions"):
            entities = _phrase_behind(clause, sides, i)
            if entities:
                yield Source(entities=entities, verb=i, scope=(1, length), denies=False)
        elif word in words("factuality", "denying"):
            passive = "Voice=Pass" in token.feats
            entities = (_phrase_behind if passive else _subject)(clause, sides, i)
            if entities:
                yield Source(
                    entities=entities, verb=i, scope=(1, length), denies=True,
                    back=_is_told_before(clause, i, passive=passive),
                    stands=_whole(clause, i - 1) not in words("factuality", "at_first"),
                )  # fmt: skip
        elif word in words("reporting", "quoting"):
            entities = _speakers_behind(clause, sides, i)
            if entities:
                scope = (1, i) if _breaks_off(clause, i) else (1, length)
                yield Source(entities=entities, verb=i, scope=scope, denies=False)
        elif verb_voices("reporting").get(word) == "active":
            entities = _teller(clause, sides, i)
            if entities:
                yield Source(entities=entities, verb=i, scope=(i, length), denies=False)


def _breaks_off(clause: Clause, index: int) -> bool:
    """Whether a mark parts a word from what stands before it."""
    return not clause.lower(index - 1).isalnum()


def _whole(clause: Clause, index: int) -> str:
    """A token, with the one that it hangs on if it is a clitic: "mulanya"."""
    cut_off = clause.lower(index) in words("grammar", "clitics")
    return clause.lower(index - 1) + clause.lower(index) if cut_off else clause.lower(index)


def _is_told_before(clause: Clause, verb: int, *, passive: bool) -> bool:
    """Whether what is denied is a report told before: "laporan itu", "tudingan tersebut"."""
    if passive:
        positions = [position for position, _ in subjects(clause, verb)]
    else:
        behind = (clause.phrase_at(verb + gap) for gap in (1, 2))
        positions = [position for position in behind if position is not None][:1]
    return any(
        clause.lower(phrase.head) in words("reporting", "denied_things")
        and clause.lower(phrase.last) in words("grammar", "demonstratives")
        for phrase in (clause.phrases[position] for position in positions)
    )


def _cited(clause: Clause, sides: Sides) -> Iterator[Source]:
    """Reports that the sentence rests on: "melalui laporan dari KCNA", "dalam rilis IAEA"."""
    for position, phrase in enumerate(clause.phrases):
        if phrase.preposition not in words("reporting", "citing"):
            continue
        if phrase.word not in words("reporting", "report_nouns"):
            continue
        entities = [*referents(phrase), *_givers(clause, position)]
        bodies = [e for e in entities if sides.types[e] == "Organization"]
        if bodies:
            scope = (1, len(clause.sentence.tokens))
            yield Source(entities=tuple(bodies), verb=phrase.head, scope=scope, denies=False)


def _givers(clause: Clause, position: int) -> tuple[str, ...]:
    """Those named by "dari" right behind a phrase."""
    behind = clause.phrases[position + 1 : position + 2]
    giving = [phrase for phrase in behind if phrase.preposition in words("grammar", "giving")]
    return tuple(entity for phrase in giving for entity in referents(phrase))


def _speakers_behind(clause: Clause, sides: Sides, index: int) -> tuple[str, ...]:
    """Those behind "kata", unless the word stands in a clause that goes on: "jelas Kim bertemu"."""
    for i in range(index + 1, min(index + 1 + _REACH, len(clause.sentence.tokens) + 1)):
        position = clause.phrase_at(i)
        if position is not None:
            last = clause.phrases[clause.group(position)[-1]].last
            tells = last < len(clause.sentence.tokens) and clause.token(last + 1).upos == "VERB"
            goes_on = tells and not _breaks_off(clause, index)
            return () if goes_on else _phrase_behind(clause, sides, index, _REACH)
        if clause.lower(i) in words("grammar", "subordinators"):
            return ()
    return ()


def _teller(clause: Clause, sides: Sides, verb: int) -> tuple[str, ...]:
    """The subject of a verb of telling, by the parse or else by order."""
    by_parse = subject_by_parse(clause, verb)
    places = [by_parse] if by_parse is not None else []
    places += [position for position, _ in subjects(clause, verb)]
    for position in places:
        found = _saying(clause, sides, clause.group(position))
        if found:
            return found
    return ()


def _phrase_behind(clause: Clause, sides: Sides, index: int, reach: int = 2) -> tuple[str, ...]:
    """The sources named right behind a word."""
    for i in range(index + 1, min(index + 1 + reach, len(clause.sentence.tokens) + 1)):
        position = clause.phrase_at(i)
        if position is not None:
            places = [j for j in clause.group(position) if j >= position]
            return _saying(clause, sides, places)
    return ()


def _subject(clause: Clause, sides: Sides, verb: int) -> tuple[str, ...]:
    places = [j for position, _ in subjects(clause, verb) for j in clause.group(position)]
    return _saying(clause, sides, places)


def _saying(clause: Clause, sides: Sides, places: Iterable[int]) -> tuple[str, ...]:
    """Those whom phrases stand for that may say something."""
    found = (
        entity
        for position in places
        for entity in referents(clause.phrases[position])
        if sides.types[entity] in _SOURCES
    )
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What an article's words of reporting name, as seen from one event mention."""

    ruled: tuple[str, ...]  #: by words of reporting that cover the mention
    near: Mapping[str, int]  #: others, with the nearest sentence that names them, counted from it
    share: Mapping[str, float]  #: of the article's sentences with words of reporting, by entity
    quoted: str  #: where quotation marks stand: "", "before", "behind", "around" the trigger


def shares(said: Mapping[int, Sequence[Source]]) -> Mapping[str, float]:
    """Of an article's sentences with words of reporting, the part that names each entity."""
    named = [set(_named(found)) for found in said.values()]
    counts = Counter(entity for each in named for entity in each)
    speaking = sum(map(bool, named))
    return {entity: counts[entity] / speaking for entity in counts}


def voices_of(
    clause: Clause,
    token: int,
    said: Mapping[int, Sequence[Source]],
    share: Mapping[str, float],
    ruled: Sequence[str],
) -> Voices:
    """Those who may have told of what a token announces.

    ``said`` has the sources of each sentence, ``share`` is that of the article.
    """
    near: dict[str, int] = {}
    for gap in _NEAR:
        for entity in _named(said.get(clause.sentence.index + gap, ())):
            if entity not in ruled:
                near.setdefault(entity, gap)
    return Voices(ruled=tuple(ruled), near=near, share=share, quoted=_quoted(clause, token))


def _named(found: Sequence[Source]) -> Iterator[str]:
    return (entity for source in found if not source.denies for entity in source.entities)


def _quoted(clause: Clause, token: int) -> str:
    marks = [t.index for t in clause.sentence.tokens if t.text in words("grammar", "quotes")]
    before, behind = any(i < token for i in marks), any(i > token for i in marks)
    return "around" if before and behind else "before" if before else "behind" if behind else ""
