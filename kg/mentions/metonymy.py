"""Whether the name of a capital is the city, or the state that acts from there."""

from collections.abc import Sequence

from kg.knowledge.seats import seat_signs
from kg.mentions.names import Name
from kg.mentions.words import Word
from kg.model import EntityType, Sentence, Token

SEATS = ("capital", "power", "government")  #: kinds of places that may stand for their state


def reading_of(
    sentence: Sentence, words: Sequence[Word], name: Name, names: Sequence[Name]
) -> EntityType | None:
    """STATE or PLACE for the name of a capital; None where the sentence does not tell."""
    token = _head(sentence, words, name)
    acts = _by_role(sentence, token)
    if _beside_place(words, name, names) and acts != EntityType.STATE:
        return EntityType.PLACE
    before = words[name.first - 1] if name.first else None
    if before and not words[name.first].gap.strip():
        preposition = _preposition(sentence, token, before.folded)
        if preposition:
            return preposition
        signs = seat_signs()
        if before.folded in signs.place_before:
            return EntityType.PLACE
        if before.folded in signs.state_before:
            return EntityType.STATE
    return acts


def _beside_place(words: Sequence[Word], name: Name, names: Sequence[Name]) -> bool:
    """ "Teheran, Iran" and "Zeitoun, Teheran" name a spot."""
    for other in names:
        if other.first == name.last + 1 and words[other.first].gap == ", " and other.known:
            return bool(name.known and other.known.key == name.known.state)
        if other.last == name.first - 1 and words[name.first].gap == ", ":
            return other.type == EntityType.PLACE and not _is_capital(other)
    return False


def _is_capital(name: Name) -> bool:
    return bool(name.known and name.known.kind in SEATS)


def _preposition(sentence: Sentence, token: Token, before: str) -> EntityType | None:
    """What "ke" and "dari" say: the place after a verb of moving, the state after a noun."""
    if before not in ("ke", "dari"):
        return None
    governor = sentence.tokens[token.head - 1] if token.head else None
    if governor is None or governor.upos == "VERB":
        return EntityType.PLACE
    if {governor.lemma, governor.text.casefold()} & seat_signs().motion:
        return EntityType.PLACE
    return None if before == "ke" else EntityType.STATE


def _by_role(sentence: Sentence, token: Token) -> EntityType | None:
    """What the place in the parse says."""
    governor = sentence.tokens[token.head - 1] if token.head else None
    if token.deprel == "conj" and governor is not None:
        return _by_role(sentence, governor) if governor.upos == "PROPN" else None
    if governor is None or governor.upos != "VERB":
        return None
    if token.deprel in ("nsubj", "obl:agent"):
        return EntityType.STATE
    if token.deprel in ("nsubj:pass", "obj"):
        struck = governor.lemma in seat_signs().place_verbs
        return EntityType.PLACE if struck else EntityType.STATE
    return None


def _head(sentence: Sentence, words: Sequence[Word], name: Name) -> Token:
    first, last = words[name.first].first, words[name.last].last
    inside = range(first, last + 1)
    tokens = [sentence.tokens[index - 1] for index in inside]
    return next((token for token in tokens if token.head not in inside), tokens[0])
