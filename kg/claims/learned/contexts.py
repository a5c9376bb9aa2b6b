"""What around a trigger tells that it may announce nothing: "jika", "harus", words of sport."""

from collections.abc import Iterator

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import lists, words

CONDITIONAL = "before it: conditional"
_GOVERNED = 6  #: tokens behind such a word that it governs
_CLAUSE = frozenset({"conditional", "question"})  #: lists whose words govern all of a clause
_SENTENCE = frozenset({"conditional"})  #: and, where they open it, all of a sentence
_OPENING = 2  #: tokens in which a sentence opens
_ENDS = frozenset({",", ";", ":", ".", '"'})  #: of what such words govern


def contexts(clause: Clause, token: int) -> Iterator[str]:
    """The lists of words that govern a token, and those of settings that its sentence speaks of."""
    before = list(_before(clause, token))
    opening = [clause.lower(index) for index in range(1, min(token, _OPENING + 1))]
    for name in lists("governing"):
        reach = before if name in _CLAUSE else before[:_GOVERNED]
        reach = [*reach, *opening] if name in _SENTENCE else reach
        if words("governing", name).intersection(reach):
            yield f"before it: {name}"
    beside = {form for one in clause.sentence.tokens for form in (one.text.lower(), one.lemma)}
    beside -= {clause.lower(token), clause.token(token).lemma}
    for name in lists("settings"):
        if words("settings", name) & beside:
            yield f"beside it: {name}"


def _before(clause: Clause, token: int) -> Iterator[str]:
    """The words of its clause before a token, the nearest first."""
    for index in range(token - 1, 0, -1):
        word = clause.lower(index)
        if word in _ENDS:
            return
        yield word
