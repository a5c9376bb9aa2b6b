"""What a trigger reaches: the phrases behind it and those that open its clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import words

ENDS = frozenset({".", ";", "?", "!", ":"})  #: nothing reaches beyond these


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """Phrase number ``phrase`` fills ``name`` ("agent", "patient", "ke" ...) of a trigger."""

    phrase: int
    name: str
    path: str  #: how it was found, in words


def right_of(
    clause: Clause, last: int, bare: str, helpers: frozenset[str] = frozenset()
) -> Iterator[Function]:
    """Phrases behind a trigger: one bare (if ``bare`` names its function), then prepositional."""
    i, open_slot = last + 1, bool(bare)
    while i <= len(clause.sentence.tokens):
        position = clause.phrase_at(i)
        word, token = clause.lower(i), clause.token(i)
        if position is not None:
            phrase = clause.phrases[position]
            if phrase.preposition in words("reporting", "prepositions"):
                return  # "menurut data dari …": what follows tells of the report
            if phrase.preposition:
                yield from _joined(clause, position, phrase.preposition)
            elif clause.lower(phrase.first - 1) in helpers:
                yield from _joined(clause, position, clause.lower(phrase.first - 1))
            elif open_slot:
                yield from _joined(clause, position, bare)
            elif phrase.joined == position:
                return
            open_slot = False
            i = phrase.last + 1
        elif word not in helpers and _stops(clause, i, word, token.upos):
            return
        else:
            i += 1


def _stops(clause: Clause, index: int, word: str, upos: str) -> bool:
    """Whether the reach of a trigger ends at this token."""
    if word in ENDS or word in words("grammar", "relative"):
        return True
    follows_preposition = clause.phrase_at(index + 1) is not None
    if word in words("grammar", "subordinators"):
        helped = clause.token(min(index + 1, len(clause.sentence.tokens))).upos == "VERB"
        if word in words("grammar", "verbal_purposes") and helped:
            return False  # the verb behind it decides
        return not follows_preposition or word in words("grammar", "results")
    if upos == "VERB" and word not in words("grammar", "prepositions"):
        return word not in words("grammar", "verbal_prepositions")
    return word == "," and _clause_opens(clause, index + 1)


def _clause_opens(clause: Clause, index: int) -> bool:
    """Whether a new clause begins behind a comma: a bare phrase, or a word that opens one."""
    position = clause.phrase_at(index)
    if position is None:
        return clause.lower(index) in words("grammar", "subordinators")
    phrase = clause.phrases[position]
    return not phrase.preposition and phrase.joined == position


def _joined(clause: Clause, position: int, name: str) -> Iterator[Function]:
    path = f"[{name}] to the right" if name not in ("agent", "patient") else "right of the verb"
    for i in clause.group(position):
        if i >= position:
            yield Function(phrase=i, name=name, path=path)


def fronted(clause: Clause, verb: int) -> Iterator[Function]:
    """Prepositional phrases at the head of the clause: "Di Jakarta, ...", "Pada Rabu, ..."."""
    for i, phrase in enumerate(clause.phrases):
        if phrase.first > verb or any(clause.lower(j) in ENDS for j in range(phrase.last, verb)):
            continue
        verbs = [j for j in range(phrase.last + 1, verb) if clause.token(j).upos == "VERB"]
        if phrase.preposition in words("grammar", "fronted") and not verbs:
            yield Function(phrase=i, name=phrase.preposition, path="fronted")
