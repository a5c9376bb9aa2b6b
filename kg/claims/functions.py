"""Which phrase does what to a trigger: the grammatical functions that frames speak of.

Indonesian is a strict subject-verb-object language with voice marked on the verb, so word order
tells nearly as much as the parse and fails in other places. Both are read; a function carries
every path by which it was found, and agreement of the two makes it surer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims.phrases import Clause
from kg.knowledge.lexicon import verb_voices, words

_FARTHEST = 4  #: verbs that a search for the subject may pass
_SKIPPED = frozenset({"ADV", "AUX", "PART", "INTJ"})
_END = frozenset({".", ";", "?", "!", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """Phrase number ``phrase`` fills ``name`` ("agent", "patient", "ke" ...) of a trigger."""

    phrase: int
    name: str
    path: str  #: how it was found, in words


def verb_functions(
    clause: Clause, verb: int, voice: str, last: int, helpers: frozenset[str]
) -> tuple[Function, ...]:
    """Functions around a verb whose words end with token ``last``.

    ``helpers`` are verbs that work like prepositions here: "untuk membantu Rusia".
    """
    subject = "patient" if voice == "passive" else "agent"
    bare = "agent" if voice == "passive" else "patient"
    found = [
        Function(phrase=i, name=subject, path=path)
        for position, path in subjects(clause, verb)
        for i in clause.group(position)
    ]
    taken = {function.phrase for function in found}
    found += [f for f in _right(clause, last, bare, helpers) if f.phrase not in taken]
    found += [f for f in _fronted(clause, verb) if f.phrase not in {x.phrase for x in found}]
    return tuple(found)


def noun_functions(
    clause: Clause, first: int, last: int, helpers: frozenset[str]
) -> tuple[Function, ...]:
    """Functions around an event noun: its own phrases, its light verb's, its clause's."""
    found = [*_possessors(clause, last), *_right(clause, _phrase_end(clause, last), "", helpers)]
    found += _from_light_verb(clause, first, last)
    found += _from_relative(clause, last)
    found += _from_matrix(clause, first)
    unique: dict[tuple[int, str], Function] = {}
    for function in found:
        unique.setdefault((function.phrase, function.name), function)
    return tuple(unique.values())


def subjects(clause: Clause, verb: int) -> Iterator[tuple[int, str]]:
    """The phrase that is the subject of a verb, by the parse or else by order."""
    by_order = _subject_by_order(clause, verb, _FARTHEST)
    by_parse = _subject_by_parse(clause, verb)
    if by_parse is not None and by_parse == by_order:
        yield by_parse, "subject by parse and order"
    elif by_order is not None:
        yield by_order, "subject by order"
    elif by_parse is not None:
        yield by_parse, "subject by parse"


def _subject_by_parse(clause: Clause, verb: int) -> int | None:
    for token in clause.sentence.tokens:
        if token.head == verb and token.deprel.startswith("nsubj"):
            return clause.phrase_at(token.index)
    return None


def _subject_by_order(clause: Clause, verb: int, left: int) -> int | None:
    """The nearest bare phrase to the left, through "yang", serial verbs and control."""
    i = verb - 1
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
        elif word in words("grammar", "coordinators") and i == _before(clause, verb):
            return _shared(clause, i, left)
        elif word in _END or word == "bahwa":
            return None
        elif token.upos == "VERB":
            left -= 1
            if not left:
                return None
            i -= 1
        else:
            i -= 1
    return None


def _before(clause: Clause, verb: int) -> int:
    """The last token before a verb that is no adverb, auxiliary or particle."""
    i = verb - 1
    while i > 0 and (clause.token(i).upos in _SKIPPED or clause.lower(i) in ("juga", "telah")):
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
    while clause.phrases[position].preposition in ("di", "ke", "dari") and position:
        nearer = clause.phrases[position - 1]
        if clause.phrases[position].first - nearer.last != 2:
            break
        position -= 1  # "serangan di Gaza yang": what the place belongs to
    return position


def _shared(clause: Clause, coordinator: int, left: int) -> int | None:
    """The subject that a coordinated verb shares with the verb before it."""
    for i in range(coordinator - 1, 0, -1):
        if clause.lower(i) in _END:
            return None
        if clause.token(i).upos == "VERB":
            return _subject_by_order(clause, i, left - 1) if left > 1 else None
    return None


def _controller(clause: Clause, subordinator: int, verb: int, left: int) -> int | None:
    """The subject of the clause around "untuk", "setelah" …, before or, if it opens, behind."""
    for i in range(subordinator - 1, 0, -1):
        if clause.lower(i) in _END:
            break
        if clause.token(i).upos == "VERB":
            return _subject_by_order(clause, i, left - 1) if left > 1 else None
    for i in range(verb + 1, len(clause.sentence.tokens)):
        if clause.lower(i) == ",":
            position = clause.phrase_at(i + 1)
            if position is not None and not clause.phrases[position].preposition:
                return position
    return None


def _right(
    clause: Clause, last: int, bare: str, helpers: frozenset[str] = frozenset()
) -> Iterator[Function]:
    """Phrases behind a trigger: one bare (if ``bare`` names its function), then prepositional."""
    i, open_slot = last + 1, bool(bare)
    while i <= len(clause.sentence.tokens):
        position = clause.phrase_at(i)
        word, token = clause.lower(i), clause.token(i)
        if position is not None:
            phrase = clause.phrases[position]
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
    if word in _END or word in words("grammar", "relative"):
        return True
    follows_preposition = clause.phrase_at(index + 1) is not None
    if word in words("grammar", "subordinators"):
        helped = clause.token(min(index + 1, len(clause.sentence.tokens))).upos == "VERB"
        if word in ("untuk", "guna", "demi") and helped:
            return False  # the verb behind it decides
        return not follows_preposition or word in ("bahwa", "sehingga", "agar", "supaya")
    if upos == "VERB" and word not in words("grammar", "prepositions"):
        return word not in ("bersama", "termasuk", "melalui", "menuju", "didampingi")
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


def _fronted(clause: Clause, verb: int) -> Iterator[Function]:
    """Prepositional phrases at the head of the clause: "Di Jakarta, ...", "Pada Rabu, ..."."""
    for i, phrase in enumerate(clause.phrases):
        if phrase.first > verb or any(clause.lower(j) in _END for j in range(phrase.last, verb)):
            continue
        verbs = [j for j in range(phrase.last + 1, verb) if clause.token(j).upos == "VERB"]
        if phrase.preposition in words("grammar", "fronted") and not verbs:
            yield Function(phrase=i, name=phrase.preposition, path="fronted")


def _phrase_end(clause: Clause, last: int) -> int:
    position = clause.phrase_at(last)
    return last if position is None else clause.phrases[position].last


def _possessors(clause: Clause, last: int) -> Iterator[Function]:
    """Names behind an event noun in its own phrase, and those joined to it."""
    position = clause.phrase_at(last)
    if position is None:
        return
    phrase = clause.phrases[position]
    if any(name.first > last for name in phrase.names) or phrase.resolved:
        for i in clause.group(position):
            if i >= position:
                yield Function(phrase=i, name="possessor", path="behind the noun")


def _from_light_verb(clause: Clause, first: int, last: int) -> Iterator[Function]:
    """What belongs to "mengadakan", "dilancarkan" … belongs to the noun it carries."""
    position = clause.phrase_at(last)
    start = clause.phrases[position].first if position is not None else first
    light = verb_voices("light")
    before = _before(clause, start)
    voice = light.get(clause.lower(before))
    if voice == "active" and not _prepositional(clause, position):
        for i, path in subjects(clause, before):
            for j in clause.group(i):
                yield Function(phrase=j, name="agent", path=f"{path} of {clause.lower(before)}")
    after = _next_verb(clause, _phrase_end(clause, last) + 1)
    if after and clause.lower(after) in light and not _prepositional(clause, position):
        bare = "agent" if light[clause.lower(after)] == "passive" else ""
        yield from _right(clause, after, bare)


def _prepositional(clause: Clause, position: int | None) -> bool:
    return position is not None and bool(clause.phrases[position].preposition)


def _next_verb(clause: Clause, start: int) -> int:
    """The verb that follows at once, past adverbs; 0 if none does."""
    for i in range(start, len(clause.sentence.tokens) + 1):
        token = clause.token(i)
        if token.upos == "VERB" or clause.lower(i) in verb_voices("light"):
            return i
        demonstrative = clause.lower(i) in words("grammar", "demonstratives")
        if token.upos not in _SKIPPED and not demonstrative:
            return 0
    return 0


def _from_relative(clause: Clause, last: int) -> Iterator[Function]:
    """ "serangan yang dilancarkan Israel", "pertemuan yang digelar di Beijing"."""
    start = _phrase_end(clause, last) + 1
    if clause.lower(start) not in words("grammar", "relative"):
        return
    verb = _next_verb(clause, start + 1)
    voice = verb_voices("light").get(clause.lower(verb)) if verb else None
    if voice:
        yield from _right(clause, verb, "agent" if voice == "passive" else "")


def _from_matrix(clause: Clause, first: int) -> Iterator[Function]:
    """The subject of the clause that "dalam pertemuan …" stands in."""
    position = clause.phrase_at(first)
    if position is None or not clause.phrases[position].preposition:
        return
    for verb in _main_verbs(clause, position):
        for i, path in subjects(clause, verb):
            for j in clause.group(i):
                if j != position:
                    yield Function(phrase=j, name="matrix", path=f"{path} of {clause.lower(verb)}")
        return


def _main_verbs(clause: Clause, position: int) -> Iterator[int]:
    """The verb before a prepositional phrase, or the first behind it if it stands in front."""
    phrase = clause.phrases[position]
    for i in range(phrase.first - 1, 0, -1):
        if clause.lower(i) in _END:
            break
        if clause.token(i).upos == "VERB":
            yield i
            return
    for i in range(phrase.last + 1, len(clause.sentence.tokens) + 1):
        if clause.token(i).upos == "VERB" and clause.lower(i - 1) not in words(
            "grammar", "relative"
        ):
            yield i
            return
