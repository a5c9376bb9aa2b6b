"""Who is the subject of a verb, by the parse and by word order.

Indonesian is a strict subject-verb-object language, so order tells nearly as much as the parse and
fails in other places; where both agree the subject is sure.
"""

from collections.abc import Iterator

from kg.claims.phrases import Clause, Phrase
from kg.claims.reach import ENDS
from kg.knowledge.lexicon import words

SKIPPED = frozenset({"ADV", "AUX", "PART", "INTJ"})  #: tags between a verb and its subject
_FARTHEST = 4  #: verbs that a search for the subject may pass


def subjects(clause: Clause, verb: int) -> Iterator[tuple[int, str]]:
    """The phrase that is the subject of a verb, by the parse or else by order."""
    by_order = _subject_by_order(clause, verb, _FARTHEST)
    by_parse = subject_by_parse(clause, verb)
    if by_parse is not None and by_parse == by_order:
        yield by_parse, "subject by parse and order"
    elif by_order is not None:
        yield by_order, "subject by order"
    elif by_parse is not None:
        yield by_parse, "subject by parse"


def subject_by_parse(clause: Clause, verb: int) -> int | None:
    """The phrase that the parse has for the subject of a verb."""
    for token in clause.sentence.tokens:
        if token.head == verb and token.deprel.startswith("nsubj"):
            return clause.phrase_at(token.index)
    return None


def _subject_by_order(clause: Clause, verb: int, left: int) -> int | None:
    """The nearest bare phrase to the left, through "yang", serial verbs and control."""
    i, first = verb - 1, verb  # of the verbs that stand together: "dan berencana mengerahkan"
    while i > 0:
        word, token = clause.lower(i), clause.token(i)
        position = clause.phrase_at(i)
        if word in words("grammar", "relative"):
            return _antecedent(clause, i)
        if position is not None:
            phrase = clause.phrases[position]
            if not phrase.preposition and not _is_object(clause, phrase.first, verb):
                return position
            i = phrase.first - 1
        elif word in words("grammar", "controlling"):
            return _controller(clause, i, verb, left)
        elif word in words("grammar", "coordinators") and i == before_adverbs(clause, first):
            return _shared(clause, i, left)
        elif word in ENDS or word in words("grammar", "complementizers"):
            return None
        elif token.upos == "VERB":
            left -= 1
            if not left:
                return None
            if i == before_adverbs(clause, first):
                first = i
            i -= 1
        else:
            i -= 1
    return None


def before_adverbs(clause: Clause, verb: int) -> int:
    """The last token before a verb that is no adverb, auxiliary or particle."""
    i = verb - 1
    adverbs = words("grammar", "adverbs")
    while i > 0 and (clause.token(i).upos in SKIPPED or clause.lower(i) in adverbs):
        i -= 1
    return i


def _is_object(clause: Clause, first: int, verb: int) -> bool:
    """Whether a bare phrase is the object of a verb before it, with ``verb`` behind a break."""
    previous = first - 1
    if previous < 1 or clause.token(previous).upos != "VERB":
        return False
    between = {clause.lower(i) for i in range(first, verb)}
    return bool(between & (words("grammar", "controlling") | {","}))


def _antecedent(clause: Clause, relative: int) -> int | None:
    """The phrase right before "yang", past a comma."""
    i = relative - 1
    while i > 0 and clause.lower(i) in (",", ")", '"', "”"):
        i -= 1
    position = clause.phrase_at(i)
    if position is None:
        return None
    while clause.phrases[position].preposition in words("grammar", "local") and position:
        nearer = clause.phrases[position - 1]
        if clause.phrases[position].first - nearer.last != 2:
            break
        position -= 1  # "serangan di Gaza yang": what the place belongs to
    return position


def _shared(clause: Clause, coordinator: int, left: int) -> int | None:
    """The subject that a coordinated verb shares with the predicate before it."""
    nearest: int | None = None
    for i in range(coordinator - 1, 0, -1):
        if clause.lower(i) in ENDS:
            break
        if clause.token(i).upos == "VERB":
            return _subject_by_order(clause, i, left - 1) if left > 1 else None
        position = clause.phrase_at(i)
        if nearest is None and position is not None and not clause.phrases[position].preposition:
            nearest = position
    return nearest


def _can_act(phrase: Phrase) -> bool:
    return not phrase.preposition and bool(phrase.names)


def _controller(clause: Clause, subordinator: int, verb: int, left: int) -> int | None:
    """The subject of the clause around "untuk", "setelah" …, before or, if it opens, behind."""
    nearest: int | None = None
    for i in range(subordinator - 1, 0, -1):
        if clause.lower(i) in ENDS:
            break
        if clause.token(i).upos == "VERB":
            return _subject_by_order(clause, i, left - 1) if left > 1 else None
        position = clause.phrase_at(i)
        if position is not None and _can_act(clause.phrases[position]):
            nearest = position
    if nearest is not None:
        return nearest  # "Rusia siap untuk menyerang": no verb carries the clause
    for i in range(verb + 1, len(clause.sentence.tokens)):
        if clause.lower(i) == ",":
            position = clause.phrase_at(i + 1)
            if position is not None and not clause.phrases[position].preposition:
                return position
    return None
